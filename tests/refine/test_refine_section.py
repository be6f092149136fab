"""How a draft is mended: what is kept of a model's patches, what is not, and what happens without them."""

from dataclasses import replace

import pytest
from hostile_drafts import SAMPLE, request_of, sentences_of
from scripted_model import USAGE, Answer, ScriptedModel, drafter_of

from summarizer.domain import Passage, SentencePatch, Topic
from summarizer.drafting.composer import Composer
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import EmptyAnswerError, ServerFailureError
from summarizer.protocols import ChatUsage
from summarizer.refine import Refined, RefineState, refine_section
from summarizer.revise.completion import filled_of, filled_parameter, filled_spans

FACTS = ("1月慰问困难职工32户，发放4.8万元", "送清凉3次，惠及560人次", "互助保障参保118人")
REQUEST = request_of(FACTS)
TOLD = "1月慰问困难职工32户，发放慰问金4.8万元。全年送清凉3次，惠及560人次。"
INSURED = "职工互助保障参保118人。"
INVENTED = "另举办培训班88期。"
CLEAN = TOLD + INSURED


def refined(text: str, answers: dict[str, list[Answer]] | None = None) -> tuple[Refined, ScriptedModel]:
    model = ScriptedModel(answers or {})
    return refine_section(drafter_of(model), REQUEST, text), model


def test_a_clean_draft_is_left_alone_and_nothing_is_asked() -> None:
    result, model = refined(CLEAN)
    assert result == Refined(text=CLEAN)
    assert model.asked == []


def test_a_changed_figure_becomes_that_of_its_fact_without_asking() -> None:
    result, model = refined(CLEAN.replace("32户", "33户"))
    assert result.text == CLEAN
    assert [patch.before[:11] for patch in result.patches] == ["1月慰问困难职工33户"]
    assert model.asked == []


def test_an_invented_sentence_is_taken_out_when_the_model_says_so() -> None:
    result, model = refined(CLEAN + INVENTED, {"patch": ["删去"]})
    assert result.text == CLEAN
    assert result.patches == (SentencePatch(before=INVENTED, after=""),)
    assert (result.rounds, result.findings, result.usage) == (1, (), USAGE)
    assert "“88期”" in model.asked[0][1]


@pytest.mark.parametrize(
    "patch",
    [
        pytest.param("另举办培训班99期。", id="another invention"),
        pytest.param("另举办培训班88期，参加900人。", id="one more invention"),
        pytest.param(INVENTED, id="no change"),
        pytest.param("荣获全国五一劳动奖状。", id="an honour instead"),
        pytest.param("The union held training courses.", id="English"),
    ],
)
def test_a_patch_that_proves_nothing_better_is_not_kept(patch: str) -> None:
    result, _ = refined(CLEAN + INVENTED, {"patch": [patch]})
    assert result.text == CLEAN
    assert result.patches == (SentencePatch(before=INVENTED, after=""),)


def test_a_patch_that_loses_a_fact_is_not_kept() -> None:
    wrong = "职工互助保障参保118人，另有88期培训。"
    result, _ = refined(TOLD + wrong, {"patch": ["删去"]})
    assert result.patches == (SentencePatch(before=wrong, after=INSURED),)
    assert result.text == CLEAN


def test_one_patch_answers_all_findings_of_a_sentence() -> None:
    result, model = refined(CLEAN + "另举办培训班88期，参加900人。", {"patch": ["工会用心做好各项服务。"]})
    assert model.kinds() == ["patch"]
    assert "“88期”" in model.asked[0][1]
    assert "“900人”" in model.asked[0][1]
    assert result.text == CLEAN + "工会用心做好各项服务。"


def test_findings_go_back_at_most_twice() -> None:
    result, model = refined(
        CLEAN + "另举办培训班88期，参加900人。",
        {"patch": [INVENTED, "另举办培训班88期，成绩显著。", "删去"]},
    )
    assert result.rounds == 2
    assert model.kinds() == ["patch", "patch"]
    assert [patch.after for patch in result.patches] == [INVENTED, ""]


