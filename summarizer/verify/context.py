"""How alike the surroundings of two mentions are: what binds a figure to the thing it counts."""

import re
from collections.abc import Sequence

from summarizer.verify.mentions import Mention

# Half of this many telling characters is enough to recognise a noun; bullets carry more than a text repeats.
_ENOUGH = 4
_CROSSED = 0.8
_LONGEST_LABEL = 4
_GROWN = re.compile(
    "^(?:左右)?(?:已|又|稳步|逐步)?[增提上升下降减扩][长加高升大少低]?(?:到|至|为)了?[^，。；0-9]{0,6}$"
)
_GRADE = "(?:[特一二三四]等|[金银铜优])奖"
_GRADED = re.compile(f"{_GRADE}$")
_GRADE_BEHIND = re.compile(f"(?:荣?获得?|得到?|摘得|夺得|评为)?(?P<grade>{_GRADE})")
_ASIDE = re.compile("[^，。；、：（()）0-9]{0,6}[（(](?P<label>[\u4e00-\u9fff]{2,8})[）)]")
_MUTED = re.compile(r"[^\u4e00-\u9fff]|[的了为共达有约近每各]")


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Overlap coefficient of two character sets, 0 when either is empty; 0 to 1."""
    if not left or not right:
        return 0.0
    return len(left & right) / (len(left) if len(left) < len(right) else len(right))


def likeness(text_side: Mention, fact_side: Mention) -> float:
    """How alike the words around two mentions are, 0 to 1.

    The same side counts fully; 困难职工32户 against 32户困难职工 (left against right) counts 0.8.
    """
    left, right = overlap(text_side.left, fact_side.left), overlap(text_side.right, fact_side.right)
    both_left = bool(text_side.left and fact_side.left)
    both_right = bool(text_side.right and fact_side.right)
    if both_left and both_right:
        direct = max(0.6 * left + 0.4 * right, 0.75 * left, 0.7 * right)
    else:
        direct = left if both_left else 0.9 * right
    if direct >= _CROSSED:
        return direct
    crossed = max(overlap(text_side.right, fact_side.left), overlap(text_side.left, fact_side.right))
    return max(direct, _CROSSED * crossed)


def exchanged(first: Mention, second: Mention, first_fact: Mention, second_fact: Mention) -> bool:
    """Whether two figures of the text stand at each other's nouns.

    `first` has the value of `first_fact` and `second` that of `second_fact`. Only characters that
    tell the two facts' places apart vote; a place votes once for each of its sides.
    """
    if _labels_crossed(first, second, first_fact, second_fact):
        return True
    if _asides_crossed(first, second, first_fact, second_fact):
        return True
    if _words_crossed(first, second, first_fact, second_fact) or _ends_crossed(
        first, second, first_fact, second_fact
    ):
        return True
    if _grades_crossed(first, second, first_fact, second_fact):
        return True
    if _GROWN.search(first_fact.left_text) or _GROWN.search(second_fact.left_text):
        return False  # 由12.8万元增至15.3万元: both are told of one thing
    in_place = likeness(first, first_fact) + likeness(second, second_fact)
    if likeness(first, second_fact) + likeness(second, first_fact) < in_place:
        return False
    own = alien = 0
    binds_right = not first.left and bool(first.right)
    for mention, mine, other in ((first, first_fact, second_fact), (second, second_fact, first_fact)):
        sides = (mention.right,) if binds_right else (mention.left, mention.right)
        votes = _votes(sides, mine, other)
        if votes is None:
            return False
        own, alien = own + votes[0], alien + votes[1]
    return alien > own and (alien >= 2 or (binds_right and own == 0))


def _labels_crossed(first: Mention, second: Mention, first_fact: Mention, second_fact: Mention) -> bool:
    """Whether two figures of one fact stand right behind each other's last character: 男38人、女46人."""
    mine, theirs = _label(first), _label(second)
    if first_fact.owner != second_fact.owner or not mine or not theirs or mine == theirs:
        return False
    first_label, second_label = _label(first_fact), _label(second_fact)
    if first_label in first.left or second_label in second.left:
        return False  # 应到代表126人，实到118人 for 出席代表118人，应到126人
    return mine == second_label and theirs == first_label


