"""Cleaned text → articles with sections, guesses, doubts and a grade."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from summarizer.domain import Topic
from summarizer.library.articles import Article, ArticleSection
from summarizer.library.clean.lines import HAN, IS_HAN, MONTH_DAY
from summarizer.library.clean.script import traditional_share
from summarizer.library.clean.titles import is_title, plain_title
from summarizer.library.guesses import guess_kind, guess_period
from summarizer.library.heading_lines import ROW
from summarizer.library.headings import Heading, TextLine, find_headings
from summarizer.library.manuscript import Cleaned, CleanEdit, EditKind, Offsets
from summarizer.outline import infer_topic
from summarizer.text.numbering import parse_numbering, to_chinese

_TITLE_ZONE: Final = 4
_SUBTITLE = re.compile(
    r"[（(].{2,30}[）)]|[—\-]{1,2}.{2,40}|.{2,30}(?:工会|委员会|总工会|联合会)|20\d\d年\d{1,2}月(?:\d{1,2}日)?"
)
# Titles that name no kind of writing: 灯塔与面包——红砂矿工会一年记事.
_TITLE_LIKE = re.compile(
    rf"(?!(?:基层)?工会(?!.*年))(?=.{{0,40}}工会)[{HAN}A-Za-z0-9×·“”《》、—-]{{4,44}}"
    r"(?:工作情况|纪实|[记纪]事|盘点|回眸|侧记|札记|掠影|答卷|足迹|小记|一年|清单|账本|回望|回首|回顾|巡礼|速写|素描|手记|散记|大事记)"
    rf"|[{HAN}×]{{2,14}}工会(?:的|今年|这)[{HAN}]{{2,10}}"
    rf"|[{HAN}×]{{2,14}}工会(?:联合会|委员会)?[：—]{{1,2}}[{HAN}“”]{{4,20}}"
)
_MOTTO_CHARS: Final = 24
_PART_NAME = re.compile(
    r"(?:20\d\d年)?(?:上半年|下半年|全年|今年|本年度|年度|一年来)?的?(?:主要)?工作(?:总结|回顾|小结|汇报)"
)
_SIGN_DATE = re.compile(
    r"[（(]?(?:20\d\d|20[×xX_*]{2}|[二两]〇[〇一二三四五六七八九]{2}|[×xX_*]{2,4})\s*[年./-]\s*[\d一二三四五六七八九十×xX_*]{1,3}\s*[月./-]?\s*(?:[\d一二三四五六七八九十×xX_*]{1,3}\s*日?)?[）)]?"
)
_SIGN_DAY = re.compile(MONTH_DAY)
_SIGN_UNIT = re.compile(
    r"[^，。；：！？]{2,30}(?:工会|委员会|办公室|联合会|医院|学校|小学|中学|公司|分会|学院|幼儿园|集团|局|中心|卫生院)"
)
_ANNEX = re.compile(r"附[件表]\s*\d{0,2}\s*[：:]\s*\S")
_ENDED: Final = "。！？；…!?;"
_CLOSERS: Final = "”’」』）)】》"
_MID_START = re.compile(
    r"[，。；、：！？）》”’]|[一-龥]，|(?:的|地|得|了|着|和|与|及|以及|而|并且|等)(?![一-龥]{0,1}[、])"
    r"|[设展务作理织动强续绕](?=成果|成效|成绩|工作|任务|力度|水平|方面|质量|机制)"
)
# 作风建设年”活动为契机: what is closed was opened on a page that is missing.
_CLOSED_FIRST = re.compile("[^“”]*”|[^《》]*》|[^（）]*）")
_OPENERS: Final = (
    "和谐",
    "与时",
    "与会",
    "与上",
    "得益",
    "地处",
    "地方",
    "的确",
    "而今",
    "等级",
    "了解",
    "地区",
    "与此",
    "与去",
    "与往",
    "着力",
    "着眼",
    "着重",
    "地企",
    "地税",
    "地铁",
    "地质",
    "地震",
    "地产",
    "地面",
    "得到",
    "和美",
    "及时",
)
_TRADITIONAL: Final = 0.12
_TEXT_END_CHARS: Final = 12
_SHORT_CHARS: Final = 24
_MIN_NUMBERED: Final = 2
_SIGNED_LINES: Final = 2  # unit and date
_PLAIN_WORDS = re.compile(rf"[{HAN}A-Za-z0-9 ]+")


class _Body(NamedTuple):
    title: str
    lines: tuple[TextLine, ...]
    signed: tuple[TextLine, ...]


def split(cleaned: Cleaned) -> tuple[Article, ...]:
    """The articles of a cleaned text in order; each edit and doubt belongs to exactly one of them."""
    text = cleaned.text
    offsets = Offsets(cleaned.edits)
    groups = _groups(cleaned, text, offsets)
    bounds = [mark.start for mark in cleaned.marks[1:]]
    articles = []
    edits, doubts = _shares(cleaned.edits, bounds), _shares(cleaned.doubts, bounds)
    writing = _Writing(cleaned, offsets)
    for place, (title, lines) in enumerate(groups):
        articles.append(_article(writing, title, lines, edits[place], doubts[place]))
    return tuple(article for article in articles if article is not None)


def _shares(edits: Sequence[CleanEdit], bounds: Sequence[int]) -> list[tuple[CleanEdit, ...]]:
    """The edits of each article; those before the first mark belong to the first."""
    shares: list[list[CleanEdit]] = [[] for _ in range(len(bounds) + 1)]
    for edit in edits:
        shares[bisect_right(bounds, edit.start)].append(edit)
    return [tuple(share) for share in shares]


def _groups(cleaned: Cleaned, text: str, offsets: Offsets) -> list[tuple[str, list[TextLine]]]:
    """The lines of each article with the title its mark gives; text before the first mark joins the first."""
    line_starts, position = [], 0
    for line in cleaned.source:
        line_starts.append(position)
        position += len(line.text) + 1
    bounds = [mark.start for mark in cleaned.marks[1:]]
    titles = [mark.title for mark in cleaned.marks] or [""]
    groups: list[tuple[str, list[TextLine]]] = [(title, []) for title in titles]
    start = 0
    for raw in text.split("\n"):
        said = raw.strip()
        if said:
            indent = len(raw) - len(raw.lstrip())
            origin = offsets.original(start + indent)
            level = cleaned.source[max(0, bisect_right(line_starts, origin) - 1)].level
            groups[bisect_right(bounds, origin)][1].append(TextLine(start + indent, said, level))
        start += len(raw) + 1
    return groups


class _Writing:
    """Makes doubts in original offsets from places of the cleaned text."""

    def __init__(self, cleaned: Cleaned, offsets: Offsets) -> None:
        self._offsets = offsets
        self._original = cleaned.original
        self._starts: list[int] = []
        self._numbers: list[int] = []
        position = 0
        for line in cleaned.source:
            self._starts.append(position)
            self._numbers.append(line.number)
            position += len(line.text) + 1

    def doubt(self, start: int, end: int, reason: str) -> CleanEdit:
        first = self._offsets.original(start)
        last = max(first, self._offsets.original(end, behind=False))
        words = self._original[first:last]
        line = self._numbers[max(0, bisect_right(self._starts, first) - 1)]
        return CleanEdit(
            line=line, start=first, end=last, before=words, after=words, reason=reason, kind=EditKind.SUSPECT
        )


def _article(
    writing: _Writing,
    title: str,
    lines: Sequence[TextLine],
    edits: tuple[CleanEdit, ...],
    doubts: tuple[CleanEdit, ...],
) -> Article | None:
    if not lines:
        return None
    body = _body(title, lines)
    headings = find_headings(body.lines)
    sections = tuple(_sections(body.lines, headings))
    found = tuple(
        writing.doubt(start, end, reason) for start, end, reason in _structure_doubts(body.lines, headings)
    )
    text = "\n".join(line.said for line in lines)
    before = "".join(edit.before for edit in edits if edit.reason.find("繁体") >= 0)
    traditional = traditional_share(before) * len(IS_HAN.findall(before)) > _TRADITIONAL * len(
        IS_HAN.findall(text)
    )
    article = Article(
        title=body.title,
        kind=guess_kind(body.title, text),
        period=guess_period(body.title, text),
        sections=sections,
        signed="\n".join(line.said for line in body.signed),
        text=text,
        traditional=traditional,
        quality=1.0,
        edits=edits,
        doubts=tuple(sorted((*doubts, *found), key=lambda one: (one.start, one.end))),
    )
    return replace(article, quality=_grade(article))


def _body(title: str, lines: Sequence[TextLine]) -> _Body:
    """Title, text and signature; a title of the article's own beats the collection's."""
    own, places = _own_title(lines)
    if places == [1] and lines[1].said.startswith("—") and own == plain_title(lines[1].said):
        own, places = f"{lines[0].said}——{own}", [0, 1]
    if places:
        while _is_subtitle(lines, places[-1] + 1):
            places.append(places[-1] + 1)
    rest = [line for index, line in enumerate(lines) if index not in places] or list(lines)
    last = len(rest)
    while last > 1 and len(rest) - last < 2 and _is_signature(rest[last - 1].said):
        last -= 1
    return _Body(own or title, tuple(rest[:last]), tuple(rest[last:]))


def _own_title(lines: Sequence[TextLine]) -> tuple[str, list[int]]:
    """The title among the first lines and where it stands; "" without one."""
    own, places = "", []
    for index, line in enumerate(lines[:_TITLE_ZONE]):
        opens = index == 0 and (_TITLE_LIKE.fullmatch(line.said) is not None or _has_motto(line.said))
        named = (opens or is_title(line.said)) and not (
            _is_numbered_heading(lines, index) or _names_part(lines, index)
        )
        if named or (line.level == 1 and index == 0):
            own = max(own, plain_title(line.said), key=len)
            places.append(index)
        elif own:
            break
    return own, places


def _has_motto(said: str) -> bool:
    """Whether a title is followed by a motto: 渔业公司工会年终总结：把网补牢，把人拢紧."""
    title, colon, motto = said.partition("：")
    return bool(colon) and 0 < len(motto) <= _MOTTO_CHARS and motto[-1] not in _ENDED and is_title(title)


def _is_numbered_heading(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a line that ends like a title carries the first of several numbers: 一、2023年工作回顾."""
    here = parse_numbering(lines[index].said)
    if here is None:
        return False
    following = (parse_numbering(line.said) for line in lines[index + 1 :])
    return any(
        one is not None and (one.level, one.number) == (here.level, here.number + 1) for one in following
    )


