"""A text as the rules see it: its lines, with all that is no prose hidden (front matter, addresses, code)."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from summarizer.proofread.pairing import Pairing, pair_marks

# Stands for one hidden character: neither ideograph, digit, mark nor space, so that no rule touches it.
HIDDEN = "\ufffc"

HAN = "\u3400-\u4dbf\u4e00-\u9fff〇"
NUMERALS = "一二三四五六七八九十"

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(?:(?!---)[^\n]{0,500}\n){0,60}---[ \t]*(?=\r?\n|\Z)")
_NOT_PROSE = re.compile(
    r"```.*?```|`[^`\n]+`"
    r"|(?:https?|ftp)://[!-~]+|(?<![!-~])www\.[!-~]+|(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9.-]{1,255}"
    r"|\]\([^()\n]{0,500}\)|\{[a-z_]+=[^{}\n]{0,200}\}",
    re.DOTALL | re.ASCII,
)
_NOT_PROSE_SIGNS = ("`", "://", "www.", "@", "](", "{")
_LINE = re.compile(r"[^\n]+")
_LEAD = re.compile(r"(?:>[ \t]?)*[ \t\u3000\xa0]*(?P<marks>#{1,6}(?=[ \t]))?[ \t]*")
_TAIL = f" \t\r\u3000\xa0{HIDDEN}"


class Line(NamedTuple):
    """One line that is not blank.

    Attributes:
        start: offset of the first character behind indentation and Markdown heading marks.
        end: offset behind the last character that is no space.
        is_heading: True for a Markdown heading.
    """

    start: int
    end: int
    is_heading: bool


# Without slots, because cached_property keeps its value in the instance.
@dataclass(frozen=True)
class Manuscript:
    """A text to be proofread.

    Attributes:
        text: as given.
        shown: of the same length, with `HIDDEN` in place of every character no rule may look at.
    """

    text: str
    shown: str

    @classmethod
    def of(cls, text: str) -> "Manuscript":
        """`text` with front matter, code, addresses and the {…} behind headings hidden."""
        shown = text
        if shown.startswith("---"):
            shown = _FRONT_MATTER.sub(_hide, shown)
        if any(sign in shown for sign in _NOT_PROSE_SIGNS):
            shown = _NOT_PROSE.sub(_hide, shown)
        return cls(text=text, shown=shown)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character that is shown: what a rule needs and is not here makes the rule superfluous."""
        return frozenset(self.shown)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines with anything to read on them, in order."""
        found: list[Line] = []
        for match in _LINE.finditer(self.shown):
            lead = _LEAD.match(self.shown, match.start(), match.end())
            start = lead.end() if lead else match.start()
            end = start + len(self.shown[start : match.end()].rstrip(_TAIL))
            if start < end:
                heading = lead is not None and lead["marks"] is not None
                found.append(Line(start=start, end=end, is_heading=heading))
        return tuple(found)

    @cached_property
    def pairing(self) -> Pairing:
        """How quotation marks, brackets and title marks pair up."""
        return pair_marks(self.shown)

    def opens_line(self, position: int) -> bool:
        """Whether nothing but spaces and heading marks stands before `position` on its line."""
        before = self.shown[max(0, position - 12) : position].rpartition("\n")
        return (bool(before[1]) or position <= 12) and not before[2].strip(" \t\u3000\xa0#>")


def _hide(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", HIDDEN, match.group())
