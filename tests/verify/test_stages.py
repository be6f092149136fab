"""What was only asked for or taken up must not be told as reached."""

import pytest
from verify_steps import doubts_on, only

PATENT = "完成攻关课题4项，申报实用新型专利1件"
REPORT = "召开八届三次教代会，审议学院工作报告、财务预决算报告"


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        (PATENT, "完成攻关课题4项，获得实用新型专利1件。", "获得"),
        (REPORT, "召开八届三次教代会，审议通过学院工作报告、财务预决算报告。", "审议通过"),
        (REPORT, "八届三次教代会召开，学院工作报告、财务预决算报告经审议一致通过。", "一致通过"),
        ("质检员获“江海工匠”提名奖", "质检员获“江海工匠”称号。", "”称号"),
        ("起草《职工疗休养管理办法》", "印发《职工疗休养管理办法》。", "印发"),
        ("开工改建职工食堂1个", "改建职工食堂1个，职工食堂改建已竣工。", "竣工"),
        (
            "线上提案系统在一个校区试点，收提案23件",
            "线上提案系统在各校区全面上线，收提案23件。",
            "全面上线",
        ),
        ("与设备供应商洽谈团购协议1份", "与设备供应商签订团购协议1份。", "签订"),
    ],
)
def test_a_thing_told_as_reached_is_doubted(fact: str, text: str, span: str) -> None:
    assert ("claim_unsupported", span) in doubts_on(fact, text)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        (PATENT, "完成攻关课题4项，并申报实用新型专利1件。"),
        (PATENT, "完成攻关课题4项，申报实用新型专利1件，力争早日获得专利。"),
        (REPORT, "八届三次教代会审议了学院工作报告和财务预决算报告。"),
        # a fact says that it was reached, too
        (f"{REPORT}|教代会通过《考勤办法》", f"{REPORT}，教代会审议通过《考勤办法》。"),
        ("申报专利2件，获得专利1件", "申报专利2件，获得专利1件。"),
        # another thing was reached
        (f"{PATENT}|获得市级质量奖1项", f"{PATENT}，获得市级质量奖1项。"),
        ("启动安全月活动，建成书屋1个", "启动安全月活动，建成书屋1个。"),
        # reached by another way
        (
            "会员大会讨论选举办法，选举产生委员7人",
            "会员大会讨论选举办法，大会通过无记名投票的办法选举产生委员7人。",
        ),
        (REPORT, "召开八届三次教代会，审议学院工作报告、财务预决算报告，通过民主协商凝聚共识。"),
    ],
)
def test_what_was_begun_told_as_begun_is_left_alone(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []


def test_the_message_tells_what_the_fact_says() -> None:
    found = only(PATENT, "完成攻关课题4项，获得实用新型专利1件。", "claim_unsupported")
    assert (found.severity, found.fact, found.expected) == ("warn", 0, "申报实用新型专利1件")
    assert "申报实用新型专利1件" in found.message
