"""One sentence of guidance per pane, put away for good by a click."""

import pytest
from browser_steps import open_example, picture, settle
from playwright.sync_api import Page, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

PANES = ("提纲：", "正文：", "依据：")


def test_each_pane_of_the_example_says_what_it_is_for_until_it_is_put_away(page: Page) -> None:
    open_example(page)
    for start in PANES:
        expect(page.get_by_text(start, exact=False).first).to_be_visible()
    picture(page, "desk-hints")

    page.get_by_role("button", name="知道了").first.click()
    expect(page.get_by_role("button", name="知道了")).to_have_count(2)
    page.reload()
    expect(page.get_by_role("button", name="生成全文")).to_be_visible()
    settle(page)

    expect(page.get_by_role("button", name="知道了")).to_have_count(2)
    expect(page.get_by_text(PANES[0])).to_be_hidden()
