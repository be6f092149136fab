from typing import Any

import numpy as np
import pytest

from summarizer.protocols import PassageScore, StoredVector
from summarizer.retrieval.dense import VectorMatrix, pack, unpack

ROWS = np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32)
MATRIX = VectorMatrix(ids=("a", "b", "c"), rows=ROWS)
QUERY = np.array([1, 0], dtype=np.float32)


def close(number: float) -> Any:  # noqa: ANN401
    """A number to compare with up to rounding, in the place of a float."""
    return pytest.approx(number)


def names(found: object) -> list[str]:
    return [name for name, _ in found]  # type: ignore[attr-defined]


def test_the_nearest_comes_first_and_the_farthest_is_the_floor() -> None:
    ranking = MATRIX.search(QUERY, top_k=2)
    assert ranking.found == (PassageScore("a", 1.0), PassageScore("b", close(0.6)))
    assert ranking.floor == 0.0


def test_only_allowed_passages_are_returned() -> None:
    assert names(MATRIX.search(QUERY, among={"b", "c"}).found) == ["b", "c"]
    assert MATRIX.search(QUERY, among=set()).found == ()


def test_passages_asked_for_are_scored_though_far() -> None:
    assert names(MATRIX.search(QUERY, also=["c", "gone"], top_k=1).found) == ["a", "c"]
    assert names(MATRIX.search(QUERY, among={"a"}, also=["c"], top_k=1).found) == ["a"]


def test_ties_go_by_id() -> None:
    matrix = VectorMatrix(ids=("a", "b", "c", "d", "e"), rows=np.ones((5, 2), dtype=np.float32))
    assert names(matrix.search(QUERY, top_k=5).found) == ["a", "b", "c", "d", "e"]


def test_vectors_survive_being_stored() -> None:
    matrix = unpack(pack(ROWS, ["a", "b", "c"]), dimension=2)
    assert matrix.ids == MATRIX.ids
    assert matrix.rows.dtype == np.float32
    assert np.allclose(matrix.rows, ROWS, atol=1e-3)


def test_vectors_of_another_length_are_left_out() -> None:
    assert unpack([StoredVector("a", b"\x00\x00")], dimension=2).rows.shape == (0, 2)
