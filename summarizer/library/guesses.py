"""What an article tells about its unit kind and period, and whether it is a summary at all."""

import re
from collections import Counter
from functools import cache
from typing import Final

from summarizer.domain import Period, PeriodSpan, UnitKind
from summarizer.errors import PeriodError
from summarizer.library.clean.lines import IS_HAN
from summarizer.library.clean.titles import promised_count
from summarizer.library.lexicon import mapping, patterns
from summarizer.text.dates import parse_period
from summarizer.text.numbering import parse_numbering

_TITLE_WEIGHT: Final = 6
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)年")
_PART = re.compile(r"(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度")
# The unions of a district, town or street write as those of communities do.
_REGIONAL = re.compile("[区县市旗镇乡街道]总工会")
_PERIOD_WORDS = re.compile(r"20[0-4]\d年?(?:度|[上下]半年|第?[一二三四]季度)?(?:度)?")
TOO_SHORT: Final = "正文太短，不足以作为范文"
NO_UNION_WORK: Final = "没有工会工作的内容，看不出是工会工作总结"
NO_WORK: Final = "没有具体工作内容，看不出是工作总结"
NO_DATA: Final = "通篇没有数据，也没有分条，看不出是工作总结"
_MIN_HAN: Final = 40
_ENGLISH_SHARE: Final = 0.5
_NUMBERED = re.compile(
    "^【?[一二三四五六七八九十]{1,2}、|^第[一二三四五六七八九十]{1,2}(?:章|节|部分)|[（(][一二三四五六七八九十]{1,2}[）)]|^[（(]\\d[）)]|^\\d[.、．]|[一二三]是|第[一二三][件条点项个方面]{0,2}[，,]",
    re.MULTILINE,
)
_LETTERS = re.compile("[A-Za-z]")
# Who writes about summaries names them in every sentence: that tells of no work of a union.
_SPOKEN_OF = re.compile("工会(?:女工|主席|干部)?(?:年终|年度|个人)?(?:工作)?(?:总结|计划|汇报|述职|范文)")


def guess_kind(title: str, text: str) -> UnitKind | None:
    """The unit kind whose words are most frequent, those of the title counting more; None without any."""
    scores = {
        kind: _TITLE_WEIGHT * len(pattern.findall(title)) + len(pattern.findall(text))
        for kind, pattern in _kind_words().items()
    }
    if _REGIONAL.search(title):
        scores[UnitKind.COMMUNITY] += 2 * _TITLE_WEIGHT
    best = max(scores, key=scores.__getitem__)
    return best if scores[best] else None


def guess_period(title: str, text: str) -> Period | None:
    """The period of the title, else the most frequent year of the text with the part of it spoken of."""
    match = _PERIOD_WORDS.search(title)
    if match is not None:
        try:
            return parse_period(match.group())
        except PeriodError:
            return Period(year=int(match.group()[:4]))
    years = Counter(_YEAR.findall(text))
    if not years:
        return None
    year = max(years, key=lambda one: (years[one], one))
    return _part_of(int(year), title or text[:200])


