"""Removes from a model's answer what is no prose of the section, while it streams, and says what it cut."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from summarizer.text.atoms import find_atoms
from summarizer.text.numbering import parse_numbering, strip_numbering
from summarizer.text.quantities import find_quantities


class CutReason(StrEnum):
    """Why something was cut."""

    THINKING = "thinking"
    HEADING = "heading"
    PREFACE = "preface"
    SIGN_OFF = "sign_off"
    SLOT = "slot"
    FOREIGN = "foreign"
    ECHO = "echo"

    @property
    def label(self) -> str:
        """The Chinese name shown to users."""
        return _REASON_LABELS[self]


_REASON_LABELS: Final = {
    CutReason.THINKING: "思考过程",
    CutReason.HEADING: "标题",
    CutReason.PREFACE: "开场白",
    CutReason.SIGN_OFF: "结束语或落款",
    CutReason.SLOT: "没有填的空缺",
    CutReason.FOREIGN: "外文",
    CutReason.ECHO: "提示里的话",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A piece of the answer that did not become text.

    Attributes:
        text: as the model wrote it.
    """

    text: str
    reason: CutReason


_THINK_OPEN: Final = re.compile(r"<(?:think|thinking|reasoning)>", re.IGNORECASE)
_THINK_CLOSE: Final = re.compile(r"</(?:think|thinking|reasoning)>", re.IGNORECASE)
_LONGEST_TAG: Final = len("</reasoning>")
# How thinking begins when the server has swallowed its opening tag.
_THINK_ALOUD: Final = re.compile(
    r"(?:嗯[，,。]|好[的，,]*(?:我|现在|用户)|首先[，,]?(?:我|用户)|用户(?:想|要|让|给|希望)"
    r"|我(?:需要|得|先|来)|okay|alright|let me)",
    re.IGNORECASE,
)
_THOUGHT: Final = re.compile(
    r"^.*?</(?:think|thinking|reasoning)>|<(?:think|thinking|reasoning)>.*?(?:</(?:think|thinking|reasoning)>|\Z)",
    re.IGNORECASE | re.DOTALL,
)
_AROUND_HEADINGS: Final = " \t。；，、《》“”\"'「」"
_UNIT_END: Final = re.compile(r"[。！？]+[”’」』）)】]*|(?<=[A-Za-z]{2})[.!?](?=\s)|\n")
_END_MARKS: Final = "。！？；：…”）"

