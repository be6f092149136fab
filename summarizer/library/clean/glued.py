"""Titles of other pages glued without any mark behind a heading, or before the words of a sentence.

思想上走心，不走形党课心得体会: such a title is what pages are about (topics in `lexicon/anchors.toml`) and a
kind of writing. Where a heading ends is told by that, and by its equals, which end alike. What no topic
proves is left to the rules that flag.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from summarizer.library.clean.foreign import last_word, word_ends
from summarizer.library.clean.lines import (
    HAN,
    IS_HAN,
    Line,
    break_before,
    break_behind,
    drop_line,
    lines_of,
)
from summarizer.library.clean.titles import is_title
from summarizer.library.lexicon import word_list
from summarizer.library.manuscript import Change
from summarizer.text.numbering import Numbering, parse_numbering

_REASON: Final = "删去混入的其他网页标题"
_DOUBT: Final = "疑似混入的其他网页标题"
_HEADING_CHARS: Final = 48
_LEAST_CHARS: Final = 2
_TITLE_CHARS: Final = 16
_NAMED_CHARS: Final = 3
_MARKS: Final = "，；。！？"
_UNION_CHARS: Final = 6
# A topic proves a title, as do clauses as long as those of another heading; a foreign kind needs an equal.
_LEAST_PROOF: Final = 1.0
_UNION = re.compile("工会|职工|会员|员工|职代会|教代会")
_OTHER_NUMERAL = re.compile("[壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛壬癸]、")
# What a title is led to by: a word that is left open, a measure word, a time of the union's own.
_LEFT_OPEN = re.compile(
    "(?:[的和与及、，：“（《把将在为对份封篇张条首幅本]|[一二三四五六七八九十两百几每各本该这那][次场个项期类])$"
)
_OWN_TIME = re.compile(
    "(?:下一?步|下半年|下阶段|明年|来年|今年|今后|新的?一年|本年度?|全年|上半年|年度|20\\d\\d年|主要|重点|存在|我们?的?|全体|20\\d\\d)"
    "(?:工会|职工|会员|员工|职代会|教代会|的)*"
)
# Behind a kind of writing that is the sentence's own: …责任书签订率, …方案经讨论, …总结一百二十份.
_GOES_ON = re.compile(
    "[的是和与及等由在被以将里评征比展为竞大活创卡”》、份封篇条张副首幅个次场签发印送收交写贴制订拟定均覆达率共总约近各把让使并也还已又正得改前后引汇编传"
    "图显表说指提规要须应需必能可经未没不都仍只就才更很按照向从对到给用请拿挂念读看听学练考做办开上下出入过完成通合]"
    "|[\\d一二三四五六七八九十百两几]+[多余]?[份封篇条张副首幅个次场本件项套字]|分(?!会|厂|公司|局|部|工会)"
    "|中(?![暑国学午秋央年班小层级])|会(?![员费长议])"
)
_PASSIVE = re.compile(
    "(?:签订|签|印发|发放|张贴|上墙|公布|公示|通过|完成|到位|备案|归档|报送|出台|落地|达标)了?$"
)
_CLAUSE_REST = re.compile("[^，。；：！？\n]*")


class _Heading(NamedTuple):
    """A short numbered line: the kind of its number, 0 for a number of no known value, its words."""

    line: Line
    level: str
    number: int
    words: str


def drop_glued(text: str) -> Iterator[Change]:
    """Glued titles go where a topic or the headings of the level prove them, else are flagged."""
    headings: dict[str, list[_Heading]] = {}
    before = ""
    for line in lines_of(text):
        if not line.said:
            continue
        heading = _heading(line) if len(line.said) <= _HEADING_CHARS and "。" not in line.said else None
        if heading is not None:
            headings.setdefault(heading.level, []).append(heading)
        else:
            yield from _before_sentences(text, line, before)
            yield from _behind_clauses(text, line)
        before = line.said
    for equals in headings.values():
        yield from _behind_headings(text, equals)


def _heading(line: Line) -> _Heading | None:
    numbering: Numbering | None = parse_numbering(line.said)
    if numbering is not None:
        return _Heading(line, str(numbering.level), numbering.number, line.said[numbering.end :])
    match = _OTHER_NUMERAL.match(line.said)
    return _Heading(line, "other", 0, line.said[match.end() :]) if match else None


def _behind_headings(text: str, equals: Sequence[_Heading]) -> Iterator[Change]:
    clean = [one.words for one in equals if not one.words.endswith(_every_end()) and not _titled(one.words)]
    for heading, following in zip(equals, [*equals[1:], None], strict=True):
        # Before its own number, or a lower one, comes again, a heading is no part of the text as a whole.
        strange = following is not None and 1 < following.number <= heading.number
        cut = 0 if strange else _cut(heading.words, clean)
        if cut:
            end = heading.line.start + len(text[heading.line.start : heading.line.end].rstrip())
            yield Change(end - len(heading.words) + cut, end, "", _REASON)


def _cut(words: str, clean: Sequence[str]) -> int:
    """Where the heading's own words end and a title begins; 0 where no title is proved."""
    if not _titled(words) or _title().fullmatch(words):
        return 0
    shapes = {_shape(one) for one in clean}
    last = {one[-1:] for one in clean}
    best, most = 0, 0.0
    for place in {*_topic_places(words), *_even_places(words, shapes)}:
        own, title = words[:place].rstrip(), words[place:].strip()
        if not _may_end(own) or len(title) > _TITLE_CHARS:
            continue
        even, clauses = _shape(own) in shapes, "，" in own
        proof = 2.0 * _is_topical(title) + 2.0 * (even and clauses) + _is_foreign_kind(title)
        proof += 0.5 * even + 0.5 * (own[-1:] in last)
        if proof > max(most, _LEAST_PROOF) or (proof == most and place < best):
            best, most = place, proof
    return best


