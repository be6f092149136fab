"""Blocks as the WordprocessingML of a document's body."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple
from xml.sax.saxutils import escape

from summarizer.export import docx_parts as parts
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
    lead_sentence_end,
)
from summarizer.export.fonts import Typefaces, rare_characters, substitute_face
from summarizer.export.layout import split_at_attachments, split_ending
from summarizer.export.lengths import Length, Twips
from summarizer.export.pagination import sign_off_may_stand_alone
from summarizer.export.title_lines import break_title

# All that XML 1.0 does not allow, lone surrogates included.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_KEEP = "<w:keepNext/>"
_BLANK_LINE = f"<w:p><w:pPr>{_KEEP}</w:pPr></w:p>"
_HINT = '<w:rFonts w:hint="eastAsia"/>'
# At either side of a cell's text.
_CELL_MARGIN = Twips(108)
_THIN_MARGIN = Twips(28)
_CELL_SLACK_CHARS = 0.25
_GAP = re.compile("(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u3400-\u9fff])")
_GAP_CHARS = 0.25
# Text of this width may wrap before the whole table is set smaller.
_WRAPPED_CELL_CHARS = 8.0
# A longer list is text enough to stand above a sign-off.
_CHAINED_NAMES = 8


def legal(text: str) -> str:
    """`text` without the characters XML forbids."""
    return _ILLEGAL.sub("", text)


def body_xml(blocks: Sequence[Block], typefaces: Typefaces, *, lines_per_page: int, keeps_text: bool) -> str:
    """`w:body` with `blocks` in order, without the properties of its section.

    Args:
        blocks: what to print; what XML forbids is left out.
        typefaces: the fonts of the styles, for characters these lack.
        lines_per_page: those the page has room for.
        keeps_text: whether, where in doubt, the last paragraph goes along with the sign-off.
    """
    writer = _Writer(typefaces, lines_per_page, keeps_text)
    return f"<w:body {parts.NAMESPACE}>{''.join(writer.pieces(blocks))}</w:body>"


def run(text: str, *, properties: str = _HINT) -> str:
    """A run of `text`; the properties must ask that “ ” … — be drawn by the Chinese font."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(legal(text))}</w:t></w:r>'


class _Columns(NamedTuple):
    """Size of the text, margin at its sides, widths in twips, and which columns are set flush left."""

    size: Length
    margin: Length
    widths: Sequence[int]
    lefts: Sequence[bool]


