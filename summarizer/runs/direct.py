"""A whole document written at once without a store: sections at the same time, the overview last."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

from summarizer.domain import Document, Origin, Passage, Section, Topic
from summarizer.drafting.stopping import StopSignal
from summarizer.protocols import Drafter, DraftRequest
from summarizer.revise.parts import with_section
from summarizer.runs.writing import Listener, Refine, Written, write_section

Passages = Callable[[Document, Section], Sequence[Passage]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writers:
    """Who writes a document, and with what.

    Attributes:
        drafter: the engine.
        refine: checks and mends what a model wrote.
        concurrency: sections a model writes at the same time.
        passages: the style passages for a section.
    """

    drafter: Drafter
    refine: Refine
    concurrency: int = 4
    passages: Passages


def write_document(
    document: Document, writers: Writers, *, on_section: Callable[[Section, Written], None]
) -> Document:
    """`document` with every section written but the locked ones.

    Args:
        document: its facts.
        writers: who writes it.
        on_section: told each section once it is written, and how it came about, on this thread.

    Raises:
        SummarizerError: the engine failed; the sections under way were stopped.
    """
    stop = StopSignal()
    try:
        for phase in _phases(document, writers.drafter):
            for section, written in _written(document, phase, writers, stop):
                document = with_section(document, section)
                on_section(section, written)
    except BaseException:
        # Whatever ends this, the user's Ctrl+C too, no answer goes on being written.
        stop.set()
        raise
    return document


def _phases(document: Document, drafter: Drafter) -> tuple[tuple[Section, ...], ...]:
    """The sections to write, then those that sum the others up, which the composer does from facts alone."""
    free = tuple(section for section in document.sections if not section.locked)
    if drafter.origin is not Origin.MODEL:
        return (free,)
    first = tuple(section for section in free if section.topic is not Topic.OVERVIEW)
    return first, tuple(section for section in free if section.topic is Topic.OVERVIEW)


def _written(
    document: Document, phase: Sequence[Section], writers: Writers, stop: StopSignal
) -> Iterator[tuple[Section, Written]]:
    """The sections as they get ready; the composer, which takes no time, writes them on this thread."""
    if writers.drafter.origin is not Origin.MODEL:
        for section in phase:
            written = _write(document, section, writers, stop)
            yield _with_text(section, written), written
        return
    with ThreadPoolExecutor(writers.concurrency, thread_name_prefix="summarizer-section") as pool:
        waiting: dict[Future[Written], Section] = {
            pool.submit(_write, document, section, writers, stop): section for section in phase
        }
        try:
            for future in as_completed(waiting):
                written = future.result()
                yield _with_text(waiting[future], written), written
        except BaseException:
            # The pool is left only when its threads are through.
            stop.set()
            raise


def _write(document: Document, section: Section, writers: Writers, stop: StopSignal) -> Written:
    passages = tuple(writers.passages(document, section))
    request = DraftRequest(document=document, section_id=section.id, passages=passages)
    return write_section(writers.drafter, request, refine=writers.refine, listener=_UNHEARD, stop=stop)


def _with_text(section: Section, written: Written) -> Section:
    if written.error is not None:
        raise written.error
    return replace(section, text=written.text, origin=written.origin)


_UNHEARD = Listener(on_text=lambda _: None, on_state=lambda _: None)
