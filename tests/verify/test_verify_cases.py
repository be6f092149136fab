"""All labelled cases: what is judged right today must stay right."""

import pytest
from verify_scores import Score, load_cases, score

# Cases judged right, by label and category; the numbers only grow.
FLOORS = {
    "clean article_yi": 11,
    "clean cn_numeral": 40,
    "clean derived": 76,
    "clean exact": 23,
    "clean fullwidth": 20,  # of 21
    "clean list_split": 9,
    "clean merged": 12,
    "clean numerals_in_names": 15,
    "clean ordinal_equal": 20,
    "clean other_section": 16,
    "clean placeholder": 9,
    "clean rephrased": 61,  # of 62
    "clean section_numbers": 13,
    "clean set_phrases": 24,
    "clean split": 9,
    "clean time_equal": 32,
    "clean title_years": 11,
    "clean unit_in_list": 10,
    "clean unit_synonym": 29,
    "clean wan_equal": 33,
    "flag date_shift": 43,
    "flag dropped_fact": 27,
    "flag half_fact": 20,
    "flag honour_changed": 26,
    "flag honour_invented": 7,
    "flag name_char": 18,  # of 20
    "flag name_invented": 6,  # of 7
    "flag number_changed": 84,
    "flag number_invented": 14,
    "flag quoted_changed": 16,
    "flag rank": 11,
    "flag rounding_imprecise": 26,
    "flag sample_leak": 27,  # of 29
    "flag sum_wrong": 31,
    "flag swapped": 25,  # of 27
    "flag title_changed": 15,
    "flag title_invented": 5,
    "flag unit_swap": 43,
}


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    return score(load_cases())


def test_every_category_has_a_floor(scores: dict[str, Score]) -> None:
    assert set(scores) == set(FLOORS)


@pytest.mark.parametrize("category", sorted(FLOORS))
def test_no_category_falls_below_its_floor(scores: dict[str, Score], category: str) -> None:
    assert scores[category].right >= FLOORS[category]


def test_no_dropped_fact_is_overlooked(scores: dict[str, Score]) -> None:
    assert sum(one.missed for one in scores.values()) == 0


def test_hardly_any_clean_text_is_doubted(scores: dict[str, Score]) -> None:
    clean = [one for category, one in scores.items() if category.startswith("clean")]
    assert sum(one.false_alarms for one in clean) <= 0.01 * sum(one.cases for one in clean)
