"""Samples and passages to store."""

from summarizer.domain import Passage, Period, PeriodSpan, Sample, Topic, UnitKind

TEXTS = (
    (Topic.WELFARE, "春节前走访困难职工，发放慰问金，夏季到一线送清凉，把组织的关心送到职工心坎上。"),
    (Topic.CULTURE, "举办职工运动会和歌咏比赛，篮球、书法、摄影社团每周活动，职工的业余生活更有滋味。"),
    (Topic.DEMOCRACY, "召开职工代表大会，审议集体合同和安置方案，代表提案逐件答复，办理结果公开上墙。"),
)


def make_sample(sample_id: str = "s", **changes: object) -> Sample:
    fields: dict[str, object] = {
        "id": sample_id,
        "title": f"{sample_id}工会2024年上半年工作总结",
        "unit": f"{sample_id}工会",
        "kind": UnitKind.SOE,
        "period": Period(year=2024, span=PeriodSpan.HALF_YEAR, number=1),
        "source": "本项目原创",
        "licence": "MIT",
        "content_hash": f"hash-{sample_id}",
        **changes,
    }
    return Sample(**fields)  # type: ignore[arg-type]


def make_passages(sample_id: str = "s", *, kind: UnitKind | None = UnitKind.SOE) -> tuple[Passage, ...]:
    """One passage for each of `TEXTS`: welfare (also culture), culture, democracy."""
    return tuple(
        Passage(
            id=f"{sample_id}-{position}",
            sample_id=sample_id,
            heading=topic.label,
            topic=topic,
            kind=kind,
            text=text,
            masked=text,
            also=(Topic.CULTURE,) if topic is Topic.WELFARE else (),
            position=position,
        )
        for position, (topic, text) in enumerate(TEXTS)
    )
