"""Fields laid out long before anybody opens them, and the sentence that tells what was done."""

import re

import pytest
from browser_steps import field, open_example, settle
from playwright.sync_api import Page, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser


def test_the_sign_off_survives_a_draft_made_before_its_popover_is_first_opened(page: Page) -> None:
    open_example(page)
    for _ in range(2):
        page.get_by_role("button", name="换一稿").click()
        settle(page)
        page.get_by_role("button", name=re.compile("总结信息")).click()
        expect(field(page, "标题")).to_have_value("××实验小学工会2024年工作总结")
        expect(field(page, "落款")).to_have_value("××实验小学工会")
        page.keyboard.press("Escape")
    page.get_by_role("button", name=re.compile("本节设置")).click()
    expect(page.get_by_label("目标字数（0 为不限）")).to_have_value("270")
    page.get_by_role("button", name="换一稿").click()
    settle(page)
    page.reload()
    expect(page.get_by_role("button", name="生成全文")).to_be_visible()
    expect(page.get_by_text(re.compile("/270字")).first).to_be_visible()


# Where an element stands in the page, however far that is scrolled: a click may scroll to its button.
PLACE = """element => element.getBoundingClientRect().top
    + document.querySelector('[data-testid="stMain"]').scrollTop"""


def test_a_sentence_about_what_was_done_moves_nothing_and_is_seen_from_below(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 420})
    open_example(page)
    bar = page.locator(".st-key-desk-bar")
    before = bar.evaluate(PLACE)
    page.get_by_role("button", name="换一稿").click()
    told = page.locator(".st-key-notice-good")
    expect(told).to_contain_text("已换一稿")
    assert bar.evaluate(PLACE) == before
    page.get_by_text("调整次序").scroll_into_view_if_needed()
    expect(told).to_be_in_viewport()
    told.get_by_role("button", name="撤销").click()
    expect(told).to_be_hidden()
