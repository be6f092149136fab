"""The five development cases of dirty copies: what a good import gives, and what must be gone."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from summarizer.library.articles import Article
from summarizer.library.report import CleanReport, clean_file

GIVEN = Path(__file__).parents[1] / "fixtures" / "dirty" / "given"
CASES: list[dict[str, Any]] = json.loads((GIVEN / "gold.json").read_text(encoding="utf-8"))
SPACE = re.compile(r"\s+")


@pytest.fixture(params=CASES, ids=lambda case: case["file"])
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


@pytest.fixture
def report(case: dict[str, Any]) -> CleanReport:
    return clean_file((GIVEN / case["file"]).read_bytes(), case["file"])


def as_written(article: Article) -> str:
    """The text of an article with the numbers of its headings, without blanks."""
    lines = [f"{one.numbering}{one.heading}{one.text}" for one in article.sections]
    return SPACE.sub("", "".join(lines))


def test_the_text_is_exactly_what_is_expected(case: dict[str, Any], report: CleanReport) -> None:
    wanted = case["expected_clean"] if isinstance(case["expected_clean"], list) else [case["expected_clean"]]
    assert [as_written(one) for one in report.articles] == [SPACE.sub("", text) for text in wanted]


def test_no_noise_is_left(case: dict[str, Any], report: CleanReport) -> None:
    text = "\n".join(article.text for article in report.articles)
    lines = {line.strip() for line in text.split("\n")}
    page_numbers = {f"{number}、" for number in range(1, 10)}
    for noise in case["noise_strings"]:
        assert noise.strip() not in lines
        assert noise in page_numbers or noise.strip() not in text


def test_whatever_was_taken_out_is_reported_with_its_line(case: dict[str, Any], report: CleanReport) -> None:
    source = (GIVEN / case["file"]).read_text(encoding="utf-8").split("\n")
    removed = [one for article in report.as_json()["articles"] for one in article["removed"]]
    assert all(one["text"].split("\n")[0].strip() in source[one["line"] - 1] for one in removed)
    for noise in case["noise_strings"]:
        assert any(noise.strip() in one["text"] for one in removed) or noise in {
            edit.before.strip() for edit in report.cleaned.edits
        }
