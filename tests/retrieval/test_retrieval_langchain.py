import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings
from retrieval_doubles import make_library, make_passage

from summarizer.errors import EngineError
from summarizer.retrieval.hybrid import HybridRetriever
from summarizer.retrieval.langchain import LangChainEmbedder, PassageRetriever, connect_embeddings


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


class EmbeddingsHandler(BaseHTTPRequestHandler):
    """Answers `/v1/embeddings` as OpenAI-compatible servers do, and remembers what it was sent."""

    asked: ClassVar[list[dict[str, object]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append({"path": self.path, "key": self.headers["Authorization"], **body})
        texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
        rows = [{"object": "embedding", "index": at, "embedding": [3.0, 4.0]} for at in range(len(texts))]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        shape = {"object": "list", "data": rows, "model": body["model"], "usage": usage}
        answer = json.dumps(shape).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Keeps the tests' output clean."""


@pytest.fixture
def endpoint() -> Iterator[str]:
    EmbeddingsHandler.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), EmbeddingsHandler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/v1"
        server.shutdown()
        thread.join()


def test_an_endpoint_is_sent_plain_texts_and_its_vectors_come_back_as_unit_rows(endpoint: str) -> None:
    embedder = connect_embeddings("bge-m3", base_url=endpoint, key="secret")
    assert (embedder.name, embedder.dimension) == ("bge-m3", 2)
    rows = embedder.embed(["慰问困难职工", "送清凉"])
    assert rows.tolist() == [pytest.approx([0.6, 0.8])] * 2
    last = EmbeddingsHandler.asked[-1]
    assert (last["path"], last["model"], last["key"]) == ("/v1/embeddings", "bge-m3", "Bearer secret")
    assert last["input"] == ["慰问困难职工", "送清凉"]


def test_an_endpoint_that_does_not_answer_is_our_error() -> None:
    with pytest.raises(EngineError, match="没有返回结果"):
        connect_embeddings("bge-m3", base_url="http://127.0.0.1:9/v1")
