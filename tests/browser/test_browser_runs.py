"""A run seen in Chromium: growing text, refresh, a second tab, stopping, and a server that is killed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from app_server import App
from browser_steps import open_example, picture
from playwright.sync_api import Browser, Page, expect

if TYPE_CHECKING:
    from llm_fixtures import LlmServer

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

# A section takes seconds with this model, so that there is time to look.
MODEL = "slower"


class ModelApp(App):
    """The app with a model configured."""

    def __init__(self, home: Path, server: "LlmServer") -> None:
        super().__init__(home)
        self._server = server

    def _settings(self) -> dict[str, str]:
        return {
            **super()._settings(),
            "OPENAI_BASE_URL": self._server.base_url,
            "OPENAI_API_KEY": "test-key-1234567890",
            "SUMMARIZER_MODEL": f"{MODEL}@{self.home.name}",
        }


@pytest.fixture
def app(tmp_path: Path, llm_server: "LlmServer") -> Iterator[App]:
    running = ModelApp(tmp_path, llm_server)
    running.start()
    yield running
    running.kill()


def start_run(page: Page) -> None:
    open_example(page)
    page.get_by_role("button", name="生成全文").click()
    expect(page.get_by_role("button", name="停止", exact=True)).to_be_visible()


def growing(page: Page) -> str:
    """The text of all sections in the run, once there is some of at least two."""
    live = page.locator(".live .reading p")
    expect(live.nth(1)).to_be_visible()
    return "\n".join(live.all_inner_texts())


def test_all_sections_grow_until_the_desk_shows_what_was_saved(page: Page, llm_server: "LlmServer") -> None:
    start_run(page)
    before = growing(page)
    picture(page, "run-growing")
    states = page.locator(".live .state").all_inner_texts()
    assert states.count("起草中") > 1
    expect(page.locator("[role=progressbar]").nth(1)).to_be_attached()
    page.wait_for_function(
        "length => [...document.querySelectorAll('*')].flatMap(one => one.shadowRoot ? "
        "[...one.shadowRoot.querySelectorAll('.live .reading p')] : []).map(p => p.textContent)"
        ".join('').length > length",
        arg=len(before),
    )
    expect(page.get_by_text(re.compile("^已写完"))).to_be_visible()
    expect(page.get_by_role("button", name="生成全文")).to_be_visible()
    expect(page.locator(".live")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name="生成全文")).to_be_visible()


def test_a_refresh_and_a_second_tab_see_the_same_run(page: Page, chromium: Browser) -> None:
    start_run(page)
    growing(page)
    page.reload()
    expect(page.get_by_role("button", name="停止", exact=True)).to_be_visible()
    growing(page)
    second = page.context.new_page()
    second.goto(page.url)
    growing(second)
    second.get_by_role("button", name="停止", exact=True).click()
    expect(second.get_by_role("button", name="生成全文")).to_be_visible()
    expect(page.get_by_role("button", name="生成全文")).to_be_visible()
    expect(page.get_by_text(re.compile("上次已停止"))).to_be_visible()


def test_stopping_leaves_the_earlier_text_and_offers_to_go_on(page: Page) -> None:
    start_run(page)
    growing(page)
    page.get_by_role("button", name="停止", exact=True).click()
    expect(page.get_by_text(re.compile("上次已停止"))).to_be_visible()
    expect(page.get_by_role("button", name="继续", exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("一、")).first.click()
    expect(page.get_by_text("待采用稿", exact=False).first).to_be_visible()


def test_a_section_can_be_read_while_the_others_are_written(page: Page) -> None:
    start_run(page)
    growing(page)
    page.get_by_role("button", name="停止本节").click()
    expect(page.locator(".live .state", has_text="已停止")).to_have_count(1)
    page.get_by_role("button", name="前言").first.click()
    expect(page.get_by_role("button", name="看进度")).to_be_visible()
    expect(page.get_by_role("heading", name="前言")).to_be_visible()
    page.get_by_role("button", name="看进度").click()
    growing(page)


def test_a_killed_server_costs_half_a_second_of_text_and_the_run_goes_on_after_it(
    page: Page, app: App
) -> None:
    start_run(page)
    before = growing(page)
    app.kill()
    app.start()
    page.goto(page.url)
    expect(page.get_by_text(re.compile("上次已中断"))).to_be_visible()
    picture(page, "run-interrupted")
    page.get_by_role("button", name=re.compile("一、")).first.click()
    expect(page.get_by_text("中断前写到这里")).to_be_visible()
    kept = page.locator(".proposal p").first.inner_text()
    assert kept[:10] in before
    page.get_by_role("button", name="继续", exact=True).click()
    expect(page.get_by_role("button", name="停止", exact=True)).to_be_visible()
    growing(page)
