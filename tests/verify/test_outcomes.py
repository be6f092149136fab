"""Good ends that no fact tells, said of all."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("民主评议中层干部21人", "民主评议中层干部21人，评议结果均为称职。", "均为称职"),
        ("集体协商会议3次，议题5个", "集体协商会议3次，议题5个，均达成协议。", "均达成协议"),
        ("体检职工148人", "体检职工148人，未见异常。", "未见异常"),
        ("走访户外劳动者驿站12个", "走访户外劳动者驿站12个，设施运转良好。", "运转良好"),
        ("评选优秀提案5件", "评选优秀提案5件，均已落实。", "均已落实"),
        ("法律咨询接待63人", "法律咨询接待63人，问题一一得到解答。", "问题一一得到解答"),
        ("座谈会2次，收集意见14条", "召开座谈会2次，收集意见14条，并逐条整改落实。", "逐条整改落实"),
        ("述职中层18人，代表45人打分", "18名中层述职，45名代表打分，评议等次一律为优秀。", "一律为优秀"),
    ],
)
def test_an_end_no_fact_tells_is_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("民主评议中层干部21人，全部称职", "民主评议中层干部21人，结果均为称职。"),
        ("调解劳动争议12起，成功11起", "调解劳动争议12起，11起握手言和。"),
        ("技能鉴定26人，合格26人", "26人参加技能鉴定，全部合格。"),
        ("安全宣讲4场", "开展安全宣讲4场，力求人人掌握安全知识。"),
        ("发现隐患26处，整改26处", "发现隐患26处，逐一销号，整改26处。"),
        ("检查食堂6家", "对6家食堂逐一进行了检查。"),
    ],
)
def test_an_end_told_by_a_fact_or_wished_for_is_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
