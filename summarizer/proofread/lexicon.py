"""The user's own word list (自定义词表): house wording, dated formulas, words allowed, rules switched off.

A file holds `allow` (words in which no fault is found), `off` (ids of rules not to be asked) and any number
of entries; `level` is "error" or "hint" (the default), `suggestion` and `message` may be left out:

```toml
allow = ["老台帐"]
off = ["filler"]

[[entry]]
word = "职工之家"          # or pattern = '深入贯彻.{0,10}精神'
level = "error"
suggestion = "职工家园"
message = "本单位统一用“职工家园”。"
```
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from summarizer.errors import InputError, TooLargeError, UnreadableFileError
from summarizer.proofread.expressions import compile_expression
from summarizer.proofread.manuscript import Manuscript
from summarizer.proofread.remarks import Level, Remark
from summarizer.proofread.rules import RULES
from summarizer.text.decoding import decode_bytes

MAX_BYTES: Final = 1_000_000
MAX_ENTRIES: Final = 500
_MAX_PATTERNS: Final = 100
_MAX_WORD_CHARS: Final = 100
_MAX_MESSAGE_CHARS: Final = 200
_ENTRY_KEYS: Final = {"word", "pattern", "level", "suggestion", "message"}
_FILE_KEYS: Final = {"entry", "allow", "off"}
_LEVELS: Final[dict[str, Level]] = {"error": "error", "hint": "hint", "错误": "error", "提示": "hint"}
_FORMAT_HINT: Final = (
    '每条写成 [[entry]]，含 word 或 pattern，可加 level = "error" 或 "hint"、suggestion、message。'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconEntry:
    """One row of the user's list.

    Attributes:
        source: the word or pattern as written in the file.
        expression: the pattern; matches in linear time, see `expressions`.
        suggestion: what to write instead ("" deletes), None when the entry only points something out.
        message: one Chinese sentence.
    """

    source: str
    expression: re.Pattern[str]
    level: Level
    suggestion: str | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The user's word list.

    Attributes:
        entries: in the order of the file.
        allow: words in which no built-in rule finds fault.
        off: ids of built-in rules that are not asked.
    """

    entries: tuple[LexiconEntry, ...] = ()
    allow: tuple[str, ...] = ()
    off: frozenset[str] = frozenset()

    def remarks(self, manuscript: Manuscript) -> Iterator[Remark]:
        """What the entries find in `manuscript`; the rule of entry number n, 1-based, is called `user:n`."""
        for number, entry in enumerate(self.entries, start=1):
            for match in entry.expression.finditer(manuscript.shown):
                if match.end() > match.start():
                    yield Remark(
                        rule=f"user:{number}",
                        clause="",
                        level=entry.level,
                        start=match.start(),
                        end=match.end(),
                        text=manuscript.text[match.start() : match.end()],
                        message=entry.message,
                        suggestion=entry.suggestion,
                        certain=entry.suggestion is not None,
                    )

    def without_allowed(self, text: str, remarks: Iterable[Remark]) -> list[Remark]:
        """`remarks` but for those that lie within an allowed word."""
        covered = _covered(text, self.allow)
        return [one for one in remarks if not all(covered[one.start : one.end])]


