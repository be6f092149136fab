"""范文库, driven through Streamlit's test runner."""

import io
import json
import threading
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import docx
import pytest
from streamlit.testing.v1 import AppTest
from ui_steps import acting, click, finished, keys, run, shown, words

from summarizer.domain import IngestReport, IngestStatus, SampleFilter, Topic, UnitKind
from summarizer.errors import StorageError
from summarizer.library.ingest import FileProgress
from summarizer.pipeline import Pipeline
from summarizer.ui.pages import samples
from summarizer.ui.paging import in_hand

pytest_plugins = ["ui_fixtures", "library_fixtures"]

Open = Callable[..., AppTest]
Add = Callable[[Sequence[tuple[str, bytes]]], AppTest]

TITLE = "××市第九人民医院工会2024年工作总结"
BODY = [
    "小编推荐：更多范文请关注公众号",
    TITLE,
    "2024年，医院工会围绕中心工作，扎实履行职责，各项工作取得新的进展。现将一年来的工作总结如下。",
    "一、做实关心关爱，传递组织温暖",
    "工会坚持把职工冷暖放在心上，春节前走访慰问困难职工32户，发放慰问金4.8万元；夏季送清凉3次，惠及一线职工560人次。"
    "职工互助保障参保率达到98%，全年为21名职工办理理赔。",
    "二、丰富文体活动，凝聚队伍力量",
    "组织职工运动会、读书分享会和书画展共9场，参加职工1286人次；成立羽毛球、合唱、摄影等兴趣小组6个，每月开展活动。",
    "三、存在的问题",
    "一年来的工作还有不足：活动形式不够丰富，服务夜班职工的办法不多，工会干部的业务能力有待提高。",
    "四、下一步打算",
    "继续把服务职工作为中心任务，健全帮扶档案，办好职工讲堂，推动各项工作再上新台阶。",
]
TEXT = "\n".join(BODY)


def docx_bytes(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.txt", content)
    return stream.getvalue()


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(300)
ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)
)


def stored(pipeline: Pipeline) -> str:
    """Adds TEXT behind the page's back; the id of its sample."""
    (report,) = pipeline.add_samples([("医院总结.txt", TEXT.encode())])
    assert report.status is IngestStatus.ADDED
    return report.articles[0].sample.id


def page_of(app: AppTest, key: str) -> str:
    (tree,) = shown(app, key)
    return tree


# the list


def test_the_shipped_samples_are_there_at_the_first_visit(shelf: Open) -> None:
    app = shelf()
    rows = page_of(app, "samples:list:rows")
    for text in ("××", "工作总结", "学校", "医院", "内置"):
        assert text in rows
    assert "内置2份，自加0份" in words(app)


def test_a_shipped_sample_is_hidden_and_shown_again(shelf: Open, library: Pipeline) -> None:
    rows = page_of(shelf(), "samples:list:rows")
    assert '"hide"' in rows
    assert '"remove"' not in rows
    sample = library.list_samples()[0].sample
    app = click(shelf(sample.id), f"samples:remove:{sample.id}")
    assert "已隐藏" in words(app)
    assert sample.title not in page_of(app, "samples:list:rows")
    app = click(app, f"samples:show:{sample.id}")
    assert sample.title in page_of(app, "samples:list:rows")
    assert f"samples:show:{sample.id}" not in keys(app)


def test_hiding_can_be_undone_at_once(shelf: Open, library: Pipeline) -> None:
    sample = library.list_samples()[0].sample
    app = click(click(shelf(sample.id), f"samples:remove:{sample.id}"), "app:undo:last")
    assert sample.title in page_of(app, "samples:list:rows")


# correcting


def test_the_kind_of_a_sample_is_corrected(shelf: Open, library: Pipeline) -> None:
    name = stored(library)
    app = shelf(name)
    assert app.button(key=f"samples:save-kind:{name}").disabled
    app.selectbox(key=f"samples:kind:{name}").set_value("soe")
    app = click(run(app), f"samples:save-kind:{name}")
    assert "单位类型已更正" in words(app)
    assert library.load_sample(name).sample.kind is UnitKind.SOE


