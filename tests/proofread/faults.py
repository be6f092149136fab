"""The labelled faults and the clean prose the tests and the benchmark measure with."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from summarizer.export import Format, export_document
from summarizer.factsheet import load_fact_sheet
from summarizer.pipeline import draft_document
from summarizer.proofread import Remark, proofread

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
# Full-width digits stand in clean verifier cases on purpose: there they are clean, here they are not.
_FULL_WIDTH = frozenset("０１２３４５６７８９％．")


def labelled_faults() -> list[dict[str, Any]]:
    """The rows of faults.jsonl."""
    lines = (HERE / "faults.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def is_found(fault: dict[str, Any], remarks: Iterable[Remark] | None = None) -> bool:
    """Whether a remark overlaps the planted fault."""
    found = proofread(fault["text"]) if remarks is None else remarks
    return any(one.start < fault["end"] and one.end > fault["start"] for one in found)


def clean_lines() -> list[str]:
    """Lines of clean prose full of traps."""
    return (HERE / "clean_lines.txt").read_text(encoding="utf-8").splitlines()


def sample_texts() -> dict[str, str]:
    """The bundled samples by name."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "samples").glob("*.md"))}


def composed_texts() -> dict[str, str]:
    """What the offline composer makes of the fixture sheets, by name."""
    texts = {}
    for path in sorted((ROOT / "tests" / "fixtures" / "sheets").glob("*.md")):
        drafted = draft_document(load_fact_sheet(path))
        texts[path.stem] = export_document(drafted.document, format=Format.MD).decode("utf-8")
    return texts


def verifier_texts() -> dict[str, str]:
    """The clean cases of the verifier by id, without those that have full-width figures."""
    path = ROOT / "tests" / "fixtures" / "verify_cases.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    clean = {row["text"]: row["id"] for row in rows if row["label"] == "clean"}
    return {name: text for text, name in clean.items() if _FULL_WIDTH.isdisjoint(text)}
