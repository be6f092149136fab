"""Labelled cases written before the rules were read: what is judged right today must stay right."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from verify_scores import CASES, Score, score

UNSEEN = CASES.with_name("unseen_cases.jsonl")
# Of the planted spans this share is found, of the clean texts at most that share doubted. The third set was
# hardly used to widen the rules. The eighth was not used at all to find more: it shows what to expect of
# texts nobody has seen.
LEAST_FOUND = {
    "first": 0.98, "second": 0.98, "third": 0.91, "fourth": 0.98, "fifth": 0.96, "sixth": 0.96,
    "seventh": 0.9, "eighth": 0.7, "ninth": 1, "tenth": 0.98, "eleventh": 0.96,
    "twelfth": 1, "thirteenth": 1, "fourteenth": 0.98, "fifteenth": 0.94, "sixteenth": 0.98,
    "seventeenth": 0.86, "eighteenth": 0.83,
}  # fmt: skip
MOST_DOUBTED = {
    "seventeenth": 0.07,
    "eighteenth": 0.1,
    "sixth": 0.03,
    "eighth": 0.17,
    "eleventh": 0.04,
    "thirteenth": 0.17,
    "fourteenth": 0.08,
}
# What of the last seven sets is overlooked or doubted wrongly: a candidate told as winner, a training and a
# use of proposals no fact tells of, homes said to be improved beside a rise of wages; 圆满, 两天 of two days
# of the week and 教师 for 全园教师 in clean prose. In free drafts 赔偿 for 工资, 行政总厨 for 厨师长 and a
# misspelt name beside the right one; 4席 for 4人, 11 others of 12, 免费电影 for 免费观影 in clean prose. Of
# messy facts an average over the wrong people; 3个 of which one is named and 2 are told as 另外2个.
KNOWN_MISSES = {
    "tenth": {"T115", "T154"},
    "eleventh": {"E038", "E063", "E073"},
    "twelfth": set(),
    "thirteenth": {"M014", "M021"},
    "fourteenth": {"N039", "N089", "N090", "N117"},
    "fifteenth": {"O005", "O040"},
    "sixteenth": {"P068", "P528"},
    "seventeenth": {
        "Q004", "Q005", "Q007", "Q016", "Q038", "Q047", "Q063", "Q065", "Q090", "Q504", "Q542",
        "Q543", "Q559", "Q563", "Q577", "Q589",
    },
    "eighteenth": {
        "R002", "R020", "R032", "R046", "R056", "R059", "R064", "R072", "R075",
        "R080", "R081", "R082", "R084", "R525", "R530", "R544", "R561", "R576", "R584",
    },
}  # fmt: skip


def load_unseen(part: str) -> Iterator[Mapping[str, Any]]:
    """The cases of one part: first, second …"""
    for line in UNSEEN.read_text("utf-8").splitlines():
        case = json.loads(line)
        if case["set"] == part:
            yield case


@pytest.fixture(scope="module", params=LEAST_FOUND)
def part(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def scores(part: str) -> dict[str, Score]:
    return score(list(load_unseen(part)))


def test_hardly_any_planted_fault_is_overlooked(part: str, scores: dict[str, Score]) -> None:
    found, spans = sum(one.found for one in scores.values()), sum(one.spans for one in scores.values())
    assert found >= LEAST_FOUND[part] * spans


def test_hardly_any_clean_prose_is_doubted(part: str, scores: dict[str, Score]) -> None:
    clean = [one for category, one in scores.items() if category.startswith("clean")]
    assert sum(one.false_alarms for one in clean) <= MOST_DOUBTED.get(part, 0.02) * sum(
        one.cases for one in clean
    )


def test_every_dropped_fact_is_reported(scores: dict[str, Score]) -> None:
    assert sum(one.missed for one in scores.values()) == 0


@pytest.mark.parametrize("part", KNOWN_MISSES)
def test_only_known_cases_are_judged_wrong(part: str) -> None:
    wrong = {case["id"] for case in load_unseen(part) if not all(one.right for one in score([case]).values())}
    assert wrong == KNOWN_MISSES[part]
