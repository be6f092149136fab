"""The browser components: their data, and that their scripts cannot parse text as markup."""

import re
from importlib import resources

import pytest

from summarizer.ui.components.paper import Node, block, press, span
from summarizer.ui.i18n import PATTERNS, WORDS

ASSETS = resources.files("summarizer.ui.components")


def test_a_node_becomes_plain_values_without_empty_fields() -> None:
    tree = block(span("<b>32户</b>", "chip", hint="数量"), press("补写", "complete", "f1"), look="row")
    assert tree.as_data() == {
        "tag": "div",
        "look": "row",
        "kids": [
            {"tag": "span", "text": "<b>32户</b>", "look": "chip", "hint": "数量"},
            {"tag": "button", "text": "补写", "look": "quiet", "act": ["complete", "f1"]},
        ],
    }


@pytest.mark.parametrize("name", ["paper.js", "chrome.js"])
def test_no_script_of_ours_parses_text_as_markup(name: str) -> None:
    script = ASSETS.joinpath(name).read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|Function\(", script)


def test_every_tag_a_node_may_have_is_built_by_the_script() -> None:
    script = ASSETS.joinpath("paper.js").read_text(encoding="utf-8")
    built = set(re.findall(r'"([a-z0-9]+)"', script.split("]);")[0]))
    assert built == set(Node.__annotations__["tag"].__args__)


def test_every_class_used_in_python_is_styled() -> None:
    styles = ASSETS.joinpath("paper.css").read_text(encoding="utf-8")
    for look in ("error", "warn", "derived", "gap", "note", "chip", "fact", "finding", "version", "legend"):
        assert f".{look}" in styles


def test_the_chinese_words_hold_no_latin_ones() -> None:
    latin = {
        chinese
        for chinese in WORDS.values()
        if re.search(r"[A-Za-z]{2,}", chinese.replace("Ctrl", "").replace("Enter", ""))
    }
    assert not latin


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Press Ctrl+Enter to apply", "按 Ctrl+Enter 保存"),
        ("20MB per file • MD, TXT", "单个文件不超过 20 MB　MD, TXT"),
        ("Remove 事实单.md", "移除 事实单.md"),
    ],
)
def test_patterns_translate_texts_with_changing_parts(english: str, chinese: str) -> None:
    for pattern, template in PATTERNS:
        if match := re.search(pattern, english):
            filled = re.sub(r"\$(\d)", lambda group: match.group(int(group[1])) or "", template)
            assert filled == chinese
            return
    pytest.fail(f"no pattern for {english}")
