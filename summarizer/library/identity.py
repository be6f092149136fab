"""What a sample calls its own unit, people and brands, short forms included: learned once, then masked."""

import importlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from summarizer.domain import AtomKind, Name
from summarizer.library.words import any_of, words
from summarizer.text.dates import find_dates
from summarizer.text.names import find_organisations, find_persons, find_quotes, is_surname, looks_like_name
from summarizer.text.numerals import parse_number
from summarizer.text.terms import is_figure_of_speech

_MASK = "[×XＸx_＿*＊○某]"
_ORDINAL = re.compile(
    r"第?(?P<number>[一二三四五六七八九十百]+|\d+)(?P<kind>高级中学|初级中学|实验小学|实验中学|中心小学|中学|小学|幼儿园"
    r"|职业中学|人民医院|中医院|医院|建筑工程公司|建筑公司|建设公司|水厂|热电厂|发电厂|棉纺厂|分公司|分厂)"
)
_ORDINAL_SHORT: Mapping[str, tuple[str, ...]] = {
    "高级中学": ("中", "高"),
    "初级中学": ("中", "初中"),
    "中学": ("中",),
    "职业中学": ("职", "职中"),
    "实验小学": ("实小", "实验", "小"),
    "实验中学": ("实中", "实验", "中"),
    "中心小学": ("小",),
    "小学": ("小",),
    "幼儿园": ("幼",),
    "人民医院": ("院", "医院"),
    "中医院": ("中医", "中医院"),
    "医院": ("院",),
    "建筑工程公司": ("建",),
    "建筑公司": ("建",),
    "建设公司": ("建",),
    "水厂": ("水厂",),
    "热电厂": ("热",),
    "发电厂": ("电",),
    "棉纺厂": ("棉",),
    "分公司": (),
    "分厂": (),
}
_ACRONYMS: Mapping[str, str] = {
    "实验小学": "实小",
    "实验中学": "实中",
    "实验幼儿园": "实幼",
    "外国语学校": "外校",
    "外国语小学": "外小",
    "附属医院": "附院",
    "附属中学": "附中",
    "附属小学": "附小",
    "师范附小": "师附小",
    "职业中等专业学校": "职专",
    "职业技术学院": "职院",
    "职业技术学校": "职校",
    "妇幼保健院": "妇保院",
    "供电公司": "供电",
    "自来水公司": "水司",
}
_REGION = re.compile(
    r"(?P<stem>[\u4e00-\u9fff×XＸ]{1,5}?)(?P<level>自治区|自治州|自治县|开发区|高新区|省|市|县|区|旗|州|盟)"
)
_LOCALITY = re.compile(r"(?P<stem>[\u4e00-\u9fff×]{2,6}?)(?P<level>街道|社区|镇|乡|村)(?=$|[^长级])")
# What a count stands before is no name: 近一半学校, 三成企业.
_PORTION = re.compile(
    "(?:[近约超逾]|仍有|还有)?(?:[一二两三四五六七八九十]+成多?|[一大]?半|多数|少数|部分|个别)"
)
_OPENING = re.compile(
    "(?:20[0-9]{2}年(?:上半年|下半年|度)?[，,])?(?P<unit>[\u4e00-\u9fff]{2,10}?)工会"
    "(?=会员|现有|共有|下设|成立|所属|辖|有|由|把|带领|围绕|去年|今年|自|组织|开展|举办|坚持|紧扣|聚焦|推动|盯住|聘|为|给|在)"
)
_OPENING_TEXTS, _OPENING_LINES = 2, 2  # a heading stands above the first paragraph
_NO_UNIT_ENDS = ("总", "联合", "教育", "基层", "部门", "系统")
_CHINESE_DIGITS = "零一二三四五六七八九十"


