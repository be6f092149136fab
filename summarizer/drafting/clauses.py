"""One fact as a clause: what kind of phrase the bullet is, and what may be put before it."""

from dataclasses import dataclass
from enum import Enum, auto

STANDING = "现有"


class Shape(Enum):
    """What a bullet is."""

    WHOLE = auto()  # sentences that stand by themselves
    VERB = auto()  # 慰问困难职工32户
    NOUN = auto()  # 羽毛球比赛: a verb is supplied
    COUNT = auto()  # 慰问金4.8万元
    CLAUSE = auto()  # 工会主席带队走访


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A fact ready to be put into a sentence.

    Attributes:
        lead: the leading time phrase, "" when there is none.
        gap: whether a comma belongs between lead and body.
        body: the rest, without end mark.
        shape: what the body is.
        verb: the verb supplied to a NOUN.
        by_union: whether 工会 may be the subject.
        follows: whether it goes on from the fact before.
        moment: (year, month, day) to sort by, None when undated.
        numbered: whether it brings its own 一是…二是.
        bare_lead: whether the lead is a festival's name alone.
        of_meeting: whether it tells what a meeting did, if the fact before names one.
        is_meeting: whether it names a meeting.
    """

    lead: str = ""
    gap: bool = False
    body: str
    shape: Shape
    verb: str = ""
    by_union: bool = False
    follows: bool = False
    moment: tuple[int, int, int] | None = None
    numbered: bool = False
    bare_lead: bool = False
    of_meeting: bool = False
    is_meeting: bool = False

    @property
    def length(self) -> int:
        """Characters of the clause as it will roughly stand."""
        return len(self.lead) + len(self.body)

    def predicate(self) -> str:
        """The body with its supplied verb."""
        return self.verb + self.body

    def words(self, subject: str = "") -> str:
        """The clause with its lead in front and `subject` before its verb."""
        if not self.lead:
            return subject + self.predicate()
        if self.bare_lead and self.gap and self.shape in {Shape.VERB, Shape.NOUN}:
            return f"{self.lead}之际，{subject}{self.predicate()}"
        comma = "，" if self.gap or subject else ""
        return f"{self.lead}{comma}{subject}{self.predicate()}"
