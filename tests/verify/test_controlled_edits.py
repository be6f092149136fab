"""The controlled edits of benchmarks/controlled_edits.py: what they change, and how they are judged."""

import pytest

from benchmarks.controlled_edits import (
    MOST_EDITS,
    Case,
    Outcome,
    applied,
    doubts,
    edits_of,
    load_cases,
    main,
    outcome_of,
    read,
    trials,
)
from benchmarks.edit_kinds import KINDS, Kind
from summarizer.domain import Finding, FindingKind

KIND = {kind.name: kind for kind in KINDS}
HANDFUL = load_cases()[:6]
VISITS = Case(
    None,
    ("走访慰问困难职工46户，发放慰问金9.2万元", "职工运动会参赛318人"),
    "全年走访慰问困难职工46户，发放慰问金9.2万元；318人参加职工运动会。",
)


def edited_texts(kind: str, text: str, *facts: str) -> set[str]:
    case = Case(None, facts, text)
    return {applied(text, edit).text for edit in edits_of(KIND[kind], read(case))}


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("figures-exchanged", "培训126人，体检98人，走访46户", {"培训98人，体检126人，走访46户"}),
        ("digits-transposed", "培训126人", {"培训216人"}),
        ("digits-transposed", "培训100人，体检2.54万元", {"培训100人，体检2.45万元"}),
        ("ten-times", "慰问金12.5万元", {"慰问金125万元"}),
        ("one-more", "慰问金12.50万元", {"慰问金13.50万元"}),
        ("one-more", "培训3至5人", set()),
        ("one-less", "慰问126人", {"慰问125人"}),
        ("one-less", "慰问1人", set()),
        ("over-dropped", "培训120余人", {"培训120人"}),
        ("over-told-as-nearly", "培训120余人", {"培训近120人"}),
        ("nearly-added", "培训126人，走访6户，获评第12名", {"培训近126人，走访6户，获评第12名"}),
        ("nearly-added", "培训约126人", set()),
        ("wan-lost", "慰问金3万元", {"慰问金3元"}),
        ("wan-added", "慰问金300元", {"慰问金300万元"}),
        ("wan-added", "投入3亿元", set()),
        ("visits-told-as-people", "培训126人次", {"培训126人"}),
        ("people-told-as-homes", "培训126人", {"培训126户"}),
        ("percent-told-as-points", "提高5%", {"提高5个百分点"}),
        ("dates-exchanged", "3月8日座谈，5月6日体检", {"5月6日座谈，3月8日体检"}),
        ("dates-exchanged", "3月8日和5月6日座谈，9月体检", set()),
        ("next-month", "12月8日座谈", {"1月8日座谈"}),
        ("next-month", "10月31日座谈", set()),
        ("next-month", "3月至4月座谈", set()),
        ("next-month", "3月8日至10日座谈", {"4月8日至10日座谈"}),
        ("next-day", "3月8日至10日座谈", {"3月9日至10日座谈"}),
        ("next-day", "3月8日至9日座谈", set()),
        ("next-day", "2月28日座谈", set()),
        ("year-before", "2024年座谈3次", {"2023年座谈3次"}),
        ("other-part-of-year", "上半年座谈，每周二值班", {"下半年座谈，每周二值班"}),
        ("documents-exchanged", "发布《甲办法》，修订《乙规则》", {"发布《乙规则》，修订《甲办法》"}),
        ("documents-exchanged", "发布《甲办法》、《丙细则》和《乙规则》", set()),
        ("other-grade", "获一等奖，发放现金奖励", {"获二等奖，发放现金奖励"}),
    ],
)  # fmt: skip
def test_a_kind_makes_its_edits_and_no_others(kind: str, text: str, expected: set[str]) -> None:
    assert edited_texts(kind, text) == expected


@pytest.mark.parametrize(
    ("kind", "text", "fact", "expected"),
    [
        ("figure-of-the-facts", "培训126人", "体检98人，走访46户", {"培训98人"}),
        ("figure-of-the-facts", "培训126人", "培训126人，走访46户", set()),
        ("date-of-the-facts", "3月8日座谈", "5月6日体检，9月换届", {"5月6日座谈"}),
        ("date-of-the-facts", "7月3日至5日座谈", "7/3-7/5座谈", set()),
        ("document-of-the-facts", "发布《甲办法》", "《乙规则》印发", {"发布《乙规则》"}),
    ],
)
def test_what_is_replaced_comes_from_the_facts(kind: str, text: str, fact: str, expected: set[str]) -> None:
    assert edited_texts(kind, text, fact) == expected