def _titled(words: str) -> bool:
    return _any_title().search(words) is not None


def _topic_places(words: str) -> Iterator[int]:
    """Where a title of known words may begin, up to the kind of writing alone."""
    for place in range(_LEAST_CHARS, len(words)):
        if _title().fullmatch(words, place):
            yield place


def _even_places(words: str, shapes: set[tuple[int, ...]]) -> Iterator[int]:
    """Where a word ends and a heading of the same clauses as its equals would."""
    ends = word_ends(words)
    return (place for place in sorted(ends) if place < len(words) and _shape(words[:place]) in shapes)


def _shape(words: str) -> tuple[int, ...]:
    return tuple(len(clause) for clause in re.split("[，：、 ]", words))


def _may_end(own: str) -> bool:
    """Whether a heading may end with these words, and is not led on to a kind of writing."""
    return (
        len(IS_HAN.findall(own)) >= _LEAST_CHARS
        and not _LEFT_OPEN.search(own)
        and not _OWN_TIME.fullmatch(own)
        and not own.endswith(_every_end())
        and not (len(own) <= _UNION_CHARS and _UNION.search(own))
        and last_word(own[-_UNION_CHARS:]) not in _leading_words()
    )


def _is_topical(title: str) -> bool:
    match = _title().fullmatch(title)
    return match is not None and _topic().search(match["about"]) is not None


def _is_foreign_kind(title: str) -> bool:
    match = _title().fullmatch(title)
    return match is not None and match["kind"] in _foreign()


def _before_sentences(text: str, line: Line, before: str) -> Iterator[Change]:
    """A title that fills a line, or stands at the head of a clause that goes on without regard to it."""
    if is_title(line.said):
        return
    whole = _title().fullmatch(line.said)
    if whole is not None and _topic().search(whole["about"]) and not _UNION.search(line.said):
        yield drop_line(text, line, _REASON)
        return
    for match in _leading().finditer(text, line.start, line.end):
        rest = _CLAUSE_REST.match(text, match.end(), line.end)
        if _GOES_ON.match(text, match.end()) or (rest and _PASSIVE.search(rest.group())):
            continue
        opens = match.start() == line.start or text[match.start() - 1] in " \u3000\n"
        topical = _topic().search(match["about"]) is not None
        foreign = match["kind"] in _foreign()
        cuts = match.start() == line.start and before[-1:] == "；"
        if topical and (foreign or cuts) and opens and not _UNION.search(match["about"]):
            start = break_before(text, line.start) if cuts else match.start("title")
            yield Change(start, match.end(), "", _REASON)
        elif topical or foreign or (opens and len(match["kind"]) >= _NAMED_CHARS):
            yield Change(match.start("title"), match.end("title"), None, _DOUBT)


def _behind_clauses(text: str, line: Line) -> Iterator[Change]:
    """A title behind the last mark of a line; behind ； the line break goes with it, as it does elsewhere."""
    end = line.start + len(text[line.start : line.end].rstrip())
    start = max(text.rfind(mark, line.start, end) for mark in _MARKS) + 1
    match = _title().fullmatch(text[start:end].strip()) if start and end - start <= _TITLE_CHARS else None
    if match is None or not _topic().search(match["about"]) or _UNION.search(match["about"]):
        return
    if is_title(line.said):
        return
    yield Change(start, break_behind(text, start, line.end), "", _REASON)


@cache
def _leading_words() -> frozenset[str]:
    """Verbs a kind of writing belongs to; of those that follow a noun, too (岗位上), nothing is told."""
    return frozenset(word_list("anchors", "governing")) - frozenset("上下起过得")


@cache
def _foreign() -> frozenset[str]:
    """Kinds of writing no union uses."""
    return frozenset(word_list("anchors", "genres")) - frozenset(word_list("anchors", "own"))


@cache
def _every_end() -> tuple[str, ...]:
    return (*word_list("anchors", "genres"), *word_list("anchors", "kinds"))


def _alternatives(*keys: str) -> str:
    words = {word for key in keys for word in word_list("anchors", key)}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_OFFERED: Final = "格式|模板|范文|范本|大全|精选|样本|怎么写|素材|图片|内容|开头|结尾"
_ADDED: Final = f"(?:{_OFFERED}|[\\d一二三四五六七八九十]{{1,4}}[篇字则条句])*"


@cache
def _title() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<about>(?:{_alternatives('topics', 'weak_topics')}){{0,5}})"
        rf"(?P<kind>{_alternatives('genres', 'kinds')}){_ADDED}"
    )


@cache
def _any_title() -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives('genres', 'kinds')}){_ADDED}$")


@cache
def _topic() -> re.Pattern[str]:
    return re.compile(_alternatives("topics"))


@cache
def _leading() -> re.Pattern[str]:
    begun = "".join(
        sorted({word[0] for key in ("topics", "weak_topics") for word in word_list("anchors", key)})
    )
    return re.compile(
        rf"(?:^|(?<=[\n，；。！？]))[ \u3000\xa0]*(?=[{begun}])"
        rf"(?P<title>(?P<about>(?:{_alternatives('topics', 'weak_topics')}){{1,5}})"
        rf"(?P<kind>{_alternatives('genres', 'kinds')})(?:{_OFFERED})*)(?=[{HAN}“])",
        re.MULTILINE,
    )
