"""Blocks as PDF: the .docx, laid out by LibreOffice and looked at before it is handed over."""

import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from summarizer.errors import ExportError
from summarizer.export import gbt9704
from summarizer.export.blocks import AttachmentNote, Block, SignOff
from summarizer.export.docx import write_docx
from summarizer.export.font_report import report_fonts
from summarizer.export.fonts import FontSet
from summarizer.export.installed_fonts import installed_families
from summarizer.export.layout import split_at_attachments, split_ending
from summarizer.export.office import BY_HAND, TIMEOUT_S, convert_to_pdf, find_office
from summarizer.export.pagination import lines_per_page

_SPACES = re.compile(r"\s+")
_PAGE_NUMBER = re.compile(r"—\d+—$|^—\d+—")
_MOST_TRIES = 3


def write_pdf(
    blocks: Sequence[Block],
    *,
    fonts: FontSet = FontSet.STANDARD,
    author: str = "",
    office: Path | None = None,
    timeout_s: float = TIMEOUT_S,
) -> bytes:
    """The bytes of a PDF of `blocks`, no page of which holds the sign-off alone (GB/T 9704-2012, 7.3.5.5).

    Args:
        blocks: what to print.
        fonts: the fonts wanted; missing ones are drawn by the nearest that is installed.
        author: whom the document's properties name.
        office: LibreOffice's program file; looked for when None.
        timeout_s: how long one conversion may take.

    Raises:
        ExportError: LibreOffice is not installed, takes too long or fails.
    """
    program = office or find_office()
    if program is None:
        message = "这台电脑没有安装 LibreOffice，不能直接导出 PDF"
        raise ExportError(message, hint=BY_HAND)
    report = report_fonts(blocks, fonts=fonts, installed=installed_families())
    replacements = {use.name: use.stand_in for use in report.missing if use.stand_in}
    for lines in _line_counts(blocks):
        # The last try keeps text and sign-off together by force, and may leave a page short.
        content = write_docx(blocks, fonts=fonts, author=author, lines=lines, keeps_text=lines is None)
        made = convert_to_pdf(program, content, replacements=replacements, timeout_s=timeout_s)
        if lines is None or not has_lone_sign_off(made, blocks):
            return made
    return made


def has_lone_sign_off(content: bytes, blocks: Sequence[Block]) -> bool:
    """Whether a page of a PDF of `blocks` holds nothing but 附件说明, 署名 and 成文日期.

    Raises:
        ExportError: the PDF is damaged.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    ending = _ending_words(blocks)
    if not ending:
        return False
    try:
        pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    except PyPdfError as error:
        message = "LibreOffice 转出的 PDF 不完整"
        raise ExportError(message, hint=BY_HAND) from error
    return any(_is_only(_SPACES.sub("", page), ending) for page in pages)


def _line_counts(blocks: Sequence[Block]) -> Iterator[int | None]:
    first = lines_per_page(blocks)
    others = [lines for lines in gbt9704.LINES_PER_PAGE_ADJUSTED if lines != first]
    yield from (first, *others[: _MOST_TRIES - 2], None)


def _ending_words(blocks: Sequence[Block]) -> list[str]:
    """The lines of the ending without spaces, the longest first; [] without a sign-off."""
    _, ending = split_ending(split_at_attachments(blocks)[0])
    words: list[str] = []
    for block in ending:
        match block:
            case AttachmentNote(lines=lines):
                words += lines
            case SignOff(signed=signed, date=date):
                words += [signed, date]
    signed_off = any(isinstance(block, SignOff) for block in ending)
    return (
        sorted((_SPACES.sub("", word) for word in words if word), key=len, reverse=True) if signed_off else []
    )


def _is_only(page: str, words: Sequence[str]) -> bool:
    rest = _PAGE_NUMBER.sub("", page)
    for word in words:
        rest = rest.replace(word, "", 1)
    return bool(page) and not rest
