"""What the copy buttons put on the clipboard and say; that their script parses nothing."""

import re
from importlib import resources

import pytest

from summarizer.export.blocks import Paragraph
from summarizer.ui.components.copy import Piece, piece_of

ASSETS = resources.files("summarizer.ui.components")


def test_a_piece_says_how_much_was_copied() -> None:
    piece = piece_of((Paragraph(text="走访困难职工。" * 200),), label="复制全文", what="全文")

    assert piece.done == "已复制全文 1,400 字，可直接粘贴到 Word 或 WPS"
    assert piece.text.startswith("\u3000\u3000走访困难职工。")
    assert "走访困难职工。" in piece.html


def test_nothing_to_copy_leaves_the_button_off() -> None:
    piece = piece_of((), label="复制本节", what="本节")

    assert isinstance(piece, Piece)
    assert (piece.html, piece.text) == ("", "")


@pytest.mark.parametrize(
    "forbidden", ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("]
)
def test_the_script_never_parses_what_it_copies(forbidden: str) -> None:
    assert forbidden not in ASSETS.joinpath("copy.js").read_text(encoding="utf-8")


def test_the_copy_event_comes_before_the_clipboard_of_secure_pages() -> None:
    script = ASSETS.joinpath("copy.js").read_text(encoding="utf-8")

    assert re.search(r"copyByEvent\(piece\) \|\| \(await copyByClipboard\(piece\)\)", script)
