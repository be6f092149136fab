"""What is told crosswise, or of another team, place or post; and clean prose that looked like it."""

import pytest

from summarizer.verify import check_text


def doubted(facts: list[str], text: str) -> list[str]:
    return [found.text for found in check_text(facts=facts, text=text) if found.severity != "info"]


MEETINGS = ["4月18日召开教代会，参会代表85人", "6月11日召开教代会临时会议，参会代表79人"]


@pytest.mark.parametrize(
    ("facts", "text", "wrong"),
    [
        (MEETINGS,
         "4月18日召开教代会，参会代表79人；6月11日召开教代会临时会议，参会代表85人。", ["79人", "85人"]),
        (["7月1日赴红岩革命纪念馆开展主题党日"], "7月1日赴渣滓洞纪念馆开展主题党日。", ["渣滓洞"]),
        (["消防知识竞赛6支队伍，内科代表队获冠军"], "消防知识竞赛6支队伍，外科代表队获冠军。", ["外科"]),
        (["陈立新当选工会主席，何静当选经审委主任"],
         "陈立新当选工会副主席，何静当选经审委主任。", ["工会副主席"]),
        (["辖区企业86家，建会72家", "新建工会9家，其中非公企业7家"],
         "新建工会9家，其中非公企业7家。辖区86家企业中，建会72家，尚有16家未建会。", ["16家"]),
        (["去年走访45户，今年走访54户", "去年发放6万元，今年发放7.5万元"],
         "今年走访54户，比去年的45户增长25%；发放7.5万元，去年为6万元。", ["25%"]),
        (["1998年建会企业由23家发展到41家", "1999年评为“双文明”企业12家"],
         "1998年，建会企业由23家发展到41家；1998年评为“双文明”企业12家。", ["1998年"]),
    ],
)  # fmt: skip
def test_what_is_told_of_another_is_doubted(facts: list[str], text: str, wrong: list[str]) -> None:
    assert set(wrong) <= set(doubted(facts, text))


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (MEETINGS, "4月18日召开教代会，代表85人；6月11日召开临时会议，代表79人，两次会议共有164人次参会。"),
        (["4月26日召开工会委员会会议，增补刘海燕、郑涛为委员"],
         "4月26日，工会委员会召开会议，增补郑涛、刘海燕为委员。"),
        (["配备专职工会干部3名，兼职21名"], "配备专职工会干部3名、兼职工会干部21名，共24名。"),
        (["计划2025年建成职工活动中心", "已完成活动中心选址和设计"],
         "职工活动中心已完成选址和设计，计划2025年建成。"),
        (["张敏、赵磊分获一、二等奖"], "张敏获一等奖，赵磊获二等奖。"),
        (["查出安全隐患137处，整改131处"], "查出安全隐患137处，其中131处已完成整改。"),
        (["为38名职工送生日蛋糕，每份168元"], "向38名职工送生日蛋糕，每份168元，共计6384元。"),
        (["教职工福利支出12.4万元，文体活动支出7.3万元，慰问支出6.2万元"],
         "福利、文体活动、慰问三项分别支出12.4万元、7.3万元和6.2万元。"),
    ],
)  # fmt: skip
def test_faithful_prose_is_left_alone(facts: list[str], text: str) -> None:
    assert doubted(facts, text) == []
