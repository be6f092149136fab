"""Whole composed documents, read in review; GOLDEN_UPDATE=1 rewrites them."""

import os
from pathlib import Path

import pytest
from drafts import SHEETS, composed

from summarizer.factsheet import load_fact_sheet

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["school_1", "community_2"])
def test_the_composed_document_is_the_one_that_was_reviewed(name: str) -> None:
    document = load_fact_sheet(SHEETS / f"{name}.md")
    parts = [document.title]
    for rank, section in enumerate(document.sections):
        parts.append(f"【{section.heading}】\n{composed(document, rank=rank)}")
    text = "\n\n".join(parts) + "\n"
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN_UPDATE"):
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")
