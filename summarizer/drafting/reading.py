"""Reads bullets: finds the date, tells verb from noun, supplies what the bullet leaves out."""

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.domain import CLOSING_TOPICS, Fact, Period, Quantity, Topic
from summarizer.drafting.clauses import STANDING, Clause, Shape
from summarizer.drafting.leads import Lead, Leads
from summarizer.drafting.phrases import Lexicon
from summarizer.drafting.pieces import (
    NUMBER,
    as_entered,
    with_awards_told,
    with_figures_apart,
    with_lists_led_in,
    with_lone_figures_joined,
    with_participants,
    with_recipients_told,
)
from summarizer.drafting.wording import has_substance, is_balanced, plain_wording, split_outside
from summarizer.text.quantities import find_quantities

LONG_CLAUSE_CHARS = 110
_FIGURES = re.compile(
    rf"(?<!第)(?:共|共计|累计|约|近)?(?<!第)(?P<number>{NUMBER})(?P<more>多|余|几)?(?P<unit>万?(?:平方米|立方米|千瓦时|个百分点|支队伍|支球队|个家庭|[\u4e00-\u9fff%×/]{{0,2}}?))(?P<note>（[^（）]*）)?$"
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
# 7支车间队 or 作品26道 typed right behind what they belong to.
_ATTACHED_FIGURES = re.compile(
    rf"(?P<event>.*?[^\d，、])"
    rf"(?P<counted>(?:{NUMBER})(?:支[\u4e00-\u9fff]{{0,4}}队(?:伍)?|队)|(?:作品|节目|观众|听众|学员)\d+[\u4e00-\u9fff]{{1,2}})"
    rf"(?:、(?P<more>(?:{NUMBER})[^，、]+))?"
)
_GROUPS = re.compile(rf"[^\d]、.*(?:{NUMBER})个(?:社团|协会|俱乐部|兴趣小组|教工社团)$")
_QUOTED_NAME = re.compile(r"“[^“”]{2,16}”")
_OWNER = re.compile(
    r"(?P<owner>集团|公司|医院|学校|学院|企业|机关|开发区|全院|全校|全局|全厂|辖区|街道|社区|园区)(?=(?:在编|在职|在岗)?(?:教职工|职工|员工|会员|企业))"
)
_QUOTED_TOPICS = frozenset({Topic.CULTURE, Topic.WOMEN, Topic.WELFARE, Topic.IDEOLOGY})
_NAMED_BY = frozenset({"举办", "开展", "召开", "收到"})
# What cannot change places with its verb: figures, lists, places and manners.
_UNMOVED = re.compile(r"[\d、：；]|每|网上|线上|上门|住院|[不无未没]|[一二三四]期")
_SHORTEST_OBJECT = 2
# 工会干部培训 is given to them, 经审会审查 is done by it.
_TRAINED = ("干部", "主席", "委员", "小组长", "会员", "职工", "骨干", "人员")
_ALWAYS_GIVEN = frozenset({"培训", "轮训"})
_RECEIVED = ("慰问", "走访", "帮扶", "送温暖", "送清凉", "助学", "救助", "表彰", "评选")
_NAMED = re.compile(r"“[^“”]*(?:”|$)|《[^《》]*(?:》|$)")
_NOT_COUNTED = re.compile(r"每|^新")
# What is put up somewhere is counted by these; a board counted by 期 is brought out.
_PLACED_UNITS = frozenset("块个处面间座")
_OF_ITS_OWN = ("当年", "全年", "累计", "共", "已")
_COUNTED_ONLY = frozenset({"发放", "设有", "推出", "放映", "发布", "完成", "形成", "编出"})
_SHORT_NOUN = 10
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
        return replace(self._read_parts(text, topic, period), numbered=numbered)

    def _read_parts(self, text: str, topic: Topic, period: Period) -> Clause:
        """The clause of a bullet whose ；-parts are read one by one."""
        parts = [text] if topic in CLOSING_TOPICS else [part for part in split_outside(text, "；") if part]
        clause = self._read_sentence(parts[0], topic, period)
        for part in parts[1:]:
            more = self._read_sentence(part, topic, period)
            mark = "，" if more.follows else "；"
            clause = replace(clause, body=f"{clause.body}{mark}{more.words()}")
        return clause

    def _read_sentence(self, text: str, topic: Topic, period: Period) -> Clause:
        """The clause of a bullet that is one sentence at most."""
        lead, body = self._split_lead(text)
        lead, body = self._fetch_time(lead, body)
        body = with_recipients_told(with_figures_apart(with_awards_told(self._smooth(body))))
        body = self._inverted(body)
        clause = self._classify(body, topic)
        if topic not in CLOSING_TOPICS:
            told = with_lone_figures_joined(with_lists_led_in(clause.body, self._lexicon))
            clause = replace(clause, body=told)
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
        first = split_outside(body, "，")[0]
        if verb in self._lexicon.union_verbs and _AWARDED.search(first, len(verb or "")):
            return Clause(body=body, shape=Shape.CLAUSE)
        if verb is not None and not self._names_event(verb, first):
            taking_part = verb in _ACTIVE or verb in _ATTENDED
            return Clause(
                body=with_participants(body) if taking_part else body,
                shape=Shape.VERB,
                by_union=verb in self._lexicon.union_verbs,
            )
        return self._classify_noun(self._apart(body, first), topic)

    def _classify_noun(self, body: str, topic: Topic) -> Clause:
        head = split_outside(split_outside(body, "，")[0], "；")[0]
        noun, figures = _counted(head)
        noun = self._without_attribute(noun)
        verb = self._noun_verb(noun)
        if _GROUPS.search(head) is not None:
            return Clause(body=body, shape=Shape.NOUN, verb=STANDING)
        if verb is None and self._is_bare_activity(body, head, noun, topic):
            return self._bare_activity(body, head)
        attached = figures is not None and figures["unit"] not in _EVENT_UNITS
        if verb == STANDING and topic not in _STANDING_TOPICS:
            verb = None
        if verb == "设有" and figures is not None and figures["unit"] not in _PLACED_UNITS:
            verb = "推出" if figures["unit"] == "期" else None
        countless = verb in _COUNTED_ONLY and figures is None
        if verb is None or countless or (attached and verb in {"举办", "召开"}):
            finite = any(word in noun for word in self._lexicon.finite_verbs)
            return Clause(body=body, shape=Shape.COUNT if figures and not finite else Shape.CLAUSE)
        owner = _OWNER.match(body) if verb == STANDING else None
        if owner is not None:
            return Clause(body=f"{owner['owner']}{STANDING}{body[owner.end() :]}", shape=Shape.CLAUSE)
        if verb in _ACTIVE and self._took_part(body):
            return Clause(body=as_entered(body), shape=Shape.NOUN, verb="参加")
        active = verb in _ACTIVE
        return Clause(
            body=with_participants(body) if active and not noun.endswith(_RECEIVED) else body,
            shape=Shape.NOUN,
            verb=verb,
            by_union=active and verb != "召开",
        )

    def _apart(self, body: str, first: str) -> str:
        """篮球联赛7支车间队、21场球 with a comma before the figures."""
        match = _ATTACHED_FIGURES.fullmatch(first)
        if match is None or self._noun_verb(match["event"]) is None:
            return body
        figures = [match["counted"], match["more"]] if match["more"] else [match["counted"]]
        return "，".join([match["event"], *figures]) + body[len(first) :]

    def _names_event(self, verb: str, first: str) -> bool:
        """Whether `first` names an event by what it is about (学习全会精神专题会) rather than an action."""
        noun, _ = _counted(first)
        named = self._noun_verb(self._without_attribute(noun)) in _NAMED_BY
        return named and verb in self._lexicon.attributive_verbs

    def _without_attribute(self, noun: str) -> str:
        verb = self._verb(noun)
        return noun[len(verb) :] if verb in self._lexicon.attributive_verbs else noun

    def _is_bare_activity(self, body: str, head: str, noun: str, topic: Topic) -> bool:
        """Whether `head` is what an activity is called and nothing more (拔河、掰手腕)."""
        if any(word in noun for word in self._lexicon.finite_verbs):
            return False
        quoted = _QUOTED_NAME.search(head)
        if quoted is not None and quoted.end() == len(head) and head != body and topic in _QUOTED_TOPICS:
            before = head[: quoted.start()]
            return not before or before in self._lexicon.festivals
        return topic is Topic.CULTURE and len(head) <= _SHORT_HEAD and _NOT_BARE.search(head) is None

    def _inverted(self, body: str) -> str:
        """信息报送43篇 as 报送信息43篇."""
        first, *pieces = split_outside(body, "，")
        noun, figures = _counted(first)
        lexicon = self._lexicon
        verb = next((verb for verb in lexicon.invertible_verbs if noun.endswith(verb)), "")
        thing = noun.removesuffix(verb)
        if (
            not verb
            or len(thing) < _SHORTEST_OBJECT
            or self._verb(noun) is not None
            or _UNMOVED.search(thing)
        ):
            return body
        blocking = (*lexicon.finite_verbs, *lexicon.actors)
        if verb in _ALWAYS_GIVEN:
            people = figures is not None and figures["unit"] in {"人", "人次", "名"}
            if not people or not thing.endswith(_TRAINED):
                return body
            blocking = lexicon.finite_verbs
        if any(word in thing for word in blocking):
            return body
        counted = first[figures.start() :] if figures else ""
        return "，".join([verb + thing + counted, *pieces])

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
        listed = "、" in rest or "》《" in rest
        names = listed and not acting and not any(map(_DIGIT.search, rest.split("、")[:-1]))
        link = ""
        if self._verb(label) is not None:
            link = "，包括" if "、" in rest and not acting else "，"
        elif _COUNTED_END.search(label):
            single = not acting and not _DIGIT.search(rest) and not listed
            link = "，为" if single else "，包括" if names else "，"
        elif self._noun_verb(_NOTE_END.sub("", label)) in _ACTIVE:
            link = "，包括" if names else "，"
        elif names:
            link = "包括"
        elif _DIGIT.match(rest) is None and not rest.startswith(_OF_ITS_OWN):
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
        return Clause(body=with_participants(activity + rest), shape=Shape.NOUN, verb="开展", by_union=True)

    def _noun_verb(self, noun: str) -> str | None:
        """The verb that may be put before a noun phrase, None when it has a verb or a subject of its own."""
        noun = noun.rstrip("”》")
        lexicon = self._lexicon
        unquoted = _NAMED.sub("", noun)
        if any(word in unquoted for word in lexicon.finite_verbs):
            return None
        for length in range(min(_NOUN_LIMIT, len(noun)), 0, -1):
            verb = lexicon.nouns.get(noun[-length:])
            if verb is None:
                continue
            if verb not in _ACTIVE:
                return verb if len(noun) <= _SHORT_NOUN and _NOT_COUNTED.search(noun) is None else None
            acted = noun[-length:] in lexicon.weak_verbs and noun[-length:] not in _ALWAYS_GIVEN
            owned = acted and any(word in noun for word in lexicon.actors)
            return None if owned else verb
        return None


def _counted(head: str) -> tuple[str, re.Match[str] | None]:
    """(what is counted, its figures): of the first item when `head` lists several."""
    figures = _FIGURES.search(head)
    noun = head[: figures.start()] if figures else _NOTE_END.sub("", head)
    first = head.partition("、")[0]
    first_figures = _FIGURES.search(first) if first != head else None
    if first_figures is not None:
        return first[: first_figures.start()], first_figures
    return noun, figures


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
