"""Somebody who types in one section while things break, as a tab of a browser would live through it."""

import asyncio
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any, Self, TypeVar

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load.editor import Editor
from benchmarks.load.ledger import Ledger
from benchmarks.load.page import component_data, component_value
from benchmarks.load.tab import NoAnswerError, Tab
from summarizer.domain import Document
from summarizer.factsheet import parse_fact_sheet
from summarizer.store import SqlStore

SHEET = """---
unit: ××实验小学工会
kind: school
period: 2024年度
---
## 关爱帮扶 {topic=welfare length=200}
- 2024年1月慰问困难职工32户，发放4.8万元（去年：28户）
## 文体活动 {topic=culture}
- 举办教工运动会1次
- 组织教职工合唱比赛2场，参加126人次
"""
# What never comes fails all the same; a machine that does other work, too, is slow.
PATIENCE_S = 240.0
# What the server has not taken is sent again, as saving.js does.
FIRST_RETRY_S, LAST_RETRY_S = 4.0, 30.0
_Result = TypeVar("_Result")


def in_a_loop_of_its_own(work: Coroutine[Any, Any, _Result]) -> _Result:
    """What `work` returns; other tests leave an event loop running in this thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def stored_document(store: SqlStore) -> Document:
    """A document of two sections with facts, in the store."""
    return store.create_document(parse_fact_sheet(SHEET))


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What the browser keeps of a text that nobody confirmed: see unsaved.js."""

    base: int
    text: str
    sent: tuple[str, ...]


class Typist:
    """One tab with one section in hand; use as an asynchronous context manager.

    Args:
        address: of the app.
        document: the document.
        section_id: the section typed in.
        ledger: where texts are accounted for.
        left: what an earlier life of this tab could not save; it is saved as the editor would.
    """

    def __init__(
        self, address: str, document: Document, section_id: str, ledger: Ledger, left: Left | None = None
    ) -> None:
        self.tab = Tab(address, heard=self._hear, patience_s=PATIENCE_S)
        self.problem = ""
        self.shown = ""
        self.conflict = False
        self._document = document
        self._section_id = section_id
        self._ledger = ledger
        self._left = left
        self._editor: Editor | None = None
        self._again: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self.tab.__aenter__()
        await self.tab.go("desk", f"doc={self._document.id}&section={self._section_id}")
        if self._left is not None:
            await self._recover(self._left)
        return self

    async def __aexit__(self, *error: object) -> None:
        self._leave_it()
        await self.tab.__aexit__(*error)

    @property
    def editor(self) -> Editor:
        assert self._editor is not None, f"no editor on the page: {self.tab.page.bad_notices()}"
        return self._editor

    @property
    def left(self) -> Left | None:
        """What the browser's store holds at this moment."""
        if self.editor.is_clean and not self.problem:
            return None
        return Left(base=self.editor.base, text=self.editor.text, sent=self.editor.unheard)

    def _hear(self, message: ForwardMsg) -> None:
        component = message.delta.new_element.bidi_component
        if component.component_name != "summarizer_editor":
            return
        told = component_data(component)
        if told["section"] != self._section_id:
            return
        self.problem, self.shown = told["problem"], told["text"]
        if self._editor is None:
            inherited = self._left.sent if self._left is not None else ()
            self._editor = Editor(
                self._section_id, revision=told["revision"], text=told["text"], inherited=inherited
            )
            return
        saved = self._editor.hear(told)
        if saved is not None:
            self._ledger.acknowledge(self._section_id, saved)

    async def _recover(self, left: Left) -> None:
        """What the editor does with a text left over: nothing, type it again, or let the user choose."""
        if left.text == self.editor.text:
            self._ledger.acknowledge(self._section_id, left.text)
        elif left.base == self.editor.base or self.editor.text in left.sent:
            await self.type(left.text, is_new=False)
        else:
            self.conflict = True

    async def send(self, text: str, *, is_new: bool = True) -> None:
        """Types and does not wait for anything."""
        if is_new:
            self._ledger.send(self._document.id, self._section_id, text)
        self._leave_it()
        edit = self.editor.type(text)
        await self._tell(edit)
        self._again = asyncio.create_task(self._repeat(edit))

    async def _tell(self, edit: Mapping[str, Any]) -> None:
        component = self.tab.page.find(f"desk:text:{self._section_id}")
        await self.tab.send(component_value(component.id, "edit", edit))

    async def _repeat(self, edit: Mapping[str, Any]) -> None:
        """Sends an edit again, ever more seldom, until the server has taken it."""
        with suppress(NoAnswerError):
            for tries in count():
                await asyncio.sleep(min(FIRST_RETRY_S * 2**tries, LAST_RETRY_S))
                if self.editor.is_clean:
                    return
                await self._tell({**edit, "tries": tries + 1})

    def _leave_it(self) -> None:
        if self._again is not None:
            self._again.cancel()

    async def type(self, text: str, *, is_new: bool = True) -> None:
        """Types and waits until the server has taken the text, be it to say that it cannot save it."""
        await self.send(text, is_new=is_new)
        await self.tab.until(lambda: self.editor.is_clean)

    async def click(self, key: str) -> None:
        """Clicks on a button and waits for the page."""
        await self.tab.act(self.tab.page.button(key))
