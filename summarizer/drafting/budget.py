"""Tokens: how many a prompt takes, which style passages fit beside the facts, what a draft may cost.

Counts are those of o200k_base, whose vocabulary is shipped, so that nothing is ever downloaded. It counts
19 to 43 % more than the tokenizers of Qwen and DeepSeek do for Chinese prose: an estimate on the safe side.
"""

import base64
import hashlib
import lzma
import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from summarizer.domain import Passage
from summarizer.drafting.presets import Price, context_tokens, thinking_tokens
from summarizer.drafting.prompt import RenderedPrompt
from summarizer.errors import PromptTooLongError
from summarizer.protocols import ChatMessage, ChatUsage
from summarizer.text.characters import count_chars

if TYPE_CHECKING:
    import tiktoken

TOKENS_PER_CHAR: Final = 0.8
"""Tokens of o200k_base for one 字 of official prose, measured over 300 000 characters of newspaper text."""

LOCAL_PASSAGE_TOKENS: Final = 400
"""Of the style passages for a model on this computer: two paragraphs. Two cores read 20 to 60 tokens a
second, and four whole passages more than doubled the wait for a section's first words."""

VOCABULARY_SHA256: Final = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"
"""Of o200k_base.tiktoken as published; the same that tiktoken itself insists on."""

