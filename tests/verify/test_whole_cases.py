"""Whole documents written before the rules on them were read: what is judged right today must stay right."""

import pytest
from whole_scores import WholeScore, add_up, load_whole, whole_score

# Of the planted spans this share is found, of the clean documents at most that share doubted.
LEAST_FOUND, MOST_DOUBTED = 0.97, 0.02


@pytest.fixture(scope="module")
def scores() -> dict[str, WholeScore]:
    return whole_score(load_whole())


def test_hardly_any_fault_planted_in_a_document_is_overlooked(scores: dict[str, WholeScore]) -> None:
    flagged = add_up([score for category, score in scores.items() if category.startswith("flag")])
    assert flagged.found >= LEAST_FOUND * flagged.spans


def test_hardly_any_clean_document_is_doubted(scores: dict[str, WholeScore]) -> None:
    clean = add_up([score for category, score in scores.items() if category.startswith("clean")])
    assert clean.doubted <= MOST_DOUBTED * clean.documents


def test_every_fact_left_out_or_half_told_in_a_document_is_reported(scores: dict[str, WholeScore]) -> None:
    whole = add_up(list(scores.values()))
    assert whole.missing >= 40
    assert whole.missed == 0


def test_at_least_forty_documents_are_clean_and_forty_are_not() -> None:
    labels = [case["label"] for case in load_whole()]
    assert min(labels.count("clean"), labels.count("flag")) >= 40
