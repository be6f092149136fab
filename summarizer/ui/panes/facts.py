"""The tab 事实: facts as lines or a table, what was recognised in them, how each stands in the text."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from summarizer.domain import Document, Fact, Section, SectionReport
from summarizer.facts import format_fact, format_facts
from summarizer.outline import prompts_for
from summarizer.revise.next_year import is_blank
from summarizer.ui import desk_actions as do
from summarizer.ui import dialogs, evidence, session
from summarizer.ui import fact_actions as facts_do
from summarizer.ui.components import paper
from summarizer.ui.fact_table import fact_rows, table_key
from summarizer.ui.session import having
from summarizer.ui.wording import FILL_IN, numbered_heading, plain

_LINES, _TABLE = "逐行", "表格"
_FACTS_PER_PAGE: Final = 50
# All three columns within the pane of a screen 1366 pixels wide.
_FACT_COLUMN_PX: Final = 196
_NARROW_COLUMN_PX: Final = 76
_SUFFIXES: Final = ("xlsx", "docx", "txt", "md", "doc", "pdf")
_PLACEHOLDER: Final = (
    "每行一条事实，可从 Word、Excel 粘贴。\n例如：1月慰问困难职工32户，发放慰问金4.8万元（去年：28户）"
)


def render(document: Document, section: Section, report: SectionReport) -> None:
    """Everything about the facts of the section in hand."""
    _unsaved(document, section)
    with st.container(key="facts-bar", horizontal=True, vertical_alignment="center", gap="small"):
        view = st.segmented_control(
            "怎样填",
            (_LINES, _TABLE),
            default=_LINES,
            key="desk:facts-view",
            label_visibility="collapsed",
            width="content",
        )
        # Another key closes it once facts were taken from a file.
        with st.popover("从文件导入", type="tertiary", key=f"desk:import-{session.current().upload_round}"):
            _import(document, section)
    if view == _TABLE:
        _table(document, section)
    else:
        _lines(document, section)
    if any(fact.shelved for fact in section.facts):
        blank = any(map(is_blank, section.facts))
        st.caption(plain(f"{FILL_IN if blank else ''}两头带 ~~ 的暂不写进正文。"))
    if section.facts:
        _rows(document, section, report)
        _moving(document, section)
    else:
        _prompts(document, section)


def _unsaved(document: Document, section: Section) -> None:
    unsaved = session.current().unsaved_facts.get(section.id)
    if unsaved is None:
        return
    with st.container(key="notice-bad-facts"):
        st.markdown(plain(unsaved.sentence))
        place = (document.id, section.id)
        st.button("保存我的", key=f"desk:mine-facts:{section.id}", on_click=facts_do.keep_mine, args=place)


def _lines(document: Document, section: Section) -> None:
    key = do.facts_key(section.id)
    unsaved = session.current().unsaved_facts.get(section.id)
    lines = unsaved.text if unsaved else _typed(section)
    if st.session_state.get(key) != lines:
        st.session_state[key] = lines
    session.change(shown_facts=having(session.current().shown_facts, section.id, lines))
    st.text_area(
        "事实",
        key=key,
        height=148,
        label_visibility="collapsed",
        placeholder=_PLACEHOLDER,
        on_change=do.save_typed,
        args=(document.id, section.id),
    )


def _typed(section: Section) -> str:
    """The lines as the user typed them, unless the facts changed in some other way since."""
    typed = session.current().typed.get(section.id)
    if typed is not None and typed.facts == section.facts:
        return typed.lines
    return format_facts(section.facts)


def _table(document: Document, section: Section) -> None:
    """One row per fact; every change of a cell saves all of them."""
    st.data_editor(
        fact_rows(section.facts),
        key=table_key(section),
        num_rows="dynamic",
        hide_index=True,
        width="stretch",
        column_config={
            "事实": st.column_config.TextColumn(width=_FACT_COLUMN_PX),
            "去年": st.column_config.TextColumn(width=_NARROW_COLUMN_PX, help="去年的数，例如 28户"),
            "暂不写": st.column_config.CheckboxColumn(
                width=_NARROW_COLUMN_PX, help="保留这条事实，但不写进正文"
            ),
        },
        on_change=do.save_typed,
        args=(document.id, section.id),
    )


def _import(document: Document, section: Section) -> None:
    """A file, what would be taken from it, and the button that takes it."""
    round_ = session.current().upload_round
    file = st.file_uploader(
        "选择文件（.xlsx .docx .txt 等），每行或每个表格行算一条",
        type=list(_SUFFIXES),
        key=f"desk:fact-file:{section.id}:{round_}",
    )
    if file is None:
        return
    read = facts_do.read_file(file.getvalue(), file.name)
    if read is None:
        return
    st.caption(f"读到{len(read)}条，去掉不要的，再加入。")
    chosen = st.data_editor(
        [{"加入": True, "事实": format_fact(fact)} for fact in read],
        key=f"desk:fact-preview:{section.id}:{round_}:{file.file_id}",
        hide_index=True,
        disabled=["事实"],
        height=280,
        width="stretch",
    )
    taken = tuple(fact for fact, row in zip(read, chosen, strict=True) if row["加入"])
    st.button(
        f"加入{len(taken)}条",
        key=f"desk:fact-import:{section.id}",
        type="primary",
        disabled=not taken,
        on_click=facts_do.add_facts,
        args=(document.id, section.id, taken),
    )


def _rows(document: Document, section: Section, report: SectionReport) -> None:
    def act(verb: str, fact_id: str) -> None:
        facts_do.act_on_fact(document.id, section.id, verb, fact_id)

    pages = -(-len(section.facts) // _FACTS_PER_PAGE)
    page = st.pagination(pages, key=f"desk:fact-page:{section.id}") if pages > 1 else 1
    nodes = evidence.facts(
        section, report, document.period, first=(page - 1) * _FACTS_PER_PAGE, count=_FACTS_PER_PAGE
    )
    paper.show(nodes, key=f"desk:fact-rows:{section.id}", on_act=act)


def _moving(document: Document, section: Section) -> None:
    """Where the fact being moved shall go; dragging it onto the outline does the same."""
    fact = next((one for one in section.facts if dialogs.is_open(facts_do.moving(one.id))), None)
    others = {one.id: numbered_heading(document, one) for one in document.sections if one.id != section.id}
    if fact is not None and others:
        _ask_where(document, fact, others)


@st.dialog("移到另一节", on_dismiss=dialogs.close)
def _ask_where(document: Document, fact: Fact, others: Mapping[str, str]) -> None:
    if not dialogs.is_open(facts_do.moving(fact.id)):
        st.rerun()
    st.markdown(plain(fact.text))
    target = st.selectbox(
        "移到", list(others), format_func=others.__getitem__, key="desk:move:to", label_visibility="collapsed"
    )
    with st.container(horizontal=True, gap="small", horizontal_alignment="right"):
        st.button("取消", key="desk:move:no", on_click=dialogs.close)
        st.button(
            "移过去",
            key="desk:move:go",
            type="primary",
            on_click=facts_do.move_fact,
            args=(document.id, fact.id, target),
        )


def _prompts(document: Document, section: Section) -> None:
    prompts = prompts_for(document.kind, section.topic, span=document.period.span)
    entries = tuple(paper.Node(tag="li", text=prompt) for prompt in prompts)
    heading = paper.Node(tag="h4", text="这一节通常写这些事实")
    paper.show(
        (heading, paper.Node(tag="ul", look="prompts", kids=entries)), key=f"desk:prompts:{section.id}"
    )
