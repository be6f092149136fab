"""设置: which engine writes, where everything is kept, which version runs."""

from importlib.metadata import PackageNotFoundError, version
from typing import Final

import streamlit as st

from summarizer.assemble import load_settings
from summarizer.ui.components import paper
from summarizer.ui.services import pipeline

_ENGINES: Final = {"llm": "大模型", "local": "本机模型", "offline": "离线"}


def _version() -> str:
    try:
        return version("summarizer")
    except PackageNotFoundError:
        return "未安装的源码"


def _engine_rows(engines: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    best = engines[0] if engines else "offline"
    if best == "offline":
        state = "未配置大模型，使用离线起草。事实和文字都不离开这台电脑。"
    else:
        state = f"由{_ENGINES[best]}起草，每个数字照样逐一核对。"
    return (("起草", _ENGINES[best], state),)


def render() -> None:
    """The settings as they are; they are changed in the environment or `.env`."""
    settings = load_settings()
    kept = str(settings.home) if not settings.database_url else "由管理员配置的数据库"
    rows = (
        *_engine_rows(pipeline().engines),
        ("数据", kept, "总结、事实和每一个版本都存放在这里，备份这个文件夹即可。"),
        ("版本", _version(), "据实：写每一个数字都有出处的工会工作总结。"),
    )
    st.markdown("## 设置")
    cells = tuple(
        paper.Node(
            tag="tr",
            kids=(
                paper.Node(tag="th", text=name),
                paper.Node(
                    tag="td",
                    kids=(
                        paper.Node(tag="p", text=value),
                        paper.Node(tag="p", text=note, look="muted small"),
                    ),
                ),
            ),
        )
        for name, value, note in rows
    )
    with st.container(key="settings-table"):
        paper.show((paper.Node(tag="table", kids=cells),), key="settings:table:all")
