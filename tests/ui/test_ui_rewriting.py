"""Another wording of a selection, made in the background."""

import threading
from collections.abc import Callable

import pytest

from summarizer.domain import Document, Finding, Period, Section, Topic, UnitKind
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import EngineUnavailableError
from summarizer.refine import Rewrite
from summarizer.ui.rewriting import NEEDS_MODEL, Request, Rewriting, manners

DOCUMENT = Document(
    id="d",
    title="总结",
    unit="××实验小学工会",
    kind=UnitKind.SCHOOL,
    period=Period(year=2024),
    sections=(Section(id="s", heading="关心关爱", topic=Topic.WELFARE, text="切实慰问32户。"),),
)
REQUEST = Request(id="7", manner="精简", instruction="", start=0, end=8)
MISSING = Finding(kind="fact_missing", severity="warn", start=None, end=None, text="", message="少了一条。")


class Rewriter:
    """Answers with what it was given, and keeps what it was asked."""

    def __init__(self, answer: Callable[[StopSignal | None], Rewrite]) -> None:
        self.answer = answer
        self.asked: dict[str, object] = {}

    def load(self, document_id: str) -> Document:
        assert document_id == "d"
        return DOCUMENT

    def rewrite_selection(
        self,
        document_id: str,
        section_id: str,
        *,
        start: int,
        end: int,
        manner: str,
        instruction: str = "",
        stop: StopSignal | None = None,
    ) -> Rewrite:
        self.asked = {"section": section_id, "span": (start, end), "manner": manner, "wish": instruction}
        return self.answer(stop)


def test_without_a_model_only_rules_are_offered_and_the_rest_says_why() -> None:
    offered = {one.name: one.off for one in manners(("offline",))}
    assert {name for name, off in offered.items() if not off} == {"精简", "换说法"}
    assert set(offered.values()) == {"", NEEDS_MODEL}


@pytest.mark.parametrize("engine", ["llm", "local"])
def test_with_a_model_every_manner_is_offered_and_one_asks_for_a_wish(engine: str) -> None:
    offered = manners((engine, "offline"))
    assert [one.label for one in offered] == ["改写", "精简", "扩写", "更正式", "换说法", "自定义…"]
    assert not any(one.off for one in offered)
    assert [one.name for one in offered if one.asks] == ["自定义"]


def test_the_answer_is_shown_as_a_change_with_its_doubts_and_its_writer() -> None:
    rewriter = Rewriter(lambda _stop: Rewrite(text="慰问32户。", findings=(MISSING,), engine="llm"))
    offer = Rewriting(rewriter, "d", "s", REQUEST).offer()
    assert rewriter.asked == {"section": "s", "span": (0, 8), "manner": "精简", "wish": ""}
    assert (offer.id, offer.text, offer.problem) == ("7", "慰问32户。", "")
    assert [(one.kind, one.text) for one in offer.changes] == [("removed", "切实"), ("same", "慰问32户。")]
    assert [note.message for note in offer.notes] == ["少了一条。"]
    assert offer.engine == "大模型改写。"


def test_an_unchanged_wording_is_told_and_not_offered() -> None:
    rewriter = Rewriter(lambda _stop: Rewrite(text="切实慰问32户。", engine="offline", changed=False))
    offer = Rewriting(rewriter, "d", "s", REQUEST).offer()
    assert "没有可以精简的词句" in offer.problem
    assert not offer.changes


def test_an_error_becomes_its_sentence_and_an_unexpected_one_is_raised() -> None:
    def refuse(_stop: StopSignal | None) -> Rewrite:
        message = "现在没有接通大模型"
        raise EngineUnavailableError(message, hint="请到“设置”接入。")

    def fail(_stop: StopSignal | None) -> Rewrite:
        raise ZeroDivisionError

    offer = Rewriting(Rewriter(refuse), "d", "s", REQUEST).offer()
    assert offer.problem == "现在没有接通大模型。请到“设置”接入。"
    with pytest.raises(ZeroDivisionError):
        Rewriting(Rewriter(fail), "d", "s", REQUEST).offer()


def test_a_rewriting_goes_on_beside_the_page_until_it_is_stopped() -> None:
    begun = threading.Event()

    def write(stop: StopSignal | None) -> Rewrite:
        assert stop is not None
        begun.set()
        while not stop.is_set:
            threading.Event().wait(0.01)
        return Rewrite(text="慰问", engine="llm")

    rewriting = Rewriting(Rewriter(write), "d", "s", REQUEST)
    assert begun.wait(20)
    assert not rewriting.is_over
    rewriting.stop()
    assert rewriting.offer().text == "慰问"
    assert rewriting.is_over
