"""Which facts are written in a text, and which sentence rests on which facts."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from types import MappingProxyType

from summarizer.domain import AtomKind, DateMention, Finding, Name, Quantity, SentenceSupport
from summarizer.text.honours import GRADE, tells_grade
from summarizer.text.ordinals import MEDALS
from summarizer.text.plain import is_plain
from summarizer.text.thesaurus import alike, deed_groups, synonym_groups
from summarizer.text.year_parts import festival_aliases
from summarizer.verify.calendar import days_of, festival_on, festivals_in, lies_in, spans_period
from summarizer.verify.case import Case
from summarizer.verify.counted_nouns import spelled_out
from summarizer.verify.durations import days_between
from summarizer.verify.evidence import Evidence, bare, most_voted
from summarizer.verify.marks import QUOTED
from summarizer.verify.mentions import FactClause, FactReading, Mention, Reading, char_pairs, telling
from summarizer.verify.pairing import same_figure
from summarizer.verify.rhythms import untold_rhythms

# A clause of a fact counts as written when this share of its character pairs, or of its characters,
# stands in the sentences that carry the fact. Set on the development cases.
_PAIR_SHARE, _CHARACTER_SHARE = 0.34, 0.7
_WITH_FIGURES_PAIR_SHARE, _WITH_FIGURES_CHARACTER_SHARE = 0.2, 0.5
_BEST_SENTENCES = 3
_HALF = 0.5
_LEAST_OWN, _SHORT, _AROUND = 2, 4, 12
# One figure may stand for several equal ones of its fact.
_LARGEST_PART = 10
_DONE_BY = re.compile(
    "(?<![理自缘])由(?P<who>[\u4e00-\u9fff]{2,9}?(?:[院校局处科部所厂园馆队班组社]长|主任|主席|书记|经理|委员|律师|医[师生]|专家))"
    "(?=[逐负牵主讲带授亲答])"
)
_NOTHING, _ALL_PER_CENT = re.compile("零|无|未|没有"), 100
_WITHIN = ("里", "中", "当中", "内")
_FOR_ALL = re.compile("各|均|都|全部|逐|悉数|分别|皆|同样|也")
_MOST_COMMON = 64
_SETTING = "设有含"
_PARTS = frozenset({"上半年", "下半年", "1季度", "2季度", "3季度", "4季度"})
_GRANTING, _NAME_END, _GRANT_REACH = ("总工会", "局", "委", "厅", "集团", "政府"), 3, 8
# The festivals after which events are named: without them another event is told.
_NAMED_DAYS = frozenset(
    {"春节", "元宵节", "妇女节", "清明节", "端午节", "中秋节", "国庆节", "重阳节", "元旦"}
)
_BOTH_DAYS = ("两节", "双节")
_COUNTED_LIST = re.compile(
    "(?<![\u4e00-\u9fff])(?:[\u4e00-\u9fff]{2,6}、)+[\u4e00-\u9fff]{2,6}(?=[0-9]{1,2}[个项种类支])"
)
_WHOLE_LIST = re.compile("[\u4e00-\u9fff]{2,12}(?:、[\u4e00-\u9fff]{2,6})+(?![\u4e00-\u9fff“（])")
_EACH_REACH, _MEMBER = 4, 2
# 三名标兵各奖励500元, told as 甲、乙、丙…每人奖励500元.
_GIVEN_EACH = re.compile("^[\u4e00-\u9fff]{0,8}(?:各|每人|均|都)")
_NAMES = re.compile("(?<![\u4e00-\u9fff、])(?:[\u4e00-\u9fff]{2,4}、)+[\u4e00-\u9fff]{2}")
_ALL_QUARTERS = re.compile("四个?季度|[一1](?:季度)?[至到—-][四4]季度")
_LABEL_MARKS = ("：", ":", "—")
_AROUND_FIGURE = re.compile("[，。；：（）()]")
# 职工监事2人：耿书禾、白漫
_BRACKETED = re.compile("[（(][^（）()]*[）)]")
_NAMED_BEHIND = re.compile(
    " ?[：:（(] ?(?P<names>[\u4e00-\u9fff]{2,12}(?:[（(][\u4e00-\u9fff]{2,6}[）)])?"
    "(?:[、/][\u4e00-\u9fff]{2,12}(?:[（(][\u4e00-\u9fff]{2,6}[）)])?)*)(?=[，。；;）)]|$)"
)
_FIRST = re.compile("居首|榜首|首位|夺冠|冠军|头名|第一|头筹|最[多高快](?=[，。；]|$)")
# 前三名依次为……
_IN_ORDER = re.compile(
    "前(?:[二三四五六2-6])名?[^，。；]{0,4}(?:依次|分别|是|为|：)|分[列获居]前[二三四五六]|依次|[两二三四五][期批轮场次]分别"
)
# What in a jotting tells nothing of itself: its own marks, letters and numbers of a list, 同前.
_JOTTED = re.compile(
    "^(?:ps|p\\.s|nb|注|备注)[.。:： ]*|[①-⑳⑴-⒇]|(?<![a-z])[a-z](?![a-z\u4e00-\u9fff-])"
    "|同[前上](?=[）)， ]|$)",
    re.IGNORECASE,
)
_PLACES_CALLED = MappingProxyType({Decimal(place): called for place, called in enumerate(MEDALS, 1)})
_RANK = re.compile("第[一二三四五六1-6]名?|[冠亚季]军|[特一二三]等奖")
# 公司级不发 is told by a sentence that denies or leaves open something, too.
_DENIED = re.compile(
    "[不未没](?:予|再|能|有)?(?:发|收|补|给|报|列|算|计|奖|评|设|办|批|签|发放|享受|报销|参评|参加|参赛|纳入|列入|安排"
    "|采纳|通过|批准|立项|受理|录用|录取|续签|启用|到场|到会|出席|兑现|落实|完成|答复|解决|整改|办结)了?$"
)
_DENYING = re.compile("[不未没无免非零停暂除仅只尚仍还待拟将缺否]|正在|取消")
_COME_TO = ("开到", "办到", "办至", "出到", "推出到", "举办到", "进行到", "讲到", "发行到", "已到", "迎来")
_ONCE = frozenset({"次", "场"})
_EDGES = MappingProxyType({1: "年初", 12: "年底"})


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
    index = sentences_by_gram(case.reading)
    carriers: defaultdict[int, set[int]] = defaultdict(set)
    for pair in case.of_text.values():
        if not isinstance(pair.text.atom, Name):
            carriers[pair.fact.owner].add(pair.text.owner)
    bare_text = bare(case.reading.text)
    dates = _unlike_dates(case.reading)
    places: dict[frozenset[int], _Places] = {}
    sentences, missing = [], []
    for number in range(case.evidence.own):
        found = carriers[number] | _best_sentences(case.evidence.facts[number], index)
        carrying = frozenset(found)
        if carrying not in places:
            places[carrying] = _places(carrying, case.reading)
        looked_for = _Search(
            case=case, number=number, places=places[carrying], bare_text=bare_text,
            has_figures=bool(carriers[number]), dates=dates,
        )  # fmt: skip
        sentences.append(carrying)
        missing.append((*looked_for.missing_atoms(), *looked_for.missing_words()))
    return Coverage(
        written=tuple(not parts for parts in missing),
        sentences=tuple(sentences),
        missing_parts=tuple(missing),
    )


def _unlike_dates(reading: Reading) -> tuple[DateMention, ...]:
    """One date of the text for each month, range of months and part of the year that it names."""
    dates = (mention.atom for mention in reading.dates)
    named = {
        (date.month, date.upper and date.upper[1], date.part): date
        for date in dates
        if isinstance(date, DateMention)
    }
    return tuple(named.values())


def sentences_by_gram(reading: Reading) -> dict[str, list[int]]:
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
    ranked = most_voted(votes, _BEST_SENTENCES)
    least = min(max(2, len(fact.grams) * 0.2), len(fact.grams))
    return {number for number, count in ranked if count * 2 >= ranked[0][1] and count >= least}


def _must_stand(mention: Mention, bare_text: str) -> bool:
    """Whether a fact's atom that no mention of the text stands for is really absent."""
    atom = mention.atom
    if isinstance(atom, Quantity):
        return not atom.soft
    if isinstance(atom, DateMention):
        only_year = atom.month is None and atom.day is None and atom.weekday is None and atom.minutes is None
        if only_year and atom.year is None and atom.part in _NAMED_DAYS:
            names = (atom.part, *festival_aliases(atom.part), *_BOTH_DAYS, *days_of(atom.part))
            return not any(name in bare_text for name in names)
        if "/" in atom.text and (atom.month or 0) < (atom.day or 0) <= _LARGEST_PART:
            return False  # 采纳61（1/3） may be a share
        return not (
            only_year
            and (not atom.part or atom.part in bare_text or (atom.year is None and "季度" not in atom.part))
        )
    if bare(atom.norm) in bare_text or bare(atom.text) in bare_text:
        return atom.kind is AtomKind.HONOUR
    if atom.kind is AtomKind.HONOUR and GRADE.fullmatch(atom.norm):
        return not tells_grade(atom.norm, bare_text)
    return atom.kind in {AtomKind.TITLE, AtomKind.PERSON} or (
        atom.kind is AtomKind.QUOTE and not _loosely(atom, bare_text)
    )


