"""管理: an organisation's members, their roles and limits, and its audit log; for its admins."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final

import streamlit as st

from summarizer.domain import SYSTEM, AuditAction, AuditFilter, Invitation, Role, TokenUse, User
from summarizer.errors import NotAllowedError
from summarizer.export.audit_log import (
    COLUMNS,
    SYSTEM_NAME,
    audit_csv,
    audit_rows,
    audit_workbook,
    midnight,
)
from summarizer.ui import administering as do
from summarizer.ui import people
from summarizer.ui.components import paper
from summarizer.ui.paging import in_hand
from summarizer.ui.services import pipeline, shared_pipeline
from summarizer.ui.wording import plain

_ENTRIES: Final = 100
_EVERY: Final = "*"
_SHOWN: Final = "admin:log:shown"


def render() -> None:
    """The page; one sentence for everybody who is no admin."""
    user = people.current_user(shared_pipeline)
    if user is None:
        message = "这里只有一个人使用，没有要管理的成员"
        raise NotAllowedError(message, hint="多人使用的装法见管理员指南。")
    if user.organisation_id is None or not people.administers(user):
        raise NotAllowedError("只有本单位的管理员才能打开“管理”", hint="请联系本单位的管理员。")
    _page(user, user.organisation_id)


def _page(user: User, organisation_id: str) -> None:
    here = pipeline().people
    members = here.members(organisation_id)
    names = {one.id: one.name or one.subject for one in members}
    names |= {one.id: one.name for one in here.organisations()}
    with st.container(key="admin-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"## 管理　{plain(names[organisation_id])}", width="stretch")
        st.caption(f"成员{len(members)}人", width="content")
    listed, log = st.tabs(["成员与额度", "审计记录"], key="admin:tab:all")
    with listed:
        st.caption(f"本单位本月{_use(here.organisation_tokens(organisation_id))}。总额度由系统管理员设定。")
        _members(members, here.member_tokens(organisation_id), me=user.id)
        _pending(here.invitations(organisation_id))
        _add(organisation_id)
    with log:
        _log(names, {one.id: names[one.id] for one in members})


def _use(use: TokenUse) -> str:
    limit = "不限额度" if use.quota is None else f"额度 {use.quota:,}"
    return f"已用 {use.used:,} 个词元，{limit}" + ("，已用完" if use.is_used_up else "")


def _members(members: tuple[User, ...], used: Mapping[str, TokenUse], *, me: str) -> None:
    part = in_hand("admin:page:members", len(members))
    with st.container(key="members", gap=None):
        for member in members[part.offset :][: part.size]:
            _member(member, used.get(member.id, TokenUse(used=0, quota=None)), me=me)
    part.pager()


def _member(member: User, use: TokenUse, *, me: str) -> None:
    with st.container(key=f"member-{member.id}", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            you = "（您）" if member.id == me else ""
            st.markdown(f"{plain(member.name or member.subject)}{you}")
            st.caption(f"{member.role.label}　{_use(use)}　{plain(member.subject.partition('|')[2])}")
        with st.popover("调整", type="tertiary"):
            _adjust(member, use)


def _adjust(member: User, use: TokenUse) -> None:
    role, quota = f"admin:role:{member.id}", f"admin:quota:{member.id}"
    st.radio("角色", list(Role), index=list(Role).index(member.role), format_func=_label, key=role)
    st.caption("范文管理员可以修改和删除本单位的范文；管理员还可以打开这一页。")
    present = "" if use.quota is None else str(use.quota)
    st.text_input("每月额度（词元），空着为不限", value=present, key=quota, max_chars=20)
    st.button("保存", key=f"admin:save:{member.id}", on_click=do.save, args=(member, use.quota, role, quota))
    st.button(
        "移出本单位", key=f"admin:remove:{member.id}", type="tertiary", on_click=do.remove, args=(member,)
    )


def _pending(invitations: tuple[Invitation, ...]) -> None:
    if not invitations:
        return
    st.markdown("### 等待登录")
    for one in invitations:
        with st.container(key=f"invited-{one.id}", horizontal=True, vertical_alignment="center", gap="small"):
            # Who is known by an e-mail or by a subject; the issuer is the same for all.
            st.markdown(plain(one.identity.partition("|")[2] or one.identity), width="stretch")
            st.caption(one.role.label, width="content")
            st.button(
                "撤回",
                key=f"admin:withdraw:{one.id}",
                type="tertiary",
                on_click=do.withdraw,
                args=(one.id, one.identity),
            )


def _add(organisation_id: str) -> None:
    identity, role = "admin:add:identity", "admin:add:role"
    st.markdown("### 添加成员")
    with st.container(key="admin-add", horizontal=True, vertical_alignment="bottom", gap="small"):
        st.text_input("邮箱，或登录服务里的用户标识（sub）", key=identity, max_chars=500)
        st.selectbox("角色", list(Role), format_func=_label, key=role, width=160)
        st.button("添加", key="admin:add:go", on_click=do.add, args=(organisation_id, identity, role))
    st.caption("对方下次登录时加入，不会收到通知。登录服务没有确认过的邮箱不算数，那时请用用户标识。")


def _log(names: Mapping[str, str], members: Mapping[str, str]) -> None:
    matching = _asked(members)
    people_of = pipeline().people
    shown = int(st.session_state.get(_SHOWN, _ENTRIES))
    entries = people_of.audit_log(limit=shown + 1, matching=matching)
    if not entries:
        paper.show((paper.Node(tag="p", text="没有这样的记录。", look="empty"),), key="admin:log:none")
        return
    with st.container(key="admin-log-files", horizontal=True, vertical_alignment="center", gap="small"):
        st.caption("只记谁在什么时候做了什么，不记总结的内容；任何人都不能修改或删除。", width="stretch")
        for suffix, write in (("csv", audit_csv), ("xlsx", audit_workbook)):
            st.download_button(
                f"导出 .{suffix}",
                _file(matching, names, write),
                file_name=f"审计记录.{suffix}",
                key=f"admin:log:{suffix}",
                on_click="ignore",
            )
    _table(audit_rows(entries[:shown], names))
    if len(entries) > shown:
        st.button("再看更早的", key="admin:log:more", on_click=_show_more)


def _file(
    matching: AuditFilter, names: Mapping[str, str], write: Callable[[list[tuple[object, ...]]], bytes]
) -> Callable[[], bytes]:
    """The file made at the click, so that the log tells of every one that left, and of no other."""
    export = partial(pipeline().people.export_audit_log, matching=matching)
    return lambda: write(audit_rows(export(), names))


def _asked(members: Mapping[str, str]) -> AuditFilter:
    whom, what, since, until = st.columns(4, gap="small")
    user_id = whom.selectbox(
        "人员",
        [_EVERY, SYSTEM, *members],
        format_func=lambda one: {_EVERY: "所有人", SYSTEM: SYSTEM_NAME}.get(one) or members[one],
        key="admin:log:user",
    )
    action = what.selectbox(
        "操作",
        [_EVERY, *(one.value for one in AuditAction)],
        format_func=lambda one: "所有操作" if one == _EVERY else AuditAction(one).label,
        key="admin:log:action",
    )
    first: date | None = since.date_input("从", value=None, format="YYYY-MM-DD", key="admin:log:since")
    last: date | None = until.date_input("到", value=None, format="YYYY-MM-DD", key="admin:log:until")
    return AuditFilter(
        user_id=None if user_id == _EVERY else user_id,
        action=None if action == _EVERY else AuditAction(action),
        since=None if first is None else midnight(first),
        until=None if last is None else midnight(last + timedelta(days=1)),
    )


def _show_more() -> None:
    st.session_state[_SHOWN] = int(st.session_state.get(_SHOWN, _ENTRIES)) + _ENTRIES


def _table(rows: list[tuple[object, ...]]) -> None:
    head = paper.Node(tag="tr", kids=tuple(paper.Node(tag="th", text=name) for name in COLUMNS))
    body = tuple(
        paper.Node(tag="tr", kids=tuple(paper.Node(tag="td", text=str(value)) for value in row))
        for row in rows
    )
    kids = (paper.Node(tag="thead", kids=(head,)), paper.Node(tag="tbody", kids=body))
    paper.show((paper.Node(tag="table", kids=kids),), key="admin:log:rows")


def _label(role: Role) -> str:
    return role.label