# The pattern that splits text before merging is part of the encoding's definition (tiktoken, MIT licence,
# tiktoken_ext/openai_public.py, o200k_base).
_LETTERS: Final = r"\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}", r"\p{Ll}\p{Lm}\p{Lo}\p{M}"
_ENDING: Final = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
_PATTERN: Final = "|".join(
    [
        rf"[^\r\n\p{{L}}\p{{N}}]?[{_LETTERS[0]}]*[{_LETTERS[1]}]+{_ENDING}",
        rf"[^\r\n\p{{L}}\p{{N}}]?[{_LETTERS[0]}]+[{_LETTERS[1]}]*{_ENDING}",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    ]
)
_TOKENS_PER_MESSAGE: Final = 4
_LOADING: Final = threading.Lock()
_FREE_LENGTH_PER_FACT_CHARS: Final = 80
_SHORTEST_ANSWER_CHARS: Final = 300
# Models overshoot a length they are given; what exceeds this share is a model that does not stop.
_OVERSHOOT: Final = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a draft will take at most, told before it is written.

    Attributes:
        cost: None when no price is known.
        checked: the day the price was looked up, None for one the user gave.
    """

    usage: ChatUsage
    cost: Decimal | None = None
    currency: str = ""
    checked: date | None = None

    @property
    def sentence(self) -> str:
        """One Chinese sentence for the user."""
        tokens = f"约发送{self.usage.tokens_in}、最多收取{self.usage.tokens_out}个词元"
        if self.cost is None:
            return f"{tokens}。"
        when = f"（按{self.checked.year}年{self.checked.month}月查到的价格）" if self.checked else ""
        return f"{tokens}，最多约{_money(self.cost)}{self.currency}{when}。"


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedPrompt:
    """A prompt that fits, with the passages it shows and the tokens left for the answer."""

    prompt: RenderedPrompt
    passages: tuple[Passage, ...]
    tokens_in: int
    max_tokens: int


class Budget:
    """The tokens one model has for prompt and answer together."""

    def __init__(
        self,
        model: str,
        *,
        context: int | None = None,
        passages: int | None = None,
        price: Price | None = None,
        count: Callable[[str], int] | None = None,
    ) -> None:
        """Args: model: its name; context: tokens it reads and writes, from its name when not given.

        passages: tokens of all style passages together, where reading takes long; one is always shown;
        price: what it costs, as far as is known; count: another tokenizer.
        """
        self._passages = passages
        self._thinking = thinking_tokens(model)
        self._context = context if context is not None else context_tokens(model)
        self._price = price
        self._count = count if count is not None else count_tokens

    def fit(
        self,
        render: Callable[[Sequence[Passage]], RenderedPrompt],
        passages: Sequence[Passage],
        *,
        answer_chars: int,
    ) -> FittedPrompt:
        """The prompt with as many of `passages` as fit, the first ones first; facts are never left out.

        Args:
            render: the prompt with the given passages.
            passages: the best first.
            answer_chars: 字 the answer shall have.

        Raises:
            PromptTooLongError: not even the facts fit.
        """
        max_tokens = answer_tokens(answer_chars) + self._thinking
        room = self._context - max_tokens
        for shown in range(self._shown_at_most(passages), -1, -1):
            prompt = render(passages[:shown])
            tokens_in = self.count(prompt.messages)
            if tokens_in <= room:
                return FittedPrompt(
                    prompt=prompt,
                    passages=tuple(passages[:shown]),
                    tokens_in=tokens_in,
                    max_tokens=max_tokens,
                )
        message = f"这一节的事实约需{tokens_in}个词元，超出了模型一次能读的{max(room, 0)}个"
        raise PromptTooLongError(message)

    def _shown_at_most(self, passages: Sequence[Passage]) -> int:
        """How many passages may be shown where there is room for all."""
        if self._passages is None:
            return len(passages)
        used = accumulate(self._count(passage.masked) for passage in passages)
        return max(sum(tokens <= self._passages for tokens in used), min(len(passages), 1))

    def count(self, messages: Sequence[ChatMessage]) -> int:
        """Tokens of a prompt."""
        return sum(self._count(message.content) + _TOKENS_PER_MESSAGE for message in messages)

    def estimate(self, fitted: Sequence[FittedPrompt]) -> Estimate:
        """What these prompts will take at most, all together."""
        usage = ChatUsage(
            sum(prompt.tokens_in for prompt in fitted), sum(prompt.max_tokens for prompt in fitted)
        )
        if self._price is None:
            return Estimate(usage=usage)
        return Estimate(
            usage=usage,
            cost=self._price.of(usage),
            currency=self._price.currency,
            checked=self._price.checked,
        )


def _money(amount: Decimal) -> str:
    """An amount with two digits that say something: 1.25, 0.038, at least 0.0001."""
    for digits in (2, 3):
        if amount >= Decimal(1).scaleb(1 - digits):
            return f"{amount:.{digits}f}"
    return f"{max(amount, Decimal('0.0001')):.4f}"


def wanted_chars(length_chars: int, facts: Sequence[object]) -> int:
    """字 a section shall have: its target length, else what its facts are likely to take."""
    return length_chars or max(_SHORTEST_ANSWER_CHARS, _FREE_LENGTH_PER_FACT_CHARS * len(facts))


def answer_tokens(answer_chars: int) -> int:
    """The limit for an answer of `answer_chars` 字: twice that, for a cut-off answer is worth nothing."""
    return math.ceil(max(answer_chars, _SHORTEST_ANSWER_CHARS) * TOKENS_PER_CHAR * _OVERSHOOT)


def count_tokens(text: str) -> int:
    """Tokens of `text` by o200k_base; by its number of 字 where the vocabulary cannot be loaded."""
    # Sections that begin at the same time must not each load it: one does, the others wait.
    with _LOADING:
        encoding = _encoding()
    if encoding is None:
        return math.ceil(count_chars(text) * TOKENS_PER_CHAR)
    return len(encoding.encode_ordinary(text))


@cache
def _encoding() -> "tiktoken.Encoding | None":
    """The encoding, loaded in about half a second; None where that fails."""
    try:
        import tiktoken

        return tiktoken.Encoding(
            name="o200k_base", pat_str=_PATTERN, mergeable_ranks=_ranks(), special_tokens={}
        )
    except (ImportError, OSError, ValueError, lzma.LZMAError):
        return None


def _ranks() -> dict[bytes, int]:
    """The vocabulary: one line `base64(token) rank` for each token.

    Raises:
        ValueError: it is not the file that was shipped.
    """
    packed = files("summarizer.drafting").joinpath("vocabulary/o200k_base.tiktoken.xz").read_bytes()
    lines = lzma.decompress(packed)
    if hashlib.sha256(lines).hexdigest() != VOCABULARY_SHA256:
        message = "the vocabulary is not o200k_base"
        raise ValueError(message)
    pairs = (line.split() for line in lines.splitlines())
    return {base64.b64decode(token): int(rank) for token, rank in pairs}
