import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.library.loaders.values import SourceLine
from summarizer.library.manuscript import Change, Cleaned, EditKind, Manuscript, Offsets, put_back


def source(text: str) -> list[SourceLine]:
    return [SourceLine(number, line) for number, line in enumerate(text.split("\n"), start=1)]


def edited(text: str, *passes: list[Change]) -> Cleaned:
    manuscript = Manuscript(source(text))
    for changes in passes:
        manuscript.apply(changes)
    return manuscript.finish()


@st.composite
def passes(draw: st.DrawFn) -> tuple[str, list[list[tuple[float, float, str]]]]:
    text = draw(st.text(alphabet="甲乙丙\n", max_size=20))
    change = st.tuples(st.floats(0, 1), st.floats(0, 0.3), st.text(alphabet="子丑\n", max_size=3))
    return text, draw(st.lists(st.lists(change, max_size=4), max_size=5))


@given(passes(), st.randoms(use_true_random=False))
def test_putting_back_every_edit_in_any_order_gives_the_original(
    case: tuple[str, list[list[tuple[float, float, str]]]], order: random.Random
) -> None:
    text, rounds = case
    manuscript = Manuscript(source(text))
    for changes in rounds:
        length = len(manuscript.text)
        manuscript.apply(
            Change(int(at * length), min(length, int((at + size) * length)), after, "理由")
            for at, size, after in changes
        )
    cleaned = manuscript.finish()
    assert cleaned.text == manuscript.text
    edits = list(dict.fromkeys(cleaned.edits))
    order.shuffle(edits)
    for edit in edits:
        cleaned = put_back(cleaned, edit)
    assert cleaned.text == text


def test_edits_of_several_passes_merge_into_one_with_all_reasons() -> None:
    cleaned = edited("甲＋乙", [Change(1, 2, "+", "一")], [Change(0, 3, "丙", "二")])
    assert [(edit.before, edit.after, edit.reason) for edit in cleaned.edits] == [("甲＋乙", "丙", "一；二")]


def test_a_removal_tells_only_its_own_reason() -> None:
    cleaned = edited("甲乙\n丙", [Change(0, 1, "丁", "改字")], [Change(0, 3, "", "删行")])
    assert [(edit.reason, edit.kind) for edit in cleaned.edits] == [("删行", EditKind.REMOVED)]


def test_the_line_of_an_edit_is_that_of_its_first_word() -> None:
    cleaned = edited("甲\n乙\n丙", [Change(1, 3, "", "删")])
    assert cleaned.edits[0].line == 2


def test_of_two_overlapping_changes_the_first_wins() -> None:
    assert edited("甲乙丙丁", [Change(0, 2, "子", "一"), Change(1, 3, "丑", "二")]).text == "子丙丁"


def test_a_doubt_changes_nothing_and_keeps_its_place_after_later_edits() -> None:
    cleaned = edited("甲乙丙", [Change(1, 2, None, "请核对")], [Change(0, 1, "", "删")])
    assert cleaned.text == "乙丙"
    assert [(doubt.start, doubt.before, doubt.kind) for doubt in cleaned.doubts] == [
        (1, "乙", EditKind.SUSPECT)
    ]


def test_a_dismissed_doubt_is_gone() -> None:
    cleaned = edited("甲乙丙", [Change(1, 2, None, "请核对")])
    assert put_back(cleaned, cleaned.doubts[0]).doubts == ()


def test_an_edit_cannot_be_put_back_twice() -> None:
    cleaned = edited("甲乙丙", [Change(1, 2, "", "删")])
    again = put_back(cleaned, cleaned.edits[0])
    with pytest.raises(ValueError, match="put back already"):
        put_back(again, cleaned.edits[0])


@pytest.mark.parametrize(
    ("offset", "behind", "expected"), [(0, True, 0), (1, True, 3), (1, False, 1), (2, True, 4), (3, True, 6)]
)
def test_offsets_lead_from_the_cleaned_text_to_the_original(offset: int, behind: bool, expected: int) -> None:
    cleaned = edited("甲乙丙丁戊己", [Change(1, 3, "", "删"), Change(4, 5, "", "删")])
    assert cleaned.text == "甲丁己"[: len(cleaned.text)]
    assert Offsets(cleaned.edits).original(offset, behind=behind) == (
        5 if offset == 2 and behind else expected
    )
