"""Blocks as a .docx laid out per GB/T 9704-2012; what every number means stands in `gbt9704`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml

from summarizer.export import docx_parts as parts
from summarizer.export import gbt9704
from summarizer.export.blocks import Block, Title
from summarizer.export.docx_body import body_xml, legal, run
from summarizer.export.fonts import FontSet
from summarizer.export.lengths import Length
from summarizer.export.pagination import lines_per_page

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.section import _Footer

_KEPT_PARTS = frozenset({RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS})
_KEPT_PACKAGE_PARTS = frozenset({RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES})


def write_docx(
    blocks: Sequence[Block],
    *,
    fonts: FontSet = FontSet.STANDARD,
    author: str = "",
    created: datetime | None = None,
    lines: int | None = None,
    keeps_text: bool = True,
) -> bytes:
    """The bytes of a .docx with `blocks` in order.

    Args:
        blocks: what to print; text may hold any character, those XML forbids are left out.
        fonts: the fonts named; none are embedded.
        author: whom the document's properties name.
        created: the time stamped into the properties; now when None.
        lines: lines per page; 22, or what keeps the sign-off from standing alone, when None.
        keeps_text: whether, where the sign-off may still stand alone, the last paragraph goes with it.
    """
    document = docx.Document()
    lines = lines_per_page(blocks) if lines is None else lines
    pitch = gbt9704.line_pitch(lines)
    _replace_parts(document, fonts, pitch)
    body = body_xml(blocks, fonts.typefaces, lines_per_page=lines, keeps_text=keeps_text)
    _replace_children(document.element.body, body, keep_last=True)
    _lay_out_section(document, pitch)
    title = next((block.text for block in blocks if isinstance(block, Title)), "")
    _set_properties(document, title.replace("\n", ""), author, created or datetime.now(UTC))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _replace_parts(document: "WordDocument", fonts: FontSet, pitch: Length) -> None:
    _drop_relations(document.part.rels, _KEPT_PARTS)
    package = document.part.package
    _drop_relations(package.rels, _KEPT_PACKAGE_PARTS)
    _replace_children(document.styles.element, parts.styles_xml(fonts.typefaces, pitch=pitch))
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


def _lay_out_section(document: "WordDocument", pitch: Length) -> None:
    section = document.sections[0]
    geometry = (
        f'<w:pgSz w:w="{gbt9704.PAGE_WIDTH.twips}" w:h="{gbt9704.PAGE_HEIGHT.twips}"/>'
        f'<w:pgMar w:top="{gbt9704.MARGIN_TOP.twips}" w:right="{gbt9704.MARGIN_RIGHT.twips}" '
        f'w:bottom="{gbt9704.MARGIN_BOTTOM.twips}" w:left="{gbt9704.MARGIN_LEFT.twips}" '
        f'w:header="{gbt9704.HEADER_DISTANCE.twips}" w:footer="{gbt9704.FOOTER_DISTANCE.twips}" '
        'w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{pitch.twips}"/>'
    )
    _replace_children(document.element.body.sectPr, f"<w:sectPr {parts.NAMESPACE}>{geometry}</w:sectPr>")
    _write_footer(section.footer, align="right")
    _write_footer(section.even_page_footer, align="left")


def _write_footer(footer: "_Footer", *, align: str) -> None:
    footer.is_linked_to_previous = False
    # One run per part of the field: with all in one LibreOffice forgets the size of the digits.
    pieces = (
        run("— "),
        _field("begin"),
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>',
        _field("separate"),
        run("1"),
        _field("end"),
        run(" —"),
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
    properties.title, properties.author = legal(title)[:255], legal(author)[:255]
    properties.last_modified_by, properties.comments = legal(author)[:255], ""
    properties.language = "zh-CN"
    properties.created = properties.modified = created.astimezone(UTC).replace(tzinfo=None)


def _field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
