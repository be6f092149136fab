"""设置: which engine writes, how samples are searched, the house's own words, where everything is kept."""

from importlib.metadata import PackageNotFoundError, version
from typing import Final

import streamlit as st

from summarizer.assemble import load_settings
from summarizer.drafting.presets import checked_on
from summarizer.errors import SummarizerError
from summarizer.proofread import Lexicon
from summarizer.settings import Settings
from summarizer.ui import engine, house, settings_actions
from summarizer.ui.components import paper
from summarizer.ui.panes import engine_choice, local_choice
from summarizer.ui.services import pipeline
from summarizer.ui.wording import plain

_WIDTH_PX: Final = 840
_SEARCHES: Final = {
    "": "随程序安装的离线模型（推荐）",
    "none": "只按字词，不用向量模型",
    "endpoint": "大模型接口的向量模型",
}
_KEPT: Final = "这里的选择（密钥除外）存放在数据文件夹的 choices.json 里，重新启动后仍然有效。"
_NOT_KEPT: Final = "这是单位共用的服务：这里的选择只在这个网页打开期间有效，长期配置请联系管理员。"


def _version() -> str:
    try:
        return version("summarizer")
    except PackageNotFoundError:
        return "未安装的源码"


def render() -> None:
    """The settings; each takes effect as soon as it is changed."""
    settings = load_settings()
    st.markdown("## 设置")
    with st.container(key="settings-page", width=_WIDTH_PX):
        st.markdown("### 起草")
        chosen = engine_choice.show(pipeline().engines[0])
        if chosen in {"auto", "llm"}:
            engine_choice.show_endpoint()
        if chosen in {"auto", "local"}:
            local_choice.show()
        st.caption(_NOT_KEPT if settings.is_shared else _KEPT)
        st.markdown("### 范文检索")
        _search(settings)
        st.markdown("### 本单位词表")
        _lexicon(settings)
        st.markdown("### 数据与版本")
        _facts(settings)


def _search(settings: Settings) -> None:
    if settings.is_shared:
        st.caption("检索方式由管理员用 SUMMARIZER\\_EMBEDDING\\_MODEL 指定。")
        return
    model = engine.applied_settings().embedding_model.strip()
    present = model if model in {"", "none"} else "endpoint"
    key = "settings:search:all"
    shown = str(st.session_state.get(key, present))
    st.radio(
        "怎样找到合适的范文片段",
        tuple(_SEARCHES),
        index=tuple(_SEARCHES).index(present),
        format_func=_SEARCHES.__getitem__,
        key=key,
        on_change=settings_actions.choose_embedding,
        args=(key, model or "text-embedding-v4"),
    )
    if shown == "endpoint":
        name = "settings:search:model"
        st.text_input(
            "向量模型的名称",
            value=model if present == "endpoint" else "",
            key=name,
            max_chars=200,
            on_change=settings_actions.choose_embedding_model,
            args=(name,),
        )
        st.caption("用上面选的接口，密钥须由环境变量或 .env 提供；重新启动程序后生效，向量会重新计算。")


def _words(words: Lexicon | None) -> str:
    if words is None:
        return "没有词表，校对只用内置规则。"
    counts = f"{len(words.entries)}条用语，{len(words.allow)}个不算错的词，关闭{len(words.off)}条规则"
    return f"正在使用：{counts}。"


def _lexicon(settings: Settings) -> None:
    try:
        words = house.house_lexicon()
    except SummarizerError as error:
        st.markdown(plain(error.sentence))
        words = None
    else:
        st.markdown(_words(words))
    if house.is_administrators(settings):
        st.caption(plain(f"词表由管理员配置：{house.lexicon_path(settings)}"))
        return
    key = "settings:lexicon:file"
    st.file_uploader(
        "上传词表（.toml，写法见 README 的“自定义词表”）",
        type=["toml"],
        key=key,
        on_change=settings_actions.take_lexicon,
        args=(key,),
    )
    if house.lexicon_path(settings).exists():
        st.button("不用词表", key="settings:lexicon:drop", on_click=settings_actions.drop_lexicon)


def _facts(settings: Settings) -> None:
    kept = "由管理员配置的数据库" if settings.database_url else str(settings.home)
    checked = checked_on()
    rows = (
        ("数据", kept, "总结、事实和每一个版本都存放在这里，备份这个文件夹即可。"),
        ("版本", _version(), "据实：写每一个数字都有出处的工会工作总结。"),
        (
            "服务商资料",
            f"{checked.year}年{checked.month}月{checked.day}日核对",
            "各服务商的地址、模型名和价格查自其网页，随时可能变化；模型名可以自己填写。",
        ),
        ("联网", "只在用大模型接口、测试连接和下载模型时联网", "不收集任何使用情况。"),
    )
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
