"""Middle column: heading, a waiting proposal, and the text in hand with what the check says about it."""

from datetime import datetime
from functools import partial
from typing import Final

import streamlit as st

from summarizer.domain import Document, Section, SectionReport
from summarizer.pipeline import Proposal
from summarizer.text.diff import pair_sentences
from summarizer.ui import desk_actions as do
from summarizer.ui import session
from summarizer.ui.components import paper
from summarizer.ui.components.copy import copy_section
from summarizer.ui.components.editor import component as editor
from summarizer.ui.components.editor.component import Manuscript
from summarizer.ui.components.editor.filled import with_filled
from summarizer.ui.components.editor.marks import Mark, marks_of, sentences_of
from summarizer.ui.history import changes
from summarizer.ui.panes import regenerate, section_settings
from summarizer.ui.reading import legend
from summarizer.ui.rewriting import manners
from summarizer.ui.services import filled_in, pipeline
from summarizer.ui.wording import moment, numbered_heading, plain, sentence_choice

_PLACEHOLDER: Final = "点“生成本节”，或直接在这里写。"
_LOOK_AGAIN_S: Final = 0.4


def render(document: Document, section: Section, report: SectionReport) -> None:
    """Everything about one section's text."""
    heading = st.container()
    _proposal(document, section)
    _text(document, section, report)
    # Its fields take longer than the text, whose marks the typist waits for.
    with heading:
        _heading(document, section)
    _buttons(document, section)
    _legend(section, report)
    _awaited(section)


def _heading(document: Document, section: Section) -> None:
    with st.container(key="section-head", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"### {plain(numbered_heading(document, section))}", width="stretch")
        with st.popover("本节设置", type="tertiary"):
            section_settings.render(document, section)


def _proposal(document: Document, section: Section) -> None:
    proposal = do.waiting_proposal(document.id, section.id)
    if proposal is None:
        return
    with st.container(key="proposal"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown("**待采用稿**　您改过这一节，新稿不会自动覆盖。", width="stretch")
            st.button("采用", key=f"desk:adopt:{section.id}", on_click=do.adopt, args=(document.id, proposal))
            st.button(
                "不用",
                key=f"desk:drop:{section.id}",
                type="tertiary",
                on_click=do.drop,
                args=(document.id, proposal),
            )
        paper.show(changes(section.text, proposal.text), key=f"desk:proposal:{section.id}", look="proposal")
        if not section.locked and section.text.strip():
            _sentences(document, section, proposal)


def _sentences(document: Document, section: Section, proposal: Proposal) -> None:
    """逐句采用: one box per changed sentence."""
    pairs = pair_sentences(section.text, proposal.text)
    changed = [index for index, pair in enumerate(pairs) if pair.changed]
    if not st.checkbox("逐句采用", key=f"desk:pick:{proposal.id}"):
        return
    # The boxes are named by the text they count in: after any change of it they begin anew.
    name = f"desk:pick:{proposal.id}:{section.revision}"
    taken = tuple(
        index for index in changed if st.checkbox(sentence_choice(pairs[index]), key=f"{name}:{index}")
    )
    st.button(
        f"采用所选（{len(taken)}句）",
        key=f"desk:adopt-some:{section.id}",
        disabled=not taken,
        on_click=do.adopt_sentences,
        args=(document.id, proposal, taken),
    )


def _text(document: Document, section: Section, report: SectionReport) -> None:
    unsaved = session.current().unsaved.get(section.id)
    if unsaved is None:
        do.see(section)
    else:
        _choice(document, section, unsaved)
    editor.show(
        _manuscript(section, report, unsaved),
        key=do.text_key(section.id),
        on_edit=partial(do.save_text, document.id, section.id),
        on_act=partial(do.act_in_editor, document.id, section.id),
    )


def _manuscript(section: Section, report: SectionReport, unsaved: session.Unsaved | None) -> Manuscript:
    now = session.current()
    rewriting = now.rewrites.get(section.id)
    offer = rewriting.offer() if rewriting is not None and rewriting.is_over else None
    facts = section.active_facts
    return Manuscript(
        section=section.id,
        text=unsaved.text if unsaved else section.text,
        revision=section.revision,
        taken=now.taken.get(section.id),
        problem=unsaved.sentence if unsaved else "",
        locked=section.locked,
        length=section.length_chars,
        saved=moment(now.saved_at, now=datetime.now().astimezone()) if now.saved_at else "",
        placeholder=_PLACEHOLDER,
        # A text that is not saved has not been checked, and the report's places are not its own.
        marks=() if unsaved else _marks(section, report),
        sentences=() if unsaved else sentences_of(report, facts),
        manners=manners(pipeline().engines),
        offer=offer,
    )


def _marks(section: Section, report: SectionReport) -> tuple[Mark, ...]:
    marks = marks_of(section.text, report.findings, section.active_facts)
    return with_filled(marks, filled_in(section), section.facts)


def _choice(document: Document, section: Section, unsaved: session.Unsaved) -> None:
    place = (document.id, section.id)
    with st.container(key="notice-bad-unsaved"):
        st.markdown(plain(unsaved.sentence))
        with st.container(horizontal=True, gap="small"):
            if not unsaved.conflict:
                st.button("再存一次", key=f"desk:retry:{section.id}", on_click=do.keep_mine, args=place)
                return
            st.button("保留我的", key=f"desk:mine:{section.id}", on_click=do.keep_mine, args=place)
            st.button("用已保存的", key=f"desk:theirs:{section.id}", on_click=do.take_theirs, args=place)
        st.caption("从已保存的文字到您的文字：")
        paper.show(changes(section.text, unsaved.text), key=f"desk:stored:{section.id}", look="proposal")


def _buttons(document: Document, section: Section) -> None:
    place = (document.id, section.id)
    with st.container(key="section-buttons", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "换一稿" if section.text.strip() else "生成本节",
            key=f"desk:draft:{section.id}",
            on_click=do.draft_section,
            args=place,
            disabled=section.locked,
        )
        regenerate.button(document, section)
        st.button(
            "解锁" if section.locked else "锁定",
            key=f"desk:lock:{section.id}",
            type="tertiary",
            on_click=do.lock,
            args=(*place, not section.locked),
        )
        copy_section(document, section.id, key=f"desk:copy:{section.id}")


def _legend(section: Section, report: SectionReport) -> None:
    if section.text.strip():
        paper.show((legend(report),), key=f"desk:legend:{section.id}")


def _awaited(section: Section) -> None:
    """Runs the page again as soon as another wording has come that was not there yet."""
    rewriting = session.current().rewrites.get(section.id)
    if rewriting is None or rewriting.is_over:
        return

    @st.fragment(run_every=_LOOK_AGAIN_S)
    def look() -> None:
        if rewriting.is_over:
            st.rerun()

    look()
