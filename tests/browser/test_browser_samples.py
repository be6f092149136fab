"""The sample library in Chromium: upload, before and after, put back, search, delete, pin and exclude."""

import re
from pathlib import Path

import pytest
from browser_steps import field, open_example, picture, settle, undo
from playwright.sync_api import Locator, Page, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

DIRTY = Path(__file__).parents[1] / "fixtures" / "dirty" / "dev" / "shell.txt"
ATTACK = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'


def open_library(page: Page) -> None:
    page.get_by_role("link", name="范文库").click()
    expect(page.locator("table.samples")).to_be_visible()
    settle(page)


def upload(page: Page, *files: Path) -> None:
    page.set_input_files("input[type=file]", [str(file) for file in files])
    page.get_by_role("button", name="加入范文库").locator("visible=true").click()
    expect(page.locator("li.import")).to_have_count(len(files))
    settle(page)


def look_for(page: Page, words: str) -> Locator:
    box = page.get_by_role("searchbox", name="查找")
    box.fill(words)
    box.press("Enter")
    settle(page)
    return page.locator("li.passage")


def test_a_dirty_page_is_added_read_mended_by_hand_found_deleted_and_brought_back(page: Page) -> None:
    page.get_by_role("link", name="范文库").click()
    expect(page.get_by_text("第一次打开要先整理内置范文")).to_be_visible()
    open_library(page)
    expect(page.locator("table.samples tbody tr")).to_have_count(18)
    picture(page, "samples-list")
    upload(page, DIRTY)
    expect(page.locator("li.import .good")).to_have_text("已入库")
    expect(page.locator("table.samples tbody tr")).to_have_count(19)
    picture(page, "samples-added")

    title = page.locator("li.import button.title").inner_text()
    page.locator("li.import button.title").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    page.get_by_role("tab", name="清洗前后").click()
    first = page.locator("li.edit").first
    removed = first.locator("del").inner_text()
    cleaned = page.locator(".st-key-sample-cleaned .paper")
    expect(cleaned).not_to_contain_text(removed)
    picture(page, "sample-edits")
    first.get_by_role("button", name="放回").click()
    expect(page.locator("li.edit.back")).to_have_count(1)
    expect(page.get_by_role("tab", name="清洗前后")).to_have_attribute("aria-selected", "true")
    settle(page)
    expect(page.locator("li.edit.back .kept")).to_have_text(removed)

    page.get_by_role("tab", name="遮蔽后").click()
    expect(page.locator("mark.slot").locator("visible=true").first).to_be_visible()
    picture(page, "sample-masked")
    page.get_by_role("tab", name="原文").click()
    expect(page.locator("ul.given del").locator("visible=true").first).to_be_visible()
    picture(page, "sample-given")

    page.get_by_role("button", name="返回范文库").click()
    expect(page.locator("table.samples")).to_be_visible()
    found = look_for(page, "慰问困难职工")
    expect(found.locator("mark.hit").first).to_be_visible()
    expect(found.first).to_contain_text(re.compile("相关度 [01]"))
    picture(page, "samples-search")
    look_for(page, "")

    row = page.locator("table.samples tr", has=page.get_by_role("button", name="删除"))
    row.get_by_role("button", name="删除").click()
    expect(page.get_by_text(re.compile("^已删除“"))).to_be_visible()
    expect(page.locator("table.samples tbody tr")).to_have_count(18)
    undo(page)
    expect(page.locator("table.samples tbody tr")).to_have_count(19)


def test_the_opened_sample_survives_a_reload(page: Page) -> None:
    open_library(page)
    page.locator("table.samples button.title").first.click()
    expect(page.get_by_role("button", name="更正类型")).to_be_visible()
    settle(page)
    page.reload()
    expect(page.get_by_role("button", name="更正类型")).to_be_visible()


