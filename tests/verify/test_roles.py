"""What part somebody had in an event."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("学校承办区教育工会毽球赛，19支队伍", "学校参与区教育工会毽球赛，19支队伍参赛。", "参与"),
        ("参加集团第九届职工书画展，选送27件", "举办集团第九届职工书画展，选送27件。", "举办"),
        (
            "协助区总工会举办“职工法律服务月”活动",
            "牵头举办区总工会“职工法律服务月”活动。",
            "牵头举办",
        ),
        (
            "受邀参加高新区总工会“职工阅读季”启动式",
            "与高新区总工会联合主办“职工阅读季”启动式。",
            "联合主办",
        ),
    ],
)
def test_another_part_than_the_facts_is_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("学校承办区教育工会毽球赛，19支队伍", "学校承办区教育工会毽球赛，19支队伍参赛。"),
        ("选派选手参加行业焊接大赛，获铜奖", "在省总举办的行业焊接大赛上，选手获铜奖。"),
        ("学校承办区教育工会毽球赛，本校职工26人参加", "学校承办区教育工会毽球赛，本校26名职工参加。"),
        (
            "受邀参加高新区总工会“职工阅读季”启动式",
            "应邀参加高新区总工会“职工阅读季”启动式。",
        ),
        ("举办书法展1次，职工46人参加", "举办书法展1次，46名职工参与。"),
    ],
)
def test_the_part_of_the_facts_is_clean(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
