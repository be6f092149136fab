"""The engine and the fonts, as several commands ask for them."""

from typing import Annotated

import typer

from summarizer.drafting.engines import ENGINES
from summarizer.errors import InputError
from summarizer.export import FontSet
from summarizer.settings import Settings

Engine = Annotated[
    str,
    typer.Option("--engine", metavar="引擎", show_default=False, help="auto（默认）、llm、local 或 offline"),
]
Fonts = Annotated[
    str,
    typer.Option("--fonts", metavar="字体", show_default=False, help="standard（默认，公文字体）或 windows"),
]


def engine_named(name: str, settings: Settings) -> str:
    """The engine asked for; with auto the one of the settings, which may be auto as well.

    Raises:
        InputError: there is none of that name.
    """
    chosen = settings.engine if name == "auto" else name
    known = ("auto", *ENGINES)
    if chosen not in known:
        message = f"没有名为“{chosen}”的起草引擎"
        raise InputError(message, hint=f"可用：{'、'.join(known)}。")
    return chosen


def font_set_named(name: str) -> FontSet:
    """The set of fonts of that name.

    Raises:
        InputError: there is none.
    """
    try:
        return FontSet(name.lower())
    except ValueError:
        message = f"没有名为“{name}”的字体组合"
        raise InputError(message, hint=f"可用：{'、'.join(FontSet)}。") from None
