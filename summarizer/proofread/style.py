"""Hints on style: sentences too long, openings repeated, slogans in heaps, filler; never more than hints."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from summarizer.proofread.manuscript import HAN, Manuscript
from summarizer.proofread.remarks import Hit, Rule

# Longest sentence of the bundled samples: see benchmarks/proofread.py; ； parts a sentence for the reader.
LONGEST_SENTENCE_CHARS = 150
_OPENING_CHARS = 2
_OPENINGS_IN_A_ROW = 3
_SLOGANS_PER_LINE = 4
_CHARS_PER_SLOGAN = 30
_CHAIN_PAIRS = 2

_TABLE_SIGNS = frozenset("\t|")
_STRETCH = re.compile(r"[^。！？；\n]+")
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_PLAIN_OPENING = re.compile(rf"[{HAN}]{{{_OPENING_CHARS}}}")
_NUMERAL = re.compile("[一二三四五六七八九十]")
_ORDER = ("首先", "其次", "再次", "最后")
_NOT_ONLY = re.compile("不仅|不但|不只")
_BUT_ALSO = re.compile("而且|还|也|更|并且")


def _long_sentences(manuscript: Manuscript) -> Iterator[Hit]:
    for match in _STRETCH.finditer(manuscript.shown):
        stretch = match.group().strip()
        is_list = stretch.count("、") * 8 >= len(stretch) or not _TABLE_SIGNS.isdisjoint(stretch)
        if len(stretch) > LONGEST_SENTENCE_CHARS and not is_list:
            start = match.start() + match.group().index(stretch[0])
            message = f"这一句有{len(stretch)}字，建议断成几句。"
            yield Hit(start, start + len(stretch), message=message)


def _repeated_openings(manuscript: Manuscript) -> Iterator[Hit]:
    """The third sentence in a row within a paragraph that begins with the same two characters."""
    for line in manuscript.lines:
        openings = [
            (match.start(), match.group()[:_OPENING_CHARS])
            for match in _SENTENCE.finditer(manuscript.shown, line.start, line.end)
        ]
        in_a_row = 1
        for (_, before), (start, opening) in pairwise(openings):
            in_a_row = in_a_row + 1 if opening == before else 1
            if in_a_row == _OPENINGS_IN_A_ROW and _is_plain(opening):
                yield Hit(start, start + _OPENING_CHARS)


def _is_plain(opening: str) -> bool:
    """一是, 二是 and dates open many sentences by right."""
    return _PLAIN_OPENING.fullmatch(opening) is not None and _NUMERAL.search(opening) is None


def _slogans(manuscript: Manuscript) -> Iterator[Hit]:
    """Paragraphs in which set phrases crowd: at least four, one in every thirty characters."""
    for line in manuscript.lines:
        found = [
            match
            for match in _slogan_pattern().finditer(manuscript.shown, line.start, line.end)
            if not _is_quoted(match)
        ]
        if len(found) < _SLOGANS_PER_LINE:
            continue
        length = found[-1].end() - found[0].start()
        if length <= len(found) * _CHARS_PER_SLOGAN:
            message = f"这里连用了{len(found)}个口号式词语，建议换成做了什么、做成了什么。"
            yield Hit(found[0].start(), found[-1].end(), message=message)


def _is_quoted(match: re.Match[str]) -> bool:
    """“不忘初心、牢记使命” is the name of a campaign."""
    return match.string[match.start() - 1 : match.start()] == "“" or match.string.startswith("”", match.end())


def _filler(manuscript: Manuscript) -> Iterator[Hit]:
    for word in _words("filler"):
        if word in manuscript.shown:
            for match in re.finditer(re.escape(word), manuscript.shown):
                yield Hit(match.start(), match.end())


def _order_chains(manuscript: Manuscript) -> Iterator[Hit]:
    """首先…其次…最后 at the head of clauses of one text, in this order."""
    shown = manuscript.shown
    opened: list[int] = []
    for match in _ordered_word().finditer(shown):
        if match["word"] == _ORDER[0]:
            opened = [match.start("word")]
        elif opened and len(opened) == 1:
            opened.append(match.start("word"))
            yield Hit(opened[0], opened[0] + len(_ORDER[0]))


def _contrast_chains(manuscript: Manuscript) -> Iterator[Hit]:
    """不仅…而且 used again and again in one paragraph."""
    for line in manuscript.lines:
        pairs = [
            match
            for match in _NOT_ONLY.finditer(manuscript.shown, line.start, line.end)
            if _BUT_ALSO.search(manuscript.shown, match.end(), min(line.end, match.end() + 40))
        ]
        if len(pairs) > _CHAIN_PAIRS:
            yield Hit(pairs[_CHAIN_PAIRS].start(), pairs[_CHAIN_PAIRS].end())


@cache
def _read() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("words/style.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(_read()[key].split())


@cache
def _slogan_pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words("slogans"))))


@cache
def _ordered_word() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[\n。；，：]))(?P<word>{'|'.join(_ORDER)})(?=[，、{HAN}])")


STYLE_RULES = (
    Rule(
        id="long_sentence",
        clause="",
        level="hint",
        message="句子过长，建议断成几句。",
        find=_long_sentences,
    ),
    Rule(
        id="repeated_opening",
        clause="",
        level="hint",
        message="连续几句都以“{text}”开头，建议换个说法。",
        find=_repeated_openings,
    ),
    Rule(
        id="slogans",
        clause="",
        level="hint",
        message="口号式词语过密，建议换成具体的做法和结果。",
        find=_slogans,
    ),
    Rule(
        id="filler",
        clause="",
        level="hint",
        message="“{text}”是套话，多半可以删去。",
        find=_filler,
    ),
    Rule(
        id="order_chain",
        clause="",
        level="hint",
        message="“首先……其次……”式的串联像讲稿，公文里宜用序号或“一是”“二是”。",
        find=_order_chains,
        signs="首",
    ),
    Rule(
        id="contrast_chain",
        clause="",
        level="hint",
        message="一段里多次用“{text}……”，建议换个句式。",
        find=_contrast_chains,
        signs="不",
    ),
)
