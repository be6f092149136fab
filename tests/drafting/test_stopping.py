"""A stop reaches what is attached, before or after it was attached, once."""

from summarizer.drafting.stopping import StopSignal


class Stream:
    def __init__(self) -> None:
        self.stops = 0

    def stop(self) -> None:
        self.stops += 1


def test_what_is_attached_is_ended_at_once_and_once() -> None:
    signal, stream = StopSignal(), Stream()
    with signal.attached(stream):
        assert not signal.is_set
        signal.set()
        assert signal.is_set
        signal.set()
    assert stream.stops == 1


def test_what_is_attached_too_late_is_ended_right_away() -> None:
    signal, stream = StopSignal(), Stream()
    signal.set()
    with signal.attached(stream):
        assert stream.stops == 1


def test_what_is_over_is_left_alone() -> None:
    signal, over, under_way = StopSignal(), Stream(), Stream()
    with signal.attached(over):
        pass
    with signal.attached(under_way):
        signal.set()
    assert (over.stops, under_way.stops) == (0, 1)
