"""Sections written by a model behind the real server, which does what models do wrong."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest
from llm_fixtures import LlmServer
from scripted_model import ScriptedModel, drafter_of

from summarizer.domain import Document, Fact, Finding, Origin, Passage, Period, Section, Topic, UnitKind
from summarizer.drafting.budget import Budget
from summarizer.drafting.composer import Composer
from summarizer.drafting.endpoint import ChatEndpoint, Timeouts
from summarizer.drafting.llm_drafter import LlmDrafter
from summarizer.drafting.pacing import Backoff
from summarizer.drafting.presets import Target
from summarizer.drafting.prompt import Prompts
from summarizer.errors import (
    BrokenStreamError,
    EmptyAnswerError,
    PromptTooLongError,
    TruncatedAnswerError,
    UnusableAnswerError,
)
from summarizer.protocols import ChatMessage, ChatStream, Drafter, DraftRequest

FACTS = ("1月慰问困难职工32户，发放4.8万元", "送清凉3次，惠及560人次", "互助保障参保118人")
FAITHFUL = "".join(f"{fact}。" for fact in FACTS)
DOCUMENT = Document(
    id="d",
    title="××实验小学工会2024年工作总结",
    unit="××实验小学工会",
    kind=UnitKind.SCHOOL,
    period=Period(year=2024),
    sections=(
        Section(
            id="s",
            heading="办好暖心实事",
            topic=Topic.WELFARE,
            facts=tuple(Fact(id=str(number), text=text) for number, text in enumerate(FACTS)),
            text="工会走访慰问困难职工33户。送清凉3次。",
        ),
        Section(id="bare", heading="文体活动", topic=Topic.CULTURE),
    ),
)
REQUEST = DraftRequest(document=DOCUMENT, section_id="s")
PASSAGE = Passage(
    id="p",
    sample_id="x",
    heading="关爱",
    topic=Topic.WELFARE,
    kind=None,
    text="原文",
    masked="工会坚持冬送温暖，走访困难职工〔数量〕。",
)

MakeDrafter = Callable[..., LlmDrafter]


@pytest.fixture
def make_drafter(llm_server: LlmServer) -> Iterator[MakeDrafter]:
    opened: list[ChatEndpoint] = []

    def make(model: str, *, context: int = 8192) -> LlmDrafter:
        endpoint = ChatEndpoint(
            Target(base_url=llm_server.base_url, model=model),
            timeouts=Timeouts(connect_s=10, first_s=30, stall_s=30),
            backoff=Backoff(first_s=0.01),
        )
        opened.append(endpoint)
        return LlmDrafter(endpoint, composer=Composer(), budget=Budget(model, context=context))

    yield make
    for endpoint in opened:
        endpoint.close()


def test_the_drafter_keeps_to_the_protocol(make_drafter: MakeDrafter) -> None:
    drafter = make_drafter("faithful")
    assert isinstance(drafter, Drafter)
    assert (drafter.engine, drafter.origin) == ("llm", Origin.MODEL)


class ReadingAhead:
    """A model on the user's own computer."""

    name = "m"

    def __init__(self) -> None:
        self.read: list[Sequence[Sequence[ChatMessage]]] = []

    def stream(self, messages: Sequence[ChatMessage], *, max_tokens: int, **_: object) -> ChatStream:
        raise NotImplementedError

    def prefill(self, beginnings: Callable[[], Sequence[Sequence[ChatMessage]]]) -> None:
        self.read.append(beginnings())


def test_warmed_up_a_model_on_this_computer_reads_what_section_prompts_begin_with() -> None:
    model = ReadingAhead()
    LlmDrafter(model, composer=Composer(), budget=Budget("m", context=8192)).warm_up()
    (beginnings,) = model.read
    kinds = (Topic.WELFARE, Topic.CULTURE)
    for topic in kinds:
        section = replace(DOCUMENT.sections[0], topic=topic)
        document = replace(DOCUMENT, sections=(section,))
        messages = Prompts().section(DraftRequest(document=document, section_id="s")).messages
        assert messages[:-1] in beginnings
    assert len(beginnings) == len(kinds)


def test_a_section_comes_sentence_by_sentence(make_drafter: MakeDrafter) -> None:
    assert list(make_drafter("faithful").draft(REQUEST)) == [f"{fact}。" for fact in FACTS]


