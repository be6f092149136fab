"""Words of other pages where only the sense tells them: 宝宝满月酒请帖炼胶车间夏天最高到过43℃.

A learned table (`lexicon/foreign.toml`, by `benchmarks.foreign_words`) says how much a word speaks for a web
title. Words that stand together at either end of a clause or behind a figure with its unit are weighed; what
speaks clearly is flagged, never removed, because a union may write of anything.
"""

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Final, NamedTuple

from summarizer.library.clean.lines import HAN, Line, lines_of
from summarizer.library.clean.titles import is_title
from summarizer.library.lexicon import mapping, word_list
from summarizer.library.manuscript import Change
from summarizer.text.numbering import parse_numbering

_CLAUSE = re.compile(r"[^，。；：！？、\n“”‘’（）《》()\[\]【】 \u3000\t-]{4,}")
_BEHIND_UNIT = re.compile(
    rf"\d(?:余|多)?(?:万|亿)?(?:人次|人|[%％]|元|户次|小时|分钟|天|公里|吨|公斤|岁)(?P<words>[{HAN}]{{4,16}})(?=[，。；])"
)
_BEHIND_MEASURE = re.compile(rf"\d[{HAN}]{{1,2}}?(?P<words>[{HAN}]{{5,16}})(?=[，。；])")
# A figure in words with its unit ends what is told: 养猪三十八头.
_COUNTED = re.compile(
    "[二三四五六七八九两一]?[十百千万][一二三四五六七八九十百千万余多]*[头亩只口把台间张条件个人名户场次斤套份本]$"
)
_JOINED = re.compile(f"^[{HAN}]{{2,6}}[和与及][{HAN}]{{2,8}}$")
_IS_WORD = re.compile(f"[{HAN}]")
# What holds a sentence together: a title has none of it.
_JOINTS: Final = frozenset("的了和与及等由在被以将把为对从有是也并还都又再让使到向给就至后前时中不") | {
    "其中",
    "左右",
}
_OTHER_WORD, _OTHER_CHAR = 0.4, 0.2  # what a word, a character outside the table speaks against a title
_OPENERS: Final = ("“", "《")
_LINE_CHARS: Final = 20
_MIN_CHARS, _TITLE_CHARS = 4, 16
_REASON: Final = "与工会工作无关的词语，可能混入了其他网页的标题"


class _Stretch(NamedTuple):
    """Words at an edge: characters, sum of weights, number of words in the table."""

    chars: int = 0
    weight: float = 0.0
    foreign: int = 0

    def beats(self, *, two: float, one: float) -> bool:
        """Whether two or more foreign words weigh `two`, or a single one weighs `one`."""
        least = two if self.foreign > 1 else one
        return self.chars >= _MIN_CHARS and self.foreign > 0 and self.weight >= least


def flag_foreign(text: str) -> Iterator[Change]:
    """Stretches of words of other pages are flagged; nothing where rjieba is missing (Windows on ARM)."""
    segment, table = segmenter(), word_weights()
    if segment is None:
        return
    for line in lines_of(text):
        if (
            len(line.said) < _LINE_CHARS
            or "\t" in line.said
            or not any(map(table.__contains__, segment(line.said)))
        ):
            continue
        if "。" in line.said or not is_title(line.said):
            yield from _in_line(text, line, segment)
    for match in _BEHIND_MEASURE.finditer(text):
        if match["words"].endswith(_foreign_genres()):
            yield Change(match.start("words"), match.end("words"), None, _REASON)
    for match in _BEHIND_UNIT.finditer(text):
        if match["words"].endswith(word_list("anchors", "genres")):
            yield Change(match.start("words"), match.end("words"), None, _REASON)


def word_ends(words: str) -> frozenset[int]:
    """Offsets at which words end; none where rjieba is missing."""
    segment = segmenter()
    return frozenset(accumulate(map(len, segment(words)))) if segment else frozenset()


def splits_word(left: str, right: str, *, listed: bool = False) -> bool:
    """Whether a word goes on from `left` to `right`, if `listed` one of the dictionary and no guess.

    Never where rjieba is missing.
    """
    segment = segmenter()
    if segment is None:
        return False
    words = segment(left + right, not listed)
    return len(left) not in accumulate(map(len, words))


def first_word(said: str) -> str:
    """The word `said` begins with; "" where rjieba is missing."""
    segment = segmenter()
    return segment(said)[0] if segment is not None else ""


