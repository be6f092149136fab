"""Words of other pages injected into a text: behind a sentence, before one, or on a line like a heading."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from operator import add
from typing import Final

from summarizer.library.clean.foreign import first_word, splits_word, word_ends
from summarizer.library.clean.lines import HAN, Line, break_behind, drop_line, lines_of
from summarizer.library.clean.titles import is_title, parse_number
from summarizer.library.clean.web_titles import DOUBT, REASON
from summarizer.library.lexicon import word_list
from summarizer.library.manuscript import Change
from summarizer.text.numbering import Numbering, parse_numbering

_OWN_HEADS = re.compile(
    r"(?:下一|下半|下阶段|下步|明年|来年|今年|今后|新的?一年|本年|全年|上半年|年度|主要|存在|工会|[二20]\S{2,3}年|第.{1,3}部分|一年来|几点|我们的)"
)
_UNION = re.compile("工会|职工|员工|会员|职代会|教代会|慰问|帮扶|女工")
_SENTENCE_START = (
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、](?!\d)|20[\dXx×_*]{2}年|今年|一年来|近年来|本(?:年度|季度|院|校|公司|单位)|"
    r"我(?:院|校|局|公司|镇|街道|社区|单位|们|市|区|县)|在.{2,30}(?:下|中)[，,]|为(?:了|进一步|深入)|按照|根据|坚持|深入|认真|进一步|以(?=[“\"]|.{2,20}为)|全年|上半年|截至|围绕|积极|组织开展)"
)
_TAIL = re.compile(rf"(?<=[。！？；”])[ \u3000\xa0]*([{HAN}A-Za-z0-9]{{2,22}})[ \u3000\xa0]*$")
_CLAUSE_TAIL = re.compile(rf"(?<=[，；])[ \u3000\xa0]*([{HAN}A-Za-z0-9]{{4,22}})$")
_HEADING_TAIL = re.compile(rf"[ \u3000\xa0|_—-]+([{HAN}A-Za-z0-9]{{2,22}})$")
# Marks are widened later: half-width ones end a clause, too.
_CLAUSE = re.compile(rf"(?:[^。！？；，!?;,.\n]|(?<![{HAN}”》%])\.){{3,}}")
_BLANKS = re.compile("[ \u3000\xa0\u2000-\u200a]+")
_SUFFIX = re.compile(
    r"(?:内容|图片|素材|格式|开头|结尾|范例|例文|样本|范本|样表|模板|范文|大全|精选|[\d一二三四五六七八九十]{1,4}(?:[篇字则条句]|分钟)|20[0-3]\d|简单|简短|优秀|高清|无水印|原图|欣赏|下载|全集|(?:标准|通用|完整|最新|精简|电子|免费|经典)版)+$"
)
_COPIES: Final = (
    "大全|样本|范本|样表|范文|范例|例文|模板|怎么写|格式|素材|图片|内容|高清|无水印|下载|全集|(?:标准|通用|完整|最新|精简)版|"
    "[一二三四五六七八九十\\d]{1,4}(?:[篇字则条句]|分钟)|20[0-3]\\d(?![年\\d.-])"
)
_HEADING_CHARS: Final = 40
_COUNTED = re.compile("[一二三四五六七八九十百\\d][篇字则条句]$")  # 撰写心得二十六篇 tells of work
_COPIED = re.compile(f"(?:{_COPIES})$")
_OFFERED = re.compile("(?:大全|样表|范文|范例|例文|怎么写|素材|高清|无水印|下载|全集)$")
_GOES_ON: Final = (
    "的是和与及等由在被以将中上里评征比展为竞大活创"  # what a sentence of the text's own goes on with
)
_BRACKETED = re.compile(r"[【\[]([^【】\[\]\n]{3,40})[】\]]|[（(]([^（）()\n]{3,40})[）)]")
_ALL_HAN = re.compile(f"[{HAN}]+")
_APART = re.compile(f"(?P<own>[{HAN}]{{2,16}})[ \u3000\xa0|_-]+(?P<other>[{HAN}]{{4,20}})")
_TWO_CLAUSES = re.compile(rf"(?P<first>[{HAN}“”]{{2,10}})[：，](?P<second>[{HAN}“”]{{3,24}})")
_SUMMARY_ENDS: Final = ("总结", "计划", "报告", "方案", "汇报")
_GAP = re.compile(f"(?:^|[、.）)，])([{HAN}]+)[ \u3000\xa0]{{3,40}}([{HAN}]{{4,20}})$")
_ASKED = re.compile(
    rf"(?<=[{HAN}\d]{{4}})(?P<asked>[{HAN}]{{2}}(?:怎么[{HAN}]{{2,7}}|多少钱|有哪些))(?=[，。；]|$)"
)
_QUESTION = re.compile("怎么|多少钱|有哪些")
_EVEN_CHARS: Final = 2
# A union writes these, too.
_PAPERS: Final = (
    "承诺书|倡议书|委托书|协议书|证明书|感谢信|主持词|发言稿|讲话稿|演讲稿|述职报告|评语|心得体会"
)
_DONE_WITH: Final = (
    "签发印送收交写张贴制订拟定均全覆达率份一二三四五六七八九十分共总近第每各把让使并也还已又正"
)
# 瞭望塔个人总结11座: a figure that counts no papers belongs to the words before the title.
_NO_PAPERS: Final = (
    "\\d{1,6}(?:\\.\\d+)?[余多]?[万千百]?(?:座|处|人|名|位|户|元|家|台|公里|千米|吨|亩|株|间|辆|桌|%|岁)"
)
# 上级工会工作计划完成情况: what is told of a paper of the union's own.
_TOLD_OF: Final = "[完列印上纳已经由于进报要提有受]|大会|会议|表彰"
# Behind a title of another page stands no word that tells of a paper of the union's own (约300份, but 约请).
_NOT_TOLD: Final = f"(?![{_GOES_ON}{_DONE_WITH}]|约[^定请谈见])"
_PREFIXED = re.compile(
    rf"(?P<words>[{HAN}]{{3,16}}[ \u3000\xa0]*)(?P<n>[一二三四五六七八九十]{{1,3}})、[{HAN}“][^。；]{{1,40}}"
)
_INNER_NUMBER = re.compile(rf"(?<=[{HAN} \u3000])[一二三四五六七八九十]{{1,3}}、")
_MIN_CHARS, _MAX_CHARS = 3, 26
_TOLD_CHARS: Final = 3
_SECOND: Final = 2
_HALF_WORD: Final = 4  # characters on either side in which the word around a place is found
_EVEN_HEADINGS: Final = 2


def drop_anchors(text: str, begins: Callable[[int], bool] = lambda _: False) -> Iterator[Change]:
    """Injected titles of other pages go where they cannot belong to the text, else are flagged.

    Args:
        text: the whole text.
        begins: whether an article of a collection begins at an offset: a title there is its own.
    """
    lines = [line for line in lines_of(text) if line.said]
    top = 0
    titled = next((index for index, line in enumerate(lines) if is_title(line.said)), 0)
    body = next((index for index, line in enumerate(lines) if "。" in line.said), len(lines))
    body = max(body, titled + 1 if not any(parse_numbering(line.said) for line in lines[:titled]) else 0)
    levels = _headings_by_level(lines)
    glued = {change.end: change for change in _glued(text, levels)}
    for level in levels:
        yield from _swollen(text, level)
    for index, line in enumerate(lines):
        behind = glued.get(line.start + len(text[line.start : line.end].rstrip()))
        if behind is not None:
            yield behind
        else:
            yield from _at_end(text, line)
        yield from _at_start(text, line)
        yield from _inside(text, line)
        yield from _in_brackets(text, line)
        yield from _inside_clause(text, line)
        yield from _questions(text, line)
        yield from _before_number(text, line, top)
        numbering = parse_numbering(line.said) or _behind_words(line.said, top)
        if numbering and numbering.level == 1:
            foreign = behind is None and _is_foreign(line.said) and not _UNION.search(line.said)
            if (
                (foreign and (numbering.number != top + 1 or _comes_again(lines, index)))
                or _is_out_of_order(lines, index, top)
                or _cuts_in(lines, index)
            ):
                yield drop_line(text, line, REASON)
                continue
            if behind is None and _is_doubled(lines, index):
                yield Change(line.start, line.end, None, DOUBT)
            top = numbering.number
        if index and not ((index < body or begins(line.start)) and is_title(line.said)):
            yield from _own_line(text, line)


def _at_end(text: str, line: Line) -> Iterator[Change]:
    raw = text[line.start : line.end]
    tail = _TAIL.search(raw)
    if tail is not None and not is_title(line.said):
        if _is_anchor(tail[1]) or _genre(tail[1]) == tail[1]:
            start = line.start + tail.start()
            yield Change(start, break_behind(text, start, line.start + len(raw.rstrip())), "", REASON)
        elif len(tail[1]) >= _MIN_CHARS and _genre(tail[1]):
            yield Change(line.start + tail.start(1), line.start + tail.end(1), None, DOUBT)
        return
    clause = _CLAUSE_TAIL.search(raw)
    if (
        clause is not None
        and _is_foreign(clause[1])
        and not _UNION.search(clause[1])
        and not _COUNTED.search(clause[1])
    ):
        yield Change(line.start + clause.start(1), line.start + clause.end(1), "", REASON)
        return
    if parse_numbering(line.said) is None or "。" in raw:
        return
    spaced = _HEADING_TAIL.search(raw.rstrip())
    if spaced is not None and _is_anchor(spaced[1]):
        yield Change(line.start + spaced.start(), line.start + len(raw.rstrip()), "", REASON)
    elif (gap := _gap(raw)) is not None:
        whole = "，" in raw[: gap.start(1)]
        start, end = line.start + gap.end(1), line.start + gap.end(2)
        yield Change(start, end, "" if whole else None, REASON if whole else DOUBT)
    elif _is_foreign(line.said):
        yield Change(line.start, line.end, None, DOUBT)


def _gap(raw: str) -> re.Match[str] | None:
    """Words far behind a heading that do not match it as a second clause of the same length would."""
    match = _GAP.search(raw.rstrip())
    return match if match is not None and abs(len(match[1]) - len(match[2])) > _EVEN_CHARS else None


def _headings_by_level(lines: list[Line]) -> list[list[tuple[Line, str]]]:
    """The numbered headings of each level with their words."""
    headings: dict[int, list[tuple[Line, str]]] = {}
    top = 0
    for line in lines:
        numbering = parse_numbering(line.said) or _behind_words(line.said, top)
        if numbering is None or len(line.said) > _HEADING_CHARS or "。" in line.said:
            continue
        top = numbering.number if numbering.level == 1 else top
        headings.setdefault(numbering.level, []).append((line, line.said[numbering.end :]))
    return list(headings.values())


def _glued(text: str, levels: list[list[tuple[Line, str]]]) -> Iterator[Change]:
    """Foreign titles behind headings, cut where the other headings of the level end: they match in length."""
    for level in levels:
        own = {len(words) for _, words in level if not _is_foreign(words)}
        for line, words in level:
            cuts = [cut for cut in own if _is_cut(words, cut)] if _is_foreign(words) else []
            if cuts:
                end = line.start + len(text[line.start : line.end].rstrip())
                yield Change(end - len(words) + max(cuts), end, "", REASON)
        yield from _longer(text, level)


def _longer(text: str, level: list[tuple[Line, str]]) -> Iterator[Change]:
    """A title even a union may write, behind the only heading that is longer than the others, all even."""
    for line, words in level:
        others = {len(other) for one, other in level if one is not line}
        cut = min(others, default=0)
        genre = _genre(words)
        even = len(others) == 1 and len(level) > _EVEN_CHARS and not _is_foreign(words)
        if even and genre and len(words) - cut > len(genre) and cut in word_ends(words):
            end = line.start + len(text[line.start : line.end].rstrip())
            if not _UNION.search(words[cut:]):
                yield Change(end - len(words) + cut, end, "", REASON)


def _swollen(text: str, level: list[tuple[Line, str]]) -> Iterator[Change]:
    """A title at the head of a heading's second clause, without which the clause is as long as its equals.

    经线要直：师德师风总结制度立得住 beside 纬线要密：活动接得上.
    """
    yield from _behind_title(text, level)
    parts = [(line, _TWO_CLAUSES.fullmatch(words)) for line, words in level]
    lengths = {(len(match["first"]), len(match["second"])) for _, match in parts if match}
    for line, match in parts:
        if match is None:
            continue
        for first, rest in lengths:
            cut = len(match["second"]) - rest
            title = match["second"][: max(0, cut)]
            if first == len(match["first"]) and _ends_like_title(title) and not _UNION.search(title):
                start = line.start + text[line.start : line.end].rfind(match["second"])
                yield Change(start, start + cut, "", REASON)
                break


def _behind_title(text: str, level: list[tuple[Line, str]]) -> Iterator[Change]:
    """A foreign title in front of a heading, or far behind it, that is without it as long as its equals."""
    lengths = Counter(len(words) for _, words in level)
    even, often = lengths.most_common(1)[0]
    for line, words in level if often >= _EVEN_HEADINGS else ():
        apart = _APART.fullmatch(words)
        if apart and len(apart["own"]) == even and len(apart["other"]) - even > _EVEN_CHARS:
            start = line.start + text[line.start : line.end].rfind(words)
            doubtful = _UNION.search(apart["other"])
            after, reason = (None, DOUBT) if doubtful else ("", REASON)
            yield Change(start + apart.end("own"), start + len(words), after, reason)
            continue
        title = words[: max(0, len(words) - even)]
        cut = len(title) > _MIN_CHARS and _ALL_HAN.fullmatch(title) and len(title) in word_ends(words)
        if cut and _is_foreign(title) and not _UNION.search(title):
            start = line.start + text[line.start : line.end].rfind(words)
            yield Change(start, start + len(title), "", REASON)


def _ends_like_title(words: str) -> bool:
    return len(words) >= _MIN_CHARS and bool(_genre(words) or words.endswith(_SUMMARY_ENDS))


def _is_cut(words: str, cut: int) -> bool:
    """Whether a heading may end here and a foreign title begin."""
    tail = words[cut:]
    return (
        len(tail) > _MIN_CHARS and _is_foreign(tail) and not _UNION.search(tail) and cut in word_ends(words)
    )


def _inside(text: str, line: Line) -> Iterator[Change]:
    """A title that stands without any mark before the words a sentence begins with is flagged."""
    for clause in _CLAUSE.finditer(text, line.start, line.end):
        if _pairs().isdisjoint(map(add, clause.group(), clause.group()[1:])):
            continue
        match = _unmarked().match(text, clause.start(), line.end)
        if match is None:
            continue
        place = "anchor" if match["anchor"] else "behind"
        end = match.end(place)
        if splits_word(text[end - _HALF_WORD : end], text[end : end + _HALF_WORD], listed=True):
            continue  # 分配方案 is no 配方
        offered = _OFFERED.search(match[place]) is not None
        if offered or not (_UNION.search(match[place]) or _OWN_HEADS.match(match[place])):
            yield Change(match.start(place), match.end(place), None, DOUBT)


def _inside_clause(text: str, line: Line) -> Iterator[Change]:
    """What readers look up, or the title of another union's page, before the words of a clause is flagged."""
    for match in _looked_up().finditer(text, line.start, line.end):
        place = "words" if match["words"] else "behind"
        if first_word(match[place]) not in word_list("anchors", "governing"):
            yield Change(match.start(place), match.end(place), None, DOUBT)


