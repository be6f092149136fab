"""What the browser tests do on the page."""

import os
import re
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

ARTEFACTS = Path(__file__).resolve().parents[2] / "artefacts"
# A machine that does other work, too, is slow; what never comes fails all the same.
PATIENCE_MS = 150_000


def new_context(browser: Browser, *, height: int = 768) -> BrowserContext:
    """A window of a small office screen that is as patient as the tests are."""
    context = browser.new_context(viewport={"width": 1366, "height": height}, accept_downloads=True)
    context.set_default_timeout(PATIENCE_MS)
    return context


def picture(page: Page, name: str) -> None:
    """Saves a screenshot for the eye, only when SUMMARIZER_SCREENSHOTS is 1."""
    if os.environ.get("SUMMARIZER_SCREENSHOTS") == "1":
        ARTEFACTS.mkdir(exist_ok=True)
        page.screenshot(path=ARTEFACTS / f"{name}.png")


def settle(page: Page) -> None:
    """Waits until the server has begun and finished the run that a click or a keystroke caused."""
    page.wait_for_timeout(250)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(150)


def field(page: Page, label: str) -> Locator:
    """The visible text field or area with this label."""
    return page.get_by_role("textbox", name=label, exact=True).locator("visible=true").first


def manuscript(page: Page) -> Locator:
    """The editor of the section in hand."""
    return page.get_by_role("textbox", name="正文").locator("visible=true").first


def write(page: Page, text: str) -> None:
    """Puts `text` in place of the manuscript, as if pasted over it, and waits until it is saved."""
    editor = manuscript(page)
    editor.click()
    editor.press("Control+a")
    page.keyboard.insert_text(text)
    expect(editor).to_have_text(text)
    all_saved(page)


def all_saved(page: Page) -> None:
    """Waits until the server has everything that was typed."""
    state = page.locator(".desk .state")
    expect(state).to_have_count(1)  # the editor of the section left stands until the run is over
    expect(state).to_have_text(re.compile("^已保存"))


def open_example(page: Page) -> None:
    """From the first page to the example on the workbench."""
    page.get_by_role("button", name="打开示例").click()
    expect(page.get_by_role("button", name="生成全文")).to_be_visible()
    settle(page)


def undo(page: Page) -> None:
    """Takes back what the sentence above the page tells of; the editor has an 撤销 of its own."""
    page.locator("[class*='st-key-notice']").get_by_role("button", name="撤销").click()
