"""Markup, scripts, formulas and templates in everything that is shown: Chromium shows them and runs none."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from app_server import App
from browser_steps import manuscript, new_context, settle
from hostile_texts import MARK, fill_home, hostile_sample
from llm_fixtures import LlmServer
from playwright.sync_api import Browser, Dialog, Page, Request, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

KEY = "test-key-1234567890"
# What must be nowhere in the page, shadow roots included: elements and attributes no page of ours has.
HARM = r"""() => {
  const LOADING = ["href", "src", "srcset", "srcdoc", "action", "formaction", "xlink:href", "style", "data"];
  const found = [];
  const visit = (node) => {
    for (const element of node.querySelectorAll("*")) {
      const name = element.tagName.toLowerCase();
      for (const attribute of element.attributes) {
        const value = attribute.value.trim().toLowerCase();
        const loads = LOADING.includes(attribute.name) && /javascript:|127\.0\.0\.1:9|onerror=/.test(value);
        if (/^on/.test(attribute.name) || loads)
          found.push(`${name} ${attribute.name}=${attribute.value.slice(0, 60)}`);
      }
      if (["iframe", "object", "embed", "math"].includes(name)) found.push(name);
      if (element.shadowRoot) visit(element.shadowRoot);
    }
  };
  visit(document);
  return found;
}"""
WORDS = """() => {
  let words = "";
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) words += node.data;
    if (["STYLE", "SCRIPT", "NOSCRIPT"].includes(node.tagName)) return;
    if (node.value) words += node.value;
    if (node.shadowRoot) visit(node.shadowRoot);
    node.childNodes.forEach(visit);
  };
  visit(document.body);
  return words;
}"""


class HostileApp(App):
    """The app on a data folder full of payloads, its model writing some more."""

    base_url = ""

    def _settings(self) -> dict[str, str]:
        endpoint = {
            "OPENAI_BASE_URL": self.base_url,
            "OPENAI_API_KEY": KEY,
            "SUMMARIZER_MODEL": "scripts@shown",
        }
        return {**super()._settings(), **endpoint}


@pytest.fixture
def hostile_app(tmp_path: Path, llm_server: LlmServer) -> Iterator[HostileApp]:
    running = HostileApp(tmp_path)
    running.base_url = llm_server.base_url
    yield running
    running.kill()


@pytest.fixture
def tab(chromium: Browser, hostile_app: HostileApp) -> Iterator[Page]:
    """A tab that opens no dialog of a script, asks no other machine and meets no script error."""
    context = new_context(chromium, height=900)
    page = context.new_page()
    harm: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        harm.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def note(request: Request) -> None:
        if not request.url.startswith((hostile_app.url, "data:", "blob:")):
            harm.append(request.url)

    page.on("dialog", dismiss)
    page.on("pageerror", lambda error: harm.append(f"error {error}"))
    page.on("request", note)
    yield page
    context.close()
    assert not harm


def unharmed(page: Page, *, shows: bool = True) -> None:
    """Nothing ran, nothing became markup, and what is shown is the text as it was typed."""
    settle(page)
    assert page.evaluate("[window.hit, window.parent.hit]") == [None, None]
    assert page.evaluate(HARM) == []
    if shows:
        assert MARK in page.evaluate(WORDS)


def test_no_text_shown_anywhere_is_ever_run(tab: Page, hostile_app: HostileApp, tmp_path: Path) -> None:
    document, section = fill_home(tmp_path)
    hostile_app.start()
    tab.goto(hostile_app.url)
    tab.get_by_role("button", name="新建总结").wait_for()
    expect(tab.get_by_text(re.compile("处待核"))).to_be_visible()
    unharmed(tab)

    tab.goto(f"{hostile_app.url}/desk?doc={document}&section={section}")
    expect(manuscript(tab)).to_contain_text(MARK)
    for name in ("事实", "核查", "范文", "版本"):
        tab.get_by_role("tab", name=name).click()
        unharmed(tab)
    tab.get_by_role("button", name="校对").click()
    expect(tab.get_by_role("dialog").get_by_text("本单位统一称").first).to_be_visible()
    unharmed(tab)
    tab.keyboard.press("Escape")

    # The edited text stays; what the model wrote waits beside it, as text.
    tab.goto(f"{hostile_app.url}/desk?doc={document}&section={section}")
    tab.get_by_role("button", name="换一稿", exact=True).click()
    expect(tab.get_by_role("button", name="不用").first).to_be_visible()
    unharmed(tab)

    for path in ("read", "export"):
        tab.goto(f"{hostile_app.url}/{path}?doc={document}")
        expect(tab.get_by_text(MARK).first).to_be_attached()
        unharmed(tab)

    for path in ("desk?doc=", "read?doc=", "samples?sample="):
        tab.goto(f"{hostile_app.url}/{path}%3Cimg%20src%3Dx%20onerror%3Dwindow.hit%3D1%3E")
        unharmed(tab, shows=False)
    tab.goto(f"{hostile_app.url}/settings")
    expect(tab.get_by_text("1条用语")).to_be_visible()
    unharmed(tab, shows=False)


def test_no_sample_shown_in_the_library_is_ever_run(
    tab: Page, hostile_app: HostileApp, tmp_path: Path
) -> None:
    sample = hostile_sample(tmp_path)
    hostile_app.start()
    tab.goto(f"{hostile_app.url}/samples")
    expect(tab.locator("table.samples")).to_be_visible()
    tab.set_input_files("input[type=file]", str(sample))
    tab.get_by_role("button", name="加入范文库").locator("visible=true").click()
    expect(tab.locator("li.import")).to_have_count(1)
    unharmed(tab)
    tab.locator("li.import button.title").click()
    for name in ("清洗前后", "原文", "遮蔽后"):
        tab.get_by_role("tab", name=name).click()
        unharmed(tab, shows=name == "原文")
