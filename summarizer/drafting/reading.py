"""Reads bullets: finds the date, tells verb from noun, supplies what the bullet leaves out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.domain import Fact, Period, Quantity, Topic
from summarizer.drafting.clauses import STANDING, Clause, Shape
from summarizer.drafting.leads import Lead, Leads
from summarizer.drafting.phrases import Lexicon
from summarizer.drafting.wording import has_substance, is_balanced, plain_wording, split_outside
from summarizer.text.quantities import find_quantities

LONG_CLAUSE_CHARS = 110
_NUMBER = r"[\d.,]+|[一二三四五六七八九十百千两]+"
_PEOPLE = re.compile(
    rf"(?:约|近)?(?:{_NUMBER})(?:多|余)?(?:人次|人|名|支队伍|支球队|队|个家庭)(?:（[^）]*）)?$"
)
_FIGURES = re.compile(
    rf"(?<!第)(?:共|共计|累计|约|近)?(?<!第)(?P<number>{_NUMBER})(?P<more>多|余|几)?(?P<unit>万?(?:平方米|立方米|千瓦时|个百分点|支队伍|支球队|个家庭|[\u4e00-\u9fff%×/]{{0,2}}?))(?P<note>（[^（）]*）)?$"
)
_EVENT_UNITS = frozenset(
    {"次", "场", "期", "届", "批", "轮", "节", "课时", "堂", "课", "班次", "场次", "回", "天", "项"}
)
_ORGANISATION = re.compile(
    r"\D+(?:总工会|工会|委员会|工委|妇联|团委|集团|局|部门|公司|党委|委)(?:等\d+个?(?:部门|单位))?(?:颁发|授予|授牌|命名)?$"
)
_SENTENCE_INSIDE = re.compile(r"[。！？](?=.)")
_OWN_NUMBERING = re.compile(r"[一二三四五六]是|第[一二三四五六]，|[①②③]")
_DIGIT = re.compile(r"约?近?\d")
_COUNTED_END = re.compile(r"(?:\d|[一二三四五六七八九十两])[个项名家次场人]$")
_COUNTED_PEOPLE = re.compile(r"\d+(?:多|余)?(?:人(?!次)|名|户)")
_NOMINAL = re.compile(r"[，；：、（\d]|会(?![员计])")
_AWARDED = re.compile(r"..(?:荣?获|被授予|被评为|被命名)")
_NOTE_END = re.compile(r"（[^（）]*）$")
_ACTIVE = frozenset({"举办", "开展", "组织", "召开", "进行"})
_ATTENDED = frozenset({"观看", "参观", "学习", "深入学习"})
_RANKED = re.compile(
    r"(?:团体)?(?:总分)?(?:获|荣获|取得)?(?:第[一二三四五六七八九十\d]+名|[冠亚季]军|[一二三]等奖|[金银铜]奖)"
)
_HIGHER = re.compile(r"(?:全国|全省|全市|[省市区县]直|[省市区县]级|[省市区县]总工会|集团)")
_NOT_BARE = re.compile(r"[到在把将每\d]")
_STANDING_TOPICS = frozenset(
    {Topic.OVERVIEW, Topic.ORGANIZATION, Topic.WOMEN, Topic.FINANCE, Topic.SELF_BUILDING}
)
_SHORT_NOUN = 8
_SHORT_HEAD = 16
_VERB_LIMIT = 6
_NOUN_LIMIT = 8


class ClauseReader:
    """Reads bullets by the stock's lexicon."""

    __slots__ = ("_leads", "_lexicon")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._leads = Leads(lexicon.festivals)

    def read(self, fact: Fact, *, topic: Topic, period: Period) -> Clause | None:
        """The clause that states `fact`, None when the bullet holds nothing to say."""
        text = plain_wording(fact.text)
        if not has_substance(text):
            return None
        if fact.last_year is not None and has_substance(fact.last_year):
            text = _with_last_year(text, plain_wording(fact.last_year))
        numbered = _OWN_NUMBERING.search(text) is not None
        if _stands_alone(text):
            moment = self._leads.moment(self._leads.match(text), text[:60], period)
            return Clause(body=text, shape=Shape.WHOLE, moment=moment, numbered=numbered)
        first, stop, more = _first_sentence(text)
        if more:
            clause = self._read_sentence(first, topic, period)
            return replace(
                clause,
                lead="",
                verb="",
                body=f"{clause.words()}{stop}{more}",
                shape=Shape.WHOLE,
                by_union=False,
                numbered=numbered,
            )
        return replace(self._read_sentence(text, topic, period), numbered=numbered)

    def _read_sentence(self, text: str, topic: Topic, period: Period) -> Clause:
        """The clause of a bullet that is one sentence at most."""
        lead, body = self._split_lead(text)
        lead, body = self._fetch_time(lead, body)
        clause = self._classify(self._smooth(body), topic)
        follows = lead is None and self._follows(text)
        stops = clause.shape in {Shape.CLAUSE, Shape.COUNT}
        return replace(
            clause,
            lead=lead.text if lead else "",
            gap=lead is not None and (lead.gap or (stops and lead.end == 0)),
            bare_lead=lead.festival if lead else False,
            follows=follows,
            of_meeting=lead is None and text.startswith(self._lexicon.meeting_followers),
            is_meeting=any(word in text for word in self._lexicon.meetings),
            moment=None if follows else self._leads.moment(lead, body, period),
        )

    def _split_lead(self, text: str) -> tuple[Lead | None, str]:
        lead = self._leads.match(text)
        if lead is None:
            lead = self._leads.named(text)
            if lead is not None and self._verb(text[lead.end :]) is None:
                lead = None
        return (lead, text[lead.end :]) if lead else (None, text)

    def _fetch_time(self, lead: Lead | None, body: str) -> tuple[Lead | None, str]:
        """A date that stands between commas further on, moved to the front."""
        pieces = split_outside(body, "，")
        begin = self._leads.time_at_end(pieces[0]) if lead is None else None
        if begin is not None and self._noun_verb(pieces[0][:begin]) in _ACTIVE:
            time, pieces[0] = pieces[0][begin:], pieces[0][:begin]
            return Lead(text=time, end=0, gap=False, festival=False, orderly=True), "，".join(pieces)
        noted_time = _NOTE_END.search(pieces[0]) if lead is None else None
        if noted_time is not None and self._leads.is_time(noted_time.group()[1:-1]):
            noun = pieces[0][: noted_time.start()]
            if self._verb(noun) is not None or self._noun_verb(noun) in _ACTIVE:
                time, pieces[0] = noted_time.group()[1:-1], noun
                return Lead(text=time, end=0, gap=False, festival=False, orderly=True), "，".join(pieces)
        times = [index for index, piece in enumerate(pieces) if index and self._leads.is_time(piece)]
        if lead is not None or len(times) != 1:
            return lead, body
        index = times[0]
        if index > 1 and not (index + 1 < len(pieces) and _ORGANISATION.fullmatch(pieces[index + 1])):
            noted = f"{pieces[index - 1]}（{pieces[index]}）"
            return None, "，".join([*pieces[: index - 1], noted, *pieces[index + 1 :]])
        if index + 1 < len(pieces) and _ORGANISATION.fullmatch(pieces[index + 1]):
            noted = f"{pieces[index - 1]}（{pieces[index]}，{pieces[index + 1]}）"
            return None, "，".join([*pieces[: index - 1], noted, *pieces[index + 2 :]])
        time = pieces.pop(index)
        return Lead(text=time, end=0, gap=False, festival=False, orderly=True), "，".join(pieces)

    def _follows(self, text: str) -> bool:
        lexicon = self._lexicon
        if text.startswith(lexicon.followers):
            return True
        return text.startswith(lexicon.figure_followers) and _DIGIT.search(text[:10]) is not None

    def _verb(self, text: str) -> str | None:
        """The verb `text` starts with, None when it starts with a noun."""
        lexicon = self._lexicon
        if text.partition("，")[0] in lexicon.nouns:
            return None
        for length in range(min(_VERB_LIMIT, len(text)), 0, -1):
            verb = text[:length]
            if verb not in lexicon.union_verbs and verb not in lexicon.other_verbs:
                continue
            rest = text[length:]
            if not rest:
                return None
            if verb in lexicon.weak_verbs and (
                rest.startswith(lexicon.nominal_tails) or _NOMINAL.match(rest)
            ):
                return verb if _COUNTED_PEOPLE.match(rest) else None
            return verb
        return None

    def _classify(self, body: str, topic: Topic) -> Clause:
        verb = self._verb(body)
        if verb in self._lexicon.union_verbs and _AWARDED.search(
            split_outside(body, "，")[0], len(verb or "")
        ):
            return Clause(body=body, shape=Shape.CLAUSE)
        if verb is not None:
            taking_part = verb in _ACTIVE or verb in _ATTENDED
            return Clause(
                body=_with_participants(body) if taking_part else body,
                shape=Shape.VERB,
                by_union=verb in self._lexicon.union_verbs,
            )
        head = split_outside(split_outside(body, "，")[0], "；")[0]
        return self._classify_noun(body, head, topic)

    def _classify_noun(self, body: str, head: str, topic: Topic) -> Clause:
        figures = _FIGURES.search(head)
        noun = head[: figures.start()] if figures else _NOTE_END.sub("", head)
        first = head.partition("、")[0]
        first_figures = _FIGURES.search(first) if first != head else None
        if first_figures is not None:
            figures, noun = first_figures, first[: first_figures.start()]
        verb = self._noun_verb(noun)
        finite = any(word in noun for word in self._lexicon.finite_verbs)
        if (
            verb is None
            and not finite
            and topic is Topic.CULTURE
            and len(head) <= _SHORT_HEAD
            and _NOT_BARE.search(head) is None
        ):
            return self._bare_activity(body, head)
        attached = figures is not None and figures["unit"] not in _EVENT_UNITS
        if verb == STANDING and topic not in _STANDING_TOPICS:
            verb = None
        if verb is None or (attached and verb in {"举办", "召开"}):
            return Clause(body=body, shape=Shape.COUNT if figures and not finite else Shape.CLAUSE)
        if verb in _ACTIVE and self._took_part(body):
            return Clause(body=body, shape=Shape.NOUN, verb="参加")
        active = verb in _ACTIVE
        return Clause(
            body=_with_participants(body) if active else body,
            shape=Shape.NOUN,
            verb=verb,
            by_union=active and verb != "召开",
        )

    def _smooth(self, body: str) -> str:
        """`body` with label colons turned into clauses."""
        pieces = split_outside(body, "，")
        return "，".join(self._without_colon(piece, first=not index) for index, piece in enumerate(pieces))

    def _without_colon(self, piece: str, *, first: bool) -> str:
        parts = split_outside(piece, "：")
        if len(parts) != 2 or not all(parts):
            return piece
        label, rest = parts
        if not first:
            return f"{label}为{rest}"
        acting = self._verb(rest) is not None
        names = "、" in rest and not acting and not any(map(_DIGIT.search, rest.split("、")[:-1]))
        link = ""
        if self._verb(label) is not None:
            link = "，包括" if "、" in rest and not acting else "，"
        elif _COUNTED_END.search(label):
            single = not acting and not _DIGIT.search(rest) and "、" not in rest
            link = "，为" if single else "，包括" if names else "，"
        elif self._noun_verb(label) in _ACTIVE:
            link = "，包括" if names else "，"
        elif names:
            link = "包括"
        elif _DIGIT.match(rest) is None:
            link = "方面，"
        return label + link + rest

    def _took_part(self, body: str) -> bool:
        """Whether an activity was held by somebody else: it brought a place, or its name says so."""
        pieces = split_outside(body, "，")
        return any(map(_RANKED.fullmatch, pieces[1:])) or (
            _HIGHER.match(pieces[0]) is not None and any(map(_RANKED.search, pieces[1:]))
        )

    def _bare_activity(self, body: str, head: str) -> Clause:
        rest = body[len(head) :]
        activity = head if head.endswith("活动") else f"{head}活动"
        return Clause(
            body=_with_participants(activity + rest), shape=Shape.NOUN, verb="开展", by_union=True
        )

    def _noun_verb(self, noun: str) -> str | None:
        """The verb that may be put before a noun phrase, None when it has a verb or a subject of its own."""
        noun = noun.rstrip("”》")
        lexicon = self._lexicon
        if any(word in noun for word in lexicon.finite_verbs):
            return None
        for length in range(min(_NOUN_LIMIT, len(noun)), 0, -1):
            verb = lexicon.nouns.get(noun[-length:])
            if verb is None:
                continue
            if verb not in _ACTIVE:
                return verb if len(noun) <= _SHORT_NOUN and "每" not in noun else None
            owned = noun[-length:] in lexicon.weak_verbs and any(word in noun for word in lexicon.actors)
            return None if owned else verb
        return None


