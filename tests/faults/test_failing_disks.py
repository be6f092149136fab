"""A disk that is full, or slow, under the running app: one clear sentence, and no acknowledged word lost."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typist import Typist, in_a_loop_of_its_own

from benchmarks.load.ledger import Ledger
from benchmarks.load.servers import App
from summarizer.domain import Document
from summarizer.store import SqlStore

PROGRAM = Path(__file__).with_name("faulty_app.py")
# More than a page of the file, so that it cannot go where there is room left.
LONG = "工会始终把职工冷暖放在心上。" * 400


@pytest.fixture
def control(tmp_path: Path) -> Path:
    return tmp_path / "control.txt"


@pytest.fixture
def app(tmp_path: Path, document: Document, control: Path) -> Iterator[App]:
    settings = {
        "SUMMARIZER_DATABASE_URL": "",
        "SUMMARIZER_EMBEDDING_MODEL": "none",
        "SUMMARIZER_ENGINE": "offline",
    }
    running = App(tmp_path, settings, program=(sys.executable, str(PROGRAM), str(control)))
    running.start()
    yield running
    running.kill()


def test_disks_that_fail_cost_no_acknowledged_word_and_are_told_in_one_sentence(
    app: App, store: SqlStore, document: Document, control: Path
) -> None:
    """One app for both faults: starting it takes longer than either."""
    ledger = Ledger()

    async def work() -> None:
        async with Typist(app.address, document, document.sections[0].id, ledger) as typist:
            await typist.type("放得下的文字。")
            control.write_text("full", encoding="utf-8")
            await typist.type(f"第一次{LONG}")
            assert "磁盘空间已满" in typist.problem
            assert "您的文字仍在屏幕上，没有丢失。" in typist.problem
            assert typist.shown == f"第一次{LONG}", "the page goes on showing what was typed"
            assert len(typist.tab.page.bad_notices()) == 1
            assert ledger.losses(store) == ()
            await typist.type(f"第二次{LONG}")
            assert "磁盘空间已满" in typist.problem
            control.write_text("", encoding="utf-8")
            await typist.click(f"desk:retry:{document.sections[0].id}")
            assert not typist.problem
            assert typist.left is None
            assert store.load_document(document.id).sections[0].text == f"第二次{LONG}"

            control.write_text("slow 0.4", encoding="utf-8")
            for turn in range(4):
                for number in range(4):
                    # Faster than the disk: each text goes out while the one before is being saved.
                    await typist.send(f"磁盘慢时第{turn}轮第{number}次改动。")
                await typist.tab.until(lambda: typist.editor.is_clean)
                assert not typist.problem
                assert not typist.tab.page.bad_notices()

    in_a_loop_of_its_own(work())
    assert ledger.losses(store) == ()
    assert store.load_document(document.id).sections[0].text == "磁盘慢时第3轮第3次改动。"
