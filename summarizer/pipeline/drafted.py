"""A whole document drafted in one go, without a store."""

from collections.abc import Mapping
from dataclasses import replace

from summarizer.domain import (
    Document,
    DraftedDocument,
)
from summarizer.drafting.composer import Composer
from summarizer.drafting.engines import draft_text, pick_drafter
from summarizer.pipeline.core import Progress
from summarizer.protocols import Drafter, DraftRequest
from summarizer.revise.parts import with_section
from summarizer.verify import check_document


def draft_document(
    document: Document,
    *,
    engine: str = "auto",
    drafters: Mapping[str, Drafter] | None = None,
    on_progress: Progress | None = None,
) -> DraftedDocument:
    """`document` with every section drafted from its facts, and the proof; nothing is stored.

    Locked sections keep their text.

    Args:
        document: its facts, from a fact sheet or the store.
        engine: auto, llm, local or offline.
        drafters: by engine name; the offline composer alone when not given.
        on_progress: told after each section.

    Raises:
        EngineUnavailableError: the engine is unknown or not configured.
        EngineError: the engine failed.
    """
    drafter = pick_drafter(engine, drafters if drafters is not None else {"offline": Composer()})
    for done, section in enumerate(document.sections, start=1):
        if not section.locked:
            text = draft_text(drafter, DraftRequest(document=document, section_id=section.id))
            document = with_section(document, replace(section, text=text, origin=drafter.origin))
        if on_progress is not None:
            on_progress(done, len(document.sections), document.section(section.id))
    return DraftedDocument(document=document, engine=drafter.engine, report=check_document(document))
