"""Clean texts with headings of many forms: each gets its outline, and none of its words is taken out."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from summarizer.library.report import clean_file

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "fixtures" / "outlines.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
HAN_OR_DIGIT = re.compile("[\u4e00-\u9fff\\d]")
BLANKS = re.compile(r"\s+")


@pytest.mark.parametrize("row", ROWS, ids=range(len(ROWS)))
def test_headings_of_any_form_get_their_level_and_nothing_is_taken_for_dirt(row: dict[str, Any]) -> None:
    report = clean_file(row["text"].encode(), "a.txt")
    found = [
        [BLANKS.sub("", one.heading), one.level] for article in report.articles for one in article.sections
    ]
    assert found == [[BLANKS.sub("", heading), level] for heading, level in row["sections"]]
    assert not any(HAN_OR_DIGIT.search(edit.before) for edit in report.cleaned.edits if not edit.after)
