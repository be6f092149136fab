"""Word lists of masking and topics, TOML beside this module, read once."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words(subject: str, key: str) -> tuple[str, ...]:
    """The words under `key` of `subject`.toml.

    Raises:
        KeyError: there is no such key.
    """
    return tuple(table(subject)[key].split())


@cache
def table(subject: str) -> dict[str, Any]:
    """All of `subject`.toml; not to be changed."""
    return tomllib.loads(files(__package__).joinpath(f"{subject}.toml").read_text(encoding="utf-8"))


def any_of(listed: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(listed), key=lambda word: (-len(word), word)))
