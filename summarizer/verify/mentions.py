"""Atoms with the words around them, on the side of the text and on the side of the facts."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.domain import Atom, DateMention, Period, Quantity
from summarizer.text.atoms import find_atoms
from summarizer.text.sentences import split_clauses, split_sentences

_LEFT_WINDOW, _RIGHT_WINDOW = 12, 10
_DATE_WINDOW = 24
# Characters that tell nothing about what a figure counts.
_FILLER = frozenset("的了共计达为等有已并及和与在于至对由其中约近超余多左右以各该将把被是也都还又，。；：、！？（）“”《》〔〕\n \u3000")
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
    """A text with its sentences and mentions; `grams[i]` are the character pairs of sentence i."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    grams: tuple[frozenset[str], ...]
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
        mentions=_place(text, atoms, owners, last_year_from=len(text) + 1),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FactReading:
    """One fact, read once: its words without the last-year note, character pairs and mentions."""

    text: str
    body: str
    grams: frozenset[str]
    mentions: tuple[Mention, ...]


@lru_cache(maxsize=4096)
def read_fact(text: str, period: Period | None) -> FactReading:
    """One fact as the verifier sees it; pure, and cached because an edit leaves nearly all facts as they were."""
    note = _LAST_YEAR.search(text)
    body = text[: note.start()] + text[note.end() :] if note else text
    note_start, note_end = note.span() if note else (len(text), len(text))
    atoms = find_atoms(text, period=period)
    inside = [note_start <= atom.start < note_end for atom in atoms]
    kept = [(atom, flag) for atom, flag in zip(atoms, inside, strict=True) if not (flag and isinstance(atom, DateMention))]
    mentions = _place(text, [atom for atom, _ in kept], [0] * len(kept), last_year_from=note_start, last_year_to=note_end)
    return FactReading(text=text, body=body, grams=char_pairs(body), mentions=mentions)


def char_pairs(text: str) -> frozenset[str]:
    """Every two neighbouring telling characters of a text, figures and marks left out."""
    plain = [c for c in text if c not in _FILLER and not c.isdigit()]
    return frozenset(map("".join, zip(plain, plain[1:], strict=False)))


def telling(text: str) -> frozenset[str]:
    """The characters of a text that say what it is about."""
    return frozenset(c for c in text if c not in _FILLER and c not in "年月日号" and not c.isdigit())


def _place(
    text: str, atoms: Sequence[Atom], owners: Sequence[int], *, last_year_from: int, last_year_to: int = 0
) -> tuple[Mention, ...]:
    clauses = split_clauses(text)
    starts = [clause[0] for clause in clauses]
    mentions = []
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
                last_year=last_year_from <= atom.start < last_year_to,
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