def refusal(text: str, *, title: str = "", opening: str = "") -> str:
    """Why a text is no summary, one Chinese sentence; "" when it is one.

    It counts words of teaching, selling and of union work per text; a doubtful text passes.

    Args:
        text: the cleaned text.
        title: its title, "" without one.
        opening: the first line of the file as it came, which may ask how summaries are written.
    """
    han, letters = len(IS_HAN.findall(text)), len(_LETTERS.findall(text))
    if letters > 200 and letters > _ENGLISH_SHARE * (letters + 3 * han):
        return "正文是英文，不是中文工作总结"
    if han < _MIN_HAN:
        return TOO_SHORT
    work = len(patterns("judge", "work").findall(_SPOKEN_OF.sub("", text)))
    figures = sum(len(patterns("judge", told).findall(text)) for told in ("figures", "counted"))
    scores = {name: len(patterns("judge", name).findall(text + "\n" + title)) for name in _REASONS}
    if not title and _orders(text, figures):
        return _NO_REPORT
    if _is_form(text, figures):
        return _FORM if len(_STEP.findall(text)) < _MIN_STEPS else _GUIDE
    asks_how = patterns("judge", "teaching").search(opening) is not None and not promised_count(opening)
    taught = asks_how and scores["tutorial"] >= _TAUGHT
    worst = "tutorial" if taught else max(scores, key=scores.__getitem__)
    per_thousand = 1000 / han
    score = scores[worst]
    frequent = score >= 4 and score * per_thousand > 4 and score * 1.5 > figures + work * 0.4
    if taught or frequent or (score >= 3 and score > work + figures):
        return _REASONS[worst]
    if work * per_thousand < 2 and figures * per_thousand < 3:
        return NO_WORK
    if not figures and not _NUMBERED.search(text):
        return NO_DATA
    return "" if work else NO_UNION_WORK


# A numbered question, or the choices under one; a label of a form with a gap to fill behind it.
_QUESTION = re.compile(
    r"^\s*\d{1,2}[.、．）)].{2,60}[？?]|[A-D][.、．]\S{1,20}\s+[A-D][.、．]",
    re.MULTILINE,
)
_BLANK_FIELD = re.compile(
    "[\u4e00-\u9fff]{2,8}[：:](?:[_＿]{2,20}|[ \u3000]{2,20}(?=[\u4e00-\u9fff]{2,8}[：:]))"
)
_STEP = re.compile("^[ \u3000]*(?:第[一二三四五六七八九]步|步骤[一二三四五六七八九\\d])", re.MULTILINE)
_MIN_QUESTIONS: Final = 3
_MIN_STEPS: Final = 3
_GUIDE: Final = "这是办事指南或操作说明，不是总结"
_FORM: Final = "这是问卷、试题或待填的表格，不是总结"
_NO_REPORT: Final = "这是计划、通知或规章一类的文字，不是总结"
_HEAD_LINES: Final = 3
_TAUGHT: Final = 3  # words of teaching, below a first line that promises it
_REASONS: Final = {
    "tutorial": "这是讲怎样写总结的文章，不是总结",
    "advertisement": "这是广告或推广文字，不是总结",
    "speech": "这是竞聘、演讲一类的讲稿，不是总结",
    "filler": "这是没有事实的套话，不是总结",
}


def _is_form(text: str, figures: int) -> bool:
    """Whether questions, gaps to fill or steps to take make up the text."""
    questions, gaps = len(_QUESTION.findall(text)), len(_BLANK_FIELD.findall(text))
    steps = len(_STEP.findall(text)) >= max(_MIN_STEPS, figures)
    return steps or questions >= max(_MIN_QUESTIONS, figures) or gaps > figures + 2


def _orders(text: str, figures: int) -> bool:
    """Whether a text is headed as a plan, rule or notice and tells of orders more often than of figures."""
    heads = text.split("\n", _HEAD_LINES)[:_HEAD_LINES]
    headed = any(
        patterns("judge", "other_titles").fullmatch(head.strip()) and parse_numbering(head) is None
        for head in heads
    )
    return headed and len(patterns("judge", "orders").findall(text)) > figures


def _part_of(year: int, words: str) -> Period:
    match = _PART.search(words)
    if match is None:
        return Period(year=year)
    if match["half"]:
        return Period(year=year, span=PeriodSpan.HALF_YEAR, number=1 if match["half"] == "上" else 2)
    written = match["quarter"]
    number = "一二三四".find(written) + 1 or int(written)
    return Period(year=year, span=PeriodSpan.QUARTER, number=number)


@cache
def _kind_words() -> dict[UnitKind, re.Pattern[str]]:
    table = mapping("judge", "kinds")
    return {kind: re.compile("|".join(map(re.escape, table[kind.value]))) for kind in UnitKind}
