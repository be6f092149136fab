"""A part of many is not most of them."""

import pytest
from verify_steps import doubts_on

FEW = "部分小微企业建会意愿不强"
MOST = "多数一线职工反映夜班过密"


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        (FEW, "绝大多数小微企业建会意愿不强。", "绝大多数"),
        (FEW, "存在的问题是，所有小微企业建会意愿不强。", "所有"),
        (MOST, "个别一线职工反映夜班过密。", "个别"),
    ],
)
def test_another_share_of_the_same_is_doubted(fact: str, text: str, span: str) -> None:
    assert ("claim_unsupported", span) in doubts_on(fact, text)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        (FEW, "部分小微企业建会意愿不强。"),
        (FEW, "一些小微企业建会的意愿还不强。"),
        (FEW, "部分小微企业建会意愿不强，努力让所有小微企业了解工会。"),
        (f"{FEW}|绝大多数企业按时缴费", "部分小微企业建会意愿不强，绝大多数企业按时缴费。"),
        (MOST, "大多数一线职工反映夜班过密。"),
    ],
)
def test_the_same_share_in_other_words_is_left_alone(facts: str, text: str) -> None:
    assert doubts_on(facts, text) == []
