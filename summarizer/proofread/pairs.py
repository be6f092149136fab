"""Rules on quotation marks, brackets and title marks: partners, nesting and width, found in one pass."""

import re
from collections.abc import Iterator

from summarizer.proofread.finders import char_at
from summarizer.proofread.manuscript import HAN, Manuscript
from summarizer.proofread.pairing import KINDS, OPENERS, PARTNERS
from summarizer.proofread.remarks import PUNCTUATION_STANDARD, Hit, Rule

_IS_HAN = re.compile(f"[{HAN}]")


def _lone_marks(manuscript: Manuscript) -> Iterator[Hit]:
    for position in manuscript.pairing.lone:
        mark = manuscript.shown[position]
        if mark in "()" and not _IS_HAN.search(manuscript.shown[max(0, position - 1) : position + 2]):
            continue
        missing = PARTNERS[KINDS[mark]] if mark in OPENERS else KINDS[mark]
        yield Hit(position, position + 1, message=f"“{{text}}”没有与它配对的“{missing}”。")


def _nested(manuscript: Manuscript, kind: str, inner: str) -> Iterator[Hit]:
    shown = manuscript.shown
    for opened, closed, within in manuscript.pairing.pairs:
        if within == kind and shown[opened] == kind:
            suggestion = inner[0] + shown[opened + 1 : closed] + inner[1]
            yield Hit(opened, closed + 1, suggestion)


def _nested_quotes(manuscript: Manuscript) -> Iterator[Hit]:
    return _nested(manuscript, "“", "‘’")


def _nested_titles(manuscript: Manuscript) -> Iterator[Hit]:
    return _nested(manuscript, "《", "〈〉")


def _half_width_brackets(manuscript: Manuscript) -> Iterator[Hit]:
    shown = manuscript.shown
    for opened, closed, _ in manuscript.pairing.pairs:
        marks = shown[opened] + shown[closed]
        if "(" not in marks and ")" not in marks:
            continue
        beside = char_at(shown, opened - 1) + char_at(shown, opened + 1) + char_at(shown, closed - 1)
        is_chinese = marks != "()" or _IS_HAN.search(beside + char_at(shown, closed + 1))
        if is_chinese or manuscript.opens_line(opened):
            if marks[0] == "(":
                yield Hit(opened, opened + 1, "（", True)
            if marks[1] == ")":
                yield Hit(closed, closed + 1, "）", True)


_MARKS = "".join(KINDS)

PAIR_RULES = (
    Rule(
        id="lone_mark",
        clause=f"{PUNCTUATION_STANDARD} 4.8.2、4.9.2、4.15.2",
        level="error",
        message="“{text}”没有配对。",
        find=_lone_marks,
        signs=_MARKS,
    ),
    Rule(
        id="nested_quote",
        clause=f"{PUNCTUATION_STANDARD} 4.8.3.4",
        level="error",
        message="引号里还要用引号时，里面一层用单引号‘ ’。",
        find=_nested_quotes,
        signs="“",
    ),
    Rule(
        id="nested_title",
        clause=f"{PUNCTUATION_STANDARD} 4.15.3.5",
        level="error",
        message="书名号里还要用书名号时，里面一层用单书名号〈 〉。",
        find=_nested_titles,
        signs="《",
    ),
    Rule(
        id="half_width_bracket",
        clause=f"{PUNCTUATION_STANDARD} 4.9.2",
        level="error",
        message="中文里的括号应为全角“{suggestion}”。",
        find=_half_width_brackets,
        signs="()",
    ),
)
