"""Whether a .docx or .xlsx is safe to unpack: what it would take in memory, told before it is parsed."""

import re
import zipfile
import zlib
from io import BytesIO
from typing import Final

ARCHIVE_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    RuntimeError,
    EOFError,
    KeyError,
)
"""What zipfile and zlib raise on a damaged archive."""

PACKAGE_DAMAGE: Final = (*ARCHIVE_DAMAGE, AttributeError, TypeError, IndexError, SyntaxError)
"""What python-docx, openpyxl and the XML parsers raise on a damaged package, besides."""

OLE_MAGIC: Final = bytes.fromhex("D0CF11E0A1B11AE1")
"""How legacy Office files begin, and every package with a password."""

MOST_UNPACKED_BYTES: Final = 120 * 1024 * 1024
"""All parts of a package together; photographs hardly shrink when packed, text does."""

# A parsed tag takes some 120 bytes, an attribute some 200: these bounds keep a package below 400 MB.
# The largest summary anybody has handed in so far had 90,000 tags.
_MOST_TAGS: Final = 1_000_000
_MOST_ATTRIBUTES: Final = 1_500_000
_MOST_MEMBERS: Final = 10_000
_MEMBER_MARK: Final = b"PK\x01\x02"
_READ_BYTES: Final = 1 << 16
_XML_NAMES: Final = (".xml", ".rels")
# Office programs write UTF-8; in any other code the tags above would not be counted.
_EBCDIC_START: Final = b"\x4c\x6f\xa7\x94"
_DECLARED: Final = re.compile(
    rb"""^(?:\xef\xbb\xbf)?<\?xml[^<>]{0,200}encoding\s{0,9}=\s{0,9}["']([^"'<>]{0,40})"""
)
_UTF8: Final = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})


def is_too_large(content: bytes, *, unpacked_bytes: int = MOST_UNPACKED_BYTES) -> bool:
    """Whether a package unpacks to more than a document ever holds.

    Args:
        content: the package.
        unpacked_bytes: what all its parts may take together, never more than `MOST_UNPACKED_BYTES`.

    Raises:
        zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError:
            it is damaged, or a part is in a code Office programs do not write.
    """
    if content.count(_MEMBER_MARK) > _MOST_MEMBERS:
        return True
    with zipfile.ZipFile(BytesIO(content)) as archive:
        members = archive.infolist()
        if sum(member.file_size for member in members) > min(unpacked_bytes, MOST_UNPACKED_BYTES):
            return True
        tags = attributes = 0
        for member in members:
            with archive.open(member) as stream:
                piece = stream.read(_READ_BYTES)
                _check_code(member.filename, piece)
                while piece:
                    tags += piece.count(b"<")
                    attributes += piece.count(b"=")
                    if tags > _MOST_TAGS or attributes > _MOST_ATTRIBUTES:
                        return True
                    piece = stream.read(_READ_BYTES)
    return False


def holds_too_many_members(content: bytes) -> bool:
    """Whether an archive lists so many files that reading the list alone would fill the memory."""
    return content.count(_MEMBER_MARK) > _MOST_MEMBERS


def _check_code(name: str, head: bytes) -> None:
    if head.startswith(_EBCDIC_START):
        message = f"{name} is written in EBCDIC"
        raise ValueError(message)
    declared = _DECLARED.match(head)
    is_xml = name.lower().endswith(_XML_NAMES) or declared is not None
    if is_xml and head and not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        message = f"{name} is not written in UTF-8"
        raise ValueError(message)
    if declared is not None and declared[1].strip().lower() not in _UTF8:
        message = f"{name} is written in {declared[1]!r}"
        raise ValueError(message)
