"""Regular expressions of the word lists, quicker where the first characters of their matches are known."""

from pathlib import Path

import pytest

from summarizer.library import lexicon
from summarizer.library.lexicon import led_patterns, patterns

TEXTS = sorted((Path(__file__).parents[1] / "fixtures" / "dirty").glob("wild_*/*.marked"))


@pytest.mark.parametrize("key", ["doubtful", "doubtful_words"])
def test_the_quicker_pattern_finds_the_same(key: str) -> None:
    for path in TEXTS:
        text = path.read_text(encoding="utf-8")
        quick, plain = (make("filtered", key).finditer(text) for make in (led_patterns, patterns))
        assert [match.span() for match in quick] == [match.span() for match in plain]


@pytest.mark.parametrize("pattern", ["[甲-乙]丙", "甲?乙", ".甲"])
def test_a_pattern_whose_beginning_is_not_known_is_refused(
    pattern: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lexicon, "word_list", lambda *_: (pattern,))
    with pytest.raises(ValueError, match="begin"):
        led_patterns.__wrapped__("filtered", "doubtful")
