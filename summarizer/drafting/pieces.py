"""The pieces a bullet's commas set apart, worded as prose: lone figures, lists, prizes and awards."""

import re
from collections.abc import Sequence

from summarizer.drafting.phrases import Lexicon
from summarizer.drafting.wording import split_outside
from summarizer.text.persons import looks_like_name

NUMBER = r"[\d.,]+|[一二三四五六七八九十百千两]+"
_UNITS = (
    "人次 人 名 户 家 个家庭 个孩子 个项目 个节目 个环节 支队伍 支球队 支队 队 "
    "件 份 条 张 项 个 次 场球 场 期 届 批 轮 节 课时 课 堂 天 道 "
    "万元 元 间 台 幅 篇 辆 副 处 册次 册 桌 块 把 本 部 例 起 颗 盒 毫升 小时"
).replace(" ", "|")
_PEOPLE = re.compile(
    rf"(?:约|近)?(?:{NUMBER})(?:多|余)?"
    r"(?:人次|人|名|个孩子|队|支[\u4e00-\u9fff]{0,3}队(?:伍)?|个家庭)(?:（[^）]*）)?$"
)
_LONE = re.compile(rf"(?:约|近)?(?:{NUMBER})(?:多|余|几)?万?(?:{_UNITS})(?:（[^（）]*）)?")
_NOTED = re.compile(r"（(?!去年)[^（）]*）$")
_AREA = re.compile(r"(?:约|近)?[\d.,]+(?:多|余)?万?平方米(?:（[^（）]*）)?")
_ALREADY_SUMMED = re.compile(r"共|合计|总计|累计|计(?=\d)|总")
# 9人次1.27万元 and 一等奖3人二等奖6人 are two figures; 每人5000元 is one.
_TWO_FIGURES = re.compile(
    r"(?<=\d)(?P<unit>人次|人|名|户|家|件|份|个|项)(?P<note>（[^（）]*）)?"
    r"(?=(?:约|近)?\d[\d.,]*[多余]?万?元|[特一二三]等奖|优秀奖)"
    r"|(?<=[\d一二两三四五六七八九十])(?:批|期|场|次)(?=(?:约|近)?\d[\d.,]*[多余]?人)"
)
_AWARD_NOTE = re.compile(r"(?:授牌|颁发|授予|命名|获奖|颁奖|表彰)(?:日期|时间|单位)为?(?P<told>.+)")
_GRANTED = re.compile(
    r"(?P<honour>[^，；“]{0,8}“[^”]+”)，(?P<giver>[^，；“”]{2,20}?)(?P<verb>授予|授)(?P<holder>[^，；“”]{2,16})"
)
_BARE_HONOUR = re.compile(
    r"(?:全国|××?[省市区县]|[省市区县])[^，；“”获]{0,10}“[^”]+”(?=（[^（）]*(?:授|[年月]|总工会))"
)
_RANK = r"(?:第[一二三四五六七八九十\d]+名|[冠亚季]军|[特一二三]等奖|优秀奖|[金银铜]奖)"
_BARE_PRIZE = re.compile(
    rf"(?P<event>(?:全国|[省市区县]|集团)[^，；、获]{{2,30}}?(?:竞赛|大赛|比赛|评选|征文|会演|汇演))(?P<prize>{_RANK}[^获]*)"
)
_RANKED = re.compile(rf"(?:获|荣获|取得)?(?P<rank>[^，；、获]{{0,12}}{_RANK})")
_RECIPIENTS = re.compile(
    r"^(?P<recipients>(?:建档|在职|退休|离退休)?(?:困难|特困|大病|患病|单亲|受灾)[^，；、\d]{0,8}\d+(?:人|户|名))，(?P<given>(?:发放|资助|补助))"
)
_CUP = re.compile(r"(?:全国|全省|全市|[省市区县]|集团)[^，；“”]{0,12}“[^”]+”")
_NOT_LISTED = re.compile(r"\d|主席|主任|委员|书记|代表|[每均各靠含]")
_COUNTED_LIST = re.compile(r"等\d+(?:项|个)[\u4e00-\u9fff]{0,2}$")
_MOVING = frozenset("进到赴为送讲给把由在从向对与和做")
_NOUN_CHARS = 10


