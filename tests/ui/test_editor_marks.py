"""The report as the editor shows it, and what it sends back."""

from dataclasses import replace

import pytest

from summarizer.domain import Fact, Finding, SectionReport, SentenceSupport
from summarizer.text.diff import Change
from summarizer.ui.components.editor.component import (
    Act,
    Edit,
    Manner,
    Manuscript,
    Offer,
    read_act,
    read_edit,
)
from summarizer.ui.components.editor.marks import Note, marks_of, sentences_of

TEXT = "😀慰问33户，获好评。"
FACTS = (Fact(id="a", text="慰问32户"), Fact(id="b", text="送清凉3次"))
CHANGED = Finding(
    kind="figure_changed",
    severity="error",
    start=3,
    end=6,
    text="33户",
    fact=0,
    expected="32户",
    message="事实写的不是这个数。",
    suggestion="32户",
)
PRAISE = Finding(
    kind="claim_unsupported", severity="warn", start=8, end=10, text="好评", message="没有依据。"
)


def test_a_mark_tells_the_reason_the_expected_value_the_fact_and_what_to_put_there() -> None:
    (mark,) = marks_of(TEXT, (CHANGED,), FACTS)
    assert (TEXT[mark.start : mark.end], mark.look, mark.sign) == ("33户", "error", "疑")
    assert mark.notes == (
        Note(
            look="error",
            sign="疑",
            message="事实写的不是这个数。",
            expected="32户",
            fact="慰问32户",
            suggestion="32户",
        ),
    )


def test_what_the_message_says_already_is_not_said_again() -> None:
    (mark,) = marks_of(TEXT, (replace(CHANGED, message="事实写的是32户。"),), FACTS)
    assert mark.notes[0].expected == ""


def test_overlapping_findings_are_one_mark_and_only_the_whole_of_it_can_be_replaced() -> None:
    wider = replace(CHANGED, kind="inconsistent", severity="warn", start=1, suggestion="慰问32户")
    same = replace(CHANGED, kind="copied", severity="warn", suggestion="三十二户")
    (mark,) = marks_of(TEXT, (wider, same, CHANGED), FACTS)
    assert (mark.start, mark.end) == (3, 6)
    assert [note.suggestion for note in mark.notes] == ["32户", "", "三十二户"]


@pytest.mark.parametrize(
    "finding", [replace(CHANGED, start=None, end=None), replace(CHANGED, start=50, end=99)]
)
def test_a_finding_without_a_place_in_the_text_marks_nothing(finding: Finding) -> None:
    assert marks_of(TEXT, (finding, PRAISE), FACTS) == marks_of(TEXT, (PRAISE,), FACTS)


def test_a_suggestion_equal_to_the_text_is_none() -> None:
    (mark,) = marks_of(TEXT, (replace(CHANGED, suggestion="33户"),), FACTS)
    assert mark.notes[0].suggestion == ""


def test_sentences_name_the_facts_they_rest_on() -> None:
    supports = (SentenceSupport(start=0, end=7, facts=(0, 1)), SentenceSupport(start=7, end=11, facts=()))
    report = SectionReport(section_id="s", sentences=supports)
    assert sentences_of(report, FACTS) == [{"start": 0, "end": 7, "facts": ["a", "b"]}]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("慰问", None),
        ({"text": 3}, None),
        (
            {"mount": "m", "typed": 2, "base": 7, "text": "慰问", "tries": 1},
            Edit(mount="m", typed=2, base=7, text="慰问", tries=1),
        ),
    ],
)
def test_only_a_text_counts_as_an_edit(value: object, expected: Edit | None) -> None:
    assert read_edit(value) == expected


def test_a_wish_is_read_with_the_text_of_its_moment() -> None:
    edit = {"mount": "m", "typed": 1, "base": 0, "text": "甲"}
    sent = {"verb": "rewrite", "edit": edit, "manner": "精简", "start": 0}
    assert read_act(sent) == Act(
        verb="rewrite",
        edit=Edit(mount="m", typed=1, base=0, text="甲"),
        more={"manner": "精简", "start": 0},
    )
    assert read_act({"verb": "draft", "edit": None}) == Act(verb="draft", edit=None, more={})
    assert read_act({"edit": edit}) is None
    assert read_act(None) is None


def test_everything_reaches_the_browser_as_plain_values() -> None:
    manuscript = Manuscript(
        section="s",
        text=TEXT,
        revision=4,
        taken=Edit(mount="m", typed=3, base=1, text="一个很长的文字"),
        marks=marks_of(TEXT, (PRAISE,), FACTS),
        manners=(Manner(name="精简", label="精简"),),
        offer=Offer(id="1", text="慰问", changes=(Change(kind="same", text="慰问"),)),
    )
    shown = manuscript.as_data()
    assert shown["taken"] == {"mount": "m", "typed": 3}
    assert shown["marks"][0]["notes"][0]["sign"] == "酌"
    assert shown["offer"]["changes"] == [["same", "慰问"]]
    assert shown["manners"] == [{"name": "精简", "label": "精简", "asks": False, "off": ""}]
