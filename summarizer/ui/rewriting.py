"""Another wording of a selection, made in the background and checked before it is offered."""

import threading
from dataclasses import dataclass
from typing import Final, Protocol

from summarizer.domain import Document
from summarizer.drafting.plain_rewriting import PLAIN_MANNERS
from summarizer.drafting.prompt import MANNERS, OWN_MANNER
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import SummarizerError
from summarizer.refine import Rewrite
from summarizer.text.diff import diff_texts
from summarizer.ui.components.editor.component import Manner, Offer
from summarizer.ui.components.editor.marks import note_of

NEEDS_MODEL: Final = "没有配置大模型，只能精简和换说法；其余的到“设置”里接上大模型后可用。"
_MODELS: Final = frozenset({"llm", "local"})
_WRITERS: Final = {"offline": "按规则改写，未使用大模型。", "llm": "大模型改写。", "local": "本机模型改写。"}
_SOON_S: Final = 0.2


class _Rewriter(Protocol):
    def load(self, document_id: str) -> Document: ...

    def rewrite_selection(
        self,
        document_id: str,
        section_id: str,
        *,
        start: int,
        end: int,
        manner: str,
        instruction: str = "",
        stop: StopSignal | None = None,
    ) -> Rewrite: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to write anew, and how.

    Attributes:
        id: names the request, so that late answers are known.
        manner: a key of `prompt.MANNERS`, or OWN_MANNER.
        instruction: the user's own words, "" when there are none.
        start, end: the selection, code points of the section's text.
    """

    id: str
    manner: str
    instruction: str
    start: int
    end: int


def manners(engines: tuple[str, ...]) -> tuple[Manner, ...]:
    """The menu on a selection with these engines: every manner, those that need a model off without one."""
    has_model = bool(_MODELS & set(engines))
    names = (*((name, name) for name in MANNERS), (OWN_MANNER, f"{OWN_MANNER}…"))
    return tuple(
        Manner(
            name=name,
            label=label,
            asks=name == OWN_MANNER,
            off="" if has_model or name in PLAIN_MANNERS else NEEDS_MODEL,
        )
        for name, label in names
    )


class Rewriting:
    """A rewriting under way, begun when it is made; typing and saving go on meanwhile.

    Args:
        rewriter: the pipeline.
        document_id: the document.
        section_id: its section.
        request: what to write anew.
    """

    def __init__(self, rewriter: _Rewriter, document_id: str, section_id: str, request: Request) -> None:
        self.request = request
        self._stop = StopSignal()
        self._offer: Offer | None = None
        self._error: Exception | None = None
        # A daemon: nothing is stored, so that the server may be stopped at any time.
        self._thread = threading.Thread(
            target=self._run, args=(rewriter, document_id, section_id), daemon=True
        )
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether the answer is there."""
        return not self._thread.is_alive()

    def wait_a_moment(self) -> None:
        """Waits for an answer that comes as soon as rules give it."""
        self._thread.join(_SOON_S)

    def stop(self) -> None:
        """Ends it; nobody wants the answer any more."""
        self._stop.set()

    def offer(self) -> Offer:
        """The answer, once the rewriting is over.

        Raises:
            Exception: what went wrong unexpectedly.
        """
        self._thread.join()
        if self._offer is not None:
            return self._offer
        if isinstance(self._error, SummarizerError):
            return Offer(id=self.request.id, problem=self._error.sentence)
        raise self._error if self._error is not None else RuntimeError("the rewriting left nothing behind")

    def _run(self, rewriter: _Rewriter, document_id: str, section_id: str) -> None:
        asked = self.request
        try:
            section = rewriter.load(document_id).section(section_id)
            written = rewriter.rewrite_selection(
                document_id,
                section_id,
                start=asked.start,
                end=asked.end,
                manner=asked.manner,
                instruction=asked.instruction,
                stop=self._stop,
            )
            self._offer = _offer(asked, section.text[asked.start : asked.end], written)
        except Exception as error:  # noqa: BLE001 - raised again, or told, where somebody can read it
            self._error = error


def _offer(asked: Request, old: str, written: Rewrite) -> Offer:
    if not written.changed:
        problem = f"这里没有可以{asked.manner}的词句，文字没有改动。可以多选几句再试，或自己改。"
        return Offer(id=asked.id, problem=problem)
    return Offer(
        id=asked.id,
        text=written.text,
        changes=diff_texts(old, written.text),
        notes=tuple(note_of(finding, fixable=False) for finding in written.findings),
        engine=_WRITERS.get(written.engine, written.engine),
    )
