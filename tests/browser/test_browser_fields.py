"""Fields that are laid out long before anybody opens them."""

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