@dataclass(frozen=True, slots=True)
class _Writer:
    typefaces: Typefaces
    lines_per_page: int
    keeps_text: bool

    def pieces(self, blocks: Sequence[Block]) -> Iterator[str]:
        main, pages = split_at_attachments(blocks)
        text, tail = split_ending(main)
        # 7.3.5.5: where needed the text goes along with the sign-off; Word takes two lines, LibreOffice all.
        alone = self.keeps_text and sign_off_may_stand_alone(
            text, ending=tail, lines_per_page=self.lines_per_page
        )
        ending = f"{_KEEP}<w:widowControl/>" if alone and tail else ""
        for number, block in enumerate(text, start=1):
            yield from self._block(block, ending=ending if number == len(text) else "")
        for number, block in enumerate(tail, start=1):
            yield from self._block(block, goes_on=number < len(tail))
        for block in pages:
            yield from self._block(block)

    def _block(self, block: Block, *, ending: str = "", goes_on: bool = False) -> Iterator[str]:
        """The paragraphs of `block`.

        Args:
            block: what to print.
            ending: properties of the last lines above a sign-off.
            goes_on: whether a sign-off below must stay on the same page.
        """
        faces = self.typefaces
        match block:
            case Title(text=text):
                yield self._title(text, parts.TITLE)
                yield _BLANK_LINE
            case Heading(level=level, text=text):
                yield _paragraph(_runs(text, faces.heading(level)), style=parts.heading_style(level))
            case Paragraph(text=text):
                yield _paragraph(self._sentence_runs(text), layout=ending)
            case Table():
                yield from self._table(block, ending=ending)
            case Recipient(text=text):
                yield _paragraph(_runs(text, faces.body), style=parts.RECIPIENT)
            case AttachmentNote(lines=lines):
                yield from self._note(lines, keep=_KEEP if goes_on else "")
            case AttachmentPage(label=label, title=title):
                yield _paragraph(_runs(label, faces.level1), style=parts.ATTACHMENT_LABEL)
                yield from self._attachment_title(title)
            case SignOff():
                yield from self._sign_off(block)

    def _title(self, text: str, style: str) -> str:
        lines = break_title(text, width=gbt9704.TITLE_CHARS_PER_LINE)
        face = self.typefaces.title
        return _paragraph("<w:r><w:br/></w:r>".join(_runs(line, face) for line in lines), style=style)

    def _attachment_title(self, title: str) -> Iterator[str]:
        # 7.3.7: the title stands on the third line.
        yield _BLANK_LINE
        if title:
            yield self._title(title, parts.ATTACHMENT_TITLE)
            yield _BLANK_LINE

    def _sentence_runs(self, text: str) -> str:
        end = lead_sentence_end(text)
        lead = _runs(text[:end], self.typefaces.level2, style=parts.LEAD_SENTENCE)
        return lead + _runs(text[end:], self.typefaces.body)

    def _note(self, lines: Sequence[str], *, keep: str) -> Iterator[str]:
        """附件说明 (7.3.4): numbers below each other, lines that run on below the name's first character."""
        yield _BLANK_LINE
        mark = gbt9704.ATTACHMENT_MARK_CHARS
        number = gbt9704.ATTACHMENT_NUMBER_CHARS if len(lines) > 1 else 0
        for position, line in enumerate(lines):
            # Two-digit numbers are wider by half a 字.
            digits = max(0, len(str(position + 1)) - 1) / 2 if number else 0
            left = gbt9704.BODY_INDENT_CHARS + mark + number + digits
            hanging = number + digits + (0 if position else mark)
            kept = keep if len(lines) <= _CHAINED_NAMES or position == len(lines) - 1 else ""
            runs = _runs(line, self.typefaces.body)
            yield _paragraph(runs, style=parts.ATTACHMENT_NOTE, layout=kept + _hanging(left, hanging))

    def _sign_off(self, block: SignOff) -> Iterator[str]:
        indents = gbt9704.sign_off_indents(block.signed, block.date, seal=block.seal)
        blanks = gbt9704.SIGN_OFF_SEAL_BLANK_LINES if block.seal else gbt9704.SIGN_OFF_BLANK_LINES
        yield _BLANK_LINE * blanks
        body = self.typefaces.body
        if block.signed:
            keep = _KEEP if block.date else ""
            runs = _runs(block.signed, body)
            yield _paragraph(runs, style=parts.SIGN_OFF, layout=keep + _left(indents.signed))
        if block.date:
            # Room at the right, because LibreOffice widens dates: 日 must not fall into a line of its own.
            layout = _left(indents.date, right=-2)
            yield _paragraph(_runs(block.date, body), style=parts.SIGN_OFF, layout=layout)

    def _table(self, table: Table, *, ending: str) -> Iterator[str]:
        if table.caption:
            yield _paragraph(_runs(table.caption, self.typefaces.level1), style=parts.CAPTION)
        size, margin, widths, lefts = _columns(table.rows)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        last = len(table.rows) - 1
        header = [parts.table_text_style(size, header=True)] * len(widths)
        below = [parts.table_text_style(size, left=left) for left in lefts]
        rows = "".join(
            self._row(row, widths, below if number else header, repeats=not number, layout=layout)
            for number, row in enumerate(table.rows)
            # The header must not stand alone at the foot of a page, nor the sign-off at the head of the next.
            for layout in [ending if number == last else "" if number else _KEEP]
        )
        sides = "".join(f'<w:{side} w:w="{margin.twips}" w:type="dxa"/>' for side in ("left", "right"))
        title = f'<w:tblCaption w:val="{escape(legal(table.caption), {chr(34): "&quot;"})}"/>'
        yield (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{parts.TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
            f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>{sides}</w:tblCellMar>'
            f'<w:tblLook w:val="0020" w:firstRow="1"/>{title if table.caption else ""}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(
        self, row: Sequence[str], widths: Sequence[int], styles: Sequence[str], *, repeats: bool, layout: str
    ) -> str:
        repeated = "<w:tblHeader/>" if repeats else ""
        face = self.typefaces.level1 if repeats else self.typefaces.body
        # At least a line of text, so that rows breathe and short tables stay on the grid.
        height = f'<w:trHeight w:val="{gbt9704.LINE_PITCH.twips}" w:hRule="atLeast"/>'
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
            f"{_paragraph(_runs(cell, face), style=style, layout=layout)}</w:tc>"
            for cell, width, style in zip(row, widths, styles, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _columns(rows: Sequence[Sequence[str]]) -> _Columns:
    """The largest size at which all columns fit, long cells wrapped, else the smallest with thin margins.

    The widths fill the 版心. Where the longest cells do not fit side by side, the widest columns give way.
    """
    longest = [max(map(_cell_chars, column)) for column in zip(*rows, strict=True)]
    total = gbt9704.TEXT_WIDTH.twips
    smallest = gbt9704.TABLE_SIZES[-1]
    for size, margin in (*((size, _CELL_MARGIN) for size in gbt9704.TABLE_SIZES), (smallest, _THIN_MARGIN)):
        wrapped = [_cell_twips(min(chars, _WRAPPED_CELL_CHARS), size, margin) for chars in longest]
        if sum(wrapped) <= total:
            break
    natural = [_cell_twips(chars, size, margin) for chars in longest]
    cap = _largest_width(natural, total)
    edges = [0.0, *accumulate(min(width, cap) for width in natural)]
    widths = [
        round(right / edges[-1] * total) - round(left / edges[-1] * total) for left, right in pairwise(edges)
    ]
    # Cells of more than a line read better flush left.
    lefts = [
        any(_cell_twips(_cell_chars(cell), size, margin) > width + 1 for cell in column[1:])
        for column, width in zip(zip(*rows, strict=True), widths, strict=True)
    ]
    return _Columns(size, margin, widths, lefts)


def _cell_chars(text: str) -> float:
    """The width of `text` in 字, with the gaps LibreOffice leaves between 汉字 and digits."""
    return gbt9704.width_chars(text) + _GAP_CHARS * len(_GAP.findall(text))


def _cell_twips(chars: float, size: Length, margin: Length) -> float:
    """The width of a cell with `chars` 字 in one line."""
    return (max(chars, 1.0) + _CELL_SLACK_CHARS) * size.twips + 2 * margin.twips


def _largest_width(widths: Sequence[float], total: float) -> float:
    """What the widest columns must keep to so that all columns fit into `total`."""
    left, room = sorted(widths), total
    while left and left[0] <= room / len(left):
        room -= left.pop(0)
    return room / len(left) if left else max(widths)


def _left(count: float, *, right: float = 0) -> str:
    indents = f'w:left="{gbt9704.chars(count).twips}" w:right="{gbt9704.chars(right).twips}"'
    return f'<w:ind {indents} w:firstLineChars="0" w:firstLine="0"/>'


def _hanging(left: float, hanging: float) -> str:
    indents = f'w:left="{gbt9704.chars(left).twips}" w:hanging="{gbt9704.chars(hanging).twips}"'
    return f'<w:ind {indents} w:firstLineChars="0"/>'


def _paragraph(runs: str, *, style: str = parts.BODY, layout: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style != parts.BODY else ""
    return f"<w:p><w:pPr>{named}{layout}</w:pPr>{runs}</w:p>"


def _runs(text: str, face: str, *, style: str = "") -> str:
    """`text` in as few runs as its characters allow; those `face` lacks name the font that has them."""
    if not text:
        return ""
    substitute = substitute_face(face)
    rare = rare_characters(text) if substitute else frozenset()
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    if not rare:
        return run(text, properties=named + _HINT)
    fonts = named + parts.run_fonts(substitute)
    # Odd pieces are those in the group of the pattern.
    pieces = re.split(f"([{''.join(map(re.escape, rare))}]+)", text)
    return "".join(
        run(piece, properties=fonts if number % 2 else named + _HINT)
        for number, piece in enumerate(pieces)
        if piece
    )
