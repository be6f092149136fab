"""Words of a small family in each other's place."""

import pytest
from verify_steps import doubts_on, only


@pytest.mark.parametrize(
    ("fact", "text", "kind", "written", "expected"),
    [
        ("律师周三下午坐班", "律师周三上午坐班。", "date_unsupported", "上午", "下午"),
        ("每季度开展1次普法", "每月开展1次普法。", "date_unsupported", "每月", "每季度"),
        ("津贴每月上调150元", "津贴每年上调150元。", "date_unsupported", "每年", "每月"),
        ("蛋糕券人均150元", "蛋糕券共150元。", "figure_changed", "共150元", "人均150元"),
    ],
)
def test_another_word_of_the_family_is_found(
    fact: str, text: str, kind: str, written: str, expected: str
) -> None:
    found = only(fact, text, kind)
    assert (found.text, found.expected) == (written, expected)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("每月开展1次普法", "每个月开展1次普法。"),
        ("周三下午坐班，周五上午接待", "周五上午接待，周三下午坐班。"),
        ("蛋糕券人均150元", "蛋糕券每人150元。"),
        ("走访6家", "走访6家，每天都有新收获。"),
    ],
)
def test_the_same_in_other_words_is_clean(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
