"""Objects frozen between two full garbage collections."""

import gc
import sys
import types
import weakref
from collections.abc import Iterator

import pytest

from summarizer.ui.collecting import Tidying


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Loop:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    gc.unfreeze()
    yield
    gc.unfreeze()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_what_is_alive_is_passed_over_by_later_collections(clock: Clock) -> None:
    assert Tidying(clock).tidy()
    assert gc.get_freeze_count() > 0


def test_it_is_done_every_twenty_seconds_and_not_in_between(clock: Clock) -> None:
    tidying = Tidying(clock)
    assert tidying.tidy()
    clock.now = 19.0
    assert not tidying.tidy()
    clock.now = 21.0
    assert tidying.tidy()


def test_it_is_done_when_a_library_was_loaded(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    tidying = Tidying(clock)
    tidying.tidy()
    monkeypatch.setitem(sys.modules, "a_library_loaded_just_now", types.ModuleType("loaded"))
    assert tidying.tidy()


def test_garbage_that_was_frozen_alive_goes_with_the_next_time(clock: Clock) -> None:
    tidying = Tidying(clock)
    loop = Loop()
    seen = weakref.ref(loop)
    tidying.tidy()
    del loop
    gc.collect()
    assert seen() is not None, "frozen: a collection in between does not look at it"
    clock.now = 21.0
    tidying.tidy()
    assert seen() is None
