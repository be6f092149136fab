"""A sample with its passages as bytes: what the bin keeps of it."""

import json
import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from summarizer.domain import Passage, Period, PeriodSpan, Sample, Topic, UnitKind


def pack_sample(sample: Sample, passages: Sequence[Passage]) -> bytes:
    """Compressed JSON of a sample and its passages."""
    shape = {"sample": _sample_shape(sample), "passages": [_passage_shape(passage) for passage in passages]}
    return zlib.compress(json.dumps(shape, ensure_ascii=False).encode("utf-8"))


def unpack_sample(snapshot: bytes) -> tuple[Sample, tuple[Passage, ...]]:
    """What `pack_sample` packed."""
    shape = json.loads(zlib.decompress(snapshot))
    sample = _sample(shape["sample"])
    return sample, tuple(_passage(row, sample.id) for row in shape["passages"])


def _sample_shape(sample: Sample) -> dict[str, Any]:
    period = sample.period
    return {
        "id": sample.id,
        "title": sample.title,
        "unit": sample.unit,
        "kind": sample.kind,
        "period": None if period is None else [period.year, period.span, period.number],
        "source": sample.source,
        "licence": sample.licence,
        "content_hash": sample.content_hash,
        "builtin": sample.builtin,
        "added_at": None if sample.added_at is None else sample.added_at.isoformat(),
    }


def _sample(row: Mapping[str, Any]) -> Sample:
    period, added_at = row["period"], row["added_at"]
    return Sample(
        id=row["id"],
        title=row["title"],
        unit=row["unit"],
        kind=_kind(row["kind"]),
        period=None
        if period is None
        else Period(year=period[0], span=PeriodSpan(period[1]), number=period[2]),
        source=row["source"],
        licence=row["licence"],
        content_hash=row["content_hash"],
        builtin=row["builtin"],
        added_at=None if added_at is None else datetime.fromisoformat(added_at),
    )


def _passage_shape(passage: Passage) -> dict[str, Any]:
    return {
        "id": passage.id,
        "heading": passage.heading,
        "topics": [passage.topic, *passage.also],
        "kind": passage.kind,
        "text": passage.text,
        "masked": passage.masked,
        "position": passage.position,
    }


def _passage(row: Mapping[str, Any], sample_id: str) -> Passage:
    topic, *also = (Topic(name) for name in row["topics"])
    return Passage(
        id=row["id"],
        sample_id=sample_id,
        heading=row["heading"],
        topic=topic,
        also=tuple(also),
        kind=_kind(row["kind"]),
        text=row["text"],
        masked=row["masked"],
        position=row["position"],
    )


def _kind(name: str | None) -> UnitKind | None:
    return None if name is None else UnitKind(name)