def last_word(said: str) -> str:
    """The word `said` ends with; "" where rjieba is missing."""
    segment = segmenter()
    return segment(said)[-1] if segment is not None else ""


def _in_line(text: str, line: Line, segment: Callable[[str], Sequence[str]]) -> Iterator[Change]:
    first = parse_numbering(line.said) is None
    for clause in _CLAUSE.finditer(text, line.start, line.end):
        if text[clause.start() - 1 : clause.start()] in _OPENERS and text[clause.end() : clause.end() + 1]:
            first = False
            continue  # what somebody has named or said is the text's own
        if _COUNTED.search(clause.group()) or _is_listed(text, clause):
            first = False
            continue
        words = segment(clause.group())
        opening = _weigh(words, others_first=1)
        clear = opening.beats(two=0.7, one=1.4) if first else opening.beats(two=1.0, one=2.5)
        first = False
        own = clear and (_is_led(clause.group()) or _recurs(text, words, opening))
        if clear and opening.chars < len(clause.group()) and not own:
            yield Change(clause.start(), clause.start() + opening.chars, None, _REASON)
            continue
        ending = _weigh(reversed(words), others_first=2)
        if ending.beats(two=1.0, one=2.5) and not _is_led(clause.group()[-ending.chars :]):
            yield Change(clause.end() - ending.chars, clause.end(), None, _REASON)
    for match in _BEHIND_UNIT.finditer(text, line.start, line.end):
        behind = _weigh(segment(match["words"]), others_first=2)
        if behind.beats(two=0.5, one=0.5) and not _is_led(match["words"]):
            yield Change(match.start("words"), match.end("words"), None, _REASON)


def _is_listed(text: str, clause: re.Match[str]) -> bool:
    """Whether a clause is short and the last of a list (化妆、摄影、英语口语和心理减压)."""
    return text[clause.start() - 1 : clause.start()] == "、" and _JOINED.search(clause.group()) is not None


def _recurs(text: str, words: Sequence[str], stretch: _Stretch) -> bool:
    """Whether the text tells of the foreign word at the head of a clause again, behind 的: it is its own."""
    reached = accumulate(map(len, words))
    foreign = [
        word
        for word, end in zip(words, reached, strict=True)
        if end <= stretch.chars and word in word_weights()
    ]
    return len(foreign) == 1 and f"的{foreign[0]}" in text


def _is_led(words: str) -> bool:
    """Whether a stretch begins with what a union does to things: 考取导游证, 举办教案评比."""
    return first_word(words) in _doings()


@cache
def _doings() -> frozenset[str]:
    return frozenset(word for word in word_list("anchors", "governing") if len(word) > 1)


def _weigh(words: Iterable[str], *, others_first: int) -> _Stretch:
    """The stretch from the first of `words` on that speaks most for a title.

    Args:
        words: from the edge inwards.
        others_first: how many words outside the table may stand at the edge.
    """
    table, best = word_weights(), _Stretch()
    chars, weight, foreign = 0, 0.0, 0
    for place, word in enumerate(words):
        if (not foreign and place > others_first) or word in _JOINTS or not _IS_WORD.match(word):
            break
        chars += len(word)
        if chars > _TITLE_CHARS:
            break
        known = table.get(word)
        weight += known if known is not None else -(_OTHER_WORD if len(word) > 1 else _OTHER_CHAR)
        foreign += known is not None
        if known is not None and weight > best.weight:
            best = _Stretch(chars, weight, foreign)
    return best


@cache
def _foreign_genres() -> tuple[str, ...]:
    return tuple(sorted(set(word_list("anchors", "genres")) - set(word_list("anchors", "own"))))


@cache
def word_weights() -> Mapping[str, float]:
    """How much a word speaks for a web title, natural logarithm of its odds; words of the table only."""
    groups: Mapping[str, str] = mapping("foreign", "weights")
    ours = frozenset(word_list("anchors", "leisure"))
    return {
        word: float(weight) for weight, words in groups.items() for word in words.split() if word not in ours
    }


@cache
def segmenter() -> Callable[..., Sequence[str]] | None:
    """What cuts a text into words, None where rjieba is missing (Windows on ARM).

    Without guessing words if its second argument is False.
    """
    try:
        cut: Callable[..., Sequence[str]] = importlib.import_module("rjieba").cut
    except ImportError:
        return None
    return cut
