"""The `samples` commands: what they print, what they leave behind, how they end."""

import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from summarizer.cli import main
from summarizer.settings import Settings

DIRTY = """首页 > 范文大全 > 工会工作总结
某街道总工会2023年工作总结
2023年，街道总工会围绕职工所需开展工作，全年走访企业20家，
发展会员300人。
一、帮扶困难职工
春节前走访慰问困难职工31户，发放慰问金4.8万元，夏天给户外职工送去清凉用品。
二、开展劳动竞赛
举办技能竞赛3场，评出能手6名，带动职工提出合理化建议60条。
四、丰富文体生活
组织职工运动会和书画展，500人次参加，职工之家添置图书700册。
上一篇：社区工会工作总结
"""
ADVERT = (
    "清仓大甩卖，全场五折起，欢迎新老顾客前来选购，数量有限，售完为止，地址在市中心商场一楼，咨询电话请见门口海报。"
    * 3
)


@pytest.fixture(scope="module")
def filled_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the shipped samples, made once: loading them takes a second."""
    home = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        _set_surroundings(patch, home)
        assert main(["samples", "list", "--json"]) == 0
    return home


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, filled_home: Path) -> Path:
    """No setting of the machine reaches a test; each has a library of its own."""
    copied = tmp_path / "home"
    shutil.copytree(filled_home, copied)
    _set_surroundings(monkeypatch, copied)
    monkeypatch.chdir(tmp_path)
    return copied


def _set_surroundings(patch: pytest.MonkeyPatch, home: Path) -> None:
    for setting in Settings.model_fields.values():
        for name in getattr(setting.validation_alias, "choices", ()):
            patch.delenv(str(name), raising=False)
    patch.delenv("SUMMARIZER_DEBUG", raising=False)
    patch.setenv("SUMMARIZER_HOME", str(home))
    patch.setenv("SUMMARIZER_EMBEDDING_MODEL", "none")


@pytest.fixture
def dirty(tmp_path: Path) -> Path:
    path = tmp_path / "去年.txt"
    path.write_text(DIRTY, encoding="gb18030")
    return path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:  # noqa: ANN401 - JSON of any shape
    """What a command that ends well prints as JSON."""
    capsys.readouterr()
    assert main(["samples", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line on stderr of a command that ends with 2 and prints nothing else."""
    capsys.readouterr()
    assert main(["samples", *arguments]) == 2
    captured = capsys.readouterr()
    (line,) = captured.err.splitlines()
    assert captured.out == ""
    assert "Traceback" not in line
    return line


# add


def test_a_file_is_added_and_what_was_done_is_told(dirty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["samples", "add", str(dirty)]) == 0
    captured = capsys.readouterr()
    assert "去年.txt：已入库" in captured.out
    assert "《某街道总工会2023年工作总结》 社区/街道 2023年度" in captured.out
    assert captured.err == "1个文件：入库1个（1份范文），已在库中0个，未入库0个。\n"


