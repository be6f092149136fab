"""Ways a valid file goes wrong: in its bytes, in its figures and tags, in the members of its archive."""

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from typing import Final

from benchmarks.upload_seeds import packed, unpacked

_LARGEST_BYTES: Final = 2_000_000
_FIGURE: Final = re.compile(rb"\d+")
_TAG: Final = re.compile(rb"<[^<>]{1,300}>")
_FIGURES: Final = (b"0", b"-1", b"255", b"65536", b"2147483648", b"99999999999", b"1e309", b"")
_BYTES: Final = (
    b"\0",
    b"\xff",
    b"\xff\xfe",
    b"\r\n",
    b"<",
    b">",
    b'"',
    b"&",
    b"{",
    b"}",
    b"\\",
    b"%",
    b"PK\x03\x04",
)
_MEMBER_NAMES: Final = (
    "../../evil.txt",
    "/etc/evil.txt",
    "C:\\evil.txt",
    "a" * 5000,
    "\0",
    "word/document.xml",
    "[Content_Types].xml",
    "con.txt",
)
_DOCTYPE: Final = (
    b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    b'<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "http://127.0.0.1:9/x">]>'
)


def mutated(content: bytes, dice: random.Random) -> bytes:
    """`content` with one to four things wrong, as the dice fall; at most two megabytes of it."""
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        is_archive = content.startswith(b"PK") and dice.random() < 0.6
        content = _of_archive(content, dice) if is_archive else _of_bytes(content, dice)
    return content[:_LARGEST_BYTES]


def _of_bytes(content: bytes, dice: random.Random) -> bytes:
    if not content:
        return bytes(dice.randrange(256) for _ in range(16))
    return dice.choice(_BYTE_CHANGES)(content, dice)


def _of_archive(content: bytes, dice: random.Random) -> bytes:
    try:
        members = unpacked(content)
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, KeyError, EOFError):
        return _of_bytes(content, dice)
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        return _of_bytes(content, dice)
    if not members:
        return _of_bytes(content, dice)
    name = dice.choice(sorted(members))
    match dice.randrange(8):
        case 0:
            del members[name]
        case 1:
            other = dice.choice(sorted(members))
            members[name], members[other] = members[other], members[name]
        case 2:
            members[dice.choice(_MEMBER_NAMES)] = members.pop(name)
        case 3:
            members[dice.choice(_MEMBER_NAMES)] = members[name]
        case _:
            members[name] = mutated(members[name], dice)
    return packed(members)


# Changes of bytes


def _flip_bits(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice((1, 2, 8, 64))):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _truncate(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content))]


def _behead(content: bytes, dice: random.Random) -> bytes:
    return content[dice.randrange(len(content)) :]


def _span(content: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randrange(len(content))
    return start, min(len(content), start + dice.choice((1, 4, 64, 1024)))


def _swap_chunks(content: bytes, dice: random.Random) -> bytes:
    (a, b), (c, d) = sorted((_span(content, dice), _span(content, dice)))
    return content if b > c else content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def _drop_chunk(content: bytes, dice: random.Random) -> bytes:
    start, end = _span(content, dice)
    return content[:start] + content[end:]


def _repeat_chunk(content: bytes, dice: random.Random) -> bytes:
    start, end = _span(content, dice)
    return content[:end] + content[start:end] * dice.choice((1, 10, 1000)) + content[end:]


def _insert(content: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(content))
    return content[:at] + dice.choice(_BYTES) * dice.choice((1, 1, 100)) + content[at:]


def _spoil_figure(content: bytes, dice: random.Random) -> bytes:
    return _replaced(content, _FIGURE, lambda _: dice.choice(_FIGURES), dice)


def _spoil_tag(content: bytes, dice: random.Random) -> bytes:
    times = dice.choice((0, 2, 50, 2000))
    return _replaced(content, _TAG, lambda tag: tag * times, dice)


def _declare_entities(content: bytes, dice: random.Random) -> bytes:
    at = content.find(b"?>") + 2 if b"?>" in content[:200] else 0
    found = list(_TAG.finditer(content))
    body = content[:at] + _DOCTYPE + content[at:]
    if not found:
        return body
    end = dice.choice(found).end() + len(_DOCTYPE)
    return body[:end] + dice.choice((b"&c;", b"&f;", b"&h;")) + body[end:]


def _replaced(
    content: bytes, pattern: re.Pattern[bytes], change: Callable[[bytes], bytes], dice: random.Random
) -> bytes:
    found = list(pattern.finditer(content))
    if not found:
        return _flip_bits(content, dice)
    one = dice.choice(found)
    return content[: one.start()] + change(one[0]) + content[one.end() :]


_BYTE_CHANGES: Final[Sequence[Callable[[bytes, random.Random], bytes]]] = (
    _flip_bits,
    _flip_bits,
    _truncate,
    _behead,
    _swap_chunks,
    _drop_chunk,
    _repeat_chunk,
    _insert,
    _spoil_figure,
    _spoil_figure,
    _spoil_tag,
    _declare_entities,
)
