"""Where the sentence of a forgotten fact goes."""

import pytest

from summarizer.domain import FilledSentence, Generation, SentenceSupport
from summarizer.revise.completion import (
    FilledSpan,
    filled_of,
    filled_parameter,
    filled_spans,
    insert_sentence,
    place_sentence,
)
from summarizer.text.sentences import split_sentences

SENTENCE = "慰问困难职工32户。"


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("", SENTENCE),
        (" \n", SENTENCE),
        ("【待补充：慰问户数、金额】", SENTENCE),
        ("【待补充：慰问户数】。", SENTENCE),
        ("【待补充：户数】另有送清凉3次。", f"【待补充：户数】另有送清凉3次。{SENTENCE}"),
        ("送清凉3次。", f"送清凉3次。{SENTENCE}"),
        ("送清凉3次。\n\n", f"送清凉3次。{SENTENCE}"),
        ("送清凉3次。这项工作将继续做实做细。", f"送清凉3次。{SENTENCE}这项工作将继续做实做细。"),
        ("工会坚持把冷暖放在心上。送清凉3次。", f"工会坚持把冷暖放在心上。送清凉3次。{SENTENCE}"),
        ("送清凉3次。\n这项工作将继续做实做细。", f"送清凉3次。\n这项工作将继续做实做细。{SENTENCE}"),
        ("助学5人。\n送清凉3次。继续做实做细。", f"助学5人。\n送清凉3次。{SENTENCE}继续做实做细。"),
    ],
)
def test_a_sentence_joins_the_last_paragraph_before_its_closing(text: str, completed: str) -> None:
    assert insert_sentence(text, SENTENCE) == completed


@pytest.mark.parametrize("text", ["", "送清凉3次。\n", "【待补充：户数】"])
def test_nothing_to_add_changes_nothing(text: str) -> None:
    assert insert_sentence(text, "") == text


def supports(text: str, *facts: tuple[int, ...]) -> tuple[SentenceSupport, ...]:
    spans = split_sentences(text)
    return tuple(
        SentenceSupport(start=start, end=end, facts=told)
        for (start, end), told in zip(spans, facts, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "told", "fact", "placed"),
    [
        pytest.param(
            "甲。乙。丙。", [(0,), (), (2,)], 1, f"甲。{SENTENCE}乙。丙。", id="behind the one before"
        ),
        pytest.param(
            "开头。丙。丁。", [(), (2,), (3,)], 0, f"开头。{SENTENCE}丙。丁。", id="before the next"
        ),
        pytest.param("甲。乙。丙。", [(0,), (1,), (2,)], 1, f"甲。乙。{SENTENCE}丙。", id="behind its part"),
        pytest.param("甲。\n丙。", [(0,), (2,)], 1, f"甲。{SENTENCE}\n丙。", id="in the same paragraph"),
        pytest.param("丙。甲。", [(2,), (0,)], 3, f"丙。{SENTENCE}甲。", id="the nearest counts"),
        pytest.param("开头。结尾。", [(), ()], 0, f"开头。{SENTENCE}结尾。", id="nothing told yet"),
        pytest.param("", [], 0, SENTENCE, id="an empty text"),
        pytest.param("【待补充：户数】", [()], 0, SENTENCE, id="a mark"),
    ],
)
def test_a_sentence_goes_where_its_fact_belongs(
    text: str, told: list[tuple[int, ...]], fact: int, placed: str
) -> None:
    assert place_sentence(text, SENTENCE, fact=fact, supports=supports(text, *told)) == placed


def test_placing_nothing_changes_nothing() -> None:
    assert place_sentence("甲。", " ", fact=0, supports=supports("甲。", (0,))) == "甲。"


FILLED = FilledSentence(fact_id="f", sentence=SENTENCE)
TWIN = FilledSentence(fact_id="g", sentence=SENTENCE)


@pytest.mark.parametrize(
    ("text", "filled", "spans"),
    [
        (f"甲。{SENTENCE}", [FILLED], [FilledSpan(2, 12, "f")]),
        (f"{SENTENCE}甲改过。", [FILLED], [FilledSpan(0, 10, "f")]),
        ("慰问困难职工共32户。", [FILLED], []),
        (f"{SENTENCE}{SENTENCE}", [FILLED, TWIN], [FilledSpan(0, 10, "f"), FilledSpan(10, 20, "g")]),
        (SENTENCE, [FILLED, TWIN], [FilledSpan(0, 10, "f")]),
        ("", [FILLED], []),
        ("甲。", [FilledSentence(fact_id="f", sentence="")], []),
    ],
)
def test_filled_sentences_are_found_until_somebody_changes_them(
    text: str, filled: list[FilledSentence], spans: list[FilledSpan]
) -> None:
    assert list(filled_spans(text, filled)) == spans


def test_a_version_remembers_its_filled_sentences() -> None:
    stored = Generation(engine="llm", parameters={"variant": "0", **filled_parameter([FILLED, TWIN])})
    assert filled_of(stored) == (FILLED, TWIN)
    assert filled_of(None) == filled_of(Generation(engine="llm")) == ()
    assert filled_parameter([]) == {}
