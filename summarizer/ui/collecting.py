"""Keeps Streamlit's garbage collections short: what has lived for a while is not looked at in each of them.

Streamlit collects all generations after every run of the script, those of fragments included. With all that
this program has loaded it takes 160 ms of processor time, seven tenths of what saving an edit cost. What is
frozen (`gc.freeze`) is passed over. Every so often, and when libraries were loaded, everything is looked at,
so that nothing stays that nobody needs.
"""

import gc
import sys
import threading
import time
from collections.abc import Callable
from typing import Final

import streamlit as st

_EVERY_S: Final = 20.0


class Tidying:
    """Collects and freezes what is alive, when it is time to; one for a server process.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._modules = 0
        self._due = 0.0
        self._turn = threading.Lock()

    def tidy(self) -> bool:
        """Whether it was time to."""
        if len(sys.modules) == self._modules and self._clock() < self._due:
            return False
        # Whoever finds another thread at it need not wait: it is being done.
        if not self._turn.acquire(blocking=False):
            return False
        try:
            self._modules, self._due = len(sys.modules), self._clock() + _EVERY_S
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
