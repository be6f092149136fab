"""The numbers Word generates for list paragraphs, which are in no paragraph's text (ECMA-376-1, 17.9)."""

from typing import TYPE_CHECKING, Final

from summarizer.text.numbering import to_chinese

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_NUMBERING: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Before every tag of WordprocessingML, as lxml writes them (ECMA-376-1)."""
_CHINESE: Final = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "japaneseCounting",
        "ideographDigital",
    }
)
_CIRCLED: Final = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_LEVELS: Final = 9
_MAX_CHINESE: Final = 999


class Counters:
    """Counts list paragraphs of one document in order."""

    def __init__(self, document: "Document") -> None:
        self._patterns = _patterns(document)
        self._counts: dict[tuple[str, int], int] = {}

    def next_number(self, paragraph: "Paragraph") -> str:
        """The number Word shows before `paragraph` (一、), "" for bullets and plain paragraphs."""
        place = _place(paragraph)
        if place is None or place not in self._patterns:
            return ""
        number_id, level = place
        start, _, _ = self._patterns[place]
        self._counts[place] = self._counts.get(place, start - 1) + 1
        for deeper in range(level + 1, _LEVELS):
            self._counts.pop((number_id, deeper), None)
        return self._render(number_id, level)

    def _render(self, number_id: str, level: int) -> str:
        _, _, text = self._patterns[(number_id, level)]
        for shown in range(level + 1):
            mark = f"%{shown + 1}"
            if mark not in text:
                continue
            start, style, _ = self._patterns.get((number_id, shown), (1, "decimal", ""))
            text = text.replace(mark, _written(self._counts.get((number_id, shown), start), style))
        return text


def _place(paragraph: "Paragraph") -> tuple[str, int] | None:
    """List id and level, from the paragraph or the style it has."""
    nodes = [paragraph._p.pPr, getattr(paragraph.style, "element", None)]
    for node in nodes:
        numbering = None if node is None else node.find(f".//{W}numPr")
        identity = None if numbering is None else numbering.find(f"{W}numId")
        if numbering is None or identity is None:
            continue
        level = numbering.find(f"{W}ilvl")
        written = "0" if level is None else level.get(f"{W}val", "0")
        return identity.get(f"{W}val", ""), int(written) if written.isdigit() else 0
    return None


def _patterns(document: "Document") -> dict[tuple[str, int], tuple[int, str, str]]:
    """(list id, level) → first number, style of digits, pattern such as `%1、`; bullets are left out."""
    related = [rel for rel in document.part.rels.values() if rel.reltype == _NUMBERING]
    if not related:
        return {}
    root = related[0].target_part.element
    abstract = {node.get(f"{W}abstractNumId"): node for node in root.iter(f"{W}abstractNum")}
    patterns: dict[tuple[str, int], tuple[int, str, str]] = {}
    for number in root.iter(f"{W}num"):
        pointer = number.find(f"{W}abstractNumId")
        definition = None if pointer is None else abstract.get(pointer.get(f"{W}val"))
        for level in () if definition is None else definition.iter(f"{W}lvl"):
            depth, style = level.get(f"{W}ilvl", ""), _value(level, "numFmt")
            if depth.isdigit() and style not in {"bullet", "none", ""}:
                start = _value(level, "start")
                key = (number.get(f"{W}numId"), int(depth))
                patterns[key] = (int(start) if start.isdigit() else 1, style, _value(level, "lvlText"))
    return patterns


def _value(level: "BaseOxmlElement", name: str) -> str:
    node = level.find(f"{W}{name}")
    return "" if node is None else str(node.get(f"{W}val", ""))


def _written(number: int, style: str) -> str:
    if style in _CHINESE and 0 <= number <= _MAX_CHINESE:
        return to_chinese(number)
    if style in _CIRCLED and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)
