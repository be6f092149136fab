"""Compares the common character pairs with `summarizer/text/lexicon/plain.toml`, or writes them there.

    python -m benchmarks.plain_pairs [--write]

A pair is common when it stands in two of the sources: the bundled samples, and the clean labelled texts apart
from their facts; or once in the drafting stock, every phrase of which was reviewed.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

from summarizer.text.lexicon import word_list

ROOT = Path(__file__).parents[1]
LEXICON = ROOT / "summarizer" / "text" / "lexicon" / "plain.toml"
FIXTURES = ("verify_cases", "claims_cases")
LEAST_SOURCES = 2
ROW_CHARS = 118
_HAN = re.compile("[\u4e00-\u9fff]+")


def pairs_of(text: str) -> set[str]:
    """Every two neighbouring ideographs."""
    return {"".join(pair) for run in _HAN.findall(text) for pair in pairwise(run)}


def sources() -> Iterator[set[str]]:
    """The pairs of every source; those of the reviewed stock twice."""
    for path in sorted((ROOT / "samples").glob("*.md")):
        yield pairs_of(path.read_text("utf-8").split("---", 2)[-1])
    for path in sorted((ROOT / "summarizer" / "drafting" / "stock").glob("*.toml")):
        pairs = pairs_of(path.read_text("utf-8"))
        yield pairs
        yield pairs
    yield from clean_texts()


def clean_texts() -> Iterator[set[str]]:
    """The pairs of the clean labelled texts, one set for each set of facts, whose pairs are left out."""
    written: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for name in FIXTURES:
        for line in (ROOT / "tests" / "fixtures" / f"{name}.jsonl").read_text("utf-8").splitlines():
            case = json.loads(line)
            if case["label"] == "clean" and "text" in case:
                known = pairs_of("\n".join((*case["facts"], case.get("title") or "")))
                written[tuple(case["facts"])] |= pairs_of(case["text"]) - known
    yield from written.values()


def common_pairs() -> list[str]:
    """The pairs of enough sources, sorted."""
    counts: defaultdict[str, int] = defaultdict(int)
    for pairs in sources():
        for pair in pairs:
            counts[pair] += 1
    return sorted(pair for pair, count in counts.items() if count >= LEAST_SOURCES)


def rows(pairs: list[str]) -> Iterator[str]:
    """Lines of groups: a first character and all second ones."""
    line = ""
    for first, group in groupby(pairs, key=lambda pair: pair[0]):
        word = first + "".join(pair[1] for pair in group)
        if line and len(line) + len(word) >= ROW_CHARS:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the pairs into the program's list")
    chosen = parser.parse_args()
    pairs = common_pairs()
    listed = {row[0] + second for row in word_list("plain", "pairs") for second in row[1:]}
    new, gone = len(set(pairs) - listed), len(listed - set(pairs))
    print(f"{len(pairs):,} pairs, {new:,} new, {gone:,} no longer common")
    if chosen.write:
        head, mark, _ = LEXICON.read_text("utf-8").partition('pairs = """\n')
        LEXICON.write_text(f'{head}{mark}{chr(10).join(rows(pairs))}\n"""\n', encoding="utf-8")


if __name__ == "__main__":
    main()