def _words_crossed(first: Mention, second: Mention, first_fact: Mention, second_fact: Mention) -> bool:
    """Whether the words beside two figures cross: 88万元的预算支出95万元 for 预算95万元，支出88万元."""
    mine, theirs = first_fact.left_text[-2:], second_fact.left_text[-2:]
    is_told = len(mine) == len(theirs) == 2 and mine != theirs and not _MUTED.search(mine + theirs)
    if first_fact.owner != second_fact.owner or not is_told:
        return False
    if first.left_text.endswith(mine):
        return False  # 专职工会干部3名、兼职工会干部21名 for 专职工会干部3名，兼职21名
    is_second_crossed = second.left_text.endswith(mine) and theirs not in second.left_text[-4:]
    return is_second_crossed and theirs in first.right_text


def _ends_crossed(first: Mention, second: Mention, first_fact: Mention, second_fact: Mention) -> bool:
    """Whether each of two figures stands right behind the other's words: 金奖4人，银奖2人."""
    mine, theirs = _told_apart(first_fact.left_text, second_fact.left_text)
    is_told = mine != theirs and not _MUTED.search(mine + theirs)
    if first_fact.owner != second_fact.owner or not is_told:
        return False
    if mine in first.left_text or theirs in second.left_text:
        return False
    return first.left_text.endswith(theirs) and second.left_text.endswith(mine)


def _told_apart(left: str, other: str) -> tuple[str, str]:
    """The last two characters of both, or as many more as it takes to tell them apart: 高级工, 中级工."""
    for length in range(2, _LONGEST_LABEL + 1):
        mine, theirs = left[-length:], other[-length:]
        if mine != theirs:
            return (mine, theirs) if len(mine) == len(theirs) == length else ("", "")
    return "", ""


def _grades_crossed(first: Mention, second: Mention, first_fact: Mention, second_fact: Mention) -> bool:
    """Whether each of two figures stands before the other's grade: 6人获一等奖，3人获二等奖."""
    mine, theirs = (_GRADED.search(told.left_text) for told in (first_fact, second_fact))
    if first_fact.owner != second_fact.owner or not mine or not theirs or mine.group() == theirs.group():
        return False
    written = [_GRADE_BEHIND.match(mention.right_text) for mention in (first, second)]
    return [match and match["grade"] for match in written] == [theirs.group(), mine.group()]


def _asides_crossed(first: Mention, second: Mention, first_fact: Mention, second_fact: Mention) -> bool:
    """Whether two figures stand behind each other's asides: 白班25元、夜班18元 for 25（夜班）18（白班）."""
    mine, theirs = (_ASIDE.match(fact.right_text) for fact in (first_fact, second_fact))
    if mine is None or theirs is None or mine["label"] == theirs["label"]:
        return False
    is_first_crossed = theirs["label"] in first.left_text and mine["label"] not in first.left_text
    return is_first_crossed and mine["label"] in second.left_text and theirs["label"] not in second.left_text


def _label(mention: Mention) -> str:
    """The character right before a figure, "" when it tells nothing."""
    last = mention.left_text[-1:]
    return last if last in mention.left else ""


def belongs_to_other(mention: Mention, mine: Mention, other: Mention) -> bool:
    """Whether the words around a mention name the thing of `other` and not that of `mine`."""
    votes = _votes((mention.left, mention.right), mine, other)
    return votes is not None and votes[0] == 0 and votes[1] >= 1


def _votes(sides: Sequence[frozenset[str]], mine: Mention, other: Mention) -> tuple[int, int] | None:
    """How many of a mention's sides speak for `mine` and for `other`; None when nothing tells those apart."""
    mine_only, other_only = _distinct(mine, other), _distinct(other, mine)
    if not mine_only or not other_only:
        return None
    own = alien = 0
    for side in sides:
        for_mine = len(side & mine_only) / min(len(mine_only), _ENOUGH)
        for_other = len(side & other_only) / min(len(other_only), _ENOUGH)
        own += for_mine > for_other and for_mine >= 0.5
        alien += for_other > for_mine and for_other >= 0.5
    return own, alien


def _distinct(mention: Mention, other: Mention) -> frozenset[str]:
    """What names the thing a fact's figure counts: its left side, or its right side when there is no left."""
    if mention.left and other.left:
        return mention.left - other.left
    if mention.right and other.right:
        return mention.right - other.right
    return (mention.left | mention.right) - (other.left | other.right)
