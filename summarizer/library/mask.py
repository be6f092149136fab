"""Masking: what identifies a sample becomes a typed slot, the phrase around it stays.

Masked are figures, dates, names, titles and honours as the verifier reads them, places, the names learned
from the sample itself (`identity`), and whatever digits are left. Rounding words go with their figure,
measure words stay (〔数量〕人次). Numbering, set phrases (三会一课, 一对一), figures of speech and the
masks a sample came with (××, __) stay as they are.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import NamedTuple

from summarizer.domain import Atom, AtomKind, DateMention, Name, Period, Quantity
from summarizer.library.identity import Identity, Slot, is_prose, learn_identity
from summarizer.library.places import find_places
from summarizer.library.words import any_of, words
from summarizer.text.atoms import find_atoms
from summarizer.text.lexicon import characters
from summarizer.text.numbering import parse_numbering
from summarizer.text.terms import is_figure_of_speech

_PASSES = 4  # a mask may bare a name that stood inside another one; two are usually enough
_SLOT = re.compile(any_of(Slot))
_OWN_MASK = re.compile(
    r"(?=[×＿_*＊○△□XＸx某])(?:(?:[×＿_*＊○△□]+|[XＸ]{2,}|x{2,})(?:[万千百亿]+元?)?|某+(?=[\u4e00-\u9fff]))"
)
_NUMERAL = re.compile(r"[\d０-９,，.．〇零一二两俩三四五六七八九十百千万亿半几数多余来]+")
_BEFORE_NUMERAL = re.compile(
    r"^[^\d０-９〇零一二两俩三四五六七八九十百千万亿半几数]*?(?=[\d０-９〇零一二两俩三四五六七八九十百千万亿半几数])"
)
_RANGE = re.compile(r"(?:[~～—–－\-至到]+第?[\d０-９,.〇零一二两三四五六七八九十百千万亿]+)+")
_AFTER_UNIT = re.compile("(?:左右|上下|及以上|以上|以内|以下|有余|[余多])$")
_SCORE = re.compile(r"\d+ ?[:：∶比] ?\d+")
_HAS_COLON = re.compile("[:：∶比]")
_DIGITS = re.compile(r"[\d０-９]+(?:[.,．][\d０-９]+)*[%％]?")
_REPEATED = re.compile(rf"(?P<slot>{any_of(Slot)})(?:(?:[、，和及与至到~～—–\-]|以及)?(?P=slot))+")
_REPEATED_QUOTE = re.compile("(?P<one>“〔名称〕”)(?:[、和及与]?(?P=one))+")
_WORKS_BEFORE = re.compile("(?:《[^》]*》[、和及]?)+$")
_SESSION = re.compile("(?:党的)?[十二一九]{1,3}届[一二三四五六七]中全会")
_LINE = re.compile(r"[^\n]+")
_SENTENCES = re.compile("[^。！？\n]*[。！？\n]+|[^。！？\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskedPassage:
    """A passage in both forms.

    Attributes:
        text: as it was.
        masked: with slots.
        atoms: of `text`, for the check that none of them turns up in a draft.
    """

    text: str
    masked: str
    atoms: tuple[Atom, ...]


class _Cut(NamedTuple):
    """A span to be replaced; `rank` decides which slot a merged span gets, the lowest first."""

    start: int
    end: int
    rank: int
    slot: str


def mask_passage(
    text: str, *, identity: Identity | None = None, period: Period | None = None
) -> MaskedPassage:
    """`text` with a slot for all that identifies where it comes from.

    Masking a masked text changes nothing.

    Args:
        text: a section's text or a heading.
        identity: the names of the whole sample; None learns them from `text` alone.
        period: the sample's, to read 今年 in its atoms.
    """
    known = identity if identity is not None else learn_identity(texts=[text])
    atoms = find_atoms(text, period=period)
    before, masked = text, _mask_once(text, atoms, known)
    for _ in range(_PASSES - 1):
        if masked == before:
            break
        before, masked = masked, _mask_again(masked, known)
    return MaskedPassage(text=text, masked=masked, atoms=atoms)


def _mask_once(text: str, atoms: Sequence[Atom], identity: Identity) -> str:
    return _fold(_replace(text, _merged(_cuts(text, atoms, identity))))


def _mask_again(masked: str, identity: Identity) -> str:
    """A masked text masked once more; sentences nothing was masked in say what they said."""
    runs = groupby(_SENTENCES.findall(masked), key=lambda said: "〔" in said)
    parts = [(is_masked, "".join(said)) for is_masked, said in runs]
    return "".join(
        _mask_once(said, find_atoms(said), identity) if is_masked else said for is_masked, said in parts
    )


def mask_text(text: str, *, identity: Identity | None = None) -> str:
    """Only the masked form of `text`."""
    return mask_passage(text, identity=identity).masked


def _cuts(text: str, atoms: Sequence[Atom], identity: Identity) -> Iterator[_Cut]:
    """Everything to be replaced, overlaps included; nothing inside slots, numbering and own masks."""
    kept = sorted(_kept_spans(text))
    for cut in (
        *_atom_cuts(text, atoms),
        *_identity_cuts(text, identity),
        *_place_cuts(text),
        *_digit_cuts(text),
    ):
        for start, end in kept:
            if cut.start < end and start < cut.end and not _may_swallow(cut, start, end):
                break
        else:
            yield cut


def _may_swallow(cut: _Cut, start: int, end: int) -> bool:
    """A name may hold a mask of the sample (××县总工会); a figure may not."""
    return (
        cut.rank != _RANK_FIGURE
        and cut.start <= start
        and end <= cut.end
        and end - start < cut.end - cut.start
    )


_RANK_MARKED, _RANK_KNOWN, _RANK_NAME, _RANK_FIGURE, _RANK_PLACE, _RANK_DIGITS = range(6)


def _kept_spans(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_SLOT, _OWN_MASK, _codes(), _kept_phrases()):
        yield from (match.span() for match in pattern.finditer(text))
    for line in _LINE.finditer(text):
        numbering = parse_numbering(line.group())
        if numbering is not None:
            yield line.start(), line.start() + numbering.end


def _atom_cuts(text: str, atoms: Sequence[Atom]) -> Iterator[_Cut]:
    for atom in atoms:
        if isinstance(atom, Quantity):
            slot = _quantity_slot(atom)
            if slot:
                yield _Cut(*_whole_medal(text, atom), _RANK_FIGURE, slot)
        elif isinstance(atom, DateMention):
            yield _Cut(atom.start, atom.end, _RANK_FIGURE, _date_slot(atom))
        elif not _is_spent(atom) and not is_prose(atom, text[atom.end : atom.end + 1]):
            yield _name_cut(text, atom)


def _is_spent(name: Name) -> bool:
    """Whether a name holds nothing but slots, or is a figure of speech that needs no mask."""
    inner = name.text.strip('“”‘’「」『』"《》')
    return not re.search("[\u4e00-\u9fffA-Za-z0-9]", _SLOT.sub("", inner)) or (
        name.kind is AtomKind.QUOTE and is_figure_of_speech(inner) and not re.search(r"\d", inner)
    )


def _name_cut(text: str, name: Name) -> _Cut:
    if name.kind is AtomKind.TITLE:
        is_work = _WORKS_BEFORE.sub("", text[: name.start]).endswith(words("mask", "work_leads"))
        return _Cut(name.start, name.end, _RANK_MARKED, Slot.WORK if is_work else Slot.TITLE)
    if name.kind is AtomKind.QUOTE:
        return _Cut(name.start, name.end, _RANK_MARKED, f"{name.text[0]}{Slot.NAME}{name.text[-1]}")
    if name.kind is AtomKind.HONOUR:
        return _Cut(name.start, name.end, _RANK_MARKED, Slot.HONOUR)
    slot = Slot.PERSON if name.kind is AtomKind.PERSON else Slot.UNIT
    return _Cut(name.start, name.end, _RANK_NAME, slot)


def _whole_medal(text: str, quantity: Quantity) -> tuple[int, int]:
    """Offsets of 冠军 where 夺冠 was read in 勇夺冠军."""
    shifted = quantity.text == "夺冠" and text[quantity.end : quantity.end + 1] == "军"
    return quantity.start + shifted, quantity.end + shifted


def _quantity_slot(quantity: Quantity) -> str:
    """The slot with the measure word; "" for 一个, 首届 and the like, which say no figure."""
    if quantity.soft and quantity.value == 1:
        return ""
    if quantity.unit == "元":
        return Slot.MONEY
    if quantity.unit in {"%", "‰"}:
        return Slot.PERCENTAGE
    if quantity.unit == "分之":
        return Slot.RATIO
    written = quantity.text.replace(" ", "")
    if quantity.ordinal and (quantity.unit == "人" or not written.startswith("第")):
        return Slot.RANK if quantity.unit == "人" else f"{Slot.QUANTITY}{_measure_word(written)}"
    return f"{'第' if quantity.ordinal else ''}{Slot.QUANTITY}{_measure_word(written)}"


def _measure_word(written: str) -> str:
    """户 of 近32户, 人次 of 五百余人次, 个百分点 of 3.2个百分点."""
    rest = _BEFORE_NUMERAL.sub("", written)
    rest = _NUMERAL.sub("", rest, count=1)
    rest = _NUMERAL.sub("", _RANGE.sub("", rest), count=1) if _RANGE.match(rest) else rest
    return _AFTER_UNIT.sub("", rest)


def _date_slot(date: DateMention) -> str:
    if date.minutes is not None and date.month is None:
        return Slot.TIME
    if date.month is not None or date.day is not None:
        is_festival = not re.search(r"[\d〇一二三四五六七八九十]", date.text)
        return Slot.FESTIVAL if is_festival else Slot.DATE
    return Slot.FESTIVAL if date.text.endswith("节") or date.part in _festivals() else Slot.SPAN


@cache
def _festivals() -> frozenset[str]:
    return frozenset(
        [
            "元旦",
            "春节",
            "元宵节",
            "清明节",
            "端午节",
            "中秋节",
            "国庆节",
            "重阳节",
            "教师节",
            "护士节",
            "医师节",
            "妇女节",
            "劳动节",
            "儿童节",
            "青年节",
            "建党节",
            "建军节",
            "腊八节",
            "七夕节",
        ]
    )


def _identity_cuts(text: str, identity: Identity) -> Iterator[_Cut]:
    for start, end, slot in identity.find(text):
        yield _Cut(start, end, _RANK_KNOWN, slot)
    for match in _SESSION.finditer(text) if "中全会" in text else ():
        yield _Cut(*match.span(), _RANK_MARKED, Slot.NAME)
    for match in _surname().finditer(text):
        yield _Cut(*match.span("surname"), _RANK_NAME, Slot.PERSON)


def _place_cuts(text: str) -> Iterator[_Cut]:
    for start, end in find_places(text):
        yield _Cut(start, end, _RANK_PLACE, Slot.PLACE)


def _digit_cuts(text: str) -> Iterator[_Cut]:
    """Digits no reader took for a figure: scores, telephone and document numbers."""
    for match in _SCORE.finditer(text) if _HAS_COLON.search(text) else ():
        yield _Cut(*match.span(), _RANK_FIGURE, Slot.SCORE)
    for match in _DIGITS.finditer(text):
        slot = Slot.PERCENTAGE if match.group()[-1] in "%％" else Slot.QUANTITY
        yield _Cut(*match.span(), _RANK_DIGITS, slot)


def _merged(cuts: Iterator[_Cut]) -> Sequence[_Cut]:
    """Cuts that overlap become one, with the slot of the strongest: no half of a name is left over."""
    merged: list[_Cut] = []
    for cut in sorted(cuts, key=lambda cut: (cut.start, -cut.end, cut.rank)):
        if merged and cut.start < merged[-1].end:
            last = merged.pop()
            best = min(last, cut, key=lambda one: (one.rank, one.start - one.end))
            merged.append(_Cut(last.start, max(last.end, cut.end), best.rank, best.slot))
        else:
            merged.append(cut)
    return merged


def _replace(text: str, cuts: Sequence[_Cut]) -> str:
    pieces: list[str] = []
    reached = 0
    for cut in cuts:
        pieces += (text[reached : cut.start], cut.slot)
        reached = cut.end
    return "".join((*pieces, text[reached:]))


def _fold(masked: str) -> str:
    """One slot for a run of equal ones: 〔人名〕、〔人名〕, 〔日期〕至〔日期〕, 〔文件〕〔文件〕."""
    return _REPEATED_QUOTE.sub(r"\g<one>", _REPEATED.sub(r"\g<slot>", masked))


@cache
def _kept_phrases() -> re.Pattern[str]:
    return re.compile(any_of(words("mask", "kept")))


@cache
def _codes() -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9])(?:{any_of(words('mask', 'codes'))})(?![0-9])")


@cache
def _surname() -> re.Pattern[str]:
    """A surname with nothing but a role or 小/老: 王老师, 小李."""
    surnames = "".join(sorted(characters("surnames", "single")))
    leads = "|".join(f"(?<={re.escape(lead)})" for lead in words("mask", "surname_leads"))
    roles = any_of(words("mask", "surname_roles"))
    edge = rf"(?:^|(?<=[^\u4e00-\u9fff])|{leads})"
    behind = rf"(?=(?:{roles})(?![\u4e00-\u9fff]?[会室]))"
    # The surname is looked for first: what may stand before it takes ten times as long to rule out.
    return re.compile(rf"(?=[{surnames}]){edge}(?P<surname>[{surnames}]){behind}")