class Slot(StrEnum):
    """What stands in a masked text for something that would identify the sample (占位)."""

    QUANTITY = "〔数量〕"
    MONEY = "〔金额〕"
    PERCENTAGE = "〔百分比〕"
    RATIO = "〔比例〕"
    SCORE = "〔比分〕"
    RANK = "〔名次〕"
    DATE = "〔日期〕"
    TIME = "〔时间〕"
    SPAN = "〔时段〕"
    FESTIVAL = "〔节日〕"
    PERSON = "〔人名〕"
    UNIT = "〔单位〕"
    PLACE = "〔地点〕"
    TITLE = "〔文件〕"
    WORK = "〔作品〕"
    NAME = "〔名称〕"
    HONOUR = "〔荣誉〕"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The names by which a sample can be recognised.

    Attributes:
        names: each name and what stands for it; masked wherever it appears.
        words: short forms that are also words; masked only where a follower shows the unit is meant.
    """

    names: Mapping[str, Slot] = field(default_factory=dict)
    words: Mapping[str, Slot] = field(default_factory=dict)
    _pattern: re.Pattern[str] | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pattern", self._compile())

    def find(self, text: str) -> tuple[tuple[int, int, Slot], ...]:
        """Where the names stand in `text`, sorted, not overlapping, the longest name first."""
        found: list[tuple[int, int, Slot]] = []
        for match in self._pattern.finditer(text) if self._pattern else ():
            slot = self.names.get(match.group()) or self.words[match.group()]
            found.append((match.start(), match.end(), slot))
        return tuple(found)

    def _compile(self) -> re.Pattern[str] | None:
        sure = any_of(self.names)
        unsure = any_of(self.words)
        parts = [part for part in (sure, f"(?:{unsure})(?={_followers()})" if unsure else "") if part]
        return re.compile("|".join(parts)) if parts else None


def learn_identity(*, title: str = "", unit: str = "", texts: Sequence[str] = ()) -> Identity:
    """The names to mask in a sample.

    Args:
        title: of the summary; the unit is read from it when `unit` is empty.
        unit: as in the front matter.
        texts: headings and paragraphs of the whole sample: a person named in one section is masked in all.
    """
    names: dict[str, Slot] = {}
    common: dict[str, Slot] = {}
    titled = unit_in_title(title)
    names |= dict.fromkeys(_unit_in_opening(texts), Slot.UNIT)
    for written, slot in _unit_names({unit.strip(), titled}):
        (common if written in words("mask", "common_stems") else names)[written] = slot
    for line in (line for text in texts for line in text.splitlines()):
        for name in (*find_organisations(line), *find_persons(line), *find_quotes(line)):
            if not is_prose(name, line[name.end : name.end + 1]):
                names = dict(_elsewhere(name)) | names
        names |= dict.fromkeys(find_likely_persons(line), Slot.PERSON)
    return Identity(names=names, words={word: slot for word, slot in common.items() if word not in names})


def unit_in_title(title: str) -> str:
    """The unit a title names, "" when none: 临江市第三中学工会2024年工作总结 -> 临江市第三中学工会."""
    rest = title
    for date in reversed(find_dates(title)):
        rest = f"{rest[: date.start]} {rest[date.end :]}"
    rest = _title_words().sub(" ", rest)
    parts = [part for part in re.split(r"[\s，、：:\d（）()—-]+", rest) if len(part) > 2]
    return max(parts, key=len, default="")


def _unit_in_opening(texts: Sequence[str]) -> Iterator[str]:
    """The union a sample opens with (酱菜厂工会会员211人), and its unit; none of a generic name."""
    openings = (line for text in texts[:_OPENING_TEXTS] for line in text.splitlines()[:_OPENING_LINES])
    for line in openings:
        match = _OPENING.match(line)
        if match is None or match["unit"].endswith((*words("mask", "generic_units"), *_NO_UNIT_ENDS)):
            continue
        flags = [flag for _, flag in tagged(match["unit"])]
        if flags and all(flag.startswith(("n", "j", "s", "vn", "b")) for flag in flags):
            yield f"{match['unit']}工会"
            if len(match["unit"]) > 2:
                yield match["unit"]


@cache
def _title_words() -> re.Pattern[str]:
    return re.compile(any_of(words("mask", "title_words")))


def find_likely_persons(text: str) -> Iterator[str]:
    """Names that look like persons to a segmenter: too weak for the verifier, good enough to mask.

    Yields nothing where rjieba is missing. Two characters count behind a role or department only.
    """
    before = ""
    for word, flag in tagged(text):
        if flag.startswith("nr") and looks_like_name(word):
            led = len(word) == 2 and before.endswith(words("mask", "person_leads"))
            if len(word) == 3 or led:
                yield word
        before = word
    for match in _studio().finditer(text) if "工作" in text else ():
        if is_surname(match["name"][0]) and not _studio_word().search(match["name"]):
            yield match["name"]


@cache
def _studio_word() -> re.Pattern[str]:
    return re.compile("创新|劳模|工匠|名师|党员|教师|职工")


def is_prose(name: Name, follower: str = "") -> bool:
    """Whether an organisation is a verb with 工会, 学校 or 公司 behind it and names nobody (新人入职见工会).

    Only the segmenter can tell; without it every organisation counts as a name.

    Args:
        name: as found.
        follower: the character behind it: 集中学 before 习 is no school.
    """
    if (follower == "习" and name.text.endswith("学")) or (follower == "员" and name.text.endswith("职工会")):
        return True
    ending = next((word for word in words("mask", "bare_endings") if name.text.endswith(word)), "")
    if name.kind is not AtomKind.ORGANISATION or not ending or re.search(_MASK, name.text):
        return False
    if _PORTION.match(name.text):
        return True
    body = _at_end("trades").sub("", name.text[: -len(ending)])
    return any(flag in {"v", "d", "p", "c", "u", "ul", "uj", "r", "f", "vd"} for _, flag in tagged(body))


@cache
def _at_end(key: str) -> re.Pattern[str]:
    """Words of the list `key` at the end of a name."""
    return re.compile(rf"(?:{any_of(words('mask', key))})+$")


@cache
def _union_ending() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('mask', 'union_endings'))})$")


@cache
def _followers() -> str:
    return any_of(words("mask", "unit_followers"))


def tagged(text: str) -> Sequence[tuple[str, str]]:
    """The words of `text` with rjieba's tags (nr person, v verb …); none where rjieba is missing."""
    tag = _tagger()
    return tag(text) if tag else ()


