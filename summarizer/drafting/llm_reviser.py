"""A language model that mends: patches of one sentence, missing facts, rewordings, headings, a title."""

from collections.abc import Callable, Sequence
from typing import Final

from rapidfuzz import fuzz

from summarizer.domain import Document, Fact, Finding
from summarizer.drafting.budget import Budget
from summarizer.drafting.cleanup import clean_answer, clean_lines
from summarizer.drafting.flow import ended
from summarizer.drafting.prompt import Prompts, RenderedPrompt, sentence_around
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import EmptyAnswerError, StoppedError
from summarizer.protocols import ChatModel, ChatStream, ChatUsage, DraftRequest
from summarizer.text.atoms import find_atoms
from summarizer.text.characters import normalize_width
from summarizer.text.sentences import split_sentences

FIRST_TEMPERATURE: Final = 0.3
LATER_TEMPERATURE: Final = 0.8
_SENTENCE_CHARS: Final = 120
_HEADING_CHARS: Final = 24
_DELETE: Final = "删去"
_END_MARKS: Final = "。！？"


class LlmReviser:
    """A Reviser on top of a language model, for one piece of work on one thread."""

    def __init__(
        self,
        model: ChatModel,
        *,
        prompts: Prompts,
        budget: Budget,
        draft: Callable[[DraftRequest], ChatStream],
        stop: StopSignal | None = None,
    ) -> None:
        """Args: model: what answers; prompts, budget, draft: its drafter's; stop: ends an answer."""
        self._model = model
        self._draft = draft
        self._prompts = prompts
        self._budget = budget
        self._stop = stop if stop is not None else StopSignal()
        self._usage = ChatUsage(0, 0)

    @property
    def usage(self) -> ChatUsage:
        """The tokens of all that was asked so far, where the endpoint tells."""
        return self._usage

    @property
    def model(self) -> str:
        """The model's name."""
        return self._model.name

    def redraft(self, request: DraftRequest) -> str:
        """Another draft of the whole section.

        Raises:
            EngineError: the model failed, or wrote nothing that can be used.
        """
        return self._read(self._draft(request))

    def patch_sentence(self, request: DraftRequest, findings: Sequence[Finding]) -> str:
        """The sentence of the section's present text that holds `findings`, corrected; "" to take it out.

        Raises:
            ValueError: a finding has no place in the text.
            EngineError: the model failed or wrote nothing that can be used.
        """
        text = request.section.text
        start, end = sentence_around(text, findings)
        answer = self._answer(self._prompts.repair(request, findings)).strip()
        if answer.strip("“”。") == _DELETE:
            return ""
        cleaned, _ = clean_answer(answer, headings=headings_of(request.document))
        if not cleaned:
            raise EmptyAnswerError("模型没有写出可以使用的修改")
        return _sentence_like(text[start:end], cleaned)

    def complete(self, request: DraftRequest, fact: Fact) -> str:
        """One sentence that states `fact` exactly; "" where the model's leaves out or adds something.

        Raises:
            EngineError: the model failed.
        """
        answer = self._answer(self._prompts.sentence(request, fact))
        sentence, _ = clean_answer(answer, headings=headings_of(request.document))
        return ended(sentence) if _states_exactly(sentence, fact, request) else ""

    def rewrite(self, request: DraftRequest, *, start: int, end: int, manner: str = "改写") -> str:
        """Another wording of `section.text[start:end]`.

        Raises:
            EngineError: the model failed or wrote nothing that can be used.
        """
        prompt = self._prompts.rewrite(request, start=start, end=end, manner=manner)
        answer = self._answer(prompt, chars=2 * (end - start), temperature=temperature_of(request.variant))
        text, _ = clean_answer(answer, headings=headings_of(request.document))
        if not text:
            raise EmptyAnswerError("模型没有写出可以使用的改写")
        return text

    def headings(self, document: Document, *, variant: int = 0, instruction: str = "") -> tuple[str, ...]:
        """One set of headings as the model wrote it, without numbers and marks; of any count.

        Raises:
            EngineError: the model failed or wrote nothing that can be used.
        """
        prompt = self._prompts.headings(document, variant=variant, instruction=instruction)
        chars = _HEADING_CHARS * len(document.sections)
        lines = clean_lines(self._answer(prompt, chars=chars, temperature=LATER_TEMPERATURE))
        if not lines:
            raise EmptyAnswerError("模型没有写出可以使用的标题")
        return lines

    def title(self, document: Document, *, variant: int = 0, instruction: str = "") -> str:
        """A title for the document, one line.

        Raises:
            EngineError: the model failed or wrote nothing that can be used.
        """
        prompt = self._prompts.title(document, variant=variant, instruction=instruction)
        lines = clean_lines(self._answer(prompt, temperature=temperature_of(variant)))
        if not lines:
            raise EmptyAnswerError("模型没有写出可以使用的标题")
        return lines[0]

    def examples(self, request: DraftRequest) -> tuple[str, ...]:
        """The texts a draft of `request` was shown as examples, whose sentences must not be copied."""
        return self._prompts.examples(request)

    def _answer(
        self, prompt: RenderedPrompt, *, chars: int = _SENTENCE_CHARS, temperature: float = 0.0
    ) -> str:
        """The whole answer to a prompt.

        Raises:
            EngineError: the model failed, or was stopped: half an answer mends nothing.
        """
        fitted = self._budget.fit(lambda _: prompt, (), answer_chars=chars)
        return self._read(
            self._model.stream(prompt.messages, max_tokens=fitted.max_tokens, temperature=temperature)
        )

    def _read(self, stream: ChatStream) -> str:
        with self._stop.attached(stream):
            try:
                answer = "".join(stream)
            finally:
                used = stream.usage or ChatUsage(0, 0)
                self._usage = ChatUsage(
                    self._usage.tokens_in + used.tokens_in, self._usage.tokens_out + used.tokens_out
                )
        if stream.finish_reason == "stopped":
            message = "已停止"
            raise StoppedError(message)
        return answer


def temperature_of(variant: int) -> float:
    """How freely the model chooses its words: more so for another wording of what it wrote."""
    return LATER_TEMPERATURE if variant else FIRST_TEMPERATURE


def headings_of(document: Document) -> tuple[str, ...]:
    """The title and headings of a document, which models like to repeat."""
    return (document.title, *(section.heading for section in document.sections if section.heading))


def _sentence_like(original: str, answer: str) -> str:
    """The sentence of `answer` most like `original`: models like to repeat the sentences around it, too."""
    sentences = [answer[start:end] for start, end in split_sentences(answer)]
    chosen = max(sentences, key=lambda sentence: fuzz.ratio(sentence, original))
    is_ended = original[-1] not in _END_MARKS or chosen[-1] in _END_MARKS
    return chosen if is_ended else chosen.rstrip("，；、") + "。"


def _states_exactly(sentence: str, fact: Fact, request: DraftRequest) -> bool:
    """Whether one sentence holds every atom of `fact` as written, and none besides."""
    if len(split_sentences(sentence)) != 1:
        return False
    period = request.document.period
    source = f"{fact.text}，{fact.last_year}" if fact.last_year else fact.text
    told, given = normalize_width(sentence), normalize_width(source)
    wanted = find_atoms(normalize_width(fact.text), period=period)
    return all(atom.text in told for atom in wanted) and all(
        atom.text in given for atom in find_atoms(told, period=period)
    )
