"""Another wording of a selection without a model: by rule, never touching a figure, a date or a name."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from summarizer.domain import Period
from summarizer.text.atoms import find_atoms
from summarizer.text.marks import quote_pairs, title_pairs

SHORTER: Final = "精简"
OTHERWISE: Final = "换说法"
PLAIN_MANNERS: Final = (SHORTER, OTHERWISE)
"""The manners of `prompt.MANNERS` that rules can do honestly."""

_CLAUSE_START: Final = r"(?:^|(?<=[，。；：！？\n]))"
_ORPHANED: Final = re.compile(r"(^|[。；！？\n])[，、；]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    shorten: tuple[tuple[re.Pattern[str], str], ...]
    connective: re.Pattern[str]
    following: Mapping[str, str]


@cache
def _rules() -> _Rules:
    source = resources.files(__package__).joinpath("plain_rewriting.toml").read_text(encoding="utf-8")
    table = tomllib.loads(source)
    following = {
        word: group[(at + 1) % len(group)]
        for group in table["connectives"]["groups"]
        for at, word in enumerate(group)
    }
    # The longest first, so that 为了 is not read as 为.
    words = "|".join(map(re.escape, sorted(following, key=len, reverse=True)))
    return _Rules(
        shorten=tuple((re.compile(rule["pattern"]), rule["by"]) for rule in table["shorten"]),
        connective=re.compile(f"{_CLAUSE_START}(?:{words})"),
        following=MappingProxyType(following),
    )


def rewrite_plainly(text: str, manner: str, *, period: Period) -> str:
    """`text` made shorter (精简) or with other connectives (换说法), or `text` itself when no rule applies.

    Figures, dates, names, titles and quotations stay as they are, and where they are.

    Args:
        text: the selection; its line breaks stay.
        manner: one of PLAIN_MANNERS.
        period: what 今年 means.

    Raises:
        ValueError: rules cannot do this.
    """
    if manner == OTHERWISE:
        rules = _rules()
        return _replaced(text, rules.connective, lambda match: rules.following[match.group()], period)
    if manner != SHORTER:
        message = f"no rules for {manner!r}"
        raise ValueError(message)
    for pattern, by in _rules().shorten:
        text = _replaced(text, pattern, _expanding(by), period)
    return _ORPHANED.sub(r"\1", text)


def _expanding(by: str) -> Callable[[re.Match[str]], str]:
    return lambda match: match.expand(by)


def _replaced(text: str, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str], period: Period) -> str:
    """`text` with what the pattern finds outside of protected spans said otherwise."""
    kept = tuple(_protected(text, period))

    def wording(match: re.Match[str]) -> str:
        touched = any(match.start() < end and start < match.end() for start, end in kept)
        return match.group() if touched else by(match)

    return pattern.sub(wording, text)


def _protected(text: str, period: Period) -> Iterator[tuple[int, int]]:
    yield from ((atom.start, atom.end) for atom in find_atoms(text, period=period))
    yield from title_pairs(text)
    yield from quote_pairs(text)
