"""The title of a document whose sections have all been written: the last thing a model drafts."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final

from summarizer.domain import Document, RunState, SectionRun
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import ConflictError
from summarizer.outline import default_title
from summarizer.protocols import ChatUsage, Drafter, Store
from summarizer.refine import draft_title

_FEWEST_SECTIONS: Final = 2


def is_to_be_titled(document: Document, written: Collection[SectionRun]) -> bool:
    """Whether a run has written the whole document, and nobody has given it a title of their own."""
    done = {one.section_id for one in written if one.state is RunState.DONE}
    free = [section.id for section in document.sections if not section.locked]
    return has_usual_title(document) and len(free) >= _FEWEST_SECTIONS and done.issuperset(free)


def has_usual_title(document: Document) -> bool:
    """Whether the title is still the one the program gave it."""
    return document.title == default_title(document.unit, document.period)


def title_document(store: Store, document: Document, drafter: Drafter, stop: StopSignal) -> ChatUsage:
    """The tokens it took to give the document a title of the model's, where it has one that claims nothing.

    Raises:
        NotFoundError: the document is gone.
        StorageError: the title could not be saved.
    """
    title, usage = draft_title(drafter, document, stop=stop)
    if not title or stop.is_set:
        return usage
    present = store.load_document(document.id)
    if has_usual_title(present):
        try:
            store.update_document(replace(present, title=title))
        except ConflictError:
            # Somebody changed it between the two: theirs stays.
            return usage
    return usage
