import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from retrieval_doubles import make_library, make_passage

from summarizer.errors import EngineError
from summarizer.retrieval.hybrid import HybridRetriever
from summarizer.retrieval.langchain import LangChainEmbedder, PassageRetriever


class LengthEmbeddings(Embeddings):
    """A vector of a text's length and one, or an error."""

    def __init__(self, *, broken: bool = False) -> None:
        self.broken = broken

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if self.broken:
            raise RuntimeError("401")
        return [[float(len(text)), 1.0] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def test_documents_hold_masked_text_and_where_it_is_from() -> None:
    store = make_library(make_passage("a-0", "三中慰问困难教师，送去温暖。"))
    documents = PassageRetriever(retriever=HybridRetriever(store)).invoke("慰问")
    assert [document.page_content for document in documents] == ["〔单位〕慰问困难教师，送去温暖。"]
    assert documents[0].id == "a-0"
    assert documents[0].metadata["topic"] == "welfare"


def test_any_embeddings_become_an_embedder_of_unit_rows() -> None:
    embedder = LangChainEmbedder.measure(LengthEmbeddings(), name="length")
    rows = embedder.embed(["慰问〔数量〕32", ""])
    assert (embedder.name, embedder.dimension) == ("length", 2)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1)
    assert rows[0, 0] == pytest.approx(2 / np.sqrt(5))
    assert embedder.embed([]).shape == (0, 2)


def test_a_providers_error_becomes_ours() -> None:
    with pytest.raises(EngineError, match="没有返回结果"):
        LangChainEmbedder(LengthEmbeddings(broken=True), name="x", dimension=2).embed(["慰问"])


def test_vectors_of_another_length_are_an_error() -> None:
    with pytest.raises(EngineError, match="长度不对"):
        LangChainEmbedder(LengthEmbeddings(), name="x", dimension=3).embed(["慰问"])
