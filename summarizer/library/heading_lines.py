"""The lines of an article as its headings see them, and which short ones read like one."""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from summarizer.library.clean.foreign import segmenter, word_weights
from summarizer.library.lexicon import word_list
from summarizer.text.numbering import parse_numbering

AMOUNT: Final = re.compile(
    r"\d+(?:\.\d+)?\s*(?:余|多)?\s*(?:万|亿)?\s*(?:元|人|名|户|次|件|场|期|份|项|个|家|%|％)"
)
CLOSING: Final = re.compile(
    r"(?:20\d\d年|来年|新的一年)的?(?:工作|主要)?(?:打算|思路|安排|展望|设想|重点)|(?:主要|几点)?(?:问题|不足|短板|差距)(?:与|和|及)"
    r"|还?[没未][^，]{1,6}的(?:事|地方)?$|(?:还有的?|几处|几点|两点|三点)?(?:短板|欠账|差距|遗憾|烦恼|难题)$|还?[缺欠差](?:什么|着?的)$"
    r"|(?:来年|往后|接下来)|(?:尾声|结语|结束语|后记|写在最后|写在后面)$|(?:存在|下一步|下步|下半年|下阶段|明年|今后|不足|工作打算|工作计划|工作思路|努力方向|主要做法|主要成效|工作亮点)"
)
FIGURE: Final = re.compile(r"[（(]?(?:图|表|附件|附)\s*[\d一二三四五六七八九十]*")
# A row of a table: 年末结余 2.65, also without its blank.
ROW: Final = re.compile(r"[^，。；：\d]{1,16}(?:[ \u3000\t]\d+(?:[.,]\d+)*|\d+\.\d+)[%％]?")
PLAIN_CHARS: Final = 28
PROSE_END: Final = "。；！？”）：…"
SPEAKER_END: Final = "。；;，,、：:！？"
MIN_CHARS: Final = 2
_UNEVEN: Final = 2


class TextLine(NamedTuple):
    """One line that is not blank: its offset in the cleaned text, its words, the level its file gives it."""

    start: int
    said: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A line that opens a section.

    Attributes:
        index: which line.
        text: the heading without number.
        style: the kind of mark; levels follow from the order of styles.
        numbering: the mark as written.
        number: its value, 0 for none.
        rest: what follows the heading on the same line.
        level: 1 for the top.
    """

    index: int
    text: str
    style: str
    numbering: str = ""
    number: int = 0
    rest: str = ""
    level: int = 1


def looks_plain(said: str) -> bool:
    """Whether a line is short, without end mark, amount or tab, and names no figure."""
    short = MIN_CHARS <= len(said) <= PLAIN_CHARS and said[-1] not in SPEAKER_END
    plain = short and "。" not in said and "\t" not in said
    return plain and not AMOUNT.search(said) and not FIGURE.match(said) and not ROW.fullmatch(said)


def is_even(said: str) -> bool:
    """Whether a line reads like a heading: words without a mark, or clauses of nearly the same length."""
    clauses = [len(clause) for clause in said.split("，")]
    return looks_plain(said) and "；" not in said and max(clauses) - min(clauses) <= _UNEVEN


def is_paragraph(said: str) -> bool:
    """Whether a line ends like prose and carries no number."""
    return said[-1] in PROSE_END and parse_numbering(said) is None


def names_other_page(said: str) -> bool:
    """Whether a line ends like a title of the web or has a word no union uses."""
    segment = segmenter()
    return said.endswith(word_list("anchors", "genres")) or (
        segment is not None and any(map(word_weights().__contains__, segment(said)))
    )
