"""The order in which the sections of a run are written."""

import pytest

from summarizer.runs.agenda import Agenda


def agenda(*waiting: str, last: tuple[str, ...] = ()) -> Agenda:
    made = Agenda()
    made.add(waiting, last=last)
    return made


def test_sections_are_taken_in_the_order_they_were_asked_for() -> None:
    made = agenda("a", "b")
    made.add(["c", "a"])
    assert made.ready == 3
    assert [made.take() for _ in range(4)] == ["a", "b", "c", None]


def test_what_sums_up_waits_until_all_others_are_written() -> None:
    made = agenda("overview", "a", "b", last=("overview",))
    assert (made.take(), made.take(), made.take(), made.ready) == ("a", "b", None, 0)
    made.finish("a")
    assert made.take() is None
    made.finish("b")
    assert (made.ready, made.take()) == (1, "overview")


def test_a_section_that_joins_while_the_overview_is_written_is_written_beside_it() -> None:
    made = agenda("overview", last=("overview",))
    assert made.take() == "overview"
    made.add(["a"], last=("overview",))
    assert made.take() == "a"


def test_an_overview_that_joins_waits_for_what_is_being_written() -> None:
    made = agenda("a")
    assert made.take() == "a"
    made.add(["overview"], last=("overview",))
    assert made.take() is None
    made.finish("a")
    assert made.take() == "overview"


@pytest.mark.parametrize("last", [(), ("a",)])
def test_a_section_asked_for_again_is_not_written_twice_at_the_same_time(last: tuple[str, ...]) -> None:
    made = agenda("a", last=last)
    assert made.take() == "a"
    made.add(["a"], last=last)
    assert (made.ready, made.take()) == (0, None)
    made.finish("a")
    assert made.take() == "a"
