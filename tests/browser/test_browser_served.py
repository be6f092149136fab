"""An installed copy, started with `summarizer serve`, answers every address as the source tree does."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_server import App
from browser_steps import new_context
from playwright.sync_api import Browser, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser


class Served(App):
    """The app as `summarizer serve` runs it."""

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "summarizer", "serve", "--port", str(self.port), "--no-browser"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    app = Served(tmp_path)
    app.start()
    yield app
    app.kill()


def test_an_address_kept_as_a_bookmark_is_opened_by_the_app(chromium: Browser, served: Served) -> None:
    page = new_context(chromium).new_page()
    page.goto(f"{served.url}/desk?doc=gone")
    expect(page.get_by_text("找不到这份总结")).to_be_visible()
    page.goto(f"{served.url}/settings")
    expect(page.get_by_text("用什么起草")).to_be_visible()
    page.context.close()
