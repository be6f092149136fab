"""回收站 in Chromium: deleted, put back, removed for good after a question; Esc answers it with no."""

import pytest
from browser_steps import open_example, picture, settle
from playwright.sync_api import Locator, Page, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser


def documents(page: Page) -> Locator:
    return page.locator("[class*='st-key-card-text']")


def open_bin(page: Page) -> Locator:
    held = page.locator(".st-key-home-bin-list")
    if not held.get_by_role("button", name="清空回收站").is_visible():
        held.locator("summary").click()
    expect(held.get_by_role("button", name="清空回收站")).to_be_visible()
    return held


def test_a_deleted_document_is_put_back_and_another_removed_for_good_after_a_question(page: Page) -> None:
    for _ in range(2):
        open_example(page)
        page.get_by_role("link", name="我的总结").click()
        expect(documents(page).first).to_be_visible()
        settle(page)
    for left in (1, 0):
        page.get_by_role("button", name="删除", exact=True).first.click()
        expect(documents(page)).to_have_count(left)
        settle(page)

    held = open_bin(page)
    expect(held).to_contain_text("30天后彻底删除")
    picture(page, "trash")
    held.get_by_role("button", name="放回").first.click()
    expect(documents(page)).to_have_count(1)
    settle(page)

    held = open_bin(page)
    held.get_by_role("button", name="彻底删除").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("不能恢复")
    picture(page, "trash-question")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    settle(page)
    expect(held.get_by_role("button", name="放回")).to_have_count(1)

    held.get_by_role("button", name="清空回收站").click()
    expect(dialog).to_contain_text("回收站里的1份总结")
    dialog.get_by_role("button", name="清空", exact=True).click()
    expect(page.get_by_text("回收站已清空，彻底删除了1份总结。")).to_be_visible()
    expect(held).to_have_count(0)
    expect(documents(page)).to_have_count(1)
    picture(page, "trash-emptied")