def test_a_round_without_success_is_the_last() -> None:
    result, model = refined(CLEAN + INVENTED, {"patch": [INVENTED]})
    assert (result.rounds, model.kinds()) == (1, ["patch"])


def test_a_missing_fact_is_told_in_the_models_sentence_where_it_belongs() -> None:
    sentence = "工会组织送清凉3次，惠及560人次。"
    before, after = "1月慰问困难职工32户，发放慰问金4.8万元。", INSURED
    result, _ = refined(before + after, {"complete": [sentence]})
    assert result.text == before + sentence + after
    assert [(one.fact_id, one.sentence) for one in result.filled] == [("f1", sentence)]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("工会组织送清凉3次。", id="half of it"),
        pytest.param("工会组织送清凉4次，惠及560人次。", id="changed"),
        pytest.param("送清凉3次，惠及560人次，满意率99%。", id="with an invention"),
        pytest.param("The union did well.", id="English"),
        pytest.param("", id="nothing"),
        pytest.param(ServerFailureError("服务器出错"), id="a failure"),
    ],
)
def test_the_composer_tells_a_fact_the_model_cannot_tell(answer: Answer) -> None:
    draft = "1月慰问困难职工32户，发放慰问金4.8万元。" + INSURED
    result, _ = refined(draft, {"complete": [answer]})
    own = Composer().complete(REQUEST, REQUEST.section.facts[1])
    assert [one.sentence for one in result.filled] == [own]
    assert result.findings == ()


def test_a_draft_that_tells_not_one_fact_is_written_anew_without_passages() -> None:
    masked = "工会走访〔数量〕户。"
    passage = Passage(
        id="p", sample_id="x", heading="", topic=Topic.WELFARE, kind=None, text=SAMPLE, masked=masked
    )
    model = ScriptedModel({"draft": [CLEAN]})
    request = replace(REQUEST, passages=(passage,))
    result = refine_section(drafter_of(model), request, "工会走访慰问困难职工，开展送清凉。")
    assert result.text == CLEAN
    assert result.rounds == 1
    assert model.kinds() == ["draft"]
    assert "范文片段" not in model.asked[0][1]


def test_a_model_whose_sentences_lack_something_is_not_asked_for_all_of_them() -> None:
    request = request_of(("走访职工32户", "送清凉3次", "参保118人", "体检50人"))
    model = ScriptedModel({"draft": ["工会做了工作。"], "complete": ["工会做了许多工作。"]})
    result = refine_section(drafter_of(model), request, "工会把职工放在心上。")
    assert model.kinds() == ["draft", "complete", "complete"]
    assert [one.fact_id for one in result.filled] == ["f0", "f1", "f2", "f3"]
    assert result.failure == ""


def test_a_sentence_that_tells_a_fact_in_part_gives_way_to_a_whole_one() -> None:
    result, _ = refined("1月慰问困难职工32户，发放慰问金4.8万元。送清凉3次。" + INSURED)
    own = Composer().complete(REQUEST, REQUEST.section.facts[1])
    assert result.text == "1月慰问困难职工32户，发放慰问金4.8万元。" + own + INSURED
    assert result.patches == (SentencePatch(before="送清凉3次。", after=own),)


def test_a_failing_engine_costs_its_patches_only() -> None:
    result, model = refined(TOLD + INVENTED, {"patch": [ServerFailureError("服务器出错")]})
    assert result.text == TOLD + Composer().complete(REQUEST, REQUEST.section.facts[2])
    assert result.failure.startswith("服务器出错。")
    assert model.kinds() == ["patch"]


def test_a_stop_ends_the_asking_but_loses_no_fact() -> None:
    model, stop = ScriptedModel({"patch": ["删去"], "complete": [INSURED]}), StopSignal()
    model.on_ask = lambda _: stop.set()
    result = refine_section(drafter_of(model), REQUEST, TOLD + INVENTED, stop=stop)
    assert model.kinds() == ["patch"]
    assert INVENTED in result.text
    assert [one.fact_id for one in result.filled] == ["f2"]
    assert result.failure == ""


