"""Keeps garbage collections short and rare: what has lived for a while is looked at every five minutes.

Streamlit would collect all generations after every run of the script, those of fragments included: 160 ms of
processor time with all that this program has loaded, and every other session waits. It is told not to
(`runner.postScriptGC`). Python's own collections pass over what is frozen here (`gc.freeze`). Every five
minutes, and when libraries were loaded, everything is looked at, so that nothing stays that nobody needs.
"""

import gc
import sys
import threading
import time
from collections.abc import Callable
from typing import Final

import streamlit as st

_EVERY_S: Final = 300.0


class Tidying:
    """Collects and freezes what is alive, when it is time to; one for a server process.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen = 0
        self._modules = 0
        self._due = 0.0
        self._turn = threading.Lock()

    def tidy(self) -> bool:
        """Whether it was time to."""
        modules = len(sys.modules)
        # While libraries are being loaded each look would find new ones, and hold up the loading.
        is_loading, self._seen = modules != self._seen, modules
        if is_loading or (modules == self._modules and self._clock() < self._due):
            return False
        # Whoever finds another thread at it need not wait: it is being done.
        if not self._turn.acquire(blocking=False):
            return False
        try:
            self._modules, self._due = modules, self._clock() + _EVERY_S
            gc.unfreeze()
            gc.collect()
            gc.freeze()
        finally:
            self._turn.release()
        return True


@st.cache_resource(show_spinner=False)
def shared_tidying() -> Tidying:
    """The one of this process."""
    return Tidying()
