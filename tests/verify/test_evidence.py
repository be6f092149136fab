"""Facts read and indexed, and the frame around them."""

from decimal import Decimal

import pytest

from summarizer.domain import AtomKind, Period, PeriodSpan
from summarizer.verify.evidence import bare, gather, make_frame, significant_digits

NO_FRAME = make_frame(None)


@pytest.mark.parametrize(
    ("value", "digits"),
    [("4.8", "48"), ("48000", "48"), ("0.48", "48"), ("100", "1"), ("1005", "1005"), ("0", "")],
)
def test_scaled_values_share_their_digits(value: str, digits: str) -> None:
    assert significant_digits(Decimal(value)) == digits


@pytest.mark.parametrize(
    ("text", "plain"),
    [("“书香 校园”", "书香校园"), ("《工会法》", "工会法"), ("２０２４年", "2024年"), ("（甲）乙", "甲乙")],
)
def test_names_are_compared_bare_of_marks(text: str, plain: str) -> None:
    assert bare(text) == plain


def test_a_title_gives_the_period_and_its_years() -> None:
    frame = make_frame("××学校工会2024年上半年工作总结")
    assert frame.period == Period(year=2024, span=PeriodSpan.HALF_YEAR, number=1)
    assert frame.years == {2024}


def test_a_range_of_school_years_names_both_years() -> None:
    assert make_frame("××学校工会2023—2024学年工作总结").years >= {2023, 2024}


def test_a_given_period_wins_over_the_title() -> None:
    assert make_frame("工作总结", Period(year=2022)).years == {2022}


def test_figures_are_found_by_their_digits_whatever_the_scale() -> None:
    evidence = gather(("发放4.8万元", "慰问48户", "走访6家"), NO_FRAME)
    assert [m.atom.text for m in evidence.figures_like(Decimal(48000))] == ["4.8万元", "48户"]


def test_figures_by_unit_leave_ranks_ranges_and_last_year_out() -> None:
    evidence = gather(("走访30家（去年：24家）", "走访3至5家", "第2家"), NO_FRAME)
    assert [m.atom.text for m in evidence.by_unit["家"]] == ["30家"]


def test_dates_are_found_by_every_month_they_name() -> None:
    evidence = gather(("3月24日至4月2日开展活动",), NO_FRAME)
    for month in (3, 4, None):
        assert [m.atom.text for m in evidence.by_month[month]] == ["3月24日至4月2日"]


def test_names_are_found_by_kind_and_norm() -> None:
    evidence = gather(("修订《经费管理办法》",), NO_FRAME)
    assert list(evidence.by_norm) == [(AtomKind.TITLE, "经费管理办法")]


def test_only_facts_that_must_be_written_may_accuse() -> None:
    evidence = gather(("走访6家", "慰问8户"), NO_FRAME, own=1)
    assert [evidence.may_accuse(m) for group in evidence.of_fact for m in group] == [True, False]


def test_mentions_are_counted_through_all_facts() -> None:
    evidence = gather(("走访6家，慰问8户", "座谈3场"), NO_FRAME)
    assert [(m.owner, m.order) for group in evidence.of_fact for m in group] == [(0, 0), (0, 1), (1, 2)]


def test_the_most_alike_facts_come_first() -> None:
    evidence = gather(("走访企业30家", "慰问困难职工32户", "慰问困难职工家属"), NO_FRAME)
    grams = evidence.facts[2].grams
    assert evidence.related_facts(grams) == [2, 1]


def test_what_all_facts_share_tells_nothing() -> None:
    evidence = gather(tuple(f"慰问职工{n}户" for n in range(2, 60)), NO_FRAME)
    assert evidence.related_facts({"慰问"}) == []


def test_facts_and_frame_are_known() -> None:
    evidence = gather(("开展“书香校园”活动",), make_frame(None, others=("云溪小学工会",)))
    assert evidence.knows("书香校园")
    assert evidence.knows("云溪小学工会")
    assert not evidence.knows("书香家园")


def test_the_same_facts_are_gathered_once() -> None:
    assert gather(("走访6家",), NO_FRAME) is gather(("走访6家",), NO_FRAME)
