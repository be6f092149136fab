"""The real engine with a real model: only where xllamacpp is installed and SUMMARIZER_TEST_GGUF names a file.

CI has neither: the fake child stands in for it there. Any chat model will do, the smaller the better.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from summarizer.drafting.local.model import LocalModel
from summarizer.drafting.local.process import LocalState, Serving, is_installed
from summarizer.errors import ModelFileError, TruncatedAnswerError
from summarizer.protocols import ChatMessage

GGUF = os.environ.get("SUMMARIZER_TEST_GGUF", "")
pytestmark = pytest.mark.skipif(
    not (GGUF and is_installed()), reason="needs xllamacpp, and a model named by SUMMARIZER_TEST_GGUF"
)

LONG = (ChatMessage("user", "请写一篇一千字的文章，介绍工会的工作。"),)


@pytest.fixture(scope="module")
def real() -> Iterator[LocalModel]:
    model = LocalModel(Serving(gguf=Path(GGUF), context=2048, slots=2, threads=1))
    yield model
    model.close()


def test_it_answers_and_counts_its_tokens(real: LocalModel) -> None:
    stream = real.stream([ChatMessage("user", "请只回答一个字：好")], max_tokens=16, temperature=0.0)
    assert "".join(stream).strip()
    assert real.state is LocalState.READY
    assert stream.usage is not None
    assert stream.usage.tokens_out <= 16
    assert stream.finish_reason in {"stop", "length"}


def test_two_sections_are_written_at_the_same_time(real: LocalModel) -> None:
    streams = [real.stream(LONG, max_tokens=400) for _ in range(2)]
    assert all(next(stream) for stream in streams)
    for stream in streams:
        stream.stop()


def test_a_stop_frees_the_slot_for_the_next_answer(real: LocalModel) -> None:
    for _ in range(3):
        stream = real.stream(LONG, max_tokens=1500)
        next(stream)
        stream.stop()
    begun = time.monotonic()
    next(real.stream([ChatMessage("user", "你好")], max_tokens=8))
    # Three answers of 1500 tokens would have taken minutes.
    assert time.monotonic() - begun < 20


def test_a_killed_engine_is_back_for_the_next_answer(real: LocalModel) -> None:
    child = real._process._child
    assert child is not None
    child.kill()
    assert "".join(_some(real, seed=1))


def test_half_a_model_is_told_to_be_one(tmp_path: Path) -> None:
    with Path(GGUF).open("rb") as whole:
        (tmp_path / "half.gguf").write_bytes(whole.read(1_000_000))
    half = LocalModel(Serving(gguf=tmp_path / "half.gguf"))
    with pytest.raises(ModelFileError, match="载入失败"):
        next(half.stream(LONG, max_tokens=8))
    half.close()


def _some(model: LocalModel, *, seed: int) -> Iterator[str]:
    with suppress(TruncatedAnswerError):
        yield from model.stream(LONG, max_tokens=24, temperature=0.7, seed=seed)
