import math

import numpy as np
import pytest

from summarizer.retrieval import bm25


def test_a_rarer_term_is_worth_more_and_none_is_worth_nothing() -> None:
    worth = [bm25.inverse_document_frequency(df, 10) for df in range(1, 11)]
    assert worth == sorted(worth, reverse=True)
    assert min(worth) > 0


def test_the_score_of_one_term_is_the_formula() -> None:
    found = bm25.score({"a": 2.0}, {"a": 3, "b": 1}, length=4, average_length=4)
    assert found == pytest.approx(2.0 * 3 * (bm25.K1 + 1) / (3 + bm25.K1))


def test_what_the_terms_add_makes_up_the_score() -> None:
    tf, lengths = np.array([[3, 1], [0, 2]]), np.array([7, 90])
    parts = [
        bm25.term_scores(weight, tf[:, place], lengths=lengths, average_length=20)
        for place, weight in enumerate((2.0, 0.5))
    ]
    expected = bm25.score_many(np.array([2.0, 0.5]), tf, lengths=lengths, average_length=20)
    assert sum(parts) == pytest.approx(expected)


def test_a_long_passage_scores_less_for_the_same_term() -> None:
    short, long = (bm25.score({"a": 1.0}, {"a": 1}, length=n, average_length=10) for n in (5, 50))
    assert short > long


def test_repeating_a_query_term_saturates() -> None:
    once, twice, often = (bm25.query_weight(qtf, 1, 10) for qtf in (1, 2, 1000))
    assert once < twice < 2 * once
    assert often < (bm25.K3 + 1) * once
    assert math.isclose(once, bm25.inverse_document_frequency(1, 10))
