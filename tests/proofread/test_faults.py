"""Recall on planted faults and false alarms on clean official prose."""

from collections.abc import Mapping

import pytest
from faults import (
    clean_lines,
    composed_texts,
    is_found,
    labelled_faults,
    sample_texts,
    verifier_texts,
)

from summarizer.proofread import Remark, apply_fixes, proofread
from summarizer.text.characters import count_chars

FAULTS = labelled_faults()
LEAST_RECALL = {"edit": 0.98, "hand": 0.95}
CHARS_PER_ALARM = 2_000
# Faults that were read and are none of the rules': facts that were typed with 1-6月 or a half-width comma are
# repeated by the composer as they are, and three verifier cases show list forms on purpose.
TRUE_FAULTS = {"1-6", ",", "．", "首先"}


def test_the_set_is_as_large_as_it_says() -> None:
    origins = [fault["origin"] for fault in FAULTS]
    assert origins.count("edit") >= 300
    assert origins.count("hand") >= 100
    assert len({fault["id"] for fault in FAULTS}) == len(FAULTS)
    assert all(0 <= fault["start"] < fault["end"] <= len(fault["text"]) for fault in FAULTS)


@pytest.mark.parametrize("origin", LEAST_RECALL)
def test_planted_faults_are_found(origin: str) -> None:
    faults = [fault for fault in FAULTS if fault["origin"] == origin]
    missed = [fault["id"] for fault in faults if not is_found(fault)]
    assert 1 - len(missed) / len(faults) >= LEAST_RECALL[origin], missed


def test_certain_fixes_give_the_clean_text_back() -> None:
    fixable = [fault for fault in FAULTS if fault["fixed"] is not None]
    wrong = [one["id"] for one in fixable if apply_fixes(one["text"], proofread(one["text"])) != one["fixed"]]
    assert len(fixable) > 200
    assert wrong == []


@pytest.mark.parametrize("line", clean_lines())
def test_clean_prose_with_traps_has_no_remark(line: str) -> None:
    assert [(remark.rule, remark.text) for remark in proofread(line)] == []


@pytest.mark.parametrize("source", [sample_texts, composed_texts, verifier_texts])
def test_clean_texts_raise_hardly_an_alarm(source: object) -> None:
    assert callable(source)
    texts: Mapping[str, str] = source()
    alarms: list[Remark] = [
        remark for text in texts.values() for remark in proofread(text) if remark.text not in TRUE_FAULTS
    ]
    total_chars = sum(map(count_chars, texts.values()))
    assert len(alarms) * CHARS_PER_ALARM <= total_chars, [(one.rule, one.text) for one in alarms]
