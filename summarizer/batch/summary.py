"""The table of a batch: one row for every unit."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Final

from summarizer.batch.drafting import Outcome

NAME: Final = "汇总表.xlsx"
_HEADER: Final = (
    *("单位", "来源", "状态", "事实", "已写入", "数据", "有据", "待补充", "核查错误", "待核"),
    *("输入词元", "输出词元", "引擎", "文件", "问题"),
)


def state_of(outcome: Outcome) -> str:
    """完成, 已跳过 or 未完成."""
    if outcome.done is None:
        return "未完成"
    return "已跳过" if outcome.skipped else "完成"


def summary_rows(outcomes: Sequence[Outcome]) -> list[tuple[object, ...]]:
    """A header and one row for each unit."""
    return [_HEADER, *_rows(outcomes)]


def _rows(outcomes: Sequence[Outcome]) -> Iterator[tuple[object, ...]]:
    for outcome in outcomes:
        done = outcome.done
        front = (outcome.unit, outcome.source, state_of(outcome))
        if done is None:
            yield (*front, *(None,) * 11, outcome.error)
            continue
        counts = (done.facts_total, done.facts_written, done.atoms_total, done.atoms_supported)
        found = (done.placeholders, done.errors, done.doubts, done.tokens_in, done.tokens_out)
        yield (*front, *counts, *found, done.engine, done.file, outcome.error)


def summary_json(outcomes: Sequence[Outcome]) -> list[dict[str, object]]:
    """The same for programs; counts are left out for a unit without a draft."""
    shapes = []
    for outcome in outcomes:
        shape: dict[str, object] = {
            "unit": outcome.unit,
            "source": outcome.source,
            "state": "failed" if outcome.done is None else "skipped" if outcome.skipped else "done",
            "error": outcome.error or None,
        }
        if outcome.done is not None:
            kept = asdict(outcome.done)
            for name in ("source", "unit", "job_hash", "file_hash"):
                del kept[name]
            shape |= kept
        shapes.append(shape)
    return shapes
