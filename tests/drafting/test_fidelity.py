"""The composer's text under the verifier's eyes: the promise of the product without any model."""

from dataclasses import replace
from pathlib import Path

import pytest
from drafts import SHEETS, composed

from summarizer.factsheet import load_fact_sheet
from summarizer.verify.check import check_section


@pytest.mark.parametrize("variant", [0, 1])
@pytest.mark.parametrize("sheet", sorted(SHEETS.glob("*.md")), ids=lambda path: path.stem)
def test_every_composed_section_is_proven_and_complete(sheet: Path, variant: int) -> None:
    document = load_fact_sheet(sheet)
    for rank, section in enumerate(document.sections):
        report = check_section(
            document, replace(section, text=composed(document, rank=rank, variant=variant))
        )
        doubts = [(found.kind, found.text) for found in report.findings if found.severity != "info"]
        assert doubts == [], section.heading
        assert report.unwritten == (), section.heading
