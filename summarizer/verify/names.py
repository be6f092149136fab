"""Judges 《titles》, quoted names, honours, persons and organisations against the facts and the frame."""

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from summarizer.domain import AtomKind, Finding, FindingKind, Name
from summarizer.text.honours import GRADE, names_award, tells_grade
from summarizer.text.naming import normalize_name
from summarizer.text.ordinals import MEDALS
from summarizer.text.terms import is_figure_of_speech, is_set_phrase
from summarizer.verify.case import Case, Pair
from summarizer.verify.citations import tells_of
from summarizer.verify.context import likeness
from summarizer.verify.displaced import Places, displaced, rightful
from summarizer.verify.evidence import Evidence, bare, bare_fact
from summarizer.verify.marks import QUOTED
from summarizer.verify.mentions import Mention
from summarizer.verify.pairing import nearest_first, pair_score, settle

_KINDS: dict[AtomKind, FindingKind] = {
    AtomKind.TITLE: "title_unsupported",
    AtomKind.QUOTE: "name_unsupported",
    AtomKind.HONOUR: "honour_unsupported",
    AtomKind.PERSON: "name_unsupported",
    AtomKind.ORGANISATION: "name_unsupported",
}
_LIKENESS_TO_NAME, _LEAST_LIKENESS, _MOST_ALIKE = 60.0, 49.0, 8
_SAME_PLACE = 0.5
# An honour stands at another achievement when its own fits worse than the first (unless it supports something
# else as well), and another's at least as well as the second and better by the third.
_FITS, _FITS_OTHER, _FITS_BETTER = 0.35, 0.6, 0.25
_QUOTED_PART = re.compile("[“《][^”》]*[”》](?:竞赛|活动|评选|大赛|比赛)?")
# Behind these words a quoted name is an activity, a brand or an award, so it must have a source.
_NAMED_THING = re.compile(
    r"\s?(?:[^，。；“”\n]{0,4}法(?=[，。；、]|$)|主题|系列|专项|品牌|称号|活动|行动|工程|竞赛|比赛|大赛|评选|项目|计划|奖|先进|论坛|讲堂|工作室|工作法)"
)


# Before a quoted name these words say that something is called so.
_NAMING = re.compile(
    "开展|举办|举行|打造|创建|荣?获|推出|开设|开办|设立|组织|实施|命名|主题|评出|评选|评为|授予|称号|叫响|推行|建立|建成|参加|制定|发起|启动|发布|上线|品牌|成立|组建|唱响|擦亮|以$|名为|《"
)
# Before and behind a quotation these words show that it names nothing: 这个“关键少数”, “……”的理念.
_PUT_SO = re.compile(
    "(?:这个|这一|这种|做到|甘当|争当|争做|做好|当起|化身|堪称|知道|明白|懂得|树立|遵循|秉持|成为|变成|当好|当作|坐上|架起|筑牢|织密|打通|算好|念好|下好|守好|种好|的|是|像|如同|从|变|由)$"
)
_NOTION = re.compile(
    "(?:当作|当成|作为|视为|变成|变为|落到|挂在|扛在|放在|刻在|写在)|的?(?:方针|宗旨|口号|准则|总要求|工作思路|思路|导向|理念|意识|思想|原则|要求|氛围|目标|精神|作用|角色|担当|观念|格局|难题|问题|模式)"
)
_CLAUSE_MARK = re.compile("[，。；：！？\n”]")
_SINGLES = re.compile("[\u4e00-\u9fff](?:、[\u4e00-\u9fff])+")  # “训、送、评、带”
_LEVELS = frozenset("国省市区县镇乡局厂院校")
_REACH = 10
_SHORT = 2


def pair_names(case: Case) -> None:
    """Binds every name of the text to the best fitting equal name of the facts, one to one where possible."""
    by_norm = case.evidence.by_norm
    settle(
        (
            Pair(mention, fact, pair_score(mention, fact, case))
            for mention in case.reading.names
            if isinstance(mention.atom, Name)
            for fact in nearest_first(by_norm.get((mention.atom.kind, mention.atom.norm), ()), mention, case)
        ),
        case,
    )


