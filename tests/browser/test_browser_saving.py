"""No typed text is ever lost: reloads, killed servers, closed tabs, two tabs on one section."""

import re

import pytest
from app_server import App
from browser_steps import all_saved, manuscript, new_context, open_example, picture, settle, write
from playwright.sync_api import Browser, Page, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

STATE = ".desk .state"


def begin(page: Page) -> None:
    """The example's first section with a short text of one's own, saved."""
    open_example(page)
    write(page, "开头。")
    settle(page)
    manuscript(page).press("Control+End")


def every_version(page: Page) -> None:
    """Lists all versions, those of one spell of typing, too."""
    page.get_by_role("tab", name="版本").click()
    page.get_by_text("列出每一次自动保存").click()


def at_once(page: Page, words: str) -> None:
    """Types without waiting for anything."""
    page.keyboard.insert_text(words)


def test_a_reload_right_after_the_last_key_loses_nothing(page: Page) -> None:
    begin(page)
    at_once(page, "还没来得及保存。")
    page.reload()
    expect(manuscript(page)).to_have_text("开头。还没来得及保存。")
    all_saved(page)
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(manuscript(page)).to_have_text("开头。还没来得及保存。")
    expect(page.locator(".recovered")).to_be_hidden()


def test_what_a_reload_brought_back_can_be_undone(page: Page) -> None:
    begin(page)
    page.route("**/*", lambda route: route.abort())
    page.context.set_offline(True)
    at_once(page, "断网时写的。")
    page.context.set_offline(False)
    page.unroute_all()
    page.reload()
    expect(manuscript(page)).to_have_text("开头。断网时写的。")


def test_a_killed_server_gets_the_text_once_it_is_back(page: Page, app: App) -> None:
    begin(page)
    app.kill()
    at_once(page, "服务停着的时候写的。")
    expect(page.locator(STATE)).to_have_text(re.compile("连不上服务，文字已存在本机浏览器"))
    expect(page.get_by_role("dialog", name="连接中断")).to_contain_text("连上后自动保存")
    picture(page, "editor-no-server")
    page.get_by_role("dialog").get_by_role("button", name="关闭").click()
    manuscript(page).press("Control+End")
    at_once(page, "又写一句。")
    app.start()
    expect(page.locator(STATE)).to_have_text(re.compile("^已保存"))
    expect(manuscript(page)).to_have_text("开头。服务停着的时候写的。又写一句。")
    page.evaluate("localStorage.clear()")
    page.reload()
    expect(manuscript(page)).to_have_text("开头。服务停着的时候写的。又写一句。")


def test_a_server_killed_between_two_keys_and_a_reload_lose_nothing(page: Page, app: App) -> None:
    begin(page)
    at_once(page, "第一句。")
    app.kill()
    at_once(page, "第二句。")
    address = page.url
    app.start()
    page.goto(address)
    expect(manuscript(page)).to_have_text("开头。第一句。第二句。")
    all_saved(page)


def test_a_text_left_by_a_closed_tab_is_offered_beside_a_later_one(page: Page, app: App) -> None:
    begin(page)
    app.kill()
    at_once(page, "关掉的窗口里写的。")
    expect(manuscript(page)).to_have_text("开头。关掉的窗口里写的。")
    context, address = page.context, page.url
    later = context.new_page()
    page.close()
    app.start()
    # Only what nobody has renewed for a while counts as left over.
    later.wait_for_timeout(5500)
    later.goto(address)
    bar = later.locator(".recovered")
    expect(bar).to_contain_text("上次未保存的文字")
    expect(manuscript(later)).to_have_text("开头。")
    write(later, "后来写的。")
    bar.get_by_role("button", name="对比后选择").click()
    expect(later.get_by_text("请对比后选择保留哪一个")).to_be_visible()
    expect(later.locator(".proposal ins").first).to_be_visible()
    picture(later, "editor-left-over")
    later.get_by_role("button", name="保留我的").click()
    expect(manuscript(later)).to_have_text("开头。关掉的窗口里写的。")
    every_version(later)
    expect(later.locator("li.version", has_text="后来写的。")).to_have_count(1)


def test_two_tabs_on_one_section_keep_both_texts(page: Page, chromium: Browser) -> None:
    begin(page)
    other = new_context(chromium).new_page()
    other.goto(page.url)
    expect(manuscript(other)).to_have_text("开头。")
    settle(other)
    write(page, "第一个窗口写的。")
    write_over(other, "第二个窗口写的。")
    expect(other.get_by_text("另一个窗口先改动了这一节")).to_be_visible()
    expect(other.locator(".proposal del").first).to_be_visible()
    expect(manuscript(other)).to_have_text("第二个窗口写的。")
    picture(other, "editor-conflict")
    at_once(other, "还在写。")
    other.wait_for_timeout(800)
    other.get_by_role("button", name="保留我的").click()
    expect(other.get_by_text("另一个窗口先改动了这一节")).to_have_count(0)
    settle(page)
    manuscript(page).press("Control+End")
    at_once(page, "补。")
    expect(page.get_by_text("另一个窗口先改动了这一节")).to_be_visible()
    page.get_by_role("button", name="用已保存的").click()
    expect(manuscript(page)).to_have_text("第二个窗口写的。还在写。")
    every_version(page)
    expect(page.locator("li.version", has_text="第一个窗口写的。补。").first).to_be_visible()
    other.context.close()


def write_over(page: Page, text: str) -> None:
    editor = manuscript(page)
    editor.click()
    editor.press("Control+a")
    page.keyboard.insert_text(text)


def test_facts_changed_in_this_tab_are_no_conflict_with_what_is_being_typed(page: Page) -> None:
    begin(page)
    at_once(page, "一句。")
    page.get_by_role("button", name="暂不写").first.click()
    manuscript(page).click()
    manuscript(page).press("Control+End")
    at_once(page, "两句。")
    all_saved(page)
    settle(page)
    expect(page.get_by_text("另一个窗口先改动了这一节")).to_have_count(0)
    page.reload()
    expect(manuscript(page)).to_have_text("开头。一句。两句。")


def test_another_section_opened_while_typing_loses_nothing(page: Page) -> None:
    begin(page)
    at_once(page, "写完马上换节。")
    manuscript(page).press("Alt+ArrowDown")
    expect(page.get_by_role("heading", name=re.compile("一、"))).to_be_visible()
    settle(page)
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("heading", name="前言")).to_be_visible()
    expect(manuscript(page)).to_have_text("开头。写完马上换节。")
