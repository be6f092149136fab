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


@pytest.fixture
def tidying(clock: Clock) -> Tidying:
    """One that has seen what is loaded."""
    tidying = Tidying(clock)
    assert not tidying.tidy()
    return tidying


def test_what_is_alive_is_passed_over_by_later_collections(tidying: Tidying) -> None:
    assert tidying.tidy()
    assert gc.get_freeze_count() > 0


def test_it_is_done_every_five_minutes_and_not_in_between(tidying: Tidying, clock: Clock) -> None:
    assert tidying.tidy()
    clock.now = 299.0
    assert not tidying.tidy()
    clock.now = 301.0
    assert tidying.tidy()


def test_it_is_done_once_no_more_libraries_are_loaded(
    tidying: Tidying, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidying.tidy()
    for name in ("a_library_being_loaded", "a_library_loaded_just_now"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
        assert not tidying.tidy()
    assert tidying.tidy()


def test_garbage_that_was_frozen_alive_goes_with_the_next_time(tidying: Tidying, clock: Clock) -> None:
    loop = Loop()
    seen = weakref.ref(loop)
    tidying.tidy()
    del loop
    gc.collect()
    assert seen() is not None, "frozen: a collection in between does not look at it"
    clock.now = 301.0
    tidying.tidy()
    assert seen() is None
