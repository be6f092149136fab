"""Which facts are written in a text, and which sentence rests on which facts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from summarizer.domain import AtomKind, DateMention, Finding, Name, Quantity, SentenceSupport
from summarizer.verify.case import Case
from summarizer.verify.evidence import Evidence, bare
from summarizer.verify.mentions import FactReading, Mention, Reading
from summarizer.verify.pairing import same_figure

# A clause of a fact counts as written when this share of its character pairs, or of its characters,
# stands in the sentences that carry the fact. Set on the development cases.
_PAIR_SHARE, _CHARACTER_SHARE = 0.34, 0.7
_WITH_FIGURES_PAIR_SHARE, _WITH_FIGURES_CHARACTER_SHARE = 0.2, 0.5
_BEST_SENTENCES = 3
_MOST_COMMON = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Where each fact stands.

    Attributes:
        written: per fact, whether the text holds all of it.
        sentences: per fact, the indexes of the sentences that carry it.
        missing_parts: per fact, the atoms or words that are not there.
    """

    written: tuple[bool, ...]
    sentences: tuple[frozenset[int], ...]
    missing_parts: tuple[tuple[str, ...], ...]


def cover(case: Case) -> Coverage:
    """How far the facts that must be written are written."""
    reading, evidence = case.reading, case.evidence
    index = _sentences_by_gram(reading)
    carriers: defaultdict[int, set[int]] = defaultdict(set)
    for pair in case.of_text.values():
        if not isinstance(pair.text.atom, Name):
            carriers[pair.fact.owner].add(pair.text.owner)
    bare_text = bare(reading.text)
    written, sentences, missing = [], [], []
    for number in range(evidence.own):
        fact = evidence.facts[number]
        found = carriers[number] | _best_sentences(fact, index)
        parts = _missing_atoms(evidence.of_fact[number], found, case, bare_text)
        parts += _missing_words(fact, number, found, case, has_figures=bool(carriers[number]))
        written.append(not parts)
        sentences.append(frozenset(found))
        missing.append(tuple(parts))
    return Coverage(written=tuple(written), sentences=tuple(sentences), missing_parts=tuple(missing))


def _sentences_by_gram(reading: Reading) -> dict[str, list[int]]:
    """The sentences of every character pair that is not in too many of them to tell anything."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for number, grams in enumerate(reading.grams):
        for gram in grams:
            index[gram].append(number)
    if len(reading.grams) <= _MOST_COMMON:
        return index
    return {gram: sentences for gram, sentences in index.items() if len(sentences) <= _MOST_COMMON}


def missing_facts(coverage: Coverage, evidence: Evidence) -> list[Finding]:
    """One `fact_missing` for every fact that is not, or only in part, in the text."""
    return [
        _missing(number, coverage, evidence)
        for number, is_written in enumerate(coverage.written)
        if not is_written
    ]


def _missing(number: int, coverage: Coverage, evidence: Evidence) -> Finding:
    fact = evidence.facts[number]
    parts = "、".join(f"“{part}”" for part in coverage.missing_parts[number][:3])
    is_partly = bool(coverage.sentences[number])
    message = f"这条事实没有写全，缺少{parts}。" if is_partly else "这条事实没有写进正文。"
    sentence = fact.body.strip().rstrip("，、；：。")
    return Finding(
        kind="fact_missing", severity="error", start=None, end=None, text=fact.text, fact=number,
        expected=fact.body, message=message, suggestion=f"{sentence}。" if sentence else "",
    )  # fmt: skip


def supports_of(coverage: Coverage, reading: Reading) -> tuple[SentenceSupport, ...]:
    """For every sentence the facts it rests on, in order."""
    facts_of: defaultdict[int, list[int]] = defaultdict(list)
    for fact, sentences in enumerate(coverage.sentences):
        for sentence in sorted(sentences):
            facts_of[sentence].append(fact)
    return tuple(
        SentenceSupport(start=start, end=end, facts=tuple(facts_of[number]))
        for number, (start, end) in enumerate(reading.sentences)
    )


def _best_sentences(fact: FactReading, index: Mapping[str, Sequence[int]]) -> set[int]:
    """The sentences that share most character pairs with a fact: all within half of the best."""
    votes: dict[int, int] = {}
    for gram in fact.grams:
        for number in index.get(gram, ()):
            votes[number] = votes.get(number, 0) + 1
    ranked = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))[:_BEST_SENTENCES]
    least = min(max(2, len(fact.grams) * 0.2), len(fact.grams))
    return {number for number, count in ranked if count * 2 >= ranked[0][1] and count >= least}


def _missing_atoms(
    mentions: Sequence[Mention], found: Iterable[int], case: Case, bare_text: str
) -> list[str]:
    """A fact's atoms that are not there; 各1次 stands for every 1次 of its fact."""
    absent = [
        mention
        for mention in mentions
        if not mention.last_year and not case.is_claimed(mention) and _must_stand(mention, bare_text)
    ]
    if not absent:
        return []
    by_sentence = case.reading.by_sentence
    standing = [m.atom for number in found for m in by_sentence[number] if isinstance(m.atom, Quantity)]
    return [
        mention.atom.text
        for mention in absent
        if not any(
            isinstance(mention.atom, Quantity) and same_figure(figure, mention.atom) for figure in standing
        )
    ]


def _must_stand(mention: Mention, bare_text: str) -> bool:
    """Whether a fact's atom that no mention of the text stands for is really absent."""
    atom = mention.atom
    if isinstance(atom, Quantity):
        return not atom.soft
    if isinstance(atom, DateMention):
        only_year = atom.month is None and atom.day is None and atom.weekday is None and atom.minutes is None
        return not (
            only_year
            and (not atom.part or atom.part in bare_text or (atom.year is None and "季度" not in atom.part))
        )
    if bare(atom.norm) in bare_text or bare(atom.text) in bare_text:
        return False
    return atom.kind in {AtomKind.TITLE, AtomKind.PERSON} or (
        atom.kind is AtomKind.QUOTE and not _loosely(atom, bare_text)
    )


def _loosely(name: Name, bare_text: str) -> bool:
    """Whether all characters of a quoted name stand in the text: quotes are often taken apart (“三八”节)."""
    return all(char in bare_text for char in bare(name.norm))


def _missing_words(
    fact: FactReading, number: int, found: set[int], case: Case, *, has_figures: bool
) -> list[str]:
    """The clauses of a fact whose words do not stand in the sentences that carry it."""
    reading = case.reading
    near = sorted({n for base in found for n in (base - 1, base, base + 1) if 0 <= n < len(reading.grams)})
    grams = [reading.grams[n] for n in near]
    characters = [reading.characters[n] for n in near]
    pair_share = _WITH_FIGURES_PAIR_SHARE if has_figures else _PAIR_SHARE
    character_share = _WITH_FIGURES_CHARACTER_SHARE if has_figures else _CHARACTER_SHARE
    return [
        clause.words
        for clause in fact.clauses
        if _share(clause.grams, grams) < pair_share
        and _share(clause.characters, characters) <= character_share
    ]


def _share(wanted: frozenset[str], places: Sequence[frozenset[str]]) -> float:
    """The share of `wanted` that stands in any of the places, 1 when nothing is wanted."""
    if not wanted:
        return 1.0
    return sum(any(part in place for place in places) for part in wanted) / len(wanted)
