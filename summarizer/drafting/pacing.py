"""When a request may be sent: spacing, waiting after a failure, and leaving a failing endpoint alone."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from summarizer.errors import CircuitOpenError, EndpointError, EngineError

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backoff:
    """How often to try, and how long to wait in between.

    Attributes:
        tries: requests sent at most for one answer, the first one included.
        first_s: the wait before the second try; it doubles with every further one.
        longest_s: no wait is longer; a server that asks for more is not waited for.
        jitter: each wait is lengthened by up to this share, so that sections do not come back in step.
    """

    tries: int = 3
    first_s: float = 0.5
    longest_s: float = 20.0
    jitter: float = 0.25

    def wait_s(self, tried: int, error: EngineError) -> float | None:
        """Seconds to wait after `tried` tries failed, the last with `error`; None to give up."""
        if tried >= self.tries:
            return None
        asked = error.retry_after_s if isinstance(error, EndpointError) else None
        if asked is not None:
            return asked if asked <= self.longest_s else None
        wait = self.first_s * float(2 ** (tried - 1))
        return min(wait * (1 + random.random() * self.jitter), self.longest_s)


class RateLimiter:
    """Spreads requests over time, for all threads that share an endpoint."""

    __slots__ = ("_clock", "_interval_s", "_lock", "_next")

    def __init__(self, *, per_minute: float | None = None, clock: Clock = time.monotonic) -> None:
        """Args: per_minute: requests a minute, None for no limit; clock: seconds that never go back."""
        self._interval_s = 60.0 / per_minute if per_minute else 0.0
        self._clock = clock
        self._lock = threading.Lock()
        self._next = 0.0

    def reserve(self) -> float:
        """Seconds to wait before the request may be sent; its place is taken from now on."""
        with self._lock:
            now = self._clock()
            start = max(now, self._next)
            self._next = start + self._interval_s
            return start - now

    def pause(self, seconds: float) -> None:
        """Lets no request start within `seconds`, because the endpoint asked for it."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)


class CircuitBreaker:
    """Stops asking an endpoint that keeps failing, and tries it again with one request after a while."""

    __slots__ = ("_clock", "_cool_down_s", "_failures", "_last", "_limit", "_lock", "_open_until", "_probing")

    def __init__(
        self, *, failures: int = 6, cool_down_s: float = 30.0, clock: Clock = time.monotonic
    ) -> None:
        """Args: failures: how many in a row open the circuit; cool_down_s: how long it then stays open."""
        self._limit = failures
        self._cool_down_s = cool_down_s
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until: float | None = None
        self._probing = False
        self._last = ""

    def check(self) -> None:
        """Returns when a request may be sent.

        Raises:
            CircuitOpenError: the endpoint is left alone; the message repeats its last failure.
        """
        with self._lock:
            if self._open_until is None:
                return
            rest = self._open_until - self._clock()
            if rest <= 0 and not self._probing:
                self._probing = True
                return
            message = f"{self._last}；已连续失败{self._failures}次，暂时不再发送请求"
        hint = f"已有文字没有改动，请{max(1, round(rest))}秒后重试。"
        raise CircuitOpenError(message, hint=hint)

    def succeeded(self) -> None:
        """Notes that the endpoint answers; the circuit closes."""
        with self._lock:
            self._failures, self._open_until, self._probing = 0, None, False

    def failed(self, error: EngineError) -> None:
        """Notes a failure of the endpoint itself."""
        with self._lock:
            self._failures += 1
            self._last = str(error).rstrip("。")
            self._probing = False
            if self._failures >= self._limit:
                self._open_until = self._clock() + self._cool_down_s

    def abandoned(self) -> None:
        """Notes that a request ended without saying anything about the endpoint."""
        with self._lock:
            self._probing = False
