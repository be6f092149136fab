"""Titles of other pages glued without any mark behind a heading.

思想上走心，不走形党课心得体会: such a title is what pages are about (topics in `lexicon/anchors.toml`) and a
kind of writing. Where a heading ends is told by that, and by its equals, which end alike. What no topic
proves is left to the rules that flag.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from summarizer.library.clean.foreign import first_word, last_word, word_ends
from summarizer.library.clean.lines import HAN, IS_HAN, Line, lines_of
from summarizer.library.clean.openings import glued_openings
from summarizer.library.clean.web_titles import (
    DOUBT,
    OWN_TIME,
    REASON,
    UNION,
    foreign_kinds,
    kind_ends,
    known_title,
    may_be_titled,
    titled,
    topic,
)
from summarizer.library.lexicon import word_list
from summarizer.library.manuscript import Change
from summarizer.text.numbering import Numbering, parse_numbering

_HEADING_CHARS: Final = 48
_LEAST_CHARS: Final = 2
_TITLE_CHARS: Final = 16
_NEVER_FIRST: Final = "的了着过地得们，、：；"
_UNION_CHARS: Final = 6
_LEAST_TITLE: Final = 3
_MANY: Final = 3
# Weights by judgement on texts of our own: a topic of the web proves a title, as do two clauses as long as
# those of another heading or as each other; one clause of equal length needs characters in common, a kind
# of writing no union uses, or several equals of just that length.
_LEAST_PROOF: Final = 2.3
_FIRST_TOPIC, _LATER_TOPIC = 2.5, 1.0
_ENOUGH_SHARED: Final = 2
_MOST: Final = 0.6  # of the headings that may end alike
_APART: Final = 2
_OTHER_NUMERAL = re.compile("[壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛壬癸]、")
# What a title is led to by: a word that is left open, a measure word, a time of the union's own.
_LEFT_OPEN = re.compile(
    "(?:[的和与及、，：“（《把将在为对就也还都更越不没能]|[一二三四五六七八九十两百几每各本该这那][次场个项期类道盏本把条份张支块])$"
)
# A measure word, too, alone or counted; 固本 and 书本 are words of their own.
_MEASURE_WORD = re.compile("[一二三四五六七八九十两百千几数每各这那\\d]*[份封篇张条首幅本]")

# What is kept in order, a short kind of writing: 管好集体合同, 写好讲稿.
_MANAGED = re.compile(f"(?![最友])[{HAN}][好牢实准细活][{HAN}]{{2,4}}")


class _Heading(NamedTuple):
    """A short numbered line: the kind of its number, its value (0 where it is not counted) and its words."""

    line: Line
    level: str
    number: int
    words: str


def drop_glued(text: str) -> Iterator[Change]:
    """Glued titles go where a topic or the headings of the level prove them, else are flagged."""
    headings: dict[str, list[_Heading]] = {}
    before = ""
    for line in lines_of(text):
        if not line.said:
            continue
        heading = _heading(line) if len(line.said) <= _HEADING_CHARS and "。" not in line.said else None
        if heading is not None:
            headings.setdefault(heading.level, []).append(heading)
        else:
            yield from glued_openings(text, line, before)
        before = line.said
    for equals in headings.values():
        yield from _behind_headings(text, equals)


def _heading(line: Line) -> _Heading | None:
    numbering: Numbering | None = parse_numbering(line.said)
    if numbering is not None:
        return _Heading(line, str(numbering.level), numbering.number, line.said[numbering.end :])
    match = _OTHER_NUMERAL.match(line.said)
    return _Heading(line, "other", 0, line.said[match.end() :]) if match else None


def _behind_headings(text: str, equals: Sequence[_Heading]) -> Iterator[Change]:
    glued = [heading for heading in equals if _may_be_glued(heading.words)]
    if not glued:
        return
    clean = [heading.words for heading in equals if not _is_titled(heading.words)]
    kin = _Kin(clean, [heading.words for heading in glued])
    followers = dict(pairwise(equals))
    for heading in glued:
        following = followers.get(heading)
        # Before its own number, or a lower one, comes again, a heading is no part of the text as a whole.
        strange = following is not None and 1 < following.number <= heading.number
        end = heading.line.start + len(text[heading.line.start : heading.line.end].rstrip())
        start = end - len(heading.words)
        cut = 0 if strange else _cut(heading.words, kin)
        if cut:
            yield Change(start + cut, end, "", REASON)
        elif not strange and _is_strange(heading.words):
            yield Change(start, end, None, DOUBT)


class _Kin:
    """How the headings of one level are alike: the lengths of their clauses, and what stands where."""

    def __init__(self, clean: Sequence[str], glued: Sequence[str]) -> None:
        self._shapes = frozenset(map(_shape, clean))
        self._is_even = len(self._shapes) == 1 and len(clean) >= _MANY
        self._last = frozenset(one[-1:] for one in clean)
        every = [*clean, *glued]
        said = Counter((place, char) for one in every for place, char in enumerate(one) if IS_HAN.match(char))
        self._shared = frozenset(where for where, times in said.items() if times > 1)
        common = {place for (place, _), times in said.items() if 2 * times > len(every) > 1}
        self._end = _common_end([{len(one)} for one in clean] + [_ends(one) for one in glued], common)

    def likeness(self, own: str) -> float:
        """How much speaks for a heading that ends with `own`, 0 for nothing."""
        shape = _shape(own)
        found = 0.5 * (own[-1:] in self._last)
        if shape in self._shapes:
            shared = sum(where in self._shared for where in enumerate(own))
            alike = 2.5 if len(shape) > 1 else 1.5 if self._is_even else 0.5
            return found + 0.5 * min(shared, _ENOUGH_SHARED) + 0.1 * shared + alike
        even = len(shape) > 1 and len(set(shape)) == 1
        return found + 3.0 * (even or len(own) == self._end)


def _common_end(ends: Sequence[set[int]], common: set[int]) -> int:
    """Where most headings may end, right behind the characters they have in common; 0 for nowhere."""
    counted = Counter(end for places in ends for end in places)
    for end in sorted(counted, key=lambda end: (-counted[end], end)):
        often = len(ends) >= _MANY and counted[end] >= _MOST * len(ends)
        if often and any(place < end for place in common) and common.isdisjoint(range(end, end + _APART)):
            return end
    return 0


def _ends(words: str) -> set[int]:
    """Where the own words of a heading may end, before a glued title."""
    places = {*word_ends(words), *_topic_places(words)}
    return {place for place in places if _may_part(words[:place].rstrip(), words[place:].strip())}


def _may_be_glued(words: str) -> bool:
    return _is_titled(words) and not known_title().fullmatch(words)


def _may_part(own: str, title: str) -> bool:
    return _LEAST_TITLE <= len(title) <= _TITLE_CHARS and title[0] not in _NEVER_FIRST and _may_end(own)


def _cut(words: str, kin: _Kin) -> int:
    """Where the heading's own words end and a title begins; 0 where no title is proved."""
    best, most = 0, 0.0
    topical, ends, foreign = False, word_ends(words), _ends_foreign(words)
    for place in range(_LEAST_CHARS, len(words)):
        own, title = words[:place].rstrip(), words[place:].strip()
        if not _may_part(own, title):
            continue
        # Words that may belong to the title hardly end the heading.
        told = (_LATER_TOPIC if topical else _FIRST_TOPIC) if _is_topical(title) else 0.0
        topical = topical or told > 0
        alike = kin.likeness(own)
        proof = max(alike, told) + 0.4 * min(alike, told) + foreign + 0.8 * (place in ends) - 0.01 * place
        if proof > most and proof >= _LEAST_PROOF:
            best, most = place, proof
    return best


