"""据实: Chinese trade-union work summaries whose every figure comes from the user's facts."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from summarizer.factsheet import load_fact_sheet
    from summarizer.open_library import Library
    from summarizer.pipeline import draft_document
    from summarizer.verify import check_text

__all__ = ["Library", "__version__", "check_text", "draft_document", "load_fact_sheet"]

__version__ = "0.1.0"

# Loaded on first use: `import summarizer` itself must not wait for the phrase stock or the Word writer.
_HOMES: Final[Mapping[str, str]] = {
    "Library": "summarizer.open_library",
    "check_text": "summarizer.verify",
    "draft_document": "summarizer.pipeline",
    "load_fact_sheet": "summarizer.factsheet",
}


def __getattr__(name: str) -> Callable[..., Any]:
    """The public function or class called `name`."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    function: Callable[..., Any] = getattr(import_module(_HOMES[name]), name)
    return function


def __dir__() -> list[str]:
    return sorted(__all__)
