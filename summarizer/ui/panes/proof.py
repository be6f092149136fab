"""Right column: fidelity of the section in hand, its facts, findings, samples and versions."""

from typing import Final

import streamlit as st

from summarizer.domain import Document, Section, SectionReport
from summarizer.facts import format_facts
from summarizer.outline import prompts_for
from summarizer.ui import desk_actions as do
from summarizer.ui import evidence, session
from summarizer.ui.components import paper
from summarizer.ui.wording import plain

_FACTS_PER_PAGE: Final = 50
_PLACEHOLDER: Final = (
    "每行一条事实，可从 Word、Excel 粘贴。\n例如：1月慰问困难职工32户，发放慰问金4.8万元（去年：28户）"
)


def render(document: Document, section: Section, report: SectionReport) -> None:
    """The fidelity line and four tabs; samples are looked for only when their tab is in front."""
    paper.show((evidence.fidelity(report),), key=f"desk:fidelity:{section.id}")
    facts, findings, samples, versions = st.tabs(
        ["事实", "核查", "范文", "版本"], key="desk:proof:tab", on_change="rerun"
    )
    with facts:
        _facts(document, section, report)
    with findings:
        _findings(section, report)
    if samples.open:
        with samples:
            _samples(document, section)
    if versions.open:
        with versions:
            _versions(document, section)


def _samples(document: Document, section: Section) -> None:
    from summarizer.ui.panes import passages

    passages.render(document, section)


def _versions(document: Document, section: Section) -> None:
    from summarizer.ui.panes import versions

    versions.render(document, section)


def _facts(document: Document, section: Section, report: SectionReport) -> None:
    key = do.facts_key(section.id)
    unsaved = session.current().unsaved_facts.get(section.id)
    lines = unsaved.text if unsaved else _lines(section)
    if st.session_state.get(key) != lines:
        st.session_state[key] = lines
    if unsaved is not None:
        with st.container(key="notice-bad-facts"):
            st.markdown(plain(unsaved.sentence))
            place = (document.id, section.id)
            st.button("保存我的", key=f"desk:mine-facts:{section.id}", on_click=do.keep_my_facts, args=place)
    st.text_area(
        "事实",
        key=key,
        height=148,
        label_visibility="collapsed",
        placeholder=_PLACEHOLDER,
        on_change=do.save_facts,
        args=(document.id, section.id),
    )
    if section.facts:
        _fact_rows(document, section, report)
    else:
        _prompts(document, section)


def _lines(section: Section) -> str:
    """The lines as the user typed them, unless the facts changed in some other way since."""
    typed = session.current().typed.get(section.id)
    if typed is not None and typed.facts == section.facts:
        return typed.lines
    return format_facts(section.facts)


def _fact_rows(document: Document, section: Section, report: SectionReport) -> None:
    def act(verb: str, fact_id: str) -> None:
        do.act_on_fact(document.id, section.id, verb, fact_id)

    pages = -(-len(section.facts) // _FACTS_PER_PAGE)
    page = st.pagination(pages, key=f"desk:fact-page:{section.id}") if pages > 1 else 1
    nodes = evidence.facts(
        section, report, document.period, first=(page - 1) * _FACTS_PER_PAGE, count=_FACTS_PER_PAGE
    )
    paper.show(nodes, key=f"desk:fact-rows:{section.id}", on_act=act)


def _prompts(document: Document, section: Section) -> None:
    prompts = prompts_for(document.kind, section.topic, span=document.period.span)
    entries = tuple(paper.Node(tag="li", text=prompt) for prompt in prompts)
    heading = paper.Node(tag="h4", text="这一节通常写这些事实")
    paper.show(
        (heading, paper.Node(tag="ul", look="prompts", kids=entries)), key=f"desk:prompts:{section.id}"
    )


def _findings(section: Section, report: SectionReport) -> None:
    nodes = evidence.findings(section.text, report) if section.text.strip() else ()
    empty = "全部有据，没有要核对的。" if section.text.strip() else "还没有正文。"
    shown = nodes or (paper.Node(tag="p", text=empty, look="empty"),)
    paper.show(shown, key=f"desk:findings:{section.id}")
