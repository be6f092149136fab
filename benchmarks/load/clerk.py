"""One person at work: opens the app, makes a document, has it drafted, types, locks, exports."""

import asyncio
import io
import random
import time
import zipfile
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Final

import httpx
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.load.editor import Editor
from benchmarks.load.figures import Figures
from benchmarks.load.ledger import Ledger
from benchmarks.load.page import component_data, component_trigger, component_value, state
from benchmarks.load.tab import NoAnswerError, Tab

_EDITOR: Final = "summarizer_editor"
_FACTS: Final = (
    "组织学习党的二十届三中全会精神{a}次，参加{b}人次",
    "1月走访慰问困难职工{a}户，发放慰问金{c}万元（去年：{d}户）",
    "举办职工技能培训{a}期，{b}人参加",
    "开展送清凉活动{a}次，惠及职工{b}人次",
)
_DRAFT_PATIENCE_S: Final = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a person works.

    Attributes:
        edits: texts to be typed in all.
        think_s: seconds between two things done, on average; between half and one and a half of it.
        edits_per_round: texts typed between drafting, locking and exporting.
        sections: how many sections get facts.
    """

    edits: int = 200
    think_s: float = 5.0
    edits_per_round: int = 25
    sections: int = 4


class Clerk:
    """A person with one tab.

    Args:
        number: tells people apart, and seeds what they do.
        address: of the app.
        habits: how they work.
        ledger: where typed texts are accounted for.
        figures: where times and errors go.
    """

    def __init__(
        self, number: int, *, address: str, habits: Habits, ledger: Ledger, figures: Figures
    ) -> None:
        self._number = number
        self._address = address
        self._habits = habits
        self._ledger = ledger
        self._figures = figures
        self._dice = random.Random(number)
        self._tab = Tab(address, heard=self._hear)
        self._editors: dict[str, Editor] = {}
        self._here = ""
        self._typed = 0
        self._document_id = ""

    async def work(self) -> None:
        """Does everything once, then types and exports until all edits are made."""
        try:
            async with self._tab:
                await self._begin()
                sections = await self._fill()
                await self._draft()
                while self._typed < self._habits.edits:
                    await self._edit(sections)
                    await self._lock()
                    await self._export()
        except (NoAnswerError, LookupError, httpx.HTTPError) as error:
            self._figures.fail(f"user {self._number}: {type(error).__name__}: {error}")

    def _hear(self, message: ForwardMsg) -> None:
        component = message.delta.new_element.bidi_component
        if component.component_name != _EDITOR:
            return
        told = component_data(component)
        self._here = told["section"]
        editor = self._editors.get(self._here)
        if editor is None:
            self._editors[self._here] = Editor(self._here, revision=told["revision"], text=told["text"])
            return
        saved = editor.hear(told)
        if saved is not None:
            self._ledger.acknowledge(self._here, saved)
        if told["problem"]:
            self._figures.fail(f"user {self._number}: {told['problem']}")

    async def _do(self, kind: str, done: Awaitable[float]) -> None:
        self._figures.add(kind, await done)
        for sentence in self._tab.page.bad_notices():
            self._figures.fail(f"user {self._number}, {kind}: {sentence}")
        await self._think()

    async def _think(self) -> None:
        await asyncio.sleep(self._habits.think_s * self._dice.uniform(0.5, 1.5))

    async def _click(self, kind: str, key: str) -> None:
        await self._do(kind, self._tab.act(self._tab.page.button(key)))

    async def _begin(self) -> None:
        """From the first page to a document of their own on the workbench."""
        await self._fetch("打开网址", "/")
        await self._do("打开首页", self._tab.go())
        await self._click("换页", "home:new:open")
        unit = self._tab.page.find("new:unit:name")
        if unit is None:
            raise LookupError("no field for the name of the unit")
        await self._do("填写单位", self._tab.act(state(unit.id, string_value=f"第{self._number}小学工会")))
        await self._click("建立总结", "new:create:go")
        self._document_id = self._tab.query.partition("doc=")[2].partition("&")[0]

    async def _fill(self) -> list[str]:
        """The sections that got facts."""
        outline = self._tab.page.find(f"desk:outline:{self._document_id}")
        if outline is None:
            raise LookupError("no outline on the workbench")
        rows = component_data(outline)["rows"]
        chosen: list[str] = [row["id"] for row in rows][1 : self._habits.sections + 1]
        for section_id in chosen:
            await self._open(section_id)
            field = self._tab.page.find(f"desk:facts:{section_id}")
            numbers = {name: self._dice.randint(2, 90) for name in "abcd"}
            lines = "\n".join(fact.format(**numbers) for fact in _FACTS)
            await self._do("填写事实", self._tab.act(state(field.id, string_value=lines)))
        return chosen

    async def _open(self, section_id: str) -> None:
        if section_id == self._here:
            return
        outline = self._tab.page.find(f"desk:outline:{self._document_id}")
        await self._do("换一节", self._tab.act(component_trigger(outline.id, "act", ["open", section_id])))

    async def _draft(self) -> None:
        started = time.perf_counter()
        await self._click("点生成全文", "desk:draft:all")

        def is_over() -> bool:
            page = self._tab.page
            return self._tab.is_idle and page.find("desk:draft:all") is not None

        await self._tab.until(is_over, patience_s=_DRAFT_PATIENCE_S)
        self._figures.add("全文写完", time.perf_counter() - started)

    async def _edit(self, sections: Iterable[str]) -> None:
        for section_id in self._dice.sample(list(sections), k=len(list(sections))):
            await self._open(section_id)
            for _ in range(max(1, self._habits.edits_per_round // self._habits.sections)):
                if self._typed >= self._habits.edits:
                    return
                await self._type(section_id)

    async def _type(self, section_id: str) -> None:
        """Changes the last sentence, as somebody does who looks for the right words."""
        editor = self._editors[section_id]
        kept = editor.text.partition("经第")[0]
        self._typed += 1
        text = f"{kept}经第{self._typed}次核对，走访职工{self._dice.randint(2, 90)}户，情况属实。"
        component = self._tab.page.find(f"desk:text:{section_id}")
        self._ledger.send(self._document_id, section_id, text)
        edit = editor.type(text)
        await self._do("改正文", self._tab.act(component_value(component.id, "edit", edit)))
        await self._tab.until(lambda: editor.is_clean)

    async def _lock(self) -> None:
        """锁定 and 解锁."""
        for _ in range(2):
            await self._click("锁定", f"desk:lock:{self._here}")

    async def _export(self) -> None:
        await self._click("打开导出页", "desk:export:open")
        anyway = self._tab.page.find(f"export:anyway:{self._document_id}")
        if anyway is not None:
            await self._do("勾选仍要导出", self._tab.act(state(anyway.id, bool_value=True)))
        button = self._tab.page.find("export:download:file")
        if button is None:
            raise LookupError("no download on the export page")
        content = await self._fetch("下载", button.url)
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            written = file.read("word/document.xml").decode()
        wanted = [editor.text for editor in self._editors.values() if editor.text]
        if not all(text[-12:] in written for text in wanted):
            self._figures.fail(f"user {self._number}: the file lacks what was typed")
        await self._click("返回写作台", "export:back:desk")

    async def _fetch(self, kind: str, path: str) -> bytes:
        started = time.perf_counter()
        async with httpx.AsyncClient(base_url=self._address, timeout=60) as client:
            answer = await client.get(path)
            answer.raise_for_status()
        self._figures.add(kind, time.perf_counter() - started)
        return answer.content


async def at_work(
    clerks: Iterable[Clerk], *, apart_s: float, each: Callable[[], None] = lambda: None
) -> None:
    """Lets all of them work at the same time, one beginning `apart_s` after the other."""

    async def late(place: int, clerk: Clerk) -> None:
        await asyncio.sleep(place * apart_s)
        await clerk.work()
        each()

    await asyncio.gather(*(late(place, clerk) for place, clerk in enumerate(clerks)))
