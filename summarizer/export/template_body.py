"""Paragraphs, headings and tables in the look of a template's own."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml

from summarizer.export import gbt9704
from summarizer.export.blocks import Block, Heading, SignOff, Table
from summarizer.text.characters import clean_line

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement

TEXT_LOOK: Final = 0
"""The key of body text among the looks; headings have their level, 1 to 4."""
CAPTION_LOOK: Final = 5
"""The key of table captions among the looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a kind of paragraph looks like: its `w:pPr` and `w:rPr`, None for those without."""

    paragraph: "BaseOxmlElement | None"
    run: "BaseOxmlElement | None"
    face: str = ""


def elements_of(block: Block, looks: Mapping[int, Look]) -> "Iterator[BaseOxmlElement]":
    """The paragraphs and tables that print `block`; none for a sign-off.

    Args:
        block: one block.
        looks: by heading level, `TEXT_LOOK` and `CAPTION_LOOK`.
    """
    match block:
        case Heading(level=level, text=text):
            yield paragraph_of(text, looks[level], level=level)
        case Table(caption=caption, rows=rows):
            if caption:
                yield _centred(paragraph_of(caption, looks[CAPTION_LOOK]))
            yield _table(rows, looks[TEXT_LOOK])
        case SignOff():
            return
        case _:
            yield from (paragraph_of(line, looks[TEXT_LOOK]) for line in block.text.split("\n"))


def paragraph_of(text: str, look: Look, *, level: int = 0) -> "BaseOxmlElement":
    """A paragraph that says `text`, with an outline level when it is a heading."""
    made: BaseOxmlElement = parse_xml(f"<w:p {nsdecls('w')}><w:r><w:t/></w:r></w:p>")
    if look.paragraph is not None:
        properties = deepcopy(look.paragraph)
        for section in properties.findall(qn("w:sectPr")):
            properties.remove(section)
        made.insert(0, properties)
    run = made.find(qn("w:r"))
    if look.run is not None:
        run.insert(0, deepcopy(look.run))
    if look.face:
        _set_face(run, look.face)
    if level:
        _set_level(made, level)
    set_text(run.find(qn("w:t")), clean_line(text))
    return made


def set_text(element: "BaseOxmlElement", text: str) -> None:
    """Makes a `w:t` say `text`, spaces kept."""
    element.text = text
    element.set(qn("xml:space"), "preserve")


def _set_face(run: "BaseOxmlElement", face: str) -> None:
    fonts = run.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "eastAsia"):
        fonts.set(qn(f"w:{name}"), face)


def _set_level(paragraph: "BaseOxmlElement", level: int) -> None:
    properties = paragraph.get_or_add_pPr()
    for old in properties.findall(qn("w:outlineLvl")):
        properties.remove(old)
    properties.get_or_add_keepNext()
    outline = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{level - 1}"/>')
    behind = properties.find(qn("w:rPr"))
    # CT_PPr ends in outlineLvl, divId, cnfStyle, rPr, sectPr, pPrChange.
    if behind is None:
        properties.append(outline)
    else:
        behind.addprevious(outline)


def _centred(paragraph: "BaseOxmlElement") -> "BaseOxmlElement":
    properties = paragraph.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    indent.attrib.clear()
    indent.set(qn("w:firstLineChars"), "0")
    indent.set(qn("w:firstLine"), "0")
    properties.get_or_add_jc().set(qn("w:val"), "center")
    return paragraph


def _table(rows: Sequence[Sequence[str]], look: Look) -> "BaseOxmlElement":
    border = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    borders = "".join(
        f"<w:{side} {border}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    width = gbt9704.TEXT_WIDTH.twips // len(rows[0])
    grid = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr></w:tc>'
    cells, header = cell * len(rows[0]), "<w:tblHeader/>"
    lines = "".join(
        f"<w:tr><w:trPr><w:cantSplit/>{'' if number else header}</w:trPr>{cells}</w:tr>"
        for number in range(len(rows))
    )
    table: BaseOxmlElement = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"
    )
    for row, made in zip(rows, table.iter(qn("w:tr")), strict=True):
        for text, place in zip(row, made.iter(qn("w:tc")), strict=True):
            place.append(_centred(paragraph_of(text, look)))
    return table