def _questions(text: str, line: Line) -> Iterator[Change]:
    """What readers ask a search engine, behind a clause: …看病不便牛肉怎么炖才烂；a summary asks nobody."""
    for match in _ASKED.finditer(text, line.start, line.end) if _QUESTION.search(line.said) else ():
        yield Change(match.start("asked"), match.end("asked"), None, DOUBT)


def _in_brackets(text: str, line: Line) -> Iterator[Change]:
    """A foreign title in square brackets goes; in round ones, which prose uses itself, it is flagged."""
    headed = parse_numbering(line.said) is not None and "。" not in line.said
    for match in _BRACKETED.finditer(text, line.start, line.end):
        parts = re.split("[：:｜|， ]", match[1] or match[2])
        if any(_is_foreign(part) and not _UNION.search(part) for part in parts):
            sure = headed or match[1]
            yield Change(match.start(), match.end(), "" if sure else None, REASON if sure else DOUBT)


def _at_start(text: str, line: Line) -> Iterator[Change]:
    match = _leading().match(text, line.start, line.end)
    if match is None:
        return
    anchor, spaces = match["anchor"], match["gap"]
    numbered = parse_numbering(text[match.end() : line.end]) is not None
    if len(text[match.end() : line.end].strip()) < _MIN_CHARS:
        return
    if _is_anchor(anchor) or ((spaces or numbered) and _genre(anchor) and not _OWN_HEADS.match(anchor)):
        yield Change(match.start("anchor"), match.end(), "", REASON)
    elif spaces or numbered:
        yield Change(match.start("anchor"), match.end("anchor"), None, DOUBT)


