"""Bullets to facts: what people paste from Word, Excel and WeChat, cleaned and read line by line."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final
from uuid import uuid4

from rapidfuzz import fuzz, process

from summarizer.domain import Fact
from summarizer.errors import TooLargeError
from summarizer.text.characters import clean_line
from summarizer.text.numbering import strip_numbering
from summarizer.text.persons import is_surname, looks_like_name
from summarizer.text.tables import with_headed_rows

MAX_FACTS: Final = 2_000
"""Facts a document may hold."""
MAX_FACT_CHARS: Final = 10_000
"""Characters one fact may have."""

# Below this rapidfuzz ratio (0–100) two lines are different facts rather than one that was edited.
_SAME_FACT_RATIO: Final = 60.0
# Comparing more pairs than this takes longer than a person waits after a keystroke.
_COMPARED_PAIRS: Final = 250_000

_LINE_BREAK: Final = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,10}\d{0,2});")
# Excel quotes a cell that holds a line break or a quotation mark, and doubles the marks inside.
_QUOTED_CELL: Final = re.compile(r'(?:(?<=\t)|(?<=\n)|^)"((?:[^"]|"")*)"(?=\t|\r?\n|\Z)')
_NUMERIC_CELL: Final = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?[%‰]?")
_SEQUENCE_CELL: Final = re.compile(r"\d{1,4}")
# Wingdings bullets of Word lists arrive in plain text as these letters before a tab.
_WINGDINGS_CELLS: Final = frozenset("lnuvüØ§Ÿwq")
_UNIT_CELL_CHARS: Final = 3

_TIME: Final = r"(?:凌晨|早上|上午|中午|下午|晚上)?\s?\d{1,2}:\d{2}"
_DAY: Final = r"(?:(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?|今天|昨天|前天|(?:星期|周)[一二三四五六日天])"
_STAMP: Final = re.compile(rf"(?:{_DAY}\s*)?{_TIME}(?::\d{{2}})?")
_STAMPED_NAME: Final = re.compile(
    rf"(?P<name>[^\s，。；：、]{{1,20}})(?:\(\d{{5,12}}\))?\s+(?:{_DAY}\s*)?{_TIME}(?P<seconds>:\d{{2}})?"
)
_ROLE: Final = re.compile(
    "老师|主席|主任|校长|院长|园长|科长|处长|局长|部长|组长|书记|经理|师傅|会计|干事|同志|姐|哥|工"
)
_CHECKBOX: Final = re.compile(r"\[[ xX✓√]?\]\s*|[☐☑✅✔]\s*")
_CHAT_PLACEHOLDER: Final = re.compile(r"\[(?:图片|表情|动画表情|语音|视频|文件|位置|链接|小程序|聊天记录)\]")

_LAST_YEAR: Final = re.compile(r"[（(【\[]\s*(?:去年|上年)(?:同期)?\s*[：:]")
_OPENING: Final = "（(【["
_CLOSING: Final = "）)】]"
_SHELVED: Final = "~~"
_SHELVED_LINE: Final = re.compile(r"~~(.+)~~")
_TRAILING: Final = "。；;，,、 "


def make_id() -> str:
    """A new id: 32 hexadecimal digits, unique everywhere."""
    return uuid4().hex


def split_bullets(pasted: str) -> tuple[str, ...]:
    """The bullets of a pasted text, one clean line each, in order; empty lines and separators are dropped.

    Numbers and list marks go, as do trailing 。；，、, control and zero-width characters, HTML entities,
    the sender and time lines of chats, and pure [图片] marks. The cells of an Excel row become one bullet:
    a figure and its unit follow their label directly (慰问困难职工 | 32 | 户), other cells after a comma;
    a first column that only counts the rows is dropped. Headings above them give the units (`text.tables`).

    Raises:
        TooLargeError: a bullet has more than `MAX_FACT_CHARS` characters.
    """
    lines = with_headed_rows(_LINE_BREAK.split(_QUOTED_CELL.sub(_unquoted, _without_entities(pasted))))
    counted = _counts_rows(lines)
    joined = (_join_cells(line, counted=counted) for line in lines)
    bullets = tuple(bullet for line in joined if (bullet := _bare(line)) and not _is_chat_frame(bullet))
    for number, bullet in enumerate(bullets, start=1):
        if len(bullet) > MAX_FACT_CHARS:
            message = f"第{number}条事实有{len(bullet)}字，一条最多{MAX_FACT_CHARS}字"
            raise TooLargeError(message)
    return bullets


def parse_fact(line: str, *, new_id: Callable[[], str]) -> Fact:
    """The fact written in one bullet.

    `（去年：…）` at its end is last year's value, `~~…~~` around it shelves it; 【】, [], 上年 do too.
    A mark in the middle of a sentence is part of the text: which figure it belongs to cannot be known.
    Without words the text is "". `parse_fact(format_fact(fact))` is `fact` again but for its id.
    """
    line = _bare(clean_line(line))
    outside = _split_last_year(line)
    shelved = _SHELVED_LINE.fullmatch(outside[0]) or _SHELVED_LINE.fullmatch(line)
    text, last_year = _split_last_year(_bare(shelved[1])) if shelved else outside
    if shelved and last_year is None:
        last_year = outside[1]
    return Fact(id=new_id(), text=text, last_year=last_year, shelved=shelved is not None)


def parse_facts(pasted: str, *, new_id: Callable[[], str]) -> tuple[Fact, ...]:
    """The facts of a pasted text, in order.

    Raises:
        TooLargeError: a bullet has more than `MAX_FACT_CHARS` characters.
    """
    facts = (parse_fact(bullet, new_id=new_id) for bullet in split_bullets(pasted))
    return tuple(fact for fact in facts if fact.text)


def format_fact(fact: Fact) -> str:
    """The line `parse_fact` reads back: text, （去年：…） and ~~…~~ around both when shelved."""
    line = fact.text if fact.last_year is None else f"{fact.text}（去年：{fact.last_year}）"
    return f"{_SHELVED}{line}{_SHELVED}" if fact.shelved else line


def format_facts(facts: Sequence[Fact]) -> str:
    """The facts one a line, as the text area shows them and `merge_facts` reads them."""
    return "\n".join(format_fact(fact) for fact in facts)


def clean_last_year(written: str | None) -> str | None:
    """Last year's value as one clean line, None when there is none; brackets that do not pair are removed."""
    cleaned = clean_line(written or "").strip(_TRAILING)
    if not _is_balanced(cleaned):
        cleaned = cleaned.translate(dict.fromkeys(map(ord, _OPENING + _CLOSING)))
    return cleaned or None


