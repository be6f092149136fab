"""拟小标题 and 重新生成 in Chromium, with a model behind the real server."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from app_server import App
from browser_steps import picture, settle
from playwright.sync_api import Locator, Page, expect

if TYPE_CHECKING:
    from llm_fixtures import LlmServer

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser


class ModelApp(App):
    """The app with a model configured, named after the folder so that its requests are told apart."""

    def __init__(self, home: Path, server: "LlmServer") -> None:
        super().__init__(home)
        self._server = server
        self.model = f"faithful@{home.name}"

    def _settings(self) -> dict[str, str]:
        return {
            **super()._settings(),
            "OPENAI_BASE_URL": self._server.base_url,
            "OPENAI_API_KEY": "test-key-1234567890",
            "SUMMARIZER_MODEL": self.model,
        }


@pytest.fixture
def app(tmp_path: Path, llm_server: "LlmServer") -> Iterator[App]:
    running = ModelApp(tmp_path, llm_server)
    running.start()
    yield running
    running.kill()


def open_desk(page: Page) -> None:
    """The example on the workbench; drafting it takes a while on a busy machine."""
    page.get_by_role("button", name="打开示例").click()
    expect(page.get_by_role("button", name="拟小标题")).to_be_visible()
    settle(page)


def dialog(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog", name=name)


def test_a_set_of_headings_is_chosen_taken_back_and_asked_of_the_model(page: Page) -> None:
    open_desk(page)
    page.get_by_role("button", name="拟小标题").click()
    choices = dialog(page, "拟小标题")
    expect(choices.get_by_text("六字对句")).to_be_visible()
    picture(page, "headings")
    choices.get_by_role("button", name="请大模型拟写").click()
    expect(choices.get_by_text("大模型拟写", exact=False).first).to_be_visible()
    expect(choices.get_by_text("做好甲类事项")).to_be_visible()
    choices.get_by_role("button", name="用这组").first.click()
    expect(choices).to_have_count(0)
    expect(page.get_by_text(re.compile("已换上这组小标题"))).to_be_visible()
    taken = page.get_by_text("深化理论学习，凝聚思想共识")
    expect(taken.first).to_be_visible()
    settle(page)
    page.locator(".st-key-app-undo-last").get_by_role("button").click()
    expect(taken).to_have_count(0)


def test_a_section_is_written_again_with_a_wish_and_a_tone(
    page: Page, app: ModelApp, llm_server: "LlmServer"
) -> None:
    open_desk(page)
    page.get_by_role("button", name="重新生成").click()
    wishes = dialog(page, "重新生成本节")
    wishes.get_by_role("textbox", name="要求").fill("先写慰问")
    wishes.get_by_text("凝练", exact=True).click()
    picture(page, "regenerate")
    wishes.get_by_role("button", name="生成", exact=True).click()
    expect(wishes).to_have_count(0)
    expect(page.get_by_text(re.compile("已写完1节"))).to_be_visible()
    prompts = [entry["body"]["messages"][-1]["content"] for entry in llm_server.log(app.model)]
    assert any("<写法要求>\n先写慰问\n</写法要求>" in prompt and "语气凝练" in prompt for prompt in prompts)


def test_a_dialog_that_is_closed_stays_closed(page: Page) -> None:
    open_desk(page)
    page.get_by_role("button", name="拟小标题").click()
    expect(dialog(page, "拟小标题").get_by_text("六字对句")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog(page, "拟小标题")).to_have_count(0)
    settle(page)
    page.get_by_role("button", name="锁定").click()
    settle(page)
    expect(dialog(page, "拟小标题")).to_have_count(0)
