"""What stands before and behind the text of an article and is no part of it, whatever its words."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.library.clean.lines import HAN, MONTH_DAY, Line, drop_line, lines_of
from summarizer.library.clean.remarks import own_clauses
from summarizer.library.clean.titles import is_title
from summarizer.library.lexicon import patterns, word_list
from summarizer.library.manuscript import Change, Manuscript
from summarizer.text.numbering import parse_numbering

_PROSE_CHARS: Final = 24
_LINK_CHARS: Final = 45
_SENTENCE = re.compile(rf"[{HAN}，、“”\d%]{{8,24}}。")
_CLAUSES = re.compile("[，；,;]")
_TITLE_ZONE: Final = 4
_LEADING: Final = "正文前的话，看不出是正文还是网页文字"
_NEAR: Final = 2  # lines below a heading in which its text begins
_SUBTITLE = re.compile(
    r"[（(]?.{0,24}(?:工会|委员会|总工会|联合会|20[\dX×]{2}年.{0,8})[）)]?|[—-]{1,2}.{2,40}"
)
# Who is spoken to, or a short sentence that leads on: 今年，站工会办了几件小事，汇报如下：
_SALUTATION = re.compile(r"[^。]{2,30}[：:]")
_SIGNATURE = re.compile(
    r".{0,30}(?:工会|委员会|办公室|联合会|医院|学校|小学|中学|公司|分会|学院|幼儿园|集团|局|中心|卫生院)(?:委员会)?"
    r"|.{0,30}(?:20[\dX×_]{2}|二〇.{2})\s*[年./-].{0,12}|[×X_某\d]{2,4}年[×X_某\d]{1,3}月.{0,6}|(?:附件?|注)[：:].*"
    rf"|{MONTH_DAY}"
)
_HEADING = re.compile(rf"[{HAN}，]{{4,24}}")
# The upper line of a double title (正标题), whose blank between two clauses is gone by now.
_SLOGAN = re.compile(rf"[{HAN}，、“”]{{10,30}}")
_SHORT_HEADING = re.compile(rf"(?=.{{2}})[【“]?[{HAN}，、：0-9]{{1,20}}[】”]?[{HAN}]{{0,12}}(?<!：)")
_STOPS, _OPENERS, _CLOSERS = "。！", "（(", "）)"
_ENOUGH: Final = 2
_DECIMAL = re.compile(rf"\d{{1,2}}[.．]\d{{1,2}}[ \u3000]{{0,2}}[{HAN}“]")
_UNEVEN: Final = 4  # characters by which headings of one text differ
_PART = re.compile(
    "第[一二三四五六七八九十]{1,2}(?:部分|章|节)|(?i:part)[ .]?0?\\d{1,2}[ 、：:.]?(?=[一-龥“])"
)
_OWN_TITLE = re.compile("工会|总结|工作情况|报告|汇报")
_CLOSING = re.compile(
    r"(?:再次)?(?:谢谢|感谢)(?:大家|各位[^。]{0,8})?[！!。]|(?:特此|专此)(?:报告|汇报|总结|说明)[。！]?|(?:我的)?(?:报告|汇报)完毕[^。]{0,6}[。！]?"
    r"|以上(?:报告|汇报|总结)[^。]{0,16}[。！]|(?:不当|不妥)之处[^。]{2,16}[。！]|请(?:予|各位[^。]{0,6})?(?:审议|审阅|批评指正)[。！]"
)
_SIGNS = re.compile(r"[|｜┃│→›»•↓※★☆]|[:：]\s*\d|\d\s*(?:次|℃)|[（(]\d+[）)]|\.(?:doc|pdf|wps|html?)|[-—]{2}")


def drop_edges(manuscript: Manuscript) -> None:
    """Takes out short lines before an article's title or first sentence, and those after its last.

    A title, its subtitle, a salutation, a signature and a date are kept; sentences behind the end go only
    when furniture of a page stands before them and no word of union work is in them.
    """
    groups: list[list[Line]] = [[]]
    for line in lines_of(manuscript.text):
        if not line.said:
            continue
        if groups[-1] and manuscript.begins_article(line.start):
            groups.append([])
        groups[-1].append(line)
    changes = [
        change for lines in groups for change in (*_before(manuscript, lines), *_behind(manuscript, lines))
    ]
    manuscript.apply(changes)


def _before(manuscript: Manuscript, lines: Sequence[Line]) -> Iterator[Change]:
    text = manuscript.text
    body = next((index for index, line in enumerate(lines) if _is_body(line.said)), 0)
    named = [index for index, line in enumerate(lines[:body]) if is_title(line.said)]
    if not named and body and not manuscript.title_at(lines[0].start):
        named = [index for index in range(body) if _OWN_TITLE.search(lines[index].said)][-1:]
    for line in lines[body : _titled_below(lines, body)]:
        yield Change(line.start, line.end, None, _LEADING)
    for index, line in enumerate(lines[:body]):
        if index in named or (named and index > named[-1] and _belongs_to_title(line.said)):
            continue
        below = lines[index + 1].said
        if named and index == named[0] - 1 and (_SLOGAN.fullmatch(line.said) or below.startswith("—")):
            continue
        opens = index == body - 1 and (
            (_HEADING.fullmatch(line.said) and not parse_numbering(lines[body].said))
            or _has_equals(lines, index)
        )
        if opens or manuscript.level_at(line.start):
            continue
        if (
            _SALUTATION.fullmatch(line.said)
            and not line.said.startswith("附")
            and not _SIGNS.search(line.said)
            and index == body - 1
        ):
            continue
        if _may_open(lines, index, named[-1] if named else -1, body):
            yield Change(line.start, line.end, None, _LEADING)
            continue
        yield drop_line(text, line, "删去正文前的网页文字")


def _titled_below(lines: Sequence[Line], body: int) -> int:
    """Where the title stands when it stands below what reads like text; `body` when it does not."""
    for index in range(body, min(_TITLE_ZONE, len(lines))):
        said = lines[index].said
        if is_title(said) and parse_numbering(said) is None:
            return index
        if "。" in said:
            break
    return body


def _may_open(lines: Sequence[Line], index: int, titled: int, body: int) -> bool:
    """Whether a short line between title and text, or right above it, has no sign of a page."""
    said = lines[index].said
    placed = index > titled if titled >= 0 else index == body - 1
    return (
        placed
        and _SHORT_HEADING.fullmatch(said) is not None
        and not said.endswith(word_list("anchors", "genres"))
        and not _shows_page(said)
    )


def _has_equals(lines: Sequence[Line], index: int) -> bool:
    """Whether lines of the same kind stand above other paragraphs: 家底 … 干法 …, 【暖心】 … 【议事】."""
    said = lines[index].said
    if not _SHORT_HEADING.fullmatch(said) or not _is_prose(lines[index + 1].said):
        return False
    return any(
        _opener(one.said) == _opener(said)
        and abs(len(one.said) - len(said)) <= _UNEVEN
        and _SHORT_HEADING.fullmatch(one.said)
        and _is_prose(below.said)
        for one, below in zip(lines[index + 2 :], lines[index + 3 :], strict=False)
    )


def _opener(said: str) -> str:
    return said[0] if said[0] in "【“" else ""


def _behind(manuscript: Manuscript, lines: Sequence[Line]) -> Iterator[Change]:
    text = manuscript.text
    last = max((index for index, line in enumerate(lines) if _is_work(line.said)), default=len(lines) - 1)
    last = _text_below(lines, last)
    furniture = signed = False
    styled = last < len(lines) - 1 and any(manuscript.level_at(line.start) > 1 for line in lines)
    for index, line in enumerate(lines[last + 1 :], start=last + 1):
        if _SIGNATURE.fullmatch(line.said) and not _SIGNS.search(line.said) and not is_title(line.said):
            signed = True
            continue
        reports = _counts(line.said) and not _SIGNS.search(line.said)
        if (
            "\t" in line.said
            or manuscript.level_at(line.start)
            or reports
            or own_clauses(line.said)
            or _CLOSING.fullmatch(line.said)
            or (_is_prose(line.said) and not (furniture or _may_speak_of_pages(line.said)))
        ):
            continue
        heads = _heads_text(lines, index)
        if heads and not furniture:
            continue
        if not (furniture and signed) and (
            heads
            or (_may_be_own(line.said) and not furniture)
            or (styled and not furniture and not _shows_page(line.said))
            or (_is_prose(line.said) and not _speaks_of_pages(line.said))
        ):
            yield Change(line.start, line.end, None, "正文后的话，看不出是正文还是网页文字")
            continue
        furniture = True
        yield drop_line(text, line, "删去正文后的网页文字")


def _may_speak_of_pages(said: str) -> bool:
    return not patterns("judge", "work").search(said) and any(
        patterns("shell", words).search(said) for words in ("site_words", "page_words")
    )


def _speaks_of_pages(said: str) -> bool:
    """Whether a sentence without a word of union work has a word only pages have, or two they have, too."""
    if patterns("judge", "work").search(said):
        return False
    common = set(patterns("shell", "page_words").findall(said))
    return patterns("shell", "site_words").search(said) is not None or len(common) >= _ENOUGH


def _heads_text(lines: Sequence[Line], index: int) -> bool:
    """Whether a short line without sign of a page stands right above a paragraph that has none either."""
    said, below = lines[index].said, lines[index + 1].said if index + 1 < len(lines) else ""
    return (
        bool(below)
        and _SHORT_HEADING.fullmatch(said) is not None
        and not said.endswith(word_list("anchors", "genres"))
        and not _shows_page(said)
        and (_is_prose(below) or _may_be_own(below))
        and not _speaks_of_pages(below)
    )


def _may_be_own(said: str) -> bool:
    """Whether a short sentence, or one in brackets, has no sign of a page: the text may end with it."""
    whole = said[-1:] in _STOPS or (
        said[:1] in _OPENERS and said[-1:] in _CLOSERS and len(said) >= _PROSE_CHARS // 2
    )
    return bool(said) and whole and not _shows_page(said)


def _shows_page(said: str) -> bool:
    return _SIGNS.search(said) is not None or any(
        patterns("shell", words).search(said) for words in ("site_words", "page_words", "readers", "offers")
    )


def _text_below(lines: Sequence[Line], last: int) -> int:
    """The first line of prose below a last heading: it is the heading's text, whatever its words."""
    if (
        not 0 <= last < len(lines) - 1
        or parse_numbering(lines[last].said) is None
        or _is_prose(lines[last].said)
    ):
        return last
    for index in range(last + 1, min(last + 1 + _NEAR, len(lines))):
        said = lines[index].said
        if (
            _is_prose(said)
            or _SENTENCE.fullmatch(said)
            or (len(said) >= _PROSE_CHARS and _CLAUSES.search(said))
        ):
            return last if patterns("shell", "site_words").search(said) else index
    return last


