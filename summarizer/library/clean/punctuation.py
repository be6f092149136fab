"""Half-width and doubled marks in Chinese text."""

import re
from collections.abc import Iterator
from typing import Final

from summarizer.library.clean.lines import HAN
from summarizer.library.manuscript import Change

_CHINESE: Final = f"{HAN}“”‘’《》（）【】％%〔〕"
_WIDE: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_CLAUSE = re.compile(
    f'(?<=[{_CHINESE}])[ \\t]?[,;:?!][ \\t]?(?![,;:?!/])(?=[^\\s]|$)|(?<=[0-9a-zA-Z)"])[,;:?!](?=[{HAN}“《])',
    re.MULTILINE,
)
_DOUBLED_HALF = re.compile(f"(?<=[{_CHINESE}0-9])([,;:?!])\\1+(?=[{_CHINESE}0-9\\s]|$)")
# What a program wrote for characters it did not know: nobody asks twice behind a comma.
_ASKED_NOTHING = re.compile(f"(?<=[，、；])[？?]{{2,8}}(?=[{HAN}“\\d])")
# Marks of several kinds in a row: only at the end of a line is it clear which one was meant.
_MIXED_HALF = re.compile(
    f"(?<=[{_CHINESE}0-9])(?![?!]{{2,4}}(?![,.;:?!]))[,.;:?!]{{2,4}}(?=[{HAN}“《]|[ \\t]*$)", re.MULTILINE
)
_TWO_STOPS = re.compile(f"(?<=[{_CHINESE}])\\.\\.(?=\\s*$|[{HAN}“《])", re.MULTILINE)
_TWICE = re.compile(r"([，；：？！。])([,;:?!.])(?![.\d])")
_STOP = re.compile(
    f'(?:(?<=[{HAN}”》）%])|(?<=[{HAN}]["\\)]))\\.(?=\\s*$|[{HAN}“《”’"]|\\d?[一二三四五六七八九十]、)',
    re.MULTILINE,
)
_BRACKETS_TWICE = re.compile("（\\(|\\)）|\\(（|）\\)")
_WIDE_DOT = re.compile(f"(?<=[{HAN}”》）%％])．+(?=$|[{HAN}“《])", re.MULTILINE)
_OPENED_TWICE = re.compile("“[^“”\n]{1,30}“(?=[，。；、）])")
_OPENED_AGAIN = re.compile("“(?=“[^“”\n]{1,30}”(?![^“\n]{0,40}”))")
# A dot no codec knew: 三?八节, “中国梦?劳动美”.
_LOST_DOT = re.compile(
    f"(?<=三)[?？](?=八)|(?<=五)[?？](?=[一四])|(?<=[六七八十])[?？](?=一)|(?<=一二)[?？](?=九)"
    f"|(?<=[{HAN}]梦)[?？](?=[{HAN}]{{3}}”)"
)
_STOP_BEFORE_FIGURE = re.compile(f"(?<=[{HAN}]{{2}}|[{HAN}][”》）])\\.(?=\\d)")
_LIST_STOP = re.compile("[（(]?[一二三四五六七八九十]{1,3}[）)]?$")
_BRACKETS = re.compile(f"\\(([^()\n]{{0,60}}[{HAN}][^()\n]{{0,60}})\\)")
_STRAIGHT = re.compile('"([^"\n]{1,60})"')
_HALF_CURLED = re.compile('“([^“”"\n]{1,30})"|"([^“”"\n]{1,30})”')
_DOUBLED = re.compile("([，、；：？！])\\1+|。{2,}|(《)《+(?=[^》\n]*》(?!》))|(”)”+(?=[^“\n]{0,3}[，。；])")
_CLASHES: Final = (
    (re.compile("(?<![，、；])[，、；]{1,20}(?=[。！？])"), "", "删去多余的标点"),
    (re.compile("。[，、；](?=[^”’])"), None, "标点重叠，请核对"),
    (re.compile("(?<=[！？])。(?!。)"), "", "删去多余的标点"),
    (re.compile("，、|、，|，；|；，"), None, "标点重叠，请核对"),
    (re.compile("^[，。；、！？：…]+", re.MULTILINE), None, "行首有标点，前面可能缺字"),
)
_FOOTNOTE = re.compile(
    f"(?<=[{_CHINESE}，。；、])\\[\\d{{1,2}}\\](?:\\[\\d{{1,2}}\\])*|(?<=[{HAN}\\d%％”》])[①-⑳†‡](?=[，。；、]|$)",
    re.MULTILINE,
)
_FACE = re.compile(
    f"\\[[{HAN}]{{1,4}}\\]|(?<=[{HAN}，。；！？])[ ]?[:;=]-?[)(DP](?![A-Za-z0-9])|\\^_+\\^|T_T|Orz"
)
# All else is what pages, forums and keyboards bring: arrows, boxes, faces.
_KNOWN_SIGNS: Final = (
    "\\w\\s，。、；：？！“”‘’（）《》〈〉【】〔〕［］—…·•‧–~～%％‰+＋×÷=＝<>＜＞≥≤±℃°′″/／.．,:;()\\[\\]?!&\"'#*＊○〇□△"
    "①-⑳⑴-⒇⒈-⒛㈠-㈩Ⅰ-Ⅻ㎡㎥㎜㎝㎞℉№￥¥$－｡\ufffd\\-"
)
_ODD_SIGNS = re.compile(
    f"[A-Za-z()_^*;']{{0,4}}[^{_KNOWN_SIGNS}]{{1,20}}(?:[A-Za-z()_^*;']{{1,4}}[^{_KNOWN_SIGNS}]{{1,20}}){{0,5}}[A-Za-z()_^*;']{{0,4}}"
)
# Rare brackets around a whole short line, a heading: 〖技能竞赛〗.
_FRAMES_LINE = re.compile("(?:〖[^〖〗\n]{2,14}〗|『[^『』\n]{2,14}』|「[^「」\n]{2,14}」)$", re.MULTILINE)
_WIDTH_EVIDENCE: Final = 3
_LIST_CHARS: Final = 5


