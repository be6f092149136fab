"""Units and dates a terse fact says once."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        (
            "经费收入86.4万元（行政拨款71.2、会费8.9、上级补助6.3）",
            "经费收入86.4万元，其中行政拨款72.1万元、会费8.9万元、上级补助6.3万元。",
            "72.1万元",
        ),
        ("听课155、132、148人", "听课人数分别为155人、132人、184人。", "184人"),
    ],
)
def test_a_figure_in_a_wrong_unit_or_value_is_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (
            "经费收入86.4万元（行政拨款71.2、会费8.9、上级补助6.3）",
            "经费收入86.4万元，其中行政拨款71.2万元、会费8.9万元、上级补助6.3万元。",
        ),
        ("听课155、132、148人", "听课人数分别为155人、132人、148人，累计435人次。"),
        ("收入42.8 补助8 （万元）", "收入42.8万元、补助8万元，合计50.8万元。"),
        (
            "年初结余31.2万，当年收入12.5万，支出18.4万",
            "年初结余31.2万元，当年收入12.5万元，支出18.4万元，年末结余25.3万元。",
        ),
        ("新春联欢 1.16 参加87人", "1月16日举办新春联欢，87人参加。"),
        ("限期办理34条，截至12/20 办结31条", "限期办理34条，截至12月20日办结31条。"),
        ("热线晚7-9点开通", "热线每晚19时至21时开通。"),
        ("劳务收入同比+8.6%", "劳务收入同比增长8.6%。"),
    ],
)
def test_units_written_out_are_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
