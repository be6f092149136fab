"""Versions as nodes, and what changed between two of them."""

from datetime import datetime, timedelta

import pytest
from node_reading import acts, text_of, walk

from summarizer.domain import Origin, Version
from summarizer.ui import history
from summarizer.ui.components.paper import Node

NOW = datetime(2024, 12, 20, 10, 32).astimezone()
RESTORABLE = [(False, [("compare", "v1"), ("restore", "v1")]), (True, [("compare", "v1")])]


def make_version(number: int, text: str, origin: Origin, *, at_s: float = 0.0) -> Version:
    created_at = NOW + timedelta(seconds=at_s)
    return Version(id=f"v{number}", section_id="s", text=text, origin=origin, created_at=created_at)


@pytest.mark.parametrize(
    ("spoken", "kept"),
    [
        ((), ()),
        (((Origin.EDIT, 50), (Origin.EDIT, 40), (Origin.EDIT, 0)), (0,)),
        (((Origin.EDIT, 200), (Origin.EDIT, 0)), (0, 1)),
        (((Origin.EDIT, 20), (Origin.OFFLINE, 10), (Origin.EDIT, 0)), (0, 1, 2)),
        (((Origin.OFFLINE, 2), (Origin.OFFLINE, 1)), (0, 1)),
    ],
)
def test_one_spell_of_typing_is_listed_as_its_last_save(
    spoken: tuple[tuple[Origin, float], ...], kept: tuple[int, ...]
) -> None:
    saved = [make_version(number, "字", origin, at_s=at_s) for number, (origin, at_s) in enumerate(spoken)]
    assert history.thinned(saved) == tuple(saved[number] for number in kept)


@pytest.mark.parametrize(("locked", "expected"), RESTORABLE)
def test_every_version_but_the_present_can_be_compared_and_unless_locked_restored(
    locked: bool, expected: list[tuple[str, str]]
) -> None:
    saved = (make_version(2, "现在", Origin.EDIT), make_version(1, "从前", Origin.OFFLINE))
    nodes = history.versions(saved, "现在", now=NOW, locked=locked)
    assert acts(*nodes) == expected
    assert "10:32手改现在现用" in text_of(*nodes)
    assert "10:32离线从前" in text_of(*nodes)


def marked(nodes: tuple[Node, ...]) -> list[tuple[str, str]]:
    return [(node.tag, node.text) for node in walk(*nodes) if node.tag in {"ins", "del"}]


def test_a_changed_figure_is_struck_out_and_its_successor_underlined() -> None:
    nodes = history.changes("走访慰问困难职工32户。", "走访慰问困难职工33户。")
    assert marked(nodes) == [("del", "32"), ("ins", "33")]
    assert "删去1处2字，增加1处2字。" in text_of(*nodes)


def test_line_noise_is_no_change() -> None:
    nodes = history.changes("第一段。\r\n\r\n第二段。 ", "第一段。\n第二段。")
    assert text_of(*nodes) == "两版文字相同。"


def test_a_new_paragraph_stands_as_one() -> None:
    nodes = history.changes("第一段。", "第一段。\n第二段讲活动。")
    assert marked(nodes) == [("ins", "¶"), ("ins", "第二段讲活动。")]
    assert [text_of(node) for node in walk(*nodes) if node.tag == "p"][1:] == ["第一段。¶", "第二段讲活动。"]


@pytest.mark.parametrize(("old", "new"), [("", "全是新的。"), ("都删了。", ""), ("甲。", "乙。\n丙。")])
def test_no_character_of_either_text_is_left_out(old: str, new: str) -> None:
    shown = text_of(*history.changes(old, new))
    for char in (old + new).replace("\n", ""):
        assert char in shown
