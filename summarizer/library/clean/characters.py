"""Invisible characters, widths and spaces."""

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from summarizer.library.clean.lines import HAN, lines_of
from summarizer.library.manuscript import Change
from summarizer.text.characters import normalize_width

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff"
    "\U000e0000-\U000e0fff]+"
)
_EMOJI = re.compile("[\U0001f000-\U0001faff]+")
_BULLETS = re.compile("^[ \t\u3000]*[\uf000-\uf0ff]+[ \t]*", re.MULTILINE)
_WIDE_RUN = re.compile("[０-９Ａ-Ｚａ-ｚ](?:[０-９Ａ-Ｚａ-ｚ0-9．，]*[０-９Ａ-Ｚａ-ｚ])?[％]?|(?<=[0-9])％")
# PDF programs write 一, 手, 人 as the radicals of the same look (Unicode, blocks 2F00 and 2E80).
_RADICALS = re.compile("[\u2f00-\u2fd5\u2e81-\u2ef3]+")
# Those Unicode gives no decomposition for, and the characters of the same look.
_SUPPLEMENT: Final = str.maketrans(
    "⺁⺒⺓⺝⺠⺩⺬⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰",
    "厂巳幺月民王示虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙",
)
_WIDE_POINT = re.compile("(?<=[0-9])．(?=[0-9]+(?:[%％万亿元]|个百分点))")
_MASK = re.compile("[ＸｘxX×]{1,8}")
_BLANK: Final = " \xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BLANKS = re.compile(f"[\t{_BLANK}]+")
_MARKS: Final = "，。；：！？、（）《》“”‘’【】〔〕…—％％·"
_TIGHT = re.compile(f"[{HAN}{_MARKS}]")
_SPACED_DIGITS = re.compile(r"(?<![\d.])\d(?: \d){2,}(?![\d.])")
_SPACED_FIGURE = re.compile(r"(?<![\d.])\d{1,4}(?: ?\. ?\d| \d){1,6}(?= ?[万亿元%％])")
_LIST_MARK = re.compile(f"[\\t{_BLANK}]*(?:[-*•·●+>]|~~)")
_NAMES = re.compile(f"(?:[{HAN}]{{2,4}}[{_BLANK}]{{1,8}}){{3,40}}[{HAN}]{{2,4}}[{_BLANK}]{{0,8}}$")


def drop_invisible(text: str) -> Iterator[Change]:
    """Zero-width, control and private list-mark characters go, and emoji."""
    for match in _INVISIBLE.finditer(text):
        yield Change(match.start(), match.end(), "", "删去看不见的字符")
    for match in _EMOJI.finditer(text):
        yield Change(match.start(), match.end(), "", "删去表情符号")
    for match in _BULLETS.finditer(text):
        yield Change(match.start(), match.end(), "", "删去项目符号")


def narrow_width(text: str) -> Iterator[Change]:
    """Full-width digits and letters become half-width; masks of ＸＸ stay as they are."""
    for match in _WIDE_RUN.finditer(text):
        if _MASK.fullmatch(match.group()):
            continue
        meant = normalize_width(match.group())
        yield Change(match.start(), match.end(), meant, "全角数字、字母改为半角")
    for match in _RADICALS.finditer(text):
        meant = normalize("NFKC", match.group()).translate(_SUPPLEMENT)
        if meant != match.group():
            yield Change(match.start(), match.end(), meant, "部首字符改为汉字")
    for match in _WIDE_POINT.finditer(text):
        yield Change(match.start(), match.end(), ".", "全角数字、字母改为半角")


def tidy_spaces(text: str) -> Iterator[Change]:
    """Spaces at the ends of lines and beside Chinese go; other runs become one plain space.

    Spaces that keep names apart (four or more in a row) and tabs between table cells stay.
    """
    for line in lines_of(text):
        names = _NAMES.search(text, line.start, line.end)
        protected = (names.start(), names.end()) if names else (-1, -1)
        for match in _BLANKS.finditer(text, line.start, line.end):
            edge = match.start() == line.start or match.end() == line.end
            if not edge and _LIST_MARK.fullmatch(text, line.start, match.start()):
                continue
            inside = not edge and protected[0] <= match.start() < protected[1]
            after = "" if edge else _spacing(text, match, between_names=inside)
            if after != match.group():
                yield Change(match.start(), match.end(), after, "整理空格")
    for match in _SPACED_FIGURE.finditer(text):
        if " " in match.group():
            yield Change(match.start(), match.end(), match.group().replace(" ", ""), "整理数字间的空格")
    for match in _SPACED_DIGITS.finditer(text):
        yield Change(match.start(), match.end(), match.group().replace(" ", ""), "整理数字间的空格")


def _spacing(text: str, match: re.Match[str], *, between_names: bool) -> str:
    if "\t" in match.group():
        return "\t"
    before, after = text[match.start() - 1], text[match.end()]
    if between_names:
        return " "
    left, right = _TIGHT.match(before), _TIGHT.match(after)
    if (
        (left or right)
        and not (before.isascii() and before.isalpha())
        and not (after.isascii() and after.isalpha())
    ):
        return ""
    return " "