def with_participants(body: str) -> str:
    """`body` where people counted by themselves after an activity are said to have taken part."""
    pieces = split_outside(body, "，")
    last = 1
    while last < len(pieces) and not _PEOPLE.match(pieces[last]):
        last += 1
    stop = last
    while stop < len(pieces) and _PEOPLE.match(pieces[stop]):
        stop += 1
    if stop == last:
        return body
    people = "、".join(pieces[last:stop])
    noted = _NOTED.search(people)
    took_part = f"{people[: noted.start()]}参与{noted.group()}" if noted else f"{people}参与"
    return "，".join([*pieces[:last], took_part, *pieces[stop:]])


def with_figures_apart(body: str) -> str:
    """`body` with 、 between figures typed without a mark between them (9人次1.27万元)."""
    return _TWO_FIGURES.sub(lambda match: match.group() + "、", body)


def with_lone_figures_joined(body: str) -> str:
    """`body` where figures that stand alone between commas are set off as totals (共5次、2000张)."""
    pieces = split_outside(body, "，")
    told = pieces[:1]
    summed = _ALREADY_SUMMED.search(pieces[0]) is not None
    alone = False
    for piece in pieces[1:]:
        if _AREA.fullmatch(piece):
            told.append(f"面积{piece}")
            alone = False
        elif not _LONE.fullmatch(piece):
            summed = summed or _ALREADY_SUMMED.search(piece) is not None
            told.append(piece)
            alone = False
        elif alone:
            told[-1] += f"、{piece}"
        else:
            told.append(piece if summed else f"共{piece}")
            summed = alone = True
    return "，".join(told)


def with_lists_led_in(body: str, lexicon: Lexicon) -> str:
    """`body` where a piece that only lists nouns is led in by 包括."""
    pieces = split_outside(body, "，")
    told = pieces[:1]
    for piece in pieces[1:]:
        leads_in = _only_lists(piece, lexicon) and not _only_lists(told[-1], lexicon) and "包括" not in body
        told.append(f"包括{piece}" if leads_in else piece)
    return "，".join(told)


def with_awards_told(body: str) -> str:
    """`body` where an award typed in fragments says who gave it, who got it, and when."""
    granted = _GRANTED.fullmatch(body)
    if granted is not None:
        return f"{granted['giver']}{granted['verb']}{granted['holder']}{granted['honour']}"
    pieces = split_outside(body, "，")
    note = _AWARD_NOTE.fullmatch(pieces[-1]) if len(pieces) > 1 else None
    if note is not None:
        label = pieces[-1][: note.start("told")].removesuffix("为")
        body = "，".join(pieces[:-1]) + f"（{label}为{note['told']}）"
    if _BARE_HONOUR.match(body):
        return f"获{body}"
    prize = _BARE_PRIZE.fullmatch(body)
    return f"在{prize['event']}中获{prize['prize']}" if prize else body


def with_recipients_told(body: str) -> str:
    """困难职工27人，发放补助10.8万元 as what was given to them."""
    return _RECIPIENTS.sub(r"对\g<recipients>\g<given>", body, count=1)


def as_entered(body: str) -> str:
    """The pieces of a contest others held: its cup's name in front, the places won told by one 获."""
    pieces = split_outside(body, "，")
    if len(pieces) > 1 and _CUP.fullmatch(pieces[1]) and "“" not in pieces[0]:
        pieces[:2] = [pieces[1] + pieces[0]]
    first = len(pieces)
    while first > 1 and _RANKED.fullmatch(pieces[first - 1]):
        first -= 1
    won = [rank["rank"] for rank in map(_RANKED.fullmatch, pieces[first:]) if rank]
    return "，".join([*pieces[:first], "获" + "、".join(won)] if won else pieces)


def _only_lists(piece: str, lexicon: Lexicon) -> bool:
    nouns = split_outside(_COUNTED_LIST.sub("", piece), "、")
    if len(nouns) < 2 or any(map(_NOT_LISTED.search, nouns)) or all(map(looks_like_name, nouns)):
        return False
    return all(_is_bare_noun(noun, lexicon) for noun in nouns)


def _is_bare_noun(noun: str, lexicon: Lexicon) -> bool:
    if not 0 < len(noun) <= _NOUN_CHARS or noun[0] in _MOVING:
        return False
    verbs: Sequence[str] = (*lexicon.finite_verbs, *lexicon.actors)
    starts_with_verb = any(
        noun[:length] in lexicon.union_verbs or noun[:length] in lexicon.other_verbs
        for length in range(1, len(noun) + 1)
    )
    return not starts_with_verb and not any(verb in noun for verb in verbs)
