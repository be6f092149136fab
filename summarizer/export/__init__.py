"""Official .docx and PDF per GB/T 9704-2012, Markdown and plain text: document → blocks → bytes."""

from collections.abc import Sequence

from summarizer.domain import Document, Layout
from summarizer.export.blocks import Block, SignOff, blocks_of
from summarizer.export.docx_text import read_docx_text
from summarizer.export.font_report import FontReport, FontUse, report_fonts
from summarizer.export.fonts import FontSet
from summarizer.export.formats import Format, file_name, offered_formats
from summarizer.export.layout import PLAIN, recognised, with_layout
from summarizer.export.layout_markdown import read_layout, read_official_markdown, write_official_markdown
from summarizer.export.markdown import blocks_of_markdown, write_markdown
from summarizer.export.plain_text import encode_text, write_text

__all__ = [
    "FontReport",
    "FontSet",
    "FontUse",
    "Format",
    "blocks_of",
    "blocks_of_markdown",
    "encode_text",
    "export_document",
    "export_markdown_text",
    "file_name",
    "offered_formats",
    "official_blocks",
    "read_docx_text",
    "read_layout",
    "read_official_markdown",
    "report_fonts",
    "write_markdown",
    "write_official_markdown",
    "write_text",
]


def official_blocks(document: Document) -> tuple[Block, ...]:
    """The printed blocks of `document` with its 主送机关, 结语, 附件说明 and seal.

    Those of its layout go before those typed into the text.
    """
    return with_layout(recognised(blocks_of(document)), document.layout)


def export_document(
    document: Document,
    *,
    format: Format,  # noqa: A002 - the word users of the API expect
    fonts: FontSet = FontSet.STANDARD,
) -> bytes:
    """The file content of `document`: .docx, PDF, Markdown in UTF-8, or text as Windows Notepad reads it.

    Raises:
        ExportError: a PDF was asked for and cannot be made.
    """
    author = document.signed or document.unit
    return _encode(official_blocks(document), format, fonts, author=author)


def export_markdown_text(
    text: str,
    *,
    format: Format,  # noqa: A002 - the word users of the API expect
    fonts: FontSet = FontSet.STANDARD,
    layout: Layout = PLAIN,
) -> bytes:
    """The file content of any Markdown or plain text, laid out as a summary.

    Raises:
        InputError: the front matter cannot be used.
        ExportError: a PDF was asked for and cannot be made.
    """
    blocks = read_official_markdown(text, layout=layout)
    author = next((block.signed for block in blocks if isinstance(block, SignOff)), "")
    return _encode(blocks, format, fonts, author=author)


def _encode(blocks: Sequence[Block], chosen: Format, fonts: FontSet, *, author: str) -> bytes:
    match chosen:
        case Format.DOCX:
            # python-docx is slow to import and only needed here.
            from summarizer.export.docx import write_docx

            return write_docx(blocks, fonts=fonts, author=author)
        case Format.PDF:
            from summarizer.export.pdf import write_pdf

            return write_pdf(blocks, fonts=fonts, author=author)
        case Format.MD:
            return write_official_markdown(blocks).encode()
        case Format.TXT:
            return encode_text(write_text(blocks))
