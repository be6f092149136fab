"""What facts of other sections may support: words that tell of the same thing, not merely an equal figure."""

import re
from functools import cache

from summarizer.domain import DateMention, Quantity
from summarizer.text.lexicon import mapping
from summarizer.verify.case import Case
from summarizer.verify.mentions import Mention, char_pairs

# So much of a fact stands in the sentence that it is plainly what the sentence is about.
_RETOLD = 0.4
_MEMBERS = frozenset({"会员", "职工", "员工", "教师"})
_CLAUSE_END = re.compile("[，,。；;、：:（(）)]")
# What stands beside the number of all members or staff and says nothing else of them.
_COUNTING = re.compile(
    "[我本全][局校院厂司区]|(?:基层)?工会|公司|学校|医院|单位|企业|社区|街道|全体|[现共]?有|在[册职岗编校]|正式|总?人?数|[合总]?共计?|[达为]"
)


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
    if case.shared_words(mention, fact) >= _RETOLD or _counts_members(
        mention, fact, case.evidence.facts[fact.owner].text
    ):
        return True
    said = {pair for pair in _pairs(mention) if pair not in _common()}
    return not said.isdisjoint(case.evidence.facts[fact.owner].grams)


def _counts_members(mention: Mention, fact: Mention, line: str) -> bool:
    """Whether both are figures right beside the word for the members or the staff: 面向全体418名会员.

    The fact must only count them: 642名员工捐款 counts those of them who did something.
    """
    if not isinstance(mention.atom, Quantity) or not isinstance(fact.atom, Quantity):
        return False
    told = {mention.left_text[-2:], mention.right_text[:2]} & _MEMBERS
    before, after = line[: fact.atom.start], line[fact.atom.end :]
    counted = _CLAUSE_END.split(before)[-1] + _CLAUSE_END.split(after)[0]
    return _COUNTING.sub("", counted) in told


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
