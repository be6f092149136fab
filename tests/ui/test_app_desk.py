"""写作台, driven through Streamlit's test runner."""

import json
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest
from ui_steps import (
    click,
    edit_of,
    keys,
    manuscript,
    open_section,
    outline_rows,
    run,
    shown,
    type_text,
    typing,
    words,
)

from summarizer.domain import Document, Origin, Section
from summarizer.errors import StorageError
from summarizer.pipeline import Pipeline

pytest_plugins = ["ui_fixtures"]

Open = Callable[[Document], AppTest]


def stored(pipeline: Pipeline, document: Document, number: int = 0) -> Section:
    return pipeline.load(document.id).sections[number]


def write(app: AppTest, section: Section, text: str) -> AppTest:
    return type_text(app, section.id, text)


def on_screen(app: AppTest, section: Section) -> str:
    return str(manuscript(app, section.id)["text"])


def note(app: AppTest, section: Section, lines: str) -> AppTest:
    app.text_area(key=f"desk:facts:{section.id}").set_value(lines)
    return run(app)


# opening


def test_the_first_section_is_in_hand_and_another_opens_by_a_click(desk: Open, document: Document) -> None:
    app = desk(document)
    first, second = document.sections
    assert f"desk:draft:{first.id}" in keys(app)
    app = open_section(app, second.id)
    assert f"desk:draft:{second.id}" in keys(app)
    assert app.query_params["section"] in (second.id, [second.id])


def test_a_section_that_is_gone_from_the_address_falls_back_to_the_first(
    desk: Open, document: Document
) -> None:
    app = desk(document)
    app.query_params["section"] = "gone"
    assert f"desk:draft:{document.sections[0].id}" in keys(run(app))


@pytest.mark.parametrize(("address", "sentence"), [("gone", "回到“我的总结”"), ("", "回到“我的总结”")])
def test_an_address_without_a_document_is_answered_by_one_sentence(
    desk: Open, document: Document, address: str, sentence: str
) -> None:
    app = desk(document)
    app.query_params["doc"] = address
    assert sentence in words(run(app))


# writing


def test_the_whole_text_is_drafted_and_proven(desk: Open, document: Document, pipeline: Pipeline) -> None:
    app = click(desk(document), "desk:draft:all")
    drafted = pipeline.load(document.id)
    assert all(section.text for section in drafted.sections)
    assert on_screen(app, drafted.sections[0]) == drafted.sections[0].text
    assert "已生成2节" in words(app)
    fidelity = shown(app, "fidelity")[0]
    assert "1/1" in fidelity


def test_sections_without_facts_are_counted_after_drafting(desk: Open, empty_document: Document) -> None:
    app = click(desk(empty_document), "desk:draft:all")
    assert f"{len(empty_document.sections)}节还没有事实，写着【待补充】" in words(app)


