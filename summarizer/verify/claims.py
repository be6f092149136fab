"""Judges what a text claims beyond figures and names: firsts, wholes, degrees, praise, acts, results."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from summarizer.domain import Finding, Quantity
from summarizer.text.leading import looked_ahead
from summarizer.text.lexicon import alternation, mapping
from summarizer.text.terms import GROWTH_CUE
from summarizer.text.thesaurus import alike, same_deeds
from summarizer.verify.case import Case
from summarizer.verify.evidence import bare
from summarizer.verify.growth import way_of
from summarizer.verify.marks import CLAUSE_MARKS, mark_offsets
from summarizer.verify.mentions import PENDING, FactReading, blanked, char_pairs
from summarizer.verify.spans import TakenSpans

_CLAUSE_LIMIT = 80
# A claim of so few characters names nobody who makes it: 受到表彰 is held by any 表彰 of a related fact.
_NAMELESS = 4
# Of a clause that says 已… this share of its character pairs must stand in facts, unless they hold its verb.
_KNOWN_SHARE = 0.34
_LEAST_PAIRS = 3
# A fact of another section carries a claim when this share of its character pairs stands in the sentence.
_RETOLD = 0.3
_BEHIND = 12
_LEAST_OBJECT = 2
# So many characters before a claim name what it is said of.
_SUBJECT = 3
_RATE_END = "率"
_RECEIVED = re.compile("^(?:受到|得到|获得|赢得|收获|获|受)")
# Verbs that say no more than the act behind them.
_LIGHT = frozenset({"完成", "进行", "开展", "实行", "付诸", "予以"})
# A verb with one of these behind it says only that the act was carried through.
_THROUGH = frozenset("好完毕齐妥")
# 覆盖率达到98%: the figure is judged, not its name.
_BEFORE_FIGURE = r"[^，。；\n]{0,6}[\d０-９百%一二三四五六七八九十]"
# Before a noun these narrow it to nothing particular.
_OF_ANY = "(?:[\\d余多]+[件起次项名人]|各类|各种|有关|相关|劳动|劳资|职工|了|的|矛盾)*"
_NOT_HAN = "(?![\u4e00-\u9fff])"
_HAN = re.compile("[\u4e00-\u9fff]{2,}")
_CHANGE = re.compile("[由从][^，。；]{1,14}[增升降减提]")
# Ranks and titles that were received; 表彰优秀班主任12名 was granted and is no praise of who granted it.
_WAS_PRAISED = re.compile("[获夺]|荣立|摘得|被评|评为|授予|入选|受表彰|[一二三]等奖|冠军|亚军|季军|称号")

# That all of them were … is told by a fact that says so of them.
_WHOLE = re.compile("全部|全都|悉数")
_ALL_OF_THEM = re.compile(
    "全部|全都|全[到拿过办交完上](?![级海])|均|都|悉数|逐|每|全覆盖|回复|答复|建会|100%|１００％|百分之百|百分百"
)
# What the many say of a thing is held by no award.
_OF_MANY = re.compile("好评|赞誉|点赞|满意|反[馈响映]|欢迎|喜爱|青睐|口碑|称赞|赞[赏扬]|信赖|爱戴")
_PRAISE = re.compile("好评|赞|满意|反[馈响映]|欢迎|喜爱|口碑|肯定|表扬|认可|感谢信|锦旗|青睐")


def judge_claims(case: Case, findings: Iterable[Finding]) -> list[Finding]:
    """Findings of severity warn on claims that no fact holds, in the order of the text.

    Args:
        case: the text and the facts, equal atoms bound.
        findings: what was found before; nothing is said twice of one span.
    """
    doubts = ((finding.start, finding.end) for finding in findings if finding.severity != "info")
    taken = TakenSpans([*doubts, *(match.span() for match in PENDING.finditer(case.reading.text))])
    return [
        case.finding(start, end, "claim_unsupported", message, severity="warn")
        for start, end, message in _unheld(case)
        if taken.take(start, end)
    ]


def _unheld(case: Case) -> Iterator[tuple[int, int, str]]:
    """Spans of claims that nothing holds, with what is to be said of them."""
    text = case.reading.text
    for match in _strong().finditer(text):
        if not _is_held(match, case):
            yield *match.span(), f"事实中没有写“{match.group()}”，请补充依据或改为平实的说法。"
    for match in _results().finditer(text):
        if is_open(text, match.start()) or _knows_result(match.group(), case) or _hands_out(match, case):
            continue
        yield *match.span(), f"事实中没有“{match.group()}”这一做法或结果，请补充事实或删去。"
    for match in _finished().finditer(text):
        if not _is_finished_known(match, case):
            start, end = match.start(), clause_around(text, match.end())[1]
            yield start, end, f"事实中没有写“{text[start:end]}”，请补充事实或删去。"
    yield from _wholes(case)
    for start, end in _unknown_acts(case):
        message = f"事实中没有“{text[start:end]}”这件事，请补充事实或删去。"
        yield start, end, message
    for match in _GROWTH_WITHOUT_FIGURE.finditer(text):
        if not tells_growth(case, match.start()):
            yield *match.span(), f"“{match.group()}”需要上年数据作依据，事实中没有，请补充或删去。"
        elif _is_turned(match, case):
            yield *match.span(), f"增减方向与事实不符：按事实的数据，“{match.group()}”应当反过来。"


def _wholes(case: Case) -> Iterator[tuple[int, int, str]]:
    """Where what the facts leave open, or say of one of several, is told of the rest or of all."""
    text = case.reading.text
    for match in _REST_DONE.finditer(text):
        if "其余" not in case.evidence.bare_facts and not is_open(text, match.start(), only_wishes=True):
            yield *match.span(), f"事实中没有写“{match.group()}”，请补充事实或删去。"
    for match in _ALL_OF_SOME.finditer(text):
        if any(_was_one(fact, match["verb"]) for fact in _related(case, match.start())):
            yield *match.span(), f"事实中没有写“{match.group()}”，请照事实改写。"


_FELL = re.compile("下降|减少|降低")


def _is_turned(match: re.Match[str], case: Case) -> bool:
    """Whether every fact that the clause of growth without a figure speaks of went the other way."""
    told = -1 if _FELL.search(match.group()) else 1
    facts = (fact for fact in _related(case, match.start()) if _speaks_of(fact, match, case))
    ways = {way_of(fact) for fact in facts} - {None}
    return bool(ways) and told not in ways


# 两人均入选 of a fact that says so of one of them.
_ALL_OF_SOME = re.compile(
    "(?:(?<![\\d两二三四五六七八九十])[\\d两二三四五六七八九十]+[人名位个家项件支]|全部|全员)?(?:均|都|双双|悉数|全部)(?:成功|顺利|已)?"
    "(?P<verb>入选|当选|获奖|晋级|通过|录取|获批|录用|入围|获评|达标|合格|取证|出线|脱困|转正)"
)
_DONE = frozenset("好完妥毕")
_CARRIED_OUT = re.compile("工程|项目|过程|期间")
_ASSEMBLY = re.compile("(?:教|职)代会")
# What the facts leave open told as done: 其余4条已全部整改到位.
_REST_DONE = re.compile(
    r"(?:其余|剩余|余下|另[外有]?)的?[\d一二三四五六七八九十]+[^，。；、\d]{1,4}(?:也|均|都)?(?:已|全部|均已)[^，。；\n]{2,14}"
)
# 同比有所增长, 较上年稳步提升: growth told without a figure.
_GROWTH_WITHOUT_FIGURE = re.compile(
    r"(?:同比|环比|[比较与]?(?:上年|去年|往年|上年同期|去年同期)(?:同期|相比)?)[^，。；\n\d%一二三四五六七八九十百]{0,6}"
    r"(?:增长|增加|提高|提升|上升|下降|减少|降低|翻番|扩大)(?![^，。；\n]{0,6}[\d一二三四五六七八九十百])"
)


def _was_one(fact: FactReading, verb: str) -> bool:
    """Whether a fact lists several and says something of one of them only: 推荐甲、乙；甲入选."""
    told = re.search(f"(?:^|[，；。 ])(?P<who>[\u4e00-\u9fff]{{2,4}}){verb}", fact.body)
    return (
        told is not None
        and _ALL_OF_THEM.search(fact.body) is None
        and re.search(f"{told['who']}[、/]|[、/]{told['who']}", fact.body) is not None
    )


def _is_held(match: re.Match[str], case: Case) -> bool:
    """Whether the facts or the frame say this, in these words or, on the same subject, in others."""
    words, sort = bare(match.group()), match.lastgroup or ""
    if case.evidence.knows(words) or is_open(case.reading.text, match.start(), only_wishes=True):
        return True
    if (rest := _RECEIVED.sub("", words)) != words and len(rest) > _NAMELESS and case.evidence.knows(rest):
        return True  # 获省机械工会表彰 of （省机械工会表彰）
    if sort == "share" and any(match.start() <= m.atom.start < match.end() for m in case.reading.figures):
        return True  # 减少一半: the figure is judged
    names_nobody = len(words) <= _NAMELESS
    if names_nobody and sort not in {"praise", "rank"} and case.evidence.knows(words[:2]):
        return True
    of_many = sort == "praise" and _OF_MANY.search(words) is not None
    nameless = sort == "praise" and names_nobody and not of_many
    return any(
        (_praises_otherwise(fact) if of_many else _carries(fact, sort))
        or (names_nobody and sort != "whole" and words[-2:] in fact.text)
        or (sort == "degree" and _grows(fact) and _speaks_of(fact, match, case))
        or (nameless and _WAS_PRAISED.search(fact.text) is not None)
        for fact in _related(case, match.start())
    )


def _speaks_of(fact: FactReading, match: re.Match[str], case: Case) -> bool:
    """Whether the clause of a claim speaks of a fact: what the fact says has grown must be that."""
    text = case.reading.text
    start, end = clause_around(text, match.start())
    if match.start() - start < _SUBJECT and start:
        start = clause_around(text, start - 2)[0]  # 满意度91分，明显提高
    has_figure = any(start <= figure.atom.start < end for figure in case.reading.figures)
    return has_figure or not fact.grams.isdisjoint(char_pairs(text[start:end]))


@lru_cache(maxsize=4096)
def _carries(fact: FactReading, sort: str) -> bool:
    """Whether a fact has a word that holds claims of a sort."""
    return _held_by(sort).search(fact.text) is not None


@lru_cache(maxsize=4096)
def _praises_otherwise(fact: FactReading) -> bool:
    return _PRAISE.search(fact.text) is not None


def _related(case: Case, offset: int) -> list[FactReading]:
    """The facts the sentence at an offset may rest on; those of other sections only when it retells them."""
    sentence = sentence_at(case, offset)
    if sentence is None:
        return []
    grams, facts = case.reading.grams[sentence], case.evidence.facts
    return [
        facts[owner]
        for owner in case.related(sentence)
        if owner < case.evidence.own or len(grams & facts[owner].grams) >= _RETOLD * len(facts[owner].grams)
    ]


def sentence_at(case: Case, offset: int) -> int | None:
    """The index of the sentence that holds an offset."""
    spans = case.reading.sentences
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= offset:
            low = middle + 1
        else:
            high = middle
    return low if low < len(spans) and spans[low][0] <= offset else None


def _grows(fact: FactReading) -> bool:
    """Whether a fact holds two values of one thing, or says itself that it grew or shrank."""
    if any(mention.last_year for mention in fact.mentions):
        return True
    figures = [mention.atom for mention in fact.mentions if isinstance(mention.atom, Quantity)]
    return bool(figures) and (GROWTH_CUE.search(fact.body) or _CHANGE.search(fact.body)) is not None


def tells_growth(case: Case, offset: int) -> bool:
    """Whether a fact of the sentence at an offset holds two values of one thing, or says that it grew."""
    return any(_grows(fact) for fact in _related(case, offset))


def clause_around(text: str, offset: int) -> tuple[int, int]:
    """The clause that holds an offset, of at most 80 characters to each side."""
    marks = mark_offsets(text)
    at = bisect_left(marks, offset)
    start = marks[at - 1] + 1 if at else 0
    end = marks[at] if at < len(marks) else len(text)
    return max(start, offset - _CLAUSE_LIMIT), min(end, offset + _CLAUSE_LIMIT)


def is_open(text: str, offset: int, *, only_wishes: bool = False) -> bool:
    """Whether the words before a claim in its clause make it a plan, a duty or a wish."""
    start, end = clause_around(text, offset)
    if _any_of("open", "wishes").search(text, start, offset):
        return True
    if only_wishes:
        return False
    behind = min(end, offset + _BEHIND)
    is_aim = _any_of("open", "before").search(text, start, offset)
    return bool(is_aim or _any_of("open", "behind").search(text, offset, behind))


def _comes_out_even(fact: FactReading) -> bool:
    """Whether a fact counts the same of what there was and of what was done: 排查235项，整改235项."""
    counted = [mention.atom for mention in fact.mentions if isinstance(mention.atom, Quantity)]
    counted = [figure for figure in counted if not figure.ordinal and figure.value > 1]
    return any(one.value == other.value and one.unit == other.unit for one, other in pairwise(counted))


def _knows_result(stem: str, case: Case) -> bool:
    if case.evidence.knows_for_short(stem.removesuffix("率")):
        return True
    return any(map(case.evidence.knows, _held_by_of(stem)))


def _hands_out(match: re.Match[str], case: Case) -> bool:
    """Whether a fact counts or gives out what is handed out here: 印发折页800份 of 折页800份."""
    words = mapping("claims", "results")["handed"].get(match.group(), "")
    behind = case.reading.text[match.end() : clause_around(case.reading.text, match.end())[1]]
    count = "[\\d一二三四五六七八九十两]"
    return any(
        re.search(
            f"{thing}[:：]?{count}|{count}[\u4e00-\u9fff]{{1,3}}{thing}|[发赠授奖][^，。；]{{0,6}}{thing}",
            case.evidence.bare_facts,
        )
        for thing in words.split()
        if thing in behind
    )


def _is_finished_known(match: re.Match[str], case: Case) -> bool:
    """Whether the facts hold what a clause says is already done."""
    verb = match["verb"]
    if (
        is_open(case.reading.text, match.start(), only_wishes=True)
        or not {verb, verb[0]}.isdisjoint(_neutral_verbs())
        or case.evidence.knows(verb)
        or any(map(case.evidence.knows, same_deeds(verb)))  # 已建成 of a fact that says 建立
        or case.evidence.knows(verb[:1] + "了")
        or any(map(case.evidence.knows, ("已" + verb[0], verb[1] + "完", verb[1] + "好")))
        or re.search(f"已{verb[1]}{_NOT_HAN}", case.evidence.bare_facts)  # 已改10条: 已经整改
        or (verb[1] in _DONE and case.evidence.knows(verb[0]))
    ):
        return True
    if _WHOLE.match(match.group()):
        related = _related(case, match.start())
        return any(_ALL_OF_THEM.search(fact.text) or _comes_out_even(fact) for fact in related)
    if verb[1] in _THROUGH and any(verb[0] in fact.text for fact in _related(case, match.start())):
        return True  # 已经装好 of a fact that says 新装
    behind = case.reading.text[match.end() : match.end() + len(verb)]
    if verb not in _LIGHT and any(case.evidence.knows(verb[0] + char) for char in behind):
        return True  # 已建立档案 of a fact that says 建档
    if verb in _LIGHT and case.evidence.knows(behind):
        return True  # 131处已完成整改 of a fact that says 整改131处
    start, end = clause_around(case.reading.text, match.start())
    pairs = char_pairs(case.reading.text[start:end])
    if len(pairs) < _LEAST_PAIRS:
        return True
    known = sum(case.evidence.knows(pair) for pair in pairs)
    return known >= _KNOWN_SHARE * len(pairs)


def _unknown_acts(case: Case) -> Iterator[tuple[int, int]]:
    """Clauses that tell of something done of which nothing stands in the facts, from their verb on."""
    text = case.reading.text
    words = blanked(text, [(mention.atom.start, mention.atom.end) for mention in case.reading.mentions])
    for match in _acts().finditer(words):
        start = match.start()
        if start > 1 and case.evidence.knows(text[start - 2 : match.end("verb")]):
            continue  # 生活救助兜住底线: a name of what a fact tells
        if _CARRIED_OUT.match(match["object"]) and case.evidence.knows(match["verb"][:2]):
            continue  # 改造工程投入38万元 of a fact that says 投入38万元改造
        told = _ASSEMBLY.sub("职工代表大会", match["object"])
        if told.rstrip().endswith(_RATE_END):
            continue  # 调解成功率88.4%: its figure is judged
        pairs = {"".join(pair) for words in particular_words(told) for pair in pairwise(words)}
        verb = match["verb"]
        is_told = len(match["object"].strip()) > _LEAST_OBJECT or verb.endswith("了")
        is_concrete = verb in _concrete() and is_told
        if is_concrete and not any(map(case.evidence.knows, _same_act(verb[:2]))):
            pairs |= char_pairs(match["object"])
        elif len(pairs) < _LEAST_OBJECT:
            continue
        if is_open(text, start, only_wishes=True):
            continue
        quads = (told[at : at + 4] for at in range(len(told) - 3))
        if any(map(case.evidence.knows, pairs)) or any(map(case.evidence.knows_for_short, quads)):
            continue
        if not _is_noted_thing(told.strip(), case) and not has_of_itself(verb, told.strip(), case):
            yield start, start + len(match.group().rstrip())


def has_of_itself(verb: str, thing: str, case: Case) -> bool:
    """Whether a fact has a verb alone whose own object is told with it: 调解劳动争议27件 of 调解27件."""
    words = mapping("deeds", "inner").get(verb)
    if words is None or not case.evidence.knows(verb):
        return False
    return re.fullmatch(f"{_OF_ANY}(?:{alternation(tuple(words.split()))})", thing) is not None


def _is_noted_thing(thing: str, case: Case) -> bool:
    """Whether a fact counts a thing that it calls by one character: 水4200瓶 for 饮用水."""
    return any(
        len(word) == 1 and re.search(f"(?<![\u4e00-\u9fff]){word}\\d", case.evidence.bare_facts)
        for word in alike(thing)
    )


@cache
def _acts() -> re.Pattern[str]:
    verbs = alternation(tuple(word for word in _words("acts", "verbs") if word not in _concrete()))
    concrete, nouns = alternation(_words("acts", "concrete")), alternation(_words("acts", "noun_behind"))
    return re.compile(
        f"(?P<verb>(?!组织[对的有上内里和与])(?:(?:{concrete})(?![的由和体工量单日室站点员处台])|(?!联合(?:会|工会|体))(?:{verbs})(?!的[一几数两]|{nouns})))"
        f"(?P<object>[^{CLAUSE_MARKS}、]{{2,60}})"
    )


def particular_words(text: str) -> list[str]:
    """What is left of a text without figures, marks and the words that say nothing particular."""
    return _HAN.findall(_any_of("acts", "plain").sub(" ", text))


def _words(table: str, key: str) -> tuple[str, ...]:
    return tuple(mapping("claims", table)[key].split())


@cache
def _any_of(table: str, key: str) -> re.Pattern[str]:
    return re.compile(alternation(_words(table, key)))


@cache
def _strong() -> re.Pattern[str]:
    """All strong claims; the group that matches is named by its sort."""
    sorts = mapping("claims", "strong").items()
    return re.compile(
        looked_ahead("|".join(f"(?P<{name}>{'|'.join(words['patterns'])})" for name, words in sorts))
    )


@cache
def _held_by(sort: str) -> re.Pattern[str]:
    return re.compile(alternation(tuple(mapping("claims", "strong")[sort]["held_by"].split())))


@cache
def _results() -> re.Pattern[str]:
    stems = alternation(_words("results", "stems"))
    return re.compile(looked_ahead(f"(?:{stems})(?!(?<=[率度量]){_BEFORE_FIGURE})"))


@cache
def _held_by_of(stem: str) -> Sequence[str]:
    return (stem, *mapping("claims", "results")["held_by"].get(stem, "").split())


@cache
def _finished() -> re.Pattern[str]:
    adverbs = alternation(_words("finished", "adverbs"))
    wholes = alternation(_words("finished", "wholes"))
    return re.compile(f"(?:已|{wholes})(?:{adverbs})*(?P<verb>[\u4e00-\u9fff]{{2}})")


@cache
def _concrete() -> frozenset[str]:
    return frozenset(_words("acts", "concrete"))


@cache
def _same_act(verb: str) -> tuple[str, ...]:
    """A verb and those that say the same: 采购, 购买, 购置."""
    lines = (tuple(line.split()) for line in mapping("claims", "acts")["same"])
    return next((line for line in lines if verb in line), (verb,))


@cache
def _neutral_verbs() -> frozenset[str]:
    return frozenset(_words("finished", "neutral"))
