"""Who is signed in: with OIDC when it is configured in secrets.toml, nobody in particular otherwise.

`[auth]` in .streamlit/secrets.toml is Streamlit's own: redirect_uri, cookie_secret, client_id, client_secret,
server_metadata_url. It needs the extra `streamlit[auth]`.
"""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Literal

import streamlit as st

from summarizer.domain import Role, User
from summarizer.errors import ConfigurationError, NotAllowedError, SummarizerError
from summarizer.pipeline import Pipeline
from summarizer.settings import check_sign_in_files
from summarizer.ui.components import returning
from summarizer.ui.wording import plain

_USER: Final = "people:user"
_LOOK_AGAIN_S: Final = 10.0


def is_configured() -> bool:
    """Whether people sign in here.

    It is asked many times in every run of the script. Without a secrets.toml Streamlit searches for one each
    time, one session after the other, so that the answer is kept for a few seconds.
    """
    return _is_configured(_now())


def _now() -> int:
    """What stays the same for a few seconds, and what is looked up then, too."""
    return int(time.monotonic() / _LOOK_AGAIN_S)


@lru_cache(maxsize=1)
def _is_configured(_when: int) -> bool:
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


@lru_cache(maxsize=1)
def _check_files(_when: int) -> None:
    check_sign_in_files()


def must_sign_in() -> bool:
    """Whether nobody may see anything before they have signed in."""
    return is_configured() and not st.user.is_logged_in


def current_user(shared: Callable[[], Pipeline]) -> User | None:
    """The user who is signed in, with the role they have at this moment; None where one person works alone.

    Args:
        shared: gives the pipeline that works for nobody, and so knows everybody.

    Raises:
        NotAllowedError: people sign in here, and nobody has; or they did, and it is not configured any more.
        ConfigurationError: the identity provider does not say who it is, or its settings cannot be read.
    """
    if not is_configured():
        if _has_users(shared()):
            # A secrets.toml that was lost or broken must not open everybody's documents to everybody.
            raise NotAllowedError(
                "这个数据库由多人使用，但登录没有配置好，已停止访问",
                hint="请管理员检查 .streamlit/secrets.toml 的 [auth] 设置，再重新启动。",
            )
        _check_files(_now())
        return None
    if not st.user.is_logged_in:
        raise NotAllowedError("您还没有登录", hint="请刷新页面，登录后再试。")
    everybody = shared().people
    known = st.session_state.get(_USER)
    subject = _subject()
    if known is None or known[0] != subject:
        name = str(st.user.get("name") or st.user.get("preferred_username") or st.user.get("email") or "")
        known = (subject, everybody.sign_in(subject, name, email=_verified_email()).id)
        st.session_state[_USER] = known
    return everybody.find_user(known[1])


def sign_in_form() -> None:
    """The one thing a visitor can do; they will arrive where they wanted to go."""
    returning.remember_address()
    st.markdown("## 登录")
    st.markdown("请先登录。登录后只有您自己能看到您的总结，除非您共享给同事。")
    st.button("用单位账号登录", key="people:login:here", type="primary", on_click=st.login)


def signed_in_as(shared: Callable[[], Pipeline]) -> User | None:
    """The user the masthead speaks of; None where one person works alone, and while nobody can be told."""
    if not is_configured() or must_sign_in():
        return None
    try:
        return current_user(shared)
    except SummarizerError:
        # The page below says what is wrong, in one sentence; the masthead need not say it, too.
        return None


def administers(user: User | None) -> bool:
    """Whether 管理 is for this user."""
    return user is not None and user.organisation_id is not None and user.role is Role.ADMIN


def sign_out_button(user: User) -> None:
    """Who is signed in, and the way out."""
    returning.lead_back()
    st.caption(plain(user.name or "已登录"), width="content")
    st.button("退出登录", key="people:logout:here", type="tertiary", on_click=st.logout)


def on_download() -> Callable[[], None] | Literal["ignore"]:
    """What a download of the document named in the address sets off: a line in the audit log of a service."""
    return _note_export if is_configured() else "ignore"


@lru_cache(maxsize=4)
def _has_users(shared: Pipeline) -> bool:
    """Whether somebody had signed in before this server started."""
    return shared.people.has_users()


def _note_export() -> None:
    # The pipeline itself knows the pages' user; it stands above this module.
    from summarizer.ui.services import pipeline

    pipeline().people.note_export(st.query_params.get("doc", ""))


def _verified_email() -> str:
    """The e-mail, "" unless the provider says that it is theirs: anybody could claim an invited one."""
    verified = st.user.get("email_verified")
    return str(st.user.get("email") or "") if verified is True or verified == "true" else ""


def _subject() -> str:
    """By whom and as whom somebody was signed in: unique over all providers (OpenID Connect Core 1.0, 2)."""
    issuer, subject = st.user.get("iss"), st.user.get("sub")
    if not issuer or not subject:
        raise ConfigurationError(
            "登录服务没有说明用户是谁", hint="请管理员检查 secrets.toml 的 [auth] 设置。"
        )
    return f"{issuer}|{subject}"