def widen_marks(text: str) -> Iterator[Change]:
    """Half-width marks between Chinese become full-width.

    Brackets follow where the text has lost width throughout: alone they are a usual style.
    """
    found = 0
    for match in _CLAUSE.finditer(text):
        mark = match.group().strip()
        if (
            mark == ":"
            and text[match.start() - 1].isdigit()
            and text[match.end() : match.end() + 1].isdigit()
        ):
            continue
        found += 1
        yield Change(match.start(), match.end(), _WIDE[mark], "半角标点改为全角")
    for match in _STOP.finditer(text):
        line_start = text.rfind("\n", max(0, match.start() - 5), match.start()) + 1
        if (
            _LIST_STOP.fullmatch(text, line_start, match.start())
            and match.start() - line_start <= _LIST_CHARS
        ):
            continue
        found += 1
        yield Change(match.start(), match.end(), "。", "半角标点改为全角")
    if found >= _WIDTH_EVIDENCE:
        for match in _STOP_BEFORE_FIGURE.finditer(text):
            yield Change(match.start(), match.end(), "。", "半角标点改为全角")
        for match in _BRACKETS.finditer(text):
            yield Change(match.start(), match.start() + 1, "（", "半角标点改为全角")
            yield Change(match.end() - 1, match.end(), "）", "半角标点改为全角")
    for match in _STRAIGHT.finditer(text):
        if any("\u4e00" <= char <= "\u9fff" for char in match[1]):
            yield Change(match.start(), match.start() + 1, "“", "直引号改为弯引号")
            yield Change(match.end() - 1, match.end(), "”", "直引号改为弯引号")


def mend_marks(text: str) -> Iterator[Change]:
    """Marks doubled in both widths become one, a full-width dot a stop; quotation marks pair again."""
    for match in _DOUBLED_HALF.finditer(text):
        yield Change(match.start(), match.end(), _WIDE[match[1]], "删去重复的标点")
    for match in _ASKED_NOTHING.finditer(text):
        yield Change(match.start(), match.end(), "", "删去无法识别的字符")
    for match in _TWO_STOPS.finditer(text):
        yield Change(match.start(), match.end(), "。", "删去重复的标点")
    for match in _MIXED_HALF.finditer(text):
        if len(set(match.group())) > 1:
            last = match.end() == len(text) or text[match.end()].isspace()
            yield Change(match.start(), match.end(), "。" if last else "，", "几个标点叠在一起，改为一个")
    for match in _TWICE.finditer(text):
        if _WIDE[match[2]] == match[1]:
            yield Change(match.start(2), match.end(2), "", "删去重复的标点")
    for match in _BRACKETS_TWICE.finditer(text):
        yield Change(match.start(), match.end(), "（" if "（" in match.group() else "）", "删去重复的标点")
    for match in _WIDE_DOT.finditer(text):
        begin = text.rfind("\n", max(0, match.start() - 5), match.start()) + 1
        if _LIST_STOP.fullmatch(text[begin : match.start()].strip()):
            continue
        yield Change(match.start(), match.end(), "。", "全角句点改为句号")
    for match in _LOST_DOT.finditer(text):
        yield Change(match.start(), match.end(), "·", "还原无法识别的字符")
    yield from _mend_quotes(text)


def _mend_quotes(text: str) -> Iterator[Change]:
    """A pair half straight is curled, an opening mark doubled by mistake goes, one that closes is turned."""
    for match in _HALF_CURLED.finditer(text):
        place = match.end() - 1 if match[1] else match.start()
        yield Change(place, place + 1, "”" if match[1] else "“", "直引号改为弯引号")
    for match in _OPENED_AGAIN.finditer(text):
        yield Change(match.start(), match.end(), "", "删去重复的标点")
    for match in _OPENED_TWICE.finditer(text):
        yield Change(match.end() - 1, match.end(), "”", "引号方向改正")


def flag_signs(text: str) -> Iterator[Change]:
    """Numbers of footnotes go; signs no official text uses are flagged, but for brackets around a heading."""
    for match in _FOOTNOTE.finditer(text):
        yield Change(match.start(), match.end(), "", "删去脚注编号")
    for match in _FACE.finditer(text):
        yield Change(match.start(), match.end(), "", "删去表情符号")
    for match in _ODD_SIGNS.finditer(text):
        if _FRAMES_LINE.match(text, text.rfind("\n", 0, match.start()) + 1):
            continue
        yield Change(match.start(), match.end(), None, "少见的符号，可能是网页带来的")


def single_marks(text: str) -> Iterator[Change]:
    """Doubled marks become single; …… and —— are marks of their own; doubtful clashes are flagged."""
    for match in _DOUBLED.finditer(text):
        yield Change(match.start(), match.end(), match.group()[0], "删去重复的标点")
    for pattern, after, reason in _CLASHES:
        for match in pattern.finditer(text):
            yield Change(match.start(), match.end(), after, reason)
