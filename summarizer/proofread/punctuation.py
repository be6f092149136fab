"""Rules on marks inside sentences: width, repetition, lists, dashes and ellipses (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from summarizer.proofread.finders import char_at, matches
from summarizer.proofread.manuscript import HAN, NUMERALS, Manuscript
from summarizer.proofread.remarks import PUNCTUATION_STANDARD, Hit, Rule

_FULL_WIDTH = str.maketrans(",;:?!", "，；：？！")
_IS_HAN = re.compile(f"[{HAN}]")
_HALF_MARKS = re.compile(r"[,;:?!]+[ \t]?")
_STOP = re.compile(rf"\.(?<=[{HAN}”’》）%％]\.)(?:(?=[ \t\r]*$)|(?=[{HAN}“《]))", re.MULTILINE)
_AFTER_HAN = "”’》）】〕％%×"
_BEFORE_HAN = "“‘《（【"

# Words that begin like the conjunction or like 等 but are none.
_NOT_AND = (
    "和(?![谐睦平美顺善合解气蔼煦衷乐田县静硕风服亲约议缓局盘而谈])|与(?![时会众日共此世生其])"
    "|或(?![许])|(?:暨|并且|以及)"
)
_NOT_ETC = "待级同额候次值于距闲离高比到着份腰身边式差价压温"
_PLACE_OR_TIME = "年月日号周期时点季度节省市区县镇乡村州站路街港京沪津渝海江河湖山岛城门桥口"


def _half_width_marks(manuscript: Manuscript) -> Iterator[Hit]:
    shown = manuscript.shown
    for match in _HALF_MARKS.finditer(shown):
        start, end = match.span()
        before, after = char_at(shown, start - 1), char_at(shown, end)
        follows = bool(_IS_HAN.match(before)) or (before != "" and before in _AFTER_HAN)
        precedes = end - start == len(match.group().rstrip()) and (
            bool(_IS_HAN.match(after)) or (after != "" and after in _BEFORE_HAN)
        )
        if follows or (precedes and not _is_aside(before)):
            yield Hit(start, end, match.group().rstrip().translate(_FULL_WIDTH), True)
    for match in _STOP.finditer(shown):
        if not _is_numbering(manuscript, match.start()):
            yield Hit(match.start(), match.end(), "。", _ends_line(shown, match.end()))


def _is_aside(before: str) -> bool:
    """Whether marks that only precede an ideograph begin a line or stand apart, like a list mark."""
    return before in {"", "\n", " ", "\t", "|"}


def _is_numbering(manuscript: Manuscript, position: int) -> bool:
    start = position
    while start > 0 and position - start < 4 and manuscript.shown[start - 1] in NUMERALS:
        start -= 1
    return start < position and manuscript.opens_line(start)


def _ends_line(shown: str, position: int) -> bool:
    return position == len(shown) or shown[position] in " \t\r\n"


_STRAIGHT = re.compile(r"[\"'\n]")


def _straight_quotes(manuscript: Manuscript) -> Iterator[Hit]:
    shown = manuscript.shown
    waiting: dict[str, int] = {}
    for match in _STRAIGHT.finditer(shown):
        sign, position = match.group(), match.start()
        if sign == "\n":
            yield from _left_alone(shown, waiting)
            waiting.clear()
        elif _is_apostrophe(shown, position, sign, waiting):
            continue
        elif sign not in waiting:
            waiting[sign] = position
        else:
            yield from _quoted(shown, waiting.pop(sign), position)
    yield from _left_alone(shown, waiting)


def _is_apostrophe(shown: str, position: int, sign: str, waiting: dict[str, int]) -> bool:
    """it's, 55" and 8'30 are no quotation."""
    before = char_at(shown, position - 1)
    if not (before.isascii() and before.isalnum()) or sign in waiting:
        return False
    return before.isdigit() or char_at(shown, position + 1).isascii()


def _quoted(shown: str, opened: int, closed: int) -> Iterator[Hit]:
    inside = shown[opened + 1 : closed]
    around = char_at(shown, opened - 1) + char_at(shown, closed + 1)
    if not _IS_HAN.search(inside) and not _IS_HAN.search(around):
        return
    is_double = shown[opened] == '"'
    pair = "“”" if is_double else "‘’"
    yield Hit(opened, opened + 1, pair[0], is_double)
    yield Hit(closed, closed + 1, pair[1], is_double)


def _left_alone(shown: str, waiting: dict[str, int]) -> Iterator[Hit]:
    for position in waiting.values():
        if _IS_HAN.search(char_at(shown, position - 1) + char_at(shown, position + 1)):
            yield Hit(position, position + 1, message="直引号“{text}”没有配成对，应改为成对的“ ”。")


_REPEATED = re.compile("[，、；：。]{2,}|[？！][，。；]")


def _repeated_marks(manuscript: Manuscript) -> Iterator[Hit]:
    for match in _REPEATED.finditer(manuscript.shown):
        run = match.group()
        kinds = set(run)
        if kinds == {"。"} and len(run) > 2:
            continue
        if run[0] in "？！":
            yield Hit(match.start(), match.end(), run[0])
        elif len(kinds) == 1:
            yield Hit(match.start(), match.end(), run[0], True)
        elif run[-1] == "。" and "。" not in run[:-1]:
            yield Hit(match.start(), match.end(), "。", True)
        elif kinds == {"，", "、"}:
            yield Hit(match.start(), match.end(), "，", True)
        else:
            yield Hit(match.start(), match.end())


def _is_no_ellipsis_fault(match: re.Match[str]) -> bool:
    """…… and two of them on a line (4.11.3.7), dots among Latin letters, leaders to a page number."""
    text, run = match.string, match.group()
    before, after = char_at(text, match.start() - 1), char_at(text, match.end())
    if run[0] == "…":
        return len(run) == 2 or (len(run) == 4 and before in {"", "\n"} and after in {"", "\r", "\n"})
    rest = text[match.end() : match.end() + 8].partition("\n")[0].strip()
    leads_to_page = rest.isascii() and rest.isdigit()
    return leads_to_page or not (run[0] == "。" or _touches_han(before, after))


def _stands_apart(match: re.Match[str]) -> bool:
    """Lines drawn from hyphens (Markdown rules, tables, arrows) are no dashes."""
    before, after = char_at(match.string, match.start() - 1), char_at(match.string, match.end())
    return after in {">", "|"} or not _touches_han(before, after)


def _touches_han(before: str, after: str) -> bool:
    follows = _IS_HAN.match(before) is not None or (before != "" and before in "”’》）×")
    return follows or _IS_HAN.match(after) is not None or (after != "" and after in "“‘《（×")


def _marks_opening_lines(manuscript: Manuscript) -> Iterator[Hit]:
    for line in manuscript.lines:
        if manuscript.shown[line.start] in "，。、；：":
            yield Hit(line.start, line.start + 1)


def _is_connection(match: re.Match[str]) -> bool:
    """A single — between times, places or numbers is the 一字线 of 4.13 and right."""
    before, after = char_at(match.string, match.start() - 1), char_at(match.string, match.end())
    return before in _PLACE_OR_TIME or before in NUMERALS or after in NUMERALS


def _has_aside(match: re.Match[str]) -> bool:
    """Whether a neighbour in the list has a remark in brackets, which makes 、 right (4.5.3.5)."""
    before = match.string[max(0, match.start() - 80) : match.start()]
    opened = max(before.rfind("“"), before.rfind("《"))
    return opened > 0 and before[opened - 1] == "、" and before[: opened - 1].endswith(("）", ")"))


def _joined(match: re.Match[str]) -> str:
    return "，" if match["late"] else ""


PUNCTUATION_RULES = (
    Rule(
        id="half_width_mark",
        clause=f"{PUNCTUATION_STANDARD} 5.1",
        level="error",
        message="中文里用了半角标点“{text}”，应为全角“{suggestion}”。",
        find=_half_width_marks,
        signs=",;:?!.",
    ),
    Rule(
        id="straight_quote",
        clause=f"{PUNCTUATION_STANDARD} 4.8.2",
        level="error",
        message="中文引号应写成“ ”或‘ ’，不用直引号。",
        find=_straight_quotes,
        signs="\"'",
    ),
    Rule(
        id="comma_between_quotes",
        clause=f"{PUNCTUATION_STANDARD} 4.5.3.5",
        level="hint",
        message="并列的引号或书名号之间通常不用顿号。",
        find=matches(
            r"、(?<=[”》]、)(?=“[^“”\n]{1,40}”(?![（(])|《[^《》\n]{1,60}》(?![（(]))", "", unless=_has_aside
        ),
        signs="、",
    ),
    Rule(
        id="comma_before_and",
        clause=PUNCTUATION_STANDARD,
        level="hint",
        message="连词前不再用顿号。",
        find=matches(rf"、(?=(?:(?P<late>以及)|{_NOT_AND})[{HAN}“《])", _joined),
        signs="、",
    ),
    Rule(
        id="comma_before_etc",
        clause=f"{PUNCTUATION_STANDARD} B.1.2",
        level="error",
        message="用顿号列举时，“等”前不再用顿号。",
        find=matches(rf"[、](?=等(?:等|[^{_NOT_ETC}]|\Z))", ""),
        signs="、",
    ),
    Rule(
        id="ellipsis_form",
        clause=f"{PUNCTUATION_STANDARD} 4.11.2",
        level="error",
        message="省略号写作六连点“……”，不写成“{text}”。",
        find=matches(r"\.{3,}|。{3,}|…+", "……", unless=_is_no_ellipsis_fault),
        signs=".。…",
    ),
    Rule(
        id="ellipsis_with_etc",
        clause=f"{PUNCTUATION_STANDARD} A.9.2",
        level="hint",
        message="省略号与“等”只用一个。",
        find=matches(rf"……(?=等(?:等|[^{_NOT_ETC}]|\Z))|……(?<=[^平优中上高初相对同甲均]等……)", ""),
        signs="…",
    ),
    Rule(
        id="ellipsis_with_stop",
        clause=f"{PUNCTUATION_STANDARD} B.2.4",
        level="hint",
        message="省略号后通常不用“{text}”。",
        find=matches(r"[。；、](?<=……[。；、])", "", certain=False),
        signs="…",
    ),
    Rule(
        id="dash_form",
        clause=f"{PUNCTUATION_STANDARD} 4.10.2",
        level="error",
        message="破折号写作“——”，不写成“{text}”。",
        find=matches(r"-{2,}|－{2,}|—{3,}|─+|―+", "——", unless=_stands_apart),
        signs="-－—─―",
    ),
    Rule(
        id="single_dash",
        clause=f"{PUNCTUATION_STANDARD} 4.10.2",
        level="hint",
        message="单个“—”是连接号；若表示解释说明，应写作“——”。",
        find=matches(rf"—(?<=[{HAN}”》]—)(?=[{HAN}“《])", "——", certain=False, unless=_is_connection),
        signs="—",
    ),
    Rule(
        id="repeated_mark",
        clause=f"{PUNCTUATION_STANDARD} 5.1.1",
        level="error",
        message="点号“{text}”重复或连用。",
        find=_repeated_marks,
        signs="，、；：。",
    ),
    Rule(
        id="title_marks_for_honour",
        clause=f"{PUNCTUATION_STANDARD} A.13.1",
        level="hint",
        message="称号、奖项不是作品，用引号，不用书名号。",
        find=matches(r"《(?P<name>[^《》\n]{2,30})》(?=荣誉|称号|奖状|奖牌|奖章)", r"“\g<name>”"),
        signs="《",
    ),
    Rule(
        id="stop_after_quoted_stop",
        clause=f"{PUNCTUATION_STANDARD} B.2.1",
        level="hint",
        message="引号内已有句末点号，引号外不再用“{text}”。",
        find=matches(r"[。，](?<=。[”’].)", ""),
        signs="”’",
    ),
    Rule(
        id="mark_opens_line",
        clause=f"{PUNCTUATION_STANDARD} 5.1.1",
        level="error",
        message="“{text}”不能出现在一行之首。",
        find=_marks_opening_lines,
        signs="，。、；：",
    ),
    Rule(
        id="space_beside_mark",
        clause=PUNCTUATION_STANDARD,
        level="hint",
        message="全角标点前后不留空格。",
        find=matches(
            rf"(?<=[{HAN}”》）])[ \t]+(?=[，。；：、！？”》）])|(?<=[，。；、“《（])[ \t]+(?=[{HAN}“《])", ""
        ),
        signs=" \t",
    ),
)