def _before_number(text: str, line: Line, top: int) -> Iterator[Change]:
    """Words in front of the very number that comes next are no part of the heading."""
    match = _PREFIXED.fullmatch(line.said)
    if (
        match is not None
        and parse_number(match["n"]) == top + 1
        and not _leading().match(text, line.start, line.end)
    ):
        start = line.start + text[line.start : line.end].find(line.said)
        yield Change(start, start + match.end("words"), "", REASON)


def _behind_words(said: str, top: int) -> Numbering | None:
    """The number of a heading behind injected words, when it is the one that comes next."""
    match = _INNER_NUMBER.search(said[:_MAX_CHARS])
    inner = parse_numbering(said[match.start() :]) if match else None
    if match is None or inner is None or inner.level != 1 or inner.number != top + 1:
        return None
    return replace(inner, end=match.start() + inner.end)


def _comes_again(lines: list[Line], index: int) -> bool:
    """Whether the next heading of the top level has the same number as this one and is the text's own."""
    here = parse_numbering(lines[index].said)
    for place in range(index + 1, len(lines)):
        said = lines[place].said
        numbering = parse_numbering(said)
        if numbering is not None and numbering.level == 1:
            return here is not None and numbering.number == here.number and not _is_foreign(said)
    return False


def _cuts_in(lines: list[Line], index: int) -> bool:
    """Whether a heading like a title stands between （一） and （二） and its number comes again."""
    said, below = lines[index].said, lines[index + 1].said if index + 1 < len(lines) else ""
    following = parse_numbering(below)
    if not _genre(said) or following is None or following.level < _SECOND or following.number < _SECOND:
        return False
    here = parse_numbering(said)
    tops = (one for line in lines[index + 1 :] if (one := parse_numbering(line.said)) and one.level == 1)
    after = next(tops, None)
    return here is not None and after is not None and after.number == here.number


