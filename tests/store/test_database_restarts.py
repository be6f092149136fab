"""A database server that goes away and comes back, in the middle of an edit and of a run."""

import time
from collections.abc import Callable, Iterator
from itertools import count

import pytest
from postgres_server import OwnServer, server_to_stop
from store_builders import make_document

from summarizer.domain import Fact, Generation, Origin, RunState
from summarizer.drafting.composer import Composer
from summarizer.errors import DatabaseAwayError
from summarizer.pipeline import Pipeline
from summarizer.protocols import DraftRequest
from summarizer.store import SqlStore, open_store

WAIT_S = 240.0


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    with server_to_stop() as started:
        yield started


@pytest.fixture
def store(server: OwnServer) -> Iterator[SqlStore]:
    with open_store(server.url.render_as_string(hide_password=False)) as opened:
        yield opened


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


def test_an_edit_across_a_restart_is_saved_and_the_one_in_between_refused_in_words(
    server: OwnServer, store: SqlStore
) -> None:
    store.create_document(make_document("edited"))
    store.save_text("edited-c", "第一稿", Origin.EDIT, revision=0)
    server.stop()
    with pytest.raises(DatabaseAwayError, match="连不上数据库服务器") as caught:
        store.save_text("edited-c", "第二稿", Origin.EDIT, revision=1)
    assert caught.value.retryable
    server.start()
    assert store.save_text("edited-c", "第二稿", Origin.EDIT, revision=1).revision == 2
    assert [one.text for one in store.list_versions("edited-c")] == ["第二稿", "第一稿"]


def test_connections_of_before_a_restart_are_replaced_unseen(server: OwnServer, store: SqlStore) -> None:
    store.create_document(make_document("idle"))
    server.stop()
    server.start()
    assert store.save_text("idle-c", "新稿", Origin.EDIT, revision=0).text == "新稿"
    assert store.load_document("idle").section("idle-c").text == "新稿"


class RestartingDrafter:
    """Writes a few sentences; the server stops in the middle of them and starts after the last."""

    engine = "llm"
    origin = Origin.MODEL

    def __init__(self, server: OwnServer) -> None:
        self._server = server

    def draft(self, request: DraftRequest) -> Iterator[str]:
        for number in count():
            yield f"第{number}句。"
            if number == 1:
                self._server.stop()
            if number == 4:
                return

    def complete(self, request: DraftRequest, fact: Fact) -> str:
        return f"{fact.text}。"

    def generation(self, request: DraftRequest) -> Generation:
        return Generation(engine=self.engine)


def test_a_run_waits_for_a_server_that_restarts_and_keeps_all_it_wrote(
    server: OwnServer, store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    store.create_document(make_document("run"))
    pipeline = Pipeline(store=store, drafters={"llm": RestartingDrafter(server), "offline": Composer()})
    try:
        run = pipeline.start_run("run", section_ids=["run-c"])
        wait_until(lambda: "a run waits for the database" in caplog.text)
        server.start()
        wait_until(lambda: not (pipeline.watch_run("run") or run).is_live)
    finally:
        pipeline.close()
    with open_store(server.url.render_as_string(hide_password=False)) as again:
        ended = again.runs.load_run(run.id)
        assert ended.state is RunState.DONE
        assert "第0句。第1句。第2句。第3句。第4句。" in again.load_document("run").section("run-c").text
