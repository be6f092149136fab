"""The addresses of the screens; pages are imported only when shown, so that the first one appears quickly."""

from collections.abc import Mapping

import streamlit as st
from streamlit.navigation.page import Page


def _home() -> None:
    from summarizer.ui.pages import home

    home.render()


def _new() -> None:
    from summarizer.ui.pages import new

    new.render()


def _desk() -> None:
    from summarizer.ui.pages import desk

    desk.render()


def _read() -> None:
    from summarizer.ui.pages import read

    read.render()


def _export() -> None:
    from summarizer.ui.pages import export

    export.render()


def _samples() -> None:
    from summarizer.ui.pages import samples

    samples.render()


def _settings() -> None:
    from summarizer.ui.pages import settings

    settings.render()


def _administration() -> None:
    from summarizer.ui.pages import administration

    administration.render()


def home() -> Page:
    """我的总结."""
    return st.Page(_home, title="我的总结", default=True)


def new() -> Page:
    """新建."""
    return st.Page(_new, title="新建", url_path="new")


def desk() -> Page:
    """写作台; `?doc=` names the document, `&section=` the section in hand, there and on 阅读 and 导出."""
    return st.Page(_desk, title="写作台", url_path="desk")


def read() -> Page:
    """阅读; `?doc=` names the document."""
    return st.Page(_read, title="阅读", url_path="read")


def export() -> Page:
    """导出; `?doc=` names the document."""
    return st.Page(_export, title="导出", url_path="export")


def samples() -> Page:
    """范文库; `?sample=` names the sample opened."""
    return st.Page(_samples, title="范文库", url_path="samples")


def settings() -> Page:
    """设置."""
    return st.Page(_settings, title="设置", url_path="settings")


def administration() -> Page:
    """管理, for the admins of an organisation."""
    return st.Page(_administration, title="管理", url_path="admin")


def all_pages() -> list[Page]:
    """Every page, the first one being home."""
    return [home(), new(), desk(), read(), export(), samples(), settings(), administration()]


def open_desk(document_id: str, section_id: str = "") -> None:
    """Leaves the running page for the workbench."""
    st.switch_page(desk(), query_params=_place(document_id, section_id))


def place_in(document_id: str) -> Mapping[str, str]:
    """The document and the section in hand, so that the way back, by button or browser, leads to it again."""
    return _place(document_id, st.query_params.get("section", ""))


def _place(document_id: str, section_id: str) -> Mapping[str, str]:
    return {"doc": document_id, **({"section": section_id} if section_id else {})}
