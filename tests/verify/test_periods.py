"""Times that do not fit the period of a document."""

from dataclasses import replace

import pytest
from test_check import document, section

from summarizer.domain import Period, PeriodSpan, Topic
from summarizer.verify import check_document

FIRST_HALF = Period(year=2024, span=PeriodSpan.HALF_YEAR, number=1)
THIRD_QUARTER = Period(year=2024, span=PeriodSpan.QUARTER, number=3)


def dates_doubted(text: str, period: Period, topic: Topic = Topic.WELFARE) -> list[str]:
    asked = replace(document(section("甲", ["培训2期"], text, topic)), period=period)
    report = check_document(asked)
    return [f.text for one in report.sections for f in one.findings if f.kind == "date_unsupported"]


@pytest.mark.parametrize(
    ("text", "period", "topic", "span"),
    [
        ("全年举办培训2期。", FIRST_HALF, Topic.WELFARE, "全年"),
        ("培训2期，一年来看望职工。", FIRST_HALF, Topic.WELFARE, "一年来"),
        ("三季度举办培训2期。", FIRST_HALF, Topic.WELFARE, "三季度"),
        ("三季度，工会将举办培训2期。", THIRD_QUARTER, Topic.PLANS, "三季度"),
        ("2024年，工会计划举办培训2期。", Period(year=2024), Topic.PLANS, "2024年"),
    ],
)
def test_a_time_outside_the_period_is_doubted(text: str, period: Period, topic: Topic, span: str) -> None:
    assert dates_doubted(text, period, topic) == [span]


@pytest.mark.parametrize(
    ("text", "period", "topic"),
    [
        ("全年举办培训2期。", Period(year=2024), Topic.WELFARE),
        ("举办培训2期，为完成全年任务打下基础。", FIRST_HALF, Topic.WELFARE),
        ("今年1至6月举办培训2期。", FIRST_HALF, Topic.WELFARE),
        ("7月至9月举办培训2期。", THIRD_QUARTER, Topic.WELFARE),
        ("下一季度，工会将举办培训2期。", THIRD_QUARTER, Topic.PLANS),
        ("四季度，工会将举办培训2期。", THIRD_QUARTER, Topic.PLANS),
        ("2024年取得了一些成绩。2025年，工会将举办培训2期。", Period(year=2024), Topic.PLANS),
    ],
)
def test_the_period_and_what_follows_it_need_no_fact(text: str, period: Period, topic: Topic) -> None:
    assert dates_doubted(text, period, topic) == []