def test_added_files_are_printed_as_json(dirty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shape = printed(capsys, "add", str(dirty))
    assert (shape["added"], shape["known"], shape["refused"]) == (1, 0, 0)
    (file,) = shape["files"]
    assert (file["name"], file["status"], file["reason"]) == ("去年.txt", "added", "")
    (article,) = file["articles"]
    assert article["kind"] == "community"
    assert article["period"] == "2023年度"
    assert (article["sections"], article["removed"], article["restored"]) == (4, 2, 1)
    assert article["suspect"] >= 1


def test_of_many_files_the_bad_ones_are_told_and_the_good_ones_added(
    dirty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = tmp_path / "多份.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(dirty, "去年.txt")
        packed.writestr("广告.txt", ADVERT)
    assert main(["samples", "add", str(archive)]) == 0
    captured = capsys.readouterr()
    assert "多份.zip/广告.txt：未入库，" in captured.out
    assert captured.err.splitlines()[:2] == ["[1/2] 多份.zip/去年.txt", "[2/2] 多份.zip/广告.txt"]
    assert captured.err.splitlines()[-1].endswith("入库1个（1份范文），已在库中0个，未入库1个。")


def test_a_known_file_is_passed_over(dirty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed(capsys, "add", str(dirty))
    shape = printed(capsys, "add", str(dirty))
    assert (shape["added"], shape["known"]) == (0, 1)
    assert "《某街道总工会2023年工作总结》" in shape["files"][0]["reason"]


@pytest.mark.parametrize("command", ["add", "clean"])
@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("空.txt", b"", "是空的"),
        ("短.txt", "你好".encode(), "太短"),
        ("广告.txt", ADVERT.encode(), "总结"),
        ("坏.pdf", b"%PDF-1.7 cut", "PDF 不完整"),
        ("坏.docx", b"PK\x03\x04 cut", "坏.docx"),
        ("坏.zip", b"PK\x03\x04 cut", "坏.zip"),
        ("照片.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "照片"),
        ("english.txt", b"Our union held many events this year and helped a lot of people. " * 9, "英文"),
        ("范文.md", b"---\ntitle: x\nkind: factory\n---\n## a\nb\n", "单位类型"),
    ],
)
def test_a_bad_file_is_one_line_and_exit_code_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, name: str, content: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert reason in refused(capsys, command, str(tmp_path / name))


@pytest.mark.parametrize("command", ["add", "clean"])
def test_a_path_that_does_not_exist_is_one_line(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert "nowhere.docx" in refused(capsys, command, "nowhere.docx")


@pytest.mark.parametrize("command", ["add", "clean"])
def test_a_folder_without_documents_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (tmp_path / "空文件夹").mkdir()
    assert "没有找到可以导入的文件" in refused(capsys, command, str(tmp_path / "空文件夹"))


def test_when_all_of_many_files_are_bad_they_are_named_in_the_last_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("你好", encoding="utf-8")
    assert main(["samples", "add", *(str(tmp_path / f"{number}.txt") for number in range(4))]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    last = captured.err.splitlines()[-1]
    assert last.startswith("4个文件都不能用：0.txt：")
    assert last.endswith("……。")


@pytest.mark.parametrize(
    "arguments",
    [
        ["add"],
        ["clean"],
        ["show"],
        ["remove"],
        ["search"],
        ["frob"],
        ["list", "--frob"],
        ["search", "送清凉", "-k", "0"],
        ["search", "送清凉", "-k", "many"],
    ],
)
def test_a_command_typed_wrongly_is_one_chinese_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert "用 summarizer --help 查看用法。" in refused(capsys, *arguments)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["add", "--help"], ["search", "--help"]])
def test_help_is_chinese(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert main(["samples", *arguments]) == 0
    page = capsys.readouterr().out
    assert page.startswith("用法：summarizer samples")
    assert "Options" not in page


# list, show, remove


def test_samples_are_listed_with_where_they_come_from(
    dirty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed(capsys, "add", str(dirty))
    capsys.readouterr()
    assert main(["samples", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("《某街道总工会2023年工作总结》  社区/街道 2023年度，4段，去年.txt")
    assert sum(line.endswith("，内置") for line in lines) == len(lines) - 1 >= 18


def test_samples_are_listed_by_kind(capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(capsys, "list", "--kind", "医院")
    assert {row["kind"] for row in rows} == {"hospital"}
    assert all(row["passages"] == sum(row["topics"].values()) for row in rows)


def test_a_sample_is_shown_clean_and_masked(dirty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    added = printed(capsys, "add", str(dirty))["files"][0]["articles"][0]
    shape = printed(capsys, "show", added["id"])
    assert "首页" not in shape["text"]
    assert [section["heading"] for section in shape["sections"]][1:] == [
        "帮扶困难职工",
        "开展劳动竞赛",
        "丰富文体生活",
    ]
    assert shape["sections"][1]["topic"] == "welfare"
    assert "首页 > 范文大全" in "".join(edit["before"] for edit in shape["edits"])
    assert "〔数量〕户" in shape["passages"][1]["masked"]
    assert main(["samples", "show", added["id"]]) == 0
    assert "〔帮扶与普惠服务〕帮扶困难职工" in capsys.readouterr().out


def test_a_removed_sample_is_gone_from_list_and_search(
    dirty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    added = printed(capsys, "add", str(dirty))["files"][0]["articles"][0]
    assert main(["samples", "remove", added["id"]]) == 0
    assert capsys.readouterr().err == "已删除范文《某街道总工会2023年工作总结》。\n"
    assert added["id"] not in {row["id"] for row in printed(capsys, "list")}
    assert added["id"] not in {
        row["sample"] for row in printed(capsys, "search", "走访慰问困难职工", "-k", "99")
    }
    assert printed(capsys, "add", str(dirty))["added"] == 1


@pytest.mark.parametrize("command", ["show", "remove"])
def test_an_unknown_id_is_one_line(capsys: pytest.CaptureFixture[str], command: str) -> None:
    told = refused(capsys, command, "nowhere")
    assert told == "找不到这份范文。请用 summarizer samples list 查看编号。"


# clean


def test_cleaning_prints_the_text_and_tells_the_changes(
    dirty: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["samples", "clean", str(dirty)]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("某街道总工会2023年工作总结\n2023年，街道总工会")
    assert "全年走访企业20家，发展会员300人。" in captured.out
    assert "第1行 移除“首页 > 范文大全 > 工会工作总结”" in captured.err
    assert "第11行 移除“上一篇：社区工会工作总结”" in captured.err
    assert captured.err.splitlines()[-1].startswith("去年.txt：1篇，移除2处，修补1处，存疑")


def test_cleaning_prints_the_promised_json(dirty: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shape = printed(capsys, "clean", str(dirty))
    (article,) = shape["articles"]
    assert {"title", "kind", "period", "sections", "removed", "restored", "suspect", "quality"} <= set(
        article
    )
    assert (article["title"], article["kind"], article["period"]) == (
        "某街道总工会2023年工作总结",
        "community",
        "2023年度",
    )
    assert [set(section) >= {"heading", "level", "topic", "text"} for section in article["sections"]] == [
        True
    ] * 4
    assert [section["topic"] for section in article["sections"]] == [
        "overview",
        "welfare",
        "achievement",
        "culture",
    ]
    assert [(row["line"], row["text"]) for row in article["removed"]] == [
        (1, "首页 > 范文大全 > 工会工作总结"),
        (11, "上一篇：社区工会工作总结"),
    ]
    assert [set(row) >= {"line", "raw", "mended"} for row in article["restored"]] == [True]
    assert all({"text", "line", "reason"} <= set(row) for row in article["suspect"])
    assert 0 < article["quality"] < 1


def test_cleaning_stores_nothing(dirty: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(home)
    printed(capsys, "clean", str(dirty))
    assert not home.exists()


def test_a_folder_is_cleaned_file_by_file(
    dirty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "两份"
    folder.mkdir()
    shutil.copy(dirty, folder / "a.txt")
    (folder / "b.txt").write_text(ADVERT, encoding="utf-8")
    shape = printed(capsys, "clean", str(folder))
    assert [article["file"] for article in shape["articles"]] == ["a.txt"]
    assert [row["file"] for row in shape["refused"]] == ["b.txt"]


def test_a_sample_in_our_own_format_is_cleaned_of_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "范文.md"
    path.write_text(
        "---\ntitle: 标题\nkind: soe\n---\n## 安全 {topic=welfare}\n\n一段话。\n", encoding="utf-8"
    )
    (article,) = printed(capsys, "clean", str(path))["articles"]
    assert (article["title"], article["removed"], article["restored"]) == ("标题", [], [])
    assert [(row["heading"], row["topic"]) for row in article["sections"]] == [("安全", "welfare")]


# search


def test_a_search_prints_the_promised_json(capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(capsys, "search", "慰问困难职工", "--kind", "hospital", "--topic", "welfare", "-k", "2")
    assert len(rows) == 2
    assert {frozenset(row) for row in rows} == {
        frozenset({"id", "sample", "heading", "topic", "kind", "score", "text", "masked"})
    }
    assert {(row["kind"], row["topic"]) for row in rows} == {("hospital", "welfare")}
    assert rows[0]["score"] >= rows[1]["score"] > 0
    assert rows[0]["id"].startswith(rows[0]["sample"])


def test_a_search_returns_ten_passages_unless_told_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(printed(capsys, "search", "职工")) == 10


def test_a_search_without_result_says_what_to_try(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["samples", "search", "hello"]) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", "没有找到相关的片段，请换个说法，或放宽类型和主题。\n")


def test_found_passages_are_shown_masked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["samples", "search", "慰问困难职工", "--topic", "帮扶与普惠服务", "-k", "1"]) == 0
    captured = capsys.readouterr()
    assert "〔帮扶与普惠服务〕" in captured.out
    assert "〔数量〕" in captured.out
    assert captured.err == "找到1段。\n"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["search", " "], "检索词是空的"),
        (["search", "慰问", "--kind", "factory"], "不认识的单位类型“factory”。可用的单位类型：school"),
        (["search", "慰问", "--topic", "fun"], "不认识的主题“fun”。可用的主题：overview 前言"),
        (["list", "--kind", "factory"], "不认识的单位类型“factory”"),
    ],
)
def test_a_value_that_does_not_exist_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], reason: str
) -> None:
    assert reason in refused(capsys, *arguments)


# settings


def test_an_embedding_model_without_an_address_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUMMARIZER_EMBEDDING_MODEL", "bge-m3")
    assert "没有接口地址" in refused(capsys, "list")


def test_a_failing_embedding_endpoint_leaves_the_search_by_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUMMARIZER_EMBEDDING_MODEL", "bge-m3")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert main(["samples", "search", "慰问困难职工", "-k", "1", "--json"]) == 0
    captured = capsys.readouterr()
    assert len(json.loads(captured.out)) == 1
    assert "先只按字词检索" in captured.err
    assert "Traceback" not in captured.err