@pytest.mark.parametrize(
    ("model", "text", "cuts"),
    [
        ("faithful", FAITHFUL, []),
        ("ignores", FAITHFUL, ["preface", "heading", "sign_off"]),
        ("thinks", FAITHFUL, []),
        ("drops", "".join(f"{fact}。" for fact in FACTS[1:]), []),
        ("invents", FAITHFUL + "全年另行举办培训班八百八十八期，覆盖率达到99.7%。", []),
    ],
)
def test_what_a_model_adds_around_the_prose_is_cut_and_told(
    make_drafter: MakeDrafter, model: str, text: str, cuts: list[str]
) -> None:
    draft = make_drafter(model).draft(REQUEST)
    assert "".join(draft) == text
    assert [str(cut.reason) for cut in draft.cuts] == cuts


def test_changed_figures_reach_the_text_for_the_verifier_to_judge(make_drafter: MakeDrafter) -> None:
    assert "33户" in "".join(make_drafter("changes").draft(REQUEST))


def test_the_heading_of_a_passage_is_no_heading_of_the_text() -> None:
    passage = replace(PASSAGE, heading="夜校点亮周末，球赛串起邻里")
    drafter = drafter_of(ScriptedModel({"draft": [f"夜校点亮周末，球赛串起邻里\n{FAITHFUL}"]}))
    draft = drafter.draft(replace(REQUEST, passages=(passage,)))
    assert "".join(draft) == FAITHFUL
    assert [str(cut.reason) for cut in draft.cuts] == ["heading"]
    assert passage.heading not in draft.generation.prompt


def test_a_copied_passage_leaves_no_slot_in_the_text(make_drafter: MakeDrafter) -> None:
    draft = make_drafter("echoes").draft(replace(REQUEST, passages=(PASSAGE,)))
    with pytest.raises(UnusableAnswerError, match="没有写出可以使用的中文正文"):
        list(draft)
    assert [cut.text for cut in draft.cuts] == [PASSAGE.masked]


def test_an_answer_in_english_is_no_text(make_drafter: MakeDrafter) -> None:
    draft = make_drafter("english").draft(REQUEST)
    with pytest.raises(UnusableAnswerError):
        list(draft)
    assert [str(cut.reason) for cut in draft.cuts] == ["foreign"]


@pytest.mark.parametrize(
    ("model", "error", "text"),
    [("truncated", TruncatedAnswerError, FAITHFUL), ("eof", BrokenStreamError, "1月慰问困难")],
)
def test_a_failure_comes_after_all_that_can_be_used(
    make_drafter: MakeDrafter, model: str, error: type[Exception], text: str
) -> None:
    pieces: list[str] = []
    with pytest.raises(error):
        pieces.extend(make_drafter(model).draft(REQUEST))
    assert "".join(pieces) == text


def test_a_section_without_facts_is_left_to_the_composer(
    make_drafter: MakeDrafter, llm_server: LlmServer
) -> None:
    request = replace(REQUEST, section_id="bare")
    drafter = make_drafter("faithful@bare")
    draft = drafter.draft(request)
    assert "".join(draft) == "".join(Composer().draft(request))
    assert draft.generation == drafter.generation(request) == Composer().generation(request)
    assert llm_server.log("faithful@bare") == []


def test_a_stop_ends_the_draft_without_an_error(make_drafter: MakeDrafter) -> None:
    draft = make_drafter("stall-later").draft(REQUEST)
    assert next(draft) == f"{FACTS[0]}。"
    draft.stop()
    assert "".join(draft) in FAITHFUL
    assert draft.finish_reason == "stopped"


def test_a_generation_says_how_the_text_came_about(make_drafter: MakeDrafter) -> None:
    drafter = make_drafter("faithful")
    request = replace(REQUEST, passages=(PASSAGE,), instruction="简短", variant=2)
    draft = drafter.draft(request)
    text = "".join(draft)
    generation = draft.generation
    assert (generation.engine, generation.model, generation.passage_ids) == ("llm", "faithful", ("p",))
    assert generation.tokens_out == len(text)
    assert generation.tokens_in > 500
    assert generation.parameters["variant"] == "2"
    assert generation.parameters["instruction"] == "简短"
    assert "1. 1月慰问困难职工32户" in generation.prompt
    assert replace(generation, tokens_in=0, tokens_out=0) == drafter.generation(request)


