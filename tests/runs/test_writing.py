"""One section written by a model that does not answer as it should."""

from dataclasses import replace

from run_fakes import SHEET, FakeDrafter

from summarizer.domain import Passage, RunState, Topic
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import UnusableAnswerError
from summarizer.factsheet import parse_fact_sheet
from summarizer.protocols import DraftRequest
from summarizer.refine import refine_section
from summarizer.runs.writing import Listener, Written, write_section

HEADING = "关爱帮扶"
PASSAGE = Passage(
    id="p",
    sample_id="x",
    heading="关爱",
    topic=Topic.WELFARE,
    kind=None,
    text="原文",
    masked="工会坚持走访困难职工〔数量〕。",
)


def request_with_samples() -> DraftRequest:
    document = parse_fact_sheet(SHEET)
    section = next(one for one in document.sections if one.heading == HEADING)
    return DraftRequest(document=document, section_id=section.id, passages=(PASSAGE,))


def written(drafter: FakeDrafter, request: DraftRequest) -> Written:
    return write_section(
        drafter,
        request,
        refine=refine_section,
        listener=Listener(on_text=lambda _: None, on_state=lambda _: None),
        stop=StopSignal(),
    )


def test_a_model_that_echoes_the_prompt_is_asked_once_more_without_samples() -> None:
    drafter = FakeDrafter(fails_after=0, failures={HEADING: UnusableAnswerError("模型没有写正文")})

    def mend(_: str, number: int) -> None:
        if number == 0 and len(drafter.requests) == 2:
            drafter.failures.clear()

    drafter.on_piece = mend
    request = request_with_samples()
    done = written(drafter, request)
    assert (done.state, done.is_whole) == (RunState.DONE, True)
    assert drafter.requests[:2] == [request, replace(request, passages=())]


def test_a_model_that_goes_on_echoing_is_told_of() -> None:
    drafter = FakeDrafter(fails_after=0, failures={HEADING: UnusableAnswerError("模型没有写正文")})
    done = written(drafter, request_with_samples())
    assert (done.state, done.text) == (RunState.FAILED, "")
    assert done.message.startswith("模型没有写正文。")
    assert len(drafter.requests) == 2
