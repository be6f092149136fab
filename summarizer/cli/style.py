"""The style passages a model is lent when a document is drafted from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager

from summarizer.cli.output import say
from summarizer.domain import Document, Origin, Passage, Section
from summarizer.errors import StorageError
from summarizer.protocols import Drafter
from summarizer.runs.direct import Passages
from summarizer.settings import Settings


@contextmanager
def style_passages(settings: Settings, drafter: Drafter) -> Iterator[Passages | None]:
    """What finds the passages for a section, None for the composer and for a library that cannot be opened.

    Args:
        settings: where the library is.
        drafter: who writes; the composer needs no samples, and nothing is loaded for it.
    """
    if drafter.origin is not Origin.MODEL:
        yield None
        return
    from summarizer.open_library import Library

    try:
        library = Library.open(settings)
    except StorageError as error:
        say(f"没有用上范文：{error.sentence}")
        yield None
        return
    with library:

        def passages(document: Document, section: Section) -> tuple[Passage, ...]:
            return tuple(hit.passage for hit in library.passages_for(section, document))

        yield passages
