"""The A4 pages of a document as they will print, laid out in the browser from the constants of GB/T 9704.

The page breaks are those of the browser's fonts: close to the .docx, but not a proof of it.
"""

from collections.abc import Sequence
from typing import Any, Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

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
from summarizer.export.lengths import Length
from summarizer.export.title_lines import break_title
from summarizer.ui.components.assets import asset

_MEASURES: Final = {
    "page-width": gbt9704.PAGE_WIDTH,
    "page-height": gbt9704.PAGE_HEIGHT,
    "text-width": gbt9704.TEXT_WIDTH,
    "text-height": gbt9704.TEXT_HEIGHT,
    "margin-top": gbt9704.MARGIN_TOP,
    "margin-left": gbt9704.MARGIN_LEFT,
    "line": gbt9704.LINE_PITCH,
    "tracking": gbt9704.BODY_TRACKING,
    "body": gbt9704.BODY_SIZE,
    "title": gbt9704.TITLE_SIZE,
    "table": gbt9704.TABLE_SIZE,
    "indent": gbt9704.chars(gbt9704.BODY_INDENT_CHARS),
    "number": gbt9704.PAGE_NUMBER_SIZE,
    "number-gap": gbt9704.PAGE_NUMBER_GAP,
    "number-blank": gbt9704.PAGE_NUMBER_BLANK,
}


def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "summarizer_sheets",
        html='<div class="sheets"></div>',
        css=asset("sheets.css"),
        js=asset("sheets.js"),
    )


def show(blocks: Sequence[Block], *, key: str, zoom_percent: int = 100) -> None:
    """Shows the pages one below the other.

    Args:
        blocks: what is printed, as `official_blocks` gives it.
        key: of the component.
        zoom_percent: 100 is the size of the paper.
    """
    _component()(
        data={
            "blocks": [entry for block in blocks for entry in described(block)],
            "measures": {name: _points(length) for name, length in _MEASURES.items()},
            "zoom": zoom_percent / 100,
        },
        key=key,
    )


def described(block: Block) -> tuple[dict[str, Any], ...]:
    """`block` as the plain values sheets.js lays out: one for each printed paragraph or table."""
    match block:
        case Title(text=text):
            lines = break_title(text, width=gbt9704.TITLE_CHARS_PER_LINE)
            return {"kind": "title", "lines": list(lines)}, {"kind": "blank"}
        case Heading(level=level, text=text):
            return ({"kind": "heading", "level": level, "text": text},)
        case Paragraph(text=text):
            return ({"kind": "paragraph", "text": text, "lead": _utf16(text[: lead_sentence_end(text)])},)
        case Table(caption=caption, rows=rows):
            return ({"kind": "table", "caption": caption, "rows": [list(row) for row in rows]},)
        case SignOff():
            return {"kind": "blank", "ends": True}, *_sign_off(block)
        case Recipient(text=text):
            return ({"kind": "recipient", "text": text},)
        case AttachmentNote(lines=lines):
            return {"kind": "blank"}, *_attachment_note(lines)
        case AttachmentPage():
            title = break_title(block.title, width=gbt9704.TITLE_CHARS_PER_LINE)
            label = {"kind": "attachment", "text": block.label}
            return label, {"kind": "blank"}, {"kind": "title", "lines": list(title)}, {"kind": "blank"}


def _sign_off(block: SignOff) -> tuple[dict[str, Any], ...]:
    indents = gbt9704.sign_off_indents(block.signed, block.date, seal=block.seal)
    lines = ((block.signed, indents.signed), (block.date, indents.date))
    return tuple(
        {"kind": "signed", "text": text, "left": _points(gbt9704.chars(left)), "ends": True}
        for text, left in lines
        if text
    )


def _attachment_note(lines: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """The lines of 附件说明; those after the first stand below its number (7.3.4)."""
    first, later = gbt9704.chars(2), gbt9704.chars(2 + gbt9704.width_chars("附件："))
    return tuple(
        {"kind": "note", "text": line, "left": _points(later if number else first)}
        for number, line in enumerate(lines)
    )


def _utf16(text: str) -> int:
    """The length of `text` as the browser counts it."""
    return len(text.encode("utf-16-le")) // 2


def _points(length: Length) -> str:
    return f"{length.pt:.3f}pt"