def test_a_draft_wrong_from_end_to_end_is_written_anew_once() -> None:
    wild = "".join(f"举办各类培训班{number}期。" for number in range(71, 78))
    result, model = refined(wild, {"draft": [CLEAN], "patch": ["删去"]})
    assert model.kinds() == ["draft"]
    assert (result.text, result.rounds, result.findings) == (CLEAN, 1, ())


@pytest.mark.parametrize("answer", ["", "Nothing.", EmptyAnswerError("没有文字")])
def test_after_a_second_draft_that_is_none_the_facts_are_told_without_the_model(answer: Answer) -> None:
    wild = "".join(f"举办各类培训班{number}期。" for number in range(71, 78))
    result, _ = refined(wild, {"draft": [answer], "patch": ["删去"]})
    assert result.findings == ()
    assert len(result.filled) == 3
    assert result.failure


def test_a_sentence_copied_from_a_sample_is_reworded() -> None:
    copied = "工会把组织的关怀送到每一名职工心坎上，让大家在寒冬里感受到家一样的温暖。"
    model = ScriptedModel({"patch": ["工会牵挂着每一名职工。"]})
    result = refine_section(drafter_of(model), REQUEST, copied + CLEAN, samples=(SAMPLE + copied,))
    assert result.text == "工会牵挂着每一名职工。" + CLEAN


def test_a_sentence_copied_from_the_prompts_own_example_is_reworded() -> None:
    model = ScriptedModel({"patch": ["删去"]})
    shown = drafter_of(model).reviser().examples(REQUEST)[0]
    copied = max((one for one in sentences_of(shown) if "〔" not in one and one.endswith("。")), key=len)
    result = refine_section(drafter_of(model), REQUEST, copied + CLEAN)
    assert result.text == CLEAN


def test_marks_of_facts_typed_in_a_hurry_become_those_of_the_standard() -> None:
    request = request_of(("收提案27件,立案19件", "女工委主任 殷采薇讲课1次"))
    drafted = "收提案27件,立案19件。女工委主任 殷采薇讲课1次。"
    result = refine_section(drafter_of(ScriptedModel({})), request, drafted)
    assert (result.text, result.filled) == ("收提案27件，立案19件。女工委主任殷采薇讲课1次。", ())


def test_what_is_done_is_told() -> None:
    states: list[RefineState] = []
    refine_section(
        drafter_of(ScriptedModel({"patch": ["删去"]})), REQUEST, CLEAN + INVENTED, on_state=states.append
    )
    assert states == [RefineState.CHECKING, RefineState.PATCHING, RefineState.FILLING]


def test_all_tokens_are_counted() -> None:
    result, model = refined(TOLD + INVENTED, {"patch": ["删去"], "complete": [INSURED]})
    assert model.kinds() == ["patch", "complete"]
    assert result.usage == ChatUsage(200, 20)


def test_a_text_of_the_composer_is_left_alone() -> None:
    text = "".join(Composer().draft(REQUEST))
    assert refine_section(Composer(), REQUEST, text) == Refined(text=text)


def test_a_section_without_facts_keeps_its_mark() -> None:
    request = request_of(())
    text = "".join(Composer().draft(request))
    assert text.startswith("【待补充")
    assert refine_section(Composer(), request, text) == Refined(text=text)


def test_filled_sentences_are_stored_with_a_version_and_found_after_edits() -> None:
    result, _ = refined(TOLD)
    generation = Composer().generation(REQUEST)
    stored = filled_parameter(result.filled)
    assert filled_of(type(generation)(engine="llm", parameters=stored)) == result.filled
    edited = "新添一句。" + result.text.replace("全年", "今年")
    span = filled_spans(edited, result.filled)[0]
    assert edited[span.start : span.end] == result.filled[0].sentence
    assert filled_spans(result.text.replace("参保118人", "共参保118人"), result.filled) == ()
