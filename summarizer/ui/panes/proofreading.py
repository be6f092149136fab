"""校对: the wording of the section in hand, and a dialog for the whole document."""

from collections.abc import Sequence

import streamlit as st

from summarizer.domain import Document, Section
from summarizer.errors import SummarizerError
from summarizer.proofread import Lexicon, Remark
from summarizer.ui import desk_actions as do
from summarizer.ui import house, session
from summarizer.ui import remarks as wording
from summarizer.ui.components import paper
from summarizer.ui.services import pipeline
from summarizer.ui.wording import numbered_heading, plain


def render(document: Document, section: Section) -> None:
    """The remarks on the text of the section in hand, below what the check says about its facts."""
    lexicon = _lexicon()
    found = _remarks_on(document, section, lexicon)
    if not found:
        return

    def act(_verb: str, name: str) -> None:
        take(document.id, section.id, [one for one in found if wording.name_of(one) == name], lexicon)

    nodes = wording.remarks(section.text, found, locked=section.locked)
    paper.show(nodes, key=f"desk:remarks:{section.id}", on_act=act)
    certain = [remark for remark in found if remark.fixable]
    if len(certain) > 1 and not section.locked:
        st.button(
            f"改正本节{len(certain)}处",
            key=f"desk:remarks-all:{section.id}",
            on_click=take,
            args=(document.id, section.id, certain, lexicon),
        )


@st.dialog("校对", width="large")
def whole_document(document_id: str) -> None:
    """Every section's remarks; what is certain can be put right in all of them at once."""
    session.show_notice()
    document, lexicon = pipeline().load(document_id), _lexicon()
    told = pipeline().proofread(document, lexicon=lexicon)
    found = [
        (section, one.text)
        for section, one in zip(document.sections, told, strict=True)
        if one.text and section.text.strip()
    ]
    if not found:
        st.markdown("没有发现标点、数字、序号、错别字方面的问题。")
        return
    certain = sum(remark.fixable for section, marks in found if not section.locked for remark in marks)
    total = sum(len(marks) for _, marks in found)
    st.caption(f"共{total}处，其中{certain}处可以直接改正。校对只提建议，不影响导出。")
    if certain:
        st.button(
            f"全部改正{certain}处",
            key="desk:remarks:everything",
            type="primary",
            on_click=_take_all,
            args=(document.id, lexicon),
        )
    for section, marks in found:
        with st.container(key=f"remarks-of-{section.id}", gap="small"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{plain(numbered_heading(document, section))}**　{len(marks)}处")
                if st.button("到这一节", key=f"desk:remarks-open:{section.id}", type="tertiary"):
                    st.query_params["section"] = section.id
                    st.rerun()
            nodes = wording.remarks(section.text, marks, locked=True)
            paper.show(nodes, key=f"desk:remarks-list:{section.id}")


@session.action
def take(
    document_id: str, section_id: str, remarks: Sequence[Remark], lexicon: Lexicon | None = None
) -> None:
    """改为…, 改正: takes the suggestions of some remarks."""
    revision = do.seen_revision(document_id, section_id)
    do.keep(pipeline().take_suggestions(document_id, section_id, remarks, revision=revision, lexicon=lexicon))


@session.action
def _take_all(document_id: str, lexicon: Lexicon | None) -> None:
    document, count = pipeline().load(document_id), 0
    told = pipeline().proofread(document, lexicon=lexicon)
    for section, one in zip(document.sections, told, strict=True):
        certain = [remark for remark in one.text if remark.fixable]
        if certain and not section.locked:
            revision = section.revision
            do.keep(
                pipeline().take_suggestions(
                    document_id, section.id, certain, revision=revision, lexicon=lexicon
                )
            )
            count += len(certain)
    session.tell(f"已改正{count}处，改前的文字在“版本”中。", undo=do.back_to(document))


def _remarks_on(document: Document, section: Section, lexicon: Lexicon | None) -> tuple[Remark, ...]:
    told = pipeline().proofread(document, lexicon=lexicon)
    return next((one.text for one in told if one.section_id == section.id), ())


def _lexicon() -> Lexicon | None:
    """The words of this house; a list that cannot be used is told of and left aside."""
    try:
        return house.house_lexicon()
    except SummarizerError as error:
        st.caption(plain(error.sentence))
        return None
