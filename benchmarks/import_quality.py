"""How well dirty texts are cleaned and split: what was injected, what is genuine, which sections.

python -m benchmarks.import_quality [--half dev|held|fresh] [--details]
"""

import argparse
import json
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Indel

from summarizer.errors import InputError
from summarizer.library.report import CleanReport, clean_file

FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures" / "dirty"
PARTS = ("dev", "held", "fresh")
_SPACE = re.compile("[\\s\u200b\ufeff\u00ad]+")
# Marks a fair judge takes for the same: width differs, meaning does not.
_SAME = str.maketrans("，；：？！（）％", ",;:?!()%")


@dataclass(slots=True)
class Tally:
    """Counts of one half.

    Attributes:
        left: injected strings still in a text and not flagged, with their file.
        touched: (file, genuine words lost).
    """

    files: int = 0
    injected: int = 0
    left: list[tuple[str, str]] = field(default_factory=list)
    genuine_chars: int = 0
    touched_chars: int = 0
    touched: list[tuple[str, str]] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)
    sections: int = 0
    sections_found: int = 0
    missed: list[tuple[str, str]] = field(default_factory=list)
    sections_given: int = 0
    losses: int = 0
    losses_seen: int = 0
    flags: int = 0
    flags_seen: int = 0
    verdicts_wrong: list[tuple[str, str]] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def touched_share(self) -> float:
        """Share of genuine characters missing or altered."""
        return self.touched_chars / max(1, self.genuine_chars)

    @property
    def section_recall(self) -> float:
        """Share of sections found with their heading and level."""
        return self.sections_found / max(1, self.sections)


def measure(half: str) -> Tally:
    """The tally of `dev`, `held` or `fresh`."""
    folder = FIXTURES / half
    gold: dict[str, Any] = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    tally = Tally()
    for name, entry in gold.items():
        tally.files += 1
        content = (folder / name).read_bytes()
        started = time.perf_counter()
        try:
            report = clean_file(content, name)
        except InputError as error:
            if not entry["refused"]:
                tally.verdicts_wrong.append((name, str(error)))
            continue
        finally:
            tally.seconds += time.perf_counter() - started
        if entry["refused"]:
            tally.verdicts_wrong.append((name, "accepted"))
            continue
        _judge(tally, name, entry, report)
    return tally


def _judge(tally: Tally, name: str, entry: dict[str, Any], report: CleanReport) -> None:
    articles = report.as_json()["articles"]
    if len(articles) != len(entry["articles"]):
        tally.verdicts_wrong.append((name, f"{len(articles)} articles, not {len(entry['articles'])}"))
    everything = "\n".join(_written(article) for article in articles)
    suspects = [_folded(suspect["text"]) for article in articles for suspect in article["suspect"]]
    genuine = "\n".join(_written(article) for article in entry["articles"])
    for words in entry["injected"]:
        tally.injected += 1
        if everything.count(words) > genuine.count(words) and not any(
            _folded(words) in one for one in suspects
        ):
            tally.left.append((name, words))
    for wanted, given in zip(entry["articles"], articles, strict=False):
        _compare_text(tally, name, _written(wanted), _written(given), entry["losses"])
        _compare_sections(tally, name, wanted["sections"], given["sections"])
    for whole, robbed in entry["losses"]:
        tally.losses += 1
        restored = robbed not in everything and whole in everything
        tally.losses_seen += restored or any(_overlaps(one, robbed) for one in suspects)
    reasons = " ".join(suspect["reason"] for article in articles for suspect in article["suspect"])
    tally.flags += len(entry["flags"])
    tally.flags_seen += sum(flag in reasons for flag in entry["flags"])


def _written(article: dict[str, Any]) -> str:
    """The text of an article; headings inside a paragraph stand there with their numbers, others without."""
    return "\n".join(
        f"{section['numbering']}{section['heading']}。{section['text']}"
        if section.get("run_in")
        else f"{section['heading']}\n{section['text']}"
        for section in article["sections"]
    )


def _overlaps(suspect: str, words: str) -> bool:
    return bool(suspect) and (suspect in words or words in suspect)


def _compare_text(tally: Tally, name: str, wanted: str, given: str, losses: list[list[str]]) -> None:
    left, right = _folded(wanted), _folded(given)
    tally.genuine_chars += len(left)
    for step in Indel.opcodes(left, right):
        if step.tag == "delete":
            tally.touched_chars += step.src_end - step.src_start
            tally.touched.append((name, left[max(0, step.src_start - 8) : step.src_end + 8]))
        elif step.tag == "insert":
            tally.extra.append((name, right[max(0, step.dest_start - 8) : step.dest_end + 8]))


def _folded(text: str) -> str:
    return _SPACE.sub("", text).translate(_SAME)


def _compare_sections(
    tally: Tally, name: str, wanted: list[dict[str, Any]], given: list[dict[str, Any]]
) -> None:
    tally.sections += len(wanted)
    tally.sections_given += len(given)
    have = [(_folded(section["heading"]), section["level"]) for section in given]
    for section in wanted:
        key = (_folded(section["heading"]), section["level"])
        if key in have:
            have.remove(key)
            tally.sections_found += 1
        else:
            tally.missed.append((name, f"{key[1]} {key[0]}"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=PARTS)
    parser.add_argument("--details", action="store_true")
    options = parser.parse_args()
    print(f"{'half':<6}{'files':>6}{'injected':>10}{'left':>6}{'genuine':>9}{'touched':>9}{'sections':>10}"
          f"{'found':>8}{'given':>7}{'losses':>9}{'flags':>7}{'verdicts':>10}{'files/s':>9}")  # fmt: skip
    for half in (options.half,) if options.half else PARTS:
        tally = measure(half)
        print(f"{half:<6}{tally.files:>6}{tally.injected:>10}{len(tally.left):>6}{tally.genuine_chars:>9}"
              f"{tally.touched_share:>9.3%}{tally.sections:>10}{tally.section_recall:>8.1%}"
              f"{tally.sections_given:>7}"
              f"{tally.losses_seen:>6}/{tally.losses}{tally.flags_seen:>5}/{tally.flags}"
              f"{tally.files - len(tally.verdicts_wrong):>7}/{tally.files}"
              f"{tally.files / tally.seconds:>9.0f}")  # fmt: skip
        if options.details:
            rows = {
                "left": tally.left,
                "touched": tally.touched,
                "extra": tally.extra,
                "missed": tally.missed,
            }
            for label, found in {**rows, "verdict": tally.verdicts_wrong}.items():
                for name, words in found:
                    print(f"  {label:<8}{name:<20}{words!r}")


if __name__ == "__main__":
    main()
