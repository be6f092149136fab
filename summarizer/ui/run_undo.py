"""撤销 of a run that has ended: what it wrote over, as far as nobody has touched its texts since."""

from collections.abc import Callable
from dataclasses import replace

from summarizer.domain import Document, Run, RunOutcome, Section
from summarizer.ui import desk_actions as do
from summarizer.ui import session
from summarizer.ui.services import pipeline


def undo_of(document: Document, run: Run) -> Callable[[], None] | None:
    """What takes a run back, its title too; None when it wrote over nothing.

    A text that was changed after it was written stays. It is refused as a whole once one is changed later.

    Args:
        document: as it stood while the run went on, with the title it had.
        run: one that has ended, from whichever tab or process.
    """
    after = pipeline().load(document.id)
    before = replace(after, sections=tuple(_before(section, run) for section in after.sections))
    if not any(one.text.strip() and one != after.section(one.id) for one in before.sections):
        return None

    @session.action
    def undo() -> None:
        do.see_all(pipeline().undo_change(before, after))
        present = pipeline().load(document.id)
        if present.title == after.title != document.title:
            pipeline().update_document(replace(present, title=document.title))
        session.saved()

    return undo


def _before(section: Section, run: Run) -> Section:
    """The section with the text the run found there."""
    written, started = run.section(section.id), run.created_at
    if written is None or written.outcome is not RunOutcome.SAVED or written.text != section.text:
        return section
    versions = pipeline().versions(section.id)
    older = (version for version in versions if started is not None and version.created_at < started)
    found = next(older, None)
    if found is None:
        return replace(section, text="", origin=None)
    return replace(section, text=found.text, origin=found.origin)
