"""Labelled cases about figures, written before the verifier was asked: what is right must stay right."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from verify_scores import CASES, judge, score

# Of the planted spans so many are overlooked, of the clean texts so many doubted for a figure or date.
# The fifth set was used for nothing.
MOST_OVERLOOKED = {"first": 0, "second": 0, "third": 2, "fourth": 2, "fifth": 13}
MOST_DOUBTED = {"first": 0, "second": 0, "third": 2, "fourth": 0, "fifth": 9}
ABOUT_FIGURES = frozenset(
    {"figure_changed", "figure_unsupported", "unit_changed", "date_unsupported", "imprecise", "inconsistent"}
)


def load_figures(part: str) -> Iterator[Mapping[str, Any]]:
    """The cases of one set: first, second …"""
    path = CASES.with_name(f"figures_{part}.jsonl")
    yield from map(json.loads, path.read_text("utf-8").splitlines())


@pytest.mark.parametrize("part", MOST_OVERLOOKED)
def test_hardly_any_planted_figure_is_overlooked(part: str) -> None:
    flagged = [case for case in load_figures(part) if case["label"] == "flag"]
    assert sum(one.spans - one.found for one in score(flagged).values()) <= MOST_OVERLOOKED[part]


@pytest.mark.parametrize("part", MOST_DOUBTED)
def test_hardly_any_clean_figure_is_doubted(part: str) -> None:
    clean = [case for case in load_figures(part) if case["label"] == "clean"]
    doubted = [case["id"] for case in clean if {found.kind for found in judge(case)} & ABOUT_FIGURES]
    assert len(doubted) <= MOST_DOUBTED[part], doubted