def test_the_topics_of_a_section_are_corrected_and_left_to_the_text_again(
    shelf: Open, library: Pipeline
) -> None:
    name = stored(library)
    before = library.load_sample(name).sections[1].topics
    app = shelf(name)
    app.session_state["samples:correcting"] = 1
    app = run(app)
    app.multiselect(key=f"samples:topics:{name}:1").set_value(["women", "finance"])
    app = click(app, f"samples:save-topics:{name}")
    assert library.load_sample(name).sections[1].topics == (Topic.WOMEN, Topic.FINANCE)
    assert "已更正" in page_of(app, "samples:sections")
    app.session_state["samples:correcting"] = 1
    click(run(app), f"samples:guess-topics:{name}")
    assert library.load_sample(name).sections[1].topics == before


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("samples:filter:kind", "hospital", "医院"),
        ("samples:filter:kind", "school", "学校"),
        ("samples:filter:topic", "plans", "学校"),
    ],
)
def test_the_list_is_filtered_by_kind_and_topic(shelf: Open, key: str, value: str, kept: str) -> None:
    app = shelf()
    app.selectbox(key=key).set_value(value)
    assert kept in page_of(run(app), "samples:list:rows")


def test_a_page_reads_the_samples_it_shows_and_no_others(
    shelf: Open, library: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits: list[object] = []
    listing = library.list_samples

    def listed(wanted: SampleFilter | None = None, *, limit: int | None = None, offset: int = 0) -> object:
        limits.append(limit or (wanted and wanted.sample_ids))
        return listing(wanted, limit=limit, offset=offset)

    monkeypatch.setattr(samples, "in_hand", partial(in_hand, size=1))
    monkeypatch.setattr(library, "list_samples", listed)
    app = shelf()
    first = page_of(app, "samples:list:rows")
    pages = {}
    for number in (1, 2):
        app.session_state["samples:page:list"] = number
        pages[number] = page_of(run(app), "samples:list:rows")
    assert pages[1] == first
    titles = {card.sample.title for card in listing()}
    shown = [{title for title in titles if title in page} for page in pages.values()]
    assert [len(one) for one in shown] == [1, 1]
    assert shown[0] | shown[1] == titles
    assert all(limits)


def test_a_filter_that_nothing_passes_says_so(shelf: Open) -> None:
    app = shelf()
    app.selectbox(key="samples:filter:kind").set_value("private")
    assert "没有这样的范文" in words(run(app))


# adding


def test_many_files_are_added_and_each_tells_what_became_of_it(add: Add, library: Pipeline) -> None:
    app = add(
        [
            ("医院.txt", TEXT.encode("gb18030")),
            ("医院.docx", docx_bytes(*BODY[1:])),
            ("广告.txt", "限时优惠，扫码领取，联系客服微信购买课程。".encode() * 20),
        ]
    )
    report = page_of(app, "samples:add:report")
    assert "医院.txt" in report
    assert TITLE in report
    assert "未入库" in report
    own = [card for card in library.list_samples() if not card.sample.builtin]
    assert TITLE in [card.sample.title for card in own]
    assert f"自加{len(own)}份" in words(app)
    assert TITLE in page_of(app, "samples:list:rows")


def test_the_fields_are_empty_again_after_an_import(add: Add) -> None:
    app = add([("医院.txt", TEXT.encode())])
    assert not app.get("file_uploader")[0].value  # type: ignore[union-attr]
    assert app.button(key="samples:add:files").disabled


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.txt", b"", "是空的"),
        ("空.docx", b"", "是空的"),
        ("空白.txt", " \r\n\u3000\n".encode(), "。"),
        ("照片.docx", PICTURE, "这是图片"),
        ("加密.docx", ENCRYPTED, "密码"),
        ("坏.docx", b"PK\x03\x04" + bytes(60), "损坏"),
        ("坏.pdf", b"%PDF-1.4\n", "损坏"),
        ("坏.zip", b"PK\x05\x06", "。"),
        ("程序.txt", b"MZ" + bytes(100), "可执行程序"),
        ("长" * 300 + ".txt", b"", "是空的"),
        ("<script>alert(1)</script>**粗**.txt", b"", "是空的"),
    ],
)
def test_a_bad_file_is_refused_with_one_sentence_and_stores_nothing(
    add: Add, library: Pipeline, name: str, content: bytes, sentence: str
) -> None:
    app = add([(name, content)])
    (refused,) = json.loads(page_of(app, "samples:add:report"))["nodes"][0]["kids"]
    texts = [kid.get("text", "") for kid in refused["kids"]]
    assert any(sentence in text for text in texts)
    assert name in [part.get("text") for part in refused["kids"][0]["kids"]]
    assert all(card.sample.builtin for card in library.list_samples())
    assert not [one for one in (*app.markdown, *app.caption) if "<script>" in one.value]


def test_a_bad_file_does_not_stop_the_good_ones(add: Add, library: Pipeline) -> None:
    add([("照片.docx", PICTURE), ("医院.txt", TEXT.encode())])
    assert [card.sample.title for card in library.list_samples() if not card.sample.builtin] == [TITLE]


