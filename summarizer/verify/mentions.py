"""Atoms with the words around them, on the side of the text and on the side of the facts."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from summarizer.domain import Atom, DateMention, Period, Quantity
from summarizer.text.atoms import find_atoms
from summarizer.text.sentences import split_clauses, split_sentences

_LEFT_WINDOW, _RIGHT_WINDOW = 12, 10
_DATE_WINDOW = 24
_SHORTEST_CLAUSE = 3
# Characters that tell nothing about what a figure counts: function words, marks, digits, parts of dates.
_MUTE = frozenset(
    "的了共计达为等有已并及和与在于至对由其中约近超余多左右以各该将把被是也都还又年月日号"
    "，。；：、！？（）()“”《》〔〕,.;:% \n\u30000123456789"
)
_MUTE_IN_PAIRS = dict.fromkeys(map(ord, _MUTE - frozenset("年月日号")))
_CLAUSE_MARK = re.compile("[，；。：！？\n]")
_LAST_YEAR = re.compile(r"[（(【]\s*(?:去年|上年|上年度|去年同期|上年同期)\s*[:：为是]?\s*([^）)】]*)[）)】]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """An atom where it stands.

    Attributes:
        atom: the figure, date or name.
        order: index among the mentions of its side.
        owner: index of its fact, or of its sentence on the text's side.
        left, right: telling characters before and behind it, up to the next figure or the clause's end.
        last_year: True for the value given as （去年：…）.
    """

    atom: Atom
    order: int
    owner: int
    left: frozenset[str]
    right: frozenset[str]
    left_text: str
    right_text: str
    last_year: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text with its sentences and mentions; `grams[i]` are the character pairs of sentence i.

    `characters[i]` are its telling characters.
    """

    text: str
    sentences: tuple[tuple[int, int], ...]
    grams: tuple[frozenset[str], ...]
    characters: tuple[frozenset[str], ...]
    mentions: tuple[Mention, ...]


def read_text(text: str, period: Period | None) -> Reading:
    """The text to be checked, read once."""
    atoms = find_atoms(text, period=period)
    sentences = tuple((span[0], span[1]) for span in split_sentences(text))
    starts = [start for start, _ in sentences]
    owners = [max(0, bisect_right(starts, atom.start) - 1) for atom in atoms]
    return Reading(
        text=text,
        sentences=sentences,
        grams=tuple(char_pairs(text[start:end]) for start, end in sentences),
        characters=tuple(telling(text[start:end]) for start, end in sentences),
        mentions=_place(text, atoms, owners, note=(len(text), len(text))),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FactReading:
    """One fact, read once.

    Attributes:
        text: as given.
        body: without the last-year note.
        grams: its character pairs.
        clauses: its clauses and list items without figures and dates, those of one or two characters left out.
        mentions: its atoms, those of the last-year note included.
    """

    text: str
    body: str
    grams: frozenset[str]
    clauses: tuple["FactClause", ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactClause:
    """The words of one clause or list item of a fact."""

    words: str
    grams: frozenset[str]
    characters: frozenset[str]


@lru_cache(maxsize=4096)
def read_fact(text: str, period: Period | None) -> FactReading:
    """One fact as the verifier sees it; pure, and cached because an edit leaves nearly all facts as they were."""
    match = _LAST_YEAR.search(text)
    note = match.span() if match else (len(text), len(text))
    body = text[: note[0]] + text[note[1] :]
    atoms = [
        atom
        for atom in find_atoms(text, period=period)
        if not (isinstance(atom, DateMention) and note[0] <= atom.start < note[1])
    ]
    return FactReading(
        text=text,
        body=body,
        grams=char_pairs(body),
        clauses=_clauses(text, atoms, note),
        mentions=_place(text, atoms, [0] * len(atoms), note=note),
    )


def _clauses(text: str, atoms: Sequence[Atom], note: tuple[int, int]) -> tuple[FactClause, ...]:
    """What a fact says beside its figures, clause by clause; 、 parts list items."""
    words = text
    for atom in atoms:
        if isinstance(atom, Quantity | DateMention):
            words = words[: atom.start] + " " * (atom.end - atom.start) + words[atom.end :]
    words = words[: note[0]] + words[note[1] :]
    found = []
    for start, end in split_clauses(words):
        for item in words[start:end].split("、"):
            characters = telling(item)
            if len(characters) >= _SHORTEST_CLAUSE:
                found.append(FactClause(words=item.strip(), grams=char_pairs(item), characters=characters))
    return tuple(found)


def char_pairs(text: str) -> frozenset[str]:
    """Every two neighbouring telling characters of a text, figures and marks left out."""
    plain = text.translate(_MUTE_IN_PAIRS)
    return frozenset(map("".join, pairwise(plain)))


def telling(text: str) -> frozenset[str]:
    """The characters of a text that say what it is about."""
    return frozenset(text) - _MUTE


def _place(
    text: str, atoms: Sequence[Atom], owners: Sequence[int], *, note: tuple[int, int]
) -> tuple[Mention, ...]:
    clauses = split_clauses(text)
    starts = [clause[0] for clause in clauses]
    mentions: list[Mention] = []
    for order, (atom, owner) in enumerate(zip(atoms, owners, strict=True)):
        left_bound, right_bound = _bounds(atoms, order, clauses, starts, len(text))
        left = text[left_bound : atom.start]
        right = text[atom.end : right_bound]
        if mentions and not telling(left) and _follows_figure(text, mentions[-1], atom, owner):
            left = mentions[-1].left_text
        mentions.append(
            Mention(
                atom=atom,
                order=order,
                owner=owner,
                left=telling(left),
                right=telling(right),
                left_text=left,
                right_text=right,
                last_year=note[0] <= atom.start < note[1],
            )
        )
    return tuple(mentions)


def _follows_figure(text: str, previous: Mention, atom: Atom, owner: int) -> bool:
    """大病救助21人、63万元: a figure right behind another counts for the same thing."""
    return (
        isinstance(atom, Quantity)
        and isinstance(previous.atom, Quantity)
        and previous.owner == owner
        and not _CLAUSE_MARK.search(text, previous.atom.end, atom.start)
    )


def _bounds(
    atoms: Sequence[Atom], order: int, clauses: Sequence[tuple[int, int]], starts: Sequence[int], length: int
) -> tuple[int, int]:
    """The window whose words belong to atom `order`: a date looks far ahead, a figure stops at its neighbours."""
    atom = atoms[order]
    kind = DateMention if isinstance(atom, DateMention) else Quantity
    index = bisect_right(starts, atom.start) - 1
    clause_start, clause_end = clauses[index][:2] if index >= 0 else (0, length)
    left = max(clause_start, atom.start - _LEFT_WINDOW)
    ahead = _DATE_WINDOW if kind is DateMention else _RIGHT_WINDOW
    right = min(atom.end + ahead, length if kind is DateMention else max(clause_end, atom.end))
    for before in range(order - 1, -1, -1):
        if atoms[before].end <= left:
            break
        if isinstance(atoms[before], kind):
            left = atoms[before].end
            break
    for behind in range(order + 1, len(atoms)):
        if atoms[behind].start >= right:
            break
        if isinstance(atoms[behind], kind):
            right = atoms[behind].start
            break
    return left, right