def _is_out_of_order(lines: list[Line], index: int, top: int) -> bool:
    """Whether a heading ends like a title and has not the number that comes next, but the one below has."""
    said = lines[index].said
    here, genre = parse_numbering(said), _genre(said)
    if here is None or here.number == top + 1 or len(genre) < _TOLD_CHARS or _UNION.search(said):
        return False
    following = (parse_numbering(line.said) for line in lines[index + 1 :])
    after = next((one for one in following if one is not None and one.level == 1), None)
    return top > 0 and after is not None and after.number == top + 1 and len(said) - here.end > len(genre)


def _is_doubled(lines: list[Line], index: int) -> bool:
    """Whether a heading that ends like a title stands right above the heading of the same number."""
    said, below = lines[index].said, lines[index + 1].said if index + 1 < len(lines) else ""
    return (
        bool(_genre(said))
        and not _genre(below)
        and (here := parse_numbering(said)) is not None
        and (next_one := parse_numbering(below)) is not None
        and (here.level, here.number) == (next_one.level, next_one.number)
    )


def _own_line(text: str, line: Line) -> Iterator[Change]:
    said = _BLANKS.sub("", line.said).strip("·•-—_|【】[]")
    if not _MIN_CHARS <= len(said) <= _MAX_CHARS or re.search("[，。；：、！？,;:]", said):
        return
    if parse_numbering(line.said) is not None:
        if _is_foreign(said):
            yield Change(line.start, line.end, None, DOUBT)
        return
    if _is_anchor(said):
        yield drop_line(text, line, REASON)
    elif _genre(said) and not _OWN_HEADS.match(said):
        yield (
            drop_line(text, line, REASON)
            if not _UNION.search(said)
            else Change(line.start, line.end, None, DOUBT)
        )
    elif _OFFERED.search(said) and not _UNION.search(said) and not _OWN_HEADS.match(said):
        yield drop_line(text, line, REASON)


