"""Fixtures of the browser tests: the app on a free port, and Chromium that reaches nothing but this machine.

Without Chromium the tests are skipped, or fail when SUMMARIZER_REQUIRE_OPTIONAL is 1.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_server import App
from browser_steps import PATIENCE_MS, new_context
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def find_chromium() -> str:
    """The path of a Chromium-like browser, or the test ends here."""
    named = os.environ.get("SUMMARIZER_CHROMIUM", "")
    found = named or next((path for name in NAMES if (path := shutil.which(name))), "")
    if found:
        return found
    message = "no Chromium found; set SUMMARIZER_CHROMIUM to its path"
    if os.environ.get("SUMMARIZER_REQUIRE_OPTIONAL") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    running = App(tmp_path)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def page(chromium: Browser, app: App) -> Iterator[Page]:
    """A tab at the app's first page; a request to another machine or a script error fails the test."""
    context = new_context(chromium)
    tab = context.new_page()
    outside: list[str] = []
    errors: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((app.url, "data:", "blob:")):
            outside.append(request.url)

    tab.on("request", note)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto(app.url)
    tab.get_by_role("button", name="新建总结").wait_for()
    yield tab
    context.close()
    assert not outside
    assert not errors
