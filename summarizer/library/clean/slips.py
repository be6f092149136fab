"""What scanning and typing spoil: letters for digits, look-alikes, words written twice.

Mended is what has one reading only (l86人次, エ会, 己经); the rest is flagged.
"""

import re
from collections.abc import Iterator
from typing import Final

from summarizer.library.clean.lines import HAN
from summarizer.library.lexicon import patterns
from summarizer.library.manuscript import Change
from summarizer.text.units import match_unit

_LETTER_IN_FIGURE = re.compile(
    rf"(?<![A-Za-z0-9.])\d+(?:\.\d*)?[lIOo]\d*(?=[%％{HAN}])|(?<=[{HAN}])[lIOo]\d+(?=[%％{HAN}])"
)
# A figure with its unit in which a scanner took 1 for l or I, and 0 for O.
_LETTERED = re.compile(
    r"(?<![A-Za-z0-9.])(?=[\dlIOo.]*\d)(?=[\d.]*[lIOo])[\dlIOo]+(?:\.[\dlIOo]+)?(?![A-Za-z0-9])"
)
_LETTERS = re.compile("[lIOo]")
_DIGITS: Final = str.maketrans("lIOo", "1100")
_UNIT_BEHIND = re.compile("[年月日号万亿%％]")
_SAME_LOOK: Final = (
    (re.compile("(?<=[职员建])エ|エ(?=会|人|作|资|龄|种|匠|伤|程|地|厂)"), "工"),
    (
        re.compile(
            "(?<![自律知利克异舍私一体])己(?=经|被|停|建[成立]|完成|达到?|成[立为]|形成|全[部面]|基本|超过|实现|连续|开展)"
        ),
        "已",
    ),
)
# A page number straight before a year: 22019年.
_FIVE_DIGITS = re.compile(r"(?<!\d)\d(?=20[0-4]\d年)")
_TWICE = re.compile(f"([{HAN}]{{2,8}})\\1")
# Look-alikes a scanner takes for each other, in words that do not exist (间题 for 问题, 自已 for 自己).
_MISREAD = re.compile(
    "(?<![时空期])间题|自已|(?<![年月周期岁])末(?=来|能|婚)|尚末|曰(?=常|益|前)|土气(?=高|明)|"
    "人会率(?!先)|侍遇|慰间(?!隙)|(?<![时空期])间(?=卷|候)|白愿(?=服务|报名|参加)|劳摸|教肓|培川|昭(?=看|顾|料)"
)
_COMMA_POINT = re.compile(r"(?<![\d,.])\d{1,3},\d{1,2}(?=[%％万亿])")
_VERB_TWICE = re.compile(f"[{HAN}]([接送办发走访帮救收签调建培评选换装补改])\\1(?=\\d)")
_LONG: Final = 3
_REPEATING: Final = "一逐每又越"


def flag_slips(text: str) -> Iterator[Change]:
    """Letters inside figures with a unit become digits; what else was misread or written twice is flagged."""
    if _LETTERS.search(text):
        yield from _lettered(text)
    for pattern, meant in _SAME_LOOK:
        for match in pattern.finditer(text):
            yield Change(match.start(), match.end(), meant, "识别错的字改正")
    for match in _MISREAD.finditer(text):
        yield Change(match.start(), match.end(), None, "可能是扫描识别的错字")
    for match in _FIVE_DIGITS.finditer(text):
        yield Change(match.start(), match.end(), None, "年份前多出的数字，可能是页码")
    for match in _COMMA_POINT.finditer(text):
        yield Change(match.start(), match.end(), None, "数字中的逗号可能是小数点")
    for match in _VERB_TWICE.finditer(text):
        yield Change(match.start(), match.end(), None, "词语重复，请核对")
    for match in _TWICE.finditer(text):
        word = match[1]
        if any(char in _REPEATING for char in word) or len(set(word)) == 1 or "委员会" in match.group():
            continue
        if len(word) >= _LONG or patterns("judge", "work").fullmatch(word):
            yield Change(match.start(), match.end(), None, "词语重复，请核对")


def _lettered(text: str) -> Iterator[Change]:
    """Figures with letters in them: mended before a unit, else flagged."""
    for match in _LETTERED.finditer(text):
        if _UNIT_BEHIND.match(text, match.end()) or match_unit(text, match.end()) is not None:
            meant = match.group().translate(_DIGITS)
            yield Change(match.start(), match.end(), meant, "数字中的字母改为数字（识别错误）")
    for match in _LETTER_IN_FIGURE.finditer(text):
        yield Change(match.start(), match.end(), None, "数字中混有字母，可能是识别错误")
