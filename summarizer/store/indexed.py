"""Samples with their passages in all tables and indexes at once: written, replaced, removed."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

import numpy as np
from sqlalchemy import BigInteger, Connection, Select, column, func, insert, select, text

from summarizer.domain import Passage, Sample
from summarizer.retrieval.duplicates import MOST_COMPARED, MOST_HOLDERS, SHARED_HASHES, is_copy, sketch
from summarizer.retrieval.terms import Segment, count_terms
from summarizer.store import lexical, samples
from summarizer.store.bulk import fetch_rows, insert_rows
from summarizer.store.columns import storable, storable_id
from summarizer.store.rights import of_readable_passage
from summarizer.store.tables import StoredRow, fingerprints, passages
from summarizer.store.term_ids import TermIds

_HEADING_WEIGHT = 2  # a heading names the matter in a few characters, so it counts as if it stood there twice
_HIGHEST = 2**31 - 1  # no passage has a higher number


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A sample to be written with its passages, and the moment it is added."""

    sample: Sample
    passages: Sequence[Indexed]
    now: datetime


def index_passages(passages: Sequence[Passage], *, segment: Segment | None) -> tuple[Indexed, ...]:
    """Each passage with its terms and its sketch."""
    return tuple(_index(passage, segment) for passage in passages)


def insert_sample(
    connection: Connection,
    sample: Sample,
    indexed: Sequence[Indexed],
    *,
    now: datetime,
    known_terms: TermIds | None = None,
) -> Sample:
    """The sample as stored with its passages; one with the same text stays as it is and is returned.

    Args:
        connection: in a writing transaction.
        sample: to be written.
        indexed: its passages.
        now: when it is added.
        known_terms: ids of earlier writes; those of this one are added.
    """
    addition = Addition(sample=sample, passages=indexed, now=now)
    return insert_samples(connection, [addition], known_terms=known_terms)[0]


def insert_samples(
    connection: Connection, additions: Sequence[Addition], *, known_terms: TermIds | None = None
) -> tuple[Sample, ...]:
    """The samples as stored, in the order given: what adding one after the other leaves, in a few statements.

    Args:
        connection: in a writing transaction.
        additions: to be written; of those with one text only the first is, unless the library has it.
        known_terms: ids of earlier writes; those of this one are added.
    """
    counters = samples.lock_corpus(connection)
    keys = [storable_id(samples.content_key(one.sample)) for one in additions]
    stored = samples.find_contents(connection, keys)
    fresh: dict[str, Addition] = {}
    for key, one in zip(keys, additions, strict=True):
        if key not in stored:
            fresh.setdefault(key, one)
    if fresh:
        known_ids = known_terms if known_terms is not None else TermIds()
        _write(connection, list(fresh.values()), counters, known_ids)
        stored |= samples.find_contents(connection, fresh)
    return tuple(stored[key] for key in keys)


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


def _write(
    connection: Connection, additions: Sequence[Addition], counters: StoredRow, known_ids: TermIds
) -> None:
    """Writes samples no other has the text of into all tables."""
    samples.insert_samples(connection, [(one.sample, one.now) for one in additions])
    indexed = [passage for one in additions for passage in one.passages]
    ids, next_term = lexical.resolve_terms(
        connection,
        [one.terms for one in indexed],
        next_term=counters.next_term,
        known=known_ids.at(counters.revision),
    )
    known_ids.grow(ids, revision=counters.revision + 1)
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


def _index(passage: Passage, segment: Segment | None) -> Indexed:
    whole = f"{passage.heading}\n" * _HEADING_WEIGHT + passage.text
    clean = replace(passage, text=storable(passage.text))
    terms = count_terms(storable(whole), segment=segment)
    return Indexed(passage=clean, terms=terms, sketch=sketch(clean.text))


def _insert_passages(
    connection: Connection, numbered: Sequence[tuple[int, Indexed]], ids: Mapping[str, int]
) -> None:
    """Writes passages with their postings and fingerprints."""
    groups = _copy_groups(connection, numbered)
    rows = [_passage_row(number, one, groups[number], ids) for number, one in numbered]
    if rows:
        connection.execute(insert(passages), rows)
    prints = [(value, number) for number, one in numbered for value in one.sketch]
    # Sorted by their key, as postings are: neighbours go to one page.
    insert_rows(connection, fingerprints, ("hash", "passage"), sorted(prints))
    lexical.insert_postings(
        connection,
        [
            (ids[term], number, tf, length)
            for number, one, length in [(number, one, one.length) for number, one in numbered]
            for term, tf in one.terms.items()
        ],
    )


