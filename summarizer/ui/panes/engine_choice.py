"""起草: which engine writes, at which endpoint, with which key, and whether it answers."""

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from summarizer.assemble import load_settings
from summarizer.drafting.choice import CUSTOM, choose_target, offered_addresses, offered_presets
from summarizer.drafting.connection import check_target
from summarizer.drafting.engines import ENGINES
from summarizer.drafting.presets import Preset, Target, checked_on, find_preset, resolve_target
from summarizer.errors import SummarizerError
from summarizer.settings import Choices, Settings
from summarizer.ui import engine, settings_actions
from summarizer.ui.wording import plain

_ENGINE_LABELS: Final[Mapping[str, str]] = {
    "auto": "自动",
    "llm": "大模型接口",
    "local": "本机模型",
    "offline": "离线",
}
_ENGINE_NOTES: Final[Mapping[str, str]] = {
    "auto": "配置了大模型接口就用它，其次用本机模型，都没有时离线起草。",
    "llm": "文字最好。这一节的事实和遮去数字、名称的范文片段会发送给下面选的服务商。",
    "local": "在这台电脑上运行，什么都不发出去；较慢，文字较粗。",
    "offline": "不用大模型，按规则把事实组成段落，什么都不发出去。",
}
_TYPED: Final = "密钥已填写，只在这个网页打开期间有效，刷新后要重填；不写入文件、数据库和日志。"


def show(best: str) -> str:
    """Which engine is to write: auto, llm, local or offline.

    Args:
        best: the engine that writes when it is left to the program.
    """
    known = engine.current()
    if known.complaint:
        st.markdown(plain(known.complaint))
    key = "settings:engine:all"
    chosen = known.choices.engine or load_settings().engine
    _follow(key, chosen)
    st.radio(
        "用什么起草",
        ("auto", *ENGINES),
        format_func=_ENGINE_LABELS.__getitem__,
        horizontal=True,
        key=key,
        on_change=settings_actions.choose_engine,
        args=(key,),
    )
    now = f"现在是：{_ENGINE_LABELS[best]}。" if chosen == "auto" else ""
    st.caption(_ENGINE_NOTES[chosen] + now + "不论用哪一种，每个数字都照样逐一核对。")
    if chosen != "offline":
        _fallback(known.choices)
    return chosen


def _fallback(choices: Choices) -> None:
    key = "settings:fallback:all"
    _follow(key, choices.fallback)
    st.checkbox(
        "模型没有写成的一节，改用离线起草",
        key=key,
        on_change=settings_actions.choose_fallback,
        args=(key,),
        help="不勾选时，那一节会说明原因，原有文字不动，由您决定怎么办。",
    )


def show_endpoint() -> None:
    """Which endpoint, with which model and key, and whether it answers."""
    settings, choices = load_settings(), engine.current().choices
    st.markdown("#### 大模型接口")
    preset_id = _preset_choice(settings, choices)
    if preset_id:
        _address(settings, choices, preset_id)
    try:
        is_pending = preset_id == CUSTOM and choices.preset != CUSTOM
        target = None if is_pending else engine.chosen_target()
    except SummarizerError as error:
        st.markdown(plain(error.sentence))
        return
    if target is None:
        return
    if preset_id:
        _model(choices, target)
    _key(settings, choices, target)
    if target.preset is not None and target.preset.note:
        st.caption(plain(target.preset.note))
    _price(target)
    _test(target)


def _preset_choice(settings: Settings, choices: Choices) -> str:
    """The choice of a provider; what is chosen now."""
    configured = resolve_target(settings)
    presets = {preset.id: preset for preset in offered_presets(settings)}
    own = offered_addresses(settings) if settings.is_shared else (CUSTOM,)
    options = ["", *presets, *own]
    key = "settings:preset:all"
    present = str(st.session_state.get("settings:pending", choices.preset))
    if present == CUSTOM and settings.is_shared:
        present = choices.base_url
    if present not in options:
        present = ""
    _follow(key, present)

    def label(option: str) -> str:
        if option == CUSTOM:
            return "其他（与 OpenAI 兼容的接口）"
        if option:
            return presets[option].label if option in presets else urlsplit(option).netloc
        if configured is None:
            return "没有选择"
        return f"按本机设置：{configured.place} {configured.model}"

    st.selectbox(
        "服务商",
        options,
        format_func=label,
        key=key,
        on_change=settings_actions.choose_preset,
        args=(key,),
    )
    return present


