"""The manuscript editor in Chromium: typing, input methods, marks, fixing, searching, pasting, rewriting."""

import re
from collections.abc import Iterator

import pytest
from app_server import App
from browser_steps import all_saved, field, manuscript, open_example, picture, settle, write
from playwright.sync_api import CDPSession, Locator, Page, expect

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """One server for all tests of this file; each works on a document of its own."""
    running = App(tmp_path_factory.mktemp("editor"))
    running.start()
    yield running
    running.kill()


WELFARE = "1月慰问困难教职工99户，发放慰问金1.8万元。看望生病住院教职工14人次，发放慰问金1.12万元。"


def open_welfare(page: Page) -> Locator:
    """The example with the section on welfare in hand."""
    open_example(page)
    page.get_by_role("button", name=re.compile("办好暖心实事")).first.click()
    expect(page.get_by_role("heading", name=re.compile("办好暖心实事"))).to_be_visible()
    settle(page)
    expect(page.get_by_role("textbox", name="正文")).to_have_count(1)
    return manuscript(page)


def marks(page: Page) -> list[str]:
    """The marked words, those in two pieces (the last carries the sign) joined."""
    words = page.locator(".text .mark")
    return "".join(
        text + ("|" if "signed" in (look or "") else "")
        for text, look in ((one.inner_text(), one.get_attribute("class")) for one in words.all())
    ).split("|")[:-1]


