"""People told more widely or otherwise than beside the figures of the facts."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("两节慰问困难职工152户，45.6万元", "两节期间慰问职工152户，发放45.6万元。", "职工"),
        ("走访低保边缘职工家庭14户", "社区工会走访低保职工家庭14户。", "职工家庭"),
        ("为困难退休职工送米面油，共31户", "为31户退休职工送去米面油。", "退休职工"),
        ("义务理发服务居民130人次", "义务理发服务职工130人次。", "职工"),
    ],
)
def test_people_told_too_widely_or_otherwise_are_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("为困难退休职工送米面油，共31户", "为31户困难退休职工送去米面油。"),
        ("两节慰问困难职工152户", "两节期间关爱困难群体，慰问职工152户。"),
        ("慰问生病住院教职工9人次", "慰问住院教职工9人次。"),
        ("培训职工90人", "培训员工90人。"),
    ],
)
def test_the_same_people_in_other_words_are_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
