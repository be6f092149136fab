"""Copying for Word and WPS in Chromium: on this machine, on a plain-http intranet, and when it is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from app_server import App
from browser_steps import new_context, picture, settle
from playwright.sync_api import Browser, Page, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

INTRANET = "intranet.test"
CATCH_PASTE = """() => {
  document.body.innerHTML = '<div id="here" contenteditable style="min-height:50px"></div>';
  document.addEventListener('paste', (event) => {
    window.pasted = {
      html: event.clipboardData.getData('text/html'), text: event.clipboardData.getData('text/plain'),
    };
  }, true);
  document.getElementById('here').focus();
}"""


@pytest.fixture(scope="module")
def intranet(chromium: Browser) -> Iterator[Browser]:
    """A browser that finds the app under the name of an intranet server, which is no secure origin."""
    # pytest rewrites the assertions of its plugins when it loads them, which must come first.
    from browser_fixtures import FLAGS, find_chromium

    flags = [flag for flag in FLAGS if "host-resolver-rules" not in flag]
    rules = f"--host-resolver-rules=MAP {INTRANET} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
    browser = chromium.browser_type.launch(executable_path=find_chromium(), args=[*flags, rules])
    yield browser
    browser.close()


@pytest.fixture(params=["127.0.0.1", INTRANET])
def tab(request: pytest.FixtureRequest, intranet: Browser, app: App) -> Iterator[Page]:
    """The example on the workbench, under either name of the server."""
    context = new_context(intranet)
    page = context.new_page()
    page.goto(f"http://{request.param}:{app.port}")
    page.get_by_role("button", name="新建总结").wait_for()
    assert page.evaluate("isSecureContext") is (request.param != INTRANET)
    open_desk(page)
    yield page
    context.close()


def pasted(page: Page, app: App) -> dict[str, str]:
    """What a program gets that is pasted into now."""
    other = page.context.new_page()
    other.goto(f"{app.url}/_stcore/health")
    other.evaluate(CATCH_PASTE)
    other.keyboard.press("Control+V")
    other.wait_for_function("window.pasted !== undefined")
    found: dict[str, str] = other.evaluate("window.pasted")
    other.close()
    return found


def open_desk(page: Page) -> None:
    page.get_by_role("button", name="打开示例").click()
    page.get_by_role("button", name="复制本节").wait_for()
    settle(page)


def open_export(page: Page) -> None:
    page.get_by_role("button", name="导出", exact=True).click()
    page.get_by_role("button", name="复制全文").wait_for()
    settle(page)


def test_the_whole_text_arrives_with_its_layout(tab: Page, app: App) -> None:
    open_export(tab)
    tab.get_by_role("button", name="复制全文").click()
    status = tab.get_by_role("status").filter(has_text="已复制全文")
    expect(status).to_contain_text("字，可直接粘贴到 Word 或 WPS")
    picture(tab, "export-copied")
    found = pasted(tab, app)

    assert found["text"].startswith("××实验小学工会2024年工作总结")
    for value in (
        "font-family:'仿宋_GB2312'", "font-family:'黑体'", "font-size:22pt", "text-indent:32pt",
        "line-height:28.95pt;mso-line-height-rule:exactly", "mso-outline-level:1",
    ):  # fmt: skip
        assert value in found["html"]
    assert found["html"].count("<h1") >= 5


def test_one_section_arrives_with_its_number(tab: Page, app: App) -> None:
    tab.get_by_role("button", name="办好暖心实事").first.click()
    settle(tab)
    tab.get_by_role("button", name="复制本节").click()
    expect(tab.get_by_role("status").filter(has_text="已复制本节")).to_be_visible()
    found = pasted(tab, app)

    assert found["text"].lstrip("\u3000").startswith("四、办好暖心实事")
    assert found["html"].count("<h1") == 1


def test_where_the_browser_refuses_a_file_is_offered(tab: Page, tmp_path: Path) -> None:
    open_export(tab)
    tab.evaluate(
        """() => {
          document.execCommand = () => false;
          Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
        }"""
    )
    tab.get_by_role("button", name="复制全文").click()
    expect(tab.get_by_text("浏览器没有让复制")).to_be_visible()
    with tab.expect_download() as download:
        tab.get_by_role("link", name="下载网页文件").click()
    target = tmp_path / "总结.html"
    download.value.save_as(target)

    assert download.value.suggested_filename.endswith("工作总结.html")
    assert "<h1" in target.read_text(encoding="utf-8")


def test_markup_in_the_text_is_copied_as_text(page: Page, app: App) -> None:
    open_desk(page)
    attack = '<img src=x onerror="window.hit=1"></span><script>window.hit=1</script>'
    page.get_by_role("button", name="总结信息").click()
    title = page.get_by_role("textbox", name="标题", exact=True).locator("visible=true").first
    title.fill(f"总结{attack}")
    title.press("Enter")
    settle(page)
    page.keyboard.press("Escape")
    open_export(page)
    page.get_by_role("button", name="复制全文").click()
    expect(page.get_by_role("status").filter(has_text="已复制全文")).to_be_visible()
    found = pasted(page, app)

    assert "<script" not in found["html"]
    assert "&lt;script&gt;" in found["html"]
    assert attack in found["text"]
    assert page.evaluate("window.hit") is None
