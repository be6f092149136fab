"""Turns of the threads that write to a SQLite file."""

import threading
import time

import pytest

from summarizer.errors import StorageError
from summarizer.store.turns import Turns

WAIT_S = 180.0


def wait_until(turns: Turns, count: int) -> None:
    deadline = time.monotonic() + WAIT_S
    while len(turns) != count:
        assert time.monotonic() < deadline
        time.sleep(0.001)


def test_turns_are_given_in_the_order_they_were_asked_for() -> None:
    turns, served = Turns(WAIT_S), list[int]()

    def write(number: int) -> None:
        with turns.turn():
            served.append(number)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    with turns.turn():
        for waiting, thread in enumerate(threads, start=1):
            thread.start()
            wait_until(turns, waiting + 1)
        assert served == []
    for thread in threads:
        thread.join(WAIT_S)
    assert served == list(range(8))
    assert len(turns) == 0


def test_whoever_waits_too_long_is_told_so_and_holds_nobody_up() -> None:
    turns = Turns(0.01)
    refused = list[StorageError]()

    def write() -> None:
        with pytest.raises(StorageError, match="占用") as caught, turns.turn():
            pytest.fail("it was not its turn")
        refused.append(caught.value)

    with turns.turn():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join(WAIT_S)
        assert len(refused) == 1
        assert len(turns) == 1
    with turns.turn():
        assert len(turns) == 1


def test_an_error_in_a_turn_ends_it() -> None:
    turns = Turns(WAIT_S)
    with pytest.raises(KeyError), turns.turn():
        raise KeyError
    with turns.turn():
        assert len(turns) == 1
