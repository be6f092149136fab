import struct
from collections.abc import Sequence
from pathlib import Path

import pytest

from summarizer.export.installed_fonts import font_folders, installed_families

# platform, encoding, language, name id, codec, name
Record = tuple[int, int, int, int, str, str]
FANG_SONG: Sequence[Record] = (
    (3, 1, 0x409, 1, "utf-16-be", "FangSong"),
    (3, 1, 0x804, 1, "utf-16-be", "仿宋"),
    (3, 1, 0x409, 2, "utf-16-be", "Regular"),
    (1, 25, 33, 1, "gb18030", "仿宋体"),
    (9, 0, 0, 1, "ascii", "unknown platform"),
)
KAI: Sequence[Record] = ((3, 3, 0x804, 4, "gb18030", "楷体_GB2312"), (0, 3, 0, 16, "utf-16-be", "KaiTi"))


def _name_table(records: Sequence[Record]) -> bytes:
    heads, strings = b"", b""
    for platform, encoding, language, kind, codec, name in records:
        written = name.encode(codec)
        heads += struct.pack(">6H", platform, encoding, language, kind, len(written), len(strings))
        strings += written
    return struct.pack(">3H", 0, len(records), 6 + len(heads)) + heads + strings


def _font(records: Sequence[Record], start: int = 0) -> bytes:
    """A font with a `name` table behind another one, as it stands at `start` of a file."""
    table = _name_table(records)
    directory = struct.pack(">4s3I", b"head", 0, start + 44, 4)
    directory += struct.pack(">4s3I", b"name", 0, start + 48, len(table))
    return struct.pack(">I4H", 0x00010000, 2, 0, 0, 0) + directory + b"head" + table


def _collection(*fonts: Sequence[Record]) -> bytes:
    start = 12 + 4 * len(fonts)
    starts, body = [], b""
    for records in fonts:
        starts.append(start + len(body))
        body += _font(records, starts[-1])
    return b"ttcf" + struct.pack(f">II{len(fonts)}I", 0x00010000, len(fonts), *starts) + body


def test_every_name_in_every_language_counts(tmp_path: Path) -> None:
    (tmp_path / "simfang.ttf").write_bytes(_font(FANG_SONG))
    (tmp_path / "deep" / "er").mkdir(parents=True)
    (tmp_path / "deep" / "er" / "KAI.OTF").write_bytes(_font(KAI))

    assert installed_families([tmp_path]) == {"FangSong", "仿宋", "仿宋体", "楷体_GB2312", "KaiTi"}


def test_all_fonts_of_a_collection_count(tmp_path: Path) -> None:
    (tmp_path / "both.ttc").write_bytes(_collection(FANG_SONG, KAI))

    assert {"仿宋", "楷体_GB2312"} <= installed_families([tmp_path])


@pytest.mark.parametrize(
    "content", [b"", b"ttcf", b"\0\1\0\0", _font(FANG_SONG)[:60], _collection(KAI)[:40], b"<html>" * 40]
)
def test_damaged_files_are_passed_over(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(content)
    (tmp_path / "b.ttf").write_bytes(_font(KAI))
    (tmp_path / "c.txt").write_bytes(_font(FANG_SONG))

    assert installed_families([tmp_path, tmp_path / "missing"]) == {"楷体_GB2312", "KaiTi"}


@pytest.mark.parametrize(
    ("platform", "environment", "folders"),
    [
        (
            "win32",
            {"SYSTEMROOT": "D:/Windows", "LOCALAPPDATA": "D:/u/Local"},
            ("D:/Windows/Fonts", "D:/u/Local/Microsoft/Windows/Fonts"),
        ),
        ("win32", {}, ("C:/Windows/Fonts", "/home/u/AppData/Local/Microsoft/Windows/Fonts")),
        ("darwin", {}, ("/System/Library/Fonts", "/Library/Fonts", "/home/u/Library/Fonts")),
        (
            "linux",
            {},
            ("/usr/local/share/fonts", "/usr/share/fonts", "/home/u/.local/share/fonts", "/home/u/.fonts"),
        ),
        (
            "linux",
            {"XDG_DATA_DIRS": "/a:/b:", "XDG_DATA_HOME": "/c"},
            ("/a/fonts", "/b/fonts", "/c/fonts", "/home/u/.fonts"),
        ),
    ],
)
def test_each_system_keeps_fonts_in_its_own_places(
    platform: str, environment: dict[str, str], folders: tuple[str, ...]
) -> None:
    found = font_folders(platform=platform, environment=environment, home=Path("/home/u"))

    assert found[: len(folders)] == tuple(map(Path, folders))