def judge_names(case: Case) -> list[Finding]:
    """Findings on the names of a text that neither the facts nor the frame hold, in its order."""
    places = Places(case)
    findings = list(_exchanges(case))
    flagged = {finding.start for finding in findings}
    for mention in case.reading.names:
        if mention.atom.start in flagged:
            continue
        name, pair = mention.atom, case.pair_of(mention)
        if isinstance(name, Name) and pair is not None:
            findings.extend(_misplaced(pair, name, case) or _astray(pair, name, places))
            if _is_elsewhere(pair, name, case):
                findings.append(_unsupported(mention, name, None, case))
        if (
            not isinstance(name, Name)
            or pair is not None
            or _is_supported(name, case.evidence, case.reading.text)
        ):
            continue
        meant = _meant(mention, name, case) or _other_body(mention, name, case)
        if meant is None and not _needs_source(name, case.reading.text):
            continue
        if meant is not None:
            case.claim(meant)
        findings.append(_unsupported(mention, name, meant, case))
    return findings


def _exchanges(case: Case) -> Iterator[Finding]:
    """Two names of one kind that stand at each other's places."""
    paired = [
        pair
        for mention in case.reading.names
        if (pair := case.pair_of(mention)) is not None and case.evidence.may_accuse(pair.fact)
    ]
    taken: set[int] = set()
    for pair, other in displaced(paired, Places(case)):
        orders = {pair.text.order, other.text.order}
        if not case.crossed.isdisjoint(order + 1 for order in orders):
            continue  # 金奖4人、银奖2人 for 金奖2人、银奖4人: the figures are told of already
        if taken.isdisjoint(orders) and not case.is_exchanged(pair.text.atom.start, other.text.atom.start):
            taken |= orders
            for wrong, right in ((pair, other), (other, pair)):
                if isinstance(wrong.text.atom, Name):
                    yield _unsupported(wrong.text, wrong.text.atom, right.fact, case)


def _astray(pair: Pair, name: Name, places: Places) -> list[Finding]:
    """A name of one fact where that of another belongs, which is nowhere written."""
    meant = rightful(pair, places)
    if meant is None:
        return []
    places.case.bind(Pair(pair.text, meant, pair.score))
    return [_unsupported(pair.text, name, meant, places.case)]


def _misplaced(pair: Pair, name: Name, case: Case) -> list[Finding]:
    """An honour that some fact holds, but of another grade or level than the one granted here."""
    if name.kind is not AtomKind.HONOUR or (not case.is_shared(pair) and pair.score > _FITS):
        return []
    own_fit = likeness(pair.text, pair.fact)
    best, meant = max(_FITS_OTHER, own_fit + _FITS_BETTER), None
    for fact in nearest_first(case.evidence.names, pair.text, case):
        other = fact.atom
        if not isinstance(other, Name) or case.is_claimed(fact) or not case.evidence.may_accuse(fact):
            continue
        if not _is_sibling(name, other):
            continue
        fit = likeness(pair.text, fact)
        if fit >= best:
            best, meant = fit, fact
    if meant is None:
        return []
    case.bind(Pair(pair.text, meant, best))
    return [_unsupported(pair.text, name, meant, case)]


def _is_elsewhere(pair: Pair, name: Name, case: Case) -> bool:
    """Whether a mere grade (一等奖) is only that of an award of which another section tells."""
    is_own = case.evidence.may_accuse(pair.fact) or not GRADE.fullmatch(name.norm)
    return not is_own and not tells_of(pair.text, pair.fact, case)


def _is_sibling(name: Name, other: Name) -> bool:
    """Whether two honours are of one kind but another grade or level: 一等奖 and 二等奖."""
    return other.kind is AtomKind.HONOUR and name.norm != other.norm and name.norm[-2:] == other.norm[-2:]


def _is_defined(name: Name, text: str) -> bool:
    """Whether the text itself says what it will call something: （以下简称“省教工会”）."""
    return text.endswith(("简称", "简称为", "统称"), 0, name.start)


def _is_supported(name: Name, evidence: Evidence, text: str) -> bool:
    wanted = bare(name.norm)
    if _is_defined(name, text):
        return True
    if not wanted or evidence.knows(wanted) or evidence.knows(bare(name.text)):
        return True
    if name.kind is AtomKind.HONOUR:
        if any(evidence.knows(wanted.replace(*words)) for words in MEDALS.items() if words[0] in wanted):
            return True  # 全区亚军 for 全区第二名
        if lists_grade(name.norm, evidence):
            return True
        if _is_granted_at(wanted, evidence):
            return True
        plain = bare(_QUOTED_PART.sub("", name.text))
        if plain != wanted and plain and plain in evidence.bare_facts:
            return all(bare(part) in evidence.bare_facts for part in QUOTED.findall(name.text))
        return f"{name.norm}\n" in evidence.honours  # 模范职工之家 for 市模范职工之家
    return name.kind is AtomKind.QUOTE and (is_figure_of_speech(wanted) or is_set_phrase(wanted))


