"""The editor's own functions, run in Chromium without a page: counting, positions, pasting."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from summarizer.text.characters import clean_line, count_chars

pytest_plugins = ["browser_fixtures"]
pytestmark = pytest.mark.browser

BUNDLE = (
    Path(__file__).resolve().parents[2] / "summarizer" / "ui" / "components" / "editor" / "editor.bundle.js"
)
TEXTS = (
    "",
    "慰问困难职工32户，发放慰问金4.8万元。",
    "GB/T 15834—2011 第3.5%条，“标题”《书》…… ——",
    "第一段。\n\n第二段。\n",
    "\u3000\u3000首行缩进\u3000全角空格",
    "字\u200b间\u200d有\ufeff看不见\xad的",
    "😀慰问3户👩\u200d🏫❤\ufe0f，𠮷野家𠀀",
    "ｆｕｌｌ１２３，half 123",
    "한글 かな カナ ㄅㄆ",
    "①②③⒈×·–-_=+",
    "a\x1cb\x85c\xa0d\u2028e\u2029f",
    "表\t格\x0b行\x0c列\x07响铃",
    "尾\ufe0e选择符 ☎\ufe0e 电话",
    "\ud83d半个代理",
    "\U000e0041标签\U0003fffd",
)


@pytest.fixture(scope="module")
def blank(chromium: Browser) -> Iterator[Page]:
    """A page that holds nothing but the editor's functions, as `window.editor`."""
    page = chromium.new_page()
    page.evaluate(
        """async (code) => {
          const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
          window.editor = await import(url);
        }""",
        BUNDLE.read_text(encoding="utf-8"),
    )
    yield page
    page.close()


def run(page: Page, expression: str, argument: object) -> Any:  # noqa: ANN401 - whatever JavaScript gives
    return page.evaluate(f"(given) => {expression}", argument)


def escaped(text: str) -> list[int]:
    """UTF-16 units: Playwright's protocol cannot carry half a surrogate pair."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return [int.from_bytes(raw[at : at + 2], "little") for at in range(0, len(raw), 2)]


@pytest.mark.parametrize("text", TEXTS)
def test_characters_are_counted_as_the_server_counts_them(blank: Page, text: str) -> None:
    counted = run(blank, "editor.countChars(String.fromCharCode(...given))", escaped(text))
    assert counted == count_chars(text)


@pytest.mark.parametrize("text", TEXTS)
def test_a_line_is_cleaned_as_the_server_cleans_it(blank: Page, text: str) -> None:
    clean = run(
        blank,
        "[...editor.cleanLine(String.fromCharCode(...given))].map((char) => char.codePointAt(0))",
        escaped(text),
    )
    assert [chr(code) for code in clean] == list(clean_line(text))


@pytest.mark.parametrize(
    "text", ["", "甲", "甲乙\n丙", "\n\n甲\n", "😀甲\n𠮷乙\n\n丙👩\u200d🏫", "| 甲 | 乙 |\n| 😀 | 2 |\n\n丁"]
)
def test_code_points_become_positions_and_come_back(blank: Page, text: str) -> None:
    told = run(
        blank,
        """{
          const doc = editor.docOf(given);
          const units = editor.unitsOf(given);
          const points = [...given].length;
          return Array.from({ length: points + 1 }, (_, point) => {
            const position = editor.positionOf(doc, units(point));
            const back = editor.pointOf(given, editor.unitAt(doc, position));
            return [back, doc.resolve(position).parent.isTextblock, given.slice(0, units(point))];
          });
        }""",
        text,
    )
    assert told == [[point, True, text[:point]] for point in range(len(text) + 1)]
    assert run(blank, "editor.textOf(editor.docOf(given))", text) == text


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {}</style>
<!--[if gte mso 9]><xml><o:x>1</o:x></xml><![endif]--></head><body lang=ZH-CN><!--StartFragment-->
<p class=MsoNormal style='text-indent:32.0pt'><span style='font-family:仿宋'>走访慰问<b>困难
职工</b></span><span lang=EN-US>32</span><span>户，</span><o:p></o:p></p>
<p class=MsoListParagraph><span style='mso-list:Ignore'>一、<span>&nbsp;&nbsp;</span></span>送清凉3次</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><table><tr><td><p>项目</p></td><td><p>次数</p></td></tr>
<tr><td>送|清凉</td><td>3</td></tr></table><p>删<del>掉的</del>后<br>换行</p><img src=x>
<script>window.hit=1</script>
<!--EndFragment--></body></html>"""


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        (
            WORD,
            ["走访慰问困难职工32户，", "送清凉3次", "| 项目 | 次数 |", "| 送\\|清凉 | 3 |", "删后", "换行"],
        ),
        ("<p>English\nwords</p>", ["English words"]),
        ("<ul><li>甲</li><li>乙<ul><li>丙</li></ul></li></ul>", ["甲", "乙", "丙"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("慰问3户", ["慰问3户"]),
        ("<table><tr><td>只有一格|</td></tr></table>", ["只有一格|"]),
        ("<img src=x onerror='window.hit=1'>", []),
    ],
)
def test_pasted_html_becomes_clean_lines(blank: Page, html: str, lines: list[str]) -> None:
    assert run(blank, "editor.linesOfHtml(given)", html) == lines
    assert run(blank, "window.hit ?? null", None) is None


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("　　第一段。\r\n\r\n第二段\t尾。\n", ["第一段。", "第二段 尾。"]),
        ("甲\u2028乙\x0b丙\x85丁", ["甲", "乙", "丙", "丁"]),
        ("", []),
    ],
)
def test_pasted_text_becomes_clean_lines(blank: Page, text: str, lines: list[str]) -> None:
    assert run(blank, "editor.linesOfText(given)", text) == lines


@pytest.mark.parametrize(
    ("text", "words", "places"),
    [
        ("职工职工职", "职工", [0, 2]),
        ("aaAa", "aa", [0, 2]),
        ("慰问\n慰问", "问\n慰", [1]),
        ("İi", "i", [1]),
        ("慰问", "", []),
        ("(慰问).*", ").*", [3]),
    ],
)
def test_words_are_found_wherever_they_stand(blank: Page, text: str, words: str, places: list[int]) -> None:
    assert run(blank, "editor.occurrences(given[0], given[1])", [text, words]) == places
