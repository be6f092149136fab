"""The database server and the model go away under the running app: one sentence, and nothing lost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from postgres_server import OwnServer, server_to_stop
from typist import Left, Typist, in_a_loop_of_its_own, stored_document

from benchmarks.load.ledger import Ledger
from benchmarks.load.servers import App
from summarizer.domain import Document
from summarizer.store import SqlStore, open_store

LLM_SERVER = Path(__file__).parents[1] / "llm_server" / "llm_server.py"
NO_LIBRARY = {"SUMMARIZER_EMBEDDING_MODEL": "none"}


@contextmanager
def started(home: Path, settings: dict[str, str]) -> Iterator[App]:
    app = App(home, NO_LIBRARY | settings)
    app.start()
    try:
        yield app
    finally:
        app.kill()


@pytest.fixture
def server() -> Iterator[OwnServer]:
    with server_to_stop() as running:
        yield running


def test_a_database_that_restarts_in_mid_edit_costs_nothing(server: OwnServer, tmp_path: Path) -> None:
    ledger, url = Ledger(), server.url.render_as_string(hide_password=False)
    with open_store(url) as store:
        document = stored_document(store)
    section_id = document.sections[0].id

    async def lose_the_database(app: App) -> Left:
        async with Typist(app.address, document, section_id, ledger) as typist:
            await typist.type("停机前写的。")
            server.stop()
            await typist.send("停机前写的。停机时写的。")
            await typist.tab.until(lambda: bool(typist.tab.page.bad_notices()) and typist.tab.is_idle)
            (sentence,) = typist.tab.page.bad_notices()
            assert "连不上数据库服务器" in sentence
            assert sentence.endswith("。")
            assert typist.left is not None, "the browser keeps what nobody has confirmed"
            return typist.left

    async def come_back(app: App, left: Left) -> None:
        async with Typist(app.address, document, section_id, ledger, left) as typist:
            assert not typist.conflict
            assert typist.left is None

    with started(tmp_path, {"SUMMARIZER_DATABASE_URL": url, "SUMMARIZER_ENGINE": "offline"}) as app:
        left = in_a_loop_of_its_own(lose_the_database(app))
        server.start()
        in_a_loop_of_its_own(come_back(app, left))
    with open_store(url) as store:
        assert ledger.losses(store) == ()
        assert ledger.acknowledged == 2
        assert store.load_document(document.id).sections[0].text == "停机前写的。停机时写的。"


@pytest.fixture
def model() -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A model server that a test may kill, and its address."""
    command = [sys.executable, str(LLM_SERVER)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        port = json.loads(process.stdout.readline())["port"]
        yield process, f"http://127.0.0.1:{port}/v1"
        process.kill()


def test_a_model_that_goes_away_in_mid_run_is_told_in_one_sentence_and_leaves_edits_alone(
    model: tuple[subprocess.Popen[str], str], tmp_path: Path, store: SqlStore, document: Document
) -> None:
    process, base_url = model
    ledger, (typed, drafted) = Ledger(), document.sections
    settings = {
        "SUMMARIZER_DATABASE_URL": "",
        "OPENAI_BASE_URL": base_url,
        "OPENAI_API_KEY": "test-key-1234567890",
        "SUMMARIZER_MODEL": "unhurried",
    }

    async def work(app: App) -> None:
        async with Typist(app.address, document, typed.id, ledger) as typist:
            page = typist.tab.page
            await typist.type("起草前写的。")
            await typist.click("desk:draft:all")
            await typist.tab.until(lambda: is_begun(store, document, drafted.id))
            process.kill()
            await typist.tab.until(lambda: typist.tab.is_idle and page.find("desk:draft:all") is not None)
            (sentence,) = page.bad_notices()
            assert "没有写成" in sentence
            assert sentence.endswith("。")
            await typist.type("起草前写的。起草失败后写的。")
            assert not typist.problem

    with started(tmp_path, settings) as app:
        in_a_loop_of_its_own(work(app))
    assert ledger.losses(store) == ()
    assert ledger.acknowledged == 2


def is_begun(store: SqlStore, document: Document, section_id: str) -> bool:
    run = store.runs.latest_run(document.id)
    one = run.section(section_id) if run is not None else None
    return one is not None and bool(one.text)
