"""Blocks as a .docx laid out per GB/T 9704-2012; what every number means stands in `gbt9704`."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from summarizer.export import docx_parts as parts
from summarizer.export import gbt9704
from summarizer.export.blocks import Block, Heading, Paragraph, SignOff, Table, Title
from summarizer.export.fonts import FontSet
from summarizer.export.pagination import sign_off_may_stand_alone
from summarizer.export.title_lines import break_title

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import _Footer

_KEPT_PARTS = frozenset({RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS})
_KEPT_PACKAGE_PARTS = frozenset({RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES})
# All that XML 1.0 does not allow, lone surrogates included.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANK_LINE = "<w:p><w:pPr><w:keepNext/></w:pPr></w:p>"
_CELL_PADDING_CHARS = 1.0
_WIDEST_CELL_CHARS = 16.0


def write_docx(
    blocks: Sequence[Block],
    *,
    fonts: FontSet = FontSet.STANDARD,
    author: str = "",
    created: datetime | None = None,
) -> bytes:
    """The bytes of a .docx with `blocks` in order.

    Args:
        blocks: what to print; text may hold any character, those XML forbids are left out.
        fonts: the fonts named; none are embedded.
        author: whom the document's properties name.
        created: the time stamped into the properties; now when None.
    """
    document = docx.Document()
    _replace_parts(document, fonts)
    _replace_children(document.element.body, _body_xml(blocks), keep_last=True)
    _lay_out_section(document)
    title = next((block.text for block in blocks if isinstance(block, Title)), "")
    _set_properties(document, title.replace("\n", ""), author, created or datetime.now(UTC))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _replace_parts(document: "WordDocument", fonts: FontSet) -> None:
    _drop_relations(document.part.rels, _KEPT_PARTS)
    package = document.part.package
    _drop_relations(package.rels, _KEPT_PACKAGE_PARTS)
    _replace_children(document.styles.element, parts.styles_xml(fonts.typefaces))
    _replace_children(document.settings.element, parts.settings_xml())
    font_table = Part(
        PackURI("/word/fontTable.xml"),
        CONTENT_TYPE.WML_FONT_TABLE,
        parts.font_table_xml(fonts.typefaces).encode(),
        package,
    )
    document.part.relate_to(font_table, RELATIONSHIP_TYPE.FONT_TABLE)


def _drop_relations(relations: "dict[str, Any]", kept: frozenset[str]) -> None:
    for relation_id in [key for key, relation in relations.items() if relation.reltype not in kept]:
        del relations[relation_id]


def _replace_children(element: "BaseOxmlElement", xml: str, *, keep_last: bool = False) -> None:
    element[:] = element[-1:] if keep_last else []
    for position, child in enumerate(list(parse_xml(xml))):
        # Moving a tree takes libxml2 time by the square of its size: a long table moves row by row.
        grandchildren = list(child)
        child[:] = []
        element.insert(position, child)
        child.extend(grandchildren)


def _lay_out_section(document: "WordDocument") -> None:
    section = document.sections[0]
    geometry = (
        f'<w:pgSz w:w="{gbt9704.PAGE_WIDTH.twips}" w:h="{gbt9704.PAGE_HEIGHT.twips}"/>'
        f'<w:pgMar w:top="{gbt9704.MARGIN_TOP.twips}" w:right="{gbt9704.MARGIN_RIGHT.twips}" '
        f'w:bottom="{gbt9704.MARGIN_BOTTOM.twips}" w:left="{gbt9704.MARGIN_LEFT.twips}" '
        f'w:header="{gbt9704.HEADER_DISTANCE.twips}" w:footer="{gbt9704.FOOTER_DISTANCE.twips}" '
        'w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{gbt9704.LINE_PITCH.twips}"/>'
    )
    _replace_children(document.element.body.sectPr, f"<w:sectPr {parts.NAMESPACE}>{geometry}</w:sectPr>")
    _write_footer(section.footer, align="right")
    _write_footer(section.even_page_footer, align="left")


def _write_footer(footer: "_Footer", *, align: str) -> None:
    footer.is_linked_to_previous = False
    # One run per part of the field: with all in one LibreOffice forgets the size of the digits.
    pieces = (
        _run("— "),
        _field("begin"),
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
        _field("separate"),
        _run("1"),
        _field("end"),
        _run(" —"),
    )
    paragraph = (
        f'<w:p><w:pPr><w:pStyle w:val="{parts.FOOTER}"/>'
        f'<w:ind w:{align}="{gbt9704.PAGE_NUMBER_BLANK.twips}" w:firstLineChars="0" w:firstLine="0"/>'
        f'<w:jc w:val="{align}"/></w:pPr>{"".join(pieces)}</w:p>'
    )
    _replace_children(footer.part.element, f"<w:ftr {parts.NAMESPACE}>{paragraph}</w:ftr>")


def _set_properties(document: "WordDocument", title: str, author: str, created: datetime) -> None:
    properties = document.core_properties
    # The schema of core properties allows 255 characters.
    properties.title, properties.author = _legal(title)[:255], _legal(author)[:255]
    properties.last_modified_by, properties.comments = _legal(author)[:255], ""
    properties.language = "zh-CN"
    properties.created = properties.modified = created.astimezone(UTC).replace(tzinfo=None)


def _body_xml(blocks: Sequence[Block]) -> str:
    last = next((number for number, block in enumerate(blocks) if isinstance(block, SignOff)), 0) - 1
    # 7.3.5.5: where needed the text goes along with the sign-off; Word takes two lines, LibreOffice all.
    keep = "<w:keepNext/>" if last >= 0 and sign_off_may_stand_alone(blocks[: last + 1]) else ""
    written = "".join(
        piece
        for number, block in enumerate(blocks)
        for piece in _block_xml(block, ending=f"{keep}<w:widowControl/>" if number == last else "")
    )
    return f"<w:body {parts.NAMESPACE}>{written}</w:body>"


def _block_xml(block: Block, *, ending: str) -> Iterator[str]:
    """The paragraphs of `block`; `ending` are properties for the last lines above a sign-off."""
    match block:
        case Title(text=text):
            lines = break_title(text, width=gbt9704.TITLE_CHARS_PER_LINE)
            yield _paragraph("<w:r><w:br/></w:r>".join(map(_run, lines)), style=parts.TITLE)
            yield _BLANK_LINE
        case Heading(level=level, text=text):
            yield _paragraph(_run(text), style=parts.heading_style(level))
        case Paragraph(text=text):
            yield _paragraph(_run(text), layout=ending)
        case Table():
            yield from _table_xml(block, ending=ending)
        case SignOff(signed=signed, date=date):
            yield _BLANK_LINE
            yield from _sign_off_xml(signed, date)


def _sign_off_xml(signed: str, date: str) -> Iterator[str]:
    indents = gbt9704.sign_off_indents(signed, date)
    if signed:
        keep = "<w:keepNext/>" if date else ""
        yield _paragraph(_run(signed), style=parts.SIGN_OFF, layout=keep + _left(indents.signed))
    if date:
        # Room at the right, because LibreOffice widens dates: 日 must not fall into a line of its own.
        yield _paragraph(_run(date), style=parts.SIGN_OFF, layout=_left(indents.date, right=-2))


def _left(count: float, *, right: float = 0) -> str:
    indents = f'w:left="{gbt9704.chars(count).twips}" w:right="{gbt9704.chars(right).twips}"'
    return f'<w:ind {indents} w:firstLineChars="0" w:firstLine="0"/>'


def _table_xml(table: Table, *, ending: str) -> Iterator[str]:
    if table.caption:
        yield _paragraph(_run(table.caption), style=parts.CAPTION)
    widths = _column_twips(table.rows)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    last = len(table.rows) - 1
    rows = "".join(
        _row_xml(row, widths, header=number == 0, ending=ending if number == last else "")
        for number, row in enumerate(table.rows)
    )
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{parts.TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row_xml(row: Sequence[str], widths: Sequence[int], *, header: bool, ending: str) -> str:
    repeated = "<w:tblHeader/>" if header else ""
    # At least a line of text, so that rows breathe and short tables stay on the grid.
    height = f'<w:trHeight w:val="{gbt9704.LINE_PITCH.twips}" w:hRule="atLeast"/>'
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f"{_paragraph(_run(cell), style=parts.TABLE_TEXT, layout=ending)}</w:tc>"
        for cell, width in zip(row, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _column_twips(rows: Sequence[Sequence[str]]) -> list[int]:
    """Widths that share the 版心 after the longest cell of each column, very long cells counting less."""
    wanted = [
        min(max(map(gbt9704.width_chars, column)), _WIDEST_CELL_CHARS) + 2 * _CELL_PADDING_CHARS
        for column in zip(*rows, strict=True)
    ]
    edges = [0.0]
    for width in wanted:
        edges.append(edges[-1] + width)
    total = gbt9704.TEXT_WIDTH.twips
    return [
        round(right / edges[-1] * total) - round(left / edges[-1] * total) for left, right in pairwise(edges)
    ]


def _paragraph(runs: str, *, style: str = parts.BODY, layout: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style != parts.BODY else ""
    return f"<w:p><w:pPr>{named}{layout}</w:pPr>{runs}</w:p>"


def _run(text: str) -> str:
    return (
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(_legal(text))}</w:t></w:r>'
    )


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)
