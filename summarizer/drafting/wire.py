"""What happens below the client library: the bytes of an answer, bounded and watched for the end mark."""

from collections.abc import AsyncIterator
from contextvars import ContextVar
from importlib import import_module
from typing import Any, Final

from summarizer.errors import HugeAnswerError

_LIMIT_BYTES: Final = 32 * 1024 * 1024
_TAIL_BYTES: Final = 64
_END_MARK: Final = b"[DONE]"


class Wire:
    """What was seen of the response to one request."""

    __slots__ = ("tail",)

    def __init__(self) -> None:
        self.tail = b""

    @property
    def saw_end(self) -> bool:
        """Whether the last bytes held the protocol's end mark (`data: [DONE]`)."""
        return _END_MARK in self.tail


PRESENT_WIRE: Final[ContextVar[Wire | None]] = ContextVar("summarizer_present_wire", default=None)
"""The wire of the answer the running task reads; the client library gives hooks no other way to know."""


def watch(response: Any) -> None:  # noqa: ANN401 - a response of httpx or httpx2
    """Bounds the bytes of `response` and lets the present wire see them.

    Raises:
        HugeAnswerError: while it is read, when there are too many.
    """
    library = import_module(type(response).__module__.partition(".")[0])
    wire = PRESENT_WIRE.get() or Wire()
    inner = response.stream

    class Watched(library.AsyncByteStream):  # type: ignore[misc,name-defined]
        async def __aiter__(self) -> AsyncIterator[bytes]:
            total = 0
            async for chunk in inner:
                total += len(chunk)
                if total > _LIMIT_BYTES:
                    message = "接口返回的数据太大，已停止接收"
                    raise HugeAnswerError(message)
                wire.tail = (wire.tail + chunk)[-_TAIL_BYTES:]
                yield chunk

        async def aclose(self) -> None:
            await inner.aclose()

    response.stream = Watched()