def _is_link(said: str) -> bool:
    """Whether a short line offers a page or file and tells of no work."""
    return (
        len(said) <= _LINK_CHARS
        and any(patterns("shell", words).search(said) is not None for words in ("site_words", "page_words"))
        and not any(patterns("judge", words).search(said) for words in ("figures", "work"))
    )


def _belongs_to_title(said: str) -> bool:
    return _SUBTITLE.fullmatch(said) is not None and not _SIGNS.search(said)


def _is_body(said: str) -> bool:
    numbering = parse_numbering(said)
    return (
        said[-1] == "。"
        or _is_prose(said)
        or _PART.match(said) is not None
        or ((numbering is not None or _DECIMAL.match(said) is not None) and not is_title(said))
    )


def _is_prose(said: str) -> bool:
    ended = said[-1] in "。！；" or "。" in said
    return (ended and len(said) >= _PROSE_CHARS // 2) or (len(said) >= _PROSE_CHARS and "，" in said)


def _counts(said: str) -> bool:
    """Whether a figure with its unit stands in a line, in digits or in words."""
    return any(patterns("judge", figures).search(said) for figures in ("figures", "counted"))


def _is_work(said: str) -> bool:
    """Whether a line reports work: prose with a word of union work or figure, a number or a table row."""
    if parse_numbering(said) is not None or "\t" in said or _DECIMAL.match(said) or _PART.match(said):
        return not _is_link(said)
    return _is_prose(said) and bool(patterns("judge", "work").search(said) or _counts(said))
