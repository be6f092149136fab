"""Whole documents written before the rules on them were read: what is judged right today must stay right."""

import pytest
from whole_scores import WholeScore, add_up, load_whole, whole_score

# Of the planted spans this share is found, of the clean documents at most that share doubted.
LEAST_FOUND, MOST_DOUBTED = 0.79, 0.4


@pytest.fixture(scope="module")
def scores() -> dict[str, WholeScore]:
    return whole_score(load_whole())


def test_hardly_any_fault_planted_in_a_document_is_overlooked(scores: dict[str, WholeScore]) -> None:
    flagged = add_up([score for category, score in scores.items() if category.startswith("flag")])
    assert flagged.found >= LEAST_FOUND * flagged.spans


def test_hardly_any_clean_document_is_doubted(scores: dict[str, WholeScore]) -> None:
    clean = add_up([score for category, score in scores.items() if category.startswith("clean")])
    assert clean.doubted <= MOST_DOUBTED * clean.documents
