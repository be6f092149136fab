"""Lines of a PDF: the text layer only, its visual lines joined to paragraphs page by page."""

import logging
import time
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Final

from summarizer.errors import InputError, TooLargeError, UnreadableFileError
from summarizer.library.limits import Limits
from summarizer.library.loaders.values import SourceLine
from summarizer.library.wrapping import join_wrapped

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MIN_CHARS: Final = 20
_TAIL_BYTES: Final = 2048
_NO_ENDING: Final = "这个 PDF 缺少结尾，可能没有下载完整，请核对末尾几页。"


def read_pdf(content: bytes, limits: Limits) -> tuple[tuple[SourceLine, ...], tuple[str, ...]]:
    """The paragraphs of a PDF, numbered by the visual line they begin at, and notes.

    Raises:
        UnreadableFileError: encrypted, damaged, or made of scanned pictures.
        TooLargeError: too many pages, or too slow to read.
    """
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = _open(content)
        pages = _pages(reader, limits)
    except DependencyError as error:
        raise _encrypted() from error
    except InputError:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise _damaged() from error
    except (RecursionError, MemoryError, OverflowError, NotImplementedError, AssertionError) as error:
        raise _damaged() from error
    lines = tuple(_numbered(pages))
    if sum(len(line.text.strip()) for line in lines) < _MIN_CHARS:
        raise _pictures(pages)
    ended = b"%%EOF" in content[-_TAIL_BYTES:]
    return lines, () if ended else (_NO_ENDING,)


def _open(content: bytes) -> "PdfReader":
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise _encrypted()
    return reader


def _pages(reader: "PdfReader", limits: Limits) -> list[str]:
    count = len(reader.pages)
    if count > limits.pages:
        message = f"这个 PDF 有{count}页，超过{limits.pages}页的上限"
        raise TooLargeError(message)
    if count == 0:
        raise _damaged()
    texts: list[str] = []
    deadline, chars = time.monotonic() + limits.load_s, 0
    for page in reader.pages:
        texts.append(_page_text(page))
        chars += len(texts[-1])
        if chars > limits.chars or time.monotonic() > deadline:
            message = "这个 PDF 内容太多，读取超出了限制"
            raise TooLargeError(message)
    return texts


def _page_text(page: "PageObject") -> str:
    return page.extract_text() or ""


def _numbered(pages: list[str]) -> Iterator[SourceLine]:
    first = 1
    for page in pages:
        raw = [SourceLine(first + offset, line) for offset, line in enumerate(page.splitlines())]
        first += len(raw)
        yield from join_wrapped(raw)


def _encrypted() -> UnreadableFileError:
    return UnreadableFileError("这个 PDF 设有密码，无法读取", hint="请去掉密码另存一份，再上传。")


def _damaged() -> UnreadableFileError:
    return UnreadableFileError(
        "这个 PDF 不完整，可能没有下载完或已损坏", hint="请重新下载或复制一份，再上传。"
    )


def _pictures(pages: list[str]) -> UnreadableFileError:
    return UnreadableFileError(
        f"这个 PDF 的{len(pages)}页里没有文字，看来是扫描的图片",
        hint="请先用识别软件转成文字，或上传原来的 Word 文件。",
    )
