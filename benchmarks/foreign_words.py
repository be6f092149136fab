"""Makes summarizer/library/lexicon/foreign.toml: words of other pages with weights; `--write` replaces it.

A logistic regression on the embeddings of single words tells those of web titles (`foreign_titles.txt`,
titles such as sites inject, written for this purpose) from those of our genuine texts: samples, fact sheets,
labelled sections and the texts for the verifier. It weighs every common word of jieba's dictionary that no
genuine text has; names and function words are left out. In 92,000 characters of genuine texts it was not made
with (figures_*.jsonl and topics/held.jsonl of the fixtures) `library.clean.foreign` doubts 3 stretches.

Usage: python -m benchmarks.foreign_words DICTIONARY [--write]
(DICTIONARY is dict.txt of the jieba package: word, frequency and part of speech in each line.)
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import rjieba

from benchmarks.marked_text import read_marked
from summarizer.retrieval.embedders import BundledEmbedder

ROOT: Final = Path(__file__).parents[1]
FIXTURES: Final = ROOT / "tests" / "fixtures"
TITLES: Final = Path(__file__).with_name("foreign_titles.txt")
TABLE: Final = ROOT / "summarizer" / "library" / "lexicon" / "foreign.toml"
_WORD = re.compile("[\u4e00-\u9fff]{2,6}")
_RARE: Final = 60  # occurrences in jieba's own corpus: rarer words are hardly ever met and fill the table
_NAMES_AND_FUNCTION_WORDS: Final = frozenset(
    ("nr", "nrt", "ns", "nt", "nrfg", "m", "t", "d", "c", "p", "r", "u", "f")
)
_SEED_WEIGHT, _LEAST, _MOST = 1.8, 0.8, 4.0
_PENALTY: Final = 0.1
_SCALE: Final = 10.0  # unit vectors are far too short for the penalty
_ROUNDS: Final = 15

Matrix: TypeAlias = npt.NDArray[np.float64]


def genuine_texts() -> Iterator[str]:
    """All texts in which every word is a union's own; the sets wild_6 and later are kept out."""
    for folder in (ROOT / "samples", FIXTURES / "sheets"):
        for path in sorted(folder.glob("*.md")):
            yield path.read_text(encoding="utf-8")
    for row in _rows(FIXTURES / "topics" / "sections.jsonl"):
        yield f"{row['heading']}。{row['body']}"
    for name in ("verify_cases", "claims_cases", "unseen_cases"):
        for row in _rows(FIXTURES / f"{name}.jsonl"):
            yield str(row.get("text", ""))
    for path in sorted((FIXTURES / "dirty").glob("wild_[1-5]/*.marked")):
        for article in read_marked(path).articles:
            for section in article["sections"]:
                yield f"{section['heading']}。{section['text']}"


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def count_words(texts: Iterator[str]) -> Counter[str]:
    """The Chinese words of two to six characters."""
    return Counter(word for text in texts for word in rjieba.cut(text) if _WORD.fullmatch(word))


def fit(foreign: Matrix, genuine: Matrix, counts: Matrix) -> Matrix:
    """Weights of the dimensions, the intercept last; both classes weigh the same (Newton's method)."""
    rows = np.concatenate([foreign, genuine])
    inputs = np.c_[rows * _SCALE, np.ones(len(rows))]
    wanted = np.r_[np.ones(len(foreign)), np.zeros(len(genuine))]
    shares = np.r_[np.full(len(foreign), 0.5 / len(foreign)), 0.5 * counts / counts.sum()] * len(rows)
    penalty = np.eye(inputs.shape[1]) / _PENALTY
    penalty[-1, -1] = 1e-6
    weights = np.zeros(inputs.shape[1])
    for _ in range(_ROUNDS):
        guess = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (shares * (guess - wanted)) + penalty @ weights
        curve = (inputs * (shares * guess * (1 - guess))[:, None]).T @ inputs + penalty
        weights -= np.linalg.solve(curve, slope)
    return weights


def weigh(dictionary: Path) -> dict[str, float]:
    """The words no genuine text has whose odds of standing in a web title are above `_LEAST`."""
    genuine = count_words(genuine_texts())
    seeds = count_words(
        line for line in TITLES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    rows = [line.split() for line in dictionary.read_text(encoding="utf-8").splitlines()]
    kinds = {row[0]: row[2] for row in rows}
    common = {row[0] for row in rows if int(row[1]) >= _RARE and _WORD.fullmatch(row[0])}
    listed = sorted(common | set(genuine) | set(seeds))
    vectors = dict(zip(listed, BundledEmbedder().embed(listed).astype(np.float64), strict=True))
    positive = [word for word in sorted(seeds) if word not in genuine]
    weights = fit(
        np.stack([vectors[word] for word in positive]),
        np.stack([vectors[word] for word in genuine]),
        np.sqrt(np.array(list(genuine.values()), dtype=np.float64)),
    )
    found = {}
    for word in listed:
        score = float(np.r_[vectors[word] * _SCALE, 1.0] @ weights)
        score = max(score, _SEED_WEIGHT) if word in seeds else score
        if word not in genuine and score >= _LEAST and kinds.get(word, "n") not in _NAMES_AND_FUNCTION_WORDS:
            found[word] = min(score, _MOST)
    return found


def as_toml(weights: dict[str, float]) -> str:
    """The table: words by weight, rounded to halves."""
    groups: dict[float, list[str]] = {}
    for word, weight in weights.items():
        groups.setdefault(round(2 * weight) / 2, []).append(word)
    lines = ["# Learned by `python -m benchmarks.foreign_words --write`: words of other pages by weight.", ""]
    lines.append("[weights]")
    lines += [f'"{weight}" = "{" ".join(sorted(groups[weight]))}"' for weight in sorted(groups)]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    weights = weigh(options.dictionary)
    print(f"{len(weights)} words")
    if options.write:
        TABLE.write_text(as_toml(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
