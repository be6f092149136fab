"""本机模型: which file, whether it is loaded, and what can be downloaded."""

from pathlib import Path
from typing import Final

import streamlit as st

from summarizer.drafting.local.catalogue import OfferedModel, models_in, offered_models
from summarizer.drafting.local.download import DownloadProgress, downloaded_bytes
from summarizer.drafting.local.process import LocalState, is_installed
from summarizer.settings import Settings
from summarizer.ui import engine, session, settings_actions
from summarizer.ui.wording import plain

_POLL_S: Final = 1.0
_STATES: Final = {
    LocalState.IDLE: "还没有载入，第一次起草时自动载入。",
    LocalState.LOADING: "正在载入，视模型大小需要几秒到几分钟……",
    LocalState.READY: "已载入，可以起草。",
}


def show() -> None:
    """The whole pane; looks again every second while something is going on."""
    st.fragment(_pane, run_every=_POLL_S if _is_busy() else None)()


def _is_busy() -> bool:
    running = engine.running_download()
    model = engine.local_model(engine.applied_settings())
    is_loading = model is not None and model.state is LocalState.LOADING
    return is_loading or (running is not None and running.progress.is_running)


def _pane() -> None:
    session.show_notice()
    settings = engine.applied_settings()
    was_busy = bool(st.session_state.get("settings:busy"))
    st.session_state["settings:busy"] = is_busy = _is_busy()
    st.markdown("#### 本机模型")
    if not is_installed():
        st.markdown(plain("还没有安装：请执行 python -m pip install xllamacpp ，再重新启动程序。"))
    _files(settings)
    _state(settings)
    if settings.is_shared:
        st.caption("这是单位共用的服务，模型由管理员用 SUMMARIZER\\_GGUF 指定。")
    else:
        _offers(settings)
    if was_busy != is_busy:
        # Polling begins and ends with the fragment's frame.
        st.rerun()


def _files(settings: Settings) -> None:
    if settings.is_shared:
        return
    folder = engine.models_folder(settings)
    present = _shown(settings.gguf, folder) if settings.gguf is not None else ""
    found = (_shown(path, folder) for path in models_in(folder))
    options = list(dict.fromkeys([*([present] if present else []), *found]))
    key = f"settings:gguf:{len(options)}"
    st.selectbox(
        "模型文件（GGUF）",
        options,
        index=options.index(present) if present else None,
        key=key,
        accept_new_options=True,
        placeholder="选择已下载的模型，或粘贴 GGUF 文件的完整路径",
        on_change=settings_actions.choose_gguf,
        args=(key,),
    )


def _shown(path: Path, folder: Path) -> str:
    """A downloaded model by its name, any other file by its path."""
    return path.name if path.parent == folder else str(path)


def _state(settings: Settings) -> None:
    model = engine.local_model(settings)
    if model is None:
        if settings.gguf is None:
            st.caption("还没有选择模型文件。")
        return
    with st.container(key="settings-local-state", horizontal=True, vertical_alignment="center"):
        failure = model.failure
        st.markdown(plain(failure.sentence) if failure is not None else _STATES[model.state])
        if model.state in {LocalState.IDLE, LocalState.FAILED}:
            st.button("载入模型", key="settings:local:load", on_click=settings_actions.load_model)
        elif model.state is LocalState.READY:
            st.button("卸下模型", key="settings:local:unload", on_click=settings_actions.unload_model)


def _offers(settings: Settings) -> None:
    folder = engine.models_folder(settings)
    running = engine.running_download()
    progress = running.progress if running is not None else None
    with st.expander("下载模型", expanded=progress is not None and progress.is_running):
        st.caption("从 ModelScope（魔搭）下载，断线可续传，下载后核对校验值；只有点了“下载”才会联网。")
        for offered in offered_models():
            of_this = progress if progress is not None and progress.model.id == offered.id else None
            _offer(offered, folder, of_this, is_other_running=_runs(progress) and of_this is None)


def _runs(progress: DownloadProgress | None) -> bool:
    return progress is not None and progress.is_running


def _offer(
    offered: OfferedModel, folder: Path, progress: DownloadProgress | None, *, is_other_running: bool
) -> None:
    with st.container(key=f"settings-offer-{offered.id}", horizontal=True, vertical_alignment="center"):
        words = f"{offered.label}，{offered.size_text}，内存{offered.memory_gb} GB以上，{offered.licence}。"
        st.markdown(plain(words + offered.note), width="stretch")
        if (folder / offered.file).exists():
            st.markdown("已下载")
        elif _runs(progress):
            st.button("停止下载", key=f"settings:stop:{offered.id}", on_click=settings_actions.stop_download)
        else:
            begun = downloaded_bytes(offered, folder)
            st.button(
                "继续下载" if begun else "下载",
                key=f"settings:download:{offered.id}",
                on_click=settings_actions.download,
                args=(offered,),
                disabled=is_other_running,
            )
    if progress is None:
        return
    if progress.is_running:
        done = f"{progress.done / 1e9:.2f}/{offered.size_text}"
        checking = "，正在核对校验值" if progress.done >= offered.size else ""
        st.progress(progress.share, text=f"已下载 {done}{checking}")
    elif progress.failure is not None:
        st.markdown(plain(progress.failure.sentence))
