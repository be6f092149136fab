"""Whatever a model did to the facts: all of them are in what is delivered, and nothing unproven is hidden."""

from hostile_drafts import FACT_LISTS, SAMPLE, figures_in, hostile_drafts, request_of
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.domain import SectionReport, Topic
from summarizer.drafting.composer import Composer
from summarizer.protocols import DraftRequest
from summarizer.refine import refine_section
from summarizer.refine.judging import Judge
from summarizer.revise.completion import filled_spans

COMPOSER = Composer()


def report_on(request: DraftRequest, text: str) -> SectionReport:
    return Judge(request=request, samples=(SAMPLE,)).judge(text).report


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_every_fact_is_delivered_and_no_wrong_figure_is_hidden(data: st.DataObject) -> None:
    facts = data.draw(FACT_LISTS)
    topic = data.draw(st.sampled_from([Topic.WELFARE, Topic.ACHIEVEMENT, Topic.OVERVIEW, Topic.PLANS]))
    request = request_of(facts, topic=topic)
    draft = data.draw(hostile_drafts(facts))
    refined = refine_section(COMPOSER, request, draft, samples=(SAMPLE,), composer=COMPOSER)
    report = report_on(request, refined.text)
    assert report.unwritten == ()
    for fact in facts:
        assert figures_in(fact) <= figures_in(refined.text)
    shown = "".join(one.text for one in report.findings)
    assert figures_in(refined.text) - figures_in("".join(facts)) <= figures_in(shown)
    assert refined.findings == tuple(one for one in report.findings if one.severity != "info")
    spans = filled_spans(refined.text, refined.filled)
    assert len(spans) == len(refined.filled)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_refining_twice_changes_nothing_more(data: st.DataObject) -> None:
    facts = data.draw(FACT_LISTS)
    request = request_of(facts)
    draft = data.draw(hostile_drafts(facts))
    once = refine_section(COMPOSER, request, draft, composer=COMPOSER)
    again = refine_section(COMPOSER, request, once.text, composer=COMPOSER)
    assert again.text == once.text
    assert again.filled == ()
