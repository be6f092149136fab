"""Text read with the wrong codec: turned back where the bytes prove what it was, else flagged or removed."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from summarizer.library.clean.lines import HAN, IS_HAN, drop_line, lines_of
from summarizer.library.manuscript import Change

# UTF-8 bytes shown as Latin-1 or Windows-1252: letters and signs no Chinese text holds in a row.
_SHOWN: Final = "\x80-\xffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™"
# A closing quotation mark, whose last byte Windows-1252 has no sign for, may stand alone.
_WESTERN = re.compile(f"[{_SHOWN}]{{3,}}|(?<![{_SHOWN}])â€(?![{_SHOWN}])")
_CUT_QUOTE = re.compile(rb"\xe2\x80(?![\x80-\xbf])")
_ACCENTED = re.compile("[À-ÖØ-öø-ÿ]")
_HALLMARKS = re.compile(
    "锛|銆|鈥|鐨勬|鐨勫|宸ヤ|鑱屽|浼氬|浼氱|浣滄|鎬荤|骞村|涓€|寮€|鍛樺|杩涗|涓昏|缁勭|娲诲"
)
_GBK_RUN = re.compile(f"[{HAN}\ue000-\uf8ff€\u00b7-\u045f\u2010-\u2642\u3000-\u33ff\uff00-\uffef]+")
_LOST = re.compile(f"(?:锟斤拷|锟斤|斤拷|锟)+(?:[{HAN}]?\\?)?|烫{{3,}}|屯{{3,}}|锘|\ufffd+")
# A blank that could not be read: its second byte is an invisible one and gone, or was a blank itself.
_HALF_BLANK = re.compile(f"(?<![A-Za-z])Â[\xa0 ]?(?=[{HAN}“，。；、\\d])", re.MULTILINE)
_COMMON = re.compile(f"[{HAN}“”‘’，。；：、！？（）《》…—]+")
_JUNK: Final = "删去无法识别的乱码"
_TURNED: Final = "乱码还原（编码读错）"
_LOST_REASON: Final = "乱码，原来的字已丢失"
_TRIM: Final = 3


def turn_back(text: str) -> Iterator[Change]:
    """UTF-8 that was shown as Latin letters (å·¥ä¼š) or as rare ideographs (宸ヤ細) becomes itself again."""
    for match in _WESTERN.finditer(text):
        if not _ACCENTED.search(match.group()):
            continue
        turned = _from_western(match.group())
        if turned is not None:
            yield Change(match.start(), match.end(), turned, _TURNED)
        elif len(_ACCENTED.findall(match.group())) * 3 >= len(match.group()):
            yield Change(match.start(), match.end(), "", _JUNK)
    for match in _HALF_BLANK.finditer(text):
        yield Change(match.start(), match.end(), "", _JUNK)
    for match in _GBK_RUN.finditer(text):
        if _HALLMARKS.search(match.group()):
            yield from _from_gbk(match)
        else:
            yield from _words_from_gbk(match)


def drop_lost(text: str) -> Iterator[Change]:
    """A line that is mostly replacement characters goes; single ones are flagged where they stand."""
    for line in lines_of(text):
        lost = list(_LOST.finditer(text, line.start, line.end))
        if not lost:
            continue
        if 2 * sum(len(match.group()) for match in lost) > len(line.said):
            yield drop_line(text, line, _JUNK)
            continue
        for match in lost:
            yield Change(match.start(), match.end(), None, _LOST_REASON)


def _from_western(run: str) -> str | None:
    content = bytearray()
    for char in run:
        try:
            content += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            content.append(ord(char))
    try:
        turned = _CUT_QUOTE.sub(b"\xe2\x80\x9d", bytes(content)).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return turned if turned and not _WESTERN.fullmatch(turned) else None


def _from_gbk(match: re.Match[str]) -> Iterator[Change]:
    run = match.group()
    for cut in range(_TRIM + 1):
        stop = len(run) - cut
        turned = _reread(run[:stop])
        if turned is not None:
            yield Change(match.start(), match.start() + stop, turned, _TURNED)
            if cut:
                yield Change(match.start() + stop, match.end(), None, _LOST_REASON)
            return
    words = list(_words_from_gbk(match))
    yield from words
    if not words and 4 * len(_HALLMARKS.findall(run)) * 2 >= len(run):
        yield Change(match.start(), match.end(), None, "疑似乱码")


def _words_from_gbk(match: re.Match[str]) -> Iterator[Change]:
    """Two characters of UTF-8 shown as three (宸ヤ細), inside a text that was read well."""
    for found in _gbk_words().finditer(match.group()):
        turned = _reread(found.group())
        if turned is not None and _COMMON.fullmatch(turned):
            yield Change(match.start() + found.start(), match.start() + found.end(), turned, _TURNED)


@cache
def _gbk_words() -> re.Pattern[str]:
    """Three characters whose six bytes in GBK have the shape of two ideographs or marks in UTF-8."""
    lead, inner = (*range(0xE2, 0xEA), 0xEF), range(0x80, 0xC0)
    first, second, third = (
        "".join(bytes([high, low]).decode("gbk", "ignore") for high in highs for low in lows)
        for highs, lows in ((lead, inner), (inner, lead), (inner, inner))
    )
    return re.compile(f"(?:[{re.escape(first)}][{re.escape(second)}][{re.escape(third)}])+")


def _reread(run: str) -> str | None:
    try:
        turned = run.encode("gb18030").decode("utf-8")
    except UnicodeError:
        return None
    return turned if IS_HAN.search(turned) and len(turned) < len(run) else None
