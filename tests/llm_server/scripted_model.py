"""A language model that answers from a script, by what its prompt asks for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from summarizer.drafting.budget import Budget
from summarizer.drafting.composer import Composer
from summarizer.drafting.llm_drafter import LlmDrafter
from summarizer.errors import EngineError
from summarizer.protocols import ChatMessage, ChatUsage

Answer = str | EngineError | Callable[[str], str]
_ASKS: Final = {
    "请改好这一句": "patch",
    "漏写了一条事实": "complete",
    "选中的文字": "rewrite",
    "拟一组小标题": "headings",
    "拟一个正题": "title",
}
USAGE: Final = ChatUsage(100, 10)


class ScriptedStream:
    """One answer, given out in two pieces."""

    def __init__(self, answer: str | EngineError) -> None:
        self._answer = answer
        self._pieces: list[str] = []
        if isinstance(answer, str):
            self._pieces = [piece for piece in (answer[:4], answer[4:]) if piece]
        self.usage: ChatUsage | None = None
        self.finish_reason = ""

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.finish_reason == "stopped":
            raise StopIteration
        if isinstance(self._answer, EngineError):
            raise self._answer
        if self._pieces:
            return self._pieces.pop(0)
        self.usage, self.finish_reason = USAGE, "stop"
        raise StopIteration

    def stop(self) -> None:
        self.finish_reason = "stopped"


class ScriptedModel:
    """Answers each kind of prompt with the next answer of its list; the last one goes on for ever.

    Kinds: draft, patch, complete, rewrite, headings, title. `asked` keeps kind and prompt of each request.
    """

    name = "scripted"

    def __init__(self, answers: Mapping[str, Sequence[Answer]]) -> None:
        self._answers = {kind: list(given) for kind, given in answers.items()}
        self.asked: list[tuple[str, str]] = []
        self.on_ask: Callable[[str], None] = lambda _: None

    def stream(
        self,
        messages: Sequence[ChatMessage],
        *,
        max_tokens: int,
        temperature: float | None = None,
        seed: int | None = None,
    ) -> ScriptedStream:
        prompt = messages[-1].content
        kind = next((kind for words, kind in _ASKS.items() if words in prompt), "draft")
        self.asked.append((kind, prompt))
        self.on_ask(kind)
        given = self._answers.get(kind, [""])
        answer = given.pop(0) if len(given) > 1 else given[0]
        return ScriptedStream(answer(prompt) if callable(answer) else answer)

    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.asked]


def drafter_of(model: ScriptedModel) -> LlmDrafter:
    return LlmDrafter(model, composer=Composer(), budget=Budget("scripted", context=8192))
