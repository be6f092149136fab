"""Regular expressions of many words made fast: what a match may begin with is looked for first.

A search tries every alternative at every character of a text. Behind a look ahead for the characters any
match begins with, it tries them only there.
"""

import re
from typing import NamedTuple

_ASIDE = ("?=", "?!", "?<=", "?<!")
_NAMED = re.compile(r"\?P<\w+>")
_QUANTIFIER = re.compile(r"(?:(?P<none>[?*]|\{0?,\d*\}|\{0\})|\+|\{\d+(?:,\d*)?\})[?+]?")
_CLASSES = frozenset("dDwWsSbBAZ")
_RANGE = re.compile("(.)-(.)")
# A class of more characters, all ideographs say, is as good as any character.
_MOST_MEMBERS = 64


class _Start(NamedTuple):
    """What a part of a pattern begins with.

    Attributes:
        characters: None when it may be nearly any.
        may_be_empty: whether the part may match nothing, so that what follows may begin the match.
        end: offset behind the part.
    """

    characters: frozenset[str] | None
    may_be_empty: bool
    end: int


def looked_ahead(pattern: str) -> str:
    """The pattern behind a look ahead for what matches begin with; unchanged where that may be anything."""
    start = _alternatives(pattern, 0)
    if not start.characters or start.may_be_empty:
        return pattern
    return f"(?=[{re.escape(''.join(sorted(start.characters)))}])(?:{pattern})"


def _alternatives(pattern: str, at: int) -> _Start:
    """What the branches from an offset on begin with, up to the bracket that closes them or the end."""
    found, is_known, may_be_empty = frozenset[str](), True, False
    while True:
        branch = _sequence(pattern, at)
        is_known = is_known and branch.characters is not None
        found |= branch.characters or frozenset()
        may_be_empty = may_be_empty or branch.may_be_empty
        at = branch.end
        if not pattern.startswith("|", at):
            return _Start(found if is_known else None, may_be_empty, at)
        at += 1


def _sequence(pattern: str, at: int) -> _Start:
    found, is_known, is_begun = frozenset[str](), True, False
    while at < len(pattern) and pattern[at] not in "|)":
        part = _part(pattern, at)
        at = part.end
        quantifier = _QUANTIFIER.match(pattern, at)
        may_be_empty = part.may_be_empty or bool(quantifier and quantifier["none"])
        at = quantifier.end() if quantifier else at
        if not is_begun:
            is_known = is_known and part.characters is not None
            found |= part.characters or frozenset()
            is_begun = not may_be_empty
    return _Start(found if is_known else None, not is_begun, at)


def _part(pattern: str, at: int) -> _Start:
    """What one character, class or group of a pattern begins with."""
    char = pattern[at]
    if char == "(":
        return _group(pattern, at + 1)
    if char == "[":
        return _class(pattern, at)
    if char == "\\":
        following = pattern[at + 1]
        is_one = following not in _CLASSES and not following.isalnum()
        return _Start(frozenset(following) if is_one else None, False, at + 2)
    if char in "^$":
        return _Start(frozenset(), True, at + 1)
    return _Start(None if char == "." else frozenset(char), False, at + 1)


def _group(pattern: str, at: int) -> _Start:
    """The group whose bracket opens before an offset; one that only looks around takes no character."""
    aside = next((sign for sign in _ASIDE if pattern.startswith(sign, at)), "")
    named = _NAMED.match(pattern, at)
    at = named.end() if named else at + len(aside or ("?:" if pattern.startswith("?:", at) else ""))
    inner = _alternatives(pattern, at)
    return _Start(frozenset(), True, inner.end + 1) if aside else inner._replace(end=inner.end + 1)


def _class(pattern: str, at: int) -> _Start:
    end = pattern.index("]", at + 2)
    members = pattern[at + 1 : end]
    is_plain = not members.startswith("^") and "\\" not in members
    members = _RANGE.sub(_spelled_out, members)
    is_few = is_plain and len(members) <= _MOST_MEMBERS
    return _Start(frozenset(members) if is_few else None, False, end + 1)


def _spelled_out(span: re.Match[str]) -> str:
    first, last = map(ord, span.groups())
    return "".join(map(chr, range(first, min(last, first + _MOST_MEMBERS) + 1)))
