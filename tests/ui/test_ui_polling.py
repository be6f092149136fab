"""Pages that watch runs look more seldom the more of them there are."""

import pytest

from summarizer.ui.polling import Watchers


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_one_page_looks_three_times_a_second() -> None:
    watchers = Watchers()
    assert [watchers.pause_s("a") for _ in range(9)] == [0.3] * 9


@pytest.mark.parametrize(("count", "pause_s"), [(1, 0.3), (6, 1.0), (15, 2.5), (500, 5.0)])
def test_all_pages_together_look_six_times_a_second_at_most(count: int, pause_s: float) -> None:
    watchers = Watchers(Clock())
    for number in range(count):
        watchers.pause_s(str(number))
    assert watchers.pause_s("0") == pytest.approx(pause_s)


def test_a_page_that_was_left_counts_no_more() -> None:
    clock = Clock()
    watchers = Watchers(clock)
    for number in range(40):
        watchers.pause_s(str(number))
    clock.now = 26.0
    assert watchers.pause_s("0") == 0.3
