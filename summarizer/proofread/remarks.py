"""What a rule is and what it says: `Rule` the row of data, `Remark` one marked span of a text (校对意见)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from summarizer.proofread.manuscript import Manuscript

Level: TypeAlias = Literal["error", "hint"]

# Standards as users know them. The clauses of GB/T 15834 and GB/T 9704 in the rule tables were compared with
# their text; those of GB/T 15835 could not be, so rules that rest on it name the standard alone.
PUNCTUATION_STANDARD = "GB/T 15834-2011"
NUMERAL_STANDARD = "GB/T 15835-2011"
LAYOUT_STANDARD = "GB/T 9704-2012"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One span of a text that breaks a rule.

    Attributes:
        rule: id of the rule (`half_width_mark`), of the form `user:3` for the user's own lexicon.
        clause: the standard and, where known for sure, its clause; "" when no standard speaks of it.
        level: "error" for what is wrong, "hint" for what is worth a look. Neither blocks anything.
        start, end: code-point offsets into the text; never an empty span.
        text: the span as written.
        message: one Chinese sentence.
        suggestion: what should replace the span ("" deletes it); None when a person has to decide.
        certain: True when the suggestion may be applied unread.
    """

    rule: str
    clause: str
    level: Level
    start: int
    end: int
    text: str
    message: str
    suggestion: str | None = None
    certain: bool = False

    @property
    def fixable(self) -> bool:
        """True when `apply_fixes` mends it."""
        return self.certain and self.suggestion is not None


class Hit(NamedTuple):
    """What a finder yields: a span, what should replace it, and whether that may be done unread.

    Attributes:
        message: replaces the rule's own message when the case needs other words, "" otherwise.
    """

    start: int
    end: int
    suggestion: str | None = None
    certain: bool = False
    message: str = ""


Finder: TypeAlias = Callable[[Manuscript], Iterator[Hit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One text rule.

    Attributes:
        id: stable name in snake case.
        clause: see `Remark.clause`.
        message: the Chinese sentence shown; `{text}` and `{suggestion}` are filled in.
        find: yields the places that break the rule.
        signs: the finder is asked only when the text has one of these characters; "" for always.
    """

    id: str
    clause: str
    level: Level
    message: str
    find: Finder
    signs: str = ""

    def remarks(self, manuscript: Manuscript) -> Iterator[Remark]:
        """The remarks of this rule on `manuscript`, in no particular order."""
        for hit in self.find(manuscript):
            written = manuscript.text[hit.start : hit.end]
            message = (hit.message or self.message).format(text=written, suggestion=hit.suggestion)
            yield Remark(
                rule=self.id,
                clause=self.clause,
                level=self.level,
                start=hit.start,
                end=hit.end,
                text=written,
                message=message,
                suggestion=hit.suggestion,
                certain=hit.certain and hit.suggestion is not None,
            )
