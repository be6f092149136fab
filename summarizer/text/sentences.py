"""Sentence and clause boundaries in Chinese text."""

import re
from bisect import bisect_right
from typing import NamedTuple

from summarizer.text.marks import LINE_ENDS, outermost, quote_pairs, title_pairs

_CLOSERS = "”’」』）)】〕》〉"
# A half-width mark between Latin letters belongs to an address (a.cn/x?id=3) or a formula.
_SENTENCE_END = re.compile(rf"(?:[。！？｡]|[!?](?![0-9A-Za-z=&#/]))[。！？｡!?]*[{_CLOSERS}]*|[{LINE_ENDS}]")
_CLAUSE_END = re.compile(
    rf"(?:[。！？｡；，]|[!?](?![0-9A-Za-z=&#/])|：(?!\d)|[,:;](?![0-9A-Za-z/=&#]))[。！？｡!?；，]*[{_CLOSERS}]*"
    rf"|(?<![0-9A-Za-z])[,:;](?=[0-9A-Za-z])|(?<!\d)：(?=\d)|[{LINE_ENDS}]"
)
_NAME_LENGTH = 30


class Span(NamedTuple):
    """A half-open range of code-point offsets."""

    start: int
    end: int


def split_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order, each with its end mark and closing quotes, without outer space.

    。！？ (also half-width ! ?) and line breaks end a sentence; ； does not. An end mark inside 《…》
    never ends the sentence around it; inside “…” it does only as the quote's last mark (说：“……。”), and
    ！ or ？ only when no ideograph follows the quote (“加油！”活动 goes on). Unclosed marks protect nothing.
    """
    protected = _Regions(outermost(title_pairs(text) + quote_pairs(text)))
    spans: list[Span] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match.group() in LINE_ENDS:
            start = _close(text, start, match.start(), match.end(), spans)
            continue
        region = protected.around(match.start())
        if region is None:
            start = _close(text, start, match.end(), match.end(), spans)
        elif _ends_quote(text, match, region):
            stop = max(match.end(), region[1])
            start = _close(text, start, stop, stop, spans)
    _close(text, start, len(text), len(text), spans)
    return tuple(spans)


def split_clauses(text: str) -> tuple[Span, ...]:
    """The clauses of `text` in order, without their end marks and without outer space.

    Ends are those of sentences and ，；： (also half-width , ; : but neither in 4,509 nor in 8:30). Marks
    inside 《…》 and inside quotes of up to 30 characters without 。 (names) do not count.
    """
    titles, quotes = title_pairs(text), quote_pairs(text)
    names = [(a, b) for a, b in quotes if b - a <= _NAME_LENGTH + 2 and "。" not in text[a:b]]
    protected = _Regions(outermost(titles + names))
    spans: list[Span] = []
    # Where nothing is protected, what ends a sentence ends a clause as well.
    for start, end in split_sentences(text) if titles or quotes else ((0, len(text)),):
        begin = start
        for match in _CLAUSE_END.finditer(text, start, end):
            if protected.around(match.start()) is None:
                begin = _close(text, begin, match.start(), match.end(), spans)
        _close(text, begin, end, end, spans)
    return tuple(spans)


class _Regions:
    """Sorted ranges that do not overlap, asked by position."""

    __slots__ = ("_pairs", "_starts")

    def __init__(self, pairs: list[tuple[int, int]]) -> None:
        self._pairs = pairs
        self._starts = [pair[0] for pair in pairs]

    def around(self, position: int) -> tuple[int, int] | None:
        if not self._starts:
            return None
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and position < self._pairs[index][1]:
            return self._pairs[index]
        return None


def _ends_quote(text: str, match: re.Match[str], region: tuple[int, int]) -> bool:
    reached = match.end() + (text[match.end() : match.end() + 1] == '"')
    if text[region[0]] == "《" or reached < region[1]:
        return False
    follower = text[region[1] : region[1] + 1]
    return match.group()[0] in "。｡" or not "\u4e00" <= follower <= "\u9fff"


def _close(text: str, start: int, end: int, following: int, spans: list[Span]) -> int:
    """Appends the trimmed span unless it is blank; returns where the next one begins."""
    words = text[start:end]
    if bare := words.strip():
        left = start + words.index(bare[0])
        spans.append(Span(left, left + len(bare)))
    return following
