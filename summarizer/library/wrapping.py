"""Telling a line break inside a sentence from the end of a paragraph, by text alone."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from summarizer.library.loaders.values import SourceLine
from summarizer.text.numbering import parse_numbering

_WIDE: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60“”‘’…—]")
_CLOSERS: Final = "”’」』）)】〕》〉\"'"
_TERMINALS: Final = "。！？；：…!?;:｡"
_NEVER_FIRST: Final = "，。；、！？）】》”’：,;!?)%％"
_NEVER_LAST: Final = "，、（(《“‘【—,"
_PAIRS: Final = (("“", "”"), ("《", "》"), ("（(", "）)"), ("【", "】"))
_BLOCK_START = re.compile(
    r"(?:[•·●■◆▪★※➢\-—–*]\s?\S|第[一二三四五六七八九十\d]{1,3}[篇章部节]|[【\[]|20\d\d年\d{1,2}月\d{1,2}日\s*$|"
    r"(?:首先|其次|再次|最后|第[一二三四五六七八九十])[，,、]|[一二三四五六七八九十]是)"
)
_SIGNATURE = re.compile(
    r"[^，。；：]{2,24}(?:工会|委员会|办公室|联合会|医院|学校|小学|中学|公司|总工会|分会)$"
)
_UNIT = re.compile(r"[家人名户次项件个场期份元万亿年月日岁条篇届%％]")
_REST_OF_NUMBER = re.compile(r"\d+(?:\.\d+)?[家人名户次项件个场期份元万亿年月日岁条篇届%％]")
_FIGURE = re.compile(r"\d[家人名户次项件个场期份元万亿条篇届%％]")
_HALF_MARK = re.compile(
    "(?<=[\u3400-\u9fff\\d）)”%％])[,;:](?=[\u3400-\u9fff“（(]|$)|(?<=[\u3400-\u9fff）)”%％])\\.(?=[\u3400-\u9fff“（(]|$)"
)
_WIDE_MARKS: Final = {",": "，", ";": "；", ":": "：", ".": "。"}
_NEAR: Final = 0.86
# The first line of a paragraph is short of the margin by its indent, two characters of 25 to 40.
_REACHED: Final = 0.8
# A numbered line without 。 is a heading unless it fills its line.
_FULL: Final = 0.95
_MIN_WRAPPED: Final = 3
_MAX_COLUMNS: Final = 130
_PROSE_CHARS: Final = 32
_CLAUSED_CHARS: Final = 26
_REST_CHARS: Final = 4  # the last line of a paragraph, a word and its stop


def columns(line: str) -> int:
    """The width of `line` in half-width columns."""
    return len(line) + len(_WIDE.findall(line))


def wrap_columns(lines: Sequence[str]) -> int | None:
    """The width at which a program broke the lines, None when paragraphs stand whole.

    At least 3 lines without an end mark must be nearly as wide as the widest such line, be 40 % of all lines
    without one, and hardly any line may be wider.
    """
    stripped = [line.strip() for line in lines if line.strip() and "\t" not in line]
    open_widths = sorted(columns(line) for line in stripped if not _ended(line) and columns(line) >= 20)
    if len(open_widths) < _MIN_WRAPPED:
        return None
    widest = (
        open_widths[max(0, int(len(open_widths) * 0.95) - 1)] if len(open_widths) > 20 else open_widths[-1]
    )
    near = sum(width >= _NEAR * widest for width in open_widths)
    wider = sum(columns(line) > widest + 4 for line in stripped)
    wrapped = near >= max(_MIN_WRAPPED, 0.4 * len(open_widths)) and wider * 10 <= len(stripped)
    return widest if wrapped and widest <= _MAX_COLUMNS else None


def continues(before: str, after: str, width: int | None) -> bool:
    """Whether `after` goes on with the sentence `before` leaves open.

    Args:
        before: a line.
        after: the next line.
        width: the columns lines were wrapped at, None when they were not.
    """
    left, right = _with_wide_marks(before.strip()), after.strip()
    if not left or not right or "\t" in left or "\t" in right:
        return False
    if right[0] in _NEVER_FIRST:
        return True
    if _ended(left) or starts_block(right) or _SIGNATURE.fullmatch(right):
        return False
    if left[-1] in _NEVER_LAST or _is_open(left):
        return True
    if parse_numbering(left) is not None and "。" not in left:
        cut = left[-1].isdigit() and _UNIT.match(right) is not None
        return cut or (width is not None and columns(left) >= _FULL * width)
    wide = width is not None and columns(left) >= _REACHED * width
    rest_of_number = _UNIT.match(right) or _REST_OF_NUMBER.match(right)
    number_cut = left[-1].isdigit() and rest_of_number is not None
    clauses = left.count("，")
    return (
        wide
        or number_cut
        or (_FIGURE.search(left) is not None and ("，" in left or "；" in left))
        or "。" in left
        or (len(left) >= _PROSE_CHARS and clauses > 0)
        or (len(left) >= _CLAUSED_CHARS and clauses > 1)
        or (len(right) <= _REST_CHARS and right[-1] == "。" and clauses > 0)
    )


def _with_wide_marks(line: str) -> str:
    """A line whose half-width marks beside ideographs read as the full-width ones they stand for."""
    return _HALF_MARK.sub(lambda mark: _WIDE_MARKS[mark.group()], line) if _HALF_MARK.search(line) else line


def starts_block(line: str) -> bool:
    """Whether a line begins something new: a number, a bullet, a bracketed label, a date of its own."""
    return parse_numbering(line) is not None or _BLOCK_START.match(line.strip()) is not None


def join_wrapped(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """Visual lines, all wrapped at the same margin, as paragraphs numbered by their first line."""
    width = max((columns(line.text.strip()) for line in lines), default=0)
    pending: SourceLine | None = None
    for line in lines:
        if pending is not None and continues(pending.text, line.text, width if width >= 40 else None):
            pending = pending._replace(text=joined(pending.text, line.text))
            continue
        if pending is not None:
            yield pending
        pending = line
    if pending is not None:
        yield pending


def joined(left: str, right: str) -> str:
    """Two halves of a sentence as one; a space only between Latin words."""
    left, right = left.rstrip(), right.lstrip()
    latin = left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha()
    return f"{left} {right}" if latin else left + right


def _ended(line: str) -> bool:
    return line.rstrip(_CLOSERS + " \u3000")[-1:] in _TERMINALS


def _is_open(line: str) -> bool:
    return any(sum(map(line.count, openers)) > sum(map(line.count, closers)) for openers, closers in _PAIRS)
