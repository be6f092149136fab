"""Prompts: what a model is shown of a document, as messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from summarizer.domain import CLOSING_TOPICS, Document, Fact, Finding, Passage, Section, Topic
from summarizer.drafting.templates import Templates
from summarizer.protocols import ChatMessage, DraftRequest
from summarizer.text.sentences import split_sentences

MANNERS: Final = {
    "改写": "换一种表达，意思和长短大致不变",
    "精简": "压缩到原来的一半左右，只留要点，数字和名称一个不少",
    "扩写": "把做法和目的写得更充分，但不增加任何数字、名称和评价",
    "更正式": "改成规范的公文语言，去掉口语",
    "换说法": "用不同的句式和词语重写一遍",
}
"""How a selection may be rewritten: the name on the button, and what it asks of the model."""

OWN_MANNER: Final = "自定义"
"""The manner whose wish is the user's instruction alone."""

_OWN_WISH: Final = "照“写法要求”改"

TONES: Final = {
    "平实": "语气平实，有一说一，少用修饰",
    "凝练": "语气凝练，句子短，多用动词，不铺垫",
    "昂扬": "语气昂扬有力，句式整齐，但不喊口号，不加评价",
}
"""The tones a section may be written in: the name on the button, and what it asks of the model."""

_LINES: Final = frozenset({"headings", "title"})
_GIST_CHARS: Final = 40
_TELLING_CHARS: Final = 80
_TOLD_CHARS: Final = 1200
_WISH_CHARS: Final = 300
_TONE_CHARS: Final = 40
_EXAMPLES: Final = ("care", "stage")
_OVERVIEW: Final = "overview"
_ASKED: Final = "_example_"
_ANSWERED: Final = "_answer_"
_LIKE_FIRST_EXAMPLE: Final = frozenset({Topic.WELFARE, Topic.RIGHTS, Topic.SAFETY, Topic.WOMEN})


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedPrompt:
    """A prompt ready to be sent.

    Attributes:
        template_hash: sha256 of all templates it was made from.
    """

    messages: tuple[ChatMessage, ...]
    template_hash: str

    @property
    def text(self) -> str:
        """The prompt as it is stored with a version."""
        return "\n\n".join(f"[{message.role}]\n{message.content}" for message in self.messages)


@dataclass(frozen=True, slots=True, kw_only=True)
class _SectionGist:
    topic: str
    gist: str
    heading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Problem:
    span: str
    message: str
    expected: str


