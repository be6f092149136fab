"""What a site says inside the text: remarks in brackets or between signs, watermarks, running titles.

The words differ from site to site; what they have in common is that they speak of pages, files and readers
and not of union work. So a stretch goes when words of that kind stand in it and no figure with a unit does.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache
from typing import Final

from summarizer.library.clean.foreign import splits_word
from summarizer.library.clean.lines import HAN, IS_HAN, Line, drop_line, lines_of
from summarizer.library.clean.titles import is_title, promised_count, same_title
from summarizer.library.lexicon import patterns, word_list
from summarizer.library.manuscript import Change
from summarizer.library.wrapping import starts_block
from summarizer.text.numbering import parse_numbering
from summarizer.text.sentences import split_sentences

_BRACKETED = re.compile(
    r"[（(]{1,3}([^（）()\n]{1,60})[）)]{1,3}|[【\[〔]{1,3}([^【】\[\]〔〕\n]{1,60})[】\]〕]{1,3}"
    r"|\{([^{}\n]{1,60})\}|[〖『「]([^〖〗『』「」\n]{1,60})[〗』」]"
)
# The mark of an article in a collection, which may say 范文 too.
_ARTICLE_MARK = re.compile(
    r"(?:篇|范文|例文|样本)\s*[一二三四五六七八九十\d]|第\s*[一二三四五六七八九十\d]{1,3}\s*篇|[一二三四五六七八九十\d]篇"
)
_PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{0,60}\}\}|\$\{[^{}\n]{0,60}\}|\[_?[a-zA-Z][a-zA-Z_ :=-]{1,30}\d{0,4}\]|<%[^%\n]{0,80}%>"
)
_SIGNS: Final = "-=~_*#—↓↑→←★☆◆◇●▲▼■□※♥❤+<>《》"
_FRAMED = re.compile(
    rf"[{re.escape(_SIGNS)}]{{2,20}}[ \u3000]?([^\n。；{re.escape(_SIGNS)}]{{2,40}})"
    rf"[ \u3000]?[{re.escape(_SIGNS)}]{{2,20}}"
)
_RUNNING = re.compile(
    r"(?P<title>.{4,50}?)(?:[ \u3000\t]{1,40}[-—–·]?\s?(?:第\s?)?\d{1,3}\s?(?:页)?[-—–·]?|第\s?\d{1,3}\s?页)"
)
# A running title far from the number of its page: ·2·　　某某总工会年度总结
_PAGED = re.compile(
    r"[-—–·•] ?\d{1,3} ?[-—–·•][ \u3000\t]{2,40}\S.{3,40}"
    r"|\S.{3,40}?[ \u3000\t]{2,40}[-—–·•] ?\d{1,3} ?[-—–·•]"
    r"|\S.{3,40}?[ \u3000\t]{1,40}第 ?\d{1,3} ?页(?: ?[/，,]? ?[共总] ?\d{1,3} ?页)?"
    r"|(?:\S.{1,16} )?\d{1,3} ?/ ?\d{1,3}[ \u3000\t]{1,40}\S.{3,40}"
)
_WATERMARK = re.compile(rf"[^，。；：]{{2,16}}\s[-—|｜_]\s[{HAN}，]{{4,24}}")
# What a site says of the owner of a page: its words and the site's name, no fact of the text.
_OWNER = re.compile(
    r"[*＊]{0,3}(?:本文|本站|内容|文章|资料|文档|图文)(?:内容)?(?:来自|来源于|转自|摘自|出自|版权归|归)"
    rf"[ ]?[{HAN}A-Za-z0-9.]{{2,16}}?"
    r"(?:(?:请勿|严禁|禁止|谢绝)(?:采集|转载|盗用|复制)|(?:版权)?所有)[！!。]?[*＊]{0,3}"
    rf"|(?<=[{HAN}，。；！？])(?i:copyright)[ ]{{0,2}}(?:©|\(c\))?[ ]{{0,2}}[a-z0-9][a-z0-9.-]{{2,30}}",
)
# A mark against copying (ab12#cd) between words.
_TOKEN = re.compile(
    rf"(?<=[{HAN}，。；、！？])[a-z][a-z0-9]{{1,12}}#[a-z][a-z0-9]{{1,12}}(?=[{HAN}“《]|$)", re.MULTILINE
)
_SITE_NAME = re.compile(
    rf"(?<=[。，；！？])[ \u3000]*[{HAN}]{{2,8}}(?:网|文库|论坛|贴吧|[{HAN}]?吧|站)[ \u3000]*"
    r"(?P<address>[（(]?(?:https?://|www\.)?[a-z0-9-]{2,30}(?:\.[a-z0-9-]{2,20}){0,2}\.(?:com|cn|net|org|cc|top)\S{0,40})?[）)]?(?=$)",
    re.MULTILINE,
)
_UNENDED = re.compile(r"(?<=[。！？])([^。！？；\n（(【\[]{3,60})$", re.MULTILINE)
# The bar for turning pages behind the last sentence of one: [1][2][3]下一页, 上一页 1 2 3.
_PAGE_LINKS: Final = "(?:(?:首页|上一?页|下一?页|末页|尾页)[ \u3000|]?){0,4}"
_PAGER = re.compile(
    r"(?<=[。！？”])[ \u3000]*(?=[^\n]{0,40}[页\]】])(?:共 ?\d{1,3} ?页[：: ]?)?"
    rf"{_PAGE_LINKS}"
    r"(?:(?:[\[【] ?\d{1,2} ?[\]】] ?){2,9}|\d{1,2}(?: ?\d{1,2}){1,9})? ?"
    rf"{_PAGE_LINKS}$",
    re.MULTILINE,
)
# The title of a collection inside a paragraph: …公开，企业工会工作总结报告(精选5篇)全年公开46期.
_PROMISED = re.compile(
    rf"(?<=[{HAN}，。；、])(?P<title>(?<![{HAN}])[{HAN}]{{2,20}}(?:总结|报告|汇报|计划)[{HAN}]{{0,2}})"
    r"[（(](?:精选|通用|实用|热门|优秀|合集|汇编|推荐|最新|共|必备|锦集){0,3} ?\d{1,3}篇[^（）()\n]{0,6}[）)]"
)
# What leads on to other pages behind the last sentence of an article, and their titles below.
_LED_ON = re.compile(
    r"(?<=[。！？”])(?:看[过了完][^。\n]{1,40}的(?:人|读者|用户|网友)?(?:还|也)(?:看|喜欢|读|搜|关注)[^。\n]{0,6}"
    r"|返回[^。\n]{0,20}(?:目录|首页|列表|顶部))[：:]?$",
    re.MULTILINE,
)
_LED_TO = re.compile(r"(?:\n[ \u3000]*\d{1,2}[.、．][ ]?[^\n，。；：]{4,30}(?=\n|$)){1,20}")
_CALL = re.compile(
    f"(?<![A-Za-z0-9.])@[{HAN}A-Za-z0-9_]{{1,12}}(?=[ \\u3000：:]|$)[ \\u3000：:]*", re.MULTILINE
)
# 👇 a line between hands that point at something to press 👇
_HANDS: Final = "[\U0001f446-\U0001f449\u261d\u261f\u2b06\u2b07]+"
_POINTED = re.compile(
    f"^[ \u3000]*{_HANDS}[^\n]{{2,30}}?{_HANDS}[ \u3000]*$\n?",
    re.MULTILINE,
)
_COLON = re.compile("[：:]")
_IN_PROSE = re.compile("[，。；]")
_PAGE_MARK = re.compile(r"[-—–·•第共 ]{0,3}\d{1,3}(?: ?/ ?\d{1,3})?[-—–·•页 ]{0,3}")
_DIGITS = re.compile(r"\d+")
_STRAY_CHARS: Final = 60
_REPEATED_CHARS: Final = 44
_MIN_REPEATED_CHARS: Final = 5
_SENTENCE_CHARS: Final = 140
_ENOUGH: Final = 2  # words of pages, files and readers that prove a line without figures
# What somebody says or writes, between marks or behind a colon.
_QUOTED = re.compile("“[^”]*”|《[^》]*》|‘[^’]*’|(?<=[说写道讲问答念喊唱])[：:].*", re.DOTALL)
# Official prose has no 我 of one person; behind it stand 们 or a kind of unit.
_ALONE = re.compile(
    "(?<![自忘大本])我(?![们院校局公厂矿镇乡村街社单市区县省国集部站所行会处馆队段委办中分党系厅园旗盟州])"
)
_SIGN_CHARS: Final = 3
_EDGES: Final = "，。；、！？：…”》）0123456789%％人元次"
_HALF_WORD: Final = 4
_HALF_CHARS: Final = 12
_TITLE_ZONE: Final = 6
_REASON: Final = "删去网站插入的话"
SITE_DOUBT: Final = "像是网站插入的话"
_LEADS = re.compile("[诗词歌谣信写唱念]|快板|顺口溜|三句半|说唱")
_RECITED, _RECITED_CHARS = 4, 44  # paragraphs of it, and characters of one


def drop_remarks(text: str) -> Iterator[Change]:
    """Remarks in brackets or between signs, and lines in which a site speaks, go or are flagged."""
    for match in _PLACEHOLDER.finditer(text):
        yield Change(match.start(), match.end(), "", "删去网页模板标记")
    for match in _CALL.finditer(text):
        yield Change(match.start(), match.end(), "", "删去网页上的称呼")
    for match in _PAGER.finditer(text):
        yield Change(match.start(), match.end(), "", "删去网页翻页条")
    for match in _LED_ON.finditer(text):
        titles = _LED_TO.match(text, match.end()) if match.group()[-1] in "：:" else None
        yield Change(match.start(), titles.end() if titles else match.end(), "", _REASON)
    for pattern in (_OWNER, _TOKEN, _POINTED, _PROMISED):
        for match in pattern.finditer(text):
            yield Change(match.start(), match.end(), "", _REASON)
    lines = [line for line in lines_of(text) if line.said]
    for line in lines:
        if not is_title(line.said) and not _ARTICLE_MARK.search(line.said[:_STRAY_CHARS]):
            yield from _inside(text, line)
            yield from _tail(text, line)
            yield from _whole(text, line)
    yield from _repeated(text, lines)
    for match in _SITE_NAME.finditer(text):
        if match["address"]:
            yield Change(match.start(), match.end(), "", _REASON)
        elif text[match.start() - 1] not in "，；":
            yield Change(match.start(), match.end(), None, SITE_DOUBT)


def drop_site_sentences(text: str) -> Iterator[Change]:
    """Sentences of a page about itself or to its readers: flagged, and removed when they say so twice.

    Where clauses of the text itself stand in front, only what follows them is flagged.
    """
    recited = _recited(text)
    for start, end in split_sentences(text):
        said = text[start:end]
        if len(said) > _SENTENCE_CHARS or _reports(said) or _only_offers(said):
            continue
        ours = _union().search(said) is not None
        if not _site().search(said):
            spoken = _QUOTED.sub("", said)
            ended = said.rstrip()[-1:] in "。！!" and not any(one <= start < other for one, other in recited)
            if ended and not _union().search(spoken) and (_readers().search(spoken) or _ALONE.search(spoken)):
                yield Change(start, end, None, "对读者说的话，不像总结的正文")
            continue
        ahead = own_clauses(said)
        if ahead:
            yield Change(start + ahead, end, None, SITE_DOUBT)
        elif _said_twice(said) and (_readers().search(said) or not ours):
            yield Change(start, end, "", _REASON)
        elif not ours:
            yield Change(start, end, None, SITE_DOUBT)


def _recited(text: str) -> list[tuple[int, int]]:
    """Where verse or a letter stands: the short paragraphs below a line that leads to it with a colon."""
    found: list[tuple[int, int]] = []
    left = 0
    for line in lines_of(text):
        if not line.said:
            continue
        if line.said[-1] in "：:" and _LEADS.search(line.said):
            left = _RECITED
        elif left and len(line.said) <= _RECITED_CHARS and parse_numbering(line.said) is None:
            left -= 1
            found.append((line.start, line.end))
        else:
            left = 0
    return found


def is_site_line(said: str) -> bool:
    """Whether a line speaks of pages, files and readers and of no figure."""
    return len(said) <= _STRAY_CHARS and _is_site(said) and _said_twice(said)


def own_clauses(said: str) -> int:
    """The offset behind the clauses, ended by semicolons, in which the text itself speaks; 0 for none."""
    site = _site().search(said)
    reached = said.rfind("；", 0, site.start()) + 1 if site else 0
    told = said[:reached]
    foreign = _readers().search(told) or patterns("shell", "page_words").search(told)
    return 0 if foreign or len(told) < _HALF_CHARS else reached


def _inside(text: str, line: Line) -> Iterator[Change]:
    for match in _BRACKETED.finditer(text, line.start, line.end):
        if _is_site(match.group()) or _addresses(match.group()):
            yield Change(match.start(), match.end(), "", _REASON)
        elif _is_aside(text, line, match):
            yield Change(match.start(), match.end(), None, "正文里不用的括号，里面的话可能是混入的")
    yield from _offers(text, line)
    for match in _labelled().finditer(text, line.start, line.end) if _COLON.search(line.said) else ():
        yield Change(match.start(), match.end(), "" if match["title"] else None, _REASON)
    for match in _FRAMED.finditer(text, line.start, line.end):
        signs = sum(char in _SIGNS for char in match.group())
        if _is_site(match.group()):
            yield Change(match.start(), match.end(), "", _REASON)
        elif signs >= 2 * _SIGN_CHARS and IS_HAN.search(match[1]):
            yield Change(match.start(), match.end(), None, SITE_DOUBT)


def _is_aside(text: str, line: Line, match: re.Match[str]) -> bool:
    """Whether words stand behind others in brackets official prose uses at the head of a line at most."""
    behind = text[line.start : match.start()].strip()
    odd = match.group()[0] == "{" or (match.group()[0] == "【" and len(behind) >= _HALF_CHARS)
    return odd and IS_HAN.search(match.group()) is not None and not _reports(match.group())


@cache
def _labelled() -> re.Pattern[str]:
    """A label for links with the title behind it, as far as the title's genre or else the next mark."""
    genres = "|".join(sorted(word_list("anchors", "genres"), key=len, reverse=True))
    return re.compile(
        r"[【\[（(]?(?:相关|推荐|热门|延伸|拓展|精彩|更多|往期|最新)(?:文章|阅读|链接|推荐|资料|范文|热词|专题|回顾)[】\]）)]?"
        rf"[：:](?:(?P<title>[^，。；\n]{{2,30}}?(?:{genres}))(?![{HAN}]{{0,2}}[）)】\]])[】\]）)]?|[^，。；\n]{{2,30}})"
    )


