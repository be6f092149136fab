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
    "first": 0.98, "second": 0.98, "third": 0.97, "fourth": 1, "fifth": 1, "sixth": 0.98,
    "seventh": 0.91, "eighth": 0.73, "ninth": 1, "tenth": 1, "eleventh": 0.98,
    "twelfth": 1, "thirteenth": 1, "fourteenth": 0.98, "fifteenth": 0.94, "sixteenth": 0.98,
    "seventeenth": 0.9, "eighteenth": 0.87, "nineteenth": 0.98, "twentieth": 0.95, "twenty-first": 0.94,
    "twenty-second": 0.95, "twenty-third": 1, "twenty-fourth": 0.98, "twenty-fifth": 0.96,
    "twenty-sixth": 0.98, "twenty-seventh": 0.98, "twenty-eighth": 0.95, "twenty-ninth": 0.98,
    "thirtieth": 0.89, "thirty-first": 0.94, "thirty-second": 0.98, "thirty-third": 1,
    "thirty-fourth": 1, "thirty-fifth": 1, "thirty-sixth": 0.94, "thirty-seventh": 0.92,
    "thirty-eighth": 1, "thirty-ninth": 1,
}  # fmt: skip
MOST_DOUBTED = {
    "eighth": 0.03,
    "eleventh": 0.04,
    "thirteenth": 0.17,
    "fourteenth": 0.06,
    "eighteenth": 0.03,
    "thirtieth": 0.02,
    "thirty-fifth": 0.12,
    "thirty-ninth": 0.06,
}
# What of the sets from the tenth on is overlooked or doubted wrongly. Overlooked: words of ordinary prose in
# a word's place (赔偿 for 工资, 预算 for 国库, 被表彰 for 采纳), a scope changed beside a figure that another
# fact has (等5个分厂, 新发展农民工会员), a place held in a listing by its order, one of two bodies dropped
# from a name, averages over the wrong people. Doubted: 圆满, two days of the week, 约 for 来. A blank left
# where a fact has the figure (S023, H017, H063, BA106, BC103) is reported as a missing fact; the labels ask
# for a doubt on the blank itself, which is information by definition.
KNOWN_MISSES: dict[str, set[str]] = {
    "tenth": set(),
    "eleventh": {"E038", "E063"},
    "twelfth": set(),
    "thirteenth": {"M014", "M021"},
    "fourteenth": {"N039", "N089", "N090"},
    "fifteenth": {"O005", "O040"},
    "sixteenth": {"P068", "P528"},
    "seventeenth": {"Q007", "Q038", "Q047", "Q542", "Q543", "Q559", "Q577", "Q589"},
    "eighteenth": {
        "R002", "R020", "R059", "R072", "R080", "R084", "R530", "R544",
        "R561", "R576", "R584",
    },
    "nineteenth": {"S023"},
    "twentieth": {"F023", "F557", "F568"},
    "twenty-first": {"G502", "G546", "G551", "G589"},
    "twenty-second": {"H017", "H063", "H555", "H556"},
    "twenty-third": set(),
    "twenty-fourth": {"AA027"},
    "twenty-fifth": {"BA106", "BA111"},
    "twenty-sixth": {"BB064"},
    "twenty-seventh": {"BC103"},
    "twenty-eighth": {"BD006", "BD041", "BD119"},
    "twenty-ninth": {"CA120"},
    "thirtieth": {
        "CB021", "CB037", "CB047", "CB071", "CB073", "CB075", "CB101",
    },
    "thirty-first": {"CC080", "CC081", "CC084", "CC090"},
    "thirty-second": {"DA108"},
    "thirty-third": set(),
    "thirty-fourth": set(),
    "thirty-fifth": {
        "EB013", "EB015", "EB019", "EB023", "EB027", "EB048", "EB068", "EB074", "EB078", "EB080",
        "EB087", "EB089",
    },
    "thirty-sixth": {"V36-002", "V36-076", "V36-117"},
    "thirty-seventh": {"V37-030", "V37-084", "V37-098", "V37-105"},
    "thirty-eighth": set(),
    "thirty-ninth": {"V39-35"},
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
