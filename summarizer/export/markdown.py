"""Blocks as Markdown and Markdown as blocks: what one writes, the other reads back equal."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarizer.export import gbt9704
from summarizer.export.blocks import (
    Block,
    Heading,
    Paragraph,
    SignOff,
    Table,
    Title,
    heading_numbering,
    is_table_row,
    table_at,
)
from summarizer.text.characters import clean_line
from summarizer.text.numbering import format_numbering, parse_numbering, strip_numbering

_SPECIAL = re.compile(r"[\\`*_<>\[\]|~]|&(?=#?\w+;)")
_LINE_START = re.compile(r"\A(?:(\d{1,9})(?=[.)]\s)|(?=#{1,6}(?:\s|$)|[-+]\s|[-=]{3,}\s*$))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)(?:\s+#+)?\s*(\{[\w\s=.-]*\})?")
_BULLET = re.compile(r"\A(?:[-*+]|>)\s+(?=\S)")
_BREAK = re.compile(r"(?<!\\)<br */?>", re.IGNORECASE)
_RULE = re.compile(r"(?:[-*_]\s*){3,}|={3,}|`{3,}.*|~{3,}.*")
_EMPHASIS = re.compile(
    r"(?<!\\)(\*{1,3}|`|~~|(?<!\w)__(?=.{1,200}?__(?!\w)))(?=[^\s*_`~])(.{1,200}?)(?<=[^\s\\])\1"
)
_LINK = re.compile(r"(?<!\\)!?\[([^\[\]]*)\]\([^()\s]*\)")
FRONT_MATTER = re.compile(r"\ufeff?\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(title|signed|date)\s*[:：]\s*(.*)")
_DATE = re.compile(
    r"(?:\d{4}|[一二][〇零○一二三四五六七八九]{3})年[\d一二三四五六七八九十]{1,3}月(?:[\d一二三四五六七八九十]{1,3}日)?"
)
_UNIT = re.compile(r".*(?:工会|委员会|联合会|分会|小组|公司|办公室)")
_SENTENCE_MARK = re.compile(r"[，。；：！？、,;:!?]")
_TITLE_CHARS = 60
_SIGNED_CHARS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One line of Markdown: depth 0 is text, 1 to 6 are the signs # of a heading."""

    depth: int
    text: str
    overview: bool = False


def write_markdown(blocks: Sequence[Block]) -> str:
    """`blocks` as Markdown, a blank line between them, ended by a newline; "" for no blocks.

    The title is `#`, its lines parted by `<br>`; headings of level 1 to 4 are `##` to `#####`. Signs that
    Markdown would interpret are escaped, so that every reader shows the text as it is.
    """
    return "\n\n".join(piece for block in blocks for piece in _pieces(block)) + ("\n" if blocks else "")


def blocks_of_markdown(text: str) -> tuple[Block, ...]:
    """The printed blocks of any Markdown or plain text.

    `#` is the title, `##` to `#####` are levels 1 to 4, every other line is a paragraph. Numbers that
    headings carry are kept, missing ones are added. Numbered short lines are headings as well. Rows of
    cells parted by tabs, as Word and Excel put them on the clipboard, are a table. A front matter may give
    title, signed and date; otherwise the last lines are the sign-off where they look like one. Bullets,
    emphasis, rules and code fences lose their signs and keep their words.
    """
    fields, body = _split_front_matter(text)
    lines = [line for line in map(_parse_line, _tabs_to_pipes(body.splitlines())) if line.text]
    title, untitled = _take_title(lines, fields.get("title", ""))
    sign_off, rest = _take_sign_off(untitled, fields)
    blocks: list[Block] = [Title(text=title)] if title else []
    blocks.extend(_numbered(rest))
    return (*blocks, *([sign_off] if sign_off else []))


