"""What the program itself did to a draft: sentences it added for missing facts, sentences it corrected."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSentence:
    """A sentence added for a fact the draft had left out (补写).

    Attributes:
        fact_id: the fact it states.
        sentence: as it stands in the text, with its end mark.
    """

    fact_id: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePatch:
    """A sentence of the draft that was corrected, or taken out when `after` is ""."""

    before: str
    after: str
