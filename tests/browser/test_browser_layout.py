"""What has to be within sight on a small office screen."""

import re

import pytest
from app_server import free_port
from browser_steps import field, open_example, settle, undo
from playwright.sync_api import Locator, Page, expect

pytest_plugins = ["browser_fixtures"]

LONG_TITLE = "实干担当谋发展，凝心聚力谱新篇，勇毅前行开新局——××实验小学工会2024年度工作总结"


def middle(element: Locator) -> float:
    box = element.bounding_box()
    assert box is not None
    return box["y"] + box["height"] / 2


def test_a_long_title_leaves_the_buttons_in_one_line(page: Page) -> None:
    open_example(page)
    page.get_by_role("button", name="总结信息").click()
    field(page, "标题").fill(LONG_TITLE)
    field(page, "标题").press("Enter")
    settle(page)
    page.keyboard.press("Escape")
    bar = page.locator(".st-key-desk-bar")
    expect(bar.get_by_role("heading", name=LONG_TITLE)).to_be_visible()
    heights = [middle(bar.get_by_role("button", name=name)) for name in ("生成全文", "校对", "导出")]
    assert max(heights) - min(heights) == pytest.approx(0, abs=2)


def test_the_answer_of_a_connection_test_is_seen_without_scrolling(page: Page) -> None:
    page.get_by_role("link", name="设置").click()
    page.get_by_role("combobox", name="服务商").click()
    page.get_by_role("option", name="其他").click()
    settle(page)
    field(page, "接口地址").fill(f"http://127.0.0.1:{free_port()}/v1")
    field(page, "接口地址").press("Enter")
    settle(page)
    button = page.get_by_role("button", name="测试连接")
    button.click()
    answer = page.locator("[class*='st-key-notice-bad-connection']")
    expect(answer).to_contain_text("拒绝连接")
    assert middle(answer) == pytest.approx(middle(button), abs=12)


def test_where_a_fact_shall_go_is_asked_within_sight_of_a_long_list(page: Page) -> None:
    open_example(page)
    lines = "\n".join(f"第{number}次活动参加{number}人" for number in range(1, 41))
    facts = page.get_by_role("textbox", name="事实", exact=True)
    facts.fill(lines)
    facts.blur()
    settle(page)
    page.get_by_role("button", name="移到…").nth(35).click()
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("第36次活动参加36人")
    expect(asked.get_by_role("button", name="移过去")).to_be_in_viewport()
    asked.get_by_role("combobox").click()
    page.get_by_role("option", name="五、").click()
    asked.get_by_role("button", name="移过去").click()
    expect(asked).to_have_count(0)
    expect(page.locator(".st-key-notice-good")).to_contain_text("事实已移到")
    undo(page)
    expect(facts).to_have_value(re.compile("第36次活动参加36人"))


def test_a_notice_shows_nothing_but_its_sentence_from_its_first_frame(page: Page) -> None:
    open_example(page)
    page.evaluate(
        """() => {
            window.told = new Set();
            const look = () => {
                const boxes = document.querySelectorAll("[class*='st-key-notice-']");
                boxes.forEach((box) => window.told.add(box.innerText));
                requestAnimationFrame(look);
            };
            look();
        }"""
    )
    page.get_by_role("button", name="换一稿").click()
    expect(page.locator(".st-key-notice-good")).to_contain_text("已换一稿")
    settle(page)
    assert not [text for text in page.evaluate("[...window.told]") if "导出" in text]


@pytest.mark.parametrize(("place", "label"), [("desk", "复制本节"), ("read", "复制全文")])
def test_a_button_that_copies_stays_under_the_pointer(page: Page, place: str, label: str) -> None:
    open_example(page)
    if place == "read":
        page.get_by_role("button", name="阅读").click()
    button = page.get_by_role("button", name=label)
    expect(button).to_be_visible()
    settle(page)
    before = button.bounding_box()
    button.click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    after = button.bounding_box()
    assert before is not None
    assert after is not None
    assert (after["x"], after["y"]) == pytest.approx((before["x"], before["y"]), abs=1)


def test_a_model_file_that_is_none_is_told_at_once(page: Page) -> None:
    page.get_by_role("link", name="设置").click()
    box = page.get_by_role("combobox", name="模型文件")
    box.click()
    page.keyboard.type("/没有/这样的/模型.gguf")
    page.get_by_role("option", name="模型.gguf").click()
    expect(page.locator(".st-key-notice-bad")).to_contain_text("模型")