def _address(settings: Settings, choices: Choices, preset_id: str) -> None:
    preset = find_preset(preset_id)
    own = choices.base_url if choices.preset == preset_id else ""
    key = f"settings:address:{preset_id}"
    if key not in st.session_state:
        listed = preset_id if "://" in preset_id else ""
        st.session_state[key] = own or (preset.base_url if preset is not None else listed)
    st.text_input(
        "接口地址",
        key=key,
        placeholder="https://主机名/v1",
        max_chars=500,
        disabled=settings.is_shared,
        on_change=settings_actions.choose_address,
        args=(preset_id, key),
    )


def _model(choices: Choices, target: Target) -> None:
    report = settings_actions.report()
    told = report.models if report is not None else ()
    examples = target.preset.models if target.preset is not None else ()
    options = list(dict.fromkeys([*([target.model] if target.model else []), *examples, *told]))
    key = f"settings:model:{choices.preset}:{len(told)}"
    st.selectbox(
        "模型",
        options,
        index=options.index(target.model) if target.model in options else None,
        key=key,
        accept_new_options=True,
        placeholder="可以直接填写模型名；不填则由接口决定",
        on_change=settings_actions.choose_model,
        args=(key,),
    )


def _key(settings: Settings, choices: Choices, target: Target) -> None:
    known = engine.current()
    if target.origin in known.keys:
        with st.container(key="settings-key", horizontal=True, vertical_alignment="center"):
            st.markdown(_TYPED)
            st.button(
                "清除密钥",
                key="settings:key:forget",
                on_click=settings_actions.forget_key,
                args=(target.origin,),
            )
        return
    from_environment = choose_target(settings, choices)
    if from_environment is not None and from_environment.key is not None:
        st.markdown("密钥已由环境变量或 .env 提供。")
        return
    key = "settings:key:typed"
    st.text_input(
        "密钥",
        key=key,
        type="password",
        max_chars=400,
        placeholder="粘贴后按回车键",
        on_change=settings_actions.take_key,
        args=(target.origin, key),
    )
    st.caption(_key_note(target.preset))


def _key_note(preset: Preset | None) -> str:
    if preset is None or not preset.key:
        return "本机和单位内部的接口多半不用密钥；填了也只在这个网页打开期间有效。"
    return f"只在这个网页打开期间有效；要长期使用，请设置环境变量 {plain(preset.key)}（也可写在 .env 里）。"


def _price(target: Target) -> None:
    price = target.price
    if price is None or price.checked is None:
        return
    st.caption(
        f"每百万词元：发送{price.tokens_in}{price.currency}，收取{price.tokens_out}{price.currency}"
        f"（{checked_on().year}年{checked_on().month}月{checked_on().day}日查自服务商网页，以账单为准）。"
    )


def _test(target: Target) -> None:
    # The answer stands beside the button: below it, a small screen would not show it.
    with st.container(key="settings-test", horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("测试连接", key="settings:test:all"):
            with st.spinner("正在连接，最多一分钟……"):
                st.session_state[settings_actions.REPORT_KEY] = check_target(target)
            st.rerun()
        report = settings_actions.report()
        if report is None:
            return
        with st.container(key=f"notice-{'good' if report.is_ok else 'bad'}-connection", width="stretch"):
            st.markdown(plain(f"{report.message}。{report.hint}"))


def _follow(key: str, value: str | bool) -> None:
    """Lets a widget show `value`, also when it was changed elsewhere."""
    if st.session_state.get(key) != value:
        st.session_state[key] = value
