# ruff: noqa: E501 (tables hold whole lines of text)
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.dirty_pools import ADVERTISEMENT, ENGLISH, FILLER, TUTORIAL
from benchmarks.import_quality import FIXTURES, KNOWN_MISSES, PARTS, Tally, measure, read_set
from summarizer.errors import InputError, NotASummaryError
from summarizer.library.clean import clean
from summarizer.library.loaders.values import SourceLine
from summarizer.library.manuscript import put_back
from summarizer.library.report import clean_file, report

SAMPLES = Path(__file__).parents[2] / "samples"
BODY = (
    "一、帮扶工作\n工会全年慰问困难职工３２户，发放慰问金4.8万元，看望住院职工14人次，把关心送到家。\n"
    "二、文体活动\n举办职工运动会2场，参加人数达到1286人次，联系众。"
)
FRAGMENTS = (
    "一、帮扶\n", "（一）", "1、", "2.", "\n", "\n\n", "工会", "慰问困难职工32户，", "。", "，", "篇1", "【篇2】工会工作总结\n",
    "工会工作总结(精选4篇)\n", "小编", "相关文章：\n", "- 3 -\n", "第3页", "<p>", "&nbsp;", "<script>", "會(huì)", "職工", "３２",
    "\u200b", "\u3000", "锟斤拷", "å·¥ä¼\x9a", "读后感", "众", "特", "__", "XX", "×", "“", "”", "(", ")", "\t", "2024年", "http://a.cn/b",
    "**", "版权所有", "首页 > 总结 > 工会\n", "\ufffd", "-", "Work report ", "存在的问题\n", "××工会\n",
)  # fmt: skip


