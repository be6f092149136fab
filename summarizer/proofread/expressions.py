"""A small pattern language for users whose worst case is known before it runs.

Python's `re` may take exponential time on patterns such as `(a+)+b`, and cannot be stopped. Patterns are
therefore read first: literals, `.`, classes, groups with `|`, `?` and bounded `{m,n}` are allowed, and the
number of ways a pattern can match at one place is limited, so that every text takes linear time.
"""

import re
from typing import Final

from summarizer.errors import InputError

MOST_CHARS: Final = 200
MOST_WAYS: Final = 400
_MOST_REPEATS: Final = 30
_MOST_DEPTH: Final = 8

_BOUNDS = re.compile(r"\{(?P<low>\d{1,3})(?:(?P<comma>,)(?P<high>\d{1,3}))?\}")
_LOOK = re.compile(r"\?(?:<?[=!]|:)")
# Python keeps these in a class for sets within sets and warns of them.
_NESTED = re.compile(r"(?<!\\)\[|--|&&|~~|\|\|")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\\n])*\]")
_ESCAPES = "dsw" + r"\.[](){}?*+|^$-/"
_HINT = "可用：文字、. 、[甲乙]、(甲|乙)、? 、{1,5}、^ 、$ 、\\d、(?=…) (?!…) (?<=…) (?<!…)。"


def compile_expression(source: str) -> re.Pattern[str]:
    """`source` as a compiled pattern that matches in linear time; `.` and negated classes never cross lines.

    Raises:
        InputError: it is too long, holds what the language does not allow, has too many ways to match, or may
            match nothing at all; the sentence says which.
    """
    if len(source) > MOST_CHARS:
        raise _unusable(source[:20] + "…", f"超过{MOST_CHARS}个字符")
    ways = _Reader(source).read()
    if ways > MOST_WAYS:
        raise _unusable(source, "可选的写法太多，检查会很慢")
    try:
        expression = re.compile(source, re.MULTILINE)
    except (re.error, OverflowError) as error:
        raise _unusable(source, "不是正确的写法") from error
    if expression.search("") is not None or expression.search("\ufffc") is not None:
        raise _unusable(source, "对任何文字都成立")
    return expression


class _Reader:
    """Reads a pattern once from left to right and counts the ways it can match at one place."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.depth = 0

    def read(self) -> int:
        ways = self._alternatives()
        if self.position < len(self.source):
            raise _unusable(self.source, "括号没有配对")
        return ways

    def _alternatives(self) -> int:
        ways = self._sequence()
        while self._next_is("|"):
            self.position += 1
            ways += self._sequence()
        return ways

    def _sequence(self) -> int:
        ways = 1
        while self.position < len(self.source) and self.source[self.position] not in "|)":
            is_group = self._next_is("(")
            element = self._group() if is_group else self._single()
            ways = min(ways * self._repeated(element, is_group=is_group), MOST_WAYS + 1)
        return ways

    def _group(self) -> int:
        self.position += 1
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise _unusable(self.source, "括号套得太深")
        if self._next_is("?"):
            look = _LOOK.match(self.source, self.position)
            if look is None:
                raise _unusable(self.source, "用了不支持的括号写法")
            self.position = look.end()
        ways = self._alternatives()
        if not self._next_is(")"):
            raise _unusable(self.source, "括号没有配对")
        self.position += 1
        self.depth -= 1
        return ways

    def _single(self) -> int:
        char = self.source[self.position]
        if char in "*+?{}":
            raise _unusable(self.source, f"“{char}”前面没有可重复的文字，或没有上限")
        if char == "\\":
            if self.source[self.position + 1 : self.position + 2] not in tuple(_ESCAPES):
                raise _unusable(self.source, "用了不支持的“\\”写法")
            self.position += 2
        elif char == "[":
            within = _CLASS.match(self.source, self.position)
            if within is None:
                raise _unusable(self.source, "方括号没有配对")
            if _NESTED.search(within.group(), 1):
                raise _unusable(self.source, "方括号里的“[”“--”“&&”“~~”“||”要加“\\”")
            self.position = within.end()
        else:
            self.position += 1
        return 1

    def _repeated(self, ways: int, *, is_group: bool) -> int:
        """The ways of an element with its quantifier; only a single character may be repeated."""
        if self._next_is("?"):
            self.position += 1
            return ways + 1
        if self._next_is("*") or self._next_is("+"):
            raise _unusable(self.source, "不能用“*”“+”，请写成 {0,20} 这样有上限的次数")
        bounds = _BOUNDS.match(self.source, self.position)
        if bounds is None:
            return ways
        low, high = int(bounds["low"]), int(bounds["high"] or bounds["low"])
        if is_group or low > high or high > _MOST_REPEATS:
            raise _unusable(self.source, f"只能重复单个字，至多{_MOST_REPEATS}次")
        self.position = bounds.end()
        return high - low + 1

    def _next_is(self, char: str) -> bool:
        return self.source.startswith(char, self.position)


def _unusable(source: str, reason: str) -> InputError:
    return InputError(f"词表里的写法“{source}”不能用：{reason}", hint=_HINT)
