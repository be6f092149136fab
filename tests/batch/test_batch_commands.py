"""`summarizer batch` and `summarizer merge` as a person runs them."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from llm_fixtures import LlmServer
from openpyxl import load_workbook
from unit_sheets import sheet_text, workbook_of

from summarizer.batch.manifest import Manifest, safe_name
from summarizer.cli import main
from summarizer.domain import Document, DraftedDocument
from summarizer.errors import ServerFailureError, UnreadableFileError
from summarizer.export import read_docx_text
from summarizer.export.workbook import write_workbook
from summarizer.pipeline import draft_document

pytestmark = pytest.mark.usefixtures("quiet_surroundings")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    folder = tmp_path / "各单位"
    folder.mkdir()
    (folder / "a.md").write_text(sheet_text("甲校工会", "慰问困难职工32户"), encoding="utf-8")
    (folder / "b.md").write_text(sheet_text("乙校工会", "慰问困难职工28户"), encoding="utf-8")
    return folder


def modified(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.md")}


def test_every_unit_gets_a_file_and_a_row(units: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["batch", str(units), "-o", "稿", "--json"]) == 0
    captured = capsys.readouterr()
    rows = json.loads(captured.out)
    assert [(row["unit"], row["state"], row["facts_written"]) for row in rows] == [
        ("甲校工会", "done", 1),
        ("乙校工会", "done", 1),
    ]
    assert "32户" in read_docx_text(Path("稿/甲校工会.docx").read_bytes())
    assert "[2/2]" in captured.err
    table = load_workbook("稿/汇总表.xlsx").active
    assert table is not None
    assert [cell.value for cell in table["A"]] == ["单位", "甲校工会", "乙校工会"]


def test_a_model_drafts_units_at_once_and_its_tokens_are_counted(
    units: Path,
    llm_server: LlmServer,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", llm_server.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", "test-key")
    monkeypatch.setenv("SUMMARIZER_MODEL", "faithful")
    command = ["batch", str(units), "-o", "稿", "--json"]
    assert main(command) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["engine"], row["facts_written"]) for row in rows] == [("llm", 1), ("llm", 1)]
    assert all(row["tokens_in"] > 0 and row["tokens_out"] > 0 for row in rows)
    monkeypatch.setenv("SUMMARIZER_MODEL", "status-500")
    assert main(command) == 3
    states = [row["state"] for row in json.loads(capsys.readouterr().out)]
    assert states == ["failed", "failed"]
    assert "32户" in read_docx_text(Path("稿/甲校工会.docx").read_bytes())


def test_finished_units_are_skipped_and_changed_ones_drafted_anew(
    units: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["batch", str(units), "-o", "稿", "--format", "md", "--json"]
    assert main(command) == 0
    before = modified(Path("稿"))
    (units / "b.md").write_text(sheet_text("乙校工会", "慰问困难职工29户"), encoding="utf-8")
    capsys.readouterr()
    assert main(command) == 0
    assert [row["state"] for row in json.loads(capsys.readouterr().out)] == ["skipped", "done"]
    after = modified(Path("稿"))
    assert after["甲校工会.md"] == before["甲校工会.md"]
    assert "29户" in after["乙校工会.md"].decode()
    assert main([*command, "--again"]) == 0
    assert [row["state"] for row in json.loads(capsys.readouterr().out)] == ["done", "done"]


def test_a_file_that_is_gone_is_made_again(units: Path) -> None:
    command = ["batch", str(units), "-o", "稿", "--format", "md"]
    assert main(command) == 0
    Path("稿/甲校工会.md").unlink()
    assert main(command) == 0
    assert Path("稿/甲校工会.md").is_file()


def test_a_text_a_person_edited_or_wrote_is_never_overwritten(units: Path) -> None:
    Path("稿").mkdir()
    Path("稿/乙校工会.md").write_text("别人写的", encoding="utf-8")
    command = ["batch", str(units), "-o", "稿", "--format", "md"]
    assert main(command) == 0
    Path("稿/甲校工会.md").write_text("我改过的", encoding="utf-8")
    assert main([*command, "--again"]) == 0
    assert Path("稿/甲校工会.md").read_text(encoding="utf-8") == "我改过的"
    assert "32户" in Path("稿/甲校工会（2）.md").read_text(encoding="utf-8")
    assert Path("稿/乙校工会.md").read_text(encoding="utf-8") == "别人写的"
    assert "28户" in Path("稿/乙校工会（2）.md").read_text(encoding="utf-8")


def test_bad_units_are_reported_and_stop_nobody(units: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (units / "c.md").write_text("什么也不是", encoding="utf-8")
    (units / "d.md").write_text(sheet_text("甲校工会", "会员1人"), encoding="utf-8")
    assert main(["batch", str(units), "-o", "稿", "--json"]) == 2
    captured = capsys.readouterr()
    states = [(row["unit"], row["state"]) for row in json.loads(captured.out)]
    assert states == [("甲校工会", "done"), ("乙校工会", "done"), ("c", "failed"), ("甲校工会", "failed")]
    assert "同名" in captured.err
    assert "未完成 2" in captured.err


def test_an_engine_that_fails_for_one_unit_is_exit_3_and_can_be_resumed(
    units: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails_for_the_first(document: Document, **options: object) -> DraftedDocument:
        if document.unit == "甲校工会":
            message = "服务器出错（500）"
            raise ServerFailureError(message)
        return draft_document(document, **options)  # type: ignore[arg-type]

    command = ["batch", str(units), "-o", "稿", "--json"]
    with monkeypatch.context() as patched:
        patched.setattr("summarizer.batch.drafting.draft_document", fails_for_the_first)
        assert main(command) == 3
    assert "服务器出错（500）" in capsys.readouterr().err
    assert main(command) == 0
    assert [row["state"] for row in json.loads(capsys.readouterr().out)] == ["done", "skipped"]


def test_drafts_finished_before_an_interruption_are_kept(
    units: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUMMARIZER_CONCURRENCY", "1")

    def interrupted_at_the_second(document: Document, **options: object) -> DraftedDocument:
        if document.unit == "乙校工会":
            raise KeyboardInterrupt
        return draft_document(document, **options)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr("summarizer.batch.drafting.draft_document", interrupted_at_the_second)
        assert main(["batch", str(units), "-o", "稿", "--json"]) == 130
    capsys.readouterr()
    assert main(["batch", str(units), "-o", "稿", "--json"]) == 0
    assert [row["state"] for row in json.loads(capsys.readouterr().out)] == ["skipped", "done"]


@pytest.mark.parametrize(
    ("command", "word"),
    [
        (["batch", "没有", "-o", "稿"], "找不到"),
        (["batch", "各单位", "-o", "各单位"], "结果不能放在"),
        (["batch", "各单位", "-o", "稿", "--format", "odt"], "不能保存为“odt”"),
        (["batch", "各单位", "-o", "稿", "--engine", "llm"], "llm 还没有配置"),
        (["batch", "各单位", "-o", "稿", "--kind", "飞船"], "不认识的单位类型"),
        (["merge", "各单位", "-o", "a.odt", "--unit", "××区总工会"], "不能保存为"),
        (["merge", "各单位", "-o", "各单位/a.md", "--unit", "××区总工会"], "结果不能放在"),
        (["merge", "各单位", "-o", "a.md", "--unit", " "], "没有写本级工会的名称"),
        (["merge", "各单位", "-o", "a.md", "--unit", "××区总工会", "--period", "2023年度"], "合计会不全"),
    ],
)
def test_unusable_input_is_exit_2_with_a_sentence(
    units: Path, command: list[str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert units.is_dir()
    assert main(command) == 2
    assert word in capsys.readouterr().err


def test_a_damaged_manifest_is_told_and_not_overwritten(units: Path) -> None:
    Path("稿").mkdir()
    Path("稿/进度.json").write_text('{"done": {"甲": {"source": 1}}}', encoding="utf-8")
    assert main(["batch", str(units), "-o", "稿"]) == 2
    with pytest.raises(UnreadableFileError, match="进度"):
        Manifest.open(Path("稿"))


def test_merging_writes_a_sheet_to_draft_from_and_its_provenance(
    units: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["merge", str(units), "-o", "汇总.md", "--unit", "××区总工会", "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert [one["formula"] for one in shape["sums"]] == ["32户+28户=60户（2个单位）"]
    assert "- 慰问困难职工60户\n" in Path("汇总.md").read_text(encoding="utf-8")
    book = load_workbook("汇总_出处.xlsx")
    assert book["合计"]["D2"].value == "32户+28户=60户（2个单位）"
    assert main(["draft", "汇总.md", "--engine", "offline"]) == 0
    assert "60户" in capsys.readouterr().out


def test_merging_from_a_workbook_can_draft_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    rows = (("单位", "帮扶救助"), ("甲校工会", "慰问困难职工3户"), ("乙校工会", "慰问困难职工4户"))
    Path("单位.xlsx").write_bytes(workbook_of(*rows))
    command = ["merge", "单位.xlsx", "-o", "汇总.docx", "--unit", "××区总工会", "--period", "2024年度"]
    assert main(command) == 0
    assert "7户" in read_docx_text(Path("汇总.docx").read_bytes())
    assert "合计 1 项" in capsys.readouterr().err


def test_a_bad_unit_forbids_the_sum_unless_it_may_be_left_out(
    units: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (units / "c.md").write_text("什么也不是", encoding="utf-8")
    command = ["merge", str(units), "-o", "汇总.md", "--unit", "××区总工会"]
    assert main(command) == 2
    assert not Path("汇总.md").exists()
    assert "c.md" in capsys.readouterr().err
    assert main([*command, "--skip-bad"]) == 2
    assert Path("汇总.md").exists()
    assert load_workbook("汇总_出处.xlsx")["未计入单位"]["A2"].value == "c.md"


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("××小学工会", "××小学工会"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ('甲/乙:丙*?"<>|', "甲_乙_丙_"),
        ("CON", "_CON"),
        (" . ", "未命名"),
        ("长" * 200, "长" * 60),
    ],
)
def test_file_names_are_safe_on_every_system(unit: str, name: str) -> None:
    assert safe_name(unit) == name


def test_no_text_in_a_workbook_becomes_a_formula() -> None:
    content = write_workbook({"表": [("=1+1", "@x", "a\x00b", 3, None)]})
    row = next(iter(load_workbook(BytesIO(content))["表"].iter_rows()))
    assert [(cell.value, cell.data_type) for cell in row[:4]] == [
        ("=1+1", "s"),
        ("@x", "s"),
        ("ab", "s"),
        (3, "n"),
    ]
