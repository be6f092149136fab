"""The retriever: words and meanings of a query, fused, spread over samples, ready as hits."""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from summarizer.domain import Hit, Passage, PassageFilter, Topic, UnitKind
from summarizer.errors import EngineError
from summarizer.protocols import Embedder, PassageScore, SampleStore
from summarizer.retrieval import dense
from summarizer.retrieval.diversity import spread
from summarizer.retrieval.fusion import Ranking, fuse_ranks, fuse_scores

CANDIDATES: Final = 50
"""How deep each ranking goes before they are fused."""
DENSE_WEIGHT: Final = 0.5
"""Share of the vectors in the fused score, the best of 0.2 to 0.6 in benchmarks/retrieval.py.

A stronger model than the bundled one deserves more.
"""

_LOOK_AHEAD = 4  # candidates looked at for each passage asked for, before all of them are
_FILTERS_KEPT = 32
_TOPIC_ALONE = 400  # passages to choose among where only their topic speaks for them, however many there are


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionQuery:
    """What a section is going to say, for which passages are wanted that say the like.

    Attributes:
        heading: the section's, "" when there is none yet.
        facts: the section's active facts.
        pinned: passages the user wants, whatever they score; they come first, in this order.
        where: further limits; its topics and kind are filled in here.
    """

    topic: Topic
    kind: UnitKind | None = None
    heading: str = ""
    facts: Sequence[str] = ()
    pinned: Sequence[str] = ()
    where: PassageFilter = field(default_factory=PassageFilter)

    @property
    def text(self) -> str:
        """Heading and facts, a line each."""
        return "\n".join(filter(None, (self.heading, *self.facts)))


