"""Official .docx per GB/T 9704-2012, Markdown and plain text: document → blocks → bytes."""

from collections.abc import Sequence

from summarizer.domain import Document
from summarizer.export.blocks import Block, SignOff, blocks_of
from summarizer.export.docx_text import read_docx_text
from summarizer.export.fonts import FontSet
from summarizer.export.formats import Format, file_name
from summarizer.export.markdown import blocks_of_markdown, write_markdown
from summarizer.export.plain_text import encode_text, write_text

__all__ = [
    "FontSet",
    "Format",
    "blocks_of",
    "blocks_of_markdown",
    "encode_text",
    "export_document",
    "export_markdown_text",
    "file_name",
    "read_docx_text",
    "write_markdown",
    "write_text",
]


def export_document(
    document: Document,
    *,
    format: Format,  # noqa: A002 - the word users of the API expect
    fonts: FontSet = FontSet.STANDARD,
) -> bytes:
    """The file content of `document`: .docx, Markdown in UTF-8, or text as Windows Notepad reads it."""
    return _encode(blocks_of(document), format, fonts, author=document.signed or document.unit)


def export_markdown_text(
    text: str,
    *,
    format: Format,  # noqa: A002 - the word users of the API expect
    fonts: FontSet = FontSet.STANDARD,
) -> bytes:
    """The file content of any Markdown or plain text, laid out as a summary."""
    blocks = blocks_of_markdown(text)
    author = next((block.signed for block in blocks if isinstance(block, SignOff)), "")
    return _encode(blocks, format, fonts, author=author)


def _encode(blocks: Sequence[Block], chosen: Format, fonts: FontSet, *, author: str) -> bytes:
    match chosen:
        case Format.DOCX:
            # python-docx is slow to import and only needed here.
            from summarizer.export.docx import write_docx

            return write_docx(blocks, fonts=fonts, author=author)
        case Format.MD:
            return write_markdown(blocks).encode()
        case Format.TXT:
            return encode_text(write_text(blocks))
