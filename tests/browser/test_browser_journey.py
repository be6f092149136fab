"""A clerk's whole way through the app in Chromium: new, facts, draft, edit, reload, export."""

import re
from pathlib import Path

import docx
import pytest
from app_server import App
from browser_steps import all_saved, field, manuscript, open_example, picture, settle, write
from playwright.sync_api import Page, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

FACTS = "1、1月慰问困难职工32户，发放慰问金4.8万元（去年：28户）\n2、送清凉3次，惠及560人次"
EDIT = "工会把职工冷暖放在心上，1月慰问困难职工32户，发放慰问金4.8万元；送清凉3次，惠及560人次。"


def make_document(page: Page) -> None:
    page.get_by_role("button", name="新建总结").click()
    field(page, "单位名称").fill("××实验小学工会")
    page.get_by_role("button", name="建立总结").click()
    page.get_by_role("button", name="办好暖心实事").click()
    expect(page.get_by_role("heading", name="办好暖心实事")).to_be_visible()
    settle(page)


def test_a_clerk_makes_edits_reloads_and_exports_a_summary(page: Page, app: App, tmp_path: Path) -> None:
    make_document(page)

    field(page, "事实").fill(FACTS)
    page.get_by_role("button", name="生成本节").click()
    expect(manuscript(page)).to_have_text(re.compile("32户.*560人次", re.DOTALL))
    expect(page.get_by_text("4.8万元", exact=True).first).to_be_visible()
    picture(page, "journey-drafted")

    write(page, EDIT)
    settle(page)
    page.reload()
    expect(manuscript(page)).to_have_text(EDIT)

    app.kill()
    app.start()
    page.goto(page.url)
    expect(manuscript(page)).to_have_text(EDIT)

    page.get_by_role("button", name="导出", exact=True).click()
    field(page, "落款").fill("××实验小学工会")
    field(page, "落款").press("Enter")
    settle(page)
    picture(page, "journey-export")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载").click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    paragraphs = [paragraph.text for paragraph in docx.Document(str(saved)).paragraphs]
    assert saved.suffix == ".docx"
    assert EDIT in paragraphs
    assert any("××实验小学工会" in text for text in paragraphs[-3:])


def test_words_are_saved_when_the_typist_pauses_without_any_click(page: Page) -> None:
    open_example(page)
    text = manuscript(page)
    text.press("Control+End")
    text.press_sequentially("补记一句。", delay=20)
    all_saved(page)
    expect(text).to_be_focused()
    text.press_sequentially("再记一句。", delay=20)
    all_saved(page)
    page.get_by_role("tab", name="版本").click()
    expect(page.locator(".paper .by", has_text="手改")).to_have_count(1)
    expect(page.get_by_text("列出每一次自动保存")).to_have_count(1)
    page.reload()
    expect(manuscript(page)).to_have_text(re.compile("补记一句。再记一句。$"))


def test_a_click_right_after_typing_loses_nothing(page: Page) -> None:
    open_example(page)
    manuscript(page).fill("写完马上换到别的节。")
    page.get_by_role("button", name=re.compile("一、")).first.click()
    expect(page.get_by_role("heading", name=re.compile("一、"))).to_be_visible()
    page.get_by_role("button", name="前言").first.click()
    expect(manuscript(page)).to_have_text("写完马上换到别的节。")


def test_a_fact_is_shelved_taken_back_and_added_to_the_text(page: Page) -> None:
    make_document(page)
    field(page, "事实").fill("送清凉3次，惠及560人次")
    page.get_by_role("button", name="生成本节").click()
    expect(manuscript(page)).to_have_text(re.compile("560人次"))
    write(page, "工会把职工冷暖放在心上。")
    page.get_by_role("button", name="补写").click()
    expect(manuscript(page)).to_have_text(re.compile("把职工冷暖放在心上.*560人次|560人次.*", re.DOTALL))
    expect(page.get_by_text("已写入 ✓")).to_be_visible()
    page.get_by_role("button", name="暂不写").click()
    expect(field(page, "事实")).to_have_value(re.compile("^~~.*~~$"))
    page.locator("li.fact").get_by_role("button", name="恢复").click()
    expect(field(page, "事实")).to_have_value("送清凉3次，惠及560人次")


def test_an_earlier_version_is_restored(page: Page) -> None:
    open_example(page)
    before = manuscript(page).inner_text()
    write(page, "改得面目全非。")
    settle(page)
    page.get_by_role("tab", name="版本").click()
    page.locator("li.version").get_by_role("button", name="恢复").click()
    expect(manuscript(page)).to_have_text(before)


def test_script_in_facts_headings_and_text_never_runs(page: Page) -> None:
    make_document(page)
    attack = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>'
    field(page, "事实").fill(f"慰问3户{attack}")
    page.get_by_role("button", name="生成本节").click()
    expect(manuscript(page)).to_have_text(re.compile("慰问3户"))
    settle(page)
    write(page, f"慰问4户{attack}")
    settle(page)
    page.get_by_role("tab", name="核查").click()
    expect(page.locator("li.finding").first).to_be_visible()
    page.get_by_role("button", name="本节设置").click()
    field(page, "标题").fill(f"**标题**:smile:{attack}")
    field(page, "标题").press("Enter")
    expect(page.get_by_role("heading", name="**标题**")).to_contain_text(re.compile(":\u2060smile"))
    settle(page)
    assert page.evaluate("window.hit") is None
    assert page.locator("img[src=x]").count() == 0


def test_the_first_look_shows_the_example_as_it_reads(page: Page) -> None:
    expect(page.get_by_text(re.compile(r"^事实 (\d+)/\1　数据 (\d+)/\2 有据$"))).to_be_visible()
    expect(page.get_by_text("××实验小学工会2024年工作总结")).to_be_visible()
    expect(page.get_by_text(re.compile("签订师德承诺书128份"))).to_be_visible()


def test_a_cell_typed_right_before_the_click_is_in_the_draft(page: Page) -> None:
    open_example(page)
    page.get_by_text("表格", exact=True).first.click()
    settle(page)
    grid = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert grid is not None
    # The first cell, below the row of names; the canvas lies under what listens to the mouse.
    page.mouse.click(grid["x"] + 150, grid["y"] + 52)
    page.keyboard.press("Enter")
    cell = page.locator("textarea.gdg-input")
    expect(cell).to_be_focused()
    cell.fill("学校现有教职工129人，工会会员126人，设工会小组6个")
    page.get_by_role("button", name="换一稿").click()
    expect(manuscript(page)).to_contain_text("教职工129人")
