"""共享: with whom of the organisation a document is shared; nothing where one person works alone."""

from typing import Final

import streamlit as st

from summarizer.domain import EVERYBODY, Access, Document, Share, User
from summarizer.ui import people, session
from summarizer.ui.services import pipeline, shared_pipeline

_ALL: Final = "本单位全体成员"


def button(document: Document) -> None:
    """The button beside a document's others, for a member of an organisation."""
    user = people.current_user(shared_pipeline)
    if user is None or user.organisation_id is None:
        return
    with st.popover("共享", type="tertiary"):
        _sharing(document.id, user, user.organisation_id)


def _sharing(document_id: str, user: User, organisation_id: str) -> None:
    here = pipeline().people
    names = {one.id: one.name or one.id for one in here.members(organisation_id) if one.id != user.id}
    names[EVERYBODY] = _ALL
    shares = here.shares_of(document_id)
    st.caption("没有共享，只有您自己能看到。" if not shares else "已共享给：")
    for share in shares:
        _shared(share, names.get(share.user_id, "已离开本单位的成员"))
    whom = st.selectbox(
        "共享给",
        sorted(names, key=lambda one: (one != EVERYBODY, names[one])),
        format_func=names.__getitem__,
        key=f"sharing:whom:{document_id}",
    )
    access = st.radio(
        "对方可以",
        list(Access),
        format_func=lambda one: one.label,
        key=f"sharing:access:{document_id}",
        horizontal=True,
    )
    st.button(
        "共享给对方", key=f"sharing:add:{document_id}", on_click=_share, args=(document_id, whom, access)
    )


def _shared(share: Share, name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{name}（{share.access.label}）", width="stretch")
        st.button(
            "取消共享",
            key=f"sharing:drop:{share.user_id or 'all'}",
            type="tertiary",
            on_click=_unshare,
            args=(share.document_id, share.user_id),
        )


@session.action
def _share(document_id: str, user_id: str, access: Access) -> None:
    pipeline().people.share(document_id, user_id, access)
    session.tell("已共享。")


@session.action
def _unshare(document_id: str, user_id: str) -> None:
    pipeline().people.unshare(document_id, user_id)
    session.tell("已取消共享。")