def load_lexicon(path: Path) -> Lexicon:
    """The word list in a TOML file.

    Raises:
        UnreadableFileError: the file does not exist or cannot be read.
        TooLargeError: it has more than `MAX_BYTES` bytes.
        InputError: it breaks the format; the sentence names the entry.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            message = f"词表“{path.name}”太大，最多{MAX_BYTES // 1_000_000}MB"
            raise TooLargeError(message)
        content = path.read_bytes()
    except FileNotFoundError as error:
        message = f"找不到词表“{path}”"
        raise UnreadableFileError(message, hint="请检查文件名和所在的文件夹。") from error
    except (OSError, ValueError) as error:
        message = f"打不开词表“{path}”"
        raise UnreadableFileError(message) from error
    return parse_lexicon(decode_bytes(content))


def parse_lexicon(text: str) -> Lexicon:
    """The word list written in `text`.

    Raises:
        InputError: it is no TOML, has unknown keys, too many entries or an entry that cannot be used.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"词表不是正确的 TOML（{_place(str(error))}）"
        raise InputError(message, hint=_FORMAT_HINT) from error
    except RecursionError as error:
        message = "词表套得太深"
        raise InputError(message, hint=_FORMAT_HINT) from error
    _refuse_unknown(table, _FILE_KEYS, "词表")
    rows = table.get("entry", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        message = "词表里的 entry 应写成 [[entry]]"
        raise InputError(message, hint=_FORMAT_HINT)
    if len(rows) > MAX_ENTRIES or sum("pattern" in row for row in rows) > _MAX_PATTERNS:
        message = f"词表至多{MAX_ENTRIES}条，其中 pattern 至多{_MAX_PATTERNS}条"
        raise InputError(message)
    entries = tuple(_entry(row, number) for number, row in enumerate(rows, start=1))
    _refuse_circles(entries)
    off = frozenset(_strings(table, "off"))
    unknown = sorted(off - {rule.id for rule in RULES})
    if unknown:
        message = f"词表里的 off 写了不存在的规则“{unknown[0]}”"
        raise InputError(message, hint=f"可用：{'、'.join(rule.id for rule in RULES)}。")
    return Lexicon(entries=entries, allow=_strings(table, "allow"), off=off)


def _entry(row: dict[str, Any], number: int) -> LexiconEntry:
    where = f"词表第{number}条"
    _refuse_unknown(row, _ENTRY_KEYS, where)
    if ("word" in row) == ("pattern" in row):
        message = f"{where}要有 word 或 pattern，二者只写一个"
        raise InputError(message, hint=_FORMAT_HINT)
    source = _text(row, "word" if "word" in row else "pattern", where, most=_MAX_WORD_CHARS * 2)
    level = _LEVELS.get(str(row.get("level", "hint")))
    if level is None:
        message = f"{where}的 level 只能是 error 或 hint"
        raise InputError(message)
    suggestion = (
        _text(row, "suggestion", where, most=_MAX_WORD_CHARS, empty=True) if "suggestion" in row else None
    )
    told = _text(row, "message", where, most=_MAX_MESSAGE_CHARS) if "message" in row else ""
    expression = re.compile(re.escape(source)) if "word" in row else compile_expression(source)
    return LexiconEntry(
        source=source,
        expression=expression,
        level=level,
        suggestion=suggestion,
        message=told or _sentence(suggestion),
    )


def _sentence(suggestion: str | None) -> str:
    if suggestion is None:
        return "本单位词表提示：请核对这个写法。"
    return f"本单位词表：应写作“{suggestion}”。" if suggestion else "本单位词表：应删去。"


def _refuse_circles(entries: tuple[LexiconEntry, ...]) -> None:
    """A suggestion that an entry with a suggestion finds fault with would be mended for ever."""
    mending = [entry for entry in entries if entry.suggestion is not None]
    for entry in mending:
        for other in mending:
            if entry.suggestion and other.expression.search(entry.suggestion):
                message = f"词表里“{entry.source}”的建议写法“{entry.suggestion}”又被“{other.source}”判为要改"
                raise InputError(message)


def _text(row: dict[str, Any], key: str, where: str, *, most: int, empty: bool = False) -> str:
    value = row[key]
    if not isinstance(value, str) or len(value) > most or "\n" in value or not (value.strip() or empty):
        message = f"{where}的 {key} 应是一行文字，不超过{most}字"
        raise InputError(message, hint=_FORMAT_HINT)
    return value


def _strings(table: dict[str, Any], key: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        message = f'词表里的 {key} 应写成 ["甲", "乙"]'
        raise InputError(message)
    if len(value) > MAX_ENTRIES:
        message = f"词表里的 {key} 至多{MAX_ENTRIES}个"
        raise InputError(message)
    return tuple(value)


def _refuse_unknown(table: dict[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        message = f"{where}里没有“{unknown[0]}”这一项"
        raise InputError(message, hint=_FORMAT_HINT)


def _place(error: str) -> str:
    place = re.search(r"line (\d+)", error)
    return f"第{place[1]}行附近" if place else "末尾不完整"


def _covered(text: str, words: tuple[str, ...]) -> bytearray:
    """1 for every offset that lies within one of `words`."""
    covered = bytearray(len(text))
    for word in words:
        start = text.find(word)
        while start >= 0:
            covered[start : start + len(word)] = b"\x01" * len(word)
            start = text.find(word, start + len(word))
    return covered
