"""The document's own fields: title, unit, 落款 and date, each saved when it changes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from summarizer.domain import Document
from summarizer.ui import session
from summarizer.ui.services import pipeline


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    name: str
    label: str
    read: Callable[[Document], str]
    write: Callable[[Document, str], Document]
    placeholder: str = ""


_FIELDS: Final = (
    _Field(name="title", label="标题", read=lambda d: d.title, write=lambda d, text: replace(d, title=text)),
    _Field(name="unit", label="单位", read=lambda d: d.unit, write=lambda d, text: replace(d, unit=text)),
    _Field(
        name="signed",
        label="落款",
        read=lambda d: d.signed,
        write=lambda d, text: replace(d, signed=text),
        placeholder="可不填",
    ),
    _Field(
        name="date",
        label="成文日期",
        read=lambda d: d.date,
        write=lambda d, text: replace(d, date=text),
        placeholder="例如：2025年1月8日",
    ),
)


@session.action
def _save(document_id: str, field: _Field, key: str) -> None:
    document = pipeline().load(document_id)
    pipeline().update_document(field.write(document, str(st.session_state[key])))
    session.saved()


def document_fields(document: Document, page: str) -> None:
    """One line per field; `page` keeps the widget keys of two pages apart."""
    for field in _FIELDS:
        key = f"{page}:{field.name}:{document.id}"
        stored = field.read(document)
        if st.session_state.get(key) != stored:
            st.session_state[key] = stored
        st.text_input(
            field.label,
            key=key,
            placeholder=field.placeholder,
            max_chars=200,
            on_change=_save,
            args=(document.id, field, key),
        )
