"""Numbers of headings whose mark is lost: 一 加强管理, 二，关心职工."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from summarizer.library.clean.lines import HAN
from summarizer.library.clean.titles import parse_number
from summarizer.library.manuscript import Change

_UNMARKED = re.compile(
    rf"^[ \t\u3000\xa0]*(?P<n>[一二三四五六七八九十]{{1,3}})(?P<gap>[ \t\u3000\xa0]+|[,，:：][ \u3000]?)"
    rf"(?=[{HAN}][^。\n]{{1,40}}$)",
    re.MULTILINE,
)
_DECORATED = re.compile(
    rf"^[ \t\u3000]*([★☆◆◇●○■□▲△▼▽※→►✦✿❤♥]+[ \t\u3000]*)"
    rf"(?=[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十\d]{{1,3}}[）)]|\d{{1,2}}[.、][{HAN}])",
    re.MULTILINE,
)
# The bar an editor of public accounts draws before a heading.
_BARRED = re.compile(rf"^[ \t\u3000]*([▎▍▌▋▊▉█┃❙❚]+[ \t\u3000]*)(?=[{HAN}“])", re.MULTILINE)
_SIGNED = re.compile(
    rf"^[ \t\u3000]*(?P<sign>[★☆◆◇●○■□▲△▼▽※►▶➤❖✦✿]+[ \t\u3000]*)(?P<words>[{HAN}“][^。；：，\n]{{1,19}})"
    rf"(?=\n\s*[^\n]{{20,}}[。；！？”]\s*$)",
    re.MULTILINE,
)
# 1 组织建设, 01 组织建设: digits that only a blank keeps from the words.
_BARE_DIGITS = re.compile(
    rf"^[ \t\u3000\xa0]*(?P<n>0?[1-9]|1\d)(?P<gap>[ \t\u3000\xa0]+)(?=[{HAN}“][^。；：，\s]{{1,23}}$)",
    re.MULTILINE,
)
# 一）走访慰问: the opening bracket is lost.
_HALF_BRACKETED = re.compile(
    rf"^[ \t\u3000]*(?P<n>[一二三四五六七八九十]{{1,3}})[）)](?=[{HAN}“])", re.MULTILINE
)
_NUMBER: Final = r"^[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
_MARK_BEHIND = re.compile(rf"{_NUMBER}([，、；。,;]{{1,3}})(?=[{HAN}“])", re.MULTILINE)
# What search engines want in a title, put before the words of a heading.
_DRESSED = re.compile(rf"{_NUMBER}((?:20\d\d年?)?(?:最新版?|精选|热门))(?=[{HAN}]{{2,20}}$)", re.MULTILINE)
_MIN_HEADINGS: Final = 2


def mark_numbers(text: str) -> Iterator[Change]:
    """The blank or comma behind a heading's number becomes 、, when such numbers count up line by line."""
    for match in _DECORATED.finditer(text):
        yield Change(match.start(1), match.end(1), "", "删去编号前的装饰符号")
    for match in _BARRED.finditer(text):
        yield Change(match.start(1), match.end(1), "", "删去标题前的装饰符号")
    for match in _MARK_BEHIND.finditer(text):
        yield Change(match.start(1), match.end(1), "", "删去编号后多余的标点")
    for match in _DRESSED.finditer(text):
        yield Change(match.start(1), match.end(1), "", "删去标题里搜索用的词")
    signed = list(_SIGNED.finditer(text))
    for match in signed if len(signed) >= _MIN_HEADINGS else ():
        yield Change(match.start("sign"), match.end("sign"), "", "删去标题前的装饰符号")
    halves = list(_HALF_BRACKETED.finditer(text))
    numbers = [parse_number(match["n"]) for match in halves]
    for match in halves if numbers[:_MIN_HEADINGS] == [1, 2] else ():
        yield Change(match.start("n"), match.start("n"), "（", "补上编号的括号")
    for pattern in (_UNMARKED, _BARE_DIGITS):
        found = list(pattern.finditer(text))
        numbers = [int(match["n"]) if match["n"].isdecimal() else parse_number(match["n"]) for match in found]
        if len(found) >= _MIN_HEADINGS and all(after == before + 1 for before, after in pairwise(numbers)):
            for match in found:
                yield Change(match.start("gap"), match.end("gap"), "、", "补上编号后的顿号")