_TAG: Final = re.compile(
    r"</?(?:[a-z]{1,8}|事实|范文片段|示范事实|示范正文|正文)(?:\s[^<>\n]{0,40})?/?>", re.IGNORECASE
)
_LINK: Final = re.compile(r"!?\[([^\[\]\n]{1,60})\]\(https?:[^()\s]*\)")
_MARKUP: Final = re.compile(r"(?<!\d)\*+|\*+(?!\d)|__+|`+|~~")
_RULE: Final = re.compile(r"[\s|:]*(?:[-*_=—][\s|:]*){3,}")
_HASHES: Final = re.compile(r"#{1,6}\s*(?=\S)")
_WHOLLY_BOLD: Final = re.compile(r"\*\*[^*\n]+\*\*[：:]?")
_LIST_MARK: Final = re.compile(r"(?:[-*+•·●]\s*|>\s*)(?=\S)")
_CELL_EDGE: Final = re.compile(r"\s*\|\s*")

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{2,}")
# 〔2024〕 is the year of a document's number (工发〔2024〕5号), not a slot.
_SLOT: Final = re.compile(r"〔[^〔〕\n\d]{1,8}〕")
# 〔单位〕工会 is the union that writes.
_OWN_SLOT: Final = re.compile("〔单位〕(?=工会|机关工会)")
_CLAUSE: Final = re.compile("[^，；]+[，；]?")
_ASSENT: Final = r"(?:好的?|当然(?:可以)?|没问题|明白了?|收到|可以|您好|你好)[，,。！!：:]\s*"
# What a model says about its own answer; 这是承上启下的一年 and the like are prose.
_OWN_WORK: Final = r"(?:正文|内容|段落|草稿|初稿|版本|文字|一节|改写|撰写|整理|修改)"
# Words of our own prompts, which small models say after us.
_ECHO: Final = re.compile("本节的(?:标题是“|事实[（：:])|标题不用写，直接写正文|现在只输出这一节的正文")
# How blocks of our prompts begin that no section is made of: whatever follows is no text either.
_PROMPT_BLOCK: Final = re.compile("【总结框架】|<(?:各节|范文片段)>")
_PREFACE: Final = re.compile(
    rf"(?:{_ASSENT})?(?:(?:以下|下面|这里)(?:是|为|就是)[^。\n]{{0,60}}?[：:]"
    rf"|(?:以下|下面|这里|这)(?:是|为|就是)[^。，\n]{{0,40}}{_OWN_WORK}[^。，\n]{{0,8}}[：:。]"
    rf"|(?:根据|按照|结合|依据)[您你][^。\n]{{0,60}}?[：:。])\s*"
    rf"|{_ASSENT}|(?:正文|输出|回答|修改后|改写后|改后)[：:]\s*"
)
# A written summary is no speech: who is addressed, who is speaking, and that a report follows now.
_CALLED: Final = r"(?:(?:尊敬|亲爱)的|各位|同志们|同事们|老师们)"
_ADDRESS: Final = re.compile(
    rf"(?:{_CALLED}[^。：:！!]{{0,40}}?[，,])?(?:大家|{_CALLED}[^。，,：:]{{0,8}}?)(?:上午|下午|晚上)?好[！!。，,]\s*"
    rf"|{_CALLED}(?:[^。：:！!]{{0,40}}?(?:们|领导|同志|代表|会员|来宾|委员|朋友|老师|职工))?[：:]\s*"
)
_GREETING: Final = re.compile(
    r"我(?:是|叫)[^。，]{1,24}(?:负责人|主席|秘书|代表|干部)[^。]{0,60}(?:汇报|总结|报告)[^。]{0,24}。"
    r"|(?:(?:今天|现在|下面|接下来)[，,]?)?(?:由|请允许)?我(?:谨|仅)?(?:代表|就)"
    r"[^。]{1,40}(?:汇报|总结|报告)[^。]{0,30}。"
)
_FAREWELL: Final = re.compile(
    r"谢谢(?:大家|各位)?[^。]{0,12}[。！!]?|(?:我|以上)的?(?:汇报|总结|发言)[^。，]{0,4}(?:完毕|到此结束|结束)[^。]{0,10}[。！!]?"
)
_SIGN_OFF: Final = re.compile(
    r"希望[^。]{0,16}[您你]|希望(?:以上|本|这)[^。]{0,16}帮助|(?:如|若|如果)[^。]{0,24}(?:告诉我|告知我|[您你])"
    rf"|以上(?:内容|正文|文字|草稿|初稿|就?[是为])[^。]{{0,24}}(?:供[^。]{{0,4}}参考|{_OWN_WORK})"
    r"|^[（(]?(?:注|备注|说明|字数)[：:]"
)
_NOTE: Final = re.compile(r"[（(](?:全文|本节|共|约|字数|以上)[^（）()]{0,12}字[^（）()]{0,6}[）)]")
_SIGNED: Final = re.compile(
    r"[^，。；：]{2,30}(?:工会|委员会)|(?:二[〇○零]|20)[^，。]{2,4}年[^，。]{1,3}月[^，。]{1,3}日|此致|敬礼[！!]?"
)
# The title of the whole document, which stands above it already: no punctuation, no figure but the year.
_TITLE: Final = re.compile(
    r"[^\d，。；：！？]{2,30}(?:(?:20\d\d|二[〇○零]\S{2})年(?:度|上半年|下半年|第?[一二三四]季度)?)?(?:工会)?工作(?:总结|报告|情况汇报)"
)
_LONGEST_HEADING_CHARS: Final = 36
_LIKE_A_FACT: Final = 80


class _Unit(NamedTuple):
    """A sentence, or what a line holds behind its last one."""

    text: str
    opens_line: bool
    ends_line: bool


