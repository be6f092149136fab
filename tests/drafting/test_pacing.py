"""Waiting, spacing and giving up, on a clock that stands still until it is moved."""

from dataclasses import dataclass

import pytest

from summarizer.drafting.pacing import Backoff, CircuitBreaker, RateLimiter
from summarizer.errors import CircuitOpenError, RateLimitedError, ServerFailureError


@dataclass
class ManualClock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


FAILURE = ServerFailureError("服务器出错（500）")


def test_waits_double_up_to_a_limit_and_the_tries_are_counted() -> None:
    backoff = Backoff(tries=5, first_s=1, longest_s=3, jitter=0)
    assert [backoff.wait_s(tried, FAILURE) for tried in range(1, 6)] == [1, 2, 3, 3, None]


def test_jitter_lengthens_a_wait_but_never_shortens_it() -> None:
    backoff = Backoff(first_s=1, jitter=0.5)
    waits = {backoff.wait_s(1, FAILURE) for _ in range(50)}
    assert len(waits) > 1
    assert all(wait is not None and 1 <= wait <= 1.5 for wait in waits)


@pytest.mark.parametrize(("asked", "wait"), [(0.0, 0.0), (7.0, 7.0), (20.0, 20.0), (21.0, None)])
def test_the_server_says_how_long_to_wait_unless_that_is_too_long(asked: float, wait: float | None) -> None:
    assert Backoff().wait_s(1, RateLimitedError("忙", retry_after_s=asked)) == wait


def test_requests_are_spread_over_the_minute() -> None:
    clock = ManualClock()
    limiter = RateLimiter(per_minute=30, clock=clock)
    assert [limiter.reserve() for _ in range(3)] == [0, 2, 4]
    clock.now += 10
    assert limiter.reserve() == 0


def test_a_pause_holds_up_all_requests() -> None:
    clock = ManualClock()
    limiter = RateLimiter(clock=clock)
    limiter.pause(5)
    assert [limiter.reserve(), limiter.reserve()] == [5, 5]
    clock.now += 6
    assert limiter.reserve() == 0


def test_the_circuit_opens_after_failures_in_a_row_and_says_what_failed() -> None:
    clock = ManualClock()
    breaker = CircuitBreaker(failures=2, cool_down_s=30, clock=clock)
    breaker.failed(FAILURE)
    breaker.check()
    breaker.failed(FAILURE)
    clock.now += 10
    with pytest.raises(CircuitOpenError, match=r"服务器出错（500）；已连续失败2次") as caught:
        breaker.check()
    assert "请20秒后重试" in caught.value.hint


def test_a_success_in_between_starts_the_count_anew() -> None:
    breaker = CircuitBreaker(failures=2, clock=ManualClock())
    for _ in range(3):
        breaker.failed(FAILURE)
        breaker.succeeded()
    breaker.check()


@pytest.mark.parametrize("outcome", ["success", "failure", "abandoned"])
def test_after_the_pause_one_request_decides(outcome: str) -> None:
    clock = ManualClock()
    breaker = CircuitBreaker(failures=1, cool_down_s=30, clock=clock)
    breaker.failed(FAILURE)
    clock.now += 31
    breaker.check()
    with pytest.raises(CircuitOpenError):
        breaker.check()
    if outcome == "success":
        breaker.succeeded()
    elif outcome == "failure":
        breaker.failed(FAILURE)
    else:
        breaker.abandoned()
    if outcome == "failure":
        with pytest.raises(CircuitOpenError):
            breaker.check()
    else:
        breaker.check()
