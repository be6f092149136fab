"""Wrong words of official prose: a list of certain confusions, and words or characters typed twice."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from summarizer.proofread.finders import char_at
from summarizer.proofread.manuscript import HAN, Manuscript
from summarizer.proofread.remarks import Hit, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """A wrong word and the right one.

    Attributes:
        key: characters without which the pattern cannot match, looked for first because that is fast.
        pattern: what is wrong, contexts that make it right excluded.
        right: template for the replacement, as `re.Match.expand` takes it.
        is_hint: True where the wrong form is a tolerated variant.
    """

    key: str
    pattern: re.Pattern[str]
    right: str
    is_hint: bool = False


@cache
def confusions() -> tuple[Confusion, ...]:
    """The built-in list, read once."""
    table = _read()
    plain = [
        _plain(*row.split(">"), is_hint=hint)
        for group, hint in (("wrong", False), ("variants", True))
        for row in table[group].split()
    ]
    return (*plain, *map(_in_context, table["context"]), *map(_by_pattern, table["pattern"]))


def _plain(wrong: str, right: str, *, is_hint: bool) -> Confusion:
    return Confusion(key=wrong, pattern=re.compile(re.escape(wrong)), right=right, is_hint=is_hint)


def _in_context(row: Mapping[str, str]) -> Confusion:
    """Wrong unless one of the characters of `not_after` stands before it or of `not_before` behind it."""
    behind = f"(?<![{row['not_after']}])" if "not_after" in row else ""
    ahead = f"(?![{row['not_before']}])" if "not_before" in row else ""
    pattern = re.compile(behind + re.escape(row["wrong"]) + ahead)
    return Confusion(key=row["wrong"], pattern=pattern, right=row["right"])


def _by_pattern(row: Mapping[str, Any]) -> Confusion:
    pattern = re.compile(row["find"])
    return Confusion(key=row["key"], pattern=pattern, right=row["right"], is_hint=row.get("hint", False))


def _confused(manuscript: Manuscript, *, hints: bool) -> Iterator[Hit]:
    shown = manuscript.shown
    for confusion in confusions():
        if confusion.is_hint is not hints or not manuscript.characters.issuperset(confusion.key):
            continue
        if confusion.key in shown:
            for match in confusion.pattern.finditer(shown):
                yield Hit(match.start(), match.end(), match.expand(confusion.right), True)


def _wrong_words(manuscript: Manuscript) -> Iterator[Hit]:
    return _confused(manuscript, hints=False)


def _variant_words(manuscript: Manuscript) -> Iterator[Hit]:
    return _confused(manuscript, hints=True)


@cache
def _doubled() -> Mapping[str, tuple[str, str]]:
    """Characters never written twice, with those before and behind that make it right (目的的, 的的确确)."""
    rows = (row.split("|") for row in _read()["doubled_characters"])
    return {char: (before, behind) for char, before, behind in rows}


def _doubled_characters(manuscript: Manuscript) -> Iterator[Hit]:
    shown = manuscript.shown
    for char, (before, behind) in _doubled().items():
        if char * 2 not in shown:
            continue
        for match in re.finditer(char + "{2,}", shown):
            left, right = char_at(shown, match.start() - 1), char_at(shown, match.end())
            if left and left == char_at(shown, match.start() - 2):
                continue  # 实实在在, 的的确确
            if (left == "" or left not in before) and (right == "" or right not in behind):
                yield Hit(match.start(), match.end(), char, True)


_TWICE = re.compile(rf"(?P<word>[{HAN}]{{2,6}}?)(?P=word)")
_NUMERAL = re.compile("[〇零一二三四五六七八九十百千万亿某几两]+|[一二两三几每][^〇零一二三四五六七八九十]")


@cache
def _may_repeat() -> frozenset[str]:
    return frozenset(_read()["may_repeat"].split())


@cache
def _may_meet() -> Mapping[str, str]:
    """Words that may stand twice because the second one begins another word (职工代表代表全体职工)."""
    rows = (row.split("|") for row in _read()["may_meet"])
    return {row[0]: row[1] for row in rows}


def _doubled_words(manuscript: Manuscript) -> Iterator[Hit]:
    for match in _TWICE.finditer(manuscript.shown):
        word = match["word"]
        behind = char_at(manuscript.shown, match.end())
        meets = _may_meet().get(word)
        if _NUMERAL.fullmatch(word) or word in _may_repeat() or len(set(word)) == 1 or _is_no_word(word):
            continue
        if meets is not None and (meets == "*" or behind in meets):
            continue
        yield Hit(match.start(), match.end(), word)


def _is_no_word(word: str) -> bool:
    """会委员 in 委员会委员 (a body and its members) and 的职工 in 困难的职工的职工子女 cross word borders."""
    return "的" in {word[0], word[-1]} or (word[0] == "会" and len(word) > 2)


@cache
def _read() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("words/words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


WORD_RULES = (
    Rule(
        id="wrong_word",
        clause="",
        level="error",
        message="疑为错别字：“{text}”应为“{suggestion}”。",
        find=_wrong_words,
    ),
    Rule(
        id="variant_word",
        clause="",
        level="hint",
        message="“{text}”宜写作“{suggestion}”。",
        find=_variant_words,
    ),
    Rule(
        id="doubled_character",
        clause="",
        level="error",
        message="“{text}”多写了字，应为“{suggestion}”。",
        find=_doubled_characters,
    ),
    Rule(
        id="doubled_word",
        clause="",
        level="error",
        message="“{text}”疑为重复录入。",
        find=_doubled_words,
    ),
)
