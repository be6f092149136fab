"""Sections written, and then mended, by models behind the real server that do what models do wrong."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from hostile_drafts import SAMPLE, figures_in, request_of
from llm_fixtures import LlmServer

from summarizer.domain import Passage, Topic
from summarizer.drafting.budget import Budget
from summarizer.drafting.composer import Composer
from summarizer.drafting.endpoint import ChatEndpoint, Timeouts
from summarizer.drafting.llm_drafter import LlmDrafter
from summarizer.drafting.pacing import Backoff
from summarizer.drafting.presets import Target
from summarizer.errors import EngineError
from summarizer.refine import Refined, refine_section
from summarizer.refine.judging import Judge

FACTS = (
    "1月慰问困难职工32户，发放4.8万元",
    "送清凉3次，惠及560人次",
    "互助保障参保118人",
    "获评市级模范职工之家",
)
PASSAGE = Passage(
    id="p", sample_id="x", heading="关爱", topic=Topic.WELFARE, kind=None, text=SAMPLE, masked=SAMPLE
)
REQUEST = request_of(FACTS)
MakeDrafter = Callable[[str], LlmDrafter]


@pytest.fixture
def make_drafter(llm_server: LlmServer) -> Iterator[MakeDrafter]:
    opened: list[ChatEndpoint] = []

    def make(model: str) -> LlmDrafter:
        endpoint = ChatEndpoint(
            Target(base_url=llm_server.base_url, model=model),
            timeouts=Timeouts(connect_s=10, first_s=30, stall_s=30),
            backoff=Backoff(first_s=0.01),
        )
        opened.append(endpoint)
        return LlmDrafter(endpoint, composer=Composer(), budget=Budget(model, context=8192))

    yield make
    for endpoint in opened:
        endpoint.close()


def delivered(drafter: LlmDrafter) -> Refined:
    """What becomes of a section: all that came of the draft, refined."""
    # A passage that was not masked well is the worst a sample can do.
    request = replace(REQUEST, passages=(PASSAGE,))
    pieces: list[str] = []
    with suppress(EngineError):
        pieces.extend(drafter.draft(request))
    return refine_section(drafter, request, "".join(pieces), samples=(SAMPLE,))


@pytest.mark.parametrize(
    "model",
    [
        "faithful", "invents", "changes", "drops", "echoes", "english", "ignores", "thinks", "only-thinks",
        "huge", "empty", "truncated", "filtered", "eof", "reset", "deletes", "bad-json", "html", "gbk",
        "status-500", "unknown", "no-finish", "no-usage",
    ],
)  # fmt: skip
def test_every_fact_is_delivered_and_what_is_wrong_is_red(make_drafter: MakeDrafter, model: str) -> None:
    result = delivered(make_drafter(f"{model}@refine"))
    report = Judge(request=REQUEST, samples=(SAMPLE,)).judge(result.text).report
    assert report.unwritten == ()
    for fact in FACTS:
        assert figures_in(fact) <= figures_in(result.text)
    red = "".join(one.text for one in result.findings)
    assert figures_in(result.text) - figures_in("".join(FACTS)) <= figures_in(red)
    assert "湖滨机械厂" not in result.text
    assert not {"#", "*", "<"} & set(result.text)
    assert len({one.fact_id for one in result.filled}) == len(result.filled)


def test_changed_figures_are_put_right(make_drafter: MakeDrafter) -> None:
    result = delivered(make_drafter("changes@right"))
    assert result.findings == ()
    assert figures_in(result.text) == figures_in("".join(FACTS))


def test_an_invention_the_model_insists_on_is_taken_out(
    make_drafter: MakeDrafter, llm_server: LlmServer
) -> None:
    result = delivered(make_drafter("invents@r"))
    assert result.findings == ()
    assert figures_in(result.text) == figures_in("".join(FACTS))
    gone = "".join(patch.before for patch in result.patches)
    assert "八百八十八期" in gone
    assert "99.7%" in gone
    asked = [entry["body"]["messages"][-1]["content"] for entry in llm_server.log("invents@r")]
    assert sum("请改好这一句" in prompt for prompt in asked) in {1, 2}


def test_a_server_that_is_down_is_not_asked_for_every_sentence(
    make_drafter: MakeDrafter, llm_server: LlmServer
) -> None:
    result = refine_section(make_drafter("unknown@down"), REQUEST, "另举办培训班88期。送清凉3次。")
    assert len(llm_server.log("unknown@down")) == 1
    assert result.failure
    assert len(result.filled) == len(FACTS)
