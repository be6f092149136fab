"""Signs editors draw around a heading (◆◆壹、跑出来的笑脸◆◆) and between words (报名踊跃↓↓↓每人一间)."""

import re
from collections.abc import Iterator
from typing import Final

from summarizer.library.clean.lines import HAN, IS_HAN, lines_of
from summarizer.library.lexicon import patterns
from summarizer.library.manuscript import Change
from summarizer.text.numbering import parse_numbering

_DRAWN: Final = "★☆◆◇●○■□▲△▼▽▷▶►◁◀◄▸◂▪▫◈◎⊙◉※→←⇒⇐»«❤♥♡♦♠♣✦✧✩✪✫✬✭✮✯✿❀❁❂❃❉❋☘☀☁☞☜✎✓✔➤❖〓┃│║▎▍▌▋▊▉█❙❚〖〗『』「」"
_RULED: Final = "-—–─━═=＝~～*＊#＃_＿·•+＋"
_LEAD = re.compile(rf"(?P<signs>[{_DRAWN}【]{{1,8}}|[{re.escape(_RULED)}]{{1,8}})(?P<gap>[ \u3000\xa0\t]*)")
_TAIL = re.compile(rf"(?P<gap>[ \u3000\xa0\t]*)(?P<signs>[{_DRAWN}】]{{1,8}}|[{re.escape(_RULED)}]{{1,8}})$")
_MIRRORED: Final = str.maketrans("▷▶►▸→⇒»☞〖『「【", "◁◀◄◂←⇐«☜〗』」】")
_NUMBER = re.compile(
    "[壹贰叁肆伍陆柒捌玖拾甲乙丙丁戊己庚辛壬癸]、|第[一二三四五六七八九十]{1,2}(?:部分|章|节|篇)?[ 、，:：]"
)
_BLANK = re.compile("[ \u3000\xa0\t]")
_LINE_CHARS: Final = 50
_LEAST_HAN: Final = 2
_ENDED = re.compile("[。；!！?？]")
# Pictures that say nothing, alone; arrows and figures, which may mean something, where they are repeated.
_PICTURE: Final = "☀-☄☔-☘♈-♓♠-♯⚓⚡⛄⛅⛪-⛽✈✊-✍✨✿-❉❤-❧⭐⭕〰☕❗❓"
_RUN = re.compile(
    rf"(?<=[{HAN}，、。；：！？”）])[ ]?(?:[{_PICTURE}]{{1,20}}|(?P<sign>[{_DRAWN}↑↓⬆⬇])(?P=sign){{1,20}})"
    rf"[ ]?(?=[{HAN}“\d，。；、]|$)",
    re.MULTILINE,
)
_MASK: Final = "○□"  # 某某 written with signs stands beside a noun, not behind a mark
_BOX = re.compile(rf"(?<=[，、；。])[□■▯▢]{{1,3}}(?=[{HAN}“]|$)", re.MULTILINE)
_BOXED = re.compile("[□■▯▢]+")


def drop_frames(text: str) -> Iterator[Change]:
    """Signs on both sides of a short line go, on one side of a numbered one, and pictures between words."""
    for line in lines_of(text):
        if len(line.said) <= _LINE_CHARS:
            yield from _around(line.start + text[line.start : line.end].find(line.said), line.said)
    for match in _RUN.finditer(text):
        sign = match["sign"]
        if not sign or (sign not in _MASK and not _comes_again(text, match)):
            yield Change(match.start(), match.end(), "", "删去网页符号")
    boxes = list(_BOX.finditer(text))
    if boxes and len(boxes) == len(_BOXED.findall(text)):
        for match in boxes:
            yield Change(match.start(), match.end(), None, "少见的符号，可能是网页带来的")


def _comes_again(text: str, run: re.Match[str]) -> bool:
    """Whether the same signs stand near in the line: words between them belong to them."""
    signs, line_end = run.group().strip(), text.find("\n", run.end())
    behind = text[run.end() : min(line_end if line_end >= 0 else len(text), run.end() + _LINE_CHARS)]
    ahead = text[max(0, run.start() - _LINE_CHARS) : run.start()].rsplit("\n", 1)[-1]
    return signs in behind or signs in ahead


def _around(start: int, said: str) -> Iterator[Change]:
    lead, tail = _LEAD.match(said), _TAIL.search(said)
    inner = said[lead.end() if lead else 0 : tail.start() if tail else len(said)]
    if (not lead and not tail) or len(IS_HAN.findall(inner)) < _LEAST_HAN or _ENDED.search(inner):
        return
    numbered = parse_numbering(inner) is not None or _NUMBER.match(inner) is not None
    framed = lead is not None and tail is not None and _match(lead["signs"], tail["signs"])
    if framed and not numbered and (_BLANK.search(inner) or _speaks_of_pages(inner)):
        return
    if framed and lead is not None and tail is not None:
        bracketed = lead["signs"] in "【〖『「"
        ruled = lead["signs"][0] in _RULED and not (lead["gap"] or len(lead["signs"]) > 1)
        if (bracketed or ruled) and not numbered:
            return
    for mark in (lead, tail):
        if mark is not None and (framed or (numbered and mark["signs"][0] in _DRAWN)):
            yield Change(start + mark.start(), start + mark.end(), "", "删去标题前后的装饰符号")


def _speaks_of_pages(words: str) -> bool:
    return any(patterns("shell", name).search(words) for name in ("site_words", "page_words"))


def _match(lead: str, tail: str) -> bool:
    """Whether two runs of signs are the two sides of one frame."""
    return set(lead.translate(_MIRRORED)) == set(tail.translate(_MIRRORED))
