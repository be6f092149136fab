"""The federation's own fact sheet, made of what its units' facts come to, and where every sum comes from."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from summarizer.batch.summing import Amount, Merged, SummedClause
from summarizer.domain import Document, Fact, Period, Section, Topic, UnitKind
from summarizer.facts import MAX_FACTS, make_id
from summarizer.outline import default_title, load_outline

Json = dict[str, object]
Rows = list[tuple[object, ...]]

_LAST: Final = (Topic.PROBLEMS, Topic.PLANS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Federation:
    """Whose summary it is."""

    unit: str
    kind: UnitKind
    period: Period
    signed: str = ""
    date: str = ""


class _TopicFact(NamedTuple):
    topic: Topic
    fact: Fact


def federation_sheet(
    federation: Federation, merged: Merged, *, new_id: Callable[[], str] = make_id
) -> tuple[Document, int]:
    """The federation's document, not drafted, and the number of units' own facts it has no room for.

    Its facts are the sums and what several units share. Facts that were not added up come along shelved
    (暂不写) under their unit's name: the federation chooses which of them its summary shall tell.
    """
    written = [*_overview(merged, new_id), *_sums(merged, new_id), *_shared(merged, new_id)]
    own = [
        _TopicFact(one.topic, Fact(id=new_id(), text=f"{one.unit}：{one.fact}", shelved=True))
        for one in merged.singles
    ]
    room = max(0, MAX_FACTS - len(written))
    document = Document(
        id=new_id(),
        title=default_title(federation.unit, federation.period),
        unit=federation.unit,
        kind=federation.kind,
        period=federation.period,
        signed=federation.signed,
        date=federation.date,
        sections=_sections(federation, [*written, *own[:room]], new_id),
    )
    return document, max(0, len(own) - room)


def provenance_json(merged: Merged, *, skipped: Sequence[tuple[str, str]] = ()) -> Json:
    """Every sum with its formula and addends, what was not added and why, and who was left out."""
    return {
        "units": list(merged.units),
        "skipped": [{"source": source, "reason": reason} for source, reason in skipped],
        "sums": [_amount_json(merged, clause, amount) for clause, amount in _amounts(merged)],
        "shared": [
            {"topic": one.topic.value, "text": one.text, "units": list(one.units)} for one in merged.shared
        ],
        "singles": [
            {"unit": one.unit, "topic": one.topic.value, "fact": one.fact, "reason": one.reason}
            for one in merged.singles
        ],
    }


def provenance_sheets(merged: Merged, *, skipped: Sequence[tuple[str, str]] = ()) -> dict[str, Rows]:
    """The same as the sheets of a workbook: 合计, 明细, 未合计, 未计入单位 where there are any."""
    sums: Rows = [("主题", "数据", "合计", "算式", "参与单位数", "未报单位", "去年合计")]
    shares: Rows = [("数据", "单位", "原文数据", "数值", "事实原文")]
    for clause, amount in _amounts(merged):
        row = (amount.written, amount.formula, len(amount.shares), "、".join(merged.missing(amount)))
        sums.append((clause.topic.label, amount.label, *row, amount.last_year or ""))
        shares += [
            (amount.label, share.unit, share.written, share.value, "\n".join(share.facts))
            for share in amount.shares
        ]
    singles: Rows = [("单位", "主题", "事实", "没有合计的原因")]
    singles += [(one.unit, one.topic.label, one.fact, one.reason) for one in merged.singles]
    sheets = {"合计": sums, "明细": shares, "未合计": singles}
    if skipped:
        sheets["未计入单位"] = [("来源", "原因"), *skipped]
    return sheets


def _amounts(merged: Merged) -> Iterator[tuple[SummedClause, Amount]]:
    for clause in merged.sums:
        for amount in clause.amounts:
            yield clause, amount


def _amount_json(merged: Merged, clause: SummedClause, amount: Amount) -> Json:
    return {
        "topic": clause.topic.value,
        "label": amount.label,
        "sum": amount.written,
        "value": str(amount.value),
        "measure": amount.measure,
        "formula": amount.formula,
        "last_year": amount.last_year,
        "missing": list(merged.missing(amount)),
        "shares": [
            {
                "unit": share.unit,
                "written": share.written,
                "value": str(share.value),
                "facts": list(share.facts),
            }
            for share in amount.shares
        ],
    }


def _overview(merged: Merged, new_id: Callable[[], str]) -> Iterator[_TopicFact]:
    text = f"汇总{len(merged.units)}个单位的工作情况"
    yield _TopicFact(Topic.OVERVIEW, Fact(id=new_id(), text=text))


def _sums(merged: Merged, new_id: Callable[[], str]) -> Iterator[_TopicFact]:
    """One fact for each run of clauses that the same units contributed to."""
    for clauses in _joined(merged.sums):
        first = clauses[0]
        told = "，".join((*filter(None, first.before), *(clause.text for clause in clauses)))
        everyone = len(first.units) == len(merged.units)
        text = told if everyone else f"{len(first.units)}个单位{told}"
        last_years = [amount.last_year for one in clauses for amount in one.amounts if amount.last_year]
        last_year = last_years[0] if len(last_years) == 1 else None
        yield _TopicFact(first.topic, Fact(id=new_id(), text=text, last_year=last_year))


def _joined(sums: Sequence[SummedClause]) -> Iterator[list[SummedClause]]:
    """The clauses grouped so that one that goes on with another's sentence stands behind it."""
    groups: list[list[SummedClause]] = []
    for clause in sums:
        for group in groups:
            last = group[-1]
            if clause.chain[:-1] == last.chain and clause.units == last.units and clause.topic is last.topic:
                group.append(clause)
                break
        else:
            groups.append([clause])
    yield from groups


def _shared(merged: Merged, new_id: Callable[[], str]) -> Iterator[_TopicFact]:
    for one in merged.shared:
        everyone = len(one.units) == len(merged.units)
        text = one.text if everyone else f"{len(one.units)}个单位{one.text}"
        yield _TopicFact(one.topic, Fact(id=new_id(), text=text))


def _sections(
    federation: Federation, told: Sequence[_TopicFact], new_id: Callable[[], str]
) -> tuple[Section, ...]:
    """The built-in outline's sections that have facts; topics it lacks before problems and plans."""
    facts: dict[Topic, list[Fact]] = {}
    for one in told:
        facts.setdefault(one.topic, []).append(one.fact)
    headings = {
        row.topic: (row.heading, row.length_chars)
        for row in reversed(load_outline(federation.kind, federation.period).sections)
    }
    known = [topic for topic in reversed(headings) if topic not in _LAST]
    others = [topic for topic in Topic if topic not in headings and topic not in _LAST]
    sections = []
    for topic in dict.fromkeys((Topic.OVERVIEW, *known, *others, *_LAST)):
        if topic in facts:
            heading, length_chars = headings.get(topic, (topic.label, 0))
            section = Section(id=new_id(), heading=heading, topic=topic, length_chars=length_chars)
            sections.append(replace(section, facts=tuple(facts[topic])))
    return tuple(sections)
