"""Titles of other pages glued without any mark before the words of a sentence, or behind a paragraph's last.

学习计划表工会把学习搬出会议室: a kind of writing with which the clause does not go on. What known words
prove goes, the rest is flagged.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from summarizer.library.clean.foreign import word_ends
from summarizer.library.clean.lines import HAN, Line, break_before, break_behind, drop_line
from summarizer.library.clean.titles import is_title
from summarizer.library.clean.web_titles import (
    DOUBT,
    OFFERED,
    OWN_TIME,
    REASON,
    UNION,
    alternatives,
    foreign_kinds,
    known_title,
    may_be_titled,
    may_name_kind,
    topic,
)
from summarizer.library.lexicon import word_list
from summarizer.library.manuscript import Change
from summarizer.text.lexicon import alternation

_TITLE_CHARS: Final = 16
_NAMED_CHARS: Final = 3
_PROSE_CHARS: Final = 25
_OPENING_CHARS: Final = 40
# Of two characters those a sentence hardly begins with, behind what they are about.
_SHORT_KINDS: Final = ("方案", "教案", "策划", "朗诵", "作文", "文案")
_JOINTS: Final = "的了着过是把将被在从对为与和及由向给让使有也都就还又再不"
_MARKS: Final = "，；。！？"
# Behind a kind of writing that is the sentence's own: …责任书签订率, …方案经讨论, …总结一百二十份.
_GOES_ON = re.compile(
    "[的是和与及等由在被以将里评征比展为竞大活创卡”》、份封篇条张副首幅个次场签发印送收交写贴制订拟定均覆达率共总约近各把让使并也还已又正得改前后引汇编传"
    "图显表说指提规要须应需必能可经未没不都仍只就才更很按照向从对到给用请拿挂念读看听学练考做办开上下出入过完成通合]"
    "|[\\d一二三四五六七八九十百两几]+[多余]?[份封篇条张副首幅个次场本件项套字]|分(?!会|厂|公司|局|部|工会)"
    "|中(?![暑国学午秋央年班小层级])|会(?![员费长议])"
)
_PASSIVE = re.compile(
    "(?:签订|签|印发|发放|张贴|上墙|公布|公示|通过|完成|到位|备案|归档|报送|出台|落地|达标)了?$"
)
_CLAUSE_REST = re.compile("[^，。；：！？\n]*")


def glued_openings(text: str, line: Line, before: str) -> Iterator[Change]:
    """What is glued before and behind the sentences of a line that is no heading.

    Args:
        text: the whole text.
        line: one of its lines that say something.
        before: what the line above says.
    """
    yield from _before_sentences(text, line, before)
    yield from _behind_clauses(text, line)


def _before_sentences(text: str, line: Line, before: str) -> Iterator[Change]:
    """A title that fills a line, or stands at the head of a clause that goes on without regard to it."""
    if not may_name_kind(line.said) or is_title(line.said):
        return
    short = len(line.said) <= 2 * _TITLE_CHARS and may_be_titled(line.said)
    whole = known_title().fullmatch(line.said) if short else None
    if whole is not None and topic().search(whole["about"]) and not UNION.search(line.said):
        yield drop_line(text, line, REASON)
        return
    known = False
    for match in _leading().finditer(text, line.start, line.end):
        if _belongs_to_clause(text, match.end(), line.end):
            continue
        opens = match.start() == line.start
        known = known or opens
        topical = topic().search(match["about"]) is not None
        foreign = match["kind"] in foreign_kinds()
        cuts = opens and before[-1:] == "；"
        if topical and (foreign or cuts) and opens and not UNION.search(match["about"]):
            start = break_before(text, line.start) if cuts else match.start("title")
            yield Change(start, match.end(), "", REASON)
        elif topical or foreign or (opens and len(match["kind"]) >= _NAMED_CHARS):
            yield Change(match.start("title"), match.end("title"), None, DOUBT)
    if not known and len(line.said) >= _PROSE_CHARS and may_name_kind(line.said[:_TITLE_CHARS]):
        yield from _unknown(text, line)


def _belongs_to_clause(text: str, end: int, line_end: int) -> bool:
    """Whether the clause goes on with a kind of writing that ends here, as with a word of its own."""
    rest = _CLAUSE_REST.match(text, end, line_end)
    passive = rest is not None and _PASSIVE.search(rest.group()) is not None
    return _GOES_ON.match(text, end) is not None or passive


def _unknown(text: str, line: Line) -> Iterator[Change]:
    """Words of no list before a kind of writing with which no sentence of the paragraph goes on."""
    match = _opening().match(text, line.start, line.end)
    if match is None or UNION.search(match["about"]) or OWN_TIME.fullmatch(match["about"]):
        return
    start = match.start("about")
    if match.end() - start in word_ends(text[start : start + _OPENING_CHARS]) and not _belongs_to_clause(
        text, match.end(), line.end
    ):
        yield Change(start, match.end(), None, DOUBT)


def _behind_clauses(text: str, line: Line) -> Iterator[Change]:
    """A title behind the last mark of a line; behind ； the line break goes with it, as it does elsewhere."""
    if not may_be_titled(line.said) or is_title(line.said):
        return
    end = line.start + len(text[line.start : line.end].rstrip())
    start = max(text.rfind(mark, line.start, end) for mark in _MARKS) + 1
    tail = text[start:end].strip()
    match = known_title().fullmatch(tail) if start and len(tail) <= _TITLE_CHARS else None
    if match is None or not topic().search(match["about"]) or UNION.search(match["about"]):
        return
    yield Change(start, break_behind(text, start, line.end), "", REASON)


@cache
def _opening() -> re.Pattern[str]:
    named = [
        one for key in ("genres", "kinds") for one in word_list("anchors", key) if len(one) >= _NAMED_CHARS
    ]
    kinds = alternation(tuple({*named, *_SHORT_KINDS}))
    return re.compile(
        rf"[ \u3000\xa0]*(?P<about>(?:(?![{_JOINTS}])[{HAN}]){{2,12}}?)(?P<kind>{kinds})"
        rf"(?:{OFFERED})*(?=[{HAN}“])"
    )


@cache
def _leading() -> re.Pattern[str]:
    begun = "".join(
        sorted({word[0] for key in ("topics", "weak_topics") for word in word_list("anchors", key)})
    )
    return re.compile(
        rf"(?:^|(?<=[\n，；。！？]))[ \u3000\xa0]*(?=[{begun}])"
        rf"(?P<title>(?P<about>(?:{alternatives('topics', 'weak_topics')}){{1,5}})"
        rf"(?P<kind>{alternatives('genres', 'kinds')})(?:{OFFERED})*)(?=[{HAN}“])",
        re.MULTILINE,
    )
