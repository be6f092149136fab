"""The engine of a browser session: what was chosen, the keys typed for it, and the drafters they make.

What was chosen is kept in the data folder where one person uses the program, and for the session where many
do. Keys stay in the session's memory: a refresh forgets them, and nothing ever writes them down.
"""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st
from pydantic import SecretStr
from streamlit.runtime.scriptrunner import get_script_run_ctx

from summarizer.assemble import build_drafters, build_local_model, load_settings
from summarizer.drafting.choice import choose_target
from summarizer.drafting.local.catalogue import MODELS_FOLDER
from summarizer.drafting.presets import Target
from summarizer.errors import ConfigurationError
from summarizer.protocols import Drafter
from summarizer.settings import Choices, Settings, load_choices, save_choices

if TYPE_CHECKING:
    from summarizer.drafting.local.download import ModelDownload
    from summarizer.drafting.local.model import LocalModel

_KEY: Final = "engine"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEngine:
    """What one browser session writes with.

    Attributes:
        choices: made on the settings page.
        keys: typed in this session, by the origin they were typed for.
        drafters: by engine name, made when first needed; None before.
        complaint: one Chinese sentence when what was chosen before cannot be used, "" otherwise.
    """

    choices: Choices = field(default_factory=Choices)
    keys: Mapping[str, SecretStr] = field(default_factory=dict)
    drafters: Mapping[str, Drafter] | None = None
    complaint: str = ""


def current() -> SessionEngine:
    """The session's engine, as it was chosen last time when nothing was chosen yet."""
    known = st.session_state.get(_KEY)
    if isinstance(known, SessionEngine):
        return known
    remembered = _remembered(load_settings())
    st.session_state[_KEY] = remembered
    return remembered


def remembered_settings() -> tuple[Settings, Target | None]:
    """The settings and the endpoint as chosen last time, with keys of the environment only."""
    settings = load_settings()
    choices = _remembered(settings).choices
    return choices.applied_to(settings), choose_target(settings, choices)


def _remembered(settings: Settings) -> SessionEngine:
    if settings.is_shared:
        return SessionEngine()
    try:
        choices = load_choices(settings.home)
        choose_target(settings, choices)
    except ConfigurationError as error:
        _log.warning("what was chosen on the settings page cannot be used: %s", error)
        return SessionEngine(complaint=error.sentence)
    return SessionEngine(choices=choices)


def choose(choices: Choices) -> None:
    """Writes with what was chosen from now on, in this session and, where one person works here, always.

    Raises:
        ConfigurationError: it cannot be used; nothing changes.
        StorageError: it could not be kept; it holds for this session.
    """
    settings, known = load_settings(), current()
    choose_target(settings, choices, known.keys)
    st.session_state[_KEY] = replace(known, choices=choices, drafters=None, complaint="")
    if not settings.is_shared:
        save_choices(settings.home, choices)


def take_key(origin: str, key: str) -> None:
    """Remembers a key for one address, in this session only; "" forgets it."""
    known = current()
    others = {one: secret for one, secret in known.keys.items() if one != origin}
    keys = {**others, origin: SecretStr(key.strip())} if key.strip() else others
    st.session_state[_KEY] = replace(known, keys=keys, drafters=None)


def chosen_target() -> Target | None:
    """The endpoint of this session, None when there is none.

    Raises:
        ConfigurationError: its address cannot be used.
    """
    known = current()
    return choose_target(load_settings(), known.choices, known.keys)


def applied_settings() -> Settings:
    """The settings with what was chosen in this session."""
    return current().choices.applied_to(load_settings())


def session_drafters() -> tuple[Mapping[str, Drafter], str] | None:
    """This session's drafters and the engine it chose; None outside a session, or when it chose nothing."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    known = current()
    if known.choices == Choices() and not known.keys:
        return None
    settings = known.choices.applied_to(load_settings())
    if known.drafters is None:
        target = choose_target(settings, known.choices, known.keys)
        drafters = build_drafters(settings, target=target, local=local_model(settings))
        known = replace(known, drafters=drafters)
        st.session_state[_KEY] = known
    return known.drafters or {}, settings.engine


# The one model of this computer


class _Shelf:
    """The local model and the download of this process; one of each, for both fill the machine."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.model: LocalModel | None = None
        self.download: ModelDownload | None = None


@st.cache_resource(show_spinner=False)
def _shelf() -> _Shelf:
    return _Shelf()


def local_model(settings: Settings) -> "LocalModel | None":
    """The model the settings name, the same for all sessions; another one before it is unloaded."""
    shelf = _shelf()
    with shelf.lock:
        if shelf.model is not None and shelf.model.gguf == settings.gguf:
            return shelf.model
        if shelf.model is not None:
            shelf.model.close()
        shelf.model = build_local_model(settings)
        return shelf.model


def model_path(typed: str, settings: Settings) -> Path:
    """The model file a user means: a name in the folder of models, or a path that may begin with `~`."""
    downloaded = models_folder(settings) / typed
    return downloaded if Path(typed).name == typed and downloaded.exists() else Path(typed).expanduser()


def models_folder(settings: Settings) -> Path:
    """Where downloaded models are kept."""
    return settings.home / MODELS_FOLDER


def running_download() -> "ModelDownload | None":
    """The download of this process, also one that has ended."""
    return _shelf().download


def start_download(download: "ModelDownload") -> None:
    """Begins a download in place of the one before, unless that still runs."""
    shelf = _shelf()
    with shelf.lock:
        if shelf.download is not None and shelf.download.progress.is_running:
            return
        shelf.download = download
        download.start()
