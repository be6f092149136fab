"""The document's own fields: title, unit, 落款 and date, each saved when it changes."""

from dataclasses import replace

import streamlit as st

from summarizer.domain import Document
from summarizer.ui import session
from summarizer.ui.services import pipeline

_FIELDS = (
    ("title", "标题", ""),
    ("unit", "单位", ""),
    ("signed", "落款", "可不填"),
    ("date", "成文日期", "例如：2025年1月8日"),
)


@session.action
def _save(document_id: str, field: str, key: str) -> None:
    document = pipeline().load(document_id)
    pipeline().update_document(replace(document, **{field: str(st.session_state[key])}))
    session.saved()


def document_fields(document: Document, page: str) -> None:
    """One line per field; `page` keeps the widget keys of two pages apart."""
    for field, label, placeholder in _FIELDS:
        key = f"{page}:{field}:{document.id}"
        stored = str(getattr(document, field))
        if st.session_state.get(key) != stored:
            st.session_state[key] = stored
        st.text_input(
            label,
            key=key,
            placeholder=placeholder,
            max_chars=200,
            on_change=_save,
            args=(document.id, field, key),
        )
