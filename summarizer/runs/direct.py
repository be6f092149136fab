"""A whole document written at once without a store: all sections, then the overview, then the title."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

from summarizer.domain import Document, Origin, Passage, Section, Topic
from summarizer.drafting.stopping import StopSignal
from summarizer.protocols import ChatUsage, Drafter, DraftRequest
from summarizer.refine import draft_title, proven_document
from summarizer.revise.parts import with_section
from summarizer.runs.titling import has_usual_title
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
    document: Document,
    writers: Writers,
    *,
    on_section: Callable[[Section, Written], None],
    on_title: Callable[[ChatUsage], None] = lambda _: None,
) -> Document:
    """`document` with all sections but the locked ones written, and a model's title for the usual one.

    Args:
        document: its facts.
        writers: who writes it.
        on_section: told each section once it is written, and how it came about, on this thread.
        on_title: told the tokens the title took.

    Raises:
        SummarizerError: the engine failed; the sections under way were stopped.
    """
    stop = StopSignal()
    try:
        for phase in _phases(document, writers.drafter):
            for section, written in _written(document, phase, writers, stop):
                document = with_section(document, section)
                on_section(section, written)
        return _titled(document, writers.drafter, stop, on_title)
    except BaseException:
        # Whatever ends this, the user's Ctrl+C too, no answer goes on being written.
        stop.set()
        raise


def _titled(
    document: Document, drafter: Drafter, stop: StopSignal, on_title: Callable[[ChatUsage], None]
) -> Document:
    """The document with a title of the model's, unless somebody gave it one of their own."""
    if not has_usual_title(document):
        return document
    title, usage = draft_title(drafter, document, stop=stop)
    on_title(usage)
    return replace(document, title=title) if title else document


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
    shown = proven_document(document) if section.topic is Topic.OVERVIEW else document
    request = DraftRequest(document=shown, section_id=section.id, passages=passages)
    return write_section(writers.drafter, request, refine=writers.refine, listener=_UNHEARD, stop=stop)


def _with_text(section: Section, written: Written) -> Section:
    if written.error is not None:
        raise written.error
    return replace(section, text=written.text, origin=written.origin)


_UNHEARD = Listener(on_text=lambda _: None, on_state=lambda _: None)