def _names_month(date: DateMention, month: int) -> bool:
    """Whether a date names a month, by itself, in a range, by its festival or as an edge of the year."""
    first, last = date.month, date.upper[1] if date.upper is not None else None
    if first is None:
        return bool(date.part) and date.part in {_EDGES.get(month), *festivals_in(month)}
    return month in {first, last} or (last is not None and first < month < last)


@lru_cache(maxsize=4096)
def _listed_members(fact: str) -> tuple[str, ...]:
    """The members of the lists of a fact behind which they are counted: 步行、摄影2个小组."""
    return tuple(member for listed in _COUNTED_LIST.finditer(fact) for member in listed.group().split("、"))


@lru_cache(maxsize=4096)
def _whole_lists(fact: str) -> tuple[tuple[str, ...], ...]:
    """The lists of a fact without their first member, which a verb may begin: 宿舍 of 巡视食堂、宿舍."""
    return tuple(tuple(listed.group().split("、")[1:]) for listed in _WHOLE_LIST.finditer(fact))


def _loosely(name: Name, bare_text: str) -> bool:
    """Whether all characters of a quoted name stand in the text: quotes are often taken apart (“三八”节)."""
    return all(char in bare_text for char in bare(name.norm))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """The sentences that carry a fact, and for its words their neighbours too."""

    sentences: Sequence[str]
    figures: Mapping[Decimal, Sequence[Quantity]]
    grams: Sequence[frozenset[str]]
    characters: Sequence[frozenset[str]]

    def share(self, grams: frozenset[str], characters: frozenset[str]) -> tuple[float, float]:
        """The shares of some character pairs and of some characters that stand in any of the sentences."""
        return _share(grams, self.grams), _share(characters, self.characters)


