"""The outline in Chromium: sections opened, ordered by keys and by dragging, and facts dropped on them."""

import re

import pytest
from browser_steps import all_saved, field, manuscript, open_example, picture, settle, undo
from playwright.sync_api import Locator, Page, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser


def rows(page: Page) -> Locator:
    return page.get_by_role("navigation", name="提纲").get_by_role("listitem")


def headings(page: Page) -> list[str]:
    return [text.split("、")[-1] for text in page.locator("nav .heading").all_inner_texts()]


def test_keys_open_the_next_section_and_reorder_and_the_overview_stays_first(page: Page) -> None:
    open_example(page)
    before = headings(page)
    expect(rows(page).nth(0).get_by_role("button")).to_have_attribute("aria-current", "true")

    page.keyboard.press("Alt+ArrowDown")
    expect(rows(page).nth(1).get_by_role("button")).to_have_attribute("aria-current", "true")
    settle(page)
    picture(page, "desk-outline")

    rows(page).nth(1).get_by_role("button").focus()
    page.keyboard.press("Alt+Shift+ArrowDown")
    expect(rows(page).nth(2)).to_contain_text(before[1])
    settle(page)
    assert headings(page) == [before[0], before[2], before[1], *before[3:]]

    rows(page).nth(1).get_by_role("button").focus()
    page.keyboard.press("Alt+Shift+ArrowUp")
    settle(page)
    assert headings(page)[0] == before[0]


def test_whoever_writes_goes_on_writing_in_the_section_the_keys_open(page: Page) -> None:
    open_example(page)
    manuscript(page).click()
    page.keyboard.press("Alt+ArrowDown")
    expect(rows(page).nth(1).get_by_role("button")).to_have_attribute("aria-current", "true")
    expect(manuscript(page)).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("接着写的一句。")
    expect(manuscript(page)).to_have_text(re.compile("接着写的一句。$"))
    all_saved(page)
    page.get_by_role("button", name="阅读").click()
    page.get_by_role("button", name="返回写作台").click()
    expect(manuscript(page)).to_have_text(re.compile("接着写的一句。$"))


def test_a_new_section_is_seen_as_soon_as_it_is_added(page: Page) -> None:
    open_example(page)
    before = rows(page).count()
    page.get_by_role("button", name=re.compile("加一节")).click()
    field(page, "新一节的标题").fill("打造智慧工会")
    page.get_by_role("button", name="加在本节之后").click()
    expect(rows(page)).to_have_count(before + 1)
    expect(rows(page).nth(1)).to_contain_text("打造智慧工会")
    expect(page.get_by_role("button", name="加在本节之后")).to_be_hidden()


def test_a_dragged_section_stands_where_it_was_dropped(page: Page) -> None:
    open_example(page)
    before = headings(page)

    rows(page).nth(4).drag_to(rows(page).nth(1), target_position={"x": 60, "y": 3})

    expect(rows(page).nth(1)).to_contain_text(before[4])
    settle(page)
    assert headings(page) == [before[0], before[4], *before[1:4], *before[5:]]
    page.reload()
    expect(rows(page).nth(1)).to_contain_text(before[4])


def test_a_fact_dropped_on_a_section_moves_there_and_back_on_undo(page: Page) -> None:
    open_example(page)
    rows(page).nth(1).get_by_role("button").click()
    settle(page)
    facts = page.locator("li.fact")
    count, moved = facts.count(), facts.first.locator("p").first.inner_text()

    facts.first.drag_to(rows(page).nth(2))
    expect(facts).to_have_count(count - 1)
    undo(page)
    expect(facts).to_have_count(count)
    expect(facts.last).to_contain_text(moved)
    settle(page)

    facts.last.drag_to(rows(page).nth(2))
    expect(facts).to_have_count(count - 1)
    settle(page)
    rows(page).nth(2).get_by_role("button").click()
    settle(page)
    expect(facts.last).to_contain_text(moved)