def sourced(text: str) -> list[SourceLine]:
    return [SourceLine(number, line) for number, line in enumerate(text.split("\n"), start=1)]


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.md")), ids=lambda path: path.stem)
def test_a_sample_keeps_its_headings_and_all_its_words(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    found = clean_file(content.encode(), path.name)
    (article,) = found.articles
    headings = [
        re.sub(r"\{.*\}", "", line.lstrip("# ")).strip()
        for line in content.split("\n")
        if re.match("#{2,4} ", line)
    ]
    said = [f"{one.numbering}{one.heading}" for one in article.sections if one.heading and not one.run_in]
    assert [one for one in headings if one not in said] == []
    assert not any(edit.before.strip() for edit in found.cleaned.edits if not edit.after.strip())


def test_the_json_of_a_file_has_the_shape_of_samples_clean() -> None:
    text = f"文档网 > 总结 > 工会\n××街道总工会2023年工作总结\n{BODY}\n上一篇：无"
    shown: dict[str, Any] = json.loads(
        json.dumps(clean_file(text.encode(), "a.txt").as_json(), ensure_ascii=False)
    )
    (article,) = shown["articles"]
    assert (article["title"], article["kind"], article["period"]) == (
        "××街道总工会2023年工作总结",
        "community",
        "2023年度",
    )
    assert [(one["heading"], one["level"], one["topic"]) for one in article["sections"]] == [
        ("帮扶工作", 1, "welfare"),
        ("文体活动", 1, "culture"),
    ]
    assert [(one["line"], one["text"]) for one in article["removed"]] == [
        (1, "文档网 > 总结 > 工会"),
        (7, "上一篇：无"),
    ]
    assert [
        (one["line"], "３２户" in one["raw"], "32户" in one["mended"]) for one in article["restored"]
    ] == [
        (4, True, True),
        (6, False, False),
    ]
    assert article["suspect"] == []
    assert 0 < article["quality"] <= 1


def test_a_promise_that_is_not_kept_is_told() -> None:
    text = f"工会工作总结(精选5篇)\n篇1\n{BODY}\n篇2\n{BODY}"
    assert clean_file(text.encode(), "a.txt").notes == ("标题说有5篇，实际找到2篇。",)


def test_a_collection_keeps_its_summaries_and_names_what_it_refuses() -> None:
    text = f"工会工作总结(精选2篇)\n篇1\n{BODY}\n篇2\n" + "\n".join(ADVERTISEMENT)
    found = clean_file(text.encode(), "a.txt")
    assert len(found.articles) == 1
    assert [one.reason for one in found.refused] == ["这是广告或推广文字，不是总结"]


def test_a_short_summary_of_a_collection_is_kept() -> None:
    short = "一、职工之家验收\n3月通过验收，得分96分，日均使用41人次。"
    text = f"工会工作总结(精选3篇)\n篇1\n{BODY}\n篇2\n{short}\n篇3\n{BODY}"
    found = clean_file(text.encode(), "a.txt")
    assert [len(article.sections) for article in found.articles] == [2, 1, 2]


def test_a_summary_of_a_collection_with_numbers_in_brackets_and_no_figure_is_kept() -> None:
    told = "我们做苗木生意，工会怎么建，半年里摸出了一条苗圃里建家的路子，职工都说好。\n(1)建起来\n每个基地选一名热心职工当组长。\n(2)转起来\n每月办一次苗圃茶话会。"
    text = f"工会工作总结(精选3篇)\n篇1\n{BODY}\n篇2\n{told}\n篇3\n{BODY}"
    found = clean_file(text.encode(), "a.txt")
    assert [section.heading for section in found.articles[1].sections] == ["", "建起来", "转起来"]


def test_a_summary_whose_figures_stand_in_words_is_kept() -> None:
    text = "把家建起来\n工会走访困难职工三十二户，发放慰问金四万八千元，职工说心里暖。\n把事办起来\n全年办比武四场，出了十二名能手。"
    assert len(clean_file(text.encode(), "a.txt").articles) == 1


def test_a_heading_that_names_measures_makes_no_rules_of_a_text() -> None:
    text = "二、工序里找办法\n工会收到点子一百九十条，要准点下班，要热饭，要有人听说话，采用八十一条，每班多出灯具四十盏。"
    assert len(clean_file(text.encode(), "a.txt").articles) == 1


def test_text_behind_an_advertisement_stays() -> None:
    told = "第三章　雨\n汛期连续值守，后勤组送饭，雨靴换了又换，没有人叫苦。\n第四章　预报\n多云转晴，局部有风，打算修一个球场，建一间书屋。"
    text = f"第一章 晴\n工会全年慰问困难职工32户，发放慰问金4.8万元，看望住院职工14人次。\n第二章 阴\n高山站缺氧，工会送制氧机三台。\n【温馨提示】本文为原创文档，仅供个人学习使用\n{told}"
    (article,) = clean_file(text.encode(), "a.txt").articles
    assert article.text.endswith(told.replace("　", ""))


def test_a_short_article_of_a_collection_without_numbers_is_kept() -> None:
    told = "走访\n走了好些家，记了两本笔记。\n座谈\n谈了四场，吵了一场，吵完把食堂的价格吵下来了。"
    text = f"工会工作总结(精选2篇)\n篇1\n{BODY}\n篇2\n{told}"
    found = clean_file(text.encode(), "a.txt")
    assert [section.heading for section in found.articles[1].sections] == ["走访", "座谈"]


def test_a_story_of_work_with_figures_in_words_is_no_advertisement() -> None:
    text = "公司有船二十九条，船员三百七十二人。岸上的人换灯泡、接孩子，接单四百一十六件。\n给船装卫星热线，谈价格，领取补贴。船走四十天，家里的事全靠岸上的人照看，你放心走，工会在，家里亮着。"
    assert len(clean_file(text.encode(), "a.txt").articles) == 1


def test_a_short_text_alone_is_still_refused() -> None:
    with pytest.raises(NotASummaryError, match="太短"):
        clean_file("一、职工之家验收\n3月通过验收，得分96分，日均使用41人次。".encode(), "a.txt")


@pytest.mark.parametrize("injected", ["", "英语语法大全\n"])
def test_text_below_the_last_heading_stays_whatever_its_words(injected: str) -> None:
    last = "场次不定时，人凑不齐；书旧、更新慢，借阅的越来越少。"
    found = clean_file(f"{BODY}\n三、薄弱之处\n{injected}{last}".encode(), "a.txt")
    assert found.articles[0].sections[-1].text == last


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (TUTORIAL, "讲怎样写总结"),
        (ADVERTISEMENT, "广告"),
        (FILLER, "套话"),
        (ENGLISH, "英文"),
        (("从前有座山，山里有座庙，庙里有个老和尚，老和尚给小和尚讲故事。" * 3,), "看不出是"),
        (("工会工作总结", "一、帮扶"), "太短"),
        (
            (
                "某某公司工会2025年工作计划",
                "2025年要健全分会组织，必须按期换届，力争职工入会率有新提高，确保职工满意。" * 2,
            ),
            "计划",
        ),
        (
            (
                "竞聘工会主席演讲稿",
                "尊敬的各位评委，大家好！我今天竞聘工会主席。如果我竞聘成功，一定为职工服务，谢谢大家！" * 2,
            ),
            "讲稿",
        ),
        (
            (
                "工会和我",
                "那天很冷，一位大姐拉着我的手，带我回工会坐坐，端来一碗热面，我到今天还记得那双手。" * 2,
            ),
            "没有数据",
        ),
    ],
)
def test_what_is_no_summary_is_refused_with_the_reason(lines: tuple[str, ...], reason: str) -> None:
    with pytest.raises(NotASummaryError, match=reason):
        clean_file("\n".join(lines).encode(), "a.txt")


