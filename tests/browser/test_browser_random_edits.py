"""Three hundred edits with reloads and kills in between: the text is what was typed."""

import random

import pytest
from app_server import App
from browser_steps import all_saved, manuscript, open_example, settle, write
from playwright.sync_api import Page, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

EDITS = 300
SEED = 20241122
RELOAD_EVERY = 25
KILL_EVERY = 100
PIECES = ("慰问", "3户", "。", "，", "😀", "职工", "𠮷", "2024年", "“好”", " ")


def one_edit(page: Page, model: list[str], chance: random.Random) -> None:
    """One edit at the caret, which stands at the end or was moved there, and the same in `model`."""
    roll = chance.random()
    if roll < 0.25 and model:
        page.keyboard.press("Backspace")
        model.pop()
    elif roll < 0.32:
        page.keyboard.press("Enter")
        model.append("\n")
    else:
        piece = chance.choice(PIECES)
        page.keyboard.insert_text(piece)
        model.extend(piece)


def text_of(page: Page) -> str:
    lines = manuscript(page).locator("p").evaluate_all("(all) => all.map((one) => one.textContent)")
    return "\n".join(str(line) for line in lines)


def same(page: Page, model: list[str]) -> None:
    expect(manuscript(page)).to_be_visible()
    assert text_of(page) == "".join(model)


def test_no_character_is_lost_in_300_edits_with_reloads_and_kills(page: Page, app: App) -> None:
    chance = random.Random(SEED)
    open_example(page)
    write(page, "起。")
    settle(page)
    manuscript(page).press("Control+End")
    model = list("起。")
    for number in range(1, EDITS + 1):
        one_edit(page, model, chance)
        if number % KILL_EVERY == 0:
            app.kill()
            one_edit(page, model, chance)
            app.start()
        if number % RELOAD_EVERY == 0:
            page.goto(page.url)
            same(page, model)
            manuscript(page).press("Control+End")
        elif number % 7 == 0:
            page.wait_for_timeout(chance.choice((50, 320, 600)))
    all_saved(page)
    page.evaluate("localStorage.clear()")
    page.reload()
    same(page, model)
