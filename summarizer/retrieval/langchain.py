"""The retriever for LangChain's chains, and LangChain's embeddings for the retriever.

Imported only by those who use it: langchain-core alone takes a second.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, SecretStr

from summarizer.domain import Hit, PassageFilter
from summarizer.errors import EngineError
from summarizer.retrieval.embedders import neutral_text, unit_rows
from summarizer.retrieval.hybrid import HybridRetriever

_TIMEOUT_S = 30.0


class PassageRetriever(BaseRetriever):
    """Our retriever as LangChain's: `query | PassageRetriever(retriever=…) | …`.

    Documents hold the *masked* text; the original never leaves the library this way.

    Attributes:
        retriever: does the work.
        where: which passages may be returned.
        top_k: how many.
        per_sample: how many of one sample as long as others are left.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True)

    retriever: HybridRetriever
    where: PassageFilter | None = None
    top_k: int = 4
    per_sample: int | None = 1

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        hits = self.retriever.search(query, where=self.where, top_k=self.top_k, per_sample=self.per_sample)
        return [_document(hit) for hit in hits]


class LangChainEmbedder:
    """Any LangChain `Embeddings` as our `Embedder`.

    Args:
        embeddings: the model. For endpoints other than OpenAI's own, build OpenAIEmbeddings with
            check_embedding_ctx_length=False, else it sends token numbers instead of text.
        name: stored with every vector; must change when the model does.
        dimension: length of the vectors.
    """

    def __init__(self, embeddings: Embeddings, *, name: str, dimension: int) -> None:
        self._embeddings = embeddings
        self._name = name
        self._dimension = dimension

    @classmethod
    def measure(cls, embeddings: Embeddings, *, name: str) -> "LangChainEmbedder":
        """An embedder whose dimension is found by embedding one word.

        Raises:
            EngineError: the model or its server failed.
        """
        return cls(embeddings, name=name, dimension=len(_called(embeddings, ["工会"])[0]))

    @property
    def name(self) -> str:
        """The name given."""
        return self._name

    @property
    def dimension(self) -> int:
        """The dimension given or measured."""
        return self._dimension

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """One row of unit length for each text.

        Raises:
            EngineError: the model or its server failed, or its vectors have another length.
        """
        rows = np.zeros((0, self._dimension), dtype=np.float32)
        if texts:
            # An endpoint refuses an empty text.
            plain = [neutral_text(text) or "。" for text in texts]
            rows = np.asarray(_called(self._embeddings, plain), dtype=np.float32)
        if rows.shape != (len(texts), self._dimension):
            raise EngineError("向量模型返回的结果长度不对", hint="请在设置中检查向量模型的名称。")
        return unit_rows(rows)


def connect_embeddings(model: str, *, base_url: str, key: str = "") -> LangChainEmbedder:
    """The model of an OpenAI-compatible `/embeddings` endpoint, asked once for the length of its vectors.

    Raises:
        EngineError: the endpoint failed.
    """
    from langchain_openai import OpenAIEmbeddings

    embeddings = OpenAIEmbeddings(
        model=model,
        base_url=base_url,
        api_key=SecretStr(key or "none"),
        # The check sends token numbers, which other servers than OpenAI's do not read.
        check_embedding_ctx_length=False,
        timeout=_TIMEOUT_S,
        max_retries=1,
    )
    return LangChainEmbedder.measure(embeddings, name=model)


def _called(embeddings: Embeddings, texts: list[str]) -> list[list[float]]:
    try:
        return embeddings.embed_documents(texts)
    except Exception as error:
        raise EngineError("向量模型没有返回结果", hint="请检查网络和设置中的向量模型，稍后再试。") from error


def _document(hit: Hit) -> Document:
    passage = hit.passage
    return Document(
        id=passage.id,
        page_content=passage.masked,
        metadata={
            "sample": passage.sample_id,
            "heading": passage.heading,
            "topic": passage.topic.value,
            "kind": None if passage.kind is None else passage.kind.value,
            "score": hit.score,
        },
    )
