"""Numbers and bullets at the start of lines, in the four levels of GB/T 9704-2012, 7.3.3."""

import re
from dataclasses import dataclass

_DIGITS = "〇一二三四五六七八九"
_VALUES = {char: value for value, char in enumerate(_DIGITS)} | {"零": 0}
_NUMERAL = "[一二三四五六七八九十百零〇]{1,5}"
_ROMAN = {char: number for number, char in enumerate("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ", start=1)} | {
    char: number for number, char in enumerate("ⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ", start=1)
}
# First code points of the runs ①–⑳, ⑴–⒇, ⒈–⒛, ❶–❿, ㈠–㈩, with level and length.
_ENCLOSED_RUNS = ((0x2460, 4, 20), (0x2474, 4, 20), (0x2488, 3, 20), (0x2776, 4, 10), (0x3220, 2, 10))
_ENCLOSED = {
    chr(first + step): (level, step + 1) for first, level, length in _ENCLOSED_RUNS for step in range(length)
}
_ENCLOSED_CLASS = "[" + "".join(_ENCLOSED) + "]"
_ROMAN_CLASS = "[" + "".join(_ROMAN) + "]"

# A digit behind a dot makes a decimal or a date (1.5万元, 8.19), unless a year or a month begins there.
_MARK = re.compile(
    rf"""
      (?P<first>{_NUMERAL})[ ]?(?:[、．]|\.(?!\d))
    | [（(][ ]?(?P<second>{_NUMERAL})[ ]?[）)][、．.，,]?
    | (?P<third>\d{{1,3}})[ ]?(?:、|[.．](?!\d)|[.．](?=(?:19|20)\d\d(?:年|[./-]\d)|(?:[1-9]|1[0-2])月))
    | (?P<third_closed>\d{{1,2}})[)）][、．.]?
    | [（(][ ]?(?P<fourth>\d{{1,3}})[ ]?[）)][、．.，,]?
    | (?P<enclosed>{_ENCLOSED_CLASS})[、．.]?
    | (?P<roman>{_ROMAN_CLASS})[、．.]
    | 第(?P<ordinal>{_NUMERAL})[，、,：:]
    """,
    re.VERBOSE,
)
_BULLET = re.compile(
    "(?:[•·●○◆◇■□▪▫◦‣⁃∙★☆※➢➤▶►▸✓✔✅☑√⚫⚪🔹🔸🔷🔶📌👉➡→◎\uf000-\uf0ff][\ufe0e\ufe0f]?"
    r"|[-*—–−>＊－+](?=[ \t\u3000])|(?:[-—–＊－−]{1,2}|[*>])(?![-—–*＊－−\d.]))"
)
_FOLLOWER = re.compile(
    "(?P<chinese>[一二三四五六七八九十]{1,3})(?P<chinese_noun>[、级类等线产季届月年楼]|批次)"
    r"|(?P<digits>\d{1,3})(?P<digits_noun>、|月份|季度|级|号楼|年级)"
)
_FESTIVAL = re.compile(
    "三[、.．]八(?:妇|国|节|红|前|期|女|活)|[五六七八十][、.．]一(?:国际|劳动|儿童|建[党军]|国庆|节|期间|前夕|小长假|假期)"
)
_SPACES = " \t\u3000\xa0"
_MAX_NESTED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """The number of a heading or list line.

    Attributes:
        level: 1 for 一、 2 for （一） 3 for 1. 4 for （1）.
        number: 1-based.
        end: code-point offset in the line behind the number, its mark and spaces.
    """

    level: int
    number: int
    end: int


def parse_numbering(line: str) -> Numbering | None:
    """The number at the start of `line` (leading space allowed), None when there is none.

    Typed variants count as their level: 一. and 第一， and Ⅰ. as 1, (一) and ㈠ as 2, 1、 １． 1) ⒈ as 3,
    (1) ① ⑴ as 4. Bullets are no numbers. 1.5万元, 2024年, 3月8日, 8.19, 5名职工, 一线职工, 一是 and
    一、二级教代会 are text.
    1.5月开展 and 1.2024年 are list number 1: nobody writes half months without 个, or years as decimals.
    """
    begin = _skip_spaces(line, 0)
    match = _MARK.match(line, begin)
    if match is None:
        return None
    level, number = _level_and_number(match)
    if number < 1 or _reads_as_text(line, match):
        return None
    return Numbering(level=level, number=number, end=_skip_spaces(line, match.end()))


