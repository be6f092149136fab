"""All labelled cases of claims, plans, blanks, copies, documents: what is judged right stays right."""

import pytest
from claims_scores import claims_score, load_claims

# Cases judged right, by label and category; the numbers only grow.
FLOORS = {
    "clean act": 14,
    "clean blank": 5,
    "clean copied": 5,
    "clean degree": 7,
    "clean document": 8,
    "clean growth": 4,
    "clean neutral": 15,
    "clean none": 3,
    "clean plan_done": 8,
    "clean praise": 6,
    "clean prose": 68,
    "clean rank": 6,
    "clean result": 10,
    "clean success": 2,
    "clean whole": 4,
    "flag act": 11,  # of 12
    "flag blank": 7,
    "flag copied": 4,
    "flag degree": 10,
    "flag document": 5,
    "flag embellished": 33,  # of 35
    "flag growth": 5,
    "flag none": 4,
    "flag plan_done": 9,
    "flag praise": 8,
    "flag rank": 7,
    "flag result": 14,
    "flag success": 2,
    "flag whole": 4,
}


@pytest.fixture(scope="module")
def scores() -> dict[str, tuple[int, int]]:
    return claims_score()


def test_every_category_of_claims_has_a_floor(scores: dict[str, tuple[int, int]]) -> None:
    assert set(scores) == set(FLOORS)


@pytest.mark.parametrize("category", sorted(FLOORS))
def test_no_category_of_claims_falls_below_its_floor(
    scores: dict[str, tuple[int, int]], category: str
) -> None:
    assert scores[category][0] >= FLOORS[category]


def test_at_least_half_of_the_claims_cases_are_clean() -> None:
    cases = load_claims()
    assert len(cases) >= 150
    assert 2 * sum(case["label"] == "clean" for case in cases) >= len(cases)
