"""Atoms with the words around them, on the side of the text and on the side of the facts."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from summarizer.domain import Atom, DateMention, Name, Period, Quantity
from summarizer.text.atoms import find_atoms
from summarizer.text.sentences import split_clauses, split_sentences
from summarizer.verify.jottings import with_jottings
from summarizer.verify.marks import CLAUSE_MARK
from summarizer.verify.shared_units import with_units

_LEFT_WINDOW, _RIGHT_WINDOW = 12, 10
_DATE_WINDOW = 24
_SHORTEST_CLAUSE = 3
_MOST_STEPS = 12
# Characters that tell nothing about what a figure counts: function words, marks, digits, parts of dates.
_MUTE = frozenset(
    "的了共计达为等有已并及和与在于至对由其中约近超余多左右以各该将把被是也都还又年月日号"
    "，。；：、！？（）()“”《》〔〕,.;:% \n\u30000123456789"
)
_MUTE_IN_PAIRS = dict.fromkeys(map(ord, _MUTE - frozenset("年月日号")))
_LIST_MARK = re.compile("[、和及与]")
# What joins the parts of a clause; a second act behind 并 is told by four characters or more.
_JOINT = re.compile(r"、|(?<=[^，；。、合]{4})并(?![案列入轨购网])(?=[^，；。、]{4})")
PENDING = re.compile(r"【待补充?[^【】\n]*】")
# Labels of a bullet, and words that a figure alone makes sense of.
_SAYS_NOTHING = re.compile(
    "(?:单位[:：])?[万亿]?元|(?:存在|主要|突出)?(?:的)?(?:问题|不足|困难|短板|差距)|下一步(?:工作)?(?:打算|计划|思路)?|工作计划|(?:其中|平均|每[天日周月年人户场次]|平均每[天日周月年人户场次])"
    "|(?:同比|环比|比|较|与)? *(?:同期)?(?:相比)?(?:净?增[加长]?|提高|提升|上升|下降|减少|降低|多|少)了?"
)
_SPEAKER = re.compile(
    r"^\s*(?:(?:[\u4e00-\u9fff]{0,4}(?:公司|学校|医院|机关|街道|社区|集团|分局|企业)|[校院局厂司区县市])?(?:总工会|工会)(?![小组干活工主会委]))"
)
# /月·人（户外）: what a bracket right behind a figure and its measure says of it.
_ASIDE = re.compile("[^，。；、：（()）0-9]{0,6}[（(][^（）()0-9]{1,8}[）)]")
# 三家工会分别于5月、6月、8月换届: told of each, nothing stands for it.
_EACH_IN_TURN = re.compile("分别[于在为是有由]?")
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
    """A text with its sentences and mentions.

    Attributes:
        sentences: offsets of the sentences.
        grams, characters: per sentence its character pairs and its telling characters.
        mentions: all atoms in order, those inside 【待补充：…】 left out.
        figures, dates, names: the mentions by what they are.
        by_sentence: the mentions of each sentence.
    """

    text: str
    sentences: tuple[tuple[int, int], ...]
    grams: tuple[frozenset[str], ...]
    characters: tuple[frozenset[str], ...]
    mentions: tuple[Mention, ...]
    figures: tuple[Mention, ...]
    dates: tuple[Mention, ...]
    names: tuple[Mention, ...]
    by_sentence: tuple[tuple[Mention, ...], ...]


@lru_cache(maxsize=16)
def read_text(text: str, period: Period | None) -> Reading:
    """The text to be checked; cached because several judges ask for the same one in turn."""
    atoms = _outside_placeholders(text, with_jottings(text, find_atoms(text, period=period)))
    sentences = tuple((span[0], span[1]) for span in split_sentences(text))
    starts = [start for start, _ in sentences]
    owners = [max(0, bisect_right(starts, atom.start) - 1) for atom in atoms]
    mentions = _place(text, atoms, owners)
    groups: list[list[Mention]] = [[] for _ in sentences]
    for mention in mentions:
        groups[mention.owner].append(mention)
    return Reading(
        text=text,
        sentences=sentences,
        grams=tuple(char_pairs(text[start:end]) for start, end in sentences),
        characters=tuple(telling(text[start:end]) for start, end in sentences),
        mentions=mentions,
        figures=tuple(mention for mention in mentions if isinstance(mention.atom, Quantity)),
        dates=tuple(mention for mention in mentions if isinstance(mention.atom, DateMention)),
        names=tuple(mention for mention in mentions if isinstance(mention.atom, Name)),
        by_sentence=tuple(map(tuple, groups)),
    )


def _outside_placeholders(text: str, atoms: Sequence[Atom]) -> Sequence[Atom]:
    """The atoms that stand in no 【待补充：…】: what is asked for there is not said."""
    pending = [match.span() for match in PENDING.finditer(text)]
    if not pending:
        return atoms
    starts = [start for start, _ in pending]

    def is_said(atom: Atom) -> bool:
        index = bisect_right(starts, atom.start) - 1
        return index < 0 or atom.start >= pending[index][1]

    return [atom for atom in atoms if is_said(atom)]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FactReading:
    """One fact, read once; compared by identity.

    Attributes:
        text: as given.
        body: without the notes of last year.
        grams: its character pairs.
        clauses: its clauses and list items of three or more telling characters.
        mentions: its atoms, those of such a note included.
    """

    text: str
    body: str
    grams: frozenset[str]
    clauses: tuple["FactClause", ...]
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactClause:
    """The words of one clause or list item of a fact.

    Attributes:
        start, end: offsets into the fact's text.
        grams, characters: its character pairs and telling characters.
        own_grams, own_characters: those of them that no other clause of the fact has.
        is_listed: whether it is one of several that 、 joins.
    """

    start: int
    end: int
    words: str
    grams: frozenset[str]
    characters: frozenset[str]
    own_grams: frozenset[str]
    own_characters: frozenset[str]
    is_listed: bool


@lru_cache(maxsize=4096)
def read_fact(text: str, period: Period | None) -> FactReading:
    """One fact as the verifier sees it; pure, and cached because an edit leaves nearly all facts alone."""
    notes = [match.span() for match in _LAST_YEAR.finditer(text)]
    body = _LAST_YEAR.sub("", text)
    atoms = [
        atom
        for atom in with_units(text, with_jottings(text, find_atoms(text, period=period)))
        if not (isinstance(atom, DateMention) and _lies_in(atom, notes))
    ]
    return FactReading(
        text=text,
        body=body,
        grams=char_pairs(body),
        clauses=_clauses(text, atoms, notes),
        mentions=_place(text, atoms, [0] * len(atoms), notes=notes),
    )


def _lies_in(atom: Atom, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= atom.start < end for start, end in spans)


def _clauses(text: str, atoms: Sequence[Atom], notes: Sequence[tuple[int, int]]) -> tuple[FactClause, ...]:
    """What a fact says beside its figures, clause by clause; 、 parts list items."""
    hidden = [(a.start, a.end) for a in atoms if isinstance(a, Quantity | DateMention)]
    hidden += notes
    hidden += [match.span() for pattern in (PENDING, _EACH_IN_TURN) for match in pattern.finditer(text)]
    words = blanked(text, hidden)
    items = [
        (left, item, is_listed)
        for start, end in split_clauses(words)
        for left, item, is_listed in _list_parts(words, start, end)
        if len(telling(item)) >= _SHORTEST_CLAUSE and not _SAYS_NOTHING.fullmatch(item.strip())
    ]
    said = [_without_speaker(item) for _, item, _ in items]
    pairs = [char_pairs(words) for words in said]
    characters = [telling(words) for words in said]
    return tuple(
        FactClause(
            start=start, end=start + len(item), words=item.strip(), grams=pairs[number],
            characters=characters[number], own_grams=_own(pairs, number),
            own_characters=_own(characters, number), is_listed=is_listed,
        )
        for number, (start, item, is_listed) in enumerate(items)
    )  # fmt: skip


def _without_speaker(words: str) -> str:
    """A clause without the union itself at its head: who tells of its own work may leave itself out."""
    rest = _SPEAKER.sub("", words)
    return rest if len(telling(rest)) > 1 else words


def blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with some spans overwritten by spaces; the length stays the same."""
    pieces, reached = [], 0
    for start, end in sorted(spans):
        if start >= reached:
            pieces += [text[reached:start], " " * (end - start)]
            reached = end
    return "".join([*pieces, text[reached:]])


