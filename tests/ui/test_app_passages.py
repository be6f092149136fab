"""The 范文 tab of the workbench, driven through Streamlit's test runner."""

import subprocess
import sys
from collections.abc import Callable
from types import MappingProxyType

import pytest
from streamlit.testing.v1 import AppTest
from ui_steps import acting, click, keys, open_section, run, shown, words

from summarizer.domain import Document
from summarizer.drafting.composer import Composer
from summarizer.pipeline import Pipeline

pytest_plugins = ["ui_fixtures", "library_fixtures"]

Open = Callable[[Document], AppTest]


def beside(app: AppTest, document: Document, number: int = 1) -> AppTest:
    """The app with a section in hand and the 范文 tab in front."""
    app = open_section(app, document.sections[number].id)
    app.session_state["desk:proof:tab"] = "范文"
    return run(app)


def test_the_tab_shows_masked_passages_with_topic_sample_and_reason(
    desk: Open, document: Document, library: Pipeline
) -> None:
    (pane,) = shown(beside(desk(document), document), "desk:passages")
    for text in ("帮扶与普惠服务", "相关度", "工作总结", "固定", "排除", "看原文", '"look": "slot"'):
        assert text in pane


def test_offline_the_tab_says_that_drafts_do_not_use_them(
    desk: Open, document: Document, library: Pipeline
) -> None:
    assert "离线起草不参考范文；接入大模型后按此参考" in words(beside(desk(document), document))


def test_with_a_model_the_tab_says_that_only_masked_text_is_seen(
    desk: Open, document: Document, library: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    composer = Composer()
    monkeypatch.setattr(library, "_drafters", MappingProxyType({"llm": composer, "offline": composer}))
    told = words(beside(desk(document), document))
    assert "模型只看到遮蔽后的文字" in told
    assert "离线起草不参考" not in told


def test_nothing_is_looked_for_while_another_tab_is_in_front(
    desk: Open, document: Document, library: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        pytest.fail("the library was searched for a tab nobody looks at")

    monkeypatch.setattr(library, "passages_for", fail)
    monkeypatch.setattr(library, "list_samples", fail)
    assert not shown(desk(document), "desk:passages")


def test_a_pinned_passage_comes_first_and_an_excluded_one_goes(
    desk: Open, document: Document, library: Pipeline
) -> None:
    section = document.sections[1]
    first, *_, last = library.passages_for(document.id, section.id)
    acting("act_on_passage", section.id, "pin", last.passage.id)
    assert library.passages_for(document.id, section.id)[0].passage.id == last.passage.id
    acting("act_on_passage", section.id, "exclude", first.passage.id)
    pane = beside(desk(document), document)
    (shown_pane,) = shown(pane, "desk:passages")
    assert "已固定" in shown_pane
    assert first.passage.id not in shown_pane
    pane = click(pane, f"desk:allow-passages:{section.id}")
    assert not library.passage_choices(section.id).excluded
    assert f"desk:allow-passages:{section.id}" not in keys(pane)


def test_an_exclusion_can_be_undone_at_once(document: Document, library: Pipeline) -> None:
    section = document.sections[1]
    passage = library.passages_for(document.id, section.id)[0].passage
    app = acting("act_on_passage", section.id, "exclude", passage.id)
    assert library.passage_choices(section.id).excluded == {passage.id}
    click(app, "undo")
    assert not library.passage_choices(section.id).excluded


def test_a_passage_no_longer_pinned_loses_its_place(document: Document, library: Pipeline) -> None:
    section = document.sections[1]
    last = library.passages_for(document.id, section.id)[-1].passage
    acting("act_on_passage", section.id, "pin", last.id)
    acting("act_on_passage", section.id, "unpin", last.id)
    assert not library.passage_choices(section.id).pinned


def test_the_first_page_loads_neither_library_nor_vectors() -> None:
    """In a process of its own: others have loaded everything here."""
    script = (
        "import sys, summarizer.ui.main, summarizer.ui.pages.home, summarizer.ui.pages.desk\n"
        "late = ('summarizer.library', 'summarizer.retrieval.hybrid', 'numpy', 'pypdf', 'opencc')\n"
        "print([name for name in late if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
