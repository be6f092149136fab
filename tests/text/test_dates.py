"""Finding dates in whole sentences, and the period a label or title names.

An expected date reads `span = year-month-day to year-month-day part weekday clock relative`,
with `?` for what is not said.
"""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summarizer.domain import AtomKind, Period, PeriodSpan
from summarizer.errors import PeriodError
from summarizer.text.dates import find_dates, find_period, parse_period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "2024年3月8日上午9:30，在三楼会议室召开会议",
            "2024年3月8日 = 2024-3-8 | 上午9:30 = 09:30",
        ),
        ("3月8日（周五）下午2点半", "3月8日 = ?-3-8 | 周五 = weekday 5 | 下午2点半 = 14:30"),
        ("2024年春节前夕", "2024年 = 2024-?-? | 春节 = 春节"),
        ("元旦春节期间", "元旦 = 元旦 | 春节 = 春节"),
        ("3月12日、4月9日和5月7日", "3月12日 = ?-3-12 | 4月9日 = ?-4-9 | 5月7日 = ?-5-7"),
        ("公开：1/4/7/10月", "1 = ?-1-? | 4 = ?-4-? | 7 = ?-7-? | 10月 = ?-10-?"),
        ("技能赛：4月→8月", "4月→8月 = ?-4-? to ?-8-?"),
        ("3月、6月、9月", "3月 = ?-3-? | 6月 = ?-6-? | 9月 = ?-9-?"),
        ("护士节系列：5.10护理技能比武", "护士节 = 护士节 | 5.10 = ?-5-10"),
        ("座谈会 10/21 到会37人，截至12/20 办结31条", "10/21 = ?-10-21 | 12/20 = ?-12-20"),
        ("5.15 家庭日，秋游 10.11 72人", "5.15 = ?-5-15 | 10.11 = ?-10-11"),
        ("热线晚7-9点开通，夜宵延至23点", "晚7 = 19:00 | 9点 = 21:00 | 23点 = 23:00"),
        ("评分由 4.8 提升到 4.9，人均 1.5 倍", ""),
        ("慰问32户，历时3个月", ""),
        ("近三年来，5天内完成", ""),
    ],
)
def test_sentences_give_their_dates_in_order(
    dates: Callable[[str], list[str]], text: str, expected: str
) -> None:
    assert " | ".join(dates(text)) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("今年3月", 2024),
        ("本年3月", 2024),
        ("本年度", 2024),
        ("去年3月", 2023),
        ("去年同期", 2023),
        ("上年度", 2023),
        ("上一年度", 2023),
        ("前年", 2022),
        ("明年", 2025),
    ],
)
def test_years_said_from_today_are_resolved_by_the_period(text: str, year: int) -> None:
    (resolved,) = find_dates(text, period=Period(year=2024))
    (open_one,) = find_dates(text)
    assert (resolved.year, resolved.relative) == (year, True)
    assert (open_one.year, open_one.relative) == (None, True)


def test_dates_are_atoms_of_kind_date() -> None:
    assert [mention.kind for mention in find_dates("3月8日")] == [AtomKind.DATE]