def strip_numbering(line: str) -> str:
    """`line` without leading number and bullet marks and without outer space.

    At most two nested marks go (1、（1）… or • 1.…); a line that is nothing but marks becomes "".
    """
    position = _skip_spaces(line, 0)
    for _ in range(_MAX_NESTED):
        bullet = _BULLET.match(line, position)
        if bullet is not None:
            position = _skip_spaces(line, bullet.end())
            continue
        numbering = parse_numbering(line[position:])
        if numbering is None:
            break
        position += numbering.end
    return line[position:].strip()


def to_chinese(number: int) -> str:
    """`number` from 0 to 999 in Chinese numerals: 1 一, 10 十, 12 十二, 20 二十, 101 一百零一.

    Raises:
        ValueError: outside that range.
    """
    if not 0 <= number <= 999:
        message = f"no heading carries the number {number}"
        raise ValueError(message)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if number < 10:
        return "零" if number == 0 else _DIGITS[number]
    written = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        written += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif ones:
        written += "零"
    return written + (_DIGITS[ones] if ones else "")


def format_numbering(level: int, number: int) -> str:
    """The mark of GB/T 9704-2012, 7.3.3 for `number` at `level` 1–4: 一、 （一） 1. （1）.

    Raises:
        ValueError: another level, or a number below 1.
    """
    if number < 1:
        message = f"headings count from 1, not from {number}"
        raise ValueError(message)
    if level == 1:
        return f"{to_chinese(number)}、"
    if level == 2:
        return f"（{to_chinese(number)}）"
    if level == 3:
        return f"{number}."
    if level == 4:
        return f"（{number}）"
    message = f"there are four levels, not {level}"
    raise ValueError(message)


def _level_and_number(match: re.Match[str]) -> tuple[int, int]:
    kind, written = match.lastgroup or "", match[match.lastgroup or 0]
    if kind == "enclosed":
        return _ENCLOSED[written]
    if kind == "roman":
        return 1, _ROMAN[written]
    if kind in {"first", "ordinal"}:
        return 1, _parse_chinese(written)
    if kind == "second":
        return 2, _parse_chinese(written)
    return (4 if kind == "fourth" else 3), int(written)


def _parse_chinese(written: str) -> int:
    """The value of a numeral up to 999; 0 when it is not well formed (一一, 百十)."""
    total, digit = 0, None
    for char in written:
        if char in "十百":
            total += (1 if digit is None else digit) * (10 if char == "十" else 100)
            digit = None
        elif digit:
            return 0
        else:
            digit = _VALUES[char]
    number = total + (digit or 0)
    canonical = 0 < number <= 999 and to_chinese(number) == written.replace("〇", "零")
    return number if canonical else 0


def _reads_as_text(line: str, match: re.Match[str]) -> bool:
    """True where the mark belongs to a phrase: 一、二级教代会, 3、4月份, 1、2、3号楼, 三、八妇女节."""
    follower = _FOLLOWER.match(line, match.end())
    if _FESTIVAL.match(line, match.start()):
        return True
    if follower is None or not match.group().endswith("、"):
        return False
    if match.lastgroup == "first":
        consecutive = _parse_chinese(follower["chinese"] or "") == _parse_chinese(match["first"]) + 1
        return consecutive and follower["chinese_noun"] is not None
    if match.lastgroup == "third" and follower["digits"] is not None:
        listed = follower["digits_noun"] == "、"
        return listed or int(follower["digits"]) == int(match["third"]) + 1
    return False


def _skip_spaces(line: str, position: int) -> int:
    while position < len(line) and line[position] in _SPACES:
        position += 1
    return position
