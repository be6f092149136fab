"""What scanning and typing spoil: letters for digits, words written twice. Flagged, for only a person knows."""

import re
from collections.abc import Iterator
from typing import Final

from summarizer.library.clean.lines import HAN
from summarizer.library.lexicon import patterns
from summarizer.library.manuscript import Change

_LETTER_IN_FIGURE = re.compile(
    rf"(?<![A-Za-z0-9])\d+[lIOo]\d*(?=[%％{HAN}])|(?<=[{HAN}])[lIOo]\d+(?=[%％{HAN}])"
)
_TWICE = re.compile(f"([{HAN}]{{2,8}})\\1")
_LONG: Final = 3
_REPEATING: Final = "一逐每又越"


def flag_slips(text: str) -> Iterator[Change]:
    """Letters inside figures and words written twice are flagged."""
    for match in _LETTER_IN_FIGURE.finditer(text):
        yield Change(match.start(), match.end(), None, "数字中混有字母，可能是识别错误")
    for match in _TWICE.finditer(text):
        word = match[1]
        if any(char in _REPEATING for char in word) or len(set(word)) == 1 or "委员会" in match.group():
            continue
        if len(word) >= _LONG or patterns("judge", "work").fullmatch(word):
            yield Change(match.start(), match.end(), None, "词语重复，请核对")
