"""A clerk's ten everyday tasks, each with the clicks it takes at most; typing and scrolling are free.

 1 see what the program makes of an example           1 click
 2 begin this year's summary                          2 clicks
 3 have a section drafted from pasted facts           1 click
 4 have the whole summary drafted                     1 click
 5 change a figure and see that it is doubted         1 click
 6 have a missing fact added to the text              1 click
 7 take back what was done to a section               2 clicks
 8 have the wording of the whole summary put right    2 clicks
 9 copy the whole text for Word                       2 clicks
10 save the summary as an official .docx              2 clicks
"""

import re

import pytest
from browser_steps import all_saved, field, manuscript, settle
from playwright.sync_api import Locator, Page, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

FACTS = "慰问困难职工32户,发放慰问金4.8万元\n送清凉3次，惠及560人次"


class Clerk:
    """Somebody at the page whose clicks are counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def press(self, name: str | re.Pattern[str]) -> None:
        exact = isinstance(name, str)
        self.click(self.page.get_by_role("button", name=name, exact=exact).locator("visible=true").first)

    def task(self, clicks: int) -> None:
        """Ends a task: it took no more clicks than promised."""
        settle(self.page)
        assert self.clicks <= clicks
        self.clicks = 0


@pytest.fixture
def clerk(page: Page) -> Clerk:
    return Clerk(page)


def test_tasks_of_somebody_who_tries_the_example(clerk: Clerk) -> None:
    page = clerk.page
    clerk.press("打开示例")
    expect(manuscript(page)).to_have_text(re.compile("128人"))
    clerk.task(1)

    before = manuscript(page).inner_text()
    clerk.click(manuscript(page))
    page.keyboard.press("Control+End")
    page.keyboard.type("另有会员999人。", delay=20)
    expect(page.locator(".ProseMirror").get_by_text("999人")).to_be_visible()
    all_saved(page)
    expect(page.get_by_role("navigation", name="提纲").get_by_text("！").first).to_be_visible()
    clerk.task(1)

    clerk.click(page.get_by_role("tab", name="版本"))
    clerk.click(page.locator("li.version").get_by_role("button", name="恢复").first)
    expect(manuscript(page)).to_have_text(before)
    clerk.task(2)

    clerk.press("阅读")
    clerk.press("复制全文")
    expect(page.get_by_text(re.compile("已复制全文"))).to_be_visible()
    clerk.task(2)

    page.go_back()
    expect(manuscript(page)).to_have_text(before)
    settle(page)
    clerk.press("导出")
    expect(page.get_by_role("button", name="下载").first).to_be_enabled()
    settle(page)
    with page.expect_download() as download:
        clerk.press("下载")
    assert download.value.suggested_filename.endswith(".docx")
    clerk.task(2)


def test_tasks_of_somebody_who_writes_this_year_s_summary(clerk: Clerk) -> None:
    page = clerk.page
    clerk.press("新建总结")
    field(page, "单位名称").fill("××实验小学工会")
    clerk.press("建立总结")
    expect(page.get_by_role("button", name="生成全文")).to_be_visible()
    clerk.task(2)

    page.get_by_role("button", name=re.compile("办好暖心实事")).click()
    settle(page)
    field(page, "事实").fill(FACTS)
    clerk.press("生成本节")
    expect(manuscript(page)).to_have_text(re.compile("32户.*560人次", re.DOTALL))
    clerk.task(1)

    clerk.press("生成全文")
    expect(page.get_by_text(re.compile("已生成"))).to_be_visible()
    clerk.task(1)

    manuscript(page).fill("工会把职工冷暖放在心上,慰问困难职工32户，发放慰问金4.8万元。")
    all_saved(page)
    clerk.press("补写")
    expect(manuscript(page)).to_have_text(re.compile("560人次"))
    clerk.task(1)

    clerk.press("校对")
    clerk.press(re.compile("全部改正"))
    expect(manuscript(page)).to_have_text(re.compile("放在心上，慰问"))
    clerk.task(2)