def test_the_report_can_be_made_again_after_an_edit_is_put_back() -> None:
    cleaned = clean_file(BODY.encode(), "a.txt").cleaned
    edit = next(one for one in cleaned.edits if "３２" in one.before or one.before == "３２")
    assert "３２户" in report(put_back(cleaned, edit)).articles[0].text


def test_words_without_a_mark_at_the_end_of_a_line_or_on_a_line_of_their_own_are_flagged() -> None:
    text = BODY.replace("到家。", "到家。秋日私语").replace(
        "联系众。", "联系众。\n月光 · 海\n工会全年收到表扬信6封，都已在公示栏公布。"
    )
    (article,) = clean_file(text.encode(), "a.txt").articles
    flagged = {doubt.before for doubt in article.doubts}
    assert all(any(words in doubt for doubt in flagged) for words in ("秋日私语", "月光 · 海"))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=4)), max_size=60))
def test_any_text_is_cleaned_or_refused_and_every_edit_can_be_put_back(pieces: list[str]) -> None:
    source = sourced("".join(pieces))
    cleaned = clean(source)
    restored = cleaned
    for edit in dict.fromkeys(cleaned.edits):
        restored = put_back(restored, edit)
    assert restored.text == cleaned.original == "\n".join(line.text for line in source)
    assert all(
        doubt.before == doubt.after == cleaned.original[doubt.start : doubt.end] for doubt in cleaned.doubts
    )
    try:
        json.dumps(report(cleaned).as_json())
    except NotASummaryError as refusal:
        reason = str(refusal)
    else:
        reason = "accepted"
    assert reason


@settings(max_examples=100, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["a.txt", "a.docx", "a.pdf", "a.html", "a.doc", "a.md", "a.zip"])
)
def test_any_bytes_are_read_or_refused_with_an_input_error(content: bytes, name: str) -> None:
    try:
        clean_file(content, name)
    except InputError as refusal:
        hint = refusal.hint
    else:
        hint = "accepted"
    assert hint


@pytest.mark.parametrize("half", PARTS)
def test_no_line_of_an_article_is_lost_on_the_way_to_its_sections(half: str) -> None:
    """What is taken out is an edit, which can be put back; all else stands in title, sections or signature."""
    for spoiled in read_set(FIXTURES / half):
        if spoiled.refused:
            continue
        for article in clean_file(spoiled.content, spoiled.name).articles:
            parts = (one.numbering + one.heading + one.text for one in article.sections)
            kept = Counter("".join((article.title, *parts, article.signed)))
            lost = Counter(char for char in article.text if "\u4e00" <= char <= "\u9fff") - kept
            # A title broken in two is joined, one of two lines is set down without its doubled words.
            assert lost.total() <= 4, (spoiled.name, lost)


def test_text_above_a_running_title_is_kept_and_told_to_be_cut() -> None:
    text = (
        "会之家”创建年，处工会新建职工小家七个，添置书柜九组。下面报告一年的工作。\n第2页\n港务处工会工作总结\n"
        "一、稳住人心\n全年召开班组恳谈会二十六场，收到意见八十八条，答复八十三条，来信比上一年少了\n第3页\n"
        "港务处工会工作总结\n一半。\n二、练好本领\n五月举办机修比武，一百九十四人报名，六十人进决赛。"
    )
    (article,) = clean_file(text.encode(), "a.txt").articles
    assert article.sections[0].text.startswith("会之家”创建年")
    assert "港务处工会工作总结" not in "".join(one.text for one in article.sections)
    assert any("开头" in doubt.reason for doubt in article.doubts)


@pytest.fixture(scope="module", params=PARTS)
def tally(request: pytest.FixtureRequest) -> Tally:
    return measure(request.param)


def test_every_injected_piece_of_the_dirty_set_is_removed_or_flagged(tally: Tally) -> None:
    known, _ = KNOWN_MISSES.get(tally.half, (0, 0))
    assert tally.left == [] or len(tally.left) <= known


def test_hardly_any_genuine_character_of_the_dirty_set_is_touched(tally: Tally) -> None:
    assert tally.touched_share <= 0.005


def test_sections_of_the_dirty_set_are_found_with_their_level(tally: Tally) -> None:
    assert tally.section_recall >= 0.99


def test_lost_characters_and_cuts_of_the_dirty_set_are_restored_or_flagged(tally: Tally) -> None:
    assert (tally.losses_seen, tally.flags_seen) == (tally.losses, tally.flags)


def test_every_file_of_the_dirty_set_is_accepted_or_refused_as_it_should_be(tally: Tally) -> None:
    _, known = KNOWN_MISSES.get(tally.half, (0, 0))
    assert tally.verdicts_wrong == [] or len(tally.verdicts_wrong) <= known
