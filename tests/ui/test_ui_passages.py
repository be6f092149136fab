"""Masked passages as nodes: slots set apart, words looked for marked, nothing cut in the middle of a slot."""

import json

import pytest

from summarizer.domain import Hit, Passage, Topic, UnitKind
from summarizer.ui import passages
from summarizer.ui.components.paper import Node

MASKED = "春节前走访慰问困难职工〔数量〕户，发放慰问金〔金额〕。\n\n〔单位〕送清凉〔数量〕次。"


def passage(number: int = 0, **fields: object) -> Passage:
    values: dict[str, object] = {
        "id": f"p{number}",
        "sample_id": f"s{number}",
        "heading": "做实关心关爱",
        "topic": Topic.WELFARE,
        "kind": UnitKind.HOSPITAL,
        "text": "春节前走访慰问困难职工32户，发放慰问金4.8万元。",
        "masked": MASKED,
    }
    return Passage(**{**values, **fields})  # type: ignore[arg-type]


def hit(number: int, score: float, **fields: object) -> Hit:
    return Hit(passage=passage(number, **fields), score=score)


def tree(*nodes: Node) -> str:
    return json.dumps([node.as_data() for node in nodes], ensure_ascii=False)


def marked(nodes: tuple[Node, ...], look: str) -> list[str]:
    return [one.text for node in nodes for one in (node, *node.kids) if one.look == look]


def test_slots_are_set_apart_and_their_brackets_taken_off() -> None:
    nodes = passages.masked(MASKED)
    assert len(nodes) == 2
    assert marked(nodes, "slot") == ["数量", "金额", "单位", "数量"]
    assert "〔" not in tree(*nodes)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("慰问困难职工", ["慰问困难职工", "慰问"]),
        ("困难教职工的慰问", ["慰问困难职工", "慰问"]),
        ("数量", []),
        ("送", ["送"]),
        ("法律援助", []),
        ("", []),
        ("（.*)[", []),
    ],
)
def test_words_looked_for_are_marked_but_never_inside_a_slot(query: str, found: list[str]) -> None:
    assert marked(passages.masked(MASKED, query), "hit") == found


def test_marking_changes_no_character() -> None:
    assert (
        "".join(one.text for one in passages.line("慰问〔数量〕户，再慰问", "慰问")) == "慰问数量户，再慰问"
    )


def test_an_extract_begins_near_the_first_word_and_cuts_no_slot() -> None:
    text = "开" * 200 + "慰问〔数量〕户" + "尾" * 200
    cut = passages.extract(text, "慰问", chars=35)
    assert cut.startswith("…开")
    assert "慰问〔数量〕" in cut
    assert cut.endswith("…")


def test_a_short_text_is_its_own_extract() -> None:
    assert passages.extract("甲\n乙〔数量〕", "丙") == "甲 乙〔数量〕"


def test_results_say_topic_kind_score_and_sample() -> None:
    shown = tree(*passages.results([hit(0, 0.8), hit(1, 0.4)], {"s0": "某医院总结"}, "慰问"))
    for text in ("帮扶与普惠服务", "医院", "相关度 0.80", "相关度 0.40", "某医院总结", '["open", "s0"]'):
        assert text in shown
    assert "32户" not in shown


def test_nothing_found_gives_no_nodes() -> None:
    assert passages.results([], {}, "慰问") == ()


def test_results_without_any_word_of_the_query_are_said_to_be_a_guess() -> None:
    titles = {"s0": "某医院总结"}
    told = "没有一段写着这些字"
    assert told in str(tree(*passages.results([hit(0, 1.0)], titles, "asdfqwer")))
    assert told not in str(tree(*passages.results([hit(0, 1.0)], titles, "慰问")))
    assert passages.lent([], {}) == ()


@pytest.mark.parametrize(
    ("score", "pinned", "why"),
    [
        (0.5, False, "相关度 0.50"),
        (0.0, False, "同主题"),
        (float("inf"), False, "已固定"),
        (0.5, True, "已固定"),
    ],
)
def test_a_lent_passage_says_why(score: float, pinned: bool, why: str) -> None:
    shown = tree(*passages.lent([hit(0, score)], {}, pinned=["p0"] if pinned else []))
    assert why in shown
    assert ("取消固定" in shown) == pinned


def test_the_original_of_a_lent_passage_is_one_click_away() -> None:
    hits = [hit(0, 0.5)]
    assert "32户" not in tree(*passages.lent(hits, {}))
    assert '["unmask", "p0"]' in tree(*passages.lent(hits, {}))
    opened = tree(*passages.lent(hits, {}, unmasked=["p0"]))
    assert "32户" in opened
    assert '["mask", "p0"]' in opened


def test_topics_stand_in_the_order_of_the_outline() -> None:
    assert passages.topics_label({Topic.PLANS: 1, Topic.WELFARE: 2}) == "帮扶与普惠服务×2　下一步打算"


@pytest.mark.parametrize(("kind", "label"), [(UnitKind.SCHOOL, "学校"), (None, "类型不明")])
def test_a_kind_that_is_not_known_is_said_so(kind: UnitKind | None, label: str) -> None:
    assert passages.kind_label(kind) == label
