"""Names in Chinese text: 《titles》, quoted names, honours, persons and organisations.

Spans are code-point offsets into the text as given; `norm` is what is compared. Persons, honours and
organisations have their own modules; this one adds what is written between marks and puts all together.
"""

from bisect import bisect_right
from collections.abc import Iterable

from summarizer.domain import AtomKind, Name
from summarizer.text.honours import find_honours, normalize_honour
from summarizer.text.marks import quote_pairs, title_pairs
from summarizer.text.naming import normalize_name
from summarizer.text.organisations import find_organisations
from summarizer.text.persons import find_persons, is_surname, looks_like_name

__all__ = [
    "find_honours",
    "find_names",
    "find_organisations",
    "find_persons",
    "find_quotes",
    "find_titles",
    "is_surname",
    "looks_like_name",
    "normalize_honour",
    "normalize_name",
]

_LONGEST_QUOTE = 30  # characters between the marks; what is longer is speech
_SPEECH_MARKS = frozenset("。！？!?")


def find_titles(text: str) -> tuple[Name, ...]:
    """The outermost 《…》 closed on their line, in order, marks included, with all that is nested in them."""
    return tuple(
        _marked(text, start, end, AtomKind.TITLE)
        for start, end in title_pairs(text)
        if _is_filled(text, start, end)
    )


def find_quotes(text: str) -> tuple[Name, ...]:
    """The quoted names (“…”, ‘…’, 「…」, "…") closed on their line, in order, marks included.

    What is longer than 30 characters or holds 。！？ is speech and no name; names quoted inside it are found.
    """
    names: list[Name] = []
    for start, end in quote_pairs(text):
        if _is_speech(text[start + 1 : end - 1]):
            names.extend(_shifted(name, start + 1) for name in _inner_quotes(text[start + 1 : end - 1]))
        elif _is_filled(text, start, end):
            names.append(_marked(text, start, end, AtomKind.QUOTE))
    return tuple(names)


def find_names(text: str) -> tuple[Name, ...]:
    """All names of `text` in order, not overlapping.

    Of names that overlap, what stands between marks wins over the rest, an honour over an organisation over a
    person, and of one rank the longer; only an honour that takes a whole quote in wins over that quote.
    """
    titles, quotes, honours = find_titles(text), find_quotes(text), find_honours(text)
    quoting = _Taken(quotes)
    awarded = tuple(honour for honour in honours if quoting.overlaps(honour))
    bare = tuple(honour for honour in honours if not quoting.overlaps(honour))
    marked = _longest_disjoint((*titles, *quotes))
    ranked = (awarded, marked, bare, find_organisations(text), find_persons(text))
    chosen: list[Name] = []
    for names in ranked:
        taken = _Taken(chosen)
        chosen += [name for name in names if not taken.overlaps(name)]
        chosen.sort(key=lambda name: name.start)
    return tuple(chosen)


class _Taken:
    """Sorted names that do not overlap, asked whether another one overlaps them."""

    __slots__ = ("_names", "_starts")

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = sorted(names, key=lambda name: name.start)
        self._starts = [name.start for name in self._names]

    def overlaps(self, name: Name) -> bool:
        index = bisect_right(self._starts, name.start)
        before = index > 0 and self._names[index - 1].end > name.start
        return before or (index < len(self._names) and self._names[index].start < name.end)


def _longest_disjoint(names: Iterable[Name]) -> tuple[Name, ...]:
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
        elif name.end - name.start > kept[-1].end - kept[-1].start:
            kept[-1] = name
    return tuple(kept)


def _marked(text: str, start: int, end: int, kind: AtomKind) -> Name:
    written = text[start:end]
    return Name(start=start, end=end, text=written, kind=kind, norm=normalize_name(written))


def _is_filled(text: str, start: int, end: int) -> bool:
    return normalize_name(text[start:end]) != ""


def _is_speech(inner: str) -> bool:
    return len(inner) > _LONGEST_QUOTE or not _SPEECH_MARKS.isdisjoint(inner)


def _inner_quotes(inner: str) -> tuple[Name, ...]:
    """Names quoted inside speech, one level down."""
    return tuple(
        _marked(inner, start, end, AtomKind.QUOTE)
        for start, end in quote_pairs(inner)
        if not _is_speech(inner[start + 1 : end - 1]) and _is_filled(inner, start, end)
    )


def _shifted(name: Name, offset: int) -> Name:
    return Name(
        start=name.start + offset, end=name.end + offset, text=name.text, kind=name.kind, norm=name.norm
    )
