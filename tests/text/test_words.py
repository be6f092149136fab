"""Words with their parts of speech."""

import pytest

from summarizer.text import words
from summarizer.text.words import words_of


def test_words_keep_their_places() -> None:
    text = "药剂科班组获评“县工人先锋号”。"
    assert "".join(word.text for word in words_of(text)) == text
    assert all(text[word.start : word.end] == word.text for word in words_of(text))
    assert ("班组", "n") in [(word.text, word.tag) for word in words_of(text)]


def test_half_a_character_is_read_as_a_space() -> None:
    assert [word.end - word.start for word in words_of("走访\udfff")] == [2, 1]


def test_without_a_tagger_there_are_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    words_of.cache_clear()
    monkeypatch.setattr(words, "_tagger", lambda: None)
    assert words_of("走访职工") == ()
    words_of.cache_clear()
