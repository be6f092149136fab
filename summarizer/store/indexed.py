"""Samples with their passages in all tables and indexes at once: written, replaced, removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from summarizer.domain import Passage, Sample
from summarizer.retrieval.duplicates import MOST_COMPARED, SHARED_HASHES, is_copy, sketch
from summarizer.retrieval.terms import Segment, count_terms
from summarizer.store import lexical, samples
from summarizer.store.columns import storable
from summarizer.store.tables import fingerprints, passages

_HEADING_WEIGHT = 2  # a heading names the matter in a few characters, so it counts as if it stood there twice


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """A passage with what the indexes need of it, made before the database is locked."""

    passage: Passage
    terms: Mapping[str, int]
    sketch: tuple[int, ...]

    @property
    def length(self) -> int:
        """Terms of the passage, repeated ones counted."""
        return sum(self.terms.values())


def index_passages(passages: Sequence[Passage], *, segment: Segment | None) -> tuple[Indexed, ...]:
    """Each passage with its terms and its sketch."""
    return tuple(_index(passage, segment) for passage in passages)


def insert_sample(
    connection: Connection, sample: Sample, indexed: Sequence[Indexed], *, now: datetime
) -> Sample:
    """The sample as stored with its passages; one with the same text stays as it is and is returned."""
    counters = samples.lock_corpus(connection)
    known = samples.find_content(connection, sample.content_hash or sample.id)
    if known is not None:
        return known
    samples.insert_sample(connection, sample, now=now)
    ids, next_term = lexical.resolve_terms(
        connection, [one.terms for one in indexed], next_term=counters.next_term
    )
    numbered = list(enumerate(indexed, start=counters.next_passage))
    _insert_passages(connection, numbered, ids)
    samples.insert_topics(connection, [(number, one.passage) for number, one in numbered])
    samples.touch_corpus(
        connection,
        passages=len(indexed),
        length=sum(one.length for one in indexed),
        next_passage=len(indexed),
        next_term=next_term - counters.next_term,
    )
    return samples.find_sample(connection, sample.id)


def remove_sample(connection: Connection, sample_id: str) -> None:
    """Removes a sample, its passages, and its part of every frequency and count.

    Raises:
        NotFoundError: no such sample.
    """
    samples.lock_corpus(connection)
    samples.find_sample(connection, sample_id)
    query = select(passages.c.number, passages.c.term_ids, passages.c.length).where(
        passages.c.sample_id == sample_id
    )
    rows = connection.execute(query).all()
    lexical.remove_postings(connection, [(row.number, row.term_ids) for row in rows])
    samples.delete_sample(connection, sample_id)
    samples.touch_corpus(connection, passages=-len(rows), length=-sum(row.length for row in rows))


def _index(passage: Passage, segment: Segment | None) -> Indexed:
    whole = f"{passage.heading}\n" * _HEADING_WEIGHT + passage.text
    clean = replace(passage, text=storable(passage.text))
    terms = count_terms(storable(whole), segment=segment)
    return Indexed(passage=clean, terms=terms, sketch=sketch(clean.text))


def _insert_passages(
    connection: Connection, numbered: Sequence[tuple[int, Indexed]], ids: Mapping[str, int]
) -> None:
    """Writes passages with their postings and fingerprints."""
    groups: dict[int, str] = {}
    for number, one in numbered:
        before = [(groups[other], earlier) for other, earlier in numbered if other < number]
        groups[number] = _copy_group(connection, one, before)
    rows = [_passage_row(number, one, groups[number], ids) for number, one in numbered]
    if rows:
        connection.execute(insert(passages), rows)
    prints = [(value, number) for number, one in numbered for value in one.sketch]
    samples.insert_rows(connection, fingerprints, ("hash", "passage"), prints)
    lexical.insert_postings(
        connection,
        [(ids[term], number, tf, one.length) for number, one in numbered for term, tf in one.terms.items()],
    )


def _passage_row(number: int, one: Indexed, group: str, ids: Mapping[str, int]) -> dict[str, object]:
    passage = one.passage
    return {
        "number": number,
        "id": passage.id,
        "sample_id": passage.sample_id,
        "position": passage.position,
        "heading": passage.heading,
        "kind": None if passage.kind is None else passage.kind.value,
        "copy_group": group,
        "length": one.length,
        "term_ids": samples.pack_numbers(sorted(ids[term] for term in one.terms)),
        "text": passage.text,
        "masked": passage.masked,
    }


def _copy_group(connection: Connection, one: Indexed, before: Sequence[tuple[str, Indexed]]) -> str:
    """The group of the passage this one is a copy of, stored or before it in its sample; else its own."""
    if not one.sketch:
        return one.passage.id
    hashes = set(one.sketch)
    for group, earlier in before:
        shared = len(hashes.intersection(earlier.sketch))
        if shared >= SHARED_HASHES and is_copy(earlier.passage.text, one.passage.text):
            return group
    counted = func.count()
    candidates = (
        select(fingerprints.c.passage)
        .where(fingerprints.c.hash.in_(one.sketch))
        .group_by(fingerprints.c.passage)
        .having(counted >= SHARED_HASHES)
        .order_by(counted.desc(), fingerprints.c.passage)
        .limit(MOST_COMPARED)
    )
    query = (
        select(passages.c.copy_group, passages.c.text)
        .where(passages.c.number.in_(candidates))
        .order_by(passages.c.number)
    )
    for row in connection.execute(query):
        if is_copy(row.text, one.passage.text):
            return str(row.copy_group)
    return one.passage.id
