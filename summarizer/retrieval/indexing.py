"""Vectors for the passages that have none yet: in small steps, so that a kill loses seconds and not hours."""

from collections.abc import Callable
from typing import Final

from summarizer.protocols import Embedder, SampleStore
from summarizer.retrieval import dense
from summarizer.retrieval.hybrid import passage_text

BATCH: Final = 32
"""Passages embedded and saved at a time."""


def embed_missing(
    store: SampleStore,
    embedder: Embedder,
    *,
    on_progress: Callable[[int], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
) -> int:
    """Number of passages given a vector: all that `embedder` has not seen, unless stopped.

    Each batch is saved before the next begins; called again, it goes on where it was stopped or killed.
    Another model's vectors stay, so that going back to it costs nothing. At the end a large library is given
    an index, where its database can make one.

    Args:
        store: the library.
        embedder: sees headings and masked texts only.
        on_progress: told the number done so far after each batch.
        should_stop: asked before each batch.

    Raises:
        EngineError: the embedder failed; what was saved stays.
        StorageError: the vectors cannot be written.
    """
    done = 0
    while not should_stop():
        passages = store.passages_without_vector(embedder.name, limit=BATCH)
        if not passages:
            break
        vectors = embedder.embed([passage_text(passage) for passage in passages])
        store.save_vectors(embedder.name, dense.pack(vectors, [passage.id for passage in passages]))
        done += len(passages)
        if on_progress is not None:
            on_progress(done)
    if not should_stop():
        store.index_vectors(embedder.name)
    return done
