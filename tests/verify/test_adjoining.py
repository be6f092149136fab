"""Words and rates right beside equal figures."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("全年困难户脱困5户", "全年困难户返贫5户。", "返贫"),
        ("加班餐补 15元/餐", "加班餐补为每天15元。", "每天"),
        ("物业类29件、邻里类8件，物业类化解7件", "物业类29件、邻里类8件，邻里类化解7件。", "邻里类化解"),
    ],
)
def test_another_word_or_rate_is_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("加班餐补 15元/餐", "加班餐补为每餐15元。"),
        ("物业类29件、邻里类8件，物业类化解7件", "物业类29件、邻里类8件，物业类化解7件。"),
        ("每人（户）1000元", "每户（人）1000元。"),
        ("全年困难户脱困5户", "全年共有5户困难户脱困。"),
    ],
)
def test_the_same_rate_and_ordinary_words_are_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
