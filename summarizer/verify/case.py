"""One text with its evidence, and what is found out on the way: who stands for whom."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from summarizer.domain import Finding, FindingKind, Severity
from summarizer.verify.evidence import Evidence
from summarizer.verify.mentions import Mention, Reading

# A sentence that shares so many pairs of characters with a fact tells of it.
_LEAST_SHARED = 3


class Pair(NamedTuple):
    """A mention of the text, one of the facts, and how well their surroundings fit (0 to 1)."""

    text: Mention
    fact: Mention
    score: float


@dataclass(slots=True)
class Case:
    """What all judges share; grows while a text is judged.

    Attributes:
        reading, evidence: the text and the facts.
        of_text: the supporting pair of a text mention, by its order.
        claims: how many mentions of the text stand for a fact mention, by its order.
        exchanged: offsets of the clauses whose names stand at each other's achievements.
        crossed: the figures of the text, by their order, that stand at each other's places.
    """

    reading: Reading
    evidence: Evidence
    of_text: dict[int, Pair] = field(default_factory=dict)
    claims: dict[int, int] = field(default_factory=dict)
    exchanged: list[tuple[int, int]] = field(default_factory=list)
    crossed: set[int] = field(default_factory=set)
    _related: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def bind(self, pair: Pair) -> None:
        """Notes that the text mention stands for the fact mention, and no longer for another."""
        before = self.of_text.get(pair.text.order)
        if before is not None:
            self.claims[before.fact.order] -= 1
        self.of_text[pair.text.order] = pair
        self.claim(pair.fact)

    def claim(self, fact: Mention) -> None:
        """Notes that something in the text stands for a fact mention."""
        self.claims[fact.order] = self.claims.get(fact.order, 0) + 1

    def is_written(self, mention: Mention) -> bool:
        """Whether a mention stands in the text and not in a fact."""
        mentions = self.reading.mentions
        return mention.order < len(mentions) and mentions[mention.order] is mention

    def is_claimed(self, fact: Mention) -> bool:
        """Whether something in the text stands for a fact mention."""
        return self.claims.get(fact.order, 0) > 0

    def is_shared(self, pair: Pair) -> bool:
        """Whether the fact mention of a pair supports another mention of the text as well."""
        return self.claims.get(pair.fact.order, 0) > 1

    def is_exchanged(self, *offsets: int) -> bool:
        """Whether all offsets lie in clauses whose names are already known to be exchanged."""
        if not self.exchanged:
            return False
        return all(any(left <= at < right for left, right in self.exchanged) for at in offsets)

    def pair_of(self, mention: Mention) -> Pair | None:
        """The pair that supports a mention of the text."""
        return self.of_text.get(mention.order)

    def equal_figures(self) -> Iterator[tuple[Pair, str]]:
        """The figures that equal one of this year in a fact that must be written, with its text."""
        for mention in self.reading.figures:
            pair = self.pair_of(mention)
            if pair is not None and self.evidence.may_accuse(pair.fact) and not pair.fact.last_year:
                yield pair, self.evidence.facts[pair.fact.owner].text

    def words_before(
        self, pair: Pair, pattern: re.Pattern[str], reach: int
    ) -> tuple[re.Match[str], re.Match[str]] | None:
        """What a pattern finds `reach` characters before the figures of the text and of its fact."""
        found = []
        for mention, text in (
            (pair.text, self.reading.text),
            (pair.fact, self.evidence.facts[pair.fact.owner].text),
        ):
            start = mention.atom.start
            found.append(pattern.search(text, max(0, start - reach), start))
        written, told = found
        return None if written is None or told is None else (written, told)

    def related(self, sentence: int) -> tuple[int, ...]:
        """Indexes of the facts most like a sentence, best first."""
        if sentence not in self._related:
            grams = self.reading.grams[sentence] if self.reading.grams else ()
            self._related[sentence] = tuple(self.evidence.related_facts(grams))
        return self._related[sentence]

    def retold(self, sentence: int) -> set[int]:
        """Indexes of the facts that a sentence's figures and names come from, or that it shares much with."""
        owners = {
            pair.fact.owner
            for mention in self.reading.by_sentence[sentence]
            if (pair := self.pair_of(mention)) is not None
        }
        grams = self.reading.grams[sentence]
        for owner in self.related(sentence):
            if len(grams & self.evidence.facts[owner].grams) >= _LEAST_SHARED:
                owners.add(owner)
        return owners

    def own_retold(self, sentence: int) -> list[int]:
        """Indexes of the facts that must be written and that a sentence retells, in their order."""
        return sorted(owner for owner in self.retold(sentence) if owner < self.evidence.own)

    def shared_words(self, text_side: Mention, fact_side: Mention) -> float:
        """The share of a fact's character pairs that stand in the sentence of a mention, 0 to 1."""
        grams = self.evidence.facts[fact_side.owner].grams
        if not grams or not self.reading.grams:
            return 0.0
        return len(grams & self.reading.grams[text_side.owner]) / len(grams)

    def finding(
        self,
        start: int,
        end: int,
        kind: FindingKind,
        message: str,
        *,
        severity: Severity = "error",
        owner: int | None = None,
        expected: str = "",
        suggestion: str = "",
    ) -> Finding:
        """A finding on text[start:end]; fact `owner` is named only when it is one that must be written."""
        return Finding(
            kind=kind,
            severity=severity,
            start=start,
            end=end,
            text=self.reading.text[start:end],
            fact=owner if owner is not None and owner < self.evidence.own else None,
            expected=expected,
            message=message,
            suggestion=suggestion,
        )

    def finding_at(
        self,
        mention: Mention,
        kind: FindingKind,
        message: str,
        *,
        severity: Severity = "error",
        fact: Mention | None = None,
        expected: str = "",
        suggestion: str = "",
    ) -> Finding:
        """A finding on a whole mention."""
        return self.finding(
            mention.atom.start, mention.atom.end, kind, message,
            severity=severity, owner=fact.owner if fact is not None else None, expected=expected,
            suggestion=suggestion,
        )  # fmt: skip
