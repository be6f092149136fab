"""The judged queries of the benchmark: they fit the samples, and words with characters answer them."""

import json
import re
from pathlib import Path

from retrieval_doubles import make_library, make_passage

from summarizer.domain import Topic

ROOT = Path(__file__).parents[2]
ROWS = [
    json.loads(line)
    for line in (ROOT / "tests/fixtures/retrieval/queries.jsonl").read_text(encoding="utf-8").splitlines()
]
PARAGRAPHS = [
    (path.stem, line)
    for path in sorted((ROOT / "samples").glob("*.md"))
    for line in path.read_text(encoding="utf-8").split("---", 2)[2].splitlines()
    if line.strip() and not line.startswith("#")
]


def test_every_judgement_names_one_paragraph() -> None:
    marks = [mark for row in ROWS for mark in row["relevant"]]
    assert [mark for mark in marks if sum(mark in text for _, text in PARAGRAPHS) != 1] == []


def test_there_are_enough_queries_of_both_styles_and_many_topics() -> None:
    styles = [row["style"] for row in ROWS]
    assert len(ROWS) >= 60
    assert min(styles.count("fact"), styles.count("plain")) >= 40
    assert len({Topic(row["topic"]) for row in ROWS}) >= 10


def test_facts_find_what_was_written_about_the_like() -> None:
    passages = [
        make_passage(f"{re.sub('-', '_', stem)}-{place}", text)
        for place, (stem, text) in enumerate(PARAGRAPHS)
    ]
    store = make_library(*passages)
    texts = {passage.id: passage.text for passage in passages}
    facts = [row for row in ROWS if row["style"] == "fact"]
    found = [[texts[name] for name, _ in store.search_lexical(row["query"], top_k=5)] for row in facts]
    answered = sum(
        any(row["relevant"][0] in text for text in top) for row, top in zip(facts, found, strict=True)
    )
    assert answered >= 0.93 * len(facts)
