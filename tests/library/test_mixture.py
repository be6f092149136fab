"""Further topics of a section: where texts are split, and what speaks for a second topic."""

import numpy as np
import pytest

from summarizer.domain import Topic
from summarizer.library.mixture import (
    Evidence,
    Mixing,
    further_candidates,
    split_body,
    split_heading,
    weigh_topics,
)

SHARES = {Topic.WELFARE: 0.7, Topic.RIGHTS: 0.2, Topic.PLANS: 0.095, Topic.CULTURE: 0.005}


@pytest.mark.parametrize(
    ("body", "sentences"),
    [
        ("调解3件；走访9户。", ["调解3件；", "走访9户。"]),
        ("调解3件。\n走访9户", ["调解3件。\n", "走访9户"]),
        ("调解3件，走访9户。", ["调解3件，", "走访9户。"]),
        ("调解3件，追回欠薪。走访9户。", ["调解3件，追回欠薪。", "走访9户。"]),
        ("", []),
    ],
)
def test_a_body_falls_into_sentences_or_the_parts_of_one(body: str, sentences: list[str]) -> None:
    assert split_body(body) == sentences


@pytest.mark.parametrize(
    ("title", "clauses"),
    [
        ("维权与帮扶", ["维权", "帮扶"]),
        ("抓组织，强队伍", ["抓组织", "强队伍"]),
        ("参与管理", ["参与管理"]),
        ("", []),
    ],
)
def test_a_heading_falls_into_clauses(title: str, clauses: list[str]) -> None:
    assert split_heading(title) == clauses


def test_closing_and_all_but_absent_topics_are_no_second_topic() -> None:
    assert further_candidates(SHARES) == [Topic.WELFARE, Topic.RIGHTS]
    assert further_candidates({Topic.PLANS: 0.6, Topic.WELFARE: 0.4}) == []
    assert further_candidates({Topic.WELFARE: 0.999, Topic.RIGHTS: 0.001}) == []


def test_a_topic_with_a_sentence_and_a_clause_of_its_own_has_more_evidence_than_one_in_passing() -> None:
    told = _evidence(sentences=[(0.0, 6.0), (6.0, 0.0)], clause=(0.0, 3.0))
    mentioned = _evidence(sentences=[(5.0, 2.0), (6.0, 0.0)], clause=(3.0, 0.0))
    assert all(one > other for one, other in zip(told.values, mentioned.values, strict=True))
    mixing = Mixing(weights=Evidence(gain=1.0, length=1.0, clause=1.0, sentence=1.0), bias=-2.0)
    assert mixing.probability(told) > 0.5 > mixing.probability(mentioned)


def _evidence(*, sentences: list[tuple[float, float]], clause: tuple[float, float]) -> Evidence:
    """What speaks for 维权 in a section about 帮扶, given the odds of both in sentences of equal length."""
    (evidence,) = weigh_topics(
        [SHARES[Topic.WELFARE], SHARES[Topic.RIGHTS]],
        lengths=np.full(len(sentences), 20),
        sentences=np.array(sentences),
        clauses=np.array([clause]),
    )
    return evidence