def _pieces(block: Block) -> Iterator[str]:
    match block:
        case Title(text=text):
            yield "# " + "<br>".join(map(_escape, text.split("\n")))
        case Heading(level=level, text=text):
            yield "#" * (level + 1) + " " + _escape(text)
        case Paragraph(text=text):
            yield _LINE_START.sub(r"\1\\", _escape(text), count=1)
        case Table(caption=caption, rows=rows):
            if caption:
                yield _escape(caption)
            rule = "| " + " | ".join("---" for _ in rows[0]) + " |"
            header, *others = ("| " + " | ".join(map(_escape, row)) + " |" for row in rows)
            yield "\n".join((header, rule, *others))
        case SignOff(signed=signed, date=date):
            yield from map(_escape, filter(None, (signed, date)))


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _unescape(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _split_front_matter(text: str) -> tuple[dict[str, str], str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    match = FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    fields = (_FIELD.fullmatch(line.strip()) for line in match[1].split("\n"))
    found = {
        field[1]: clean_line(field[2].split(" #")[0]).strip("'\"") for field in fields if field is not None
    }
    return found, text[match.end() :]


def _tabs_to_pipes(lines: Sequence[str]) -> Iterator[str]:
    """The lines, rows of tab-separated cells made rows of a pipe table."""
    position = 0
    while position < len(lines):
        end = _end_of_tab_rows(lines, position)
        if end == position:
            yield lines[position]
            position += 1
            continue
        for line in lines[position:end]:
            yield "| " + " | ".join(_escape(clean_line(cell)) for cell in line.split("\t")) + " |"
        position = end


def _end_of_tab_rows(lines: Sequence[str], start: int) -> int:
    """The position behind the rows of a table that begins at `start`, `start` itself when none does.

    It has two rows or more of as many cells, and a header without an empty cell; 1. before a tab is a list.
    """
    header = [clean_line(cell) for cell in lines[start].split("\t")]
    if len(header) < 2 or not all(header) or not strip_numbering(f"{header[0]} "):
        return start
    end = start + 1
    while end < len(lines) and lines[end].count("\t") == len(header) - 1 and lines[end].strip():
        end += 1
    return end if end - start > 1 else start


def _parse_line(raw: str) -> _Line:
    line = clean_line(raw)
    heading = _HEADING.fullmatch(line)
    if heading is not None:
        attributes = heading[3] or ""
        return _Line(
            depth=len(heading[1]),
            text="\n".join(filter(None, map(_plain, _BREAK.split(heading[2])))),
            overview="topic=overview" in attributes.replace(" ", ""),
        )
    if is_table_row(line):
        return _Line(depth=0, text=line)
    if _RULE.fullmatch(line):
        return _Line(depth=0, text="")
    return _Line(depth=0, text=_plain(_BULLET.sub("", line)))


def _plain(marked: str) -> str:
    """`marked` without emphasis, links and escapes."""
    text = _LINK.sub(r"\1", marked)
    return _unescape(_EMPHASIS.sub(r"\2", text)).strip()


def _take_title(lines: Sequence[_Line], given: str) -> tuple[str, Sequence[_Line]]:
    first = next((number for number, line in enumerate(lines) if line.depth == 1), None)
    if first is not None:
        return given or lines[first].text, [*lines[:first], *lines[first + 1 :]]
    opening = lines[0] if lines else None
    if given or opening is None or opening.depth or len(lines) < 2:
        return given, lines
    titled = len(opening.text) <= _TITLE_CHARS and opening.text[-1] not in "。！？；：，、…"
    plain = parse_numbering(opening.text) is None and not is_table_row(opening.text)
    return (opening.text, lines[1:]) if titled and plain else ("", lines)


def _take_sign_off(lines: Sequence[_Line], fields: dict[str, str]) -> tuple[SignOff | None, Sequence[_Line]]:
    signed, date = fields.get("signed", ""), fields.get("date", "")
    if signed or date:
        return SignOff(signed=signed, date=date), lines
    kept = list(lines)
    if kept and kept[-1].depth == 0 and _DATE.fullmatch(kept[-1].text.replace(" ", "")):
        date = kept.pop().text
    if kept and _is_signature(kept[-1], dated=bool(date)):
        signed = kept.pop().text
    return (SignOff(signed=signed, date=date), kept) if signed or date else (None, lines)


def _is_signature(line: _Line, *, dated: bool) -> bool:
    if line.depth or gbt9704.width_chars(line.text) > _SIGNED_CHARS or _SENTENCE_MARK.search(line.text):
        return False
    if is_table_row(line.text) or parse_numbering(line.text) is not None:
        return False
    return dated or _UNIT.fullmatch(line.text) is not None


def _numbered(lines: Sequence[_Line]) -> Iterator[Block]:
    """Blocks with every heading numbered; counters go on from a number found and restart below a heading."""
    counters = [0] * (gbt9704.HEADING_LEVELS + 1)
    texts = ["" if line.depth else line.text for line in lines]
    # Where # marks the sections, a plain 一、 is part of their text.
    shallowest = 2 if any(line.depth for line in lines) else 1
    position = 0
    while position < len(lines):
        line = lines[position]
        table, end = table_at(texts, position)
        position = end
        if table is not None:
            yield replace(table, rows=tuple(tuple(map(_plain, row)) for row in table.rows))
        elif line.depth:
            if not line.overview:
                yield _heading(
                    line.text.replace("\n", ""), min(max(line.depth - 1, 1), gbt9704.HEADING_LEVELS), counters
                )
        elif (numbering := heading_numbering(line.text)) is not None and numbering.level >= shallowest:
            yield _heading(line.text, numbering.level, counters)
        else:
            yield Paragraph(text=line.text)


def _heading(text: str, level: int, counters: list[int]) -> Heading:
    numbering = parse_numbering(text)
    kept = numbering is not None and numbering.end < len(text)
    counters[level] = numbering.number if kept and numbering is not None else counters[level] + 1
    counters[level + 1 :] = [0] * (len(counters) - level - 1)
    if kept and numbering is not None:
        return Heading(level=level, text=text[: numbering.end].rstrip() + text[numbering.end :])
    return Heading(level=level, text=format_numbering(level, counters[level]) + text)
