"""Every page in Chromium speaks Chinese: no English word of Streamlit's is left in view."""

import re
from pathlib import Path

import pytest
from browser_steps import open_example, picture, settle
from playwright.sync_api import Page

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

ALLOWED = {"Word", "WPS", "Excel", "Windows", "Markdown", "GB", "T", "Ctrl", "Enter", "MB", "MD", "TXT"}
ALLOWED |= {"docx", "md", "txt", "KB", "B"}
ALLOWED |= {"DOCX", "DOC", "PDF", "HTML", "HTM", "MHT", "MHTML", "RTF", "ZIP"}
# What stands on a key has no other name.
KEYS = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:Enter|F\d+|[A-Z↑↓])|\b(?:F\d+|Esc|Tab)\b")
# A path, a file, a command or an address can only be named as it is; what is left must be Chinese.
VERBATIM = re.compile(r"(?:[A-Za-z]:)?[\w.-]*/[\w./-]+|\w*\.(?:toml|json)|python -m pip install \w+")
# What the names of file formats and of the manual are in Chinese offices, too.
NAMED_IN_SETTINGS = {"GGUF", "README", "TOML"}
DIRTY = Path(__file__).parents[1] / "fixtures" / "dirty" / "dev" / "shell.txt"
# Names of Material icons are drawn as pictures by their font; they are text only to a program.
COLLECT = """() => {
  const seen = [];
  const visit = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const parent = node.parentElement;
      if (node.data.trim() && (!parent || parent.checkVisibility())) seen.push(node.data.trim());
      return;
    }
    if (node.nodeType !== Node.ELEMENT_NODE && node.nodeType !== Node.DOCUMENT_FRAGMENT_NODE) return;
    const name = node.tagName ?? "";
    if (["STYLE", "SCRIPT", "NOSCRIPT", "TITLE"].includes(name)) return;
    if (node.dataset?.testid === "stIconMaterial") return;
    if (node.placeholder) seen.push(node.placeholder);
    if (node.title) seen.push(node.title);
    if (node.shadowRoot) visit(node.shadowRoot);
    node.childNodes.forEach(visit);
  };
  visit(document.body);
  return seen;
}"""


def latin(page: Page) -> set[str]:
    """Latin words in view that have no business there."""
    texts = [VERBATIM.sub("", KEYS.sub("", str(text))) for text in page.evaluate(COLLECT)]
    return {word for text in texts for word in re.findall(r"[A-Za-z]+", text)} - ALLOWED


def test_home_speaks_chinese_empty_and_filled(page: Page) -> None:
    assert not latin(page)
    picture(page, "home-empty")
    page.get_by_role("button", name="导入事实单").click()
    page.get_by_role("button", name="导入", exact=True).wait_for()
    settle(page)
    picture(page, "home-import")
    assert not latin(page)
    page.keyboard.press("Escape")
    open_example(page)
    page.get_by_role("link", name="我的总结").click()
    page.get_by_role("button", name="删除").click()
    page.get_by_role("button", name="撤销").wait_for()
    settle(page)
    picture(page, "home-deleted")
    assert not latin(page)


def test_new_speaks_chinese_with_its_lists_open(page: Page) -> None:
    page.get_by_role("button", name="新建总结").click()
    page.get_by_role("button", name="建立总结").wait_for()
    settle(page)
    assert not latin(page)
    for label in ("单位类型", "年份", "时段"):
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option").first.wait_for()
        assert not latin(page)
        page.keyboard.press("Escape")
    page.get_by_role("textbox", name="单位名称").fill("某某工会")
    page.wait_for_timeout(300)
    picture(page, "new")
    assert not latin(page)


def test_the_workbench_speaks_chinese_in_every_tab_and_popover(page: Page) -> None:
    open_example(page)
    for tab in ("事实", "核查", "范文", "版本"):
        page.get_by_role("tab", name=tab).click()
        settle(page)
        picture(page, f"desk-{tab}")
        assert not latin(page)
    for button in ("本节设置", "总结信息", "加一节"):
        page.get_by_role("button", name=button).click()
        page.wait_for_timeout(400)
        picture(page, f"desk-{button}")
        assert not latin(page)
        page.keyboard.press("Escape")
    text = page.get_by_role("textbox", name="正文")
    text.press("Control+End")
    text.press_sequentially("正在写99户", delay=10)
    assert not latin(page)
    for key in ("F1", "Control+h"):
        text.press(key)
        assert not latin(page)
        page.keyboard.press("Escape")
    text.press("Control+a")
    page.get_by_role("toolbar", name="改写所选文字").wait_for()
    assert not latin(page)


def test_the_library_speaks_chinese_in_its_list_results_and_samples(page: Page, tmp_path: Path) -> None:
    page.get_by_role("link", name="范文库").click()
    page.locator("table.samples").wait_for()
    settle(page)
    assert not latin(page)
    files = [tmp_path / "去年总结.txt", tmp_path / "空文件.docx"]
    files[0].write_bytes(DIRTY.read_bytes())
    files[1].write_bytes(b"")
    page.set_input_files("input[type=file]", [str(file) for file in files])
    settle(page)
    assert not latin(page)
    page.get_by_role("button", name="加入范文库").locator("visible=true").click()
    page.locator("li.import").nth(1).wait_for()
    settle(page)
    assert not latin(page)
    for label in ("单位类型", "主题"):
        page.get_by_role("combobox", name=label).click()
        page.get_by_role("option").first.wait_for()
        assert not latin(page)
        page.keyboard.press("Escape")
    page.get_by_role("tab", name="粘贴文字").click()
    settle(page)
    assert not latin(page)
    page.get_by_role("searchbox", name="查找").fill("送清凉")
    page.get_by_role("searchbox", name="查找").press("Enter")
    page.locator("li.passage").first.wait_for()
    settle(page)
    assert not latin(page)
    page.locator("li.import button.title").first.click()
    page.get_by_role("button", name="返回范文库").wait_for()
    for tab in ("分节", "清洗前后", "原文", "遮蔽后"):
        page.get_by_role("tab", name=tab).click()
        settle(page)
        assert not latin(page)


def test_export_and_settings_speak_chinese(page: Page) -> None:
    open_example(page)
    page.get_by_role("button", name="导出", exact=True).click()
    page.get_by_role("button", name="下载").wait_for()
    settle(page)
    picture(page, "export")
    assert not latin(page)
    page.get_by_role("link", name="设置").click()
    page.get_by_text("用什么起草").wait_for()
    settle(page)
    picture(page, "settings")
    assert latin(page) <= NAMED_IN_SETTINGS


def test_an_unknown_address_is_told_in_chinese(page: Page) -> None:
    page.goto(page.url.rstrip("/") + "/nowhere")
    page.get_by_text("没有这个页面").wait_for()
    page.wait_for_timeout(300)
    picture(page, "unknown-address")
    assert not latin(page)
