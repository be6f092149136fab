"""Which opening, closing and lead-in each section of a document gets: chosen for all sections together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from summarizer.domain import CLOSING_TOPICS, Document, Section, Topic
from summarizer.drafting.phrases import Stock, shuffled

_SHORT_STARTS = frozenset("把从在以对")
_LONG_FACTS = 6
_CLOSING_EVERY = 3
_ROUNDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Ornaments:
    """What a section may be given beside its facts.

    Attributes:
        opening: its first sentence; for problems and plans a lead-in ending on a colon; "" when none is left.
        closing: its last sentence, "" for about two thirds of the sections.
        lead_in: what introduces 一是…二是…, "" when the section is to be told without them.
    """

    opening: str = ""
    closing: str = ""
    lead_in: str = ""


def ornaments_for(document: Document, section_id: str, stock: Stock, *, variant: int = 0) -> Ornaments:
    """The ornaments of one section, in step with those of all other sections of the document.

    No opening is used twice in a document, and no two sections start alike as long as the stock allows.
    A section's opening differs from that of the variant before.
    """
    seed = (document.title, document.unit, document.period.label)
    openings: dict[str, str] = {}
    used: dict[str, set[str]] = {section.id: set() for section in document.sections}
    for turn in range(variant % _ROUNDS + 1):
        openings = _assigned(document, stock, used, (*seed, turn))
        used = {key: {opening} for key, opening in openings.items()}
    rank = [section.id for section in document.sections].index(section_id)
    section = document.sections[rank]
    return Ornaments(
        opening=stock.fill(openings.get(section_id, ""), document),
        closing=_closing(document, section, stock, rank=rank, variant=variant),
        lead_in=_lead_in(section, stock, rank=rank, variant=variant, seed=seed),
    )


def opening_start(sentence: str) -> str:
    """The pattern a sentence starts with: two characters, or one preposition (把, 从 …)."""
    return sentence[:1] if sentence[:1] in _SHORT_STARTS else sentence[:2]


def _assigned(
    document: Document, stock: Stock, used: Mapping[str, set[str]], seed: Sequence[object]
) -> dict[str, str]:
    wishes: dict[str, list[str]] = {}
    seen: dict[Topic, int] = {}
    for section in document.sections:
        ordinal = seen.get(section.topic, 0)
        seen[section.topic] = ordinal + 1
        fresh = [
            sentence
            for sentence in stock.sentences("openings", section.topic, document.kind)
            if sentence not in used[section.id]
        ]
        wishes[section.id] = shuffled(fresh, *seed, section.topic, ordinal)
    by_start = _matched({key: _unique_starts(wish) for key, wish in wishes.items()})
    taken: set[str] = set()
    chosen: dict[str, str] = {}
    for key, wish in wishes.items():
        preferred = [sentence for sentence in wish if opening_start(sentence) == by_start.get(key)]
        opening = next((sentence for sentence in (*preferred, *wish) if sentence not in taken), "")
        taken.add(opening)
        chosen[key] = opening
    return chosen


def _unique_starts(sentences: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(opening_start(sentence) for sentence in sentences))


def _matched(wishes: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Section → start pattern, no pattern twice, as many sections as possible (Kuhn's augmenting paths)."""
    owner: dict[str, str] = {}

    def place(key: str, tried: set[str]) -> bool:
        for start in wishes[key]:
            if start in tried:
                continue
            tried.add(start)
            if start not in owner or place(owner[start], tried):
                owner[start] = key
                return True
        return False

    for key in wishes:
        place(key, set())
    return {key: start for start, key in owner.items()}


def _closing(document: Document, section: Section, stock: Stock, *, rank: int, variant: int) -> str:
    choices = stock.sentences("closings", section.topic, document.kind)
    seed = (document.title, document.unit, section.topic)
    every = 2 if section.topic in CLOSING_TOPICS else _CLOSING_EVERY
    wanted = section.topic is Topic.OVERVIEW or (rank + variant) % every == every - 1
    if not choices or not wanted:
        return ""
    twins = [other.id for other in document.sections if other.topic is section.topic]
    ordinal = twins.index(section.id)
    if ordinal >= len(choices):
        return ""
    return stock.fill(shuffled(choices, *seed)[(ordinal + variant) % len(choices)], document)


def _lead_in(section: Section, stock: Stock, *, rank: int, variant: int, seed: Sequence[object]) -> str:
    choices = shuffled(stock.frames["joints"]["enumerations"], *seed)
    if len(section.active_facts) < _LONG_FACTS or (rank + variant) % 3 != 1:
        return ""
    return str(choices[(rank // 3 + variant) % len(choices)])