def _offers(text: str, line: Line) -> Iterator[Change]:
    """Words in which files are offered (精品文档，欢迎下载) at an edge of a sentence; a line of them goes."""
    if not patterns("shell", "offers").search(line.said):
        return
    for match in _offer().finditer(text, line.start, line.end):
        before, after = text[line.start : match.start()].rstrip(), text[match.end() : line.end].lstrip()
        if not before and not after:
            yield drop_line(text, line, _REASON)
        elif (
            not before
            or not after
            or before[-1] in _EDGES
            or after[0] in _EDGES
            or splits_word(before[-_HALF_WORD:], after[:_HALF_WORD])
        ):
            yield Change(match.start(), match.end(), None, SITE_DOUBT)


@cache
def _offer() -> re.Pattern[str]:
    """One word only offered files have, alone or among the words sellers add."""
    strong = "|".join(word_list("shell", "offers"))
    weak = "|".join(word_list("shell", "offer_words"))
    return re.compile(
        rf"(?:(?:{weak}|{strong})[ ，,·-]?){{0,6}}(?:{strong})(?:[ ，,·-]?(?:{weak}|{strong})){{0,6}}[！!。]?"
    )


def _only_offers(said: str) -> bool:
    """Whether a sentence speaks of pages and files nowhere but in an offer inside it, which is flagged."""
    if not patterns("shell", "offers").search(said):
        return False
    rest = _offer().sub("", said)
    speaks = (_site(), _readers(), patterns("shell", "page_words"))
    return len(IS_HAN.findall(rest)) >= _HALF_CHARS and not any(one.search(rest) for one in speaks)


