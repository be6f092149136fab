"""Facts as the rows of a table, and the lines an edited table stands for; no streamlit."""

from collections.abc import Mapping, Sequence
from typing import Any

from summarizer.domain import Fact, Section
from summarizer.facts import format_fact


def table_key(section: Section) -> str:
    """The widget key of a section's table.

    The widget keeps its own edits: with the facts in its key it starts afresh once they are saved.
    """
    return f"desk:facts-table:{section.id}:{hash(section.facts)}"


def fact_rows(facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """The rows a table begins with: one for each fact, an empty one without any."""
    rows = [{"事实": fact.text, "去年": fact.last_year or "", "暂不写": fact.shelved} for fact in facts]
    return rows or [{"事实": "", "去年": "", "暂不写": False}]


def edited_lines(facts: Sequence[Fact], edits: Mapping[str, Any]) -> str:
    """The fact lines after the edits of a table.

    Args:
        facts: the rows the table began with; without any it begins with one empty row.
        edits: what `st.data_editor` tells: `edited_rows`, `added_rows`, `deleted_rows`.
    """
    rows = fact_rows(facts)
    for at, changed in edits.get("edited_rows", {}).items():
        rows[int(at)] = {**rows[int(at)], **changed}
    gone = set(edits.get("deleted_rows", ()))
    kept = [row for at, row in enumerate(rows) if at not in gone] + list(edits.get("added_rows", ()))
    lines = (
        format_fact(
            Fact(
                id="",
                text=" ".join(str(row.get("事实") or "").split()),
                last_year=" ".join(str(row.get("去年") or "").split()) or None,
                shelved=bool(row.get("暂不写")),
            )
        )
        for row in kept
        if str(row.get("事实") or "").strip()
    )
    return "\n".join(lines)
