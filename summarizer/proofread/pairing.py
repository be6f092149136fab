"""Which quotation marks, brackets and title marks of a text belong together."""

import re
from typing import NamedTuple

PARTNERS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "〔": "〕", "【": "】"}
# Half-width brackets pair with full-width ones, so that a pair typed in two widths is one pair.
KINDS = {mark: opener for opener, closer in PARTNERS.items() for mark in (opener, closer)} | {
    "(": "（",
    ")": "（",
}
OPENERS = frozenset(PARTNERS) | {"("}
_MARK = re.compile(f"[{re.escape(''.join(KINDS))}\n]")
# 1） a) 三） at the start of a line or of an enumerated clause: the bracket of a number has no partner.
_LONE_NUMBER = re.compile(r"(?:^|[\s。；：，、|])(?:\d{1,3}|[A-Za-z]|[一二三四五六七八九十]{1,3})\Z")


class _Open(NamedTuple):
    """An opening mark that waits for its partner, and the kind of pair it stands directly in."""

    position: int
    kind: str
    line: int
    within: str


class Pairing(NamedTuple):
    """How the marks of a text pair up.

    Attributes:
        pairs: (opening, closing) offsets with the kind of the pair directly around them, "" for none.
        lone: offsets of marks without a partner.
    """

    pairs: tuple[tuple[int, int, str], ...]
    lone: tuple[int, ...]


class _Pairer:
    """Pairs marks from left to right, each mark pushed and popped once."""

    def __init__(self, shown: str) -> None:
        self.shown = shown
        self.stack: list[_Open] = []
        self.waiting = dict.fromkeys(PARTNERS, 0)
        self.pairs: list[tuple[int, int, str]] = []
        self.lone: list[int] = []

    def open(self, position: int, kind: str, line: int, *, opens_line: bool) -> None:
        """4.8.3.5: a quotation of several paragraphs opens each of them anew and closes once."""
        last = self.stack[-1] if self.stack else None
        if kind == "“" and opens_line and last is not None and last.kind == kind and last.line < line:
            self.stack[-1] = last._replace(line=line)
            return
        within = last.kind if last is not None else ""
        self.stack.append(_Open(position, kind, line, within))
        self.waiting[kind] += 1

    def close(self, position: int, kind: str) -> None:
        """Marks opened inside the pair and still open have no partner."""
        if not self.waiting[kind]:
            self.lone.append(position)
            return
        while True:
            opened = self.stack.pop()
            self.waiting[opened.kind] -= 1
            if opened.kind == kind:
                self.pairs.append((opened.position, position, opened.within))
                return
            self.lone.append(opened.position)

    def end_line(self, line: int) -> None:
        """A pair may run on into the next line, not farther: a mark forgotten must not swallow the text."""
        kept = [opened for opened in self.stack if opened.line >= line]
        for opened in self.stack:
            if opened.line < line:
                self.waiting[opened.kind] -= 1
                self.lone.append(opened.position)
        self.stack = kept


def pair_marks(shown: str) -> Pairing:
    """The pairs and lone marks of the text; linear in its length."""
    pairer, line, line_start = _Pairer(shown), 0, 0
    for match in _MARK.finditer(shown):
        mark, position = match.group(), match.start()
        if mark == "\n":
            if shown[line_start:position].strip():
                pairer.end_line(line)
                line += 1
            line_start = position + 1
        elif _is_apostrophe(shown, position, mark):
            continue
        elif mark in OPENERS:
            opens_line = not shown[max(line_start, position - 8) : position].strip()
            pairer.open(position, KINDS[mark], line, opens_line=opens_line)
        elif pairer.waiting[KINDS[mark]] or not _closes_number(shown, position, mark, line_start):
            pairer.close(position, KINDS[mark])
    lone = [*pairer.lone, *(opened.position for opened in pairer.stack)]
    return Pairing(pairs=tuple(sorted(pairer.pairs)), lone=tuple(sorted(lone)))


def _is_apostrophe(shown: str, position: int, mark: str) -> bool:
    """it’s and ’24年 are no quotations."""
    if mark not in "‘’":
        return False
    before, after = shown[position - 1 : position], shown[position + 1 : position + 2]
    return (before.isascii() and before.isalpha() and after.isascii()) or after.isdigit()


def _closes_number(shown: str, position: int, mark: str, line_start: int) -> bool:
    if mark not in ")）":
        return False
    return _LONE_NUMBER.search(shown[max(line_start, position - 5) : position]) is not None
