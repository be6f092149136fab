"""The words of Chinese text with their parts of speech, by a dictionary tagger."""

import importlib
import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

_LONE = re.compile("[\ud800-\udfff]")


class Word(NamedTuple):
    """A word where it stands.

    Attributes:
        start, end: code-point offsets.
        tag: the tagger's part of speech: n noun, v verb, vn verbal noun, a adjective, m numeral, q measure …
    """

    start: int
    end: int
    text: str
    tag: str


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of `text` in order, marks included; none where rjieba has no wheel (Windows on ARM).

    Only the dictionary is asked, so that the same text always gives the same words.
    """
    tag = _tagger()
    words: list[Word] = []
    start = 0
    for word, part in tag(_LONE.sub(" ", text)) if tag else ():
        words.append(Word(start, start + len(word), word, part))
        start += len(word)
    return tuple(words)


@cache
def _tagger() -> Callable[[str], Sequence[tuple[str, str]]] | None:
    try:
        jieba = importlib.import_module("rjieba")
    except ImportError:
        return None
    tag: Callable[[str, bool], Sequence[tuple[str, str]]] = jieba.tag
    return lambda text: tag(text, False)
