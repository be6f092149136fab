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
    total, done = sum(not section.locked for section in document.sections), 0
    tokens_in = tokens_out = 0
    lent: dict[str, tuple[Passage, ...]] = {}

    def count(section: Section, written: Written) -> None:
        nonlocal done, tokens_in, tokens_out
        done += 1
        if written.generation is not None:
            tokens_in += written.generation.tokens_in
            tokens_out += written.generation.tokens_out
            shown = frozenset(written.generation.passage_ids)
            lent[section.id] = tuple(one for one in lent.get(section.id, ()) if one.id in shown)
        if on_progress is not None:
            on_progress(done, total, section)

    def count_title(usage: ChatUsage) -> None:
        nonlocal tokens_in, tokens_out
        tokens_in += usage.tokens_in
        tokens_out += usage.tokens_out

    def lend(within: Document, section: Section) -> tuple[Passage, ...]:
        if passages is None or drafter.origin is not Origin.MODEL:
            return ()
        lent[section.id] = tuple(passages(within, section))
        return lent[section.id]

    writers = Writers(
        drafter=drafter,
        refine=refine_section,
        concurrency=concurrency,
        passages=lend,
    )
    document = write_document(document, writers, on_section=count, on_title=count_title)
    return DraftedDocument(
        document=document,
        engine=drafter.engine,
        report=check_document(document, samples=[one.text for shown in lent.values() for one in shown]),
        tokens_in=tokens_in,
        tokens_out=tokens_out,
        lent={section_id: shown for section_id, shown in lent.items() if shown},
    )
