"""Times of day and weekdays — and points, scores and counts that only look like them."""

from collections.abc import Callable

import pytest

from summarizer.text.dates import find_dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("晚8点", "晚8点 = 20:00"),
        ("晚上8点", "晚上8点 = 20:00"),
        ("晚八点", "晚八点 = 20:00"),
        ("20时", "20时 = 20:00"),
        ("浴室开放17-21点", "17 = 17:00 | 21点 = 21:00"),
        ("提出3-5点建议", ""),
        ("20:00", "20:00 = 20:00"),
        ("20：00", "20：00 = 20:00"),
        ("２０：００", "２０：００ = 20:00"),
        ("上午9:30", "上午9:30 = 09:30"),
        ("上午9点30分", "上午9点30分 = 09:30"),
        ("上午九点三十分", "上午九点三十分 = 09:30"),
        ("上午9时", "上午9时 = 09:00"),
        ("9点半", "9点半 = 09:30"),
        ("下午2点半", "下午2点半 = 14:30"),
        ("下午两点半", "下午两点半 = 14:30"),
        ("下午3点一刻", "下午3点一刻 = 15:15"),
        ("下午3点三刻", "下午3点三刻 = 15:45"),
        ("下午3点整", "下午3点整 = 15:00"),
        ("8点钟", "8点钟 = 08:00"),
        ("早8点", "早8点 = 08:00"),
        ("早上7点", "早上7点 = 07:00"),
        ("凌晨2点", "凌晨2点 = 02:00"),
        ("凌晨12点", "凌晨12点 = 00:00"),
        ("中午12点", "中午12点 = 12:00"),
        ("中午1点", "中午1点 = 13:00"),
        ("晚12点", "晚12点 = 24:00"),
        ("24时", "24时 = 24:00"),
        ("0时", "0时 = 00:00"),
        ("傍晚6点", "傍晚6点 = 18:00"),
        ("8:30", "8:30 = 08:30"),
        ("08:30", "08:30 = 08:30"),
        ("下午14:30", "下午14:30 = 14:30"),
        ("下午 2:30", "下午 2:30 = 14:30"),
        ("3月8日8点", "3月8日 = ?-3-8 | 8点 = 08:00"),
        ("14:00—16:30", "14:00 = 14:00 | 16:30 = 16:30"),
        ("上午9点至11点", "上午9点 = 09:00 | 11点 = 11:00"),
        ("下午2点至4点", "下午2点 = 14:00 | 4点 = 16:00"),
        ("早8点晚6点", "早8点 = 08:00 | 晚6点 = 18:00"),
    ],
)
def test_times_of_day_are_minutes(dates: Callable[[str], list[str]], text: str, expected: str) -> None:
    assert " | ".join(dates(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周一", "周一 = weekday 1"),
        ("周日", "周日 = weekday 7"),
        ("周天", "周天 = weekday 7"),
        ("星期三", "星期三 = weekday 3"),
        ("星期天", "星期天 = weekday 7"),
        ("礼拜五", "礼拜五 = weekday 5"),
        ("每周一", "每周一 = weekday 1"),
        ("每周五下午", "每周五 = weekday 5"),
        ("每星期二", "星期二 = weekday 2"),
        ("本周五", "周五 = weekday 5"),
        ("周一至周五", "周一至周五 = to ?-?-5 weekday 1"),
        ("周一到周五", "周一到周五 = to ?-?-5 weekday 1"),
        ("周一至五", "周一至五 = to ?-?-5 weekday 1"),
        ("每周一至周五晚8点", "每周一至周五 = to ?-?-5 weekday 1 | 晚8点 = 20:00"),
        ("周二、周四", "周二 = weekday 2 | 周四 = weekday 4"),
    ],
)
def test_weekdays_count_from_monday(dates: Callable[[str], list[str]], text: str, expected: str) -> None:
    assert " | ".join(dates(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "每周一次",
        "每周三次",
        "每周一课",
        "每周一题",
        "一周三次",
        "周一次性办结",
        "周年庆",
        "周末",
        "每周",
        "三点要求",
        "8点建议",
        "8点",
        "3时段",
        "24小时",
        "8小时",
        "同时",
        "届时",
        "比分21:15",
        "以21:15战胜",
        "25:18获胜",
        "3:2",
        "1:100",
        "9:99",
        "25:21",
        "三点一线",
        "一点一滴",
        "百分点",
        "3个百分点",
    ],
)
def test_counts_scores_and_points_are_no_times(dates: Callable[[str], list[str]], text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize("text", ["25时", "晚28点", "8时75分"])
def test_times_no_clock_has_are_read_as_written(text: str) -> None:
    (found,) = find_dates(text)
    assert found.text == text