def test_a_misspelt_name_keeps_its_other_characters() -> None:
    (edited,) = edited_texts("document-misspelt", "发布《考核办法》")
    assert edited != "发布《考核办法》"
    assert len(edited) == len("发布《考核办法》")
    assert edited.startswith("发布《考核")
    assert edited.endswith("法》")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_edited_text_differs_in_the_spans_it_names_and_nowhere_else(kind: Kind) -> None:
    for case in HANDFUL:
        for edit in edits_of(kind, read(case)):
            edited = applied(case.text, edit)
            restored, reached = "", 0
            for change, (start, end) in zip(edit, edited.spans, strict=True):
                original = case.text[change.start : change.end]
                assert edited.text[start:end] == change.text != original
                restored += edited.text[reached:start] + original
                reached = end
            assert restored + edited.text[reached:] == case.text


def test_the_edits_of_a_text_are_few_and_the_same_every_time() -> None:
    for case in HANDFUL:
        for kind in KINDS:
            first = edits_of(kind, read(case))
            assert first == edits_of(kind, read(case))
            assert len(first) == len(set(first)) <= MOST_EDITS


def test_figures_exchanged_are_found_in_a_clean_text() -> None:
    case = Case(None, ("职工培训126人", "健康体检98人"), "职工培训126人，健康体检98人。")
    assert not doubts(case)
    (trial,) = trials([KIND["figures-exchanged"]], [case])
    assert applied(case.text, trial.edit).text == "职工培训98人，健康体检126人。"
    assert trial.outcome is Outcome.FOUND


def test_wrong_units_and_digits_are_found_in_a_clean_text() -> None:
    assert not doubts(VISITS)
    judged = list(trials([KIND["ten-times"], KIND["wan-lost"], KIND["people-told-as-homes"]], [VISITS]))
    assert {trial.kind for trial in judged} == {"ten-times", "wan-lost", "people-told-as-homes"}
    assert {trial.outcome for trial in judged} == {Outcome.FOUND}


def finding(kind: FindingKind, start: int | None, end: int | None) -> Finding:
    return Finding(kind=kind, severity="error", start=start, end=end, text="")


@pytest.mark.parametrize(
    ("findings", "outcome"),
    [
        ([], Outcome.UNNOTICED),
        ([("fact_missing", None, None)], Outcome.MISSING),
        ([("fact_missing", None, None), ("figure_changed", 9, 12)], Outcome.ELSEWHERE),
        ([("figure_changed", 0, 4)], Outcome.ELSEWHERE),
        ([("figure_changed", 3, 5)], Outcome.FOUND),
        ([("figure_changed", 9, 12), ("figure_changed", 6, 7)], Outcome.FOUND),
    ],
)
def test_only_a_doubt_on_an_edited_span_counts_as_found(
    findings: list[tuple[FindingKind, int | None, int | None]], outcome: Outcome
) -> None:
    assert outcome_of([finding(*one) for one in findings], [(4, 7)]) is outcome


def test_the_cases_are_clean_ones_in_an_order_of_their_own() -> None:
    cases = load_cases()
    assert cases == load_cases()
    assert len(cases) > 2000
    assert all(case.facts and case.text for case in cases)


def test_a_run_prints_the_same_rows_and_a_total_every_time(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--cases", "3", "--skip", "1"])
    printed = capsys.readouterr().out
    main(["--cases", "3", "--skip", "1"])
    assert capsys.readouterr().out == printed
    assert "one-more" in printed
    assert printed.splitlines()[-1].startswith("total")


def test_the_edits_of_one_kind_that_were_not_noticed_are_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("benchmarks.controlled_edits.load_cases", lambda: [VISITS])
    monkeypatch.setattr("benchmarks.controlled_edits.check_text", lambda **_: [])
    main(["--show", "wan-lost"])
    printed = capsys.readouterr().out
    assert "facts:  走访慰问困难职工46户，发放慰问金9.2万元 | 职工运动会参赛318人" in printed
    assert "text:   全年走访慰问困难职工46户，发放慰问金9.2元；318人参加职工运动会。" in printed
    assert "edited: 9.2万元 → 9.2元" in printed
    assert "one-more" not in printed
