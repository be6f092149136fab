"""A browser tab on the wire: a websocket, runs asked for and awaited, fragments that renew themselves."""

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from benchmarks.load.page import Page

PATIENCE_S: Final = 60.0
_HUGE: Final = 64 << 20
_TRIGGERS: Final = ("trigger_value", "json_trigger_value")


class NoAnswerError(Exception):
    """The server did not finish a run in time, or the connection broke."""


class Tab:
    """One tab; use as an asynchronous context manager.

    Args:
        address: of the app, http://host:port.
        heard: told of every message, once the page has followed it.
        patience_s: how long a run may take.
    """

    def __init__(
        self,
        address: str,
        *,
        heard: Callable[[ForwardMsg], None] = lambda _: None,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.page = Page()
        self.query = ""
        self.pages: dict[str, str] = {}
        self._address = address
        self._heard = heard
        self._patience_s = patience_s
        self._hash = ""
        self._begun = self._ended = 0
        self._is_broken = False
        self._changed = asyncio.Condition()
        self._renewing: dict[str, asyncio.Task[None]] = {}
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        try:
            self._socket = await connect(
                f"{self._address.replace('http', 'ws', 1)}/_stcore/stream",
                subprotocols=[Subprotocol("streamlit")],
                max_size=_HUGE,
                open_timeout=self._patience_s,
            )
        except (OSError, WebSocketException) as error:
            raise NoAnswerError(f"no connection: {error}") from error
        self._reader = asyncio.create_task(self._read(self._socket))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._still()
        if self._socket is not None:
            await self._socket.close()
        if self._reader is not None:
            await self._reader

    async def go(self, page: str = "", query: str = "") -> float:
        """Seconds until a page has been drawn: by its title when a page is open, else by its address."""
        self._hash, self.query = self.pages.get(page, ""), query
        return await self._run(page if not self._hash else "", ())

    async def act(self, *values: WidgetState) -> float:
        """Seconds from sending what a person did until the run it set off has ended.

        Args:
            values: of the widgets used; triggers are told once, other values from then on.

        Raises:
            NoAnswerError: the run did not end in time, or the connection broke.
        """
        return await self._run("", self._set(values))

    async def send(self, *values: WidgetState) -> None:
        """Sends what a person did, and waits for nothing.

        Raises:
            NoAnswerError: the connection broke.
        """
        await self._ask(triggers=self._set(values))

    def _set(self, values: Sequence[WidgetState]) -> list[WidgetState]:
        """The triggers among values; the page remembers the others."""
        triggers = [one for one in values if one.WhichOneof("value") in _TRIGGERS]
        for value in values:
            if value not in triggers:
                self.page.set(value)
        return triggers

    @property
    def is_idle(self) -> bool:
        """Whether every run that began has been drawn to its end."""
        return self._ended == self._begun

    async def until(self, is_so: Callable[[], bool], *, patience_s: float | None = None) -> None:
        """Waits until the page is as wanted, as long as for a run unless told otherwise.

        Raises:
            NoAnswerError: it never came to that, or the connection broke.
        """
        async with self._changed:
            await self._wait(is_so, patience_s or self._patience_s)

    async def _run(self, name: str, triggers: Sequence[WidgetState]) -> float:
        started, before = time.perf_counter(), self._begun
        await self._ask(name=name, triggers=triggers)
        async with self._changed:
            await self._wait(lambda: self._ended > before, self._patience_s)
        return time.perf_counter() - started

    async def _wait(self, is_so: Callable[[], bool], patience_s: float) -> None:
        def is_over() -> bool:
            return is_so() or self._is_broken

        try:
            await asyncio.wait_for(self._changed.wait_for(is_over), patience_s)
        except TimeoutError as error:
            state = f"{self._ended} of {self._begun} runs drawn, told: {self.page.bad_notices()}"
            raise NoAnswerError(f"no answer in {patience_s:.0f} s; {state}") from error
        if not is_so():
            raise NoAnswerError("the connection broke")

    async def _ask(self, *, name: str = "", triggers: Sequence[WidgetState] = (), fragment: str = "") -> None:
        asked = BackMsg()
        client = asked.rerun_script
        client.query_string, client.page_name = self.query, name
        client.page_script_hash = self._hash
        client.fragment_id, client.is_auto_rerun = fragment, bool(fragment)
        client.cached_message_hashes.extend(self.page.known)
        client.widget_states.widgets.extend([*self.page.states(), *triggers])
        client.context_info.timezone = "Asia/Shanghai"
        client.context_info.url = self._address
        if self._socket is None:
            raise NoAnswerError("not connected")
        try:
            await self._socket.send(asked.SerializeToString())
        except WebSocketException as error:
            raise NoAnswerError("the connection broke") from error

    async def _read(self, socket: ClientConnection) -> None:
        with suppress(WebSocketException):
            async for frame in socket:
                message = ForwardMsg()
                message.ParseFromString(frame if isinstance(frame, bytes) else frame.encode())
                self._follow(self.page.take(message))
                async with self._changed:
                    self._changed.notify_all()
        self._still()
        self._is_broken = True
        async with self._changed:
            self._changed.notify_all()

    def _follow(self, message: ForwardMsg) -> None:
        match message.WhichOneof("type"):
            case "new_session":
                if not message.metadata.run.fragment_ids:
                    self._begun += 1
                    self._still()
            case "navigation":
                self._hash = message.navigation.page_script_hash
                self.pages = {one.page_name: one.page_script_hash for one in message.navigation.app_pages}
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "auto_rerun":
                self._renew(message.auto_rerun.fragment_id, message.auto_rerun.interval)
            case "stop_auto_rerun":
                for fragment in message.stop_auto_rerun.fragment_ids:
                    self._still(fragment)
            case "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    self._ended = self._begun
        self._heard(message)

    def _renew(self, fragment: str, interval_s: float) -> None:
        """Has a fragment run again and again, as `run_every` wants it."""
        self._still(fragment)

        async def renew() -> None:
            with suppress(NoAnswerError):
                while True:
                    await asyncio.sleep(interval_s)
                    await self._ask(fragment=fragment)

        self._renewing[fragment] = asyncio.create_task(renew())

    def _still(self, fragment: str | None = None) -> None:
        for name in [fragment] if fragment is not None else list(self._renewing):
            task = self._renewing.pop(name, None)
            if task is not None:
                task.cancel()
