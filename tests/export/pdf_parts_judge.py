"""Measures what only official documents have on their pages: 主送机关, 段首句, 附件 and tables."""

import re
from collections.abc import Iterator, Sequence

from pdf_judge import LEFT_MM, PITCH_MM, RIGHT_MM, TOP_MM, Fault, PrintedLine, PrintedPage

from summarizer.export.blocks import Block, Heading, Paragraph, Recipient, Table, lead_sentence_end
from summarizer.export.fonts import rare_characters

_LABEL = re.compile(r"附件\d*")


def split_attachments(
    pages: Sequence[PrintedPage],
) -> tuple[Sequence[PrintedPage], Sequence[PrintedPage]]:
    """The pages of the document itself, and those from the first that begins with 附件."""
    first = next((at for at, page in enumerate(pages) if _begins_attachment(page)), len(pages))
    return pages[:first], pages[first:]


def text_faults(pages: Sequence[PrintedPage], blocks: Sequence[Block]) -> Iterator[Fault]:
    """Blocks whose text is not on paper, spaces apart."""
    printed = "".join(line.text for page in pages for line in page.lines)
    for block in blocks:
        if isinstance(block, Heading | Paragraph | Recipient):
            text = "".join(block.text.split())
            if text not in printed:
                yield Fault(rule="lost text", page=0, seen=text[:12])


def recipient_faults(pages: Sequence[PrintedPage], recipient: str) -> Iterator[Fault]:
    """主送机关 stands flush left, a blank line below the title (7.3.2)."""
    lines = pages[0].lines
    at = next((number for number, line in enumerate(lines) if line.text == recipient), None)
    if at is None or not at:
        yield Fault(rule="recipient", page=1, seen="missing")
        return
    if abs(lines[at].indent_chars) > 0.2:
        yield Fault(rule="recipient", page=1, seen=f"{lines[at].indent_chars:.2f} 字")
    steps = (lines[at].middle_mm - lines[at - 1].middle_mm) / PITCH_MM
    if abs(steps - 2) > 0.15:
        yield Fault(rule="recipient distance", page=1, seen=f"{steps:.2f} lines below the title")


def lead_faults(pages: Sequence[PrintedPage], blocks: Sequence[Block]) -> Iterator[Fault]:
    """（一） with its sentence is drawn in another face than the text behind it."""
    lines = [line for page in pages for line in page.lines]
    for block in blocks:
        if not isinstance(block, Paragraph) or not lead_sentence_end(block.text):
            continue
        if rare_characters(block.text):
            continue
        head = block.text[:6]
        line = next((one for one in lines if one.text.startswith(head)), None)
        body = next((one for one in lines if block.text.endswith(one.text)), None)
        if line is None or (body is not None and line.first_font == body.font):
            yield Fault(rule="lead sentence face", page=0, seen=head)


def note_faults(pages: Sequence[PrintedPage], names: Sequence[str]) -> Iterator[Fault]:
    """附件说明 (7.3.4): a blank line below the text, two 字 in, names and their lines below each other."""
    page = next((one for one in pages if any(line.text.startswith("附件：") for line in one.lines)), None)
    if page is None:
        yield Fault(rule="attachment note", page=0, seen="missing")
        return
    first = next(number for number, line in enumerate(page.lines) if line.text.startswith("附件："))
    if first:
        steps = (page.lines[first].middle_mm - page.lines[first - 1].middle_mm) / PITCH_MM
        if abs(steps - 2) > 0.15:
            yield Fault(rule="attachment note distance", page=page.number, seen=f"{steps:.2f} lines")
    yield from _note_line_faults(page, page.lines[first:], names)


def note_lines(pages: Sequence[PrintedPage], names: Sequence[str]) -> list[str]:
    """The printed lines of the 附件说明, whose indents are its own."""
    words = "".join(names)
    return [
        line.text
        for page in pages
        for line in page.lines
        if line.text.startswith("附件：") or re.sub(r"^\d+[.]", "", line.text) in words
    ]


def attachment_faults(pages: Sequence[PrintedPage], titles: Sequence[str]) -> Iterator[Fault]:
    """附件1 at the head of a page of its own, flush left in 黑体; the title centred on line 3 (7.3.7)."""
    heads = [page for page in pages if _begins_attachment(page)]
    if len(heads) != len(titles):
        yield Fault(rule="attachment page", page=0, seen=f"{len(heads)} of {len(titles)}")
        return
    for page in heads:
        label = page.lines[0]
        title_lines = [line for line in page.lines if line.is_title]
        body = [line.font for line in page.lines if line.is_body and line is not label]
        if abs(label.indent_chars) > 0.2 or abs(label.middle_mm - PITCH_MM / 2 - TOP_MM) > 1.5:
            yield Fault(rule="attachment label", page=page.number, seen=f"{label.indent_chars:.2f} 字")
        if label.font in body:
            yield Fault(rule="attachment label face", page=page.number, seen=label.font)
        if not title_lines:
            yield Fault(rule="attachment title", page=page.number, seen="missing")
            continue
        line = 1 + (title_lines[0].middle_mm - label.middle_mm) / PITCH_MM
        if abs(line - 3) > 0.2:
            yield Fault(rule="attachment title", page=page.number, seen=f"on line {line:.2f}")
        for one in title_lines:
            if abs(one.left_mm + one.right_mm - LEFT_MM - RIGHT_MM) > 3:
                yield Fault(rule="attachment title centre", page=page.number, seen=one.text[:8])


def table_faults(pages: Sequence[PrintedPage], table: Table) -> Iterator[Fault]:
    """Rules within the 版心, the header first on every page, every row once and whole."""
    header, *rows = ("".join("".join(row).split()) for row in table.rows)
    seen: list[str] = []
    for page in pages:
        for left, right in page.rules_mm:
            if left < LEFT_MM - 0.6 or right > RIGHT_MM + 0.6:
                yield Fault(rule="table width", page=page.number, seen=f"{left:.1f}–{right:.1f} mm")
                break
        cells = [line.text for line in page.lines if not (line.is_body or line.is_title)]
        if cells and cells[0] != header:
            yield Fault(rule="table header", page=page.number, seen=cells[0])
        seen += [text for text in cells if text != header]
    if seen != rows:
        yield Fault(rule="table rows", page=0, seen=f"{len(seen)} of {len(rows)}")


def _begins_attachment(page: PrintedPage) -> bool:
    return bool(page.lines) and _LABEL.fullmatch(page.lines[0].text) is not None


def _note_line_faults(
    page: PrintedPage, lines: Sequence[PrintedLine], names: Sequence[str]
) -> Iterator[Fault]:
    numbered = len(names) > 1
    rest, number = "", 0
    for line in lines:
        if number == len(names) and not rest:
            return
        if not rest:
            rest = f"{number + 1}.{names[number]}" if numbered else names[number]
            wanted = 5.0 if number else 2.0
            text = line.text if number else line.text.removeprefix("附件：")
            number += 1
        else:
            wanted, text = (6.0 if numbered else 5.0), line.text
        if abs(line.indent_chars - wanted) > 0.2 or not rest.startswith(text):
            yield Fault(
                rule="attachment note indent",
                page=page.number,
                seen=f"{line.indent_chars:.2f} 字: {text[:8]}",
            )
            return
        rest = rest[len(text) :]
