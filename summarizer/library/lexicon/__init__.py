"""Word lists of the sample library, TOML files beside this module; read once, never changed."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


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
def _read(subject: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(f"{subject}.toml").read_text(encoding="utf-8"))