def _is_anchor(words: str) -> bool:
    """Whether the words can only be the title of another page."""
    if words in word_list("anchors", "phrases"):
        return True
    genre = _genre(words)
    if not genre:
        return any(words.startswith(phrase) for phrase in word_list("anchors", "phrases"))
    if _OWN_HEADS.match(words) and genre in _own():
        return False
    foreign = len(words) > len(genre) and not _UNION.search(words)
    return genre not in _own() or foreign


def _genre(words: str) -> str:
    """The genre `words` end with, the longest, "" for none."""
    bare = _SUFFIX.sub("", words)
    if not bare.endswith(word_list("anchors", "genres")):
        return ""
    found = [genre for genre in word_list("anchors", "genres") if bare.endswith(genre)]
    return max(found, key=len, default="")


@cache
def _own() -> frozenset[str]:
    """Genres a union writes itself: alone they prove nothing."""
    return frozenset(word_list("anchors", "own"))


def _is_foreign(words: str) -> bool:
    """Whether `words` end with a genre no union writes, or with one offered to be copied (评语大全)."""
    genre = _genre(words)
    return bool(genre) and (genre not in _own() or _COPIED.search(words) is not None)


@cache
def _pairs() -> frozenset[str]:
    """The first two characters of what `_unmarked` looks for: a line without any is passed over."""
    return frozenset(word[:2] for word in (*word_list("anchors", "genres"), *_PAPERS.split("|")))