def _names_part(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a line names the first part of a text whose top numbers begin again: 上半年工作回顾."""
    if _PART_NAME.fullmatch(lines[index].said) is None:
        return False
    following = (parse_numbering(line.said) for line in lines[index + 1 :])
    firsts = sum(one is not None and (one.level, one.number) == (1, 1) for one in following)
    return firsts > 1


def _is_subtitle(lines: Sequence[TextLine], index: int) -> bool:
    return (
        index < min(_TITLE_ZONE + 2, len(lines))
        and len(lines[index].said) <= 32
        and _SUBTITLE.fullmatch(lines[index].said) is not None
    )


def _is_signature(said: str) -> bool:
    return (
        _SIGN_DATE.fullmatch(said) is not None
        or _SIGN_DAY.fullmatch(said) is not None
        or (len(said) <= 32 and _SIGN_UNIT.fullmatch(said) is not None)
        or (
            len(said) <= 44
            and _SIGN_UNIT.match(said) is not None
            and _SIGN_DATE.search(said) is not None
            and "，" not in said
        )
    )


def _sections(lines: Sequence[TextLine], headings: Sequence[Heading]) -> Iterator[ArticleSection]:
    first = headings[0].index if headings else len(lines)
    if first:
        text = "\n".join(line.said for line in lines[:first])
        yield ArticleSection(heading="", level=1, topic=Topic.OVERVIEW if headings else None, text=text)
    for heading, following in zip(headings, [*headings[1:], None], strict=False):
        end = following.index if following else len(lines)
        paragraphs = [heading.rest, *(line.said for line in lines[heading.index + 1 : end])]
        yield ArticleSection(
            heading=heading.text,
            level=heading.level,
            numbering=heading.numbering,
            number=heading.number,
            run_in=bool(heading.rest and heading.text and heading.numbering),
            topic=infer_topic(heading.text) if heading.text else None,
            text="\n".join(paragraph for paragraph in paragraphs if paragraph),
        )


def _structure_doubts(
    lines: Sequence[TextLine], headings: Sequence[Heading]
) -> Iterator[tuple[int, int, str]]:
    """Gaps of numbering, a beginning or an end that is cut, sentences without end."""
    if not lines:
        return
    yield from _number_gaps(lines, headings)
    first = lines[0].said
    is_cut = _MID_START.match(first) and not first.startswith(_OPENERS)
    if is_cut or _CLOSED_FIRST.match(first):
        yield (
            lines[0].start,
            lines[0].start + min(len(first), _TEXT_END_CHARS),
            "开头不是完整的句子，前面可能缺字",
        )
    titles = {heading.index for heading in headings if not heading.rest}
    numbered = sum(heading.number > 0 for heading in headings) >= _MIN_NUMBERED
    for index, line in enumerate(lines):
        end = line.start + len(line.said)
        last = index == len(lines) - 1
        if index in titles:
            if last:
                yield line.start, end, "最后一个标题下面没有文字，后面可能缺失"
        elif not last and _signs(lines, index):
            continue
        elif numbered and _looks_injected(line.said):
            yield line.start, end, "没有编号的短行，可能是混入的其他网页标题"
        elif not last and _looks_stray(line.said):
            yield line.start, end, "没有标点的短行，可能混入了别的文字"
        elif last and (not _is_ended(line.said) or line.said[-1] in "：:") and "\t" not in line.said:
            yield max(line.start, end - _TEXT_END_CHARS), end, "结尾不是完整的句子，后面可能缺失"
        elif (
            not last
            and not _is_ended(line.said)
            and "\t" not in line.said
            and len(line.said) > 2 * _TEXT_END_CHARS
        ):
            yield max(line.start, end - _TEXT_END_CHARS), end, "句子没有写完"


def _signs(lines: Sequence[TextLine], index: int) -> bool:
    """Whether a union's name stands below the text, whatever a site has put behind it."""
    said = lines[index].said
    return (
        index >= len(lines) - 1 - _SIGNED_LINES and _SIGN_UNIT.fullmatch(said) is not None and "工会" in said
    )


def _looks_injected(said: str) -> bool:
    return 3 <= len(said) <= _SHORT_CHARS and _PLAIN_WORDS.fullmatch(said) is not None


def _looks_stray(said: str) -> bool:
    """Whether a short line is no heading, no item of a list and no end of a sentence."""
    return (
        len(said) <= 2 * _TEXT_END_CHARS
        and not _is_ended(said)
        and "\t" not in said
        and parse_numbering(said) is None
        and not _ANNEX.match(said)
        and not ROW.fullmatch(said)
    )


def _is_ended(said: str) -> bool:
    return said.rstrip(_CLOSERS)[-1:] in _ENDED or said[-1:] in "：:" or said[-1:] in "”》"


def _number_gaps(lines: Sequence[TextLine], headings: Sequence[Heading]) -> Iterator[tuple[int, int, str]]:
    counts: dict[int, int] = {}
    numbered: set[int] = set()  # levels that have had a number: a foreword stands before the first
    for heading in headings:
        for level in [level for level in counts if level > heading.level]:
            del counts[level]
            numbered.discard(level)
        if not heading.number:
            counts[heading.level] = counts.get(heading.level, 0) + 1
            continue
        expected = counts.get(heading.level, 0) + 1
        line = lines[heading.index]
        end = line.start + len(heading.numbering)
        if heading.number > expected and heading.number <= 99:
            missing = "、".join(to_chinese(number) for number in range(expected, heading.number))
            yield line.start, end, f"编号不连续，前面缺少第{missing}个标题"
        elif heading.number < expected and (heading.number > 1 or heading.level in numbered):
            yield line.start, end, "编号重复或重新开始，可能缺少上一级标题，或是另一篇"
        counts[heading.level] = heading.number
        numbered.add(heading.level)


def _grade(article: Article) -> float:
    """1 for a whole summary without doubts; less for short texts, doubts and lost characters."""
    han = max(1, len(IS_HAN.findall(article.text)))
    grade = 1.0
    grade -= 0.25 * max(0.0, 1 - han / 600)
    grade -= 0.15 if len(article.sections) < 3 else 0.0
    grade -= min(0.4, 0.04 * len(article.doubts) * 1000 / max(han, 1000))
    grade -= min(
        0.2,
        0.002 * sum(len(edit.before) for edit in article.edits if edit.kind is EditKind.REMOVED) * 100 / han,
    )
    return round(max(0.0, min(1.0, grade)), 2)