def _term_ids(counted: Mapping[str, int], ids: Mapping[str, int]) -> bytes:
    """The ids of a passage's terms, ascending, each as often as the passage holds it."""
    once = np.fromiter(map(ids.__getitem__, counted), dtype=samples.PACKED, count=len(counted))
    often = np.fromiter(counted.values(), dtype=np.intp, count=len(counted))
    return np.sort(np.repeat(once, often)).tobytes()


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
        "term_ids": _term_ids(one.terms, ids),
        "text": passage.text,
        "masked": passage.masked,
    }


def _copy_groups(connection: Connection, numbered: Sequence[tuple[int, Indexed]]) -> dict[int, str]:
    """The copy group of each new passage: that of the first passage it is a copy of, else its own."""
    added = dict(numbered)
    likely = {
        number: _likely(counted, added, number)
        for number, counted in _shared_hashes(connection, numbered).items()
    }
    stored = sorted({other for found in likely.values() for other in found if other not in added})
    texts: dict[int, tuple[str, str]] = {}
    for batch in samples.batches(stored):
        query = select(passages.c.number, passages.c.copy_group, passages.c.text)
        for row in connection.execute(query.where(passages.c.number.in_(batch))):
            texts[row.number] = (row.copy_group, row.text)
    groups: dict[int, str] = {}
    for number, one in numbered:
        candidates = map(texts.__getitem__, likely[number])
        copied = (group for group, words in candidates if is_copy(words, one.passage.text))
        groups[number] = next(copied, one.passage.id)
        texts[number] = (groups[number], one.passage.text)
    return groups


def _shared_hashes(
    connection: Connection, numbered: Sequence[tuple[int, Indexed]]
) -> dict[int, Counter[int]]:
    """For each new passage how many hashes it shares with each stored one, and each new one before it."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for batch in samples.batches(sorted({value for _, one in numbered for value in one.sketch})):
        for value, other in fetch_rows(connection, _first_holders(connection, batch)):
            holders[value].append(other)
    counts: dict[int, Counter[int]] = {}
    for number, one in numbered:
        counts[number] = Counter(chain.from_iterable(map(holders.__getitem__, one.sketch)))
        for value in one.sketch:
            holders[value].append(number)
    return counts


def _first_holders(connection: Connection, hashes: Iterable[int]) -> Select[int, int]:
    """A query for hashes with the first `MOST_HOLDERS` passages a user sees of each.

    The hashes are written out as a table, so that where to stop is looked up once for each of them.
    """
    rows = ", ".join(f"({value:d})" for value in hashes)
    wanted = text(f"VALUES {rows}").columns(column("column1", BigInteger)).cte("wanted")
    earlier = fingerprints.alias("earlier")
    last = (
        select(earlier.c.passage)
        .where(earlier.c.hash == wanted.c.column1, *of_readable_passage(connection, earlier.c.passage))
        .order_by(earlier.c.passage)
        .limit(1)
        .offset(MOST_HOLDERS - 1)
        .scalar_subquery()
    )
    return (
        select(fingerprints.c.hash, fingerprints.c.passage)
        .join_from(wanted, fingerprints, fingerprints.c.hash == wanted.c.column1)
        .where(
            fingerprints.c.passage <= func.coalesce(last, _HIGHEST),
            *of_readable_passage(connection, fingerprints.c.passage),
        )
    )


def _likely(counted: Mapping[int, int], added: Mapping[int, Indexed], number: int) -> list[int]:
    """The passages to compare a new one with: of other samples those that share most, of its own all."""
    sample_id = added[number].passage.sample_id
    enough = [(-count, other) for other, count in counted.items() if count >= SHARED_HASHES]
    own = {other for _, other in enough if other in added and added[other].passage.sample_id == sample_id}
    others = sorted(pair for pair in enough if pair[1] not in own)[:MOST_COMPARED]
    return sorted(other for _, other in others) + sorted(own)