@cache
def _unmarked() -> re.Pattern[str]:
    listed = sorted(word_list("anchors", "genres"), key=len, reverse=True)
    foreign = [genre for genre in listed if genre not in _own()]
    every = "|".join(listed)
    copies = rf"(?:{every})(?:{_COPIES})(?=[{HAN}])"
    papers = rf"(?:(?<=[{HAN}]{{2}})|(?<!\S))(?:{_PAPERS})(?=[{HAN}]){_NOT_TOLD}"
    # Behind a comma a short genre is a word of the sentence (，集团排名第三).
    told = "|".join(genre for genre in foreign if len(genre) >= _TOLD_CHARS)
    return re.compile(
        rf"(?:^[ \u3000\xa0]*|(?<=[。！？；!?;])|(?<=[{HAN}”》%]\.))(?P<anchor>[{HAN}]{{0,12}}?"
        rf"(?:{copies}|(?:{'|'.join(foreign)})(?=[{HAN}]|20\d\d年|{_NO_PAPERS})(?![{_GOES_ON}])|{papers}))"
        rf"|(?<=[，,])(?P<behind>[{HAN}]{{0,16}}?(?:{copies}"
        rf"|(?:{told})(?=[{HAN}]|{_NO_PAPERS}){_NOT_TOLD}))",
        re.MULTILINE,
    )


@cache
def _looked_up() -> re.Pattern[str]:
    """元宵节的来历和习俗 or 乡镇工会工作计划 behind a mark, and words of the text behind it."""
    sought = "|".join(sorted(word_list("anchors", "searched"), key=len, reverse=True))
    foreign = "|".join(sorted(set(word_list("anchors", "genres")) - _own(), key=len, reverse=True))
    return re.compile(
        rf"(?<=[，；。])(?P<words>[{HAN}]{{2,8}}的(?:{sought})(?:[和与及](?:{sought}))?"
        rf"|[{HAN}]{{2,8}}工会(?:年度|半年|女工)?工作(?:总结|计划|述职报告)(?!获|被|{_TOLD_OF}))"
        rf"(?=[{HAN}])(?:(?=为\d)|(?![{_GOES_ON}{_DONE_WITH}叫]))"
        # 评出标兵12名莲池课件。
        rf"|(?<=\d[名人个项场次件户家])(?P<behind>[{HAN}]{{1,6}}(?:{foreign})(?<!心得|体会|总结|计划))(?=[，。；])"
    )


@cache
def _leading() -> re.Pattern[str]:
    genres = sorted(word_list("anchors", "genres"), key=len, reverse=True)
    phrases = sorted(word_list("anchors", "phrases"), key=len, reverse=True)
    named = rf"[{HAN}]{{0,14}}?(?:{'|'.join(genres)})"
    return re.compile(
        rf"[ \u3000\xa0]*(?P<anchor>(?:{'|'.join(phrases)}|{named}))"
        rf"(?:(?P<gap>[ \u3000\xa0|_-]+)(?=[{HAN}“（(0-9])|(?={_SENTENCE_START}))"
    )
