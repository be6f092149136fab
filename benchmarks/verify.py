"""Speed of the verifier against one pass of a digit regex, and its quality on the labelled cases.

    python -m benchmarks.verify

Times are CPU time of this process, the fastest of several runs; ratios compare runs on the same text.
"""

import re
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from summarizer.domain import Document, Fact, Period, Section, Topic, UnitKind
from summarizer.verify import check_document, check_text
from summarizer.verify.check import section_report
from summarizer.verify.mentions import read_text
from summarizer.verify.similarity import index_samples

CASES = Path(__file__).parents[1] / "tests" / "verify"
SAMPLES = Path(__file__).parents[1] / "samples"
REPEATS = 5
BASELINE = re.compile(r"\d+(?:\.\d+)?[%\u4e00-\u9fff]?")
BASELINE_PASSES = 100
ORDINARY_CHARS, ORDINARY_FACTS = range(220, 420), range(7, 14)


def best_s(action: Callable[[], object], before: Callable[[], None] | None = None) -> float:
    """The fastest of several runs in seconds of CPU time; `before` runs untimed each time."""
    times = []
    for _ in range(REPEATS):
        if before is not None:
            before()
        start = time.process_time()
        action()
        times.append(time.process_time() - start)
    return min(times)


def forget() -> None:
    """Empties all that is remembered of facts and texts; word lists, whose caches have no bound, stay."""
    for name, module in sys.modules.items():
        if name.startswith(("summarizer.verify", "summarizer.text")):
            for remembered in vars(module).values():
                parameters = getattr(remembered, "cache_parameters", None)
                if parameters is not None and parameters()["maxsize"] is not None:
                    remembered.cache_clear()


def baseline_s(texts: Sequence[str]) -> float:
    """One pass of a digit regex over the texts, in seconds."""

    def scan() -> None:
        for _ in range(BASELINE_PASSES):
            for text in texts:
                BASELINE.findall(text)

    return best_s(scan) / BASELINE_PASSES


def check_all(cases: Sequence[Mapping[str, Any]]) -> None:
    for case in cases:
        check_text(facts=case["facts"], text=case["text"], title=case["title"])


