"""Choosing the drafter of an engine, and running it on one section."""

from collections.abc import Mapping
from typing import Final

from summarizer.errors import EngineUnavailableError
from summarizer.protocols import Drafter, DraftRequest

ENGINES: Final = ("llm", "local", "offline")
"""All engines, the one that writes best first; `auto` takes the first that is configured."""


def pick_drafter(engine: str, drafters: Mapping[str, Drafter]) -> Drafter:
    """The drafter of `engine`; `auto` is the first configured of llm, local, offline.

    Raises:
        EngineUnavailableError: the engine is unknown or not configured.
    """
    chosen = next((name for name in ENGINES if name in drafters), engine) if engine == "auto" else engine
    if chosen in drafters:
        return drafters[chosen]
    known = chosen in ENGINES or chosen == "auto"
    raise EngineUnavailableError(
        f"起草引擎 {chosen} 还没有配置" if known else f"没有名为“{chosen}”的起草引擎"
    )


def draft_text(drafter: Drafter, request: DraftRequest) -> str:
    """The whole text of one section, without outer space.

    Raises:
        EngineError: the engine failed.
    """
    return "".join(drafter.draft(request)).strip()
