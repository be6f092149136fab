"""Built-in example fact sheets, one per kind of unit; units and persons are made up."""

from importlib import resources

from summarizer.domain import UnitKind


def example_sheet(kind: UnitKind) -> str:
    """The text of the example fact sheet for a kind of unit, Markdown with front matter."""
    return resources.files(__package__).joinpath(f"{kind.value}.md").read_text(encoding="utf-8")
