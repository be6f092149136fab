"""The samples that ship with the program: where they are, and how they get into a library."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from summarizer.library.ingest import content_id, prepare_file
from summarizer.protocols import LibraryStore

_PACKAGE = Path(__file__).parents[1]


class BundledSample(NamedTuple):
    """A shipped file; the name without suffix is the id of its sample."""

    name: str
    content: bytes


def bundled_samples() -> Iterator[BundledSample]:
    """The shipped samples by name: those of the installed package, else of the source tree."""
    for folder in (_PACKAGE / "samples", _PACKAGE.parent / "samples"):
        if folder.is_dir():
            for path in sorted(folder.glob("*.md")):
                yield BundledSample(path.name, path.read_bytes())
            return


def load_bundled(store: LibraryStore) -> int:
    """Number of shipped samples written: those that are new or have changed since they were loaded.

    One that a user removed is not brought back. With nothing to do it reads the files and one query.

    Raises:
        StorageError: the database cannot be written.
    """
    present = store.builtin_sources()
    written = 0
    for sample in bundled_samples():
        loaded, current = present.get(sample.name, ""), content_id(sample.content)
        was_removed = loaded and not store.source_articles(loaded)
        if loaded == current or was_removed or store.source_articles(current):
            continue
        stem = Path(sample.name).stem
        _, source, articles = prepare_file(
            sample.content, sample.name, new_id=partial(str, stem), builtin=True
        )
        written += len(store.add_source(source, articles, replaces=loaded))
    return written