class HybridRetriever:
    """Finds passages by BM25 and, with an embedder, by vectors. Safe to call from any thread.

    Args:
        store: the library.
        embedder: None searches by words and characters only.
        dense_weight: share of the vectors in the fusion, 0 to 1.
        fusion: by scores, or by ranks (RRF), which is worse here but holds when scores of a model are odd.
        on_degraded: told when the embedder fails; the search then goes by words only.
    """

    def __init__(
        self,
        store: SampleStore,
        embedder: Embedder | None = None,
        *,
        dense_weight: float = DENSE_WEIGHT,
        fusion: Literal["scores", "ranks"] = "scores",
        on_degraded: Callable[[EngineError], None] | None = None,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._weights = (1 - dense_weight, dense_weight)
        self._fuse = fuse_scores if fusion == "scores" else fuse_ranks
        self._on_degraded = on_degraded
        self._lock = threading.Lock()
        self._matrix: tuple[int, dense.VectorMatrix] | None = None
        self._is_indexed = False  # as far as is known: the store says so when its index has gone
        self._remembered: tuple[int, dict[PassageFilter, AbstractSet[str]]] = (-1, {})

    def search(
        self,
        text: str,
        *,
        where: PassageFilter | None = None,
        top_k: int = 10,
        per_sample: int | None = None,
    ) -> tuple[Hit, ...]:
        """The passages that match `text` best, ties by id, copies of one text only once.

        Args:
            text: a query as typed, or the facts of a section.
            where: which passages may be returned.
            top_k: how many.
            per_sample: how many of one sample as long as others are left; None does not look at samples.
        """
        fused = self._fused(text, where, depth=max(CANDIDATES, 2 * top_k))
        return self._hits(fused, top_k=top_k, per_sample=per_sample)

    def for_section(self, query: SectionQuery, *, top_k: int = 4) -> tuple[Hit, ...]:
        """The passages to lend a section their style: pinned, then of its topic and kind, then its topic.

        Where too few have anything in common with its facts, passages of the topic follow, with score 0.
        Pinned hits have the score infinity.
        """
        where = query.where
        pinned = tuple(
            Hit(passage=passage, score=float("inf")) for passage in self._store.load_passages(query.pinned)
        )
        hits = list(pinned[:top_k])
        for kind in dict.fromkeys((query.kind, None)):
            taken = frozenset(hit.passage.id for hit in hits)
            step = replace(
                where,
                topics=frozenset({query.topic}),
                kind=kind if kind is not None else where.kind,
                without_passages=where.without_passages | taken,
            )
            if len(hits) < top_k:
                hits += self._among(query.text, step, top_k=top_k - len(hits))
        return tuple(hits)

    def _among(self, text: str, where: PassageFilter, *, top_k: int) -> tuple[Hit, ...]:
        hits = self.search(text, where=where, top_k=top_k, per_sample=1)
        if len(hits) >= top_k:
            return hits
        # Nothing in common with the facts: the topic alone is still a reason.
        found = {hit.passage.id for hit in hits}
        others = replace(where, without_passages=where.without_passages | found)
        rest = sorted(self._store.matching_ids(others, limit=_TOPIC_ALONE))
        more = self._hits([PassageScore(name, 0.0) for name in rest], top_k=top_k - len(hits), per_sample=1)
        return (*hits, *more)

    def _fused(self, text: str, where: PassageFilter | None, *, depth: int) -> tuple[PassageScore, ...]:
        lexical = Ranking(self._store.search_lexical(text, where=where, top_k=depth))
        shared = [passage_id for passage_id, _ in lexical.found]
        nearest = self.nearest(text, where=where, also=shared, top_k=depth)
        return self._fuse((lexical, nearest), weights=self._weights)

    def nearest(
        self,
        text: str,
        *,
        where: PassageFilter | None = None,
        also: Collection[str] = (),
        top_k: int = CANDIDATES,
    ) -> Ranking:
        """The passages nearest to `text` by their vectors, ties by id; none without an embedder.

        Args:
            text: the query.
            where: which passages may be returned.
            also: passages to be scored in any case.
            top_k: how many to return besides those.
        """
        if self._embedder is None or not text.strip():
            return Ranking(found=())
        try:
            if self._is_indexed or self._store.has_vector_index(self._embedder.name):
                found = self._nearest_by_index(self._embedder, text, where=where, also=also, top_k=top_k)
                if found is not None:
                    return found
            revision, matrix = self._load_matrix(self._embedder)
            if not matrix.ids:
                return Ranking(found=())
            vector = self._embedder.embed([text])[0]
        except EngineError as error:
            if self._on_degraded is not None:
                self._on_degraded(error)
            return Ranking(found=())
        among = None if where is None else self._matching(where, revision)
        return matrix.search(vector, among=among, also=also, top_k=top_k)

    def _nearest_by_index(
        self,
        embedder: Embedder,
        text: str,
        *,
        where: PassageFilter | None,
        also: Collection[str],
        top_k: int,
    ) -> Ranking | None:
        """As `nearest`, comparing what the store's index finds; None when it has gone meanwhile.

        Only a neighbour the index misses makes a difference: scores are worked out as without it.
        """
        vector = embedder.embed([text])[0]
        near = self._store.near_vectors(embedder.name, vector, where=where, also=also, top_k=top_k)
        with self._lock:
            self._is_indexed = near is not None
            if near is None:
                return None
            self._matrix = None  # a large library is not kept in memory twice
        return dense.unpack(near, dimension=embedder.dimension).search(vector, also=also, top_k=top_k)

    def _load_matrix(self, embedder: Embedder) -> tuple[int, dense.VectorMatrix]:
        """The library's present revision and its vectors, read again only after a change."""
        revision = self._store.library_revision()
        with self._lock:
            if self._matrix is None or self._matrix[0] != revision:
                stored = self._store.load_vectors(embedder.name)
                self._matrix = (revision, dense.unpack(stored, dimension=embedder.dimension))
            return self._matrix

    def _matching(self, where: PassageFilter, revision: int) -> AbstractSet[str]:
        """The passages that pass a filter; those of a topic are remembered until the library changes."""
        kept = replace(where, without_passages=frozenset())
        with self._lock:
            if self._remembered[0] != revision or len(self._remembered[1]) >= _FILTERS_KEPT:
                self._remembered = (revision, {})
            matching = self._remembered[1]
        if kept not in matching:
            matching[kept] = self._store.matching_ids(kept)
        return matching[kept] - where.without_passages

    def _hits(self, found: Sequence[PassageScore], *, top_k: int, per_sample: int | None) -> tuple[Hit, ...]:
        """The best of `found`, spread over samples; mostly its beginning is enough to choose from."""
        chosen, is_final = self._choose(found[: _LOOK_AHEAD * top_k], top_k=top_k, per_sample=per_sample)
        if not is_final:
            chosen, _ = self._choose(found, top_k=top_k, per_sample=per_sample)
        passages = self._store.load_passages(list(chosen))
        return tuple(Hit(passage=passage, score=chosen[passage.id]) for passage in passages)

    def _choose(
        self, found: Sequence[PassageScore], *, top_k: int, per_sample: int | None
    ) -> tuple[dict[str, float], bool]:
        """The chosen passages with their scores, and whether more candidates would change nothing."""
        origins = self._store.origins_of([passage_id for passage_id, _ in found])
        # A passage may have been removed since it was found.
        present = [score for score in found if score.passage_id in origins]
        allowance = len(present) if per_sample is None else per_sample
        chosen = dict(
            spread(
                present,
                samples={name: origin.sample_id for name, origin in origins.items()},
                copies={name: origin.copy_group for name, origin in origins.items()},
                top_k=top_k,
                per_sample=allowance,
            )
        )
        taken = Counter(origins[name].sample_id for name in chosen)
        return chosen, len(chosen) == top_k and max(taken.values(), default=0) <= allowance


def passage_text(passage: Passage) -> str:
    """What an embedder sees of a passage: masked, because it may be a server's."""
    return f"{passage.heading}\n{passage.masked}"
