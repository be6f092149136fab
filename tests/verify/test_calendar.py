"""Dates against the facts' dates, the title and the period."""

import pytest
from verify_steps import TITLE, doubts_on, only, paired_case, spans_on

from summarizer.domain import DateMention
from summarizer.verify.calendar import festival_on

HALF_YEAR = "××医院工会2024年上半年工作总结"


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        # as exact as the fact, or less
        ("1月10日召开会议", "1月10日召开会议。"),
        ("1月10日召开会议", "1月召开会议。"),
        ("1月10日召开会议", "一季度召开会议。"),
        ("1月10日召开会议", "上半年召开会议。"),
        ("1月10日召开会议", "1月上旬召开会议。"),
        ("12月召开会议", "四季度召开会议。"),
        # the year comes from title or fact
        ("1月10日召开会议", "2024年1月10日召开会议。"),
        ("2024年1月召开会议", "今年1月召开会议。"),
        ("1月召开会议", "今年1月召开会议。"),
        ("2023年12月启动普查", "去年12月启动普查。"),
        ("召开会议", "2024年召开会议。"),
        ("召开会议", "今年以来召开会议。"),
        # spellings of one part of the year
        ("第一季度走访", "一季度走访。"),
        ("1季度走访", "第一季度走访。"),
        ("年末总结", "年底总结。"),
        # ranges
        ("9月20日至22日举办运动会", "9月20日—22日举办运动会。"),
        ("9月20日至22日举办运动会", "9月20日举办运动会。"),
        ("3月、4月、5月开展宣传", "3月至5月开展宣传。"),
        ("9月6日、7日开展义诊", "9月6日至7日开展义诊。"),
        ("9月6日、7日、8日开展义诊，三天", "9月6日至8日开展义诊。"),
        # clock and weekday
        ("晚8点联欢", "20时联欢。"),
        ("20:00联欢", "晚上8点联欢。"),
        ("下午3点半座谈", "15:30座谈。"),
        ("每周二开放", "周二开放。"),
        ("星期五值班", "周五值班。"),
        # festivals
        ("三八节插花", "妇女节插花。"),
        ("开展慰问", "五一劳动节前开展慰问。"),
        ("中秋慰问", "中秋节慰问。"),
    ],
)
def test_these_dates_are_supported(facts: str, text: str) -> None:
    assert spans_on(facts, text, title=TITLE) == []


@pytest.mark.parametrize(
    ("facts", "text", "span"),
    [
        ("1月10日召开会议", "1月11日召开会议。", "1月11日"),
        ("1月召开会议", "1月10日召开会议。", "1月10日"),
        ("1月10日召开会议", "1月中旬召开会议。", "1月中旬"),
        ("1月10日召开会议", "二季度召开会议。", "二季度"),
        ("1月10日召开会议", "下半年召开会议。", "下半年"),
        ("上半年召开会议", "下半年召开会议。", "下半年"),
        ("1月10日召开会议", "2021年1月10日召开会议。", "2021年1月10日"),
        ("2023年1月10日召开会议", "2023年1月18日召开会议。", "1月18日"),
        ("9月20日至22日举办运动会", "9月20日至25日举办运动会。", "9月20日至25日"),
        ("3月、4月开展宣传", "3月至5月开展宣传。", "3月至5月"),
        ("9月6日、8日开展义诊", "9月6日至8日开展义诊。", "9月6日至8日"),
        ("9月6日、7日开展义诊", "9月6日至8日开展义诊。", "9月6日至8日"),
        ("晚8点联欢", "晚9点联欢。", "晚9点"),
        ("上午8点集合", "20:00集合。", "20:00"),
        ("每周二开放", "每周四开放。", "周四"),
        ("组织联欢", "元宵节组织联欢。", "元宵节"),
        ("召开会议", "6月召开会议。", "6月"),
        ("召开会议", "2019年召开会议。", "2019年"),
    ],
)
def test_these_dates_have_no_source(facts: str, text: str, span: str) -> None:
    found = spans_on(facts, text, title=TITLE)
    assert [kind for kind, _ in found] == ["date_unsupported"]
    assert span in found[0][1] or found[0][1] in span


def test_the_part_of_the_year_in_the_title_needs_no_fact() -> None:
    assert spans_on("走访6家", "上半年，走访6家。", title=HALF_YEAR) == []
    assert spans_on("3月走访6家|上半年培训2期", "下半年走访6家，培训2期。", title=HALF_YEAR) != []


