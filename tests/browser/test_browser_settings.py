"""设置 in Chromium: a typed key works, and is found nowhere afterwards."""

import json
from pathlib import Path

import pytest
from app_server import App
from browser_steps import field, open_example, picture, settle
from llm_fixtures import LlmServer
from playwright.sync_api import Page, expect

from summarizer.drafting.local.process import is_installed

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

KEY = "test-key-typed-by-hand-0987654321"
WRONG_KEY = "wrong-key-1234567890"
WAIT_S = 180


@pytest.fixture
def endpoint(llm_server: LlmServer) -> LlmServer:
    return llm_server


def everything_written(home: Path) -> bytes:
    """The bytes of the database with its journal, the logs, the settings and whatever else is there."""
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def type_key(page: Page, key: str) -> None:
    field(page, "密钥").fill(key)
    field(page, "密钥").press("Enter")
    expect(page.get_by_text("刷新后要重填")).to_be_visible()
    settle(page)


def try_connection(page: Page, sentence: str) -> None:
    page.get_by_role("button", name="测试连接").click()
    expect(page.get_by_text(sentence)).to_be_visible()
    settle(page)


def choose_endpoint(page: Page, base_url: str, model: str) -> None:
    page.get_by_role("combobox", name="服务商").click()
    page.get_by_role("option", name="其他（与 OpenAI 兼容的接口）").click()
    settle(page)
    field(page, "接口地址").fill(base_url)
    field(page, "接口地址").press("Enter")
    settle(page)
    box = page.get_by_role("combobox", name="模型", exact=True)
    box.fill(model)
    box.press("Enter")
    settle(page)


def test_a_key_typed_on_the_page_writes_a_section_and_is_left_nowhere(
    page: Page, app: App, endpoint: LlmServer
) -> None:
    sent: list[str] = []
    page.on("console", lambda message: sent.append(message.text))
    page.goto(f"{app.url}/settings")
    expect(page.get_by_text("用什么起草")).to_be_visible()
    choose_endpoint(page, endpoint.base_url, "faithful@typed")
    type_key(page, WRONG_KEY)
    try_connection(page, "不认这个密钥")
    page.get_by_role("button", name="清除密钥").click()
    expect(field(page, "密钥")).to_have_value("")
    type_key(page, KEY)
    try_connection(page, "连接正常")
    picture(page, "settings-connected")
    assert_is_nowhere(page, app)

    page.get_by_role("link", name="我的总结").click()
    open_example(page)
    page.get_by_role("button", name="生成全文").click()
    # The first run also makes the sample library ready, which takes a busy machine a while.
    for _ in range(WAIT_S):
        if len(endpoint.log("faithful@typed")) > 2:
            break
        page.wait_for_timeout(1000)
    asked = endpoint.log("faithful@typed")
    assert len(asked) > 2
    assert {entry["authorization"] for entry in asked[1:]} == {f"Bearer {KEY}"}
    settle(page)
    assert_is_nowhere(page, app)
    assert KEY not in " ".join(sent)

    page.goto(f"{app.url}/settings")
    expect(field(page, "密钥")).to_have_value("")
    assert field(page, "接口地址").input_value() == endpoint.base_url
    kept = json.loads((app.home / "choices.json").read_text(encoding="utf-8"))
    assert kept["base_url"] == endpoint.base_url
    assert kept["model"] == "faithful@typed"


def assert_is_nowhere(page: Page, app: App) -> None:
    for key in (KEY, WRONG_KEY):
        assert key not in page.content()
        assert key not in str(page.evaluate("() => JSON.stringify([localStorage, sessionStorage])"))
        assert key not in page.url
        assert key.encode() not in everything_written(app.home)


def test_a_model_that_cannot_be_loaded_says_so_on_the_page(page: Page, app: App) -> None:
    model = app.home / "text.gguf"
    model.write_bytes(b"GGUF" + bytes(64))
    page.goto(f"{app.url}/settings")
    expect(page.get_by_text("用什么起草")).to_be_visible()
    page.get_by_text("本机模型", exact=True).first.click()
    expect(page.get_by_text("在这台电脑上运行")).to_be_visible()
    settle(page)
    box = page.get_by_role("combobox", name="模型文件（GGUF）")
    box.fill(str(model))
    expect(page.get_by_role("option", name=f"填写：{model}")).to_be_visible()
    box.press("Enter")
    settle(page)
    page.get_by_role("button", name="载入模型").click()
    reason = "载入失败" if is_installed() else "还没有安装。请执行"
    expect(page.get_by_text(reason).first).to_be_visible()
    picture(page, "settings-local")