def long_document(cases: Sequence[Mapping[str, Any]]) -> Document:
    """About 3,000 字 with 60 facts, of the clean sections of different units, in ten sections or fewer."""
    sections: list[Section] = []
    seen: set[tuple[str, ...]] = set()
    facts_total = 0
    for case in cases:
        facts = tuple(case["facts"])
        if case["label"] != "clean" or facts in seen or facts_total + len(facts) > 60:
            continue
        seen.add(facts)
        facts_total += len(facts)
        number = len(sections)
        sections.append(
            Section(
                id=str(number), heading=f"第{number}项工作", topic=Topic.WELFARE, text=case["text"],
                facts=tuple(Fact(id=f"{number}-{index}", text=fact) for index, fact in enumerate(facts)),
            )
        )  # fmt: skip
    missing_chars = 3000 - sum(len(section.text) for section in sections)
    padded = sections[0].text + "工会工作扎实推进，职工群众普遍欢迎。" * max(0, missing_chars // 18)
    first = Section(
        id="0", heading=sections[0].heading, topic=Topic.WELFARE, text=padded, facts=sections[0].facts
    )
    return Document(
        id="d", title="××工会2024年工作总结", unit="××工会", kind=UnitKind.SOE, period=Period(year=2024),
        sections=(first, *sections[1:]),
    )  # fmt: skip


def row(name: str, value: str, ratio: str = "") -> None:
    print(f"{name:<46}{value:>16}{ratio:>18}")


def report_speed(cases: Sequence[Mapping[str, Any]]) -> None:
    ordinary = [c for c in cases if len(c["text"]) in ORDINARY_CHARS and len(c["facts"]) in ORDINARY_FACTS]
    chars = sum(len(case["text"]) for case in ordinary)
    base = baseline_s([case["text"] for case in ordinary])
    print(f"ordinary sections: {len(ordinary)}, {chars / len(ordinary):.0f} 字 and", end=" ")
    print(f"{sum(len(case['facts']) for case in ordinary) / len(ordinary):.1f} facts each")
    row("", "absolute", "ratio to regex")
    row("one pass of a digit regex", f"{chars / base:,.0f} 字/s", "1")
    check_all(ordinary)
    cold = best_s(lambda: check_all(ordinary), forget)
    row("check_text, facts not read before", f"{chars / cold:,.0f} 字/s", f"{cold / base:,.0f}")
    warm = best_s(lambda: check_all(ordinary))
    row("check_text, facts read before", f"{chars / warm:,.0f} 字/s", f"{warm / base:,.0f}")
    report_document(long_document(ordinary))


def report_document(document: Document) -> None:
    texts = [section.text for section in document.sections]
    facts = sum(len(section.facts) for section in document.sections)
    base = baseline_s(texts)
    name = f"{sum(map(len, texts)):,} 字, {facts} facts, {len(texts)} sections"
    cold = best_s(lambda: check_document(document), forget)
    row(f"{name}, first time", f"{cold * 1000:.1f} ms", f"{cold / base:,.0f}")
    warm = best_s(lambda: check_document(document))
    row(f"{name}, again", f"{warm * 1000:.1f} ms", f"{warm / base:,.0f}")
    edits = count()

    def edit_and_check() -> None:
        first, second, *rest = document.sections
        second = replace(second, text=f"{second.text}改动{next(edits)}。")
        check_document(replace(document, sections=(first, second, *rest)))

    edited = best_s(edit_and_check)
    row(f"{name}, one section edited", f"{edited * 1000:.1f} ms", f"{edited / base:,.0f}")
    samples = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.md"))]
    index = best_s(lambda: index_samples(tuple(samples)), forget)
    row(f"index of {sum(map(len, samples)):,} 字 of samples", f"{index * 1000:.1f} ms")
    compared = best_s(lambda: check_document(document, samples=samples), section_report.cache_clear)
    row(f"{name}, with these samples", f"{compared * 1000:.1f} ms", f"{compared / base:,.0f}")


def many_facts(size: int) -> tuple[list[str], str]:
    """`size` facts with a day and two figures each, and about 25 字 of text for each that tell them all."""
    deeds = ("慰问", "走访", "培训", "调解", "资助", "体检", "座谈")
    people = ("困难职工", "女职工", "农民工", "班组长", "会员")
    facts = [
        f"{n % 12 + 1}月{n % 28 + 1}日{deeds[n % 7]}{people[n % 5]}{n * 37 % 900 + 2}人，"
        f"{chr(0x4E00 + n)}{chr(0x5100 + n)}车间{n * 17 % 97 + 2}次"
        for n in range(size)
    ]
    return facts, "。".join(facts) + "。"


def report_growth() -> None:
    """Time and growth for each doubling of facts and text, facts read before."""
    print(f"\n{'facts':>6}{'字':>9}{'ms':>10}{'growth':>9}")
    before = 0.0
    for size in (250, 500, 1000, 2000):
        facts, text = many_facts(size)
        check_text(facts=facts, text="")
        taken = best_s(partial(check_text, facts=facts, text=text), read_text.cache_clear)
        growth = f"{taken / before:.2f}×" if before else ""
        print(f"{size:>6}{len(text):>9,}{taken * 1000:>10.0f}{growth:>9}")
        before = taken


def report_quality(scores: Mapping[str, Any]) -> None:
    print(f"\n{'category':<28}{'cases':>8}{'right':>8}", end="")
    print(f"{'spans found':>14}{'false alarms':>14}{'missed facts':>14}")
    for category, one in scores.items():
        spans, missed = f"{one.found}/{one.spans}", f"{one.missed}/{one.missing}"
        print(f"{category:<28}{one.cases:>8}{one.right:>8}", end="")
        print(f"{spans:>14}{one.false_alarms:>14}{missed:>14}")
    spans, found = sum(one.spans for one in scores.values()), sum(one.found for one in scores.values())
    clean = [one for category, one in scores.items() if category.startswith("clean")]
    alarms, total = sum(one.false_alarms for one in clean), sum(one.cases for one in clean)
    # A set may hold clean texts alone, or faults alone.
    recall = f"recall {found / spans:.1%} of {spans} spans" if spans else ""
    doubted = f"false alarms {alarms / total:.1%} of {total} clean texts" if total else ""
    print("\n" + ", ".join(filter(None, (recall, doubted))))


def report_claims(scores: Mapping[str, tuple[int, int]]) -> None:
    print(f"\n{'claims, copies, documents':<28}{'cases':>8}{'right':>8}")
    for category, (right, total) in scores.items():
        print(f"{category:<28}{total:>8}{right:>8}")
    for label in ("clean", "flag"):
        found = [score for category, score in scores.items() if category.startswith(label)]
        print(f"{label}: {sum(right for right, _ in found)} of {sum(total for _, total in found)} right")


def report_whole(scores: Mapping[str, Any]) -> None:
    print(f"\n{'whole documents':<28}{'cases':>8}{'spans found':>14}{'missed facts':>14}{'doubted':>9}")
    for category, one in scores.items():
        spans, missed = f"{one.found}/{one.spans}", f"{one.missed}/{one.missing}"
        print(f"{category:<28}{one.documents:>8}{spans:>14}{missed:>14}{one.doubted:>9}")


def main() -> None:
    sys.path.insert(0, str(CASES))
    from claims_scores import claims_score
    from test_figures_cases import MOST_OVERLOOKED, load_figures
    from test_unseen_cases import LEAST_FOUND, load_unseen
    from verify_scores import load_cases, score
    from whole_scores import load_whole, whole_score

    cases = load_cases()
    report_speed(cases)
    report_growth()
    report_quality(score(cases))
    for part in LEAST_FOUND:
        print(f"\nset “{part}” of tests/fixtures/unseen_cases.jsonl")
        report_quality(score(list(load_unseen(part))))
    for part in MOST_OVERLOOKED:
        print(f"\ntests/fixtures/figures_{part}.jsonl")
        report_quality(score(list(load_figures(part))))
    report_claims(claims_score())
    report_whole(whole_score(load_whole()))


if __name__ == "__main__":
    main()