def test_only_the_wrong_part_behind_a_right_year_is_marked() -> None:
    found = only("2024年5月8日召开会议", "2024年6月8日召开会议。", "date_unsupported", title=TITLE)
    assert (found.start, found.text, found.suggestion) == (5, "6月8日", "")


def test_a_wrong_date_names_the_one_that_was_meant() -> None:
    found = only("5月8日召开职代会", "5月9日召开职代会。", "date_unsupported")
    assert (found.expected, found.suggestion, found.fact) == ("5月8日", "5月8日", 0)
    assert "5月8日" in found.message
    assert "5月9日" in found.message


def test_exchanged_dates_are_both_found() -> None:
    found = spans_on("4月5日扫墓，9月5日消防演练", "9月5日扫墓，4月5日消防演练。")
    assert found == [("date_unsupported", "9月5日"), ("date_unsupported", "4月5日")]


def test_a_day_and_its_festival_are_no_exchange() -> None:
    assert spans_on("重阳节游园，10月11日，老教师66人", "10月11日重阳节，66名老教师参加游园。") == []


def test_a_date_at_an_event_whose_own_date_is_unwritten_is_misplaced() -> None:
    facts = "3月6日组织插花活动|5月20日召开职工代表大会"
    found = only(facts, "3月6日组织插花活动。3月6日召开职工代表大会。", "date_unsupported")
    assert (found.start, found.expected) == (11, "5月20日")


@pytest.mark.parametrize(
    "fact", ["8月医师节系列活动", "活动安排避开中秋、国庆生产旺季，集中在7月、11月", "剩余3件提案10月底办结"]
)
def test_a_date_whose_own_fact_stands_in_its_sentence_is_in_its_place(fact: str) -> None:
    facts = f"{fact}|2023年3月31日召开职工代表大会|5月6日至23日举办篮球赛|8月开展安全检查"
    assert [span for kind, span in spans_on(facts, f"三是{fact}。") if kind == "date_unsupported"] == []


def test_dates_of_other_sections_support_but_never_accuse() -> None:
    case = paired_case("8月召开会议|3月31日开展系列活动", "8月开展系列活动。", own=1)
    assert not any(case.evidence.may_accuse(m) for m in case.evidence.of_fact[1])


@pytest.mark.parametrize(
    ("month", "day", "festival"),
    [(3, 8, "妇女节"), (5, 12, "护士节"), (10, 1, "国庆节"), (3, 9, None), (3, None, None)],
)
def test_days_are_known_by_their_festivals(month: int, day: int | None, festival: str | None) -> None:
    assert festival_on(DateMention(start=0, end=4, text="某日", month=month, day=day)) == festival


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("1月3日召开会议", "1月32日召开会议。", "1月32日"),
        ("1月3日召开会议", "13月3日召开会议。", "13月3日"),
        ("2月3日召开会议", "2月30日召开会议。", "2月30日"),
        ("2月3日召开会议", "2023年2月29日召开会议。", "2023年2月29日"),
        ("三月三日召开会议", "三月三十二日召开会议。", "三月三十二日"),
        ("1月3日至5日召开会议", "1月3日至35日召开会议。", "1月3日至35日"),
        ("下午2时召开会议", "25时召开会议。", "25时"),
        ("8时30分召开会议", "8时75分召开会议。", "8时75分"),
    ],
)
def test_a_date_no_calendar_has_is_wrong_and_writes_no_other(fact: str, text: str, span: str) -> None:
    found = only(fact, text, "date_unsupported")
    assert (found.text, found.severity) == (span, "error")


@pytest.mark.parametrize("text", ["2024年2月29日召开会议。", "2月29日召开会议。"])
def test_the_leap_day_is_a_day(text: str) -> None:
    assert spans_on("2024年2月29日召开会议", text, title=TITLE) == []


def test_a_date_no_calendar_has_is_wrong_even_when_a_fact_says_so() -> None:
    assert spans_on("1月32日召开会议", "1月32日召开会议。") == [("date_unsupported", "1月32日")]


def test_a_month_of_this_year_is_none_of_the_next() -> None:
    fact, title = "暖气管网更换：明年8月前完成", "2025年工会工作总结"
    told = [span for _, span in doubts_on(fact, "暖气管网更换今年8月前完成。", title=title)]
    assert any("今年8月" in span for span in told)
    assert doubts_on(fact, "暖气管网更换计划明年8月前完成。", title=title) == []
    assert any("今年8月" in span for _, span in doubts_on(fact, "暖气管网更换今年8月前完成。"))
    assert doubts_on("5月起供应夜宵", "今年5月起供应夜宵。", title=title) == []