class Cleaner:
    """Cleans one answer: `feed` its pieces, then `finish`; what they give back never changes any more.

    Text is given out sentence by sentence, for only a whole sentence tells whether it belongs. Paragraphs
    are separated by one newline; items of a list become sentences of one paragraph.
    """

    def __init__(self, *, headings: Collection[str] = (), facts: Collection[str] = ()) -> None:
        """Nothing was read yet.

        Args:
            headings: the document's own, which models like to repeat.
            facts: what the answer shall state; a line that tells of one is kept whatever it looks like.
        """
        self._facts = tuple(_plain(fact) for fact in facts)
        self._fact_atoms = frozenset(atom.text for fact in self._facts for atom in find_atoms(fact))
        self._headings = frozenset(_plain(heading) for heading in headings)
        self._raw = ""
        self._opens_line = True
        self._think_from: int | None = None
        self._holds_all = False
        self._has_text = False
        self._echoes_prompt = False
        self._is_listing = False
        self._joint = ""
        self._cuts: list[Cut] = []

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What was cut so far."""
        return tuple(self._cuts)

    @property
    def echoes_prompt(self) -> bool:
        """Whether the prompt is being said after us; nothing that follows becomes text."""
        return self._echoes_prompt

    def feed(self, piece: str) -> str:
        """The clean text that `piece` completes, often ""."""
        if self._echoes_prompt:
            return ""
        searched = max(0, len(self._raw) - _LONGEST_TAG)
        self._raw += piece.replace("\r", "")
        self._drop_thinking(searched)
        self._drop_echo()
        return self._drain(is_last=False)

    def finish(self) -> str:
        """The clean text that was still held back."""
        self._holds_all = False
        if self._think_from is not None:
            self._cut(self._raw[self._think_from :], CutReason.THINKING)
            self._raw, self._think_from = self._raw[: self._think_from], None
        return self._drain(is_last=True)

    def _drop_thinking(self, searched: int) -> None:
        if not (self._has_text or self._cuts) and _THINK_ALOUD.match(self._raw.lstrip()):
            self._holds_all = True
        while True:
            closing = _THINK_CLOSE.search(self._raw, searched)
            if self._think_from is None:
                opening = _THINK_OPEN.search(self._raw, searched)
                if opening is not None and (closing is None or opening.start() < closing.start()):
                    self._think_from = opening.start()
                    self._raw = self._raw[: opening.start()] + self._raw[opening.end() :]
                    continue
            if closing is None:
                return
            if self._think_from is None and not self._holds_all:
                self._raw = self._raw[: closing.start()] + self._raw[closing.end() :]
                continue
            # Without an opening tag, what began like thinking was thought from the beginning.
            begun = self._think_from or 0
            self._cut(self._raw[begun : closing.start()], CutReason.THINKING)
            self._raw = self._raw[:begun] + self._raw[closing.end() :]
            self._think_from, self._holds_all, searched = None, False, 0

    def _drop_echo(self) -> None:
        block = _PROMPT_BLOCK.search(self._raw) if self._think_from is None and not self._holds_all else None
        if block is not None:
            self._cut(self._raw[block.start() :], CutReason.ECHO)
            self._raw, self._echoes_prompt = self._raw[: block.start()], True

    def _drain(self, *, is_last: bool) -> str:
        given: list[str] = []
        while not self._holds_all:
            unit = self._next_unit(is_last=is_last)
            if unit is None:
                break
            given.append(self._cleaned(unit))
            if unit.ends_line and self._has_text:
                self._joint = "\n"
        return "".join(given)

    def _next_unit(self, *, is_last: bool) -> _Unit | None:
        available = self._raw if self._think_from is None else self._raw[: self._think_from]
        end = _UNIT_END.search(available)
        # A closing quote may follow the mark; and a sentence's end may be the line's end, too.
        stop = len(available) if end is None else end.end()
        if not is_last and (end is None or (end[0] != "\n" and stop == len(available))):
            return None
        if end is not None and end[0] != "\n" and available[stop : stop + 1] == "\n":
            stop += 1
        text = available[:stop]
        if not text:
            return None
        self._raw = self._raw[stop:]
        if self._think_from is not None:
            self._think_from -= stop
        unit = _Unit(text.strip(), self._opens_line, text.endswith("\n") or (is_last and not self._raw))
        self._opens_line = text.endswith("\n")
        return unit

    def _cleaned(self, unit: _Unit) -> str:
        """The unit as prose with what joins it to the text before, "" when it is cut."""
        is_whole_line = unit.opens_line and unit.ends_line
        if not unit.text or (is_whole_line and _RULE.fullmatch(unit.text)):
            return ""
        text = self._without_slots(_plain(unit.text))
        is_echo = _ECHO.match(text) is not None
        reason = CutReason.PREFACE if is_echo else self._flaw(unit, text, is_whole_line=is_whole_line)
        if reason is not None:
            self._cut(unit.text, reason)
            return ""
        while not self._has_text and (preface := _PREFACE.match(text) or _ADDRESS.match(text)):
            self._cut(preface[0], CutReason.PREFACE)
            text = text[preface.end() :]
        if not self._has_text and _GREETING.fullmatch(text):
            self._cut(text, CutReason.PREFACE)
            return ""
        return self._given(unit, text) if text else ""

    def _given(self, unit: _Unit, text: str) -> str:
        if unit.opens_line:
            is_listed = _is_listed(unit.text)
            if is_listed and self._is_listing:
                self._joint = ""
            self._is_listing = is_listed
        if self._is_listing and unit.ends_line and text[-1] not in _END_MARKS:
            text = text.rstrip("，,、;") + "。"
        elif self._is_listing and unit.ends_line:
            text = text.removesuffix("；") + ("。" if text.endswith("；") else "")
        joint, self._joint, self._has_text = self._joint, "", True
        return joint + text

    def _flaw(self, unit: _Unit, text: str, *, is_whole_line: bool) -> CutReason | None:
        """Why a unit is no prose of the section, None when it is."""
        is_title = is_whole_line and _TITLE.fullmatch(text) and not self._tells_fact(text)
        if is_title or _SLOT.search(text):
            return CutReason.HEADING if is_title else CutReason.SLOT
        if any(not quantity.soft and not quantity.ordinal for quantity in find_quantities(text)):
            return CutReason.SIGN_OFF if _NOTE.fullmatch(text) else None
        if not _HAN.search(text):
            return CutReason.FOREIGN if _LATIN_WORD.search(text) else None
        if not self._has_text and _PREFACE.fullmatch(text):
            return CutReason.PREFACE
        if (is_whole_line or not self._has_text) and text.rstrip("：:。") in self._headings:
            return CutReason.HEADING
        if not self._tells_fact(text):
            if is_whole_line and _is_heading(unit.text, text):
                return CutReason.HEADING
            is_signed = is_whole_line and _SIGNED.fullmatch(text)
            if is_signed or _SIGN_OFF.search(text) or _FAREWELL.fullmatch(text):
                return CutReason.SIGN_OFF
        return None

    def _without_slots(self, text: str) -> str:
        """A sentence without the clauses that hold slots of a masked sample, if the rest tells a fact."""
        if not _SLOT.search(text):
            return text
        clauses = _CLAUSE.findall(_OWN_SLOT.sub("", text))
        kept = "".join(one for one in clauses if not _SLOT.search(one)).rstrip("，；")
        if not self._tells_fact(kept):
            return text
        self._cut("".join(filter(_SLOT.search, clauses)), CutReason.SLOT)
        return kept if kept[-1] in _END_MARKS else f"{kept}。"

    def _tells_fact(self, text: str) -> bool:
        return any(atom in text for atom in self._fact_atoms) or any(
            fuzz.partial_ratio(text, fact) >= _LIKE_A_FACT for fact in self._facts
        )

    def _cut(self, text: str, reason: CutReason) -> None:
        if text.strip():
            self._cuts.append(Cut(text=text.strip(), reason=reason))


def clean_answer(
    answer: str, *, headings: Collection[str] = (), facts: Collection[str] = ()
) -> tuple[str, tuple[Cut, ...]]:
    """A whole answer cleaned, and what was cut from it."""
    cleaner = Cleaner(headings=headings, facts=facts)
    text = cleaner.feed(answer) + cleaner.finish()
    return text, cleaner.cuts


def clean_lines(answer: str) -> tuple[str, ...]:
    """The lines of an answer that was to be headings, without thinking, prefaces, numbers and marks."""
    thought = _THOUGHT.sub("", answer)
    lines = (_plain(line).strip(_AROUND_HEADINGS) for line in thought.splitlines())
    return tuple(line for line in lines if _HAN.search(line) and not _is_remark(line))


def _is_remark(line: str) -> bool:
    """Whether a line is no heading but what a model says about its headings."""
    return bool(_PREFACE.match(line) or _SIGN_OFF.search(line)) or line.endswith(("：", ":"))


def _is_heading(raw: str, text: str) -> bool:
    """Whether a whole line without figures is a heading, a table's head or the lead-in of a list."""
    if len(text) > _LONGEST_HEADING_CHARS or text[-1] in "。！？；":
        return False
    if raw.startswith("|"):
        return True
    number = parse_numbering(_HASHES.sub("", raw))
    is_marked = bool(_HASHES.match(raw) or _WHOLLY_BOLD.fullmatch(raw) or (number and number.level <= 2))
    return is_marked or text[-1] in "：:"


def _is_listed(raw: str) -> bool:
    """Whether a line begins as an item of a list or a row of a table."""
    number = parse_numbering(raw)
    return raw.startswith("|") or bool(_LIST_MARK.match(raw)) or (number is not None and number.level >= 3)


def _plain(raw: str) -> str:
    """`raw` without marks of Markdown, tags, list marks and numbers."""
    text = _LINK.sub(r"\1", _TAG.sub("", raw)).strip()
    if text.startswith("|"):
        text = "，".join(cell for cell in _CELL_EDGE.split(text) if cell)
    text = _HASHES.sub("", text) if text.startswith("#") else text
    text = _MARKUP.sub("", _LIST_MARK.sub("", text, count=1) if _LIST_MARK.match(text) else text).strip()
    # 第一，…第二，… is how prose counts.
    return strip_numbering(text) if parse_numbering(text) and not text.startswith("第") else text