@cache
def _tagger() -> Callable[[str], list[tuple[str, str]]] | None:
    try:
        jieba = importlib.import_module("rjieba")
    except ImportError:
        return None
    tag: Callable[[str, bool], list[tuple[str, str]]] = jieba.tag
    return lambda text: tag(text, True)


@cache
def _studio() -> re.Pattern[str]:
    """The person a studio is named after: 林若梅劳模创新工作室."""
    lead = any_of((*words("mask", "person_leads"), *words("mask", "surname_leads")))
    return re.compile(
        rf"(?:^|(?<=[^\u4e00-\u9fff])|(?:{lead}))(?P<name>[\u4e00-\u9fff]{{3}})"
        r"(?:劳模|工匠|名师|名医|名班主任|技能大师|首席技师|大师|先锋|党员|志愿)*(?:创新)?(?:工作室|工作站)"
    )


def _unit_names(units: Iterable[str]) -> Iterator[tuple[str, Slot]]:
    for unit in sorted(filter(None, units)):
        base = _union_ending().sub("", unit)
        for written in (unit, base):
            if _is_proper(written):
                yield written, Slot.UNIT
        core = base
        while region := _REGION.match(core):
            if region.end() == len(core) or core[region.start() : region.end()] in words(
                "mask", "place_words"
            ):
                break
            yield from _region_names(region, core)
            core = core[region.end() :]
        yield from _core_names(core)