def _is_strange(words: str) -> bool:
    """Whether a heading ends like a title that no word of it leads to."""
    match = titled().search(words)
    return (
        match is not None
        and not _MANAGED.fullmatch(words)
        and first_word(words) not in word_list("anchors", "governing")
        and _may_end(words[: match.start()].rstrip())
    )


def _is_titled(words: str) -> bool:
    return may_be_titled(words) and titled().search(words) is not None


def _topic_places(words: str) -> Iterator[int]:
    """Where a title of known words may begin, up to the kind of writing alone."""
    for place in range(_LEAST_CHARS, len(words)):
        if known_title().fullmatch(words, place):
            yield place


def _shape(words: str) -> tuple[int, ...]:
    return tuple(len(clause) for clause in re.split("[，：、 ]", words))


def _may_end(own: str) -> bool:
    """Whether a heading may end with these words, and is not led on to a kind of writing."""
    return (
        len(IS_HAN.findall(own)) >= _LEAST_CHARS
        and _shape(own)[-1] >= _LEAST_CHARS
        and not _LEFT_OPEN.search(own)
        and not _MEASURE_WORD.fullmatch(last_word(own[-_UNION_CHARS:]) or own[-1])
        and not OWN_TIME.fullmatch(own)
        and not own.endswith(kind_ends())
        and not (len(own) <= _UNION_CHARS and UNION.search(own))
        and last_word(own[-_UNION_CHARS:]) not in _leading_words()
    )


def _is_topical(title: str) -> bool:
    match = known_title().fullmatch(title)
    return match is not None and topic().search(match["about"]) is not None


def _ends_foreign(words: str) -> bool:
    """Whether words end with a kind of writing no union uses."""
    match = titled().search(words)
    return match is not None and match["kind"] in foreign_kinds()


@cache
def _leading_words() -> frozenset[str]:
    """Verbs a kind of writing belongs to; of those that follow a noun, too (岗位上), nothing is told."""
    return frozenset(word_list("anchors", "governing")) - frozenset("上下起过得")
