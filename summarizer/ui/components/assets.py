"""The scripts and styles of the components, each read once."""

from functools import cache
from importlib import resources


@cache
def asset(name: str) -> str:
    """The text of a file of this package; `/` leads into its folders."""
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
