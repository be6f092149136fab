"""Titles of summaries: what is one, and what search engines and collections have added to it."""

import re
from typing import Final

from summarizer.library.clean.lines import HAN, IS_HAN

_NEXT: Final = "(?:及|和|暨|与).{0,12}(?:计划|打算|安排|思路|要点)"
_ENDING: Final = f"总结|小结|汇报|情况报告|工作回顾|工作报告|总结报告|情况汇报|总结{_NEXT}"
_ENDED = re.compile("总结|小结|汇报|报告|回顾")
_NO_TITLE: Final = "(?![一二三四五六]是|现将|第[一二三四])"
_TITLE = re.compile(rf"{_NO_TITLE}[{HAN}0-9A-Za-z×·_＿*—（）()〔〕“”《》、\- ]{{0,50}}(?:{_ENDING})")
_COUNT: Final = "(?P<count>[一二三四五六七八九十两]{1,3}|\\d{1,3})"
_FILLERS: Final = (
    "精选|通用|实用|热门|优秀|合集|合辑|集锦|汇编|推荐|最新|大全|共|完整版|范文|荐读|多篇|必备|整理|分享|"
    "收藏|经典|简短|参考|汇总|word版"
)
_PROMISE = re.compile(
    rf"\s*[（(【\[]?\s*(?:{_FILLERS})*\s*{_COUNT}\s*篇\s*(?:{_FILLERS})*\s*[）)】\]]?|\s*[（(【\[]\s*(?:{_FILLERS}|\s){{1,6}}\s*[）)】\]]"
)
_SITE = re.compile(rf"\s*[-_—|｜–]+\s*[{HAN}A-Za-z0-9.]{{2,16}}(?:网|站|文库|范文|吧|库|社区|频道|栏目)?$")
_SITE_WORD = re.compile("网|文库|范文|站|库|频道|栏目|吧|com|cn|公文|资料|写作|大全|文档|论坛")
_SITE_TAIL = re.compile(
    rf"(?P<title>[^。；]{{4,50}}?)(?:[ \u3000]*[-_—|｜–]+[ \u3000]*)+(?P<site>[{HAN}A-Za-z0-9.]{{2,16}})"
)
_SITE_NAMED = re.compile("网|文库|范文|站$|频道|栏目|论坛|手机版|公文|大全|文档|资料库|com|cn")
_SEO_TAIL = re.compile(rf"(?:{_FILLERS}|模板|范本|样本|样文|怎么写|格式|开头|结尾|[（(【\[]\s*[）)】\]])+$")
_SEO_HEAD = re.compile(
    r"^(?:最新版?|精选|推荐|优秀|热门|【\s*(?:精选|热|荐|推荐|最新|精品)\s*】|\[\s*(?:精选|热|荐|推荐|最新)\s*\]|标题\s*[:：]|题目\s*[:：])+\s*"
)
_DRESS = re.compile(
    rf"((?:{_ENDING}).{{0,4}}?)(?:【[^】]{{1,14}}】|[（(\[][^）)\]]{{0,8}}[附版篇范荐新优选字][^）)\]]{{0,8}}[）)\]])$"
)
_NUMERALS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_MAX_CHARS: Final = 60
_MAX_WRITTEN: Final = 160


def is_title(line: str) -> bool:
    """Whether a line can only be the title of a summary or report, additions of sites included."""
    if len(line) > _MAX_WRITTEN or _ENDED.search(line) is None:
        return False
    said = plain_title(line)
    return 4 <= len(said) <= _MAX_CHARS and _TITLE.fullmatch(said) is not None


def plain_title(line: str) -> str:
    """The title without site name, promised count, SEO words and decoration."""
    said = line.strip(" \u3000·•*#=~—-_").strip()
    while True:
        before = said
        site = _SITE.search(said)
        if site is not None and _SITE_WORD.search(site.group()):
            said = said[: site.start()]
        said = _PROMISE.sub("", said) if promised_count(said) or "（" in said or "(" in said else said
        said = _SEO_HEAD.sub("", said)
        said = _DRESS.sub(r"\1", said)
        tail = _SEO_TAIL.search(said)
        if tail is not None and re.search(f"(?:{_ENDING})$", said[: tail.start()].rstrip("的 ")):
            said = said[: tail.start()].rstrip("的 ")
        said = _first_of_many(said.strip(" \u3000-_—|｜·"))
        if said == before:
            return said


def site_behind(line: str) -> int:
    """Where the name of a site begins behind the words of a line (… - 手机网页版), 0 where there is none."""
    match = _SITE_TAIL.fullmatch(line)
    return match.end("title") if match is not None and _SITE_NAMED.search(match["site"]) else 0


def promised_count(line: str) -> int:
    """The number of articles a title promises (精选4篇 → 4), 0 when it promises none."""
    for match in _PROMISE.finditer(line) if "篇" in line else ():
        written = match["count"]
        if written and (line[match.start() - 1 : match.start()] != "第"):
            return _number(written)
    return 0


def same_title(one: str, other: str) -> bool:
    """Whether two titles say the same once years, spaces and additions are left out."""
    first, second = _core(one), _core(other)
    return bool(first) and (
        first == second or (min(len(first), len(second)) >= 6 and (first in second or second in first))
    )


def parse_number(written: str) -> int:
    """一 … 三十, 1 … 999 as a number; 0 when it is none."""
    return _number(written)


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    if written in _NUMERALS:
        return _NUMERALS[written]
    tens, found, ones = written.partition("十")
    if not found:
        return 0
    return (_NUMERALS.get(tens, 0) if tens else 1) * 10 + _NUMERALS.get(ones, 0)


def _core(title: str) -> str:
    bare = re.sub(
        r"20[\dXx×_*]{2}年?(?:度|上半年|下半年)?|[一二三四]季度|上半年|下半年|年度|关于|的",
        "",
        plain_title(title),
    )
    return "".join(IS_HAN.findall(bare))


def _first_of_many(said: str) -> str:
    """工会工作总结_社区工会工作总结_… → the first; 工会工作总结工会工作总结 → one."""
    parts = [part for part in re.split(r"[_|｜/,，]+|\s{1,3}|-{1,2}|——", said) if part]
    if len(parts) > 1 and all(re.search(f"(?:{_ENDING}|范文|计划|模板|大全)$", part) for part in parts):
        said = parts[0]
    half = len(said) // 2
    if half >= 4 and len(said) % 2 == 0 and said[:half] == said[half:]:
        return said[:half]
    return said