def test_topics_are_corrected_and_a_shipped_sample_is_hidden_and_shown_again(page: Page) -> None:
    open_library(page)
    first = page.locator("table.samples button.title").first
    title = first.inner_text()
    first.click()
    page.get_by_role("button", name="更正主题").first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("这一节写的是")).to_be_visible()
    dialog.get_by_role("combobox").fill("女职工")
    page.get_by_role("option", name="女职工").first.click()
    page.get_by_text("这一节写的是").click()  # closes the list of options, which hides the rest
    dialog.get_by_role("button", name="保存").click()
    expect(page.get_by_text("这一节的主题已更正。")).to_be_visible()
    expect(page.get_by_text("已更正", exact=True).first).to_be_visible()
    picture(page, "sample-corrected")

    page.locator(".st-key-sample-bar").get_by_role("button", name="隐藏").click()
    expect(page.locator("table.samples tbody tr")).to_have_count(17)
    hidden = page.get_by_text(re.compile("已隐藏的内置范文"))
    hidden.click()
    page.get_by_role("button", name="恢复显示").click()
    expect(page.locator("table.samples tbody tr")).to_have_count(18)
    expect(page.locator("table.samples button.title", has_text=title)).to_be_visible()


def test_script_in_a_pasted_sample_never_runs(page: Page) -> None:
    open_library(page)
    lines = [
        "××市第九人民医院工会2024年工作总结",
        f"2024年，医院工会围绕中心工作，扎实履行职责{ATTACK}。现将一年来的工作总结如下。",
        "一、做实关心关爱",
        f"走访慰问困难职工32户，发放慰问金4.8万元，惠及职工家庭，{ATTACK}受到职工欢迎。" * 3,
        "二、存在的问题和下一步打算",
        "工会工作还有不足，服务夜班职工的办法不多。下一步要健全帮扶档案，办好职工讲堂，推动工作再上新台阶。",
    ]
    page.get_by_role("tab", name="粘贴文字").click()
    field(page, "粘贴一篇总结").fill("\n".join(lines))
    page.get_by_role("button", name="加入范文库").locator("visible=true").click()
    expect(page.locator("li.import .good")).to_have_text("已入库")
    page.locator("li.import button.title").click()
    for tab in ("分节", "清洗前后", "原文", "遮蔽后"):
        page.get_by_role("tab", name=tab).click()
        settle(page)
    assert page.evaluate("window.hit") is None
    assert page.locator("img[src=x]").count() == 0


def test_a_passage_beside_a_section_is_unmasked_pinned_and_excluded(page: Page) -> None:
    open_example(page)
    page.get_by_role("button", name="办好暖心实事").click()
    settle(page)
    page.get_by_role("tab", name="范文").click()
    expect(page.get_by_text("离线起草不参考范文；接入大模型后按此参考。")).to_be_visible()
    rows = page.locator("li.passage")
    expect(rows).to_have_count(4)
    picture(page, "desk-passages")

    second = rows.nth(1)
    masked = second.locator(".lent").inner_text()
    expect(second.locator("mark.slot").first).to_be_visible()
    second.get_by_role("button", name="看原文").click()
    expect(second.locator("mark.slot")).to_have_count(0)
    second.get_by_role("button", name="看遮蔽后").click()
    expect(second.locator(".lent")).to_have_text(re.compile(re.escape(masked[:12])))

    second.get_by_role("button", name="固定").click()
    expect(rows.first).to_contain_text("已固定")
    expect(rows.first).to_contain_text(masked[:12])
    rows.first.get_by_role("button", name="排除").click()
    expect(page.get_by_role("button", name="已排除1段，全部恢复")).to_be_visible()
    expect(rows.first).not_to_contain_text(masked[:12])
    picture(page, "desk-passages-excluded")
    undo(page)
    expect(page.get_by_role("button", name="已排除1段，全部恢复")).to_have_count(0)


def test_the_library_is_readable_in_the_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    open_library(page)
    upload(page, DIRTY)
    expect(look_for(page, "慰问困难职工").first).to_be_visible()
    picture(page, "dark-samples-search")
    colours = page.evaluate(
        """() => {
          const all = [...document.querySelectorAll('*')];
          const host = all.find((one) => one.shadowRoot?.querySelector('mark.slot'));
          const slot = getComputedStyle(host.shadowRoot.querySelector('mark.slot'));
          const text = getComputedStyle(host.shadowRoot.querySelector('.paper'));
          return [slot.color, slot.backgroundColor, text.color];
        }"""
    )
    assert len(set(colours)) == 3
    page.locator("li.import button.title").click()
    page.get_by_role("tab", name="清洗前后").click()
    settle(page)
    picture(page, "dark-sample-edits")
    page.get_by_role("tab", name="原文").click()
    settle(page)
    picture(page, "dark-sample-given")
