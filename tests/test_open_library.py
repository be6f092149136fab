"""The public `Library`."""

from pathlib import Path

import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding

from summarizer import Library
from summarizer.assemble import build_pipeline, load_settings
from summarizer.domain import Topic, UnitKind
from summarizer.retrieval.langchain import LangChainEmbedder

pytestmark = pytest.mark.usefixtures("no_settings")

SUMMARY = """某街道总工会2023年工作总结
2023年，街道总工会围绕职工所需开展工作，全年走访企业20家，发展会员300人。
一、帮扶困难职工
春节前走访慰问困难职工31户，发放慰问金4.8万元，夏天给户外职工送去清凉用品。
"""


def test_the_library_is_public_and_opens_on_the_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SUMMARIZER_EMBEDDING_MODEL", "none")
    (tmp_path / "去年.txt").write_text(SUMMARY, encoding="gb18030")
    with Library.open() as library:
        (report,) = library.add([tmp_path / "去年.txt"])
        added = report.articles[0].sample
        assert len(library.list()) > 1
        assert library.show(added.id).sample == added
        hits = library.search("慰问困难职工", UnitKind.COMMUNITY, Topic.WELFARE, 50)
        assert added.id in {hit.passage.sample_id for hit in hits}
        library.remove(added.id)
    with Library.open(load_settings()) as library:
        assert added.id not in {card.sample.id for card in library.list()}
    pipeline = build_pipeline()
    assert {card.sample.builtin for card in pipeline.list_samples()} == {True}
    pipeline.close()


def test_any_langchain_embeddings_can_be_plugged_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "home"))
    embedder = LangChainEmbedder.measure(DeterministicFakeEmbedding(size=8), name="fake-8")
    with Library.open(embedder=embedder) as library:
        passages = sum(card.passages_total for card in library.list())
        assert library.embed() == passages > 0
        assert library.search("慰问困难职工", k=3)
        assert len(library.as_retriever(k=2).invoke("慰问困难职工")) == 2
