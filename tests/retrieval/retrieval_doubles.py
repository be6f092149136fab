"""A library in memory and an embedder that knows a few words."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from summarizer.domain import Passage, Sample, Topic, UnitKind
from summarizer.errors import EngineError
from summarizer.protocols import SampleStore
from summarizer.store import open_store

MEANINGS = {"温暖": 0, "慰问": 0, "运动": 1, "比赛": 1, "提案": 2, "职代会": 2}


class WordEmbedder:
    """A dimension for each meaning: 温暖 and 慰问 are the same to it. Counts what it was asked."""

    name = "words-1"
    dimension = 4

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken
        self.seen: list[str] = []

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self.broken:
            raise EngineError("坏了")
        self.seen += texts
        rows = np.full((len(texts), self.dimension), 0.01, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word, place in MEANINGS.items():
                row[place] += text.count(word)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def make_passage(
    name: str, text: str, *, topic: Topic = Topic.WELFARE, kind: UnitKind | None = None
) -> Passage:
    return Passage(
        id=name,
        sample_id=name.split("-", maxsplit=1)[0],
        heading="",
        topic=topic,
        kind=kind,
        text=text,
        masked=text.replace("三中", "〔单位〕"),
    )


def make_library(*passages: Passage) -> SampleStore:
    """A store in memory with these passages, sample by sample."""
    store = open_store("sqlite://").samples
    for sample in dict.fromkeys(passage.sample_id for passage in passages):
        own = [passage for passage in passages if passage.sample_id == sample]
        store.add_sample(Sample(id=sample, title=sample, content_hash=sample), own)
    return store
