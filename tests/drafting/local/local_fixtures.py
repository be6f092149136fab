"""Fixtures of the local engine's tests: models on the fake child process."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from summarizer.drafting.local.model import LocalModel
from summarizer.drafting.local.process import ServerProcess, Serving

FAKE_CHILD = (sys.executable, str(Path(__file__).with_name("fake_child.py")))
MakeModel = Callable[..., LocalModel]


def gguf(folder: Path, name: str) -> Path:
    """A file that begins like a model."""
    path = folder / f"{name}.gguf"
    path.write_bytes(b"GGUF" + bytes(16))
    return path


@pytest.fixture
def make_model(tmp_path: Path) -> Iterator[MakeModel]:
    """Makes a model whose file name says how its child process behaves; all are closed in the end."""
    made: list[LocalModel] = []

    def make(name: str, *, load_timeout_s: float = 30.0) -> LocalModel:
        serving = Serving(gguf=gguf(tmp_path, name), load_timeout_s=load_timeout_s)
        made.append(LocalModel(serving, process=ServerProcess(serving, command=FAKE_CHILD)))
        return made[-1]

    yield make
    for model in made:
        model.close()