def paste(editor: Locator, *, html: str = "", text: str = "") -> None:
    editor.evaluate(
        """(element, [html, text]) => {
          const transfer = new DataTransfer();
          if (html) transfer.setData("text/html", html);
          transfer.setData("text/plain", text);
          const options = { clipboardData: transfer, bubbles: true, cancelable: true };
          element.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        [html, text],
    )


def select(editor: Locator, chars: int) -> None:
    """Selects that many characters from the beginning of the text, by keys."""
    editor.press("Control+Home")
    for _ in range(chars):
        editor.press("Shift+ArrowRight")


def test_text_caret_and_focus_survive_the_runs_that_saving_causes(page: Page) -> None:
    editor = open_welfare(page)
    write(page, "开头结尾。")
    editor.press("Control+Home")
    editor.press("ArrowRight")
    editor.press("ArrowRight")
    typed = "".join(f"{number}号职工，" for number in range(12))
    for number, char in enumerate(typed):
        page.keyboard.type(char)
        # Now and then a pause long enough for a save, its run and new marks in the midst of typing.
        page.wait_for_timeout(20 if number % 9 else 420)
    expect(editor).to_have_text(f"开头{typed}结尾。")
    expect(editor).to_be_focused()
    all_saved(page)
    page.keyboard.type("止")
    expect(editor).to_have_text(f"开头{typed}止结尾。")
    all_saved(page)
    page.reload()
    expect(manuscript(page)).to_have_text(f"开头{typed}止结尾。")


def compose(cdp: CDPSession, page: Page, letters: str) -> None:
    for end in range(1, len(letters) + 1):
        part = letters[:end]
        cdp.send("Input.imeSetComposition", {"text": part, "selectionStart": end, "selectionEnd": end})
        page.wait_for_timeout(180)


def test_an_input_method_is_never_disturbed_and_only_its_words_are_saved(page: Page) -> None:
    editor = open_welfare(page)
    write(page, "慰问困难职工")
    editor.press("Control+End")
    cdp = page.context.new_cdp_session(page)
    compose(cdp, page, "sanshi")
    # The marks and saves of a longer pause would come here, were they not held back.
    page.wait_for_timeout(700)
    expect(editor).to_have_text("慰问困难职工sanshi")
    expect(page.locator(".desk .state")).to_have_text("正在保存")
    expect(page.get_by_text(re.compile("^6/[0-9]+字$"))).to_be_visible()
    cdp.send("Input.insertText", {"text": "三十"})
    expect(editor).to_have_text("慰问困难职工三十")
    all_saved(page)
    compose(cdp, page, "hu")
    cdp.send("Input.insertText", {"text": "户。"})
    all_saved(page)
    page.reload()
    expect(manuscript(page)).to_have_text("慰问困难职工三十户。")


def test_marks_arrive_carry_a_sign_and_move_with_the_text(page: Page) -> None:
    editor = open_welfare(page)
    write(page, WELFARE)
    expect(page.locator(".mark.error.signed")).to_have_attribute("data-sign", "疑")
    assert marks(page) == ["99户"]
    editor.press("Control+Home")
    page.keyboard.insert_text("😀今年")
    assert marks(page) == ["99户"]
    all_saved(page)
    settle(page)
    assert marks(page) == ["99户"]
    editor.press("Enter")
    page.keyboard.insert_text("| 项目 | 数 |")
    editor.press("Enter")
    editor.press("Enter")
    all_saved(page)
    settle(page)
    assert marks(page) == ["99户"]
    look = page.locator(".mark.error").first.evaluate("(one) => getComputedStyle(one).textDecoration")
    assert "wavy" in look


def test_hovering_a_mark_tells_the_reason_and_the_fact_and_one_click_puts_it_right(page: Page) -> None:
    editor = open_welfare(page)
    write(page, WELFARE)
    page.locator(".mark.error").first.hover()
    bubble = page.get_by_role("dialog", name="核查意见")
    expect(bubble).to_contain_text("9户")
    expect(bubble).to_contain_text("依据：2024年1月慰问困难教职工9户，发放慰问金1.8万元")
    picture(page, "editor-bubble")
    bubble.get_by_role("button", name="改为“9户”").click()
    right = WELFARE.replace("99户", "9户")
    expect(editor).to_have_text(right)
    expect(page.locator(".text .mark")).to_have_count(0)
    expect(editor).to_be_focused()
    editor.press("Control+z")
    expect(editor).to_have_text(WELFARE)
    editor.press("Control+y")
    expect(editor).to_have_text(right)
    all_saved(page)


def test_keys_alone_reach_a_mark_and_put_it_right(page: Page) -> None:
    editor = open_welfare(page)
    write(page, WELFARE)
    expect(page.locator(".mark.error").first).to_be_visible()
    editor.press("Control+End")
    editor.press("F8")
    bubble = page.get_by_role("dialog", name="核查意见")
    expect(bubble).to_be_visible()
    editor.press("Escape")
    expect(bubble).to_be_hidden()
    editor.press("F8")
    editor.press("Alt+Enter")
    expect(editor).to_have_text(WELFARE.replace("99户", "9户"))
    editor.press("F1")
    keys = page.get_by_role("dialog", name="按键说明")
    expect(keys).to_contain_text("离开正文")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(editor).to_be_focused()
    editor.press("Control+s")
    all_saved(page)
    editor.press("Tab")
    expect(page.get_by_role("button", name="撤销", exact=True)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(editor).to_be_focused()


def test_plain_letters_are_text_and_not_hotkeys(page: Page) -> None:
    editor = open_welfare(page)
    write(page, "甲")
    editor.press("Control+End")
    page.keyboard.type("rcRC?", delay=40)
    expect(editor).to_have_text("甲rcRC?")
    expect(page.get_by_role("dialog").locator("visible=true")).to_have_count(0)


def test_words_are_found_and_replaced_and_one_undo_takes_all_back(page: Page) -> None:
    editor = open_welfare(page)
    write(page, "职工之家，职工食堂，职工书屋。")
    editor.press("Control+h")
    search = page.get_by_role("search")
    search.get_by_role("textbox", name="查找").fill("职工")
    expect(search.locator(".count")).to_have_text("共 3 处")
    expect(page.locator(".text .found")).to_have_count(3)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(search.locator(".count")).to_have_text("2/3")
    search.get_by_role("textbox", name="替换为").fill("员工")
    search.get_by_role("button", name="替换", exact=True).click()
    expect(editor).to_have_text("职工之家，员工食堂，职工书屋。")
    search.get_by_role("button", name="全部替换").click()
    expect(editor).to_have_text("员工之家，员工食堂，员工书屋。")
    picture(page, "editor-search")
    search.get_by_role("textbox", name="查找").press("Escape")
    expect(search).to_be_hidden()
    editor.press("Control+z")
    expect(editor).to_have_text("职工之家，员工食堂，职工书屋。")
    editor.press("Control+f")
    search.get_by_role("textbox", name="查找").fill("没有的词")
    expect(search.locator(".count")).to_have_text("没有找到")


def test_a_paste_from_word_becomes_clean_paragraphs(page: Page) -> None:
    editor = open_welfare(page)
    write(page, "开头结尾。")
    editor.press("Control+Home")
    editor.press("ArrowRight")
    editor.press("ArrowRight")
    paste(
        editor,
        html="<p class=MsoNormal><span style='color:red'>慰问<b>9户</b></span><o:p></o:p></p>"
        "<p class=MsoNormal><o:p>&nbsp;</o:p></p><p>送清凉3次<img src=x onerror='window.hit=1'></p>",
        text="慰问9户\n送清凉3次",
    )
    expect(editor.locator("p")).to_have_text(["开头慰问9户", "送清凉3次结尾。"])
    assert editor.locator("b, img, o\\:p").count() == 0
    paste(editor, text="　　一\r\n\r\n二")
    expect(editor.locator("p")).to_have_text(["开头慰问9户", "送清凉3次一", "二结尾。"])
    editor.press("Control+z")
    editor.press("Control+z")
    expect(editor).to_have_text("开头结尾。")
    assert page.evaluate("window.hit ?? null") is None


def test_the_length_is_counted_while_typing(page: Page) -> None:
    editor = open_welfare(page)
    write(page, "慰问9户。")
    words = page.locator(".desk .words")
    expect(words).to_have_text(re.compile("^5/"))
    page.keyboard.type("2024年")
    expect(words).to_have_text(re.compile("^7/"))
    editor.press("Control+a")
    editor.press("Delete")
    expect(words).to_have_text(re.compile("^0/"))


def test_a_sentence_lights_its_facts_and_a_fact_its_sentences(page: Page) -> None:
    editor = open_welfare(page)
    write(page, "慰问困难教职工9户，发放慰问金1.8万元。组织教职工健康体检125人，参检率97.7%。")
    settle(page)
    page.locator("li.fact").nth(3).hover()
    expect(page.locator(".text .lit")).to_have_text(re.compile("^组织教职工健康体检125人"))
    page.locator(".desk .status").hover()
    expect(page.locator(".text .lit")).to_have_count(0)
    editor.press("Control+Home")
    expect(page.locator("li.fact.lit").first).to_have_text(re.compile("^2024年1月慰问困难教职工9户"))
    expect(page.locator("li.fact.lit").first).to_have_attribute("aria-current", "true")
    editor.press("Control+End")
    editor.press("ArrowLeft")
    expect(page.locator("li.fact.lit")).to_have_text(re.compile("^组织教职工健康体检125人"))
    page.locator("li.fact").first.focus()
    expect(page.locator(".text .lit")).to_have_text(re.compile("^慰问困难教职工9户"))
    picture(page, "editor-lit")


def test_a_finding_leads_to_its_words(page: Page) -> None:
    editor = open_welfare(page)
    write(page, WELFARE)
    settle(page)
    page.get_by_role("tab", name="核查").click()
    page.locator("li.finding button.quote").first.click()
    expect(editor).to_be_focused()
    expect(page.get_by_role("dialog", name="核查意见")).to_contain_text("事实写的是“9户”")
    expect(page.get_by_role("toolbar", name="改写所选文字")).to_be_hidden()
    page.keyboard.insert_text("9户")
    expect(editor).to_have_text(WELFARE.replace("99户", "9户"))


def test_only_the_selection_is_shortened_and_escape_restores_it(page: Page) -> None:
    editor = open_welfare(page)
    text = "在上级工会的正确领导下，切实维护教职工权益。在校党委的大力支持下，送清凉3次。"
    write(page, text)
    select(editor, 22)
    menu = page.get_by_role("toolbar", name="改写所选文字")
    expect(menu).to_be_visible()
    expect(menu.get_by_role("button", name="扩写")).to_have_attribute("aria-disabled", "true")
    expect(menu).to_contain_text("没有配置大模型")
    menu.get_by_role("button", name="精简").click()
    offer = page.get_by_role("dialog", name="改写结果")
    expect(offer.locator("del").first).to_have_text("在上级工会的正确领导下，切实")
    expect(offer).to_contain_text("未使用大模型")
    picture(page, "editor-offer")
    page.keyboard.press("Escape")
    expect(offer).to_be_hidden()
    expect(editor).to_have_text(text)
    expect(menu).to_be_visible()
    editor.press("Control+k")
    expect(menu.get_by_role("button").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    offer.get_by_role("button", name="采用").click()
    shorter = "维护教职工权益。在校党委的大力支持下，送清凉3次。"
    expect(editor).to_have_text(shorter)
    all_saved(page)
    editor.press("Control+z")
    expect(editor).to_have_text(text)


def test_a_selection_without_empty_words_is_left_alone_with_a_reason(page: Page) -> None:
    editor = open_welfare(page)
    write(page, "慰问9户。")
    select(editor, 4)
    page.get_by_role("toolbar", name="改写所选文字").get_by_role("button", name="换说法").click()
    offer = page.get_by_role("dialog", name="改写结果")
    expect(offer).to_contain_text("没有可以换说法的词句")
    offer.get_by_role("button", name="不用").click()
    expect(editor).to_have_text("慰问9户。")


def test_a_new_draft_beside_an_edited_text_is_taken_by_the_sentence(page: Page) -> None:
    editor = open_welfare(page)
    mine = "教职工的冷暖，工会放在心上。"
    write(page, mine)
    page.get_by_role("button", name="换一稿").click()
    expect(page.get_by_text("待采用稿", exact=True)).to_be_visible()
    expect(editor).to_have_text(mine)
    expect(page.locator(".proposal del, .proposal ins").first).to_be_visible()
    picture(page, "editor-proposal")
    page.get_by_text("逐句采用").click()
    boxes = page.get_by_role("checkbox", name=re.compile("^增加："))
    expect(boxes.first).to_be_visible()
    settle(page)
    wanted = (boxes.first.get_attribute("aria-label") or "").removeprefix("增加：")
    page.locator(".st-key-proposal label").filter(has_text="增加：").first.click()
    settle(page)
    page.get_by_role("button", name="采用所选（1句）").click()
    expect(editor).to_contain_text("教职工的冷暖，工会放在心上。")
    expect(editor).to_contain_text(wanted[:10])
    expect(page.get_by_text("待采用稿", exact=True)).to_be_visible()
    page.get_by_role("button", name="采用", exact=True).click()
    expect(editor).not_to_contain_text(mine)
    expect(page.get_by_text("待采用稿", exact=True)).to_have_count(0)


def test_a_locked_text_can_be_read_but_not_changed(page: Page) -> None:
    editor = open_welfare(page)
    write(page, "定稿。")
    page.get_by_role("button", name="锁定", exact=True).click()
    expect(editor).to_have_attribute("aria-readonly", "true")
    editor.click()
    page.keyboard.type("改")
    expect(editor).to_have_text("定稿。")
    page.get_by_role("button", name="解锁", exact=True).click()
    expect(editor).to_have_attribute("aria-readonly", "false")
    editor.press("Control+End")
    page.keyboard.type("改")
    expect(editor).to_have_text("定稿。改")


def test_typing_and_locking_at_once_keeps_both(page: Page) -> None:
    editor = open_welfare(page)
    write(page, "定稿。")
    page.keyboard.type("最后一句。")
    page.get_by_role("button", name="锁定", exact=True).click()
    expect(editor).to_have_attribute("aria-readonly", "true")
    expect(editor).to_have_text("定稿。最后一句。")
    expect(page.get_by_text("没有丢失")).to_have_count(0)
    page.reload()
    expect(manuscript(page)).to_have_text("定稿。最后一句。")


def test_control_enter_drafts_an_empty_section(page: Page) -> None:
    editor = open_welfare(page)
    editor.press("Control+a")
    editor.press("Delete")
    expect(editor).to_have_attribute("data-placeholder", re.compile("生成本节"))
    editor.press("Control+Enter")
    expect(editor).to_contain_text("9户")
    assert field(page, "事实").is_visible()
