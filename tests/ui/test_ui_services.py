"""What all tabs share: one thread at a time warms the library, and its failures trouble nobody."""

import logging
import threading

import pytest

from summarizer.errors import StorageError
from summarizer.pipeline import Pipeline
from summarizer.ui import services

pytest_plugins = ["ui_fixtures"]


def warming() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "summarizer-warm-library"]


def test_the_library_is_warmed_by_one_thread_at_a_time(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, enough = threading.Semaphore(0), threading.Event()

    def warm() -> None:
        begun.release()
        enough.wait(20)

    monkeypatch.setattr(pipeline, "warm_library", warm)
    services.warm_library()
    assert begun.acquire(timeout=120)
    services.warm_library()
    (thread,) = warming()
    enough.set()
    thread.join(20)
    assert not begun.acquire(blocking=False)
    services.warm_library()
    assert begun.acquire(timeout=120)
    for thread in warming():
        thread.join(20)


def test_a_library_that_cannot_be_warmed_is_noted_and_troubles_nobody(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        message = "磁盘已满，没有保存"
        raise StorageError(message)

    monkeypatch.setattr(pipeline, "warm_library", fail)
    with caplog.at_level(logging.WARNING):
        services.warm_library()
        for thread in warming():
            thread.join(20)
    assert "磁盘已满" in caplog.text
