"""What an export looks like and the file it makes: format, fonts, optional parts, template, copying."""

from enum import StrEnum
from functools import lru_cache
from typing import Final

import streamlit as st

from summarizer.domain import Document, Report
from summarizer.export import FontSet, Format, offered_formats, official_blocks, report_fonts
from summarizer.export.template_check import MAX_TEMPLATE_BYTES
from summarizer.pipeline import ExportedFile
from summarizer.ui import people
from summarizer.ui.components.copy import copy_document
from summarizer.ui.panes.fields import document_fields, layout_fields
from summarizer.ui.services import pipeline
from summarizer.ui.wording import plain

_FILES_KEPT: Final = 8
_PLACEHOLDERS: Final = "{{标题}} {{正文}} {{单位}} {{落款}} {{日期}} {{主送机关}} {{附件}}"


class _Word(StrEnum):
    """The kinds of Word document offered."""

    OFFICIAL = "公文格式"
    REVIEW = "审阅稿"
    TEMPLATE = "本单位模板"


_HINTS: Final = {
    _Word.OFFICIAL: "按 GB/T 9704 排好，不用再调。",
    _Word.REVIEW: "同样的版面，每段加一条批注写明依据的事实，末尾附事实依据表，供领导审阅。",
    _Word.TEMPLATE: f"把正文填进单位自己的红头文件等模板。模板里可用：{_PLACEHOLDERS}",
}


def render(document: Document, report: Report) -> None:
    """The choices, the download and the copy button; doubted figures need a deliberate tick."""
    format_ = st.radio(
        "格式",
        offered_formats(),
        format_func=lambda one: one.label,
        key="export:format:choice",
        horizontal=True,
    )
    word = _word() if format_ is Format.DOCX else None
    fonts = _fonts() if format_ in {Format.DOCX, Format.PDF} else FontSet.STANDARD
    template = _template() if word is _Word.TEMPLATE else b""
    # What the page is for stands above the fields, within sight on a small screen.
    offer = st.container(key="export-offer", gap="small")
    document_fields(document, "export")
    layout_fields(document, "export")
    with offer:
        if not _may_leave(document, report):
            st.button("下载", key="export:download:off", type="primary", disabled=True, width="stretch")
            return
        if word is _Word.REVIEW:
            _offer(_review(document, report, fonts))
        elif word is _Word.TEMPLATE:
            _offer_filled(document, template, fonts)
        elif format_ is Format.PDF:
            _offer_pdf(document, fonts)
        else:
            _offer(_file(document, format_, fonts))
        copy_document(document, key=f"export:copy:{document.id}", fonts=fonts)


def _word() -> _Word:
    chosen = st.radio("版式", list(_Word), key="export:word:choice", horizontal=True) or _Word.OFFICIAL
    st.caption(plain(_HINTS[chosen]))
    return chosen


def _fonts() -> FontSet:
    chosen = st.radio(
        "字体",
        list(FontSet),
        format_func=lambda one: one.label,
        key="export:fonts:choice",
        horizontal=True,
    )
    return chosen or FontSet.STANDARD


def _template() -> bytes:
    uploaded = st.file_uploader(
        "模板文件",
        type=["docx"],
        key="export:template:file",
        max_upload_size=MAX_TEMPLATE_BYTES // 1024 // 1024,
    )
    return uploaded.getvalue() if uploaded is not None else b""


def _may_leave(document: Document, report: Report) -> bool:
    """Whether the text may go out as it is: nothing is doubted, or the user says so."""
    empty = sum(not section.text.strip() for section in document.sections)
    if empty:
        st.markdown(f"还有{empty}节没有正文。")
    if report.placeholders:
        st.markdown(f"还有{report.placeholders}处待补充，会照样印进文件。")
    if not report.errors:
        return True
    st.markdown(f"还有{report.errors}处必须核对：没有出处、写错，或漏了事实。点左边表里的标题去改。")
    return st.checkbox("我已知道，仍要导出", key=f"export:anyway:{document.id}")


def _offer(file: ExportedFile) -> None:
    st.download_button(
        "下载",
        file.content,
        file_name=file.name,
        mime=file.mime,
        key="export:download:file",
        type="primary",
        width="stretch",
        on_click=people.on_download(),
    )
    st.caption(plain(file.name))


def _offer_filled(document: Document, template: bytes, fonts: FontSet) -> None:
    if not template:
        st.button("下载", key="export:download:off", type="primary", disabled=True, width="stretch")
        st.caption("请先选择模板文件。")
        return
    file = _filled(document, template, fonts)
    for remark in file.remarks:
        st.markdown(plain(remark))
    _offer(file)


def _offer_pdf(document: Document, fonts: FontSet) -> None:
    """LibreOffice takes seconds, so that a PDF is made when it is asked for and not with every change."""
    for sentence in _font_sentences_of_pdf(document, fonts):
        st.caption(plain(sentence))
    slot = st.container()
    if not slot.button("生成 PDF", key="export:pdf:make", width="stretch"):
        return
    with st.spinner("正在排版，请稍候……"):
        file = _file(document, Format.PDF, fonts)
    _offer(file)


@lru_cache(maxsize=_FILES_KEPT)
def _file(document: Document, format_: Format, fonts: FontSet) -> ExportedFile:
    return pipeline().export(document, format=format_, fonts=fonts)


@lru_cache(maxsize=_FILES_KEPT)
def _review(document: Document, report: Report, fonts: FontSet) -> ExportedFile:
    return pipeline().export_review(document, report, fonts=fonts)


@lru_cache(maxsize=_FILES_KEPT)
def _filled(document: Document, template: bytes, fonts: FontSet) -> ExportedFile:
    return pipeline().export_with_template(document, template, fonts=fonts)


@lru_cache(maxsize=_FILES_KEPT)
def _font_sentences_of_pdf(document: Document, fonts: FontSet) -> tuple[str, ...]:
    return report_fonts(official_blocks(document), fonts=fonts).sentences(embedded=True)