def _first_sentence(text: str) -> tuple[str, str, str]:
    """(first sentence, its end mark, the rest); the rest is "" when there is only one."""
    match = _SENTENCE_INSIDE.search(text)
    if match is None or not is_balanced(text[: match.start()]):
        return text, "", ""
    return text[: match.start()], match.group(), text[match.end() :]


def _stands_alone(text: str) -> bool:
    return (
        len(text) > LONG_CLAUSE_CHARS
        or not is_balanced(text)
        or not any("\u3400" <= char <= "\u9fff" for char in text)
    )


def _with_participants(body: str) -> str:
    """People counted by themselves after an activity are said to have taken part."""
    pieces = split_outside(body, "，")
    last = 1
    while last < len(pieces) and not _PEOPLE.match(pieces[last]):
        last += 1
    stop = last
    while stop < len(pieces) and _PEOPLE.match(pieces[stop]):
        stop += 1
    if stop == last:
        return body
    return "，".join([*pieces[:last], "、".join(pieces[last:stop]) + "参与", *pieces[stop:]])


def _with_last_year(text: str, last_year: str) -> str:
    note = f"（去年为{last_year}）"
    figures: Sequence[Quantity] = find_quantities(last_year)
    if len(figures) == 1:
        same = [
            figure
            for figure in find_quantities(text)
            if figure.unit == figures[0].unit and not figure.ordinal
        ]
        if len(same) == 1 and is_balanced(text[: same[0].end]):
            return text[: same[0].end] + note + text[same[0].end :]
    return text + note