def _list_parts(words: str, start: int, end: int) -> Iterable[tuple[int, str, bool]]:
    """The pieces of words[start:end] that 、 or 并 joins: offset, words, whether there are several."""
    joints = [match.span() for match in _JOINT.finditer(words, start, end)]
    for joint_start, joint_end in [*joints, (end, end)]:
        yield start, words[start:joint_start], bool(joints)
        start = joint_end


def _own(sets: Sequence[frozenset[str]], number: int) -> frozenset[str]:
    """What one set holds and its neighbours do not."""
    others = (*sets[max(0, number - _MOST_STEPS) : number], *sets[number + 1 : number + 1 + _MOST_STEPS])
    return sets[number].difference(*others)


def char_pairs(text: str) -> frozenset[str]:
    """Every two neighbouring telling characters of a text, figures and marks left out."""
    plain = text.translate(_MUTE_IN_PAIRS)
    return frozenset(map("".join, pairwise(plain)))


def telling(text: str) -> frozenset[str]:
    """The characters of a text that say what it is about."""
    return frozenset(text) - _MUTE


def _place(
    text: str, atoms: Sequence[Atom], owners: Sequence[int], *, notes: Sequence[tuple[int, int]] = ()
) -> tuple[Mention, ...]:
    clauses = split_clauses(text)
    starts = [clause[0] for clause in clauses]
    mentions: list[Mention] = []
    for order, (atom, owner) in enumerate(zip(atoms, owners, strict=True)):
        left_bound, right_bound = _bounds(atoms, order, clauses, starts, len(text))
        left_bound = _behind_aside(text, atoms, order, left_bound)
        left = text[left_bound : atom.start]
        right = text[atom.end : right_bound]
        left_characters = telling(left)
        if mentions and not left_characters and _continues(text, mentions[-1], atom, owner):
            left, left_characters = mentions[-1].left_text, mentions[-1].left
        mentions.append(
            Mention(
                atom=atom,
                order=order,
                owner=owner,
                left=left_characters,
                right=telling(right),
                left_text=left,
                right_text=right,
                last_year=_lies_in(atom, notes),
            )
        )
    return tuple(mentions)


