"""Blocks as what the clipboard carries to Word and WPS: HTML that keeps the official layout, and plain text.

Both programs read inline styles, and Word's own `mso-` properties for what CSS cannot say. Only the first
family of a list counts there, so fonts are named alone. Page size and margins do not travel with a paste;
nothing here depends on them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from summarizer.domain import Document
from summarizer.export import gbt9704
from summarizer.export.blocks import (
    AttachmentNote,
    AttachmentPage,
    Block,
    Heading,
    Paragraph,
    Recipient,
    SignOff,
    Table,
    Title,
    body_blocks,
    lead_sentence_end,
    printed_heading,
)
from summarizer.export.fonts import FontSet, Typefaces, rare_characters, substitute_face
from summarizer.export.lengths import Length
from summarizer.export.plain_text import write_text
from summarizer.export.title_lines import break_title
from summarizer.text.characters import count_chars
from summarizer.text.numbering import format_numbering

_HEAD: Final = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">'
    '<head><meta charset="utf-8"></head><body lang="ZH-CN"><!--StartFragment-->'
)
_TAIL: Final = "<!--EndFragment--></body></html>"
# All that HTML forbids as a character, lone surrogates included.
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BLANK: Final = "&nbsp;"
_LINES: Final = (
    f"margin:0pt;line-height:{gbt9704.LINE_PITCH.pt:g}pt;mso-line-height-rule:exactly;text-autospace:none"
)
_INDENT: Final = (
    f"text-indent:{gbt9704.BODY_INDENT_CHARS * gbt9704.BODY_SIZE.pt:g}pt;"
    f"mso-char-indent-count:{gbt9704.BODY_INDENT_CHARS:.1f};text-align:justify;text-justify:inter-ideograph"
)
_TRACKING: Final = f"letter-spacing:{gbt9704.BODY_TRACKING.pt:g}pt"
_TABLE: Final = "border-collapse:collapse;width:100%;mso-table-layout-alt:fixed"
_CELL: Final = "border:solid windowtext .5pt;padding:0 5.4pt;vertical-align:middle"
_CELL_LINES: Final = "margin:0;text-align:center;text-autospace:none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Clipping:
    """What one press of 复制 puts on the clipboard.

    Attributes:
        html: a whole HTML page, its fragment marked as Windows expects.
        text: the same words for programs that take no HTML, lines ended by CR LF.
        length_chars: 字 in it, as Word counts them.
    """

    html: str
    text: str
    length_chars: int


def clip_blocks(blocks: Sequence[Block], *, fonts: FontSet = FontSet.STANDARD) -> Clipping:
    """`blocks` for the clipboard, laid out per GB/T 9704-2012 like the .docx; empty for no blocks."""
    text = write_text(blocks)
    fragment = "".join(piece for block in blocks for piece in _pieces(block, fonts.typefaces))
    return Clipping(
        html=f"{_HEAD}{fragment}{_TAIL}" if fragment else "",
        text=text.replace("\n", "\r\n"),
        length_chars=count_chars(text),
    )


def section_blocks(document: Document, section_id: str) -> tuple[Block, ...]:
    """The printed blocks of one section, its heading numbered as in the whole; () while it has no text.

    Raises:
        KeyError: the document has no such section.
    """
    section = document.section(section_id)
    body = body_blocks(section.text)
    heading = printed_heading(section)
    if not body or not heading:
        return body
    headed = [one.id for one in document.sections if printed_heading(one)]
    number = headed.index(section_id) + 1
    return (Heading(level=1, text=format_numbering(1, number) + heading), *body)


def _pieces(block: Block, faces: Typefaces) -> Iterator[str]:
    match block:
        case Title(text=text):
            yield _title(text, faces)
            yield _blank_line(faces)
        case Heading(level=level, text=text):
            layout = f"{_INDENT};mso-outline-level:{level};page-break-after:avoid;{_TRACKING}"
            yield _paragraph(
                _spans(text, faces.heading(level)), faces.heading(level), layout, tag=f"h{level}"
            )
        case Paragraph(text=text):
            end = lead_sentence_end(text)
            content = _spans(text[:end], faces.level2) + _spans(text[end:], faces.body)
            yield _paragraph(content, faces.body, f"{_INDENT};{_TRACKING}")
        case Table():
            yield from _table_pieces(block, faces)
        case Recipient(text=text):
            yield _paragraph(_spans(text, faces.body), faces.body, f"text-align:justify;{_TRACKING}")
        case AttachmentNote(lines=lines):
            yield _blank_line(faces)
            yield from (_note_line(line, at, len(lines), faces) for at, line in enumerate(lines))
        case AttachmentPage(label=label, title=title):
            yield _paragraph(_spans(label, faces.level1), faces.level1, "page-break-before:always")
            yield _blank_line(faces)
            if title:
                yield _title(title, faces)
                yield _blank_line(faces)
        case SignOff():
            yield from _sign_off(block, faces)


def _title(text: str, faces: Typefaces) -> str:
    lines = break_title(text, width=gbt9704.TITLE_CHARS_PER_LINE)
    spans = (_spans(line, faces.title, gbt9704.TITLE_SIZE) for line in lines)
    return _paragraph("<br>".join(spans), faces.title, "text-align:center", size=gbt9704.TITLE_SIZE)


def _note_line(line: str, position: int, count: int, faces: Typefaces) -> str:
    """A line of the 附件说明 (7.3.4): what runs on stands below the first character of the name."""
    number = gbt9704.ATTACHMENT_NUMBER_CHARS if count > 1 else 0
    hanging = number + (0 if position else gbt9704.ATTACHMENT_MARK_CHARS)
    left = gbt9704.BODY_INDENT_CHARS + gbt9704.ATTACHMENT_MARK_CHARS + number
    size = gbt9704.BODY_SIZE.pt
    layout = f"margin-left:{left * size:g}pt;text-indent:-{hanging * size:g}pt;{_TRACKING}"
    return _paragraph(_spans(line, faces.body), faces.body, layout)


def _sign_off(block: SignOff, faces: Typefaces) -> Iterator[str]:
    blanks = gbt9704.SIGN_OFF_SEAL_BLANK_LINES if block.seal else gbt9704.SIGN_OFF_BLANK_LINES
    yield _blank_line(faces) * blanks
    indents = gbt9704.sign_off_indents(block.signed, block.date, seal=block.seal)
    for line, left in ((block.signed, indents.signed), (block.date, indents.date)):
        if line:
            yield _paragraph(_spans(line, faces.body), faces.body, _right(line, left))


def _table_pieces(table: Table, faces: Typefaces) -> Iterator[str]:
    if table.caption:
        layout = "text-align:center;page-break-after:avoid"
        yield _paragraph(_spans(table.caption, faces.level1), faces.level1, layout)
    header = _row(table.rows[0], faces.level1)
    others = "".join(_row(row, faces.body) for row in table.rows[1:])
    yield (
        f'<table border="1" cellspacing="0" cellpadding="0" style="{_TABLE}">'
        f"<thead>{header}</thead><tbody>{others}</tbody></table>"
    )


def _row(row: Sequence[str], face: str) -> str:
    cells = (
        f'<td style="{_CELL}"><p class="MsoNormal" style="{_CELL_LINES}">'
        f"{_spans(cell, face, gbt9704.TABLE_SIZE)}</p></td>"
        for cell in row
    )
    return f'<tr style="page-break-inside:avoid">{"".join(cells)}</tr>'


def _right(line: str, left: float) -> str:
    """Right-aligned with the blank the standard leaves: unlike a left indent, true on pages of any width."""
    blank = max(0.0, gbt9704.CHARS_PER_LINE - left - gbt9704.width_chars(line))
    return f"text-align:right;margin-right:{gbt9704.chars(blank).pt:.2f}pt"


def _blank_line(faces: Typefaces) -> str:
    return _paragraph(_span(_BLANK, faces.body, gbt9704.BODY_SIZE), faces.body, "")


def _paragraph(
    spans: str, face: str, layout: str, *, size: Length = gbt9704.BODY_SIZE, tag: str = "p"
) -> str:
    """A paragraph; its own font is that of its mark, in which a person types on."""
    kind = ' class="MsoNormal"' if tag == "p" else ""
    style = ";".join(filter(None, (_LINES, layout, _font(face, size))))
    return f'<{tag}{kind} style="{style}">{spans}</{tag}>'


def _spans(text: str, face: str, size: Length = gbt9704.BODY_SIZE) -> str:
    """`text` in spans; characters `face` lacks (镕, 〇) name the font that has them."""
    substitute = substitute_face(face)
    rare = rare_characters(text) if substitute else frozenset()
    if not rare:
        return _span(_escape(text), face, size) if text else ""
    # Odd pieces are those in the group of the pattern.
    pieces = re.split(f"([{''.join(map(re.escape, rare))}]+)", text)
    return "".join(
        _span(_escape(piece), substitute if number % 2 else face, size)
        for number, piece in enumerate(pieces)
        if piece
    )


def _span(content: str, face: str, size: Length) -> str:
    return f'<span lang="ZH-CN" style="{_font(face, size)}">{content}</span>'


def _font(face: str, size: Length) -> str:
    return (
        f"font-family:'{face}';mso-fareast-font-family:'{face}';mso-ascii-font-family:'{face}';"
        f"mso-hansi-font-family:'{face}';font-size:{size.pt:g}pt;font-weight:normal;color:#000000;"
        "mso-font-kerning:0pt"
    )


def _escape(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))
