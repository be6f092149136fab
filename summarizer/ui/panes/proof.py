"""Right column: fidelity of the section in hand, its facts, findings, samples and versions."""

import streamlit as st

from summarizer.domain import Document, Section, SectionReport
from summarizer.ui import evidence, fact_actions
from summarizer.ui.components import paper
from summarizer.ui.panes import facts


def render(document: Document, section: Section, report: SectionReport) -> None:
    """The fidelity line and four tabs; samples are looked for only when their tab is in front."""
    paper.show((evidence.fidelity(report),), key=f"desk:fidelity:{section.id}")
    in_facts, findings, samples, versions = st.tabs(
        ["事实", "核查", "范文", "版本"], key="desk:proof:tab", on_change="rerun"
    )
    with in_facts:
        facts.render(document, section, report)
    with findings:
        _findings(document, section, report)
        _remarks(document, section)
    if samples.open:
        with samples:
            _samples(document, section)
    if versions.open:
        with versions:
            _versions(document, section)


def _samples(document: Document, section: Section) -> None:
    from summarizer.ui.panes import passages

    passages.render(document, section)


def _remarks(document: Document, section: Section) -> None:
    from summarizer.ui.panes import proofreading

    proofreading.render(document, section)


def _versions(document: Document, section: Section) -> None:
    from summarizer.ui.panes import versions

    versions.render(document, section)


def _findings(document: Document, section: Section, report: SectionReport) -> None:
    def act(verb: str, fact_id: str) -> None:
        fact_actions.act_on_fact(document.id, section.id, verb, fact_id)

    facts_to_complete = () if section.locked else section.active_facts
    written = bool(section.text.strip())
    nodes = evidence.findings(section.text, report, facts=facts_to_complete) if written else ()
    empty = "全部有据，没有要核对的。" if written else "还没有正文。"
    shown = nodes or (paper.Node(tag="p", text=empty, look="empty"),)
    paper.show(shown, key=f"desk:findings:{section.id}", on_act=act)