@pytest.mark.parametrize(
    ("label", "year", "span", "number"),
    [
        ("2024年度", 2024, PeriodSpan.ANNUAL, 0),
        ("2024年", 2024, PeriodSpan.ANNUAL, 0),
        ("2024", 2024, PeriodSpan.ANNUAL, 0),
        (" 2024 年度 ", 2024, PeriodSpan.ANNUAL, 0),
        ("２０２４年度", 2024, PeriodSpan.ANNUAL, 0),
        ("二〇二四年", 2024, PeriodSpan.ANNUAL, 0),
        ("二○二四年度", 2024, PeriodSpan.ANNUAL, 0),
        ("2024年全年", 2024, PeriodSpan.ANNUAL, 0),
        ("2024学年", 2024, PeriodSpan.ANNUAL, 0),
        ("2024学年度", 2024, PeriodSpan.ANNUAL, 0),
        ("2024年上半年", 2024, PeriodSpan.HALF_YEAR, 1),
        ("2024上半年", 2024, PeriodSpan.HALF_YEAR, 1),
        ("2024年度上半年", 2024, PeriodSpan.HALF_YEAR, 1),
        ("2024年下半年", 2024, PeriodSpan.HALF_YEAR, 2),
        ("2024年第一季度", 2024, PeriodSpan.QUARTER, 1),
        ("2024年一季度", 2024, PeriodSpan.QUARTER, 1),
        ("2024年第三季度", 2024, PeriodSpan.QUARTER, 3),
        ("2024年3季度", 2024, PeriodSpan.QUARTER, 3),
        ("2024年第4季度", 2024, PeriodSpan.QUARTER, 4),
        ("2024年４季度", 2024, PeriodSpan.QUARTER, 4),
    ],
)
def test_a_period_is_read_from_its_label(label: str, year: int, span: PeriodSpan, number: int) -> None:
    assert parse_period(label) == Period(year=year, span=span, number=number)


@pytest.mark.parametrize(
    "label",
    [
        *("", "年", "今年", "24年", "上半年", "1024年", "None", "2024年半年", "2024年度度"),
        *("2024年第五季度", "2024年13月", "2024年3月"),
    ],
)
def test_a_label_that_names_no_period_is_refused_by_name(label: str) -> None:
    with pytest.raises(PeriodError, match="看不懂期间") as refused:
        parse_period(label)
    assert label in str(refused.value)


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("某某小学工会2024年工作总结", Period(year=2024)),
        ("某某小学工会2024年度工作总结", Period(year=2024)),
        ("某某小学工会二〇二四年工作总结", Period(year=2024)),
        ("某某公司工会2024年上半年工作总结", Period(year=2024, span=PeriodSpan.HALF_YEAR, number=1)),
        ("某某公司工会2024年下半年工作总结", Period(year=2024, span=PeriodSpan.HALF_YEAR, number=2)),
        ("某某医院工会2024年第三季度工作总结", Period(year=2024, span=PeriodSpan.QUARTER, number=3)),
        ("某某医院工会2024年三季度工作总结", Period(year=2024, span=PeriodSpan.QUARTER, number=3)),
        ("关于2024年工作情况和2025年工作打算的报告", Period(year=2024)),
        ("2024年3月工作小结", Period(year=2024)),
        ("工会工作总结", None),
        ("上半年工会工作总结", None),
        ("", None),
    ],
)
def test_a_title_names_its_period(title: str, period: Period | None) -> None:
    assert find_period(title) == period


_SIGNS = (
    "0123456789０９一二三四五六七八九十〇年月日号时点分刻半至到—-~/.·：:、，。\n今去上下本前明第季度旬初中底末"
    "每周星期天晚早午春节元旦学期"
)
_WRITING = st.text(alphabet=st.sampled_from(_SIGNS) | st.characters(codec="utf-8"), max_size=60)


@given(_WRITING)
@example("二〇二四年")
@example("2024.13.40")
@example("0月0日")
@example("24时60分")
@example("九九九九年")
def test_any_text_gives_sorted_disjoint_spans_as_written(text: str) -> None:
    end = 0
    for mention in find_dates(text, period=Period(year=2024)):
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.month is None or 0 <= mention.month <= 99
        assert mention.day is None or 0 <= mention.day <= 99
        assert mention.minutes is None or 0 <= mention.minutes <= 29 * 60 + 99
        end = mention.end


@given(st.text(max_size=20))
def test_any_label_is_a_period_or_refused(label: str) -> None:
    with suppress(PeriodError):
        assert 1900 <= parse_period(label).year <= 2099


@pytest.mark.parametrize(
    "unit",
    [*"1一十月日年（， 第每", "2024", "1.", "3月", "8:3", "3—", "二〇", "上午", "周", "3、", "2024.3—"],
)
def test_long_runs_of_one_sign_are_read_without_harm(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    assert find_dates(f"{text}。3月8日")[-1].text == "3月8日"