def _places(found: Iterable[int], reading: Reading) -> _Places:
    near = sorted({n for base in found for n in (base - 1, base, base + 1) if 0 <= n < len(reading.grams)})
    figures: defaultdict[Decimal, list[Quantity]] = defaultdict(list)
    for mention in (mention for number in found for mention in reading.by_sentence[number]):
        if isinstance(mention.atom, Quantity):
            figures[mention.atom.value].append(mention.atom)
    return _Places(
        sentences=[reading.text[slice(*reading.sentences[number])] for number in found],
        figures=figures,
        grams=[reading.grams[number] for number in near],
        characters=[reading.characters[number] for number in near],
    )


def _share(wanted: frozenset[str], places: Sequence[frozenset[str]]) -> float:
    """The share of `wanted` that stands in any of the places, 1 when nothing is wanted."""
    if not wanted:
        return 1.0
    absent = wanted
    for place in places:
        absent = absent - place
    return (len(wanted) - len(absent)) / len(wanted)


def _is_person(mention: Mention, clause: FactClause) -> bool:
    name = mention.atom
    return (
        isinstance(name, Name)
        and name.kind is AtomKind.PERSON
        and clause.start <= name.start
        and name.end <= clause.end
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Search:
    """One fact looked for in the sentences that carry it."""

    case: Case
    number: int
    places: _Places
    bare_text: str
    has_figures: bool
    dates: Sequence[DateMention]

    @property
    def fact(self) -> FactReading:
        return self.case.evidence.facts[self.number]

    @property
    def mentions(self) -> Sequence[Mention]:
        return self.case.evidence.of_fact[self.number]

    def missing_atoms(self) -> list[str]:
        """The fact's atoms that are not there; 各1次 stands for every 1次 of its fact."""
        return [
            mention.atom.text
            for mention in self.mentions
            if not mention.last_year
            and (not self.case.is_claimed(mention) or self._is_blurred(mention))
            and (_must_stand(mention, self.bare_text) or self._grants(mention))
            and not self._goes_without_saying(mention)
            and not self._stands_otherwise(mention)
            and not self._is_spelled_out(mention)
        ]

    def _is_spelled_out(self, mention: Mention) -> bool:
        """Whether the text tells a bare figure in Chinese numerals before the same noun: 九船 for 9船."""
        if not isinstance(mention.atom, Quantity):
            return False
        words = spelled_out(mention.atom, self.fact.text)
        return any(word in sentence for word in words for sentence in self.places.sentences)

    def _grants(self, mention: Mention) -> bool:
        """Whether an absent organisation is the one that gave the honour of its fact: 区总工会."""
        name = mention.atom
        if not isinstance(name, Name) or name.kind is not AtomKind.ORGANISATION:
            return False
        if not bare(name.text).endswith(_GRANTING) or bare(name.text)[-_NAME_END:] in self.bare_text:
            return False
        return any(
            isinstance(other.atom, Name)
            and other.atom.kind is AtomKind.HONOUR
            and 0 <= other.atom.start - name.end <= _GRANT_REACH
            for other in self.mentions
        )

    def _is_blurred(self, mention: Mention) -> bool:
        """Whether the text names only the part of the year in which a fact's month lies: 下半年 for 10月."""
        atom = mention.atom
        if not isinstance(atom, DateMention) or atom.month is None or atom.upper is not None:
            return False
        is_in_part = any(date.month is None and lies_in(atom, date) for date in self.dates)
        return is_in_part and not any(_names_month(date, atom.month) for date in self.dates)

    def _goes_without_saying(self, mention: Mention) -> bool:
        """Whether a date is the period itself (1月至6月 of 上半年), or 两次 counts the fact's dates."""
        atom = mention.atom
        if isinstance(atom, DateMention):
            period = self.case.evidence.frame.period
            is_listed = (
                atom.part in _PARTS
                and atom.month is None
                and _ALL_QUARTERS.search(self.bare_text) is not None
            )
            return is_listed or (period is not None and spans_period(atom, period))
        if isinstance(atom, Quantity) and atom.unit == "届" and self.fact.text[: atom.start].endswith("新"):
            return True  # 新一届委员会
        if isinstance(atom, Quantity) and (
            self._counts_list(atom)
            or self._counts_each(atom)
            or self._opens_on(atom)
            or self._is_come_to(atom)
            or self._is_once(atom)
        ):
            return True
        dates = [m for m in self.mentions if isinstance(m.atom, DateMention) and self.case.is_claimed(m)]
        if isinstance(atom, Quantity) and atom.unit == "天" and not atom.ordinal and self._lasts(atom):
            return True
        if not isinstance(atom, Quantity) or atom.unit not in {"次", "批", "期", "场"} or atom.ordinal:
            return False
        return 2 <= len(dates) == atom.value or (len(dates) > 1 and self._is_added_up(atom, len(dates)))

    def _lasts(self, atom: Quantity) -> bool:
        """Whether the days of a fact that the text tells say how many they are: 5月23日、24日，两天."""
        days = [
            m.atom
            for m in self.mentions
            if isinstance(m.atom, DateMention) and m.atom.day is not None and self.case.is_claimed(m)
        ]
        if len(days) == 1 and days[0].upper is not None:
            return days_between(days[0], days[0]) == atom.value
        return len(days) > 1 and len(days) == atom.value and not any(day.upper for day in days)

    def _is_come_to(self, atom: Quantity) -> bool:
        """Whether a series is told to have come to its last number: 开到第7期 of 读书会7期."""
        return any(
            figure.ordinal
            and figure.unit == atom.unit
            and self.case.reading.text.endswith(_COME_TO, 0, figure.start)
            for figure in self.places.figures.get(atom.value, ())
        )

    def _is_once(self, atom: Quantity) -> bool:
        """Whether what took place once is told without that: 游园会1场."""
        clause = self._clause_at(atom.start)
        return (
            atom.value == 1
            and atom.unit in _ONCE
            and not atom.ordinal
            and clause is not None
            and _FOR_ALL.search(self.fact.text, clause.start, atom.end) is None
            and self._is_in_words(clause)
        )

    def _opens_on(self, atom: Quantity) -> bool:
        """Whether a fact only takes up what another one counts: 27件里 办结25."""
        if self.fact.text[: atom.start].strip() or not self.fact.text.startswith(_WITHIN, atom.end):
            return False
        return any(
            other.owner != self.number and isinstance(other.atom, Quantity) and self.case.is_claimed(other)
            for other in self.case.evidence.figures_like(atom.value)
        )

    def _counts_list(self, atom: Quantity) -> bool:
        """Whether a figure says only how many things its fact lists around it, all of which are told."""
        clause = _AROUND_FIGURE.split(self.fact.text[: atom.start])[-1]
        behind = _NAMED_BEHIND.match(self.fact.text, atom.end)
        lists = [clause.split("、")] + ([re.split("[、/]", behind["names"])] if behind else [])
        return any(
            (len(members) > 1 or members is not lists[0])
            and len(members) == atom.value
            and all(_BRACKETED.sub("", member).strip()[-_MEMBER:] in self.bare_text for member in members)
            for members in lists
        )

    def _counts_each(self, atom: Quantity) -> bool:
        """Whether a bare 各1 counts one of each thing its fact lists before it, all of which are told."""
        clause = _AROUND_FIGURE.split(self.fact.text[: atom.start])[-1]
        if atom.value == 1 and self.fact.text[atom.end : atom.end + 1] in _LABEL_MARKS:
            return True  # 破纪录1项：…
        if atom.value == 1 and self.fact.text[atom.end : atom.end + 1].isdigit() and "每" in self.bare_text:
            return True  # 1人1条
        if self._counts_named(atom):
            return True
        is_each = not atom.unit and clause.endswith("各")
        return is_each and all(
            member[:_MEMBER] in self.bare_text for member in clause.removesuffix("各").split("、")
        )

    def _is_added_up(self, atom: Quantity, times: int) -> bool:
        """Whether 各1次 of several dates is told as their sum: 3月、9月开展2次."""
        if "各" not in self.fact.body[max(0, atom.start - _EACH_REACH) : atom.start]:
            return False
        return any(sum_.unit == atom.unit for sum_ in self.places.figures.get(atom.value * times, ()))

    def _is_told_as_day(self, date: DateMention) -> bool:
        """Whether a date stands in the words of the text, by its festival if it has one."""
        festival = festival_on(date)
        if any(date.text in sentence for sentence in self.places.sentences):
            return True
        names = (festival, *festival_aliases(festival)) if festival is not None else ()
        is_named = any(name in self.bare_text for name in names)
        if is_named and (
            self.fact.text.startswith("节", date.end) or any(name in self.fact.text for name in names)
        ):
            return True  # “三八”节当天 of 3月8日“三八”节
        if self.fact.text.startswith("节", date.end) and festival is not None:
            return False
        return festival is not None and any(
            isinstance(other.atom, DateMention)
            and other.atom.part == festival
            and self.case.is_claimed(other)
            for other in self.mentions
        )

    def _stands_otherwise(self, mention: Mention) -> bool:
        """Whether an equal figure or date stands for this one too, or a festival for this day."""
        atom = mention.atom
        if isinstance(atom, DateMention):
            return self._is_told_as_day(atom)
        if isinstance(atom, Name):
            return atom.kind is AtomKind.HONOUR and any(
                atom.text in sentence for sentence in self.places.sentences
            )
        if atom.ordinal and any(
            _PLACES_CALLED.get(atom.value, "\n") in sentence
            or (atom.value == 1 and _FIRST.search(sentence))
            or atom.text in sentence
            or _IN_ORDER.search(sentence)
            for sentence in self.places.sentences
        ):
            return True
        if (atom.value == 0 or (atom.unit == "%" and atom.value == _ALL_PER_CENT)) and any(
            (_NOTHING if atom.value == 0 else _FOR_ALL).search(sentence) for sentence in self.places.sentences
        ):
            return True  # 投诉降为零 of 投诉0起, 均已整改 of 整改率100%
        alike = self.places.figures.get(atom.value, ())
        standing = [figure for figure in alike if same_figure(figure, atom)]
        clause = self._clause_at(atom.start)
        if clause is None or not standing or self._is_told(clause):
            return bool(standing)
        text = self.case.reading.text
        return any(
            _FOR_ALL.search(text, max(0, figure.start - _AROUND), figure.end + _AROUND) for figure in standing
        )

    def _clause_at(self, offset: int) -> FactClause | None:
        """The clause that holds an offset or ends right before it."""
        clauses = self.fact.clauses
        index = bisect_right(clauses, offset, key=lambda clause: clause.start) - 1
        return clauses[index] if index >= 0 and offset <= clauses[index].end + 1 else None

    def missing_words(self) -> list[str]:
        """The fact's clauses whose words are not there."""
        absent = [
            clause.words
            for clause in self.fact.clauses
            if not self._is_written(clause) and not self._is_label(clause)
        ]
        return (
            absent
            or self._missing_members()
            or untold_rhythms(self.fact.body, self.places.sentences)
            or self._missing_doers()
        )

    def _missing_doers(self) -> list[str]:
        """Who did what a fact tells, when nothing of them is there: 由分管副院长 of 由分管副院长逐件答复."""
        return [
            match.group()
            for match in _DONE_BY.finditer(self.fact.body)
            if not any(pair in self.bare_text for pair in char_pairs(match["who"]))
        ]

    def _missing_members(self) -> list[str]:
        """The members of lists of which no pair of characters is there: 摄影 of 步行、摄影2个小组."""
        counted = [member for member in _listed_members(self.fact.text) if not self._is_member_told(member)]
        for members in _whole_lists(self.fact.text):
            absent = [member for member in members if not self._is_member_told(member)]
            if len(absent) < len(members):
                counted += [member for member in absent if member not in counted]
        return counted

    def _is_member_told(self, member: str) -> bool:
        """Whether a pair of a member's characters, all of them or a word of its sense stands in the text."""
        return (
            any(a + b in self.bare_text for a, b in pairwise(member))
            or set(member) <= set(self.bare_text)
            or any(word in self.bare_text for word in alike(member))
        )

    def _is_label(self, clause: FactClause) -> bool:
        """Whether a clause only says what a fact is about whose figures are told (机关工会换届：…)."""
        is_label = self.fact.text[clause.end : clause.end + 1] in _LABEL_MARKS
        return is_label and (
            self.has_figures
            or any(self._is_written(other) for other in self.fact.clauses if other is not clause)
        )

    def _is_written(self, clause: FactClause) -> bool:
        if self._is_one_placing(clause) and not self._is_told(clause):
            return False
        if _DENIED.search(clause.words.strip()) and not any(map(_DENYING.search, self.places.sentences)):
            return False
        return self._is_in_words(clause) or self._is_reworded(clause)

    def _is_one_placing(self, clause: FactClause) -> bool:
        """Whether a clause tells one of several placings: what they have in common tells of none."""
        ranked = [one for one in self.fact.clauses if _RANK.search(self.fact.text, one.start, one.end)]
        return len(ranked) > 1 and clause in ranked

    def _is_reworded(self, clause: FactClause) -> bool:
        """Whether a clause is there but for words that have others of one sense and marks of a jotting."""
        said = [sentence.casefold() for sentence in self.places.sentences]
        words = _JOTTED.sub("\n", clause.words).casefold()
        for group in synonym_groups():
            if any(word in sentence for word in group for sentence in said):
                for word in group:
                    words = words.replace(word, "\n")
        if words == clause.words.casefold():
            return False
        least_pairs, least = self._least_shares()
        pairs, characters = self.places.share(char_pairs(words), telling(words))
        return pairs >= least_pairs or characters > least

    def _least_shares(self) -> tuple[float, float]:
        """The shares of a clause's pairs and characters of which one must stand in the text."""
        if self.has_figures:
            return _WITH_FIGURES_PAIR_SHARE, _WITH_FIGURES_CHARACTER_SHARE
        return _PAIR_SHARE, _CHARACTER_SHARE

    def _is_in_words(self, clause: FactClause) -> bool:
        pair_share, character_share = self._least_shares()
        pairs, characters = self.places.share(clause.grams, clause.characters)
        if pairs < pair_share and characters <= character_share:
            if self._is_said_otherwise(clause):
                return True
            if self._has_figure(clause) and self._is_paraphrased(clause, characters):
                return True
            return (characters > 0 and self._is_dated(clause)) or self._is_named(clause)
        is_whole = not clause.is_listed or pairs > _PAIR_SHARE or self._is_told(clause, least=0.0)
        return is_whole or self._is_named(clause)

    def _has_figure(self, clause: FactClause) -> bool:
        """Whether a figure in a clause, right before it or behind it stands in the text."""
        return any(
            isinstance(mention.atom, Quantity)
            and clause.start <= mention.atom.end
            and mention.atom.start <= clause.end
            and self.case.is_claimed(mention)
            for mention in self.mentions
        )

    def _is_said_otherwise(self, clause: FactClause) -> bool:
        """Whether a clause is wholly a word that the text says with another one: 不收费 and 免费."""
        said = clause.words.strip()
        return any(said in group and any(word in self.bare_text for word in group) for group in deed_groups())

    def _is_paraphrased(self, clause: FactClause, characters: float) -> bool:
        """Whether half of a short clause is there, or a word that says the same as one of it."""
        if len(clause.characters) <= _SHORT and characters >= _HALF:
            return True
        return any(
            any(word in clause.words for word in group)
            and any(word in sentence for word in group for sentence in self.places.sentences)
            for group in deed_groups()
        )

    def _is_named(self, clause: FactClause) -> bool:
        """Whether all that is particular about a clause is a quoted name or a list member the text has."""
        words = clause.words
        if (
            clause.is_listed
            and len(words.lstrip(_SETTING)) >= _LEAST_OWN
            and words.lstrip(_SETTING) in self.bare_text
        ):
            return True
        named = [*QUOTED.findall(words), *(m.atom.text for m in self.mentions if _is_person(m, clause))]
        if not named or not all(bare(name) in self.bare_text for name in named):
            return False
        for name in named:
            words = words.replace(name, "，")
        return all(is_plain(part) for part in words.split("，"))

    def _is_told(self, clause: FactClause, *, least: float = 0.5) -> bool:
        """Whether what tells a clause from others of its fact is there: a pair, or enough characters."""
        if len(clause.own_characters) < _LEAST_OWN:
            return True
        pairs, characters = self.places.share(clause.own_grams, clause.own_characters)
        return (pairs > 0 and bool(clause.own_grams)) or characters > least

    def _counts_named(self, atom: Quantity) -> bool:
        """Whether the text names one by one those of whom a fact tells how many got something each."""
        each = self.fact.text[atom.end : atom.end + _AROUND]
        if atom.unit != "人" or atom.ordinal or atom.value < 2 or not _GIVEN_EACH.search(each):
            return False
        return any(
            listed.group().count("、") + 1 == atom.value
            for sentence in self.places.sentences
            for listed in _NAMES.finditer(sentence)
        )

    def _is_dated(self, clause: FactClause) -> bool:
        """Whether a short clause (签订协议) has its own day in the text: then one word of it is enough."""
        return len(clause.characters) <= _SHORT and any(
            isinstance(mention.atom, DateMention)
            and mention.atom.day is not None
            and clause.start - 2 <= mention.atom.end <= clause.end
            and self.case.is_claimed(mention)
            for mention in self.mentions
        )
