"""Tokens counted offline, passages trimmed, facts kept."""

import lzma
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
import tiktoken

from summarizer.domain import Passage, Topic
from summarizer.drafting import budget
from summarizer.drafting.budget import Budget, Estimate, answer_tokens, count_tokens, wanted_chars
from summarizer.drafting.presets import Price
from summarizer.drafting.prompt import RenderedPrompt
from summarizer.errors import PromptTooLongError
from summarizer.protocols import ChatMessage, ChatUsage

PROSE = "2024年1月，工会走访慰问困难职工32户，发放慰问金4.8万元；We don't stop at 50%.\n\n第二段 123456。"


@pytest.fixture
def fresh_encoding() -> Iterator[None]:
    budget._encoding.cache_clear()
    yield
    budget._encoding.cache_clear()


def test_counts_are_those_of_tiktoken_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The name is the one tiktoken gives the file in its cache; it checks the content's hash.
    packed = files("summarizer.drafting").joinpath("vocabulary/o200k_base.tiktoken.xz").read_bytes()
    (tmp_path / "fb374d419588a4632f3f557e76b4b70aebbca790").write_bytes(lzma.decompress(packed))
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    original = tiktoken.get_encoding("o200k_base")
    mine = budget._encoding()
    assert mine is not None
    assert mine.encode_ordinary(PROSE) == original.encode_ordinary(PROSE)
    assert count_tokens(PROSE) == len(original.encode_ordinary(PROSE))


@pytest.mark.usefixtures("fresh_encoding")
def test_without_the_vocabulary_tokens_are_estimated_by_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "VOCABULARY_SHA256", "another")
    assert count_tokens("慰问困难职工三十二户") == 8


@pytest.mark.usefixtures("fresh_encoding")
def test_sections_that_count_at_the_same_time_load_the_vocabulary_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loaded: list[int] = []
    everyone = threading.Barrier(4)

    def ranks() -> dict[bytes, int]:
        loaded.append(1)
        time.sleep(0.05)
        return {bytes([number]): number for number in range(256)}

    def count(_: int) -> int:
        everyone.wait()
        return count_tokens("ab")

    monkeypatch.setattr(budget, "_ranks", ranks)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(count, range(4))) == [2] * 4
    assert len(loaded) == 1


def test_special_marks_in_facts_are_ordinary_text() -> None:
    assert count_tokens("<|endoftext|>") > 1


def passage(number: int, chars: int) -> Passage:
    text = "工" * chars
    return Passage(
        id=str(number), sample_id="s", heading="", topic=Topic.WELFARE, kind=None, text=text, masked=text
    )


def render(passages: Sequence[Passage]) -> RenderedPrompt:
    content = "事实" * 50 + "".join(one.masked for one in passages)
    return RenderedPrompt(messages=(ChatMessage("user", content),), template_hash="")


@pytest.mark.parametrize(("context", "shown"), [(1000, 2), (883, 1), (783, 0)])
def test_the_last_passages_go_first(context: int, shown: int) -> None:
    passages = [passage(1, 200), passage(2, 100)]
    fitted = Budget("m", context=context, count=len).fit(render, passages, answer_chars=300)
    assert [one.id for one in fitted.passages] == ["1", "2"][:shown]
    assert fitted.tokens_in + fitted.max_tokens <= context
    assert "事实" * 50 in fitted.prompt.messages[0].content


@pytest.mark.parametrize(
    ("limit", "shown"),
    [(None, 3), (600, 3), (599, 2), (300, 2), (299, 1), (10, 1)],
    ids=["none", "all", "not all", "two", "not two", "one is always shown"],
)
def test_a_model_that_reads_slowly_is_shown_fewer_passages(limit: int | None, shown: int) -> None:
    passages = [passage(1, 200), passage(2, 100), passage(3, 300)]
    fitted = Budget("m", context=5000, passages=limit, count=len).fit(render, passages, answer_chars=300)
    assert [one.id for one in fitted.passages] == ["1", "2", "3"][:shown]


@pytest.mark.parametrize("limit", [None, 400])
def test_without_passages_none_are_shown(limit: int | None) -> None:
    fitted = Budget("m", context=5000, passages=limit, count=len).fit(render, [], answer_chars=300)
    assert fitted.passages == ()


def test_facts_that_do_not_fit_are_an_error_and_never_trimmed() -> None:
    with pytest.raises(PromptTooLongError, match="这一节的事实约需104个词元") as caught:
        Budget("m", context=500, count=len).fit(render, [], answer_chars=300)
    assert not caught.value.retryable


def test_a_model_that_thinks_gets_room_for_it() -> None:
    fitted = [
        Budget(model, context=20_000, count=len).fit(render, [], answer_chars=300)
        for model in ("deepseek-chat", "deepseek-reasoner")
    ]
    assert fitted[1].max_tokens - fitted[0].max_tokens == 4096


def test_the_estimate_has_a_cost_only_when_a_price_is_known() -> None:
    fitted = Budget("m", context=5000, count=len).fit(render, [], answer_chars=300)
    plain = Budget("m").estimate([fitted, fitted])
    assert plain.usage == ChatUsage(208, 2 * answer_tokens(300))
    assert plain.cost is None
    assert plain.sentence == f"约发送208、最多收取{2 * answer_tokens(300)}个词元。"
    price = Price(tokens_in=Decimal(2), tokens_out=Decimal(8))
    priced = Budget("m", price=price).estimate([fitted])
    assert priced.cost == price.of(priced.usage) == (104 * 2 + answer_tokens(300) * 8) / Decimal(1_000_000)
    assert priced.sentence.endswith("，最多约0.0040元。")


@pytest.mark.parametrize(
    ("millionths", "shown"),
    [(3, "0.0001美元"), (4_200, "0.0042美元"), (42_000, "0.042美元"), (1_234_000, "1.23美元")],
)
def test_money_is_shown_with_the_digits_that_matter_and_the_day_of_its_price(
    millionths: int, shown: str
) -> None:
    price = Price(tokens_in=Decimal(1), tokens_out=Decimal(0), currency="美元", checked=date(2026, 11, 22))
    estimate = Estimate(
        usage=ChatUsage(millionths, 0),
        cost=price.of(ChatUsage(millionths, 0)),
        currency=price.currency,
        checked=price.checked,
    )
    assert estimate.sentence.endswith(f"，最多约{shown}（按2026年11月查到的价格）。")


def test_a_section_without_a_target_gets_room_for_its_facts() -> None:
    assert wanted_chars(350, [0] * 3) == 350
    assert wanted_chars(0, [0] * 3) == 300
    assert wanted_chars(0, [0] * 10) == 800
