"""Bytes to text: byte order mark, else UTF-8, else GB18030; files that mix encodings are refused."""

import codecs
from collections.abc import Mapping
from typing import Final

from summarizer.errors import UnreadableFileError

# UTF-32 first: its little-endian mark begins with that of UTF-16.
BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks, each with the codec that reads and drops it, in the order to look for them."""
_OTHER_FORMATS: Final[Mapping[bytes, str]] = {
    b"PK\x03\x04": " Word、Excel 文件或压缩包",
    b"\xd0\xcf\x11\xe0": "旧版 Word 或 Excel 文件",
    b"%PDF": " PDF 文件",
}
# Pasted text may carry a stray NUL; binary files are full of them.
_NUL_SHARE: Final = 0.05
_SAVE_AS_UTF8: Final = "请用记事本打开这个文件，核对文字后另存为 UTF-8 编码，再试一次。"
# Two GBK bytes may be valid UTF-8 by chance; ideographs need three bytes, which GBK text hardly forms.
_FIRST_THREE_BYTE: Final = "\u0800"


def decode_bytes(content: bytes) -> str:
    """The text of a file, without its byte order mark.

    Raises:
        UnreadableFileError: not a text file, or one that mixes UTF-8 and GBK; the message names the line.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    _refuse_other_formats(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        _refuse_mixture(content)
        return _strictly(content, "gb18030")


def _refuse_other_formats(content: bytes) -> None:
    for magic, kind in _OTHER_FORMATS.items():
        if content.startswith(magic):
            message = f"这是{kind}，不是文本文件"
            raise UnreadableFileError(message, hint="请另存为 .txt 或 .md 文本文件，再试一次。")
    if content.count(b"\0") > len(content) * _NUL_SHARE:
        message = "这不是文本文件"
        raise UnreadableFileError(message)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"第{line}行有无法识别的字符，文件可能已损坏"
        raise UnreadableFileError(message, hint=_SAVE_AS_UTF8) from error


def _refuse_mixture(content: bytes) -> None:
    first: bool | None = None
    for number, line in enumerate(content.split(b"\n"), start=1):
        is_utf8 = _is_utf8(line)
        if first is None:
            first = is_utf8
        elif is_utf8 is not None and is_utf8 is not first:
            message = f"文件里混有两种编码，从第{number}行起与前面不同"
            raise UnreadableFileError(message, hint=_SAVE_AS_UTF8)


def _is_utf8(line: bytes) -> bool | None:
    """Whether a line is certainly UTF-8 (True) or certainly not (False); None when it may be either."""
    try:
        decoded = line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True if any(char >= _FIRST_THREE_BYTE for char in decoded) else None
