"""Members of lists that no fact holds."""

import pytest
from verify_steps import doubts_on, findings_on


@pytest.mark.parametrize(
    ("fact", "text", "written", "expected"),
    [
        ("配微波炉、饮水机、急救箱", "微波炉、饮水机、血压计一应俱全。", "血压计", "急救箱"),
        ("设电工、焊工、茶艺3个项目", "设电工、钳工、茶艺3个项目。", "钳工", "焊工"),
        ("羽毛球、乒乓球、瑜伽3个小组", "羽毛球、乒乓球和太极拳3个小组。", "太极拳", "瑜伽"),
        ("家政、面点培训各2期", "家政、月嫂培训各2期。", "月嫂", "面点"),
        # a plain word, all else as in the fact
        ("设节能驾驶、故障排除2个项目", "项目为节能驾驶、应急处置两项。", "应急处置", "故障排除"),
    ],
)
def test_a_changed_member_names_the_one_that_was_meant(
    fact: str, text: str, written: str, expected: str
) -> None:
    found = next(one for one in findings_on(fact, text) if one.start is not None and one.severity == "error")
    assert (found.kind, found.text) == ("name_unsupported", written)
    assert expected in found.expected


def test_a_member_added_to_a_whole_list_is_a_warning() -> None:
    doubts = doubts_on("疗养地点为海川、云岫", "疗养地点安排在海川、云岫、临屿。")
    assert ("claim_unsupported", "临屿") in doubts
    assert doubts_on("疗养地点为海川、云岫", "疗养地点安排在海川、云岫。") == []


def test_an_added_member_is_a_warning() -> None:
    doubts = doubts_on("宿舍安装热水器48台|走访6家", "宿舍安装热水器48台、烘干柜20台，走访6家。")
    assert ("claim_unsupported", "烘干柜") in doubts


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("羽毛球、乒乓球2个小组", "爱好羽毛球、乒乓球的职工各展所长、乐在其中，设2个小组。"),
        ("走访职工、会员36人", "走访会员、职工三十六名。"),
        ("帮教违章人员57人次，查隐患632条", "群监员紧盯现场、严查细究，查隐患632条，帮教违章人员57人次。"),
    ],
)
def test_common_phrases_and_figures_are_no_members(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
