"""Lines of a PDF: the text layer only, its visual lines joined to paragraphs page by page."""

import logging
import time
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from summarizer.errors import InputError, TooLargeError, UnreadableFileError
from summarizer.library.limits import Limits
from summarizer.library.loaders.values import SourceLine
from summarizer.library.wrapping import join_wrapped

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MIN_CHARS: Final = 20
_TAIL_BYTES: Final = 2048
# What a page draws, unpacked: a dense one has 200 kB, and the library reads about a megabyte a second.
_MOST_DRAWN_BYTES: Final = 4_000_000
# An embedded font of all Chinese characters has 16 MB.
_MOST_STREAM_BYTES: Final = 32_000_000
_MOST_FORMS: Final = 5_000
_NO_ENDING: Final = "这个 PDF 缺少结尾，可能没有下载完整，请核对末尾几页。"


def read_pdf(content: bytes, limits: Limits) -> tuple[tuple[SourceLine, ...], tuple[str, ...]]:
    """The paragraphs of a PDF, numbered by the visual line they begin at, and notes.

    Raises:
        UnreadableFileError: encrypted, damaged, or made of scanned pictures.
        TooLargeError: too many pages, or too slow to read.
    """
    from pypdf import apply_configuration
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        # What the library unpacks it holds several times over.
        with apply_configuration(zlib_maximum_output_length=_MOST_STREAM_BYTES):
            pages = _pages(_open(content), limits)
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
        texts.append(_page_text(page, deadline))
        chars += len(texts[-1])
        if chars > limits.chars or time.monotonic() > deadline:
            raise _too_long()
    return texts


def _page_text(page: "PageObject", deadline: float) -> str:
    """The text of a page; past the deadline nothing more of it is read."""

    def check(*_: object) -> None:
        if time.monotonic() > deadline:
            raise _too_long()

    contents = page.get_contents()
    drawn = 0 if contents is None else len(contents.get_data())
    if drawn + _form_bytes(page.get("/Resources"), set()) > _MOST_DRAWN_BYTES:
        raise _too_long()
    return page.extract_text(visitor_operand_before=check) or ""


def _form_bytes(resources: Any, seen: set[int]) -> int:  # noqa: ANN401 - whatever object stands in the file
    """Bytes of the drawings a page shows inside itself, and they inside themselves, each counted once."""
    total = 0
    objects = _resolved(_resolved(resources, {}).get("/XObject"), {})
    for reference in objects.values():
        form = _resolved(reference, {})
        if id(form) in seen or form.get("/Subtype") != "/Form":
            continue
        seen.add(id(form))
        total += len(form.get_data())
        if total > _MOST_DRAWN_BYTES or len(seen) > _MOST_FORMS:
            return _MOST_DRAWN_BYTES + 1
        total += _form_bytes(form.get("/Resources"), seen)
    return total


def _resolved(value: Any, otherwise: Any) -> Any:  # noqa: ANN401 - whatever object stands in the file
    """The dictionary a value is or points to, `otherwise` when it is none."""
    found = value.get_object() if value is not None and hasattr(value, "get_object") else value
    return found if isinstance(found, dict) else otherwise


def _too_long() -> TooLargeError:
    return TooLargeError("这个 PDF 内容太多，读取超出了限制")


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
