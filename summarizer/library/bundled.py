"""The samples that ship with the program: where they are, and how they get into a library."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from summarizer.library.ingest import content_id, prepare_file
from summarizer.library.sample_sheet import read_sample_sheet
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


def hidden_samples(store: LibraryStore) -> Iterator[tuple[str, str]]:
    """Id and title of each shipped sample a user hid."""
    present = store.builtin_sources()
    for sample in bundled_samples():
        loaded = present.get(sample.name, "")
        if loaded and not store.source_articles(loaded):
            sheet = read_sample_sheet(sample.content)
            yield Path(sample.name).stem, sheet.article.title if sheet else Path(sample.name).stem


def load_hidden(store: LibraryStore, sample_id: str) -> bool:
    """Whether a hidden sample was brought back."""
    hidden = {name for name, _ in hidden_samples(store)}
    for sample in bundled_samples():
        if sample_id in hidden and Path(sample.name).stem == sample_id:
            return bool(_store(store, sample))
    return False


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
        written += _store(store, sample, replaces=loaded)
    return written


def _store(store: LibraryStore, sample: BundledSample, *, replaces: str = "") -> int:
    stem = Path(sample.name).stem
    _, source, articles = prepare_file(sample.content, sample.name, new_id=partial(str, stem), builtin=True)
    return len(store.add_source(source, articles, replaces=replaces))
