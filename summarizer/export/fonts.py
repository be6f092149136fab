"""The two sets of typefaces a document can be written in."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Typefaces:
    """Font names by their place in the document (GB/T 9704-2012, 5.2.2, 7.3.1, 7.3.3, 7.5).

    Attributes:
        title: 小标宋.
        body: 仿宋, also of the third and fourth heading level.
        level1: 黑体, also of table captions and header rows.
        level2: 楷体.
        page_number: 宋体.
    """

    title: str
    body: str
    level1: str
    level2: str
    page_number: str

    def heading(self, level: int) -> str:
        """The typeface of a heading of `level` 1 to 4."""
        return {1: self.level1, 2: self.level2}.get(level, self.body)

    @property
    def names(self) -> tuple[str, ...]:
        """All names, each once, in the order of the attributes."""
        return tuple(
            dict.fromkeys((self.title, self.body, self.level1, self.level2, self.page_number)),
        )


class FontSet(StrEnum):
    """Which fonts a document names: those official units install, or those every Windows has."""

    STANDARD = "standard"
    WINDOWS = "windows"

    @property
    def label(self) -> str:
        """The Chinese name shown to users."""
        return _LABELS[self]

    @property
    def typefaces(self) -> Typefaces:
        """The font names of this set."""
        return _TYPEFACES[self]


ALTERNATIVES: Mapping[str, str] = {
    "方正小标宋简体": "宋体",
    "仿宋_GB2312": "仿宋",
    "楷体_GB2312": "楷体",
    "宋体": "SimSun",
    "仿宋": "FangSong",
    "楷体": "KaiTi",
    "黑体": "SimHei",
}
"""What Word and WPS should try next when a font is not installed (`w:altName`)."""

_GB2312_ONLY = frozenset({"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312"})


def substitute_face(typeface: str) -> str:
    """The font that draws what `typeface` lacks of GBK (〇, 镕, 堃 …), "" when it lacks nothing.

    The fonts official units install hold the 6,763 characters of GB/T 2312 alone. Left to itself Word takes
    any font for the others; 仿宋 amid 仿宋_GB2312 is not seen.
    """
    return ALTERNATIVES[typeface] if typeface in _GB2312_ONLY else ""


def rare_characters(text: str) -> frozenset[str]:
    """The Chinese characters and marks of `text` outside GB/T 2312: 〇 ㎡ 镕 堃 玥 喆 㛃."""
    return frozenset(char for char in set(text) if char >= "\u3000" and _is_chinese(char)) - _gb2312()


def _is_chinese(char: str) -> bool:
    return char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"


@cache
def _gb2312() -> frozenset[str]:
    codes = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    # Pair by pair: behind an empty place a decoder of the whole would read pairs shifted by a byte.
    return frozenset("".join(code.decode("gb2312", errors="ignore") for code in codes))


_LABELS: Mapping[FontSet, str] = {FontSet.STANDARD: "机关标准", FontSet.WINDOWS: "Windows 自带"}
_TYPEFACES: Mapping[FontSet, Typefaces] = {
    FontSet.STANDARD: Typefaces(
        title="方正小标宋简体", body="仿宋_GB2312", level1="黑体", level2="楷体_GB2312", page_number="宋体"
    ),
    FontSet.WINDOWS: Typefaces(title="宋体", body="仿宋", level1="黑体", level2="楷体", page_number="宋体"),
}
