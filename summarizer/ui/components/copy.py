"""Buttons that copy a whole document or a section for Word and WPS, on plain http too."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from summarizer.domain import Document
from summarizer.export import FontSet, official_blocks
from summarizer.export.blocks import Block
from summarizer.export.clipboard_html import clip_blocks, section_blocks
from summarizer.ui.components.assets import asset

FAILED: Final = "浏览器没有让复制。请下载网页文件，用 Word 或 WPS 打开后全选复制："
"""What is said beside the download when the browser refuses."""
FILE_LABEL: Final = "下载网页文件"
"""The text of that download."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One button and what it copies.

    Attributes:
        label: the text of the button.
        html, text: the two forms put on the clipboard; with "" the button is off.
        done: what is said when it is there.
    """

    label: str
    html: str
    text: str
    done: str


def piece_of(blocks: Sequence[Block], *, label: str, what: str, fonts: FontSet = FontSet.STANDARD) -> Piece:
    """A button that copies `blocks`; `what` is what the user is told has been copied (全文)."""
    clipping = clip_blocks(blocks, fonts=fonts)
    return Piece(
        label=label,
        html=clipping.html,
        text=clipping.text,
        done=f"已复制{what} {clipping.length_chars:,} 字，可直接粘贴到 Word 或 WPS",
    )


def copy_document(document: Document, *, key: str, fonts: FontSet = FontSet.STANDARD) -> None:
    """The button 复制全文."""
    blocks = official_blocks(document) if document.sections else ()
    piece = piece_of(blocks, label="复制全文", what="全文", fonts=fonts)
    copy_buttons((piece,), key=key, name=document.title)


def copy_section(document: Document, section_id: str, *, key: str) -> None:
    """The button 复制本节, off while the section has no text.

    Raises:
        KeyError: the document has no such section.
    """
    blocks = section_blocks(document, section_id)
    copy_buttons((piece_of(blocks, label="复制本节", what="本节"),), key=key, name=document.title)


def copy_buttons(pieces: Sequence[Piece], *, key: str, name: str) -> None:
    """A row of buttons and what became of the last press.

    Args:
        pieces: one for each button.
        key: the widget key.
        name: what the file is called that is offered when the browser refuses to copy.
    """
    _component()(
        data={
            "pieces": [asdict(piece) for piece in pieces],
            "failed": FAILED,
            "file_label": FILE_LABEL,
            "file_name": f"{name}.html",
        },
        key=key,
    )


def _component() -> ComponentRenderer:
    return st.components.v2.component(
        "summarizer_copy", html='<div class="copy"></div>', css=asset("copy.css"), js=asset("copy.js")
    )
