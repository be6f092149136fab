"""The driver of the load benchmark and of the fault tests tells the server what Chromium tells it."""

import pytest
from browser_steps import open_example, settle, write
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.load.page import Page

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

TRIGGERS = {"trigger_value", "json_trigger_value"}


class Replay:
    """Follows a browser's websocket with a page of the driver, and notes where the two would differ."""

    def __init__(self) -> None:
        self.compared = 0
        self.differences = list[str]()
        self._page = Page()

    def follow(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._take)
        socket.on("framesent", self._compare)

    def _take(self, frame: bytes | str) -> None:
        assert isinstance(frame, bytes)
        self._page.take(ForwardMsg.FromString(frame))

    def _compare(self, frame: bytes | str) -> None:
        assert isinstance(frame, bytes)
        asked = BackMsg.FromString(frame).rerun_script
        told = {one.id: one for one in asked.widget_states.widgets if one.WhichOneof("value") not in TRIGGERS}
        mine = {one.id: one for one in self._page.states()}
        for name in mine.keys() ^ told.keys():
            # A component tells its value once it has one: what the person typed just now.
            if name in mine or not _is_typed(told[name]):
                self.differences.append(f"{name} is told by one of them only")
        for name in mine.keys() & told.keys():
            if mine[name] != told[name] and not _is_typed(told[name]):
                self.differences.append(f"{name}: {told[name]} instead of {mine[name]}")
        if set(asked.cached_message_hashes) != set(self._page.known):
            self.differences.append("other messages are kept")
        for state in told.values():
            self._page.set(state)
        self.compared += 1


def _is_typed(state: WidgetState) -> bool:
    return state.WhichOneof("value") == "json_value" and "desk:text:" in state.id


def test_the_driver_would_tell_the_server_what_chromium_tells_it(page: BrowserPage) -> None:
    replay = Replay()
    page.on("websocket", replay.follow)
    page.reload()
    page.get_by_role("button", name="新建总结").wait_for()
    settle(page)
    open_example(page)
    write(page, "开头。")
    settle(page)
    write(page, "开头。又一句。")
    settle(page)
    page.get_by_role("button", name="锁定", exact=True).click()
    settle(page)
    page.get_by_role("button", name="解锁", exact=True).click()
    settle(page)
    page.get_by_role("button", name="导出", exact=True).click()
    page.get_by_role("button", name="返回写作台").wait_for()
    settle(page)
    page.get_by_role("button", name="返回写作台").click()
    settle(page)
    assert replay.compared >= 7
    assert "\n".join(replay.differences) == ""
