import pytest
from retrieval_doubles import WordEmbedder, make_library, make_passage

from summarizer.errors import EngineError
from summarizer.retrieval import indexing
from summarizer.retrieval.indexing import embed_missing

PASSAGES = [make_passage(f"s{number}-0", f"三中第{number}段") for number in range(5)]


def test_every_passage_gets_a_vector_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)
    store, embedder, progress = make_library(*PASSAGES), WordEmbedder(), list[int]()
    assert embed_missing(store, embedder, on_progress=progress.append) == 5
    assert progress == [2, 4, 5]
    assert embed_missing(store, embedder) == 0
    assert len(embedder.seen) == 5


def test_an_embedder_sees_masked_texts_only() -> None:
    embedder = WordEmbedder()
    embed_missing(make_library(*PASSAGES), embedder)
    assert not any("三中" in text for text in embedder.seen)


def test_what_was_done_before_a_stop_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)
    store, embedder = make_library(*PASSAGES), WordEmbedder()
    assert embed_missing(store, embedder, should_stop=lambda: len(embedder.seen) >= 2) == 2
    assert embed_missing(store, embedder) == 3


def test_a_failure_passes_on() -> None:
    with pytest.raises(EngineError):
        embed_missing(make_library(*PASSAGES), WordEmbedder(broken=True))
