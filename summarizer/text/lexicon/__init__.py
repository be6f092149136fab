"""Word lists of the text package, one TOML file per subject, read once on first use."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def word_list(subject: str, key: str) -> tuple[str, ...]:
    """The words under `key` of the list `subject`; a string of words is split at white space.

    Raises:
        KeyError: the list has no such key.
    """
    words = _read(subject)[key]
    return tuple(words.split()) if isinstance(words, str) else tuple(words)


@cache
def characters(subject: str, key: str) -> frozenset[str]:
    """The single characters under `key` of the list `subject`.

    Raises:
        KeyError: the list has no such key.
    """
    return frozenset("".join(word_list(subject, key)))


@cache
def mapping(subject: str, key: str) -> Mapping[str, Any]:
    """The table under `key` of the list `subject`, read-only.

    Raises:
        KeyError: the list has no such key.
    """
    return MappingProxyType(_read(subject)[key])


def alternation(words: tuple[str, ...]) -> str:
    """A regular expression for any of `words`, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def _read(subject: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{subject}.toml").read_text(encoding="utf-8"))