def check_fact_count(count: int) -> None:
    """Passes for at most `MAX_FACTS` facts in a document.

    Raises:
        TooLargeError: there are more.
    """
    if count > MAX_FACTS:
        message = f"一份总结最多{MAX_FACTS}条事实，现在有{count}条"
        raise TooLargeError(message)


def merge_facts(old: Sequence[Fact], lines: str, *, new_id: Callable[[], str]) -> tuple[Fact, ...]:
    """The facts of `lines`; those that were in `old`, word for word or slightly edited, keep their ids.

    Equal texts are matched first, in order; then the most similar ones (rapidfuzz ratio of at least 60),
    nearer positions first among equals. Beyond 500 changed lines, similar ones are matched in order.

    Raises:
        TooLargeError: a bullet has more than `MAX_FACT_CHARS` characters.
    """
    new = parse_facts(lines, new_id=new_id)
    kept = _match_equal(old, new)
    free_old = [index for index in range(len(old)) if index not in kept.values()]
    free_new = [index for index in range(len(new)) if index not in kept]
    kept |= _match_similar(old, free_old, new, free_new)
    return tuple(
        Fact(
            id=old[kept[index]].id if index in kept else fact.id,
            text=fact.text,
            last_year=fact.last_year,
            shelved=fact.shelved,
        )
        for index, fact in enumerate(new)
    )


def _match_equal(old: Sequence[Fact], new: Sequence[Fact]) -> dict[int, int]:
    """Indexes of `new` to those of `old` with the same text."""
    places: dict[str, list[int]] = {}
    for index in reversed(range(len(old))):
        places.setdefault(old[index].text, []).append(index)
    return {index: places[fact.text].pop() for index, fact in enumerate(new) if places.get(fact.text)}


def _match_similar(
    old: Sequence[Fact], free_old: Sequence[int], new: Sequence[Fact], free_new: Sequence[int]
) -> dict[int, int]:
    choices = {index: old[index].text for index in free_old}
    if len(free_old) * len(free_new) > _COMPARED_PAIRS:
        return _match_in_order(old, free_old, new, free_new)
    pairs = [
        (-score, abs(mine - theirs), mine, theirs)
        for mine in free_new
        for _, score, theirs in process.extract(
            new[mine].text, choices, scorer=fuzz.ratio, score_cutoff=_SAME_FACT_RATIO, limit=None
        )
    ]
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, mine, theirs in sorted(pairs):
        if mine not in matched and theirs not in taken:
            matched[mine] = theirs
            taken.add(theirs)
    return matched