def test_an_archive_tells_about_each_of_its_files(add: Add) -> None:
    report = page_of(add([("一批.zip", zipped(good=TEXT.encode(), bad=b""))]), "samples:add:report")
    assert "good.txt" in report
    assert "bad.txt" in report


def test_the_same_text_twice_is_stored_once(add: Add, library: Pipeline) -> None:
    stored(library)
    report = page_of(add([("又一份.txt", TEXT.encode())]), "samples:add:report")
    assert "没有重复存入" in report
    assert sum(not card.sample.builtin for card in library.list_samples()) == 1


def test_a_file_is_read_in_the_encoding_the_user_chose(shelf: Open, library: Pipeline) -> None:
    app = shelf()
    app.selectbox(key="samples:upload:encoding").set_value("utf-16")
    uploader = app.get("file_uploader")[0]
    uploader.upload("医院.txt", TEXT.encode("utf-16-le"), "text/plain")  # type: ignore[union-attr]
    app = run(app)
    app.button(key="samples:add:files").click()
    assert TITLE in page_of(finished(run(app)), "samples:add:report")


def test_a_pasted_text_is_added(shelf: Open, library: Pipeline) -> None:
    app = shelf()
    app.text_area(key="samples:paste:0").set_value(TEXT)
    app.button(key="samples:add:text").click()
    app = finished(run(app))
    assert TITLE in page_of(app, "samples:list:rows")
    assert sum(not card.sample.builtin for card in library.list_samples()) == 1


def test_an_empty_paste_is_answered_by_one_sentence(shelf: Open) -> None:
    app = shelf()
    app.button(key="samples:add:text").click()
    assert "还没有粘贴文字" in words(run(app))