def test_passages_give_way_to_facts_in_a_small_context(
    make_drafter: MakeDrafter, llm_server: LlmServer
) -> None:
    many = tuple(replace(PASSAGE, id=str(number), masked=PASSAGE.masked * 20) for number in range(8))
    request = replace(REQUEST, passages=many)
    drafter = make_drafter("faithful@small", context=4096)
    assert "".join(drafter.draft(request)) == FAITHFUL
    shown = len(drafter.generation(request).passage_ids)
    assert 0 < shown < len(many)
    prompt = llm_server.log("faithful@small")[0]["body"]["messages"][-1]["content"]
    assert prompt.count("<范文片段") == shown
    with pytest.raises(PromptTooLongError):
        make_drafter("faithful", context=800).draft(request)


def test_the_estimate_leaves_out_sections_the_model_does_not_write(make_drafter: MakeDrafter) -> None:
    drafter = make_drafter("faithful")
    one = drafter.estimate([REQUEST])
    assert one == drafter.estimate([REQUEST, replace(REQUEST, section_id="bare")])
    assert one.usage.tokens_in > 500


@pytest.mark.parametrize(
    ("model", "sentence"),
    [
        ("faithful", "送清凉3次，惠及560人次。"),
        ("invents", None),
        ("changes", None),
        ("drops", None),
    ],
)
def test_a_missing_fact_gets_a_sentence_that_states_it_exactly(
    make_drafter: MakeDrafter, model: str, sentence: str | None
) -> None:
    fact = REQUEST.section.facts[1]
    own = Composer().complete(REQUEST, fact)
    assert make_drafter(model).complete(REQUEST, fact) == (sentence or own)


FINDING = Finding(
    kind="figure_changed",
    severity="error",
    start=10,
    end=13,
    text="33户",
    fact=0,
    expected="32户",
    message="数字与事实不符",
)


def test_a_sentence_is_patched_on_its_own(make_drafter: MakeDrafter, llm_server: LlmServer) -> None:
    patched = make_drafter("faithful@patch").reviser().patch_sentence(REQUEST, [FINDING])
    assert patched == f"{FACTS[0]}。"
    prompt = llm_server.log("faithful@patch")[0]["body"]["messages"][-1]["content"]
    assert "<原句>\n工会走访慰问困难职工33户。\n</原句>" in prompt
    assert "送清凉3次。\n</原句>" not in prompt


def test_a_sentence_without_any_support_is_deleted(make_drafter: MakeDrafter) -> None:
    assert make_drafter("deletes").reviser().patch_sentence(REQUEST, [FINDING]) == ""


def test_a_patch_that_is_no_text_is_an_error(make_drafter: MakeDrafter) -> None:
    with pytest.raises(EmptyAnswerError):
        make_drafter("english").reviser().patch_sentence(REQUEST, [FINDING])


def test_a_selection_is_rewritten(make_drafter: MakeDrafter, llm_server: LlmServer) -> None:
    text = make_drafter("ignores@rewrite").reviser().rewrite(REQUEST, start=0, end=14, manner="精简")
    assert text == FAITHFUL
    prompt = llm_server.log("ignores@rewrite")[0]["body"]["messages"][-1]["content"]
    assert "<选中的文字>\n工会走访慰问困难职工33户。\n</选中的文字>" in prompt


def test_a_model_that_says_the_prompt_after_us_is_stopped_and_told_of() -> None:
    model = ScriptedModel({"draft": ["【总结框架】\n标题：××小学工会总结\n<各节>"]})
    draft = drafter_of(model).draft(REQUEST)
    with pytest.raises(UnusableAnswerError, match="重复了提示"):
        list(draft)
    assert draft.finish_reason == "stopped"


def test_what_was_written_before_the_prompt_is_said_after_us_is_the_text() -> None:
    draft = drafter_of(ScriptedModel({"draft": [f"{FAITHFUL}\n<范文片段>\n走访〔数量〕户。"]})).draft(REQUEST)
    assert "".join(draft) == FAITHFUL
