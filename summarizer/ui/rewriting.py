"""Another wording of a selection, made in the background and checked before it is offered."""

import threading
from dataclasses import dataclass, replace
from typing import Final, Protocol

from summarizer.domain import Document, Finding, SectionReport
from summarizer.drafting.plain_rewriting import PLAIN_MANNERS, rewrite_plainly
from summarizer.drafting.prompt import MANNERS
from summarizer.errors import InputError, SummarizerError
from summarizer.revise.parts import find_section
from summarizer.text.diff import diff_texts
from summarizer.ui.components.editor.component import Manner, Offer
from summarizer.ui.components.editor.marks import note_of
from summarizer.verify import check_section

OWN_WISH: Final = "自定义"
NEEDS_MODEL: Final = "没有配置大模型，只能精简和换说法；其余的到“设置”里接上大模型后可用。"
_SOON_S: Final = 0.2
_PLAIN_ENGINE: Final = "按规则改写，未使用大模型"


class _Documents(Protocol):
    @property
    def engines(self) -> tuple[str, ...]: ...

    def load(self, document_id: str) -> Document: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to write anew, and how.

    Attributes:
        id: names the request, so that late answers are known.
        manner: a key of `prompt.MANNERS`, or OWN_WISH.
        instruction: the user's own words, "" when there are none.
        start, end: the selection, code points of the section's text.
    """

    id: str
    manner: str
    instruction: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Another wording of a selection.

    Attributes:
        old, text: before and after.
        findings: what the verifier says about the new words.
        engine: who wrote it, as the user reads it.
    """

    old: str
    text: str
    findings: tuple[Finding, ...]
    engine: str


def manners(engines: tuple[str, ...]) -> tuple[Manner, ...]:
    """The menu on a selection with these engines: every manner, those that need a model off without one."""
    has_model = bool({"llm", "local"} & set(engines))
    names = [(name, name) for name in MANNERS] + [("", f"{OWN_WISH}…")]
    return tuple(
        Manner(name=name, label=label, off="" if has_model or name in PLAIN_MANNERS else NEEDS_MODEL)
        for name, label in names
    )


def reword(document: Document, section_id: str, request: Request) -> Wording:
    """The selection written anew by rule and checked in its place.

    Raises:
        InputError: the selection is not there any more, or no rule applies to it.
    """
    section = find_section(document, section_id)
    old = section.text[request.start : request.end]
    if not old.strip():
        message = "所选文字已经改动"
        raise InputError(message, hint="请重新选中再试。")
    text = rewrite_plainly(old, request.manner, period=document.period)
    if text == old:
        message = f"所选文字里没有可以{request.manner}的词句"
        raise InputError(message, hint="可以多选几句再试，或自己改。")
    whole = section.text[: request.start] + text + section.text[request.end :]
    report = check_section(document, replace(section, text=whole))
    span = (request.start, request.start + len(text))
    return Wording(old=old, text=text, findings=_about(report, span), engine=_PLAIN_ENGINE)


def _about(report: SectionReport, span: tuple[int, int]) -> tuple[Finding, ...]:
    """The doubts about the words between two code points, and facts missing from the text."""
    return tuple(
        finding
        for finding in report.findings
        if finding.severity != "info"
        and (
            finding.start is None
            or finding.end is None
            or (finding.start < span[1] and span[0] < finding.end)
        )
    )


class Rewriting:
    """A rewriting under way, begun when it is made; typing and saving go on meanwhile.

    Args:
        documents: the pipeline.
        document_id: the document.
        section_id: its section.
        request: what to write anew.
    """

    def __init__(self, documents: _Documents, document_id: str, section_id: str, request: Request) -> None:
        self.request = request
        self._wording: Wording | None = None
        self._error: Exception | None = None
        # A daemon: nothing is stored, so that the server may be stopped at any time.
        self._thread = threading.Thread(
            target=self._run, args=(documents, document_id, section_id), daemon=True
        )
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether the answer is there."""
        return not self._thread.is_alive()

    def wait_a_moment(self) -> None:
        """Waits for an answer that comes as soon as rules give it."""
        self._thread.join(_SOON_S)

    def offer(self) -> Offer:
        """The answer, once the rewriting is over.

        Raises:
            Exception: what went wrong unexpectedly.
        """
        self._thread.join()
        if isinstance(self._error, SummarizerError):
            return Offer(id=self.request.id, problem=self._error.sentence)
        if self._error is not None:
            raise self._error
        wording = self._wording
        if wording is None:
            return Offer(id=self.request.id, problem="没有写出新的文字，请再试一次。")
        return Offer(
            id=self.request.id,
            text=wording.text,
            changes=diff_texts(wording.old, wording.text),
            notes=tuple(note_of(finding, fixable=False) for finding in wording.findings),
            engine=wording.engine,
        )

    def _run(self, documents: _Documents, document_id: str, section_id: str) -> None:
        try:
            self._wording = reword(documents.load(document_id), section_id, self.request)
        except Exception as error:  # noqa: BLE001 - raised again, or told, where somebody can read it
            self._error = error