def test_a_second_draft_of_the_whole_text_is_taken_back_at_once(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    app = click(desk(document), "desk:draft:all")
    assert "app:undo:last" not in keys(app)
    first = [section.text for section in pipeline.load(document.id).sections]
    app = click(app, "desk:draft:all")
    assert [section.text for section in pipeline.load(document.id).sections] != first
    app = click(app, "app:undo:last")
    assert [section.text for section in pipeline.load(document.id).sections] == first
    assert on_screen(app, document.sections[0]) == first[0]


def test_another_draft_of_one_section_is_taken_back_but_not_over_a_later_edit(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[1]
    app = click(open_section(desk(document), section.id), f"desk:draft:{section.id}")
    first = stored(pipeline, document, 1).text
    app = click(app, f"desk:draft:{section.id}")
    assert stored(pipeline, document, 1).text != first
    app = click(app, "app:undo:last")
    assert stored(pipeline, document, 1).text == first
    app = click(app, f"desk:draft:{section.id}")
    other = pipeline.load(document.id).section(section.id)
    pipeline.save_text(document.id, section.id, "别处改的文字。", revision=other.revision)
    app = click(app, "app:undo:last")
    assert "不能整体撤销" in words(app)
    assert stored(pipeline, document, 1).text == "别处改的文字。"


def test_a_summary_without_sections_asks_for_one_and_offers_no_draft(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    for section in document.sections:
        pipeline.delete_section(section.id)
    app = desk(document)
    assert "请先加一节" in words(app)
    assert app.button(key="desk:draft:all").disabled


def test_the_section_in_hand_is_kept_on_the_way_to_the_pages_and_back(desk: Open, document: Document) -> None:
    section = document.sections[1]
    app = open_section(desk(document), section.id)
    for way, back in (("desk:read:open", "read:back:desk"), ("desk:export:open", "export:back:desk")):
        app = click(click(app, way), back)
        assert f"desk:draft:{section.id}" in keys(app)


def test_one_section_is_drafted_and_the_others_stay_empty(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    click(desk(document), f"desk:draft:{document.sections[0].id}")
    assert stored(pipeline, document, 0).text
    assert not stored(pipeline, document, 1).text


def test_an_edit_is_saved_as_a_version_and_survives_a_new_tab(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    app = write(desk(document), section, "手写的一段。")
    assert stored(pipeline, document).text == "手写的一段。"
    assert stored(pipeline, document).origin is Origin.EDIT
    assert any(one.value.startswith("已保存") for one in app.caption)
    assert on_screen(desk(document), section) == "手写的一段。"


def test_an_edit_and_a_click_in_one_step_are_both_kept(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    app = desk(document)
    edit = edit_of(app, section.id, "写完马上点锁定。")
    typing(app, section.id, edit=edit, press=f"desk:lock:{section.id}")
    assert stored(pipeline, document).text == "写完马上点锁定。"
    assert stored(pipeline, document).locked


def test_a_new_draft_of_an_edited_section_waits_as_a_proposal(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    app = write(desk(document), section, "我自己写的。")
    app = click(app, f"desk:draft:{section.id}")
    assert stored(pipeline, document).text == "我自己写的。"
    assert on_screen(app, section) == "我自己写的。"
    assert "待采用稿" in words(app)
    app = click(app, f"desk:adopt:{section.id}")
    assert stored(pipeline, document).text != "我自己写的。"
    assert f"desk:adopt:{section.id}" not in keys(app)


def test_an_adopted_proposal_is_taken_back_and_waits_again(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    app = click(write(desk(document), section, "我自己写的。"), f"desk:draft:{section.id}")
    app = click(app, f"desk:adopt:{section.id}")
    assert "已采用新稿" in words(app)
    app = click(app, "app:undo:last")
    assert stored(pipeline, document).text == "我自己写的。"
    assert stored(pipeline, document).origin is Origin.EDIT
    assert f"desk:adopt:{section.id}" in keys(app)


def test_a_dropped_proposal_leaves_the_text_alone(desk: Open, document: Document, pipeline: Pipeline) -> None:
    section = document.sections[0]
    app = click(write(desk(document), section, "我自己写的。"), "desk:draft:all")
    app = click(app, f"desk:drop:{section.id}")
    assert f"desk:adopt:{section.id}" not in keys(app)
    assert stored(pipeline, document).text == "我自己写的。"


def test_another_draft_of_an_unedited_section_replaces_it_and_keeps_the_old_version(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[1]
    app = open_section(click(desk(document), "desk:draft:all"), section.id)
    first = stored(pipeline, document, 1).text
    click(app, f"desk:draft:{section.id}")
    assert first in [version.text for version in pipeline.versions(section.id)]


def test_a_locked_section_cannot_be_drafted_or_typed_into(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    app = click(write(desk(document), section, "定稿。"), f"desk:lock:{section.id}")
    assert manuscript(app, section.id)["locked"]
    assert app.button(key=f"desk:draft:{section.id}").disabled
    click(app, "desk:draft:all")
    assert stored(pipeline, document).text == "定稿。"
    app = click(app, f"desk:lock:{section.id}")
    assert not manuscript(app, section.id)["locked"]


# two tabs and full disks


def test_a_text_saved_elsewhere_first_is_never_overwritten_unasked(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    mine, theirs = desk(document), desk(document)
    write(theirs, section, "另一个窗口写的。")
    mine = write(mine, section, "这个窗口写的。")
    assert stored(pipeline, document).text == "另一个窗口写的。"
    assert on_screen(mine, section) == "这个窗口写的。"
    assert "另一个窗口先改动了这一节" in words(mine)
    shown_change = shown(mine, "stored")[0]
    assert '{"tag": "del", "text": "另一"}, {"tag": "ins", "text": "这"}' in shown_change
    click(mine, f"desk:mine:{section.id}")
    assert stored(pipeline, document).text == "这个窗口写的。"


def test_what_this_tab_sent_before_a_reload_is_no_conflict(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    app = desk(document)
    write(desk(document), section, "重载前发出的。")
    late = edit_of(app, section.id, "重载前发出的。又写一句。", base=section.revision)
    app = typing(app, section.id, edit={**late, "earlier": ["重载前发出的。"]})
    assert stored(pipeline, document).text == "重载前发出的。又写一句。"
    assert "没有丢失" not in words(app)


def test_an_edit_sent_twice_is_saved_once(desk: Open, document: Document, pipeline: Pipeline) -> None:
    section = document.sections[0]
    app = desk(document)
    edit = edit_of(app, section.id, "发了两次。", base=section.revision)
    app = typing(app, section.id, edit=edit)
    app = typing(app, section.id, edit={**edit, "tries": 1})
    assert len(pipeline.versions(section.id)) == 1
    assert "没有丢失" not in words(app)


def test_a_text_the_browser_had_kept_is_chosen_beside_the_saved_one(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    app = write(desk(document), section, "后来保存的。")
    app = typing(app, section.id, act={"verb": "recover", "edit": None, "text": "浏览器里留着的。"})
    assert "请对比后选择保留哪一个" in words(app)
    assert on_screen(app, section) == "浏览器里留着的。"
    click(app, f"desk:mine:{section.id}")
    assert stored(pipeline, document).text == "浏览器里留着的。"


def test_a_selection_is_reworded_beside_the_text(desk: Open, document: Document, pipeline: Pipeline) -> None:
    section = document.sections[0]
    app = write(desk(document), section, "切实维护职工权益。")
    wish = {"verb": "rewrite", "edit": None, "id": "1", "manner": "精简", "start": 0, "end": 9}
    app = typing(app, section.id, act=wish)
    while not app.session_state["session"].rewrites[section.id].is_over:
        app = run(app)
    offer = manuscript(run(app), section.id)["offer"]
    assert (offer["id"], offer["text"]) == ("1", "维护职工权益。")
    assert stored(pipeline, document).text == "切实维护职工权益。"
    app = typing(app, section.id, act={"verb": "rewritten", "edit": None, "id": "1"})
    assert manuscript(app, section.id)["offer"] is None


def test_some_sentences_of_a_proposal_are_taken(desk: Open, document: Document, pipeline: Pipeline) -> None:
    section = document.sections[1]
    app = write(open_section(desk(document), section.id), section, "工会把冷暖放在心上。")
    app = click(app, f"desk:draft:{section.id}")
    (proposal,) = pipeline.list_proposals(document.id)
    app.checkbox(key=f"desk:pick:{proposal.id}").check()
    app = run(app)
    boxes = [box for box in app.checkbox if box.label.startswith("增加：")]
    boxes[-1].check()
    app = click(run(app), f"desk:adopt-some:{section.id}")
    text = stored(pipeline, document, 1).text
    assert text.startswith("工会把冷暖放在心上。")
    assert text != "工会把冷暖放在心上。"
    assert "已采用1处改动" in words(app)
    click(app, "app:undo:last")
    assert stored(pipeline, document, 1).text == "工会把冷暖放在心上。"
    assert [one.id for one in pipeline.list_proposals(document.id)] == [proposal.id]


def test_choosing_the_saved_text_keeps_mine_among_the_versions(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    mine, theirs = desk(document), desk(document)
    write(theirs, section, "另一个窗口写的。")
    mine = click(write(mine, section, "这个窗口写的。"), f"desk:theirs:{section.id}")
    assert on_screen(mine, section) == "另一个窗口写的。"
    assert stored(pipeline, document).text == "另一个窗口写的。"
    assert "这个窗口写的。" in [version.text for version in pipeline.versions(section.id)]


def test_a_text_changed_elsewhere_appears_when_nothing_was_typed_here(desk: Open, document: Document) -> None:
    section = document.sections[0]
    mine, theirs = desk(document), desk(document)
    write(theirs, section, "另一个窗口写的。")
    assert on_screen(run(mine), section) == "另一个窗口写的。"


def test_a_full_disk_keeps_the_text_on_screen_and_says_so(
    desk: Open, document: Document, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    section, other = document.sections
    app = desk(document)

    def fail(*_args: object, **_kwargs: object) -> None:
        message = "磁盘已满，没有保存"
        raise StorageError(message)

    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "save_text", fail)
        app = write(app, section, "写了半天的一段。")
        assert on_screen(app, section) == "写了半天的一段。"
        assert "磁盘已满，没有保存" in words(app)
        assert "没有丢失" in words(app)
        app = open_section(open_section(app, other.id), section.id)
        assert on_screen(app, section) == "写了半天的一段。"
    app = click(app, f"desk:retry:{section.id}")
    assert stored(pipeline, document).text == "写了半天的一段。"
    assert "没有丢失" not in words(app)


# facts


def test_a_fact_of_last_year_waits_for_its_figures_and_then_joins_the_text(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    new = pipeline.continue_document(document.id)
    section = new.sections[1]
    app = open_section(desk(new), section.id)
    assert "换成今年的数" in words(app)
    assert shown(app, "fact-rows")[0].count("待填写") == 2
    key = f"desk:facts:{section.id}"
    app.text_area(key=key).set_value(
        str(app.text_area(key=key).value).replace("__次，惠及__人次", "4次，惠及600人次")
    )
    app = run(app)
    waiting, filled_in = pipeline.load(new.id).sections[1].facts
    assert (waiting.shelved, filled_in.shelved) == (True, False)
    assert (filled_in.text, filled_in.last_year) == ("送清凉4次，惠及600人次", "3次、560人次")
    assert str(app.text_area(key=key).value).splitlines()[1] == "送清凉4次，惠及600人次（去年：3次、560人次）"
    assert shown(app, "fact-rows")[0].count("待填写") == 1
    app = click(app, f"desk:draft:{section.id}")
    text = pipeline.load(new.id).sections[1].text
    assert "600人次" in text
    assert "__" not in text


def test_pasted_facts_are_cleaned_and_their_atoms_shown(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    app = note(desk(document), section, "1、开展宣讲11场，听众820人次\n\n● 评选“教学标兵”6名\n")
    assert [fact.text for fact in stored(pipeline, document).facts] == [
        "开展宣讲11场，听众820人次",
        "评选“教学标兵”6名",
    ]
    rows = shown(app, "fact-rows")[0]
    assert "11场" in rows
    assert "数量" in rows


def test_what_was_typed_into_the_facts_is_not_rearranged_while_typing(desk: Open, document: Document) -> None:
    section = document.sections[0]
    typed = "1、开展宣讲11场\n"
    app = note(desk(document), section, typed)
    assert run(app).text_area(key=f"desk:facts:{section.id}").value == typed


@pytest.mark.parametrize("button", ["desk:draft:{section}", "desk:draft:all"])
def test_facts_typed_right_before_the_click_are_in_the_draft(
    desk: Open, empty_document: Document, pipeline: Pipeline, button: str
) -> None:
    app = desk(empty_document)
    section = empty_document.sections[0]
    app.text_area(key=f"desk:facts:{section.id}").set_value("慰问困难职工37户")
    # One message with both: the click may be acted on before the facts.
    click(app, button.format(section=section.id))
    assert "37户" in stored(pipeline, empty_document).text


def test_five_hundred_facts_are_shown_page_by_page(
    desk: Open, empty_document: Document, pipeline: Pipeline
) -> None:
    section = empty_document.sections[1]
    app = open_section(desk(empty_document), section.id)
    app = note(app, section, "\n".join(f"开展活动{number}次" for number in range(1, 501)))
    assert len(stored(pipeline, empty_document, 1).facts) == 500
    assert "开展活动50次" in shown(app, "fact-rows")[0]
    assert "开展活动51次" not in shown(app, "fact-rows")[0]


def test_too_many_facts_stay_on_screen_with_one_sentence(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    lines = "\n".join(f"开展活动{number}次" for number in range(1, 2002))
    app = note(desk(document), section, lines)
    assert app.text_area(key=f"desk:facts:{section.id}").value == lines
    assert "没有丢失" in words(app)
    assert len(stored(pipeline, document).facts) == 1


@pytest.mark.parametrize(
    "line",
    [
        "<script>alert(1)</script>慰问3户",
        "慰问3户😀",
        "**慰问**[3户](http://x) :smile: $x$",
        "慰问3户" + "很" * 500,
    ],
)
def test_markup_and_emoji_in_a_fact_reach_the_page_only_as_component_data(
    desk: Open, document: Document, pipeline: Pipeline, line: str
) -> None:
    section = document.sections[0]
    app = click(note(desk(document), section, line), f"desk:draft:{section.id}")
    fact = stored(pipeline, document).facts[0].text
    rows = json.loads(shown(app, "fact-rows")[0])
    assert rows["nodes"][0]["kids"][0]["kids"][0] == {"tag": "p", "text": fact}
    assert not [one for one in (*app.markdown, *app.caption) if "script" in one.value or "http" in one.value]


def test_a_section_without_facts_asks_for_them(desk: Open, empty_document: Document) -> None:
    app = open_section(desk(empty_document), empty_document.sections[2].id)
    assert "提案" in shown(app, "prompts")[0]


# outline


def test_a_section_is_renamed_and_its_length_set(desk: Open, document: Document, pipeline: Pipeline) -> None:
    section = document.sections[0]
    app = desk(document)
    app.text_input(key=f"desk:heading:{section.id}").set_value("铸魂育人")
    app = run(app)
    app.number_input(key=f"desk:length:{section.id}").set_value(450)
    run(app)
    assert (stored(pipeline, document).heading, stored(pipeline, document).length_chars) == ("铸魂育人", 450)


def test_an_empty_heading_is_refused_and_the_old_one_kept(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    section = document.sections[0]
    app = desk(document)
    app.text_input(key=f"desk:heading:{section.id}").set_value("  ")
    app = run(app)
    assert "请填写这一节的标题" in words(app)
    assert stored(pipeline, document).heading == section.heading


def test_sections_move_up_and_down(desk: Open, document: Document, pipeline: Pipeline) -> None:
    first, second = document.sections
    app = click(desk(document), f"desk:down:{first.id}")
    assert [one.id for one in pipeline.load(document.id).sections] == [second.id, first.id]
    assert app.button(key=f"desk:down:{first.id}").disabled
    click(app, f"desk:up:{first.id}")
    assert [one.id for one in pipeline.load(document.id).sections] == [first.id, second.id]


def test_a_deleted_section_comes_back_by_undo_with_its_facts(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    first, second = document.sections
    app = click(desk(document), f"desk:delete:{first.id}")
    assert [one.id for one in pipeline.load(document.id).sections] == [second.id]
    app = click(app, "app:undo:last")
    assert stored(pipeline, document).facts == first.facts
    assert f"desk:draft:{first.id}" in keys(app)


def test_the_last_section_may_go_too(desk: Open, document: Document) -> None:
    app = desk(document)
    for section in document.sections:
        app = click(app, f"desk:delete:{section.id}")
    assert any("请先加一节" in one.value for one in app.caption)


def test_a_section_is_added_after_the_one_in_hand(desk: Open, document: Document, pipeline: Pipeline) -> None:
    app = desk(document)
    app.text_input(key="desk:add:heading").set_value("丰富文体生活")
    app = click(app, "desk:add:section")
    headings = [one.heading for one in pipeline.load(document.id).sections]
    assert headings == ["思想引领", "丰富文体生活", "关心关爱"]
    assert "### 二、丰富文体生活" in [one.value for one in app.markdown]


def test_sections_with_the_same_heading_are_told_apart(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    twin = pipeline.add_section(document.id, "思想引领")
    app = open_section(desk(document), twin.id)
    write(app, twin, "第三节的文字。")
    assert stored(pipeline, document, 2).text == "第三节的文字。"
    assert not stored(pipeline, document, 0).text


def test_the_title_is_changed_on_the_workbench_and_never_emptied(
    desk: Open, document: Document, pipeline: Pipeline
) -> None:
    app = desk(document)
    app.text_input(key=f"desk:title:{document.id}").set_value("工会工作情况报告")
    app = run(app)
    assert pipeline.load(document.id).title == "工会工作情况报告"
    app.text_input(key=f"desk:title:{document.id}").set_value("")
    app = run(app)
    assert "请填写标题" in words(app)
    assert pipeline.load(document.id).title == "工会工作情况报告"


# findings


def test_a_wrong_figure_is_marked_in_the_text_the_outline_and_the_findings(
    desk: Open, document: Document
) -> None:
    section = document.sections[1]
    app = open_section(desk(document), section.id)
    app = write(app, section, "1月慰问困难职工33户，发放慰问金4.8万元。送清凉3次，惠及560人次。")
    assert "33户" in shown(app, "findings")[0]
    text = on_screen(app, section)
    marks = manuscript(app, section.id)["marks"]
    assert [(text[one["start"] : one["end"]], one["look"]) for one in marks] == [("33户", "error")]
    assert [row["mark"] for row in outline_rows(app)] == ["○", "！"]
