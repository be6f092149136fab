from typing import Any

import pytest

from summarizer.protocols import PassageScore
from summarizer.retrieval.fusion import RRF_K, Ranking, fuse_ranks, fuse_scores, ranked


def close(number: float) -> Any:  # noqa: ANN401
    """A number to compare with up to rounding, in the place of a float."""
    return pytest.approx(number)


def ranking(*pairs: tuple[str, float], floor: float = 0.0) -> Ranking:
    return Ranking(found=[PassageScore(*pair) for pair in pairs], floor=floor)


def test_scores_are_brought_to_one_scale() -> None:
    fused = fuse_scores(
        [ranking(("a", 20), ("b", 10)), ranking(("b", 0.9), ("a", 0.8), floor=0.7)], weights=(0.5, 0.5)
    )
    assert fused == (PassageScore("a", close(0.75)), PassageScore("b", close(0.75)))


def test_a_ranking_that_found_nothing_takes_no_share() -> None:
    assert fuse_scores([ranking(("a", 4), ("b", 2)), ranking()], weights=(0.3, 0.7)) == (
        PassageScore("a", close(1.0)),
        PassageScore("b", close(0.5)),
    )


def test_equal_scores_do_not_divide_by_zero() -> None:
    assert fuse_scores([ranking(("b", 1), ("a", 1), floor=1)], weights=(1,)) == (
        PassageScore("a", 1.0),
        PassageScore("b", 1.0),
    )


def test_ranks_are_added_up_as_in_the_paper() -> None:
    fused = fuse_ranks([ranking(("a", 9), ("b", 1)), ranking(("b", 5))], weights=(1, 2))
    assert fused == (
        PassageScore("b", close(1 / (RRF_K + 2) + 2 / (RRF_K + 1))),
        PassageScore("a", close(1 / (RRF_K + 1))),
    )


@pytest.mark.parametrize("fuse", [fuse_scores, fuse_ranks])
def test_every_ranking_needs_a_weight(fuse: object) -> None:
    with pytest.raises(ValueError, match="zip"):
        fuse([ranking(("a", 1)), ranking()], weights=(1,))  # type: ignore[operator]


def test_noise_in_the_last_digits_is_a_tie() -> None:
    assert [found.passage_id for found in ranked([PassageScore("b", 1 + 1e-12), PassageScore("a", 1.0)])] == [
        "a",
        "b",
    ]
