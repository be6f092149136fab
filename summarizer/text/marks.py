"""Paired marks: where 《…》, “…” and their like open and close."""

import re
from bisect import bisect_right
from collections.abc import Sequence

LINE_ENDS = "\n\r\u2028\u2029"

_TITLE_MARKS = re.compile(f"[《》{LINE_ENDS}]")
_CURLY_MARKS = re.compile(f"[“”{LINE_ENDS}]")
_SINGLE_MARKS = re.compile(f"[‘’{LINE_ENDS}]")
_CORNER_MARKS = re.compile(f"[「」『』{LINE_ENDS}]")
_STRAIGHT_QUOTE = re.compile(f'"[^"{LINE_ENDS}]*"')


def title_pairs(text: str) -> list[tuple[int, int]]:
    """Offsets of the outermost closed 《…》 on one line, marks included, in order."""
    return _closed_pairs(text, _TITLE_MARKS, "《", "》") if "《" in text else []


def quote_pairs(text: str) -> list[tuple[int, int]]:
    """Offsets of the outermost closed “…”, ‘…’, 「…」 and "…" on one line, marks included, in order."""
    pairs: list[tuple[int, int]] = []
    if "“" in text:
        pairs += _closed_pairs(text, _CURLY_MARKS, "“", "”")
    if "‘" in text:
        pairs += _closed_pairs(text, _SINGLE_MARKS, "‘", "’")
    if "「" in text or "『" in text:
        pairs += _closed_pairs(text, _CORNER_MARKS, "「『", "」』")
    if '"' in text:
        pairs += [match.span() for match in _STRAIGHT_QUOTE.finditer(text)]
    return outermost(pairs)


def outermost(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """`pairs` sorted by start without those that begin inside an earlier (or the longer of two) one."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def widened(spans: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """`spans` grown over every pair of `pairs` they touch; `pairs` are sorted and do not overlap."""
    ends = [end for _, end in pairs]
    grown: list[tuple[int, int]] = []
    for start, end in spans:
        index = bisect_right(ends, start)
        left, right = start, end
        while index < len(pairs) and pairs[index][0] < end:
            left, right = min(left, pairs[index][0]), max(right, pairs[index][1])
            index += 1
        grown.append((left, right))
    return grown


def _closed_pairs(text: str, marks: re.Pattern[str], openers: str, closers: str) -> list[tuple[int, int]]:
    """Outermost closed pairs; a line break forgets what was left open. Amortised linear time."""
    open_at: list[int] = []
    pairs: list[tuple[int, int]] = []
    for match in marks.finditer(text):
        mark = match.group()
        if mark in openers:
            open_at.append(match.start())
        elif mark not in closers:
            open_at.clear()
        elif open_at:
            start = open_at.pop()
            while pairs and pairs[-1][0] > start:
                pairs.pop()
            pairs.append((start, match.end()))
    return pairs
