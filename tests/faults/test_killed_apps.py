"""kill -9 of the app in the middle of an edit and of a run: nothing acknowledged is lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typist import Left, Typist, in_a_loop_of_its_own

from benchmarks.load.ledger import Ledger
from benchmarks.load.servers import App
from benchmarks.load.tab import NoAnswerError
from summarizer.domain import Document
from summarizer.store import SqlStore

if TYPE_CHECKING:
    from llm_fixtures import LlmServer

MODEL = "unhurried@killed-apps"


@pytest.fixture
def app(tmp_path: Path, document: Document, llm_server: "LlmServer") -> Iterator[App]:
    running = App(
        tmp_path,
        {
            "SUMMARIZER_DATABASE_URL": "",
            "SUMMARIZER_EMBEDDING_MODEL": "none",
            "OPENAI_BASE_URL": llm_server.base_url,
            "OPENAI_API_KEY": "test-key-1234567890",
            "SUMMARIZER_MODEL": MODEL,
        },
    )
    running.start()
    yield running
    running.kill()


def text_of(number: int) -> str:
    return f"第{number}次改动：2024年1月慰问困难职工32户，发放4.8万元。"


async def type_until_killed(app: App, document: Document, ledger: Ledger) -> Left:
    """Types a few texts, sends one more and kills the app before anything is heard of it."""
    async with Typist(app.address, document, document.sections[0].id, ledger) as typist:
        for number in range(4):
            await typist.type(text_of(number))
            assert not typist.problem
        await typist.send(text_of(4))
        app.kill()
        await broken(typist)
        # What arrived before the end was heard; the rest is in the browser.
        return typist.left or Left(base=typist.editor.base, text=typist.editor.text, sent=())


async def broken(typist: Typist) -> None:
    with pytest.raises(NoAnswerError, match="broke"):
        await typist.tab.until(lambda: False)


def test_an_app_killed_in_mid_edit_loses_nothing_and_gets_what_the_browser_kept(
    app: App, store: SqlStore, document: Document
) -> None:
    ledger = Ledger()
    left = in_a_loop_of_its_own(type_until_killed(app, document, ledger))
    assert left.text == text_of(4), "the last words are in the browser's store"
    assert ledger.losses(store) == ()
    app.start()

    async def come_back() -> None:
        async with Typist(app.address, document, document.sections[0].id, ledger, left) as typist:
            assert not typist.conflict
            assert typist.left is None

    in_a_loop_of_its_own(come_back())
    assert ledger.losses(store) == ()
    assert ledger.acknowledged == ledger.sent
    assert store.load_document(document.id).sections[0].text == text_of(4)


def test_an_app_killed_in_mid_run_leaves_edits_alone_and_the_run_goes_on_from_where_it_was(
    app: App, store: SqlStore, document: Document
) -> None:
    ledger = Ledger()
    typed, drafted = document.sections

    async def work() -> Left | None:
        async with Typist(app.address, document, typed.id, ledger) as typist:
            await typist.type(text_of(1))
            await typist.tab.act(typist.tab.page.button("desk:draft:all"))
            await typist.tab.until(lambda: is_written(store, document, drafted.id))
            app.kill()
            await broken(typist)
            return typist.left

    assert in_a_loop_of_its_own(work()) is None
    assert ledger.losses(store) == ()
    app.start()

    async def resume() -> None:
        async with Typist(app.address, document, typed.id, ledger) as typist:
            page = typist.tab.page
            # The killed process's lease has to run out first; the page looks again by itself.
            await typist.tab.until(lambda: typist.tab.is_idle and page.find("desk:run:resume") is not None)
            await typist.click("desk:run:resume")
            await typist.tab.until(lambda: typist.tab.is_idle and page.find("desk:draft:all") is not None)

    in_a_loop_of_its_own(resume())
    assert ledger.losses(store) == ()
    assert "合唱比赛2场" in store.load_document(document.id).section(drafted.id).text


def is_written(store: SqlStore, document: Document, section_id: str) -> bool:
    run = store.runs.latest_run(document.id)
    one = run.section(section_id) if run is not None else None
    return one is not None and bool(one.text)