def _region_names(region: re.Match[str], core: str) -> Iterator[tuple[str, Slot]]:
    if re.search(_MASK, region["stem"]):
        return
    yield region.group(), Slot.PLACE
    rest = core[region.end() :]
    if len(region["stem"]) > 1:
        yield region["stem"], Slot.PLACE
    # 县三中, 市实小: the level word stands for the region.
    for short in _short_forms(rest):
        yield f"{region['level']}{short}", Slot.UNIT
        yield f"{region['stem']}{short}", Slot.UNIT


def _core_names(core: str) -> Iterator[tuple[str, Slot]]:
    if locality := _LOCALITY.match(core):
        if not re.search(_MASK, locality["stem"]):
            yield locality.group(), Slot.UNIT
            yield locality["stem"], Slot.UNIT
        core = core[locality.end() :]
    if _is_proper(core):
        yield core, Slot.UNIT
    for short in _short_forms(core):
        yield short, Slot.UNIT


def _short_forms(core: str) -> Iterator[str]:
    """What a unit is called in daily use: 第三中学 -> 三中, 华宇纺织有限公司 -> 华宇纺织, 华宇."""
    for match in _ORDINAL.finditer(core):
        number = _in_chinese(match["number"])
        yield match.group()
        yield f"第{number}{match['kind']}"
        yield from (f"{number}{short}" for short in _ORDINAL_SHORT[match["kind"]])
    for whole, short in _ACRONYMS.items():
        if whole in core:
            yield short
            if (brand := core[: core.index(whole)]) and not re.search(_MASK, brand):
                yield from (f"{brand}{short}", brand)
    for kind in ("小学", "中学", "学校", "幼儿园", "医院", "学院", "大学"):
        stem = core.removesuffix(kind)
        if stem != core and len(stem) > 1 and _is_proper(stem) and not _ORDINAL.search(core):
            yield stem
    yield from _company_forms(core)


def _company_forms(core: str) -> Iterator[str]:
    form = _at_end("company_forms").search(core)
    if form is None or re.search(_MASK, core[: form.start()]):
        return
    name = core[: form.start()]
    if len(name) < 2:
        return
    yield name
    trade = _at_end("trades").search(name)
    if trade and trade.start() > 1:
        brand = name[: trade.start()]
        yield brand
        # 华宇纺织 -> 华纺; a pair that is a word is sorted out by its followers.
        yield f"{brand[0]}{trade.group()[0]}"


def _elsewhere(name: Name) -> Iterator[tuple[str, Slot]]:
    """How a name found in one place is written in others."""
    if name.kind is AtomKind.PERSON:
        # Two characters are too often a piece of other words (奖金和补贴).
        if len(name.text) > 2:
            yield name.text, Slot.PERSON
    elif name.kind is AtomKind.ORGANISATION:
        base = _union_ending().sub("", name.text)
        for written in (name.text, base):
            if len(written) > 3 and _is_proper(written):
                yield written, Slot.UNIT
    else:
        inner = name.text[1:-1]
        is_brand = 2 < len(inner) < 13 and inner.endswith(words("mask", "brand_endings"))
        if is_brand and not is_figure_of_speech(inner):
            yield inner, Slot.NAME


def _is_proper(name: str) -> bool:
    plain = re.sub(_MASK, "", name)
    return len(plain) > 1 and plain not in _generic_units() and not re.fullmatch(_generic_tail(), plain)


@cache
def _generic_units() -> frozenset[str]:
    return frozenset(words("mask", "generic_units"))


@cache
def _generic_tail() -> re.Pattern[str]:
    sorts = any_of(
        (*words("mask", "generic_units"), *words("mask", "trades"), *words("mask", "generic_parts"))
    )
    return re.compile(f"(?:{sorts}|[省市县区镇乡村])+")


def _in_chinese(number: str) -> str:
    value = parse_number(number)
    if value is None or not 0 < value < 100:
        return number
    tens, ones = divmod(int(value), 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_CHINESE_DIGITS[tens]}十")
    return head + (_CHINESE_DIGITS[ones] if ones else "")