def test_a_full_disk_is_answered_by_one_sentence(
    shelf: Open, library: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        message = "磁盘已满，没有保存"
        raise StorageError(message)

    app = shelf()
    monkeypatch.setattr(library, "add_samples", fail)
    app.text_area(key="samples:paste:0").set_value(TEXT)
    app.button(key="samples:add:text").click()
    app = finished(run(app))
    assert "磁盘已满，没有保存" in words(app)
    assert app.text_area(key="samples:paste:0").value == TEXT


def test_an_import_goes_on_while_the_user_does_something_else(
    shelf: Open, library: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, add = threading.Event(), library.add_samples

    def slow(
        files: Sequence[tuple[str, bytes]], *, on_progress: FileProgress, encoding: str
    ) -> tuple[IngestReport, ...]:
        assert encoding == "utf-8"
        on_progress(0, 1, "医院.txt")
        go_on.wait(30)
        return add(files, on_progress=on_progress)

    app = shelf()
    monkeypatch.setattr(library, "add_samples", slow)
    app.text_area(key="samples:paste:0").set_value(TEXT)
    app.button(key="samples:add:text").click()
    app = run(app)
    assert "加入会在后台继续" in words(app)
    assert app.button(key="samples:add:text").disabled
    app.text_input(key="samples:search:words").set_value("慰问困难职工")
    assert shown(run(app), "samples:search:results")
    go_on.set()
    app = finished(app)
    assert "已入库1份" in words(app)


def test_script_in_a_sample_reaches_the_page_only_as_component_data(shelf: Open, library: Pipeline) -> None:
    attack = "<script>alert(1)</script>"
    text = TEXT.replace("羽毛球", f"羽毛球{attack}")
    (report,) = library.add_samples([("带脚本.txt", text.encode())])
    app = shelf(report.articles[0].sample.id)
    assert "羽毛球" in page_of(app, "samples:sections")
    assert not [one for one in (*app.markdown, *app.caption) if "script" in one.value]
    assert not [one for one in app.get("html") if "alert" in str(one.proto)]


# searching


def test_a_search_shows_masked_passages_with_topic_kind_and_score(shelf: Open, library: Pipeline) -> None:
    stored(library)
    app = shelf()
    app.text_input(key="samples:search:words").set_value("慰问困难职工")
    found = page_of(run(app), "samples:search:results")
    for text in ("帮扶与普惠服务", "医院", "相关度", TITLE, '"look": "hit"', '"look": "slot"'):
        assert text in found
    assert "4.8万元" not in found


@pytest.mark.parametrize("query", ["〔数量〕", "%%%", "<b>", "'; drop table samples; --", "a" * 200])
def test_an_odd_query_finds_nothing_or_something_but_never_fails(shelf: Open, query: str) -> None:
    app = shelf()
    app.text_input(key="samples:search:words").set_value(query)
    app = run(app)
    assert shown(app, "samples:search:results")
    assert "没有完成" not in words(app)


def test_a_search_without_result_says_so(
    shelf: Open, monkeypatch: pytest.MonkeyPatch, library: Pipeline
) -> None:
    def nothing(*_args: object, **_kwargs: object) -> tuple[Any, ...]:
        return ()

    monkeypatch.setattr(library, "search_samples", nothing)
    app = shelf()
    app.text_input(key="samples:search:words").set_value("量子纠缠")
    assert "没有找到相近的段落" in words(run(app))


# one sample


def test_a_sample_opens_with_sections_edits_original_and_masked_text(shelf: Open, library: Pipeline) -> None:
    app = shelf(stored(library))
    sections = page_of(app, "samples:sections")
    assert "一、做实关心关爱，传递组织温暖" in sections
    assert "帮扶与普惠服务" in sections
    edits = page_of(app, "samples:edits")
    assert "小编推荐" in edits
    assert "第1行" in edits
    assert "小编推荐" in page_of(app, "samples:given")
    assert "小编推荐" not in page_of(app, "samples:cleaned")
    masked = page_of(app, "samples:masked")
    assert '"look": "slot"' in masked
    assert "32户" not in masked


def test_a_shipped_sample_opens_without_edits(shelf: Open, library: Pipeline) -> None:
    app = shelf(library.list_samples()[0].sample.id)
    assert "没有清洗记录" in page_of(app, "samples:edits")
    assert '"look": "slot"' in page_of(app, "samples:masked")


def test_what_was_removed_is_put_back_and_cleaned_again(shelf: Open, library: Pipeline) -> None:
    name = stored(library)
    edit = next(one for one in library.load_sample(name).edits if "小编推荐" in one.before)
    acting("act_on_edit", name, "put-back", edit.id)
    app = shelf(name)
    assert "已放回" in page_of(app, "samples:edits")
    assert "小编推荐" in page_of(app, "samples:cleaned")
    acting("act_on_edit", name, "clean", edit.id)
    assert "小编推荐" not in page_of(shelf(name), "samples:cleaned")


def test_a_deleted_sample_comes_back_by_undo(shelf: Open, library: Pipeline) -> None:
    name = stored(library)
    app = click(shelf(name), f"samples:remove:{name}")
    assert "已删除" in words(app)
    assert TITLE not in page_of(app, "samples:list:rows")
    app = click(app, "app:undo:last")
    assert TITLE in page_of(app, "samples:list:rows")


def test_a_deleted_sample_comes_back_from_the_bin_later(shelf: Open, library: Pipeline) -> None:
    name = stored(library)
    acting("act_on_list", "remove", name)
    app = click(shelf(), f"samples:restore:{name}")
    assert TITLE in page_of(app, "samples:list:rows")
    assert f"samples:restore:{name}" not in keys(app)


@pytest.mark.parametrize("removed", [False, True])
def test_a_sample_that_is_gone_is_answered_with_a_way_back(
    shelf: Open, library: Pipeline, removed: bool
) -> None:
    name = stored(library) if removed else "gone"
    if removed:
        library.remove_sample(name)
    app = shelf(name)
    assert "请回到“范文库”查看" in words(app)
    app = click(app, "samples:back:list")
    assert shown(app, "samples:list:rows")


def test_the_search_is_still_there_after_a_look_at_a_sample(shelf: Open, library: Pipeline) -> None:
    app = shelf()
    app.text_input(key="samples:search:words").set_value("慰问困难职工")
    app = run(app)
    app.query_params["sample"] = library.list_samples()[0].sample.id
    app = click(run(app), "samples:back:list")
    assert app.text_input(key="samples:search:words").value == "慰问困难职工"
    assert shown(app, "samples:search:results")


def test_the_list_tells_how_whole_the_users_own_samples_are(shelf: Open, library: Pipeline) -> None:
    name = stored(library)
    rows = page_of(shelf(), "samples:list:rows")
    assert f"{library.load_sample(name).quality:.0%}" in rows


def test_all_invisible_characters_of_a_sample_are_put_back_at_once(library: Pipeline) -> None:
    text = TEXT.replace("职工", "职\u200b工")
    (report,) = library.add_samples([("带零宽字符.txt", text.encode())])
    name = report.articles[0].sample.id
    unseen = [edit for edit in library.load_sample(name).edits if edit.before == "\u200b"]
    assert len(unseen) > 5
    acting("act_on_edit", name, "put-back", unseen[0].id)
    assert all(edit.is_back for edit in library.load_sample(name).edits if edit.before == "\u200b")
