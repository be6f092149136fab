"""Removes documents that lay in the bin long enough: looked at when the app starts, then once an hour.

The store tells one process of all, once a day. Nobody waits: what is due is removed by a thread of its own.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

import streamlit as st

from summarizer.errors import SummarizerError
from summarizer.pipeline import Pipeline

_EVERY_S: Final = 3600.0
_log = logging.getLogger(__name__)


class Purging:
    """Asks the store whether documents are due, when it is time to; one for a server process.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._due = clock()
        self._turn = threading.Lock()

    def look(self, made: Callable[[], Pipeline]) -> threading.Thread | None:
        """The thread that removes what is due; None when it is not time to, or nothing is.

        Args:
            made: the pipeline of the whole program, of no user.
        """
        with self._turn:
            if self._clock() < self._due:
                return None
            self._due = self._clock() + _EVERY_S
        try:
            pipeline = made()
            until = pipeline.begin_purge()
        except SummarizerError as error:
            # The page has told the user of it, if it concerns them; the next hour tries again.
            _log.warning("the bin could not be looked at: %s", type(error).__name__)
            return None
        if until is None:
            return None
        thread = threading.Thread(target=_purge, args=(pipeline, until), name="summarizer-purge", daemon=True)
        thread.start()
        return thread


def _purge(pipeline: Pipeline, until: datetime) -> None:
    try:
        removed = pipeline.purge_due(until)
    except SummarizerError as error:
        # Each batch is a transaction of its own: what is left is due at the next round, too.
        _log.warning("the bin could not be emptied: %s", type(error).__name__)
    else:
        _log.info("%d documents that were long in the bin are removed", removed)


@st.cache_resource(show_spinner=False)
def shared_purging() -> Purging:
    """The one of this process."""
    return Purging()