def _continues(text: str, previous: Mention, atom: Atom, owner: int) -> bool:
    """Whether an atom shares the words before its neighbour: 大病救助21人、63万元; 集中在7月、11月."""
    if previous.owner != owner:
        return False
    if isinstance(atom, DateMention) and isinstance(previous.atom, DateMention):
        return _LIST_MARK.fullmatch(text, previous.atom.end, atom.start) is not None
    both_figures = isinstance(atom, Quantity) and isinstance(previous.atom, Quantity)
    return both_figures and not CLAUSE_MARK.search(text, previous.atom.end, atom.start)


def _bounds(
    atoms: Sequence[Atom], order: int, clauses: Sequence[tuple[int, int]], starts: Sequence[int], length: int
) -> tuple[int, int]:
    """The window whose words belong to atom `order`: a date looks far ahead, others stop at figures."""
    atom = atoms[order]
    is_date = isinstance(atom, DateMention)
    index = bisect_right(starts, atom.start) - 1
    clause_start, clause_end = clauses[index][:2] if index >= 0 else (0, length)
    left = max(clause_start, atom.start - _LEFT_WINDOW)
    if is_date:
        right = min(atom.end + _DATE_WINDOW, length)
    else:
        right = min(atom.end + _RIGHT_WINDOW, max(clause_end, atom.end))
    for before in reversed(atoms[max(0, order - _MOST_STEPS) : order]):
        if before.end <= left:
            break
        if _parts(before, is_date=is_date):
            left = before.end
            break
    for behind in atoms[order + 1 : order + 1 + _MOST_STEPS]:
        if behind.start >= right:
            break
        if _parts(behind, is_date=is_date):
            right = behind.start
            break
    return left, right


def _behind_aside(text: str, atoms: Sequence[Atom], order: int, left: int) -> int:
    """Where the words of a figure begin when two in a row have brackets: 300元（户外） 180元（室内）."""
    atom, before = atoms[order], atoms[order - 1] if order else None
    if not isinstance(atom, Quantity) or not isinstance(before, Quantity) or before.end != left:
        return left
    aside = _ASIDE.match(text, left, atom.start)
    return aside.end() if aside is not None and _ASIDE.match(text, atom.end) else left


def _parts(neighbour: Atom, *, is_date: bool) -> bool:
    """Whether a neighbour ends the words of an atom: a date those of dates, a figure those of the rest."""
    if not is_date:
        return isinstance(neighbour, Quantity)
    return isinstance(neighbour, DateMention) and not is_festival(neighbour)


def is_festival(date: DateMention) -> bool:
    """Whether a date is a festival's name (医师节, 元旦)."""
    return date.part.endswith("节") or date.part == "元旦"
