"""补写 sentences as marks: beside the verifier's, never over them."""

import pytest

from summarizer.domain import Fact
from summarizer.revise.completion import FilledSpan
from summarizer.ui.components.editor.filled import with_filled
from summarizer.ui.components.editor.marks import Mark, Note

FACTS = (Fact(id="f", text="送清凉3次"),)
SPAN = FilledSpan(10, 20, "f")


def red(start: int, end: int) -> Mark:
    return Mark(
        start=start, end=end, look="error", sign="误", notes=(Note(look="error", sign="误", message="错"),)
    )


@pytest.mark.parametrize(
    ("marks", "filled"),
    [
        ([], [(10, 20, "补")]),
        ([red(0, 5)], [(10, 20, "补")]),
        ([red(12, 14)], [(10, 12, ""), (14, 20, "补")]),
        ([red(16, 25)], [(10, 16, "补")]),
        ([red(5, 12)], [(12, 20, "补")]),
        ([red(10, 20)], []),
        ([red(15, 17), red(11, 13)], [(10, 11, ""), (13, 15, ""), (17, 20, "补")]),
    ],
)
def test_a_filled_sentence_is_marked_where_nothing_else_is(
    marks: list[Mark], filled: list[tuple[int, int, str]]
) -> None:
    shown = with_filled(marks, [SPAN], FACTS)
    assert [(one.start, one.end, one.sign) for one in shown if one.look == "note"] == filled
    assert [one for one in shown if one.look == "error"] == sorted(marks, key=lambda mark: mark.start)
    assert [one.start for one in shown] == sorted(one.start for one in shown)


def test_the_note_names_the_fact() -> None:
    (mark,) = with_filled([], [SPAN], FACTS)
    assert mark.notes[0].fact == "送清凉3次"
    assert "补写" in mark.notes[0].message


def test_the_sentence_of_a_fact_that_is_gone_is_still_marked() -> None:
    (mark,) = with_filled([], [SPAN], ())
    assert mark.notes[0].fact == ""
