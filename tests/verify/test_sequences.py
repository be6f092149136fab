"""What was done first and what then, before and behind an event."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("先在装配车间试点，再推广到喷涂车间", "先在喷涂车间试点，再推广到装配车间。", "喷涂"),
        ("先召开小组会酝酿候选人，再召开大会选举", "先召开大会选举，再召开小组会酝酿候选人。", "选举"),
        ("先试点2个车间，再推广至全部11个车间", "先在全部11个车间推开，再选2个车间试点。", "推开"),
        ("开工前开展安全交底，交底52人", "开工后开展安全交底，交底52人。", "开工后"),
    ],
)
def test_steps_told_the_other_way_round_are_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("先在装配车间试点，再推广到喷涂车间", "工作先在装配车间试点，随后推广到喷涂车间。"),
        ("开工前安全交底52人|开工后夜间巡查6次", "开工后夜间巡查6次，开工前安全交底52人。"),
        ("先进集体3个，再就业培训2期", "先进集体3个，再就业培训2期。"),
    ],
)
def test_the_same_order_in_other_words_is_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