def _tail(text: str, line: Line) -> Iterator[Change]:
    """What stands behind the last full sentence of a line, before it is joined to the next line."""
    match = _UNENDED.search(text, line.start, line.end)
    if match is not None and _is_site(match[1]):
        yield Change(match.start(1), match.end(1), "" if _said_twice(match[1]) else None, _REASON)


def _whole(text: str, line: Line) -> Iterator[Change]:
    said = line.said
    if patterns("shell", "link_heads").fullmatch(said):
        return  # the rule for such lines takes the titles below along
    own = _OWNER.sub("", _labelled().sub("", said) if _COLON.search(said) else said)
    if parse_numbering(said) is not None or (own != said and len(own) > _HALF_CHARS and not _is_site(own)):
        return
    speaks = is_site_line(said) and "。" not in said[:-1]
    spoken = own_clauses(said) if speaks else 0
    if spoken:
        start = line.start + text[line.start : line.end].find(said)
        yield Change(start + spoken, start + len(said), None, SITE_DOUBT)
    elif speaks or (_WATERMARK.fullmatch(said) and _is_site(said)):
        yield drop_line(text, line, _REASON)


def _repeated(text: str, lines: list[Line]) -> Iterator[Change]:
    """Running titles: lines that come again but for their number, and the title with a page number."""
    short = [line for line in lines if _may_run(line.said)]
    counts = Counter(_DIGITS.sub("0", line.said) for line in short)
    cutting = _cutting(lines)
    collected = any(promised_count(line.said) > 1 for line in lines[:_TITLE_ZONE])
    title = next((line.said for line in lines if is_title(line.said)), "")
    running_titles: set[str] = set()
    # Where the text has begun no title of its own stands: a page that has lost its head.
    opening = next((line.start for line in lines if "。" in line.said), lines[-1].end if lines else 0)
    for line in short:
        running = _RUNNING.fullmatch(line.said)
        numbered = (
            running is not None and title and line.said != title and same_title(running["title"], title)
        )
        again = counts[_DIGITS.sub("0", line.said)] > 1
        paged = again and _PAGED.fullmatch(line.said) is not None
        is_own = line.said == title and line.start <= opening
        if paged or (numbered and not collected) or (again and line.said in cutting and not is_own):
            running_titles.add(line.said)
            yield drop_line(text, line, "删去页眉")
        elif again and _is_site(line.said) and not is_title(line.said):
            yield drop_line(text, line, "删去每页重复的文字")
    yield from _glued_titles(text, lines, running_titles)


