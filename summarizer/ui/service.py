"""The server `summarizer serve` starts: the pages, and routes for those who watch over it.

`streamlit run app.py` starts the pages alone; Streamlit's own /_stcore/health answers there.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from summarizer.assemble import load_settings
from summarizer.logs import CountingHandler, write_json_logs
from summarizer.store.watching import Watch
from summarizer.ui.headers import SafeHeaders
from summarizer.ui.monitoring import Monitor
from summarizer.ui.origins import SameOrigin

_settings = load_settings()
_watch = Watch(_settings.resolved_database_url)
_counter = CountingHandler()
_monitor = Monitor(_watch, _counter)


@asynccontextmanager
async def _watched(_: object) -> AsyncIterator[None]:
    """From the start of the server to its end."""
    if _settings.log == "json":
        # Once more: Streamlit has set up loggers of its own since the command line did.
        write_json_logs()
    logging.getLogger().addHandler(_counter)
    yield
    _watch.close()


app = st.App(
    Path(__file__).parent / "script" / "app.py",
    lifespan=_watched,
    routes=_monitor.routes,
    middleware=[Middleware(SameOrigin), Middleware(SafeHeaders)],
)
