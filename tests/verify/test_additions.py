"""Acts added behind 并 of which no fact has a word."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("走访生病教师12人", "走访生病教师12人，并安排专人陪同就医。", "并安排专人陪同就医"),
        ("配备监督检查员14名", "配备监督检查员14名，并组织了岗前培训。", "并组织了岗前培训"),
        (
            "走访外派职工家庭66户",
            "走访外派职工家庭66户，并为外派职工家庭办理体检。",
            "并为外派职工家庭办理体检",
        ),
        ("为5名怀孕员工调整岗位", "为5名怀孕员工调整岗位并增发营养补贴。", "并增发营养补贴"),
    ],
)
def test_an_act_no_fact_tells_is_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("走访生病教师12人，送慰问品12份", "走访生病教师12人，并送上慰问品12份。"),
        ("与松山小学结对，送教5次", "送教5次，并与松山小学结成对子。"),
        ("审议规则2份，均获通过", "审议规则2份，并全部通过。"),
        ("开展培训4期", "开展培训4期，并引导职工学以致用。"),
        ("举办比赛3场", "把职工健康作为头等大事，并积极推动文体活动。举办比赛3场。"),
    ],
)
def test_acts_of_the_facts_and_aims_are_clean(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
