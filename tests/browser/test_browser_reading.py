"""阅读: the pages in the browser are those the standard asks for."""

import pytest
from browser_steps import open_example, picture, settle
from playwright.sync_api import Page, expect

from summarizer.domain import UnitKind
from summarizer.examples import example_sheet
from summarizer.factsheet import parse_fact_sheet
from summarizer.pipeline import draft_document

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

MM = 96 / 25.4
LINE_PX = 28.95 / 72 * 96

GEOMETRY = """sheets => [...sheets.children].map(sheet => {
  const paper = sheet.getBoundingClientRect();
  const area = sheet.querySelector('.type-area');
  const box = area.getBoundingClientRect();
  const number = sheet.querySelector('.page-number').getBoundingClientRect();
  const lowest = Math.max(...[...area.children].map(one => one.getBoundingClientRect().bottom));
  return {
    width: paper.width, height: paper.height, left: box.left - paper.left, top: box.top - paper.top,
    areaWidth: box.width, areaHeight: box.height, overflow: lowest - box.bottom,
    numberFromLeft: number.left - paper.left, numberFromRight: paper.right - number.right,
  };
})"""
FULL_LINES = """sheets => {
  const counts = [];
  for (const one of sheets.querySelectorAll('p.body')) {
    const range = document.createRange();
    range.selectNodeContents(one);
    const text = one.textContent;
    let line = 0, top = null;
    for (let at = 0; at < text.length; at++) {
      const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
      let node = walker.nextNode(), offset = at;
      while (offset >= node.length) { offset -= node.length; node = walker.nextNode(); }
      range.setStart(node, offset); range.setEnd(node, offset + 1);
      const rect = range.getBoundingClientRect();
      if (top !== null && rect.top > top + 5) { counts.push(line); line = 0; }
      top = rect.top; line += 1;
    }
  }
  return counts;
}"""
PRINTED = (
    "sheets => [...sheets.querySelectorAll('h2.title, h3, p.body, p.signed')].map(one => one.textContent)"
)


def open_reading(page: Page) -> None:
    open_example(page)
    page.get_by_role("button", name="阅读", exact=True).click()
    expect(page.locator(".sheets[data-pages]")).to_be_visible()
    settle(page)


def test_every_page_has_the_measures_of_the_standard(page: Page) -> None:
    open_reading(page)
    sheets = page.locator(".sheets")
    picture(page, "reading")

    pages = sheets.evaluate(GEOMETRY)

    assert len(pages) >= 2
    for number, sheet in enumerate(pages, start=1):
        assert sheet["width"] == pytest.approx(210 * MM, abs=1)
        assert sheet["height"] == pytest.approx(297 * MM, abs=1)
        assert sheet["left"] == pytest.approx(28 * MM, abs=1)
        assert sheet["top"] == pytest.approx(37 * MM, abs=1)
        assert sheet["areaWidth"] == pytest.approx(156 * MM, abs=1)
        assert sheet["areaHeight"] == pytest.approx(22 * LINE_PX, abs=3)
        assert sheet["overflow"] <= 1
        outer = "numberFromRight" if number % 2 else "numberFromLeft"
        inner = "numberFromLeft" if number % 2 else "numberFromRight"
        assert sheet[outer] < sheet[inner]


def test_full_lines_hold_28_characters(page: Page) -> None:
    open_reading(page)

    counts = page.locator(".sheets").evaluate(FULL_LINES)

    # Digits are narrower, marks that must not begin a line leave one out.
    assert sum(26 <= count <= 34 for count in counts) >= 0.9 * len(counts)
    assert counts.count(28) >= 1


def test_cutting_paragraphs_over_pages_loses_no_character(page: Page) -> None:
    drafted = draft_document(parse_fact_sheet(example_sheet(UnitKind.SCHOOL))).document
    open_reading(page)

    printed = "".join(page.locator(".sheets").evaluate(PRINTED))

    for section in drafted.sections:
        for line in section.text.splitlines():
            assert line in printed


def test_what_the_browser_prints_are_the_sheets_alone_in_the_size_of_the_paper(page: Page) -> None:
    open_reading(page)
    page.get_by_text("75%").click()
    settle(page)
    page.emulate_media(media="print")
    expect(page.get_by_text("返回写作台")).to_be_hidden()
    expect(page.get_by_text("我的总结")).to_be_hidden()
    sheets = page.locator(".sheet")
    expect(sheets.first).to_be_visible()
    box = sheets.first.bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(210 * MM, abs=1)
    breaks = sheets.evaluate_all("all => all.map(one => getComputedStyle(one).breakBefore)")
    assert breaks == ["auto", *["page"] * (len(breaks) - 1)]
    assert len(breaks) > 1
