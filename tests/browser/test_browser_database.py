"""A database server that goes away under an open page, and comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from app_server import App
from browser_steps import manuscript, new_context, open_example
from playwright.sync_api import Browser, expect
from postgres_server import OwnServer, server_to_stop

pytest_plugins = ["browser_fixtures"]


class AppOnServer(App):
    """The app with its documents in a database server."""

    def __init__(self, home: Path, url: str) -> None:
        super().__init__(home)
        self._url = url

    def _settings(self) -> dict[str, str]:
        return {**super()._settings(), "SUMMARIZER_DATABASE_URL": self._url}


@pytest.fixture
def server() -> Iterator[OwnServer]:
    with server_to_stop() as running:
        yield running


def test_a_page_comes_back_by_itself_after_the_database(
    server: OwnServer, chromium: Browser, tmp_path: Path
) -> None:
    app = AppOnServer(tmp_path, server.url.render_as_string(hide_password=False))
    app.start()
    context = new_context(chromium)
    try:
        page = context.new_page()
        page.goto(app.url)
        open_example(page)
        written = manuscript(page).inner_text()
        server.stop()
        page.get_by_role("button", name="换一稿").click()
        expect(page.locator(".st-key-notice-bad-page")).to_contain_text("连不上数据库服务器")
        server.start()
        expect(manuscript(page)).to_have_text(written)
        expect(page.locator(".st-key-notice-bad-page")).to_have_count(0)
    finally:
        context.close()
        app.kill()
