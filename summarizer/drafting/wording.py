"""A bullet as it may stand in prose: marks stripped, Chinese punctuation, split where its commas are."""

import re

from summarizer.text.characters import clean_line, normalize_width
from summarizer.text.numbering import strip_numbering

_HAN = r"\u3400-\u9fff"
_LIST_SEPARATOR = re.compile(r"[\t\v\f]+")
_SPACE_IN_HAN = re.compile(rf"(?<=[{_HAN}”》）]) (?=[{_HAN}“《（])")
# 第一名 汤小芸 and 主任 殷采薇 name a person; 主席 项国栋连任 goes on after the name.
_ROLE = r"(名|奖|[冠亚季]军|主任|主席|书记|委员|代表|律师|组长|[院部局校]长|负责人)"
_ROLE_AND_NAME = re.compile(rf"{_ROLE} (?=[{_HAN}]{{2,4}}(?:[，；、。（]|$))")
# 法警大队 曲洪涛 获第二名 names who won.
_NAME_BETWEEN = re.compile(rf"(?<=[{_HAN}]) ([{_HAN}]{{2,4}}) ?(?=荣?获|被|当选|入选|代表|参加)")
_ROLE_AND_MORE = re.compile(rf"{_ROLE} (?=[{_HAN}])")
_NOTED_FIGURE = re.compile(r"（([^（）：]{2,8})：(?=\d)")
_AT_HAN = rf"{_HAN}“”《》（），。；：、"
_SPACE_AT_HAN = re.compile(rf"(?<=[{_AT_HAN}]) +(?=\S)|(?<=\S) +(?=[{_AT_HAN}])")
_COMMA = re.compile(r"(?<!\d),|,(?!\d)")
_COLON = re.compile(r"(?<!\d):(?!//)|:(?![\d/])")
_HALF_STOP = re.compile(rf"(?<=[{_HAN}”》）])\.(?=[{_HAN}“《（]|$)")
_QUOTED = re.compile(r'"([^"]*)"')
_BRACKETED = re.compile(r"\(([^()]*)\)")
_ELLIPSIS = re.compile(r"\.{3,}|。{2,}")
_DOUBLED = re.compile(r"[，、；：]+([，、；：。！？])")
_TAIL = " ，；、：。,.;:"
_HEAD = _TAIL + "！？!?"
_NUMBERED_LATER = re.compile(r"(?<=[；。])\s*(?:\d{1,2}[.、．](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])\s*")
# The first number may be stripped already when a line arrives.
_NUMBERED_SECOND = re.compile(r"[；。]\s*(?:2[.、．](?!\d)|[（(]2[）)]|②)")
_NUMBERED_FIRST = re.compile(r"^\s*(?:1[.、．](?!\d)|[（(]1[）)]|①)")

_OPENERS = "“《（【‘〈「『"
_CLOSERS = "”》）】’〉」』"
_PARTNER = dict(zip(_CLOSERS, _OPENERS, strict=True))


def plain_wording(text: str) -> str:
    """`text` without list marks and end mark, on one line, with Chinese punctuation where Chinese stands.

    Letters, digits and names stay as typed but for their width. Lines become clauses set off by ；.
    """
    lines = [_plain_line(line) for line in _numbered_apart(text).splitlines()]
    return "；".join(line for line in lines if line)


def has_substance(text: str) -> bool:
    """Whether `text` holds at least one letter, ideograph or digit."""
    return any(char.isalnum() for char in text)


def is_balanced(text: str) -> bool:
    """Whether every quote, bracket and title mark in `text` is closed in order."""
    open_marks: list[str] = []
    for char in text:
        if char in _OPENERS:
            open_marks.append(char)
        elif char in _PARTNER and (not open_marks or open_marks.pop() != _PARTNER[char]):
            return False
    return not open_marks


def split_outside(text: str, mark: str) -> list[str]:
    """`text` cut at every `mark` that does not stand inside quotes, brackets or title marks."""
    parts: list[str] = []
    depth = start = 0
    for position, char in enumerate(text):
        if char in _OPENERS:
            depth += 1
        elif char in _PARTNER:
            depth = max(depth - 1, 0)
        elif char == mark and depth == 0:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return parts


def _numbered_apart(text: str) -> str:
    if _NUMBERED_FIRST.match(text) or _NUMBERED_SECOND.search(text):
        return _NUMBERED_LATER.sub("", text)
    return text


def _plain_line(line: str) -> str:
    line = _LIST_SEPARATOR.sub("，", line.strip())
    line = normalize_width(clean_line(strip_numbering(line)))
    if re.search(rf"[{_HAN}]", line) is None:
        return line.rstrip(_TAIL)
    line = _BRACKETED.sub(r"（\1）", _QUOTED.sub(r"“\1”", line))
    line = _ROLE_AND_MORE.sub(r"\1", _ROLE_AND_NAME.sub(r"\1为", line))
    line = _NAME_BETWEEN.sub(r"\1", line)
    line = _SPACE_IN_HAN.sub("，", line)
    line = _SPACE_AT_HAN.sub("", line)
    line = _COLON.sub("：", _COMMA.sub("，", line)).replace(";", "；")
    line = line.replace("?", "？").replace("!", "！")
    line = _NOTED_FIGURE.sub(r"（\1为", line)
    line = _ELLIPSIS.sub("……", _HALF_STOP.sub("。", line))
    return _DOUBLED.sub(r"\1", line).rstrip(_TAIL).lstrip(_HEAD)
