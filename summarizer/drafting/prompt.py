"""Prompts: what a model is shown of a document, as messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from summarizer.domain import Document, Fact, Finding, Passage, Section, Topic
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

_GIST_CHARS: Final = 40
_TOLD_CHARS: Final = 1200
_WISH_CHARS: Final = 300
_EXAMPLES: Final = ("_example_care", "_example_stage")
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


class Prompts:
    """Renders every prompt the program sends."""

    def __init__(self, folder: Path | None = None) -> None:
        """Args: folder: holds the templates; those shipped when not given."""
        self._templates = Templates(folder)

    def render(self, name: str, values: Mapping[str, object], *, also: Sequence[str] = ()) -> RenderedPrompt:
        """The prompt of template `name`, with the rules that all prompts share in front.

        Args:
            name: without suffix.
            values: what the template asks for.
            also: templates it includes by a name that is one of the values.

        Raises:
            ConfigurationError: a template cannot be used.
        """
        messages = (
            ChatMessage("system", self._templates.render("system", is_prose=name != "headings")),
            ChatMessage("user", self._templates.render(name, **values)),
        )
        return RenderedPrompt(messages=messages, template_hash=self._templates.sha256("system", name, *also))

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
            **_wish(request.instruction, section.length_chars, is_again=request.variant > 0),
            "passages": tuple(request.passages if passages is None else passages),
        }
        if section.topic is Topic.OVERVIEW:
            return self.render("overview", values)
        # An example of the section's own topic would lend it more than its manner.
        example = _EXAMPLES[section.topic in _LIKE_FIRST_EXAMPLE]
        values |= {
            "heading": section.heading,
            "topic": section.topic.label,
            "is_problems": section.topic is Topic.PROBLEMS,
            "is_plans": section.topic is Topic.PLANS,
            "example": f"{example}.md.j2",
        }
        return self.render("section", values, also=(example,))

    def sentence(self, request: DraftRequest, fact: Fact) -> RenderedPrompt:
        """The prompt for one sentence that states `fact` (补写)."""
        section = request.section
        told = {"heading": section.heading, "text": section.text[-_TOLD_CHARS:]}
        return self.render("sentence", {**_facts((fact,)), **told})

    def repair(self, request: DraftRequest, finding: Finding) -> RenderedPrompt:
        """The prompt for a corrected wording of the sentence that holds `finding`.

        Raises:
            ValueError: the finding has no place in the text.
        """
        section = request.section
        start, end = sentence_around(section.text, finding)
        values = {
            **_facts(section.active_facts),
            "sentence": section.text[start:end],
            "span": finding.text,
            "message": finding.message.rstrip("。"),
            "expected": finding.expected,
        }
        return self.render("repair", values)

    def rewrite(self, request: DraftRequest, *, start: int, end: int, manner: str = "改写") -> RenderedPrompt:
        """The prompt for another wording of `section.text[start:end]`.

        Args:
            request: holds the section with its present text, and the user's own instruction.
            start: code-point offset of the selection.
            end: where it ends.
            manner: a key of MANNERS.
        """
        section = request.section
        values = {
            **_facts(section.active_facts),
            **_wish(request.instruction, 0, is_again=request.variant > 0),
            "heading": section.heading,
            "context": section.text[max(0, start - _TOLD_CHARS // 2) : end + _TOLD_CHARS // 2],
            "selection": section.text[start:end],
            "manner": MANNERS[manner],
        }
        return self.render("rewrite", values)

    def headings(self, document: Document, *, variant: int = 0, instruction: str = "") -> RenderedPrompt:
        """The prompt for parallel headings of all sections but the overview (拟小标题)."""
        sections = [section for section in document.sections if section.topic is not Topic.OVERVIEW]
        gists = [_SectionGist(topic=section.topic.label, gist=_gist(section)) for section in sections]
        wish = _wish(instruction, 0, is_again=variant > 0)
        return self.render("headings", {**_frame(document), **wish, "sections": gists})


def sentence_around(text: str, finding: Finding) -> tuple[int, int]:
    """Where the sentence of `text` that holds a finding begins and ends, as code-point offsets.

    Raises:
        ValueError: the finding has no place in this text.
    """
    if finding.start is not None:
        for start, end in split_sentences(text):
            if start <= finding.start < end:
                return start, end
    message = "the finding lies in no sentence"
    raise ValueError(message)


def _frame(document: Document) -> dict[str, object]:
    headings = [section.heading for section in document.sections if section.topic is not Topic.OVERVIEW]
    return {
        "title": document.title,
        "unit": document.unit,
        "kind": document.kind.label,
        "period": document.period.label,
        "headings": headings,
    }


def _facts(facts: Sequence[Fact]) -> dict[str, object]:
    return {"facts": tuple(facts), "has_last_year": any(fact.last_year for fact in facts)}


def _wish(instruction: str, length_chars: int, *, is_again: bool) -> dict[str, object]:
    wish = " ".join(instruction.split())[:_WISH_CHARS]
    return {"wish": wish, "length_chars": length_chars, "is_again": is_again}


def _gist(section: Section) -> str:
    """What a section is about, in a few words of its facts."""
    words = "；".join(fact.text for fact in section.active_facts) or section.heading
    return words if len(words) <= _GIST_CHARS else f"{words[:_GIST_CHARS]}……"
