"""Reading texts and facts: sentences, atoms, and the words around them."""

import pytest

from summarizer.domain import DateMention, Quantity
from summarizer.verify.mentions import char_pairs, is_festival, read_fact, read_text, telling


def atoms_of(text: str) -> list[str]:
    return [mention.atom.text for mention in read_text(text, None).mentions]


@pytest.mark.parametrize(
    ("text", "atoms"),
    [
        ("走访6家。【待补充：培训12次】", ["6家"]),
        ("【待补：3月5日】走访6家", ["6家"]),
        ("走访【待补充：几家】6家，慰问8户", ["6家", "8户"]),
        ("【待补充：没有闭合 12次", ["12次"]),
        ("", []),
    ],
)
def test_atoms_inside_a_placeholder_are_not_said(text: str, atoms: list[str]) -> None:
    assert atoms_of(text) == atoms


def test_mentions_know_their_sentence_and_its_neighbours() -> None:
    reading = read_text("走访6家。慰问8户，座谈3场。", None)
    assert [mention.owner for mention in reading.mentions] == [0, 1, 1]
    assert [[m.atom.text for m in group] for group in reading.by_sentence] == [["6家"], ["8户", "3场"]]


def test_figures_dates_and_names_are_told_apart() -> None:
    reading = read_text("3月5日，工会主席沈知远走访6家，修订《经费办法》。", None)
    assert [m.atom.text for m in reading.figures] == ["6家"]
    assert [m.atom.text for m in reading.dates] == ["3月5日"]
    assert {m.atom.text for m in reading.names} == {"沈知远", "《经费办法》"}


@pytest.mark.parametrize(
    ("text", "order", "left", "right"),
    [
        ("慰问困难职工32户", 0, "慰问困难职工", ""),
        ("32户困难职工得到慰问", 0, "", "困难职工得到慰问"),
        ("男教师12人、女教师20人", 1, "女教师", ""),
        ("大病救助21人、63万元", 1, "大病救助", ""),
        ("走访6家，慰问8户", 1, "慰问", ""),
    ],
)
def test_words_around_a_figure_end_at_clauses_and_other_figures(
    text: str, order: int, left: str, right: str
) -> None:
    mention = read_text(text, None).mentions[order]
    assert mention.left == telling(left)
    assert mention.right == telling(right)


def test_dates_in_a_list_share_the_words_before_them() -> None:
    first, second = read_text("活动集中在7月、11月", None).dates
    assert second.left == first.left == telling("活动集中在")


def test_a_festival_does_not_cut_the_words_of_a_date() -> None:
    mention = read_text("8月医师节系列活动", None).dates[0]
    assert telling("医师节系列活动") <= mention.right


@pytest.mark.parametrize(
    ("part", "expected"), [("医师节", True), ("元旦", True), ("1季度", False), ("", False)]
)
def test_festivals_are_told_from_parts_of_the_year(part: str, expected: bool) -> None:
    assert is_festival(DateMention(start=0, end=2, text="节日", part=part)) is expected


@pytest.mark.parametrize(
    "fact",
    ["走访30家（去年：24家）", "走访30家(上年：24家)", "走访30家（去年同期：24家）", "走访30家【去年24家】"],
)
def test_last_years_value_is_told_from_this_years(fact: str) -> None:
    reading = read_fact(fact, None)
    assert reading.body == "走访30家"
    assert [(m.atom.text, m.last_year) for m in reading.mentions] == [("30家", False), ("24家", True)]


@pytest.mark.parametrize(
    ("fact", "clauses", "listed"),
    [
        ("举办书法展、摄影展，参加60人", ["举办书法展", "摄影展"], [True, True]),
        ("组织健康讲座并发放宣传手册", ["组织健康讲座", "发放宣传手册"], [True, True]),
        ("立案29件，并案3件，转建议2件", ["转建议"], [False]),
        ("完善合并后的制度体系", ["完善合并后的制度体系"], [False]),
        ("走访6家", [], []),
    ],
)
def test_a_fact_falls_into_clauses_and_list_items(fact: str, clauses: list[str], listed: list[bool]) -> None:
    found = read_fact(fact, None).clauses
    assert [clause.words for clause in found] == clauses
    assert [clause.is_listed for clause in found] == listed


def test_clauses_keep_their_place_in_the_fact() -> None:
    fact = "走访6家，举办书法展、摄影展"
    for clause in read_fact(fact, None).clauses:
        assert fact[clause.start : clause.end].strip() == clause.words


def test_what_only_one_list_item_has_is_its_own() -> None:
    first, second = read_fact("重症医学科、急诊医学科", None).clauses
    assert first.own_grams == {"重症", "症医"}
    assert second.own_characters == set("急诊")


def test_a_fact_is_read_once() -> None:
    assert read_fact("走访6家", None) is read_fact("走访6家", None)


def test_character_pairs_leave_marks_and_figures_out() -> None:
    assert char_pairs("走访，6家") == {"走访", "访家"}
    assert telling("走访的6家。") == set("走访家")


def test_a_figure_is_a_quantity() -> None:
    assert isinstance(read_text("走访6家", None).figures[0].atom, Quantity)
