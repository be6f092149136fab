"""What the buttons of 管理 do; the store decides whether the admin may."""

import streamlit as st

from summarizer.domain import Role, User
from summarizer.errors import InputError
from summarizer.ui import session
from summarizer.ui.services import pipeline


def tokens_in(text: str) -> int | None:
    """The tokens a month somebody typed: 50000, 50,000, 5万; None for an empty field, no limit.

    Raises:
        InputError: it is no whole number of tokens.
    """
    typed = text.strip().replace(",", "").replace("，", "")
    if not typed:
        return None
    number, factor = (typed[:-1], 10_000) if typed.endswith("万") else (typed, 1)
    if not number.isdecimal() or len(number) > 15:
        raise InputError(f"“{text.strip()}”不能作额度", hint="请填整数，如 50000 或 5万；空着就是不限。")
    return int(number) * factor


@session.action
def add(organisation_id: str, identity_key: str, role_key: str) -> None:
    """添加: somebody who joins when they next sign in."""
    role = Role(st.session_state[role_key])
    made = pipeline().people.invite(str(st.session_state[identity_key]), organisation_id, role)
    st.session_state[identity_key] = ""
    session.tell(f"已添加“{made.identity}”（{role.label}），对方下次登录时加入本单位。")


@session.action
def withdraw(invitation_id: str, identity: str) -> None:
    """撤回 of somebody who has not joined yet."""
    pipeline().people.withdraw(invitation_id)
    session.tell(f"已撤回对“{identity}”的添加。")


@session.action
def save(user: User, present_quota: int | None, role_key: str, quota_key: str) -> None:
    """保存: the role and the limit, each when it was changed."""
    role, quota = Role(st.session_state[role_key]), tokens_in(str(st.session_state[quota_key]))
    people = pipeline().people
    if role is not user.role:
        people.set_member(user.id, user.organisation_id, role)
    if quota != present_quota:
        people.set_quota(user.id, quota)
    limit = "不限" if quota is None else f"每月{quota:,}个词元"
    session.tell(f"已保存：{_name(user)}，{role.label}，额度{limit}。")


@session.action
def remove(user: User) -> None:
    """移出本单位, with 撤销."""
    pipeline().people.set_member(user.id, None)

    @session.action
    def undo() -> None:
        pipeline().people.set_member(user.id, user.organisation_id, user.role)

    session.tell(f"已把{_name(user)}移出本单位，其总结仍归本人。", undo=undo)


def _name(user: User) -> str:
    return f"“{user.name or user.subject}”"
