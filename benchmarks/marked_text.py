"""Dirty texts with their gold in one file: what is spoiled is marked where it stands.

A file is a spoiled text in which ⟦-words⟧ were injected, ⟦~raw⇒clean⟧ must be mended, ⟦?raw⇐whole⟧ lost
characters (restored or flagged) and ⟦/⟧ is a line break inside a sentence. A line begins with `=` for the
title of an article (`=~` where it has none of its own) and with `#2 number|heading` for a heading and its
level, `#2r number|heading.|text` where the text runs on behind it. Leading `@` lines: name and encoding of
the file, `flags` (words of doubts that must be raised), `map` (pairs of a genuine character and its normal
form), `refused`.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_MARK = re.compile(r"⟦([-~?/])(.*?)⟧", re.S)
_HEADING = re.compile(r"#(\d)(r?) ")
_CONTEXT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One injected or spoiled string.

    Attributes:
        raw: what stands in the spoiled text.
        before: up to 4 genuine characters in front of it.
        after: up to 4 genuine characters behind it.
    """

    raw: str
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class MarkedText:
    """A spoiled file and what a good import makes of it.

    Attributes:
        articles: title (None where not judged) and sections, as `samples clean` gives them.
        pieces: what must be removed, mended or flagged.
        losses: (what stood there, what is left).
    """

    name: str
    encoding: str = "utf-8"
    refused: bool = False
    flags: list[str] = field(default_factory=list)
    dirty: str = ""
    articles: list[dict[str, Any]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    losses: list[tuple[str, str]] = field(default_factory=list)

    @property
    def content(self) -> bytes:
        """The bytes of the spoiled file."""
        return self.dirty.encode(self.encoding)


def read_marked(path: Path) -> MarkedText:
    """The spoiled text and its gold of one .marked file."""
    text = MarkedText(name=f"{path.stem}.txt")
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    normal: dict[int, str] = {}
    while lines and lines[0].startswith("@"):
        key, _, value = lines.pop(0)[1:].partition(" ")
        if key == "map":
            normal = {ord(one): other for one, other in zip(value[::2], value[1::2], strict=True)}
        elif key == "flags":
            text.flags = value.split()
        elif key == "refused":
            text.refused = True
        else:
            setattr(text, key, value)
    _Reading(text, normal).read(lines)
    return text


class _Reading:
    def __init__(self, text: MarkedText, normal: dict[int, str]) -> None:
        self._text = text
        self._normal = normal
        self._genuine = ""
        self._places: list[tuple[str, int, int]] = []

    def read(self, lines: list[str]) -> None:
        dirty = []
        for line in lines:
            if line == "=~":
                self._open("")
                continue
            spoiled = self._line(line)
            dirty.append(spoiled)
        self._text.dirty = "\n".join(dirty)
        for raw, start, end in self._places:
            before, after = (
                self._genuine[max(0, start - _CONTEXT) : start],
                self._genuine[end : end + _CONTEXT],
            )
            self._text.pieces.append(Piece(raw=raw, before=before, after=after))

    def _line(self, line: str) -> str:
        heading = _HEADING.match(line)
        if heading:
            return self._heading(line[heading.end() :], int(heading[1]), run_in=bool(heading[2]))
        titled = line.startswith("=")
        spoiled, clean = self._unmark(line.removeprefix("="))
        if titled:
            self._open(clean)
        elif clean and not self._text.refused:
            section = self._section()
            section["text"] = f"{section['text']}\n{clean}".strip("\n")
        return spoiled

    def _heading(self, line: str, level: int, *, run_in: bool) -> str:
        number, words, *rest = line.split("|")
        known = self._genuine
        mark, _ = self._unmark(number)
        self._genuine = known  # a number is no part of the text
        self._places = [
            (raw, min(start, len(known)), min(end, len(known))) for raw, start, end in self._places
        ]
        spoiled, clean = self._unmark(words)
        if run_in:
            spoiled_text, text = self._unmark(rest[0])
            self._add(clean.rstrip("。"), level, text, run_in=mark)
            return mark + spoiled + spoiled_text
        self._add(clean, level, "")
        return mark + spoiled

    def _unmark(self, line: str) -> tuple[str, str]:
        """The spoiled and the clean line; pieces are noted with their places in the genuine text."""
        spoiled, clean, last = [], [], 0
        for mark in _MARK.finditer(line):
            plain = line[last : mark.start()]
            spoiled.append(plain)
            clean.append(self._take(plain))
            last = mark.end()
            raw, whole = self._marked(mark[1], mark[2])
            spoiled.append(raw)
            clean.append(whole)
        spoiled.append(line[last:])
        clean.append(self._take(line[last:]))
        return "".join(spoiled), "".join(clean)

    def _marked(self, sign: str, words: str) -> tuple[str, str]:
        start = len(self._genuine)
        if sign == "/":
            self._places.append(("\n", start, start))
            return "\n", ""
        if sign == "-":
            self._places.append((words, start, start))
            return words, ""
        raw, whole = words.split("⇒" if sign == "~" else "⇐")
        self._genuine += whole
        if sign == "~":
            self._places.append((raw, start, len(self._genuine)))
        else:
            self._text.losses.append((whole, raw))
        return raw, whole

    def _take(self, plain: str) -> str:
        normal = plain.translate(self._normal)
        self._genuine += normal
        return normal

    def _open(self, title: str) -> None:
        self._text.articles.append({"title": title or None, "sections": []})

    def _section(self) -> dict[str, Any]:
        sections: list[dict[str, Any]] = self._text.articles[-1]["sections"]
        if not sections:
            sections.append({"heading": "", "level": 1, "text": ""})
        return sections[-1]

    def _add(self, heading: str, level: int, text: str, *, run_in: str = "") -> None:
        section = {"heading": heading, "level": level, "text": text}
        if run_in:
            section |= {"run_in": True, "numbering": run_in}
        self._text.articles[-1]["sections"].append(section)
