"""What the widgets of the settings page do."""

import contextlib
import unicodedata
from typing import Any, Final

import streamlit as st

from summarizer.drafting.choice import CUSTOM
from summarizer.drafting.connection import ConnectionReport
from summarizer.drafting.local.catalogue import OfferedModel, check_model_file
from summarizer.drafting.local.download import ModelDownload
from summarizer.drafting.presets import find_preset
from summarizer.errors import ConfigurationError, EngineUnavailableError
from summarizer.settings import Choices
from summarizer.ui import engine, house, session
from summarizer.ui.services import pipeline

REPORT_KEY: Final = "settings:report"
"""The session-state key of the last test of the connection."""


def _choose(**fields: Any) -> None:  # noqa: ANN401 - the fields of Choices
    # Validated anew: what comes from a widget is outside input.
    engine.choose(Choices.model_validate({**engine.current().choices.model_dump(), **fields}))
    st.session_state.pop(REPORT_KEY, None)


def _get_ready() -> None:
    """Has the engine in force load, in the background, what its first request needs."""
    with contextlib.suppress(EngineUnavailableError):  # the page says what is missing
        pipeline().warm_up()


@session.action
def choose_engine(key: str) -> None:
    """引擎."""
    _choose(engine=str(st.session_state[key]))
    _get_ready()


@session.action
def choose_fallback(key: str) -> None:
    """模型没有写成时改用离线起草."""
    _choose(fallback=bool(st.session_state[key]))


@session.action
def choose_preset(key: str) -> None:
    """服务商: brings its own address and model with it."""
    preset_id = str(st.session_state[key])
    # An address of one's own is asked for next; until it is there, nothing else is chosen.
    if preset_id == CUSTOM:
        st.session_state["settings:pending"] = CUSTOM
        return
    st.session_state.pop("settings:pending", None)
    # An address an administrator lists is chosen by itself.
    is_address = "://" in preset_id
    _choose(preset=CUSTOM if is_address else preset_id, base_url=preset_id if is_address else "", model="")


def _pasted(text: str) -> str:
    """An address or a key without what comes along from a web page or a chat: invisible characters, spaces.

    Full-width letters and marks of a Chinese keyboard become those that are meant.
    """
    kept = (char for char in unicodedata.normalize("NFKC", text) if not char.isspace())
    return "".join(char for char in kept if unicodedata.category(char) not in {"Cc", "Cf"})


@session.action
def choose_address(preset_id: str, key: str) -> None:
    """接口地址."""
    typed = st.session_state[key] = _pasted(str(st.session_state[key]))
    preset = find_preset(preset_id)
    own = "" if preset is not None and typed.rstrip("/") == preset.base_url else typed
    try:
        _choose(preset=preset_id, base_url=own)
    except ConfigurationError:
        # What was in force is in force still, so that is what the field shows.
        del st.session_state[key]
        raise
    st.session_state.pop("settings:pending", None)


@session.action
def choose_model(key: str) -> None:
    """模型."""
    _choose(model=str(st.session_state[key] or ""))


@session.action
def take_key(origin: str, key: str) -> None:
    """密钥: goes into the session's memory, and out of the field at once."""
    typed = _pasted(str(st.session_state[key]))
    st.session_state[key] = ""
    if typed:
        engine.take_key(origin, typed)
        st.session_state.pop(REPORT_KEY, None)
        session.tell("密钥已填写，只在这个网页打开期间有效。")


@session.action
def forget_key(origin: str) -> None:
    """清除密钥."""
    engine.take_key(origin, "")
    st.session_state.pop(REPORT_KEY, None)
    session.tell("密钥已清除。")


def report() -> ConnectionReport | None:
    """What the last test of the connection found."""
    known = st.session_state.get(REPORT_KEY)
    return known if isinstance(known, ConnectionReport) else None


# The model on this computer


@session.action
def choose_gguf(key: str) -> None:
    """模型文件."""
    typed = str(st.session_state[key] or "").strip().strip('"')
    if not typed:
        _choose(gguf="")
        return
    path = engine.model_path(typed, engine.applied_settings())
    check_model_file(path)
    _choose(gguf=str(path))
    _get_ready()


@session.action
def load_model() -> None:
    """载入模型."""
    model = engine.local_model(engine.applied_settings())
    if model is not None:
        model.start()
        _get_ready()


@session.action
def unload_model() -> None:
    """卸下模型: gives its memory back."""
    model = engine.local_model(engine.applied_settings())
    if model is not None:
        model.close()


@session.action
def download(offered: OfferedModel) -> None:
    """下载, or 继续下载."""
    engine.start_download(ModelDownload(offered, engine.models_folder(engine.applied_settings())))


@session.action
def stop_download() -> None:
    """停止下载: what came is kept."""
    running = engine.running_download()
    if running is not None:
        running.stop()


# Searching and wording


@session.action
def choose_embedding(key: str, endpoint_model: str) -> None:
    """检索方式."""
    chosen = str(st.session_state[key])
    _choose(embedding_model=endpoint_model if chosen == "endpoint" else chosen)
    session.tell("检索方式已记下，重新启动程序后生效。")


@session.action
def choose_embedding_model(key: str) -> None:
    """接口的向量模型."""
    name = str(st.session_state[key]).strip()
    if name:
        _choose(embedding_model=name)
        session.tell("检索方式已记下，重新启动程序后生效。")


@session.action
def take_lexicon(key: str) -> None:
    """上传词表: checked, then kept in place of the one before."""
    uploaded = st.session_state[key]
    if uploaded is None:
        return
    before = house.take_lexicon(uploaded.getvalue())
    session.tell(
        f"词表“{uploaded.name}”已启用，校对时一并检查。", undo=session.action(lambda: house.put_back(before))
    )


@session.action
def drop_lexicon() -> None:
    """不用词表."""
    before = house.drop_lexicon()
    session.tell("不再使用自定义词表。", undo=session.action(lambda: house.put_back(before)))
