"""Export, edit in Word, read back: the whole round in Chromium, with python-docx as the superior's Word."""

import re
from pathlib import Path

import docx
import pytest
from browser_steps import picture, settle
from playwright.sync_api import Page

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser


def edit(path: Path) -> None:
    """Another figure, another heading, and a new section above the sign-off."""
    word = docx.Document(str(path))
    text = next(one for one in word.paragraphs if "困难教职工9户" in one.text)
    text.runs[0].text = text.text.replace("9户", "10户", 1)
    heading = next(one for one in word.paragraphs if one.text.startswith("五、"))
    heading.runs[0].text = "五、丰富校园文体生活"
    signed = next(one for one in word.paragraphs if one.style is not None and one.style.name == "落款")
    signed.insert_paragraph_before("十、新写的一节", style=heading.style)
    signed.insert_paragraph_before("新写的一段话。")
    word.save(str(path))


def test_a_file_edited_in_word_comes_back_into_its_sections(page: Page, tmp_path: Path) -> None:
    page.get_by_role("button", name="打开示例").click()
    page.get_by_role("button", name="导出", exact=True).click()
    page.get_by_role("button", name="复制全文").wait_for()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载").click()
    file = tmp_path / "改.docx"
    download.value.save_as(file)
    edit(file)
    page.locator("input[type=file]").first.set_input_files(str(file))
    take = page.get_by_role("button", name="采用", exact=True)
    take.wait_for()
    settle(page)
    picture(page, "export-read-back")
    page.get_by_text("稿子里没有对应的一节").wait_for()
    page.get_by_text(re.compile("按内容对应到“五、")).wait_for()
    take.click()
    page.get_by_text("已读回2节，新增1节。").wait_for()
    settle(page)
    table = page.locator("table").filter(has_text="合计")
    table.get_by_text("五、丰富校园文体生活").wait_for()
    table.get_by_text("十、新写的一节").wait_for()
    # The figure the superior wrote has no fact, and says so at once.
    page.get_by_text(re.compile("还有1处必须核对")).wait_for()
    picture(page, "export-read-back-taken")
