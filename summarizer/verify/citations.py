"""What facts of other sections may support: words that tell of the same thing, not merely an equal figure."""

from functools import cache

from summarizer.domain import DateMention, Quantity
from summarizer.text.lexicon import mapping
from summarizer.verify.case import Case
from summarizer.verify.mentions import Mention, char_pairs

# So much of a fact stands in the sentence that it is plainly what the sentence is about.
_RETOLD = 0.4
_MEMBERS = frozenset({"会员", "职工", "员工", "教师"})


def may_support(mention: Mention, fact: Mention, case: Case) -> bool:
    """Whether a fact mention may stand behind a figure or date of the text.

    A fact of this section always may. One of another section must tell of the same thing: a pair of telling
    characters beside it stands in the fact too, or much of the fact stands in the sentence.
    """
    if case.evidence.may_accuse(fact) or _is_vague(mention):
        return True
    return tells_of(mention, fact, case)


def tells_of(mention: Mention, fact: Mention, case: Case) -> bool:
    """Whether the words around a mention of the text name what a fact's mention counts."""
    if case.shared_words(mention, fact) >= _RETOLD or _counts_members(mention, fact):
        return True
    said = {pair for pair in _pairs(mention) if pair not in _common()}
    return not said.isdisjoint(case.evidence.facts[fact.owner].grams)


def _counts_members(mention: Mention, fact: Mention) -> bool:
    """Whether both are figures right beside the word for the members or the staff: 面向全体418名会员."""
    if not isinstance(mention.atom, Quantity) or not isinstance(fact.atom, Quantity):
        return False
    told = {mention.left_text[-2:], mention.right_text[:2]} & _MEMBERS
    return bool(told & {fact.left_text[-2:], fact.right_text[:2]})


def _is_vague(mention: Mention) -> bool:
    """Whether a mention is too plain to be an invention: 一个, 3月, 春节."""
    atom = mention.atom
    if isinstance(atom, Quantity):
        return atom.soft
    return isinstance(atom, DateMention) and atom.day is None and atom.minutes is None


def _pairs(mention: Mention) -> frozenset[str]:
    return char_pairs(mention.left_text) | char_pairs(mention.right_text)


@cache
def _common() -> frozenset[str]:
    """Pairs that say what was done or when, never what was counted."""
    return frozenset(mapping("claims", "citations")["common"].split())
