"""The font families installed on this computer, read from the font files themselves on every system."""

import os
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final

_SUFFIXES: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_COLLECTION: Final = b"ttcf"
# OpenType, `name` table: family, full name, and the family that styles of one typeface share.
_FAMILY_NAMES: Final = frozenset({1, 4, 16})
_UNICODE, _MACINTOSH, _WINDOWS = 0, 1, 3
# `name` table, Windows encodings that are not UTF-16, and the Macintosh scripts of Chinese.
_WINDOWS_CODECS: Final[Mapping[int, str]] = {2: "cp932", 3: "gb18030", 4: "big5", 5: "cp949"}
_MACINTOSH_CODECS: Final[Mapping[int, str]] = {0: "mac-roman", 2: "big5", 25: "gb18030"}
_LARGEST_NAME_TABLE: Final = 1_000_000
_MOST_FONTS_PER_FILE: Final = 256


def installed_families(folders: Sequence[Path] | None = None) -> frozenset[str]:
    """All names a font can be asked for by, Chinese ones too; files that cannot be read are passed over.

    Args:
        folders: where fonts lie; those of this system when None.
    """
    names: set[str] = set()
    for folder in font_folders() if folders is None else folders:
        for path in _font_files(folder):
            names |= _names_in(path)
    return frozenset(names)


def font_folders(
    *, platform: str = sys.platform, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> tuple[Path, ...]:
    """The folders in which `platform` keeps the fonts of the system and of the user; some may not exist."""
    user = home or Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises without a home
    if platform == "win32":
        windows = Path(environment.get("SYSTEMROOT") or environment.get("WINDIR") or "C:/Windows")
        local = Path(environment.get("LOCALAPPDATA") or user / "AppData" / "Local")
        return (windows / "Fonts", local / "Microsoft" / "Windows" / "Fonts")
    if platform == "darwin":
        # Fonts macOS loads when asked for (华文仿宋, 楷体) lie among its assets.
        assets = Path("/System/Library/AssetsV2/com_apple_MobileAsset_Font7")
        return (Path("/System/Library/Fonts"), Path("/Library/Fonts"), user / "Library" / "Fonts", assets)
    shared = (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    own = Path(environment.get("XDG_DATA_HOME") or user / ".local" / "share")
    return (*(Path(one) / "fonts" for one in shared if one), own / "fonts", user / ".fonts")


def _font_files(folder: Path) -> Iterator[Path]:
    # os.walk passes over folders it may not read, and does not follow links in circles.
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names if Path(name).suffix.lower() in _SUFFIXES)


def _names_in(path: Path) -> set[str]:
    names: set[str] = set()
    try:
        with path.open("rb") as stream:
            for start in _font_starts(stream):
                names |= _names_of_font(stream, start)
    except (OSError, struct.error):
        # Damaged or not readable: what was found so far counts, as other programs cannot use the rest either.
        return names
    return names


def _font_starts(stream: BinaryIO) -> tuple[int, ...]:
    """Where the fonts of a file begin: one, or those of a collection."""
    if stream.read(4) != _COLLECTION:
        return (0,)
    _, count = struct.unpack(">II", stream.read(8))
    count = min(count, _MOST_FONTS_PER_FILE)
    return struct.unpack(f">{count}I", stream.read(4 * count))


def _names_of_font(stream: BinaryIO, start: int) -> set[str]:
    stream.seek(start + 4)
    (tables,) = struct.unpack(">H", stream.read(2))
    stream.seek(start + 12)
    for _ in range(tables):
        tag, _, offset, length = struct.unpack(">4sIII", stream.read(16))
        if tag == b"name":
            stream.seek(offset)
            return set(_family_names(stream.read(min(length, _LARGEST_NAME_TABLE))))
    return set()


def _family_names(table: bytes) -> Iterator[str]:
    """The family names a `name` table holds, in every language."""
    _, count, strings = struct.unpack_from(">HHH", table)
    for record in range(count):
        platform, encoding, _, kind, length, offset = struct.unpack_from(">6H", table, 6 + 12 * record)
        if kind not in _FAMILY_NAMES:
            continue
        codec = {
            _UNICODE: "utf-16-be",
            _WINDOWS: _WINDOWS_CODECS.get(encoding, "utf-16-be"),
            _MACINTOSH: _MACINTOSH_CODECS.get(encoding, ""),
        }.get(platform, "")
        written = table[strings + offset : strings + offset + length]
        if codec and (name := written.decode(codec, errors="ignore").replace("\0", "").strip()):
            yield name