def _glued_titles(text: str, lines: list[Line], titles: Collection[str]) -> Iterator[Change]:
    """Running titles inside a line, behind the number of their page: 青工随— 3 —…会议材料（七）时练习."""
    if not titles:
        return
    told = "|".join(re.escape(title) for title in sorted(titles, key=len, reverse=True))
    glued = re.compile(rf"[-—–]{{1,2}} ?\d{{1,3}} ?[-—–]{{1,2}} ?(?:{told})")
    for line in lines:
        for match in glued.finditer(text, line.start, line.end) if line.said not in titles else ():
            if len(match.group()) < len(line.said):
                yield Change(match.start(), match.end(), "", "删去页眉")


def _cutting(lines: list[Line]) -> frozenset[str]:
    """Lines that stand, somewhere in the text, between two halves of a sentence or beside a page number."""
    found = set()
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if not _may_run(line.said):
            continue
        halves = (
            before.said[-1] not in "。！？；：" and len(before.said) >= _HALF_CHARS and "，" in before.said
        )
        paged = any(
            pattern.fullmatch(near.said) for pattern in (_PAGE_MARK, _PAGED) for near in (before, after)
        )
        goes_on = _IN_PROSE.search(after.said) is not None and not starts_block(after.said)
        if paged or (halves and goes_on):
            found.add(line.said)
    return frozenset(found)


def _may_run(said: str) -> bool:
    return (
        _MIN_REPEATED_CHARS <= len(said) <= _REPEATED_CHARS
        and parse_numbering(said) is None
        and not _ARTICLE_MARK.search(said)
        and said[-1] not in "。；！？：，"
        and "\t" not in said
    )


def _is_site(said: str) -> bool:
    return _site().search(said) is not None and not _reports(said)


def _addresses(said: str) -> bool:
    """Whether it speaks to a reader of a page or file."""
    return (
        _readers().search(said) is not None
        and patterns("shell", "page_words").search(said) is not None
        and not _reports(said)
    )


def _said_twice(said: str) -> bool:
    own = set(_site().findall(said))
    return len(own) + len(set(patterns("shell", "page_words").findall(said)) - own) >= _ENOUGH


def _reports(said: str) -> bool:
    """Whether a figure with a unit stands in it: then it tells of work done."""
    return any(patterns("judge", figures).search(said) for figures in ("figures", "counted"))


def _site() -> re.Pattern[str]:
    return patterns("shell", "site_words")


def _union() -> re.Pattern[str]:
    return patterns("judge", "work")


def _readers() -> re.Pattern[str]:
    return patterns("shell", "readers")
