"""The document's own fields, each saved when it changes: title, unit, sign-off, and the optional parts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

import streamlit as st

from summarizer.domain import Document
from summarizer.ui import bound, session
from summarizer.ui.services import pipeline


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """One widget; what it shows is read from the document, what is typed is written to it."""

    name: str
    label: str
    read: Callable[[Document], str | bool]
    write: Callable[[Document, Any], Document]
    placeholder: str = ""
    max_chars: int = 200


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
_RECIPIENT: Final = _Field(
    name="recipient",
    label="主送机关",
    read=lambda d: d.layout.main_recipient,
    write=lambda d, text: replace(d, layout=replace(d.layout, main_recipient=text)),
    placeholder="例如：区总工会",
)
_CLOSING: Final = _Field(
    name="closing",
    label="结语",
    read=lambda d: d.layout.closing,
    write=lambda d, text: replace(d, layout=replace(d.layout, closing=text)),
    placeholder="例如：特此报告",
    max_chars=60,
)
_ATTACHMENTS: Final = _Field(
    name="attachments",
    label="附件名称",
    read=lambda d: "\n".join(d.layout.attachments),
    write=lambda d, text: replace(d, layout=replace(d.layout, attachments=tuple(text.split("\n")))),
    placeholder="每行一个，没有可不填",
    max_chars=4_000,
)
_SEAL: Final = _Field(
    name="seal",
    label="落款留出盖章位置",
    read=lambda d: d.layout.seal,
    write=lambda d, ticked: replace(d, layout=replace(d.layout, seal=ticked)),
)


@session.action
def _save(document_id: str, field: _Field, key: str) -> None:
    document = pipeline().load(document_id)
    pipeline().update_document(field.write(document, st.session_state[key]))
    session.saved()


def document_fields(document: Document, page: str) -> None:
    """One line per field; `page` keeps the widget keys of two pages apart."""
    for field in _FIELDS:
        _line(document, field, page)


def layout_fields(document: Document, page: str) -> None:
    """主送机关, 结语, 附件 and seal, folded away until one of them is wanted."""
    with st.expander("主送机关、结语、附件、盖章"):
        _line(document, _RECIPIENT, page)
        _line(document, _CLOSING, page)
        st.text_area(
            _ATTACHMENTS.label,
            height=76,
            placeholder=_ATTACHMENTS.placeholder,
            max_chars=_ATTACHMENTS.max_chars,
            **_bound(document, _ATTACHMENTS, page),
        )
        st.checkbox(_SEAL.label, **_bound(document, _SEAL, page))


def _line(document: Document, field: _Field, page: str) -> None:
    st.text_input(
        field.label,
        placeholder=field.placeholder,
        max_chars=field.max_chars,
        **_bound(document, field, page),
    )


def _bound(document: Document, field: _Field, page: str) -> dict[str, Any]:
    """What ties a widget to its field: it shows what is stored and saves what it is changed to."""
    stored = field.read(document)
    key = bound.key_of(f"{page}:{field.name}:{document.id}", stored)
    return {"value": stored, "key": key, "on_change": _save, "args": (document.id, field, key)}