def _is_granted_at(honour: str, evidence: Evidence) -> bool:
    """Whether a fact names a level and behind it an honour: 区里：机关工会→先进职工之家."""
    level, plain = honour[:1], honour[1:]
    return level in _LEVELS and any(
        0 <= fact.find(level) < fact.find(plain) for fact in map(bare_fact, evidence.facts)
    )


def lists_grade(grade: str, evidence: Evidence) -> bool:
    """Whether a word is a mere grade that some fact has in a list: 二等奖 of 一、二等奖 or of 一3二6三20."""
    return GRADE.fullmatch(grade) is not None and tells_grade(grade, evidence.bare_facts)


def _needs_source(name: Name, text: str) -> bool:
    """Whether a name like no name of the facts is certainly one: words may look like bodies and honours."""
    if name.kind is AtomKind.ORGANISATION:
        return False
    if name.kind is AtomKind.QUOTE:
        return _names_thing(name, text) or not _is_figurative(name, text)
    return name.kind is not AtomKind.HONOUR or names_award(name.text)


def _names_thing(name: Name, text: str) -> bool:
    """Whether the words around a quoted name make it an activity, a brand or an award."""
    if _NAMED_THING.match(text, name.end):
        return True
    return _NAMING.search(_CLAUSE_MARK.split(text[max(0, name.start - _REACH) : name.start])[-1]) is not None


def _is_figurative(name: Name, text: str) -> bool:
    """Whether a quotation is a way of putting it: 守护劳动者的“辛苦钱”, “安全第一、预防为主”的理念."""
    if len(normalize_name(name.text)) <= _SHORT or _SINGLES.fullmatch(bare(name.text)):
        return True
    before, behind = text[max(0, name.start - _REACH) : name.start], text[name.end : name.end + 5]
    return _PUT_SO.search(before) is not None or _NOTION.match(behind) is not None


def _unsupported(mention: Mention, name: Name, meant: Mention | None, case: Case) -> Finding:
    label, expected = name.kind.label, meant.atom.text if meant else ""
    is_thing = name.kind is not AtomKind.QUOTE or _NAMED_THING.match(case.reading.text, name.end) is not None
    message = (
        f"{label}与事实不符：事实写的是“{_unmarked(expected)}”，这里写成了“{_unmarked(name.text)}”。"
        if expected
        else f"事实中没有{label}“{_unmarked(name.text)}”，请补充事实或删去。"
    )
    return case.finding_at(
        mention, _KINDS[name.kind], message, severity="error" if expected or is_thing else "warn",
        fact=meant, expected=expected, suggestion=expected,
    )  # fmt: skip


def _unmarked(name: str) -> str:
    """A name without its own quotation marks, for use inside those of a message."""
    return name.strip("“”\"'‘’「」")


def _meant(mention: Mention, name: Name, case: Case) -> Mention | None:
    """The fact name of the same kind that is most like it, when alike enough to have been meant."""
    choices = case.evidence.by_kind.get(name.kind, {})
    alike = process.extract(
        bare(name.norm), choices, scorer=fuzz.ratio, score_cutoff=_LEAST_LIKENESS, limit=_MOST_ALIKE
    )
    for _, score, index in alike:
        fact = case.evidence.names[index]
        if name.kind is AtomKind.ORGANISATION and len(fact.atom.text) != len(name.text):
            continue
        if score > _LIKENESS_TO_NAME or _differs_in_place(mention, fact, case):
            return fact
    return None


def _other_body(mention: Mention, name: Name, case: Case) -> Mention | None:
    """The body of a related fact that the text has nowhere, when it names another of its level."""
    if name.kind is not AtomKind.ORGANISATION:
        return None
    text = bare(case.reading.text)
    for owner in case.related(mention.owner)[:2]:
        for fact in case.evidence.of_fact[owner]:
            body = fact.atom
            is_body = isinstance(body, Name) and body.kind is AtomKind.ORGANISATION
            if not is_body or case.is_claimed(fact) or not case.evidence.may_accuse(fact):
                continue
            if bare(body.text) not in text and body.text[0] == name.text[0]:
                return fact
    return None


def _differs_in_place(mention: Mention, fact: Mention, case: Case) -> bool:
    """Whether a short quoted name differs in one character from one in its place: “五微” for “五小”."""
    left, right = mention.atom.text, fact.atom.text
    if mention.atom.kind is not AtomKind.QUOTE or len(left) != len(right) or case.is_claimed(fact):
        return False
    one_off = sum(a != b for a, b in zip(left, right, strict=True)) == 1
    return one_off and likeness(mention, fact) >= _SAME_PLACE
