"""Word lists of the sample library, TOML files beside this module; read once, never changed."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

_LOOKBEHIND = re.compile(r"(?:\(\?<[=!](?:\[[^\]]*\]|[^()\[\]])*\))*")
_OPTIONAL = ("?", "*", "{")
_CLASS = re.compile(r"\[([^\]^-]+)\](?![?*{])")
_GROUP = re.compile(r"\(\?:((?:\[[^\]]*\]|[^()\[\]])*)\)(?![?*{])")


@cache
def word_list(subject: str, key: str) -> tuple[str, ...]:
    """The words under `key` of the list `subject`.

    Raises:
        KeyError: the list has no such key.
    """
    return tuple(_read(subject)[key])


@cache
def mapping(subject: str, key: str) -> Mapping[str, Any]:
    """The table under `key` of the list `subject`, read-only.

    Raises:
        KeyError: the list has no such key.
    """
    return MappingProxyType(_read(subject)[key])


@cache
def patterns(subject: str, key: str) -> re.Pattern[str]:
    """The regular expressions under `key` as alternatives of one pattern.

    Raises:
        KeyError: the list has no such key.
    """
    return re.compile("|".join(f"(?:{one})" for one in word_list(subject, key)))


@cache
def led_patterns(subject: str, key: str) -> re.Pattern[str]:
    """The same as `patterns`, quicker: a place whose character begins none of them is passed over.

    Raises:
        KeyError: the list has no such key.
        ValueError: a pattern does not begin with a character, a class or a group of such.
    """
    begun = "".join(sorted(set().union(*map(_beginnings, word_list(subject, key)))))
    return re.compile(f"(?=[{re.escape(begun)}])(?:{patterns(subject, key).pattern})")


def _beginnings(pattern: str) -> set[str]:
    """The characters a match of a regular expression may begin with, lookbehinds passed over."""
    found: set[str] = set()
    for one in _alternatives(pattern):
        rest = _LOOKBEHIND.sub("", one, count=1)
        listed, group = _CLASS.match(rest), _GROUP.match(rest)
        if listed is not None:
            found |= set(listed[1].replace("\\d", "0123456789"))
        elif group is not None:
            found |= _beginnings(group[1])
        elif rest[:1] and rest[0] not in "\\.^$*+?{}[]|()" and rest[1:2] not in _OPTIONAL:
            found.add(rest[0])
        else:
            message = f"no character is known to begin {pattern}"
            raise ValueError(message)
    return found


def _alternatives(pattern: str) -> list[str]:
    """`pattern` cut at the bars outside brackets."""
    parts, depth, listed = [""], 0, False
    for char in pattern:
        listed = (listed or char == "[") and char != "]"
        depth += 0 if listed else (char == "(") - (char == ")")
        if char == "|" and not depth and not listed:
            parts.append("")
        else:
            parts[-1] += char
    return parts


@cache
def _read(subject: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{subject}.toml").read_text(encoding="utf-8"))
