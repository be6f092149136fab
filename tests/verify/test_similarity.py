"""What of a text stands in a sample."""

import pytest
from verify_steps import findings_on, paired_case

from summarizer.verify.similarity import index_samples, letters_of, overlap_with

SAMPLE = "我们把书架搬到茶水间，把分享会开到班前，让翻书的声音和机器的声音一起响起来。"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        # 20 characters on end, whatever the marks between them
        (
            "读书会5场。把书架搬到茶水间、把分享会开到班前、让翻书的声音传开。",
            "把书架搬到茶水间、把分享会开到班前、让翻书的声音",
        ),
        # two shorter pieces that make up much of a sentence
        (
            "把书架搬到茶水间，读书会5场，让翻书的声音和机器响起。",
            "把书架搬到茶水间，读书会5场，让翻书的声音和机器",
        ),
    ],
)
def test_a_copied_passage_is_a_warning(text: str, span: str) -> None:
    (found,) = [f for f in findings_on("读书会5场", text, samples=[SAMPLE]) if f.kind == "copied"]
    assert (found.text, found.severity) == (span, "warn")


@pytest.mark.parametrize(
    ("facts", "text", "sample"),
    [
        ("读书会5场", "读书会5场，大家把书架搬到茶水间。", SAMPLE),
        # what the facts say is no copy
        ("把书架搬到茶水间，把分享会开到班前，让翻书的声音响起", SAMPLE, SAMPLE),
        # formulas everybody uses
        ("走访6家", "走访6家，维护职工合法权益，竭诚服务职工群众。", "维护职工合法权益，竭诚服务职工群众。"),
    ],
)
def test_facts_formulas_and_short_pieces_are_no_copies(facts: str, text: str, sample: str) -> None:
    assert [f for f in findings_on(facts, text, samples=[sample]) if f.kind == "copied"] == []


def test_the_share_counts_characters_that_stand_in_a_sample() -> None:
    case = paired_case("走访6家", "把书架搬到茶水间，" + "甲乙丙丁戊己庚辛")
    assert overlap_with(case, [SAMPLE]).share == 0.5
    assert overlap_with(case, ["别的话"]).share == 0.0
    assert overlap_with(paired_case("走访6家", ""), [SAMPLE]).share == 0.0


def test_letters_know_where_they_stand() -> None:
    letters = letters_of("甲，乙 3。")
    assert (letters.plain, list(letters.offsets)) == ("甲乙3", [0, 2, 4])


def test_a_sample_shorter_than_a_run_has_none() -> None:
    assert index_samples(("短",)).short == frozenset()
