"""A whole document drafted in one go, without a store."""

from collections.abc import Mapping

from summarizer.domain import Document, DraftedDocument, Origin, Passage, Section
from summarizer.drafting.composer import Composer
from summarizer.drafting.engines import pick_drafter
from summarizer.pipeline.core import Progress
from summarizer.protocols import ChatUsage, Drafter
from summarizer.refine import refine_section
from summarizer.runs.direct import Passages, Writers, write_document
from summarizer.runs.writing import Written
from summarizer.verify import check_document


def draft_document(
    document: Document,
    *,
    engine: str = "auto",
    drafters: Mapping[str, Drafter] | None = None,
    on_progress: Progress | None = None,
    concurrency: int = 4,
    passages: Passages | None = None,
) -> DraftedDocument:
    """`document` with every section drafted from its facts, and the proof; nothing is stored.

    Locked sections keep their text. A model writes several sections at the same time, each checked and
    mended, then the overview, and last a title unless the document has one of its user's own.

    Args:
        document: its facts, from a fact sheet or the store.
        engine: auto, llm, local or offline.
        drafters: by engine name; the offline composer alone when not given.
        on_progress: told after each section that was written.
        concurrency: sections a model writes at the same time.
        passages: the style passages for a section of the document; none when not given.

    Raises:
        EngineUnavailableError: the engine is unknown or not configured.
        EngineError: the engine failed.
    """
    drafter = pick_drafter(engine, drafters if drafters is not None else {"offline": Composer()})
    tally = _Tally(
        passages=passages if drafter.origin is Origin.MODEL else None,
        on_progress=on_progress,
        total=sum(not section.locked for section in document.sections),
    )
    writers = Writers(
        drafter=drafter,
        refine=refine_section,
        concurrency=concurrency,
        passages=tally.lend,
    )
    document = write_document(document, writers, on_section=tally.count, on_title=tally.count_title)
    lent = {section_id: shown for section_id, shown in tally.lent.items() if shown}
    return DraftedDocument(
        document=document,
        engine=drafter.engine,
        report=check_document(document, samples=[one.text for shown in lent.values() for one in shown]),
        tokens_in=tally.tokens_in,
        tokens_out=tally.tokens_out,
        lent=lent,
    )


class _Tally:
    """What a draft in the making has used: sections, tokens, and the passages each section was shown."""

    def __init__(self, *, passages: Passages | None, on_progress: Progress | None, total: int) -> None:
        """Starts at nothing.

        Args:
            passages: where passages come from; None lends none.
            on_progress: told after each section.
            total: sections to be written.
        """
        self._passages = passages
        self._on_progress = on_progress
        self._total = total
        self._done = 0
        self.tokens_in = 0
        self.tokens_out = 0
        self.lent: dict[str, tuple[Passage, ...]] = {}

    def lend(self, within: Document, section: Section) -> tuple[Passage, ...]:
        """The passages for a section, noted as lent."""
        if self._passages is None:
            return ()
        self.lent[section.id] = tuple(self._passages(within, section))
        return self.lent[section.id]

    def count(self, section: Section, written: Written) -> None:
        """Counts one section; of what it was lent, only what its prompt showed stays noted."""
        self._done += 1
        if written.generation is not None:
            self.tokens_in += written.generation.tokens_in
            self.tokens_out += written.generation.tokens_out
            shown = frozenset(written.generation.passage_ids)
            self.lent[section.id] = tuple(one for one in self.lent.get(section.id, ()) if one.id in shown)
        if self._on_progress is not None:
            self._on_progress(self._done, self._total, section)

    def count_title(self, usage: ChatUsage) -> None:
        """Counts what asking for a title took."""
        self.tokens_in += usage.tokens_in
        self.tokens_out += usage.tokens_out
