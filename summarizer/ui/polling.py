"""How often pages look at a run that goes on: the more of them there are, the more seldom each one does."""

import threading
import time
from collections.abc import Callable
from typing import Final

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_SHORTEST_S: Final = 0.3
_LONGEST_S: Final = 5.0
# A look takes some 30 ms of processor time: all together they leave four fifths of a core to those who type.
_LOOKS_A_SECOND: Final = 6.0
# How many times the pause has to be another one.
_FAR: Final = 4.0
# An outline alone looks four times less often than a manuscript.
_GONE_S: Final = 5 * _LONGEST_S


class Watchers:
    """The pages of one server process that watch runs. Safe to use from any thread.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._looked: dict[str, float] = {}

    def pause_s(self, page: str) -> float:
        """Notes that a page looks; the seconds until it is to look again."""
        now = self._clock()
        with self._lock:
            self._looked = {one: at for one, at in self._looked.items() if now - at < _GONE_S}
            self._looked[page] = now
            count = len(self._looked)
        return min(max(_SHORTEST_S, count / _LOOKS_A_SECOND), _LONGEST_S)


def pause_s() -> float:
    """The seconds until the page of this session is to look again."""
    context = get_script_run_ctx(suppress_warning=True)
    return _shared_watchers().pause_s(context.session_id if context is not None else "")


def is_outdated(kept_s: float) -> bool:
    """Whether a page that looks every `kept_s` seconds ought to by quite another pace.

    To change it the whole page is drawn anew, which costs as much as ten looks.
    """
    now_s = pause_s()
    return not kept_s / _FAR < now_s < kept_s * _FAR


@st.cache_resource(show_spinner=False)
def _shared_watchers() -> Watchers:
    return Watchers()