def _match_in_order(
    old: Sequence[Fact], free_old: Sequence[int], new: Sequence[Fact], free_new: Sequence[int]
) -> dict[int, int]:
    return {
        mine: theirs
        for mine, theirs in zip(free_new, free_old, strict=False)
        if fuzz.ratio(new[mine].text, old[theirs].text, score_cutoff=_SAME_FACT_RATIO)
    }


def _bare(line: str) -> str:
    """`line` without list marks and trailing punctuation, "" when no letter or digit is left."""
    before = ""
    while line != before:
        before, line = line, strip_numbering(_without_checkbox(line)).rstrip(_TRAILING)
    return line if any(char.isalnum() for char in line) else ""


def _without_checkbox(line: str) -> str:
    box = _CHECKBOX.match(line)
    return line[box.end() :] if box else line


def _split_last_year(line: str) -> tuple[str, str | None]:
    opening = _LAST_YEAR.match(line, _opening_of_last_bracket(line))
    text = _bare(line[: opening.start()]) if opening else ""
    if opening is None or not text:
        return line, None
    return text, clean_last_year(line[opening.end() : -1])


def _opening_of_last_bracket(line: str) -> int:
    """Where the bracket that closes at the end of `line` opens; the end of `line` when none does."""
    depth = 0
    if line.endswith(tuple(_CLOSING)):
        for at in range(len(line) - 1, -1, -1):
            depth += (line[at] in _CLOSING) - (line[at] in _OPENING)
            if depth == 0:
                return at
    return len(line)


def _without_entities(text: str) -> str:
    """`text` with HTML entities resolved, nested ones too, so that a second reading changes nothing."""
    before = ""
    while text != before:
        before, text = text, _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return text


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _unquoted(match: re.Match[str]) -> str:
    inside = match[1]
    if "\n" not in inside and '""' not in inside:
        return match[0]
    parts = (clean_line(part).rstrip(_TRAILING) for part in _LINE_BREAK.split(inside.replace('""', '"')))
    return "，".join(part for part in parts if part)


def _cells(line: str) -> list[str]:
    cells = [cell for part in line.split("\t") if (cell := clean_line(part))]
    if len(cells) > 1 and (cells[0] in _WINGDINGS_CELLS or not strip_numbering(cells[0])):
        return cells[1:]
    return cells


def _counts_rows(lines: Sequence[str]) -> bool:
    """True when the first cells of the Excel rows are consecutive numbers, at least two of them."""
    rows = [cells for line in lines if "\t" in line and len(cells := _cells(line)) > 1]
    firsts = [int(cells[0]) for cells in rows if _SEQUENCE_CELL.fullmatch(cells[0])]
    return len(firsts) > 1 and all(later == first + 1 for first, later in pairwise(firsts))


def _join_cells(line: str, *, counted: bool) -> str:
    cells = _cells(line)
    if counted and len(cells) > 1 and _SEQUENCE_CELL.fullmatch(cells[0]):
        cells = cells[1:]
    return "".join(_glued(cells))


def _glued(cells: Sequence[str]) -> Iterator[str]:
    """The cells with commas between, but none between a label and its figure or a figure and its unit."""
    before = "start"
    for cell in cells:
        kind = "text"
        if _NUMERIC_CELL.fullmatch(cell):
            kind = "figure"
        elif before == "figure" and len(cell) <= _UNIT_CELL_CHARS:
            kind = "unit"
        if before != "start" and (before, kind) not in {("text", "figure"), ("figure", "unit")}:
            yield "，"
        yield cell
        before = kind


def _is_chat_frame(line: str) -> bool:
    """True for the lines a chat puts around messages: sender with time, time alone, [图片].

    A line such as 运动会 2024/3/5 9:00 stays: without seconds the first word must be a person's name.
    """
    if _STAMP.fullmatch(line) or _CHAT_PLACEHOLDER.fullmatch(line):
        return True
    stamped = _STAMPED_NAME.fullmatch(line)
    if stamped is None:
        return False
    name = stamped["name"]
    is_addressed = is_surname(name[:1]) and _ROLE.fullmatch(name, 1) is not None  # 张老师
    return stamped["seconds"] is not None or looks_like_name(name) or is_addressed
