"""回收站: deleted documents, to be put back, or removed for good after a question."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import streamlit as st

from summarizer.domain import DocumentCard
from summarizer.ui import dialogs, session
from summarizer.ui.paging import in_hand
from summarizer.ui.services import pipeline
from summarizer.ui.wording import moment, plain

_ALL: Final = "trash:all"


def render() -> None:
    """The bin, when something is in it, and the question somebody is asked."""
    total = pipeline().count_documents(deleted=True)
    if not total:
        return
    with st.expander(f"回收站　{total}", key="home:bin:list"):
        part = in_hand("home:page:bin", total)
        cards = pipeline().list_documents(deleted=True, limit=part.size, offset=part.offset)
        for card in cards:
            _row(card)
        part.pager()
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(_promise(pipeline().trash_days), width="stretch")
            st.button(
                "清空回收站", key="home:bin:empty", type="tertiary", on_click=dialogs.show, args=(_ALL,)
            )
    if dialogs.is_open(_ALL):
        _ask_all(total)
    for card in cards:
        if dialogs.is_open(_name(card)):
            _ask(card)


def _promise(days: int) -> str:
    if not days:
        return "放进回收站的总结一直保留，直到您彻底删除。"
    return f"放进回收站的总结{days}天后彻底删除。"


def _row(card: DocumentCard) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            st.markdown(plain(card.title), width="stretch")
            st.caption(told(card, days=pipeline().trash_days, now=datetime.now().astimezone()))
        st.button("放回", key=f"home:restore:{card.id}", type="tertiary", on_click=_restore, args=(card.id,))
        st.button(
            "彻底删除",
            key=f"home:purge:{card.id}",
            type="tertiary",
            on_click=dialogs.show,
            args=(_name(card),),
        )


def told(card: DocumentCard, *, days: int, now: datetime) -> str:
    """When a document was deleted, and in how many days it is removed for good.

    Args:
        card: of a document in the bin.
        days: how long it lies there, 0 for ever.
        now: timezone-aware.
    """
    if card.deleted_at is None:
        return ""
    when = f"{moment(card.deleted_at, now=now)}删除"
    if not days:
        return when
    # Somebody's last day is a whole one: a part of a day counts as one.
    left = -((now - card.deleted_at - timedelta(days=days)) // timedelta(days=1))
    return f"{when}，{left}天后彻底删除" if left > 0 else f"{when}，即将彻底删除"


def _name(card: DocumentCard) -> str:
    return f"trash:{card.id}"


@st.dialog("彻底删除", on_dismiss=dialogs.close)
def _ask(card: DocumentCard) -> None:
    if not dialogs.is_open(_name(card)):
        st.rerun()
    st.markdown(f"**{plain(card.title)}**")
    st.markdown("这份总结连同它的事实、各个版本和起草记录将被彻底删除，不能恢复。")
    _answers("彻底删除", "one", _purge, card.id, card.title)


@st.dialog("清空回收站", on_dismiss=dialogs.close)
def _ask_all(total: int) -> None:
    if not dialogs.is_open(_ALL):
        st.rerun()
    st.markdown(f"回收站里的{total}份总结，连同它们的事实、各个版本和起草记录，将被彻底删除，不能恢复。")
    _answers("清空", "all", _empty)


def _answers(label: str, key: str, do: Callable[..., None], *args: str) -> None:
    with st.container(horizontal=True, gap="small", horizontal_alignment="right"):
        st.button("不删了", key=f"home:purge:{key}:no", on_click=dialogs.close)
        st.button(label, key=f"home:purge:{key}:yes", type="primary", on_click=do, args=args)


@session.action
def _restore(document_id: str) -> None:
    session.tell(f"“{pipeline().restore_document(document_id).title}”已放回。")


@session.action
def _purge(document_id: str, title: str) -> None:
    dialogs.close()
    pipeline().purge_document(document_id)
    session.tell(f"“{title}”已彻底删除。")


@session.action
def _empty() -> None:
    dialogs.close()
    session.tell(f"回收站已清空，彻底删除了{pipeline().empty_bin()}份总结。")