class Prompts:
    """Renders every prompt the program sends."""

    def __init__(self, folder: Path | None = None) -> None:
        """Args: folder: holds the templates; those shipped when not given."""
        self._templates = Templates(folder)

    def render(self, name: str, values: Mapping[str, object], *, example: str = "") -> RenderedPrompt:
        """The prompt of template `name`, with the rules that all prompts share in front.

        An example is a turn of its own that has been answered already: shown within the request, small
        models write about the example's matters instead of the section's.

        Args:
            name: without suffix.
            values: what the template asks for.
            example: which worked example is shown, "" for none.

        Raises:
            ConfigurationError: a template cannot be used.
        """
        shown = _turns(example)
        messages = (
            *self._beginning(example, is_prose=name not in _LINES),
            ChatMessage("user", self._templates.render(name, **values)),
        )
        return RenderedPrompt(messages=messages, template_hash=self._templates.sha256("system", name, *shown))

    def beginnings(self) -> tuple[tuple[ChatMessage, ...], ...]:
        """What the prompts of most sections begin with, whatever the document: one for each example.

        Raises:
            ConfigurationError: a template cannot be used.
        """
        return tuple(self._beginning(example, is_prose=True) for example in _EXAMPLES)

    def _beginning(self, example: str, *, is_prose: bool) -> tuple[ChatMessage, ...]:
        """The rules, and the example as a turn that has been answered."""
        roles: tuple[Literal["user", "assistant"], ...] = ("user", "assistant")
        return (
            ChatMessage("system", self._templates.render("system", is_prose=is_prose)),
            *(
                ChatMessage(role, self._templates.render(turn))
                for role, turn in zip(roles, _turns(example), strict=False)
            ),
        )

    def section(self, request: DraftRequest, passages: Sequence[Passage] | None = None) -> RenderedPrompt:
        """The prompt for the text of one section; an overview has its own.

        Args:
            request: what is to be written.
            passages: those of the request that are shown, all when not given.
        """
        section = request.section
        values = {
            **_frame(request.document),
            **_facts(section.active_facts),
            **_wish(request, request.wanted_chars),
            "passages": tuple(request.passages if passages is None else passages),
        }
        if section.topic is Topic.OVERVIEW:
            told = {**values, "sections": _tellings(request.document)}
            return self.render("overview", told, example=_OVERVIEW)
        values |= {
            "heading": section.heading,
            "topic": section.topic.label,
            "is_problems": section.topic is Topic.PROBLEMS,
            "is_plans": section.topic is Topic.PLANS,
            "is_work": section.topic not in CLOSING_TOPICS,
        }
        return self.render("section", values, example=_example_for(section))

    def sentence(self, request: DraftRequest, fact: Fact) -> RenderedPrompt:
        """The prompt for one sentence that states `fact` (补写)."""
        section = request.section
        told = {"heading": section.heading, "text": section.text[-_TOLD_CHARS:]}
        return self.render("sentence", {**_facts((fact,)), **told})

    def repair(self, request: DraftRequest, findings: Sequence[Finding]) -> RenderedPrompt:
        """The prompt for a corrected wording of the sentence that holds `findings`.

        Raises:
            ValueError: a finding has no place in the text, or stands in another sentence.
        """
        section = request.section
        start, end = sentence_around(section.text, findings)
        problems = [
            _Problem(span=one.text, message=one.message.rstrip("。"), expected=one.expected)
            for one in findings
        ]
        values = {
            **_facts(section.active_facts),
            "sentence": section.text[start:end],
            "problems": problems,
        }
        return self.render("repair", values)

    def rewrite(self, request: DraftRequest, *, start: int, end: int, manner: str = "改写") -> RenderedPrompt:
        """The prompt for another wording of `section.text[start:end]`.

        Args:
            request: holds the section with its present text, and the user's own instruction.
            start: code-point offset of the selection.
            end: where it ends.
            manner: a key of MANNERS, or OWN_MANNER.
        """
        section = request.section
        values = {
            **_facts(section.active_facts),
            **_wish(request, 0),
            "heading": section.heading,
            "context": section.text[max(0, start - _TOLD_CHARS // 2) : end + _TOLD_CHARS // 2],
            "selection": section.text[start:end],
            "manner": _OWN_WISH if manner == OWN_MANNER else MANNERS[manner],
        }
        return self.render("rewrite", values)

    def headings(self, document: Document, *, variant: int = 0, instruction: str = "") -> RenderedPrompt:
        """The prompt for parallel headings of all sections but the overview (拟小标题)."""
        gists = [_SectionGist(topic=section.topic.label, gist=_gist(section)) for section in _told(document)]
        wish = _plain_wish(instruction, is_again=variant > 0)
        return self.render("headings", {**_frame(document), **wish, "sections": gists})

    def title(self, document: Document, *, variant: int = 0, instruction: str = "") -> RenderedPrompt:
        """The prompt for the main title (正题) that stands above the title of the usual form."""
        wish = _plain_wish(instruction, is_again=variant > 0)
        return self.render("title", {**_frame(document), **wish, "sections": _tellings(document)})

    def examples(self, request: DraftRequest) -> tuple[str, ...]:
        """The example a draft of `request` is shown, whose sentences a model likes to copy."""
        return (self._templates.source(_ANSWERED + _example_for(request.section)),)


def sentence_around(text: str, findings: Sequence[Finding]) -> tuple[int, int]:
    """Where the sentence of `text` that holds all findings begins and ends, as code-point offsets.

    Raises:
        ValueError: a finding has no place in this text, or they stand in several sentences.
    """
    for start, end in split_sentences(text):
        if findings and all(one.start is not None and start <= one.start < end for one in findings):
            return start, end
    message = "the findings lie in no sentence"
    raise ValueError(message)


def _turns(example: str) -> tuple[str, ...]:
    """The templates of a worked example: what is asked, and the answer; none without one."""
    return (_ASKED + example, _ANSWERED + example) if example else ()


def _example_for(section: Section) -> str:
    if section.topic is Topic.OVERVIEW:
        return _OVERVIEW
    # An example of the section's own topic would lend it more than its manner.
    return _EXAMPLES[section.topic in _LIKE_FIRST_EXAMPLE]


def _told(document: Document) -> list[Section]:
    """All sections but the overview."""
    return [section for section in document.sections if section.topic is not Topic.OVERVIEW]


def _frame(document: Document) -> dict[str, object]:
    return {
        "title": document.title,
        "unit": document.unit,
        "kind": document.kind.label,
        "period": document.period.label,
        "headings": [section.heading for section in _told(document)],
    }


def _facts(facts: Sequence[Fact]) -> dict[str, object]:
    return {"facts": tuple(facts), "has_last_year": any(fact.last_year for fact in facts)}


def _wish(request: DraftRequest, length_chars: int) -> dict[str, object]:
    plain = _plain_wish(request.instruction, is_again=request.variant > 0)
    return {**plain, "length_chars": length_chars, "tone": _tone(request.tone)}


def _plain_wish(instruction: str, *, is_again: bool) -> dict[str, object]:
    wish = " ".join(instruction.split())[:_WISH_CHARS]
    return {"wish": wish, "is_again": is_again}


def _tone(wanted: str) -> str:
    """What a tone asks of the model; a user's own words as they are."""
    return TONES.get(wanted, " ".join(wanted.split())[:_TONE_CHARS].rstrip("。"))


def _gist(section: Section) -> str:
    """What a section is about, in a few words of its facts."""
    words = "；".join(fact.text for fact in section.active_facts) or section.heading
    return _shortened(words, _GIST_CHARS)


def _tellings(document: Document) -> list[_SectionGist]:
    """What the sections tell: how their texts begin, their facts where nothing is written yet."""
    return [
        _SectionGist(
            topic=section.topic.label,
            heading=section.heading,
            gist=_shortened(" ".join(section.text.split()), _TELLING_CHARS) or _gist(section),
        )
        for section in _told(document)
    ]


def _shortened(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most]}……"
