from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from summarizer.errors import EngineUnavailableError
from summarizer.retrieval import embedders
from summarizer.retrieval.embedders import (
    BundledEmbedder,
    LazyEmbedder,
    bundled_embedder,
    neutral_text,
    unit_rows,
)


def test_the_bundled_model_tells_like_from_unlike() -> None:
    embedder = bundled_embedder()
    assert embedder is not None
    rows = embedder.embed(["走访慰问困难职工", "看望生活有困难的员工", "审议年度财务预算报告"])
    assert rows.shape == (3, embedder.dimension)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]


def test_slots_and_figures_do_not_change_a_vector() -> None:
    embedder = BundledEmbedder()
    rows = embedder.embed(["慰问困难职工〔数量〕户", "慰问困难职工32户"])
    assert np.array_equal(rows[0], rows[1])


def test_no_texts_give_no_rows() -> None:
    assert BundledEmbedder().embed([]).shape == (0, 512)


def test_without_its_package_there_is_no_bundled_embedder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedders, "_PACKAGE", "no-such-package")
    assert bundled_embedder() is None


def test_a_package_that_cannot_be_imported_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("summarizer.retrieval.embedders.importlib.import_module", fail)
    with pytest.raises(EngineUnavailableError, match="向量模型"):
        BundledEmbedder().embed(["慰问"])


def test_neutral_text() -> None:
    assert neutral_text("慰问〔数量〕户，1.2万元") == "慰问户，万元"


def test_a_row_of_zeros_stays() -> None:
    assert np.array_equal(unit_rows(np.zeros((1, 2), dtype=np.float32)), np.zeros((1, 2)))


class OneLength:
    """An embedder of one number, made once."""

    name = "one"
    dimension = 1

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.ones((len(texts), 1), dtype=np.float32)


def test_a_lazy_embedder_is_made_at_its_first_use_and_only_once() -> None:
    made: list[OneLength] = []

    def make() -> OneLength:
        made.append(OneLength())
        return made[-1]

    embedder = LazyEmbedder("endpoint model", make)
    assert (embedder.name, len(made)) == ("endpoint model", 0)
    assert (embedder.dimension, embedder.embed(["慰问"]).shape, len(made)) == (1, (1, 1), 1)


def test_a_lazy_embedder_that_could_not_be_made_is_tried_again() -> None:
    answers: list[OneLength | None] = [None, OneLength()]

    def make() -> OneLength:
        answer = answers.pop(0)
        if answer is None:
            raise EngineUnavailableError("连不上")
        return answer

    embedder = LazyEmbedder("x", make)
    with pytest.raises(EngineUnavailableError):
        embedder.embed(["慰问"])
    assert embedder.embed(["慰问"]).shape == (1, 1)
