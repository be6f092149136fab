"""导出: the proof of the whole document, the format, and the file."""

from functools import lru_cache

import streamlit as st

from summarizer.domain import Document, Report
from summarizer.errors import NotFoundError
from summarizer.export import FontSet, Format, offered_formats
from summarizer.pipeline import ExportedFile
from summarizer.ui import evidence, routes
from summarizer.ui.components import paper
from summarizer.ui.panes.fields import document_fields
from summarizer.ui.services import pipeline, report_of
from summarizer.ui.wording import plain


def render() -> None:
    """The export page of the document in the address.

    Raises:
        NotFoundError: the address names no document that exists.
    """
    document_id = st.query_params.get("doc", "")
    if not document_id:
        message = "网址里没有指明是哪一份总结"
        raise NotFoundError(message, hint="请回到“我的总结”打开一份。")
    document = pipeline().load(document_id)
    report = report_of(document)
    with st.container(key="export-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"## 导出　{plain(document.title)}", width="stretch")
        if st.button("返回写作台", key="export:back:desk", type="tertiary"):
            routes.open_desk(document.id)
    left, right = st.columns([8, 5], gap="large")
    with left, st.container(key="export-proof", gap="small"):
        st.markdown("### 保真")
        paper.show((evidence.fidelity_table(document, report),), key=f"export:fidelity:{document.id}")
    with right, st.container(key="export-form", gap="small"):
        _form(document, report)


def _form(document: Document, report: Report) -> None:
    format_ = st.radio(
        "格式",
        offered_formats(),
        format_func=lambda one: one.label,
        key="export:format:choice",
        horizontal=True,
    )
    fonts = FontSet.STANDARD
    if format_ in {Format.DOCX, Format.PDF}:
        fonts = st.radio(
            "字体",
            list(FontSet),
            format_func=lambda one: one.label,
            key="export:fonts:choice",
            horizontal=True,
        )
    document_fields(document, "export")
    empty = sum(not section.text.strip() for section in document.sections)
    if empty:
        st.markdown(f"还有{empty}节没有正文。")
    if report.errors and not _insists(document, report):
        st.button("下载", key="export:download:off", type="primary", disabled=True, width="stretch")
        return
    file = _file(document, format_, fonts)
    st.download_button(
        "下载",
        file.content,
        file_name=file.name,
        mime=file.mime,
        key="export:download:file",
        type="primary",
        width="stretch",
        on_click="ignore",
    )
    st.caption(plain(file.name))


def _insists(document: Document, report: Report) -> bool:
    st.markdown(f"还有{report.errors}处必须核对：没有出处、写错，或漏了事实。")
    return st.checkbox("我已知道，仍要导出", key=f"export:anyway:{document.id}")


@lru_cache(maxsize=8)
def _file(document: Document, format_: Format, fonts: FontSet) -> ExportedFile:
    return pipeline().export(document, format=format_, fonts=fonts)
