"""Commands for many units: a draft for each, and the federation's own facts summed up from theirs."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from summarizer import __version__
from summarizer.assemble import build_drafters, load_settings
from summarizer.batch.drafting import Job, Outcome, draft_units
from summarizer.batch.federation import Federation, federation_sheet, provenance_json, provenance_sheets
from summarizer.batch.manifest import Manifest
from summarizer.batch.reading import Defaults, UnitSheet, read_units
from summarizer.batch.summary import NAME, summary_json, summary_rows
from summarizer.batch.summing import Merged, merge_units
from summarizer.cli.chinese import ChineseCommand
from summarizer.cli.choices import Engine, engine_named
from summarizer.cli.files import check_target, format_of, save
from summarizer.cli.output import BAD_INPUT, DONE, FAILED, FINDINGS, AsJson, print_json, say
from summarizer.domain import Document, UnitKind
from summarizer.drafting.presets import resolve_target
from summarizer.errors import InputError
from summarizer.export import Format, export_document, offered_formats
from summarizer.export.workbook import write_workbook
from summarizer.factsheet import write_fact_sheet
from summarizer.outline import parse_kind
from summarizer.pipeline import draft_document
from summarizer.settings import Settings
from summarizer.text.dates import parse_period

Source = Annotated[
    Path, typer.Argument(metavar="来源", help="放各单位事实单（.md）的文件夹，或每行一个单位的 .xlsx")
]
Kind = Annotated[
    str, typer.Option("--kind", metavar="类型", show_default=False, help="表中没有“单位类型”时用，如 学校")
]
PeriodLabel = Annotated[
    str, typer.Option("--period", metavar="期间", show_default=False, help="表中没有“期间”时用，如 2024年度")
]


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(cls=ChineseCommand, help="为许多单位各起草一篇总结；中断后再运行会接着做。")(batch)
    app.command(cls=ChineseCommand, help="把各单位的事实汇总成本级工会的事实单，合计都附出处。")(merge)


def batch(
    source: Source,
    *,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="文件夹", help="各单位的总结放在这里")],
    engine: Engine = "auto",
    file_format: Annotated[
        str, typer.Option("--format", metavar="格式", show_default=False, help="docx（默认）、pdf、md 或 txt")
    ] = "docx",
    kind: Kind = "",
    period: PeriodLabel = "",
    again: Annotated[bool, typer.Option("--again", help="已完成的单位也重新起草")] = False,
    as_json: AsJson = False,
) -> int:
    """Drafts every unit; 3 when the engine failed for some, 2 for unusable facts, 1 for findings."""
    settings, chosen = load_settings(), _format_named(file_format)
    _keep_apart(source, output)
    sheets = read_units(source, defaults=_defaults(kind, period))
    progress = _Progress(len(sheets))
    manifest = Manifest.open(output)
    outcomes = draft_units(sheets, manifest, _job(settings, engine, chosen, again=again), on_outcome=progress)
    save(output / NAME, write_workbook({"汇总表": summary_rows(outcomes)}), inputs=[source])
    if as_json:
        print_json(summary_json(outcomes))
    _say_totals(outcomes, output)
    return _exit_code(outcomes)


def merge(
    source: Source,
    *,
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="文件", help=".md 为事实单；.docx、.pdf、.txt 为起草好的总结"),
    ],
    unit: Annotated[str, typer.Option("--unit", metavar="单位", help="本级工会的名称，如 ××区总工会")],
    period: PeriodLabel = "",
    kind: Annotated[
        str, typer.Option("--kind", metavar="类型", show_default=False, help="本级工会的单位类型，默认 机关")
    ] = "office",
    engine: Engine = "auto",
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="事实单不能用的单位不计入，其余照样汇总")
    ] = False,
    as_json: AsJson = False,
) -> int:
    """Sums the units' facts; the provenance goes into a workbook beside the result."""
    chosen = format_of(output)
    _keep_apart(source, output.parent)
    if not unit.strip():
        message = "没有写本级工会的名称"
        raise InputError(message, hint="请用 --unit 写明，例如 --unit ××区总工会。")
    # A row without a kind of its own is as good as one of the federation's: sums do not look at it.
    sheets = read_units(source, defaults=_defaults(kind, period))
    documents, skipped = _usable(sheets, period, skip_bad=skip_bad)
    merged = merge_units(documents)
    federation = Federation(unit=unit.strip(), kind=parse_kind(kind), period=documents[0].period)
    document, left_out = federation_sheet(federation, merged)
    beside = output.with_name(f"{output.stem}_出处.xlsx")
    inputs = [source] if source.is_file() else [source / sheet.source for sheet in sheets]
    check_target(output, inputs=[*inputs, beside])
    save(beside, write_workbook(provenance_sheets(merged, skipped=skipped)), inputs=inputs)
    save(output, _written(document, chosen, engine), inputs=[*inputs, beside])
    if as_json:
        print_json(provenance_json(merged, skipped=skipped))
    _say_merged(merged, skipped, left_out, output, beside)
    return BAD_INPUT if skipped else DONE


class _Progress:
    """Tells the person of every unit as it ends."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0

    def __call__(self, outcome: Outcome) -> None:
        self._done += 1
        say(f"[{self._done}/{self._total}] {outcome.unit}：{_told(outcome)}")


def _told(outcome: Outcome) -> str:
    done = outcome.done
    if done is None:
        return f"没有完成。{outcome.error}"
    counts = f"事实 {done.facts_written}/{done.facts_total}，数据 {done.atoms_supported}/{done.atoms_total}"
    return (
        f"以前已完成，跳过（{counts}）"
        if outcome.skipped
        else f"{counts}，错误 {done.errors} 处 → {done.file}"
    )


def _say_totals(outcomes: Sequence[Outcome], folder: Path) -> None:
    fresh = sum(outcome.done is not None and not outcome.skipped for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    failed = sum(outcome.done is None for outcome in outcomes)
    say(f"共 {len(outcomes)} 个单位：完成 {fresh}，跳过 {skipped}，未完成 {failed}。汇总表：{folder / NAME}")


def _exit_code(outcomes: Sequence[Outcome]) -> int:
    if any(outcome.engine_failed for outcome in outcomes):
        return FAILED
    if any(outcome.done is None for outcome in outcomes):
        return BAD_INPUT
    return FINDINGS if any(outcome.done and outcome.done.errors for outcome in outcomes) else DONE


def _keep_apart(source: Path, folder: Path) -> None:
    """Passes when what is written cannot be taken for a unit's facts the next time."""
    if source.is_dir() and folder.resolve() == source.resolve():
        message = "结果不能放在各单位事实单的文件夹里，否则下次会被当作一个单位"
        raise InputError(message, hint="请用 -o 另写一个文件夹。")


def _job(settings: Settings, engine: str, chosen: Format, *, again: bool) -> Job:
    target = resolve_target(settings)
    model = target.model if target is not None else ""
    return Job(
        drafters=build_drafters(settings),
        engine=engine_named(engine, settings),
        model=model if settings.gguf is None else f"{model} {settings.gguf.name}",
        version=__version__,
        format=chosen,
        units_at_once=settings.concurrency,
        sections_at_once=settings.concurrency,
        again=again,
    )


def _defaults(kind: str, period: str) -> Defaults:
    chosen: UnitKind | None = parse_kind(kind) if kind else None
    return Defaults(kind=chosen, period=parse_period(period) if period else None)


def _format_named(name: str) -> Format:
    offered = offered_formats()
    for chosen in offered:
        if chosen.suffix == f".{name.lower().lstrip('.')}":
            return chosen
    message = f"不能保存为“{name}”格式"
    raise InputError(message, hint=f"可用：{'、'.join(one.suffix.lstrip('.') for one in offered)}。")


def _usable(
    sheets: Sequence[UnitSheet], period: str, *, skip_bad: bool
) -> tuple[list[Document], list[tuple[str, str]]]:
    """The documents to sum up, and the sheets that were left out with the reason.

    Raises:
        InputError: a sheet cannot be used, and nobody said that it may be left out.
    """
    wanted = parse_period(period) if period else None
    documents: list[Document] = []
    bad: list[tuple[str, str]] = []
    for sheet in sheets:
        # A sheet that cannot be read is called by its file, which is not said twice.
        named = sheet.source if Path(sheet.source).stem == sheet.name else f"{sheet.source} {sheet.name}"
        if sheet.document is None:
            bad.append((named, sheet.error))
        elif wanted is not None and sheet.document.period != wanted:
            label = sheet.document.period.sheet_label
            bad.append((named, f"期间是{label}，不是{wanted.sheet_label}。"))
        else:
            documents.append(sheet.document)
    for source, reason in bad:
        say(f"{source}：{reason}")
    if bad and not skip_bad:
        message = f"{len(bad)} 个单位的事实单不能用，合计会不全，没有汇总"
        raise InputError(message, hint="请修改后再运行；确定不计入它们时加上 --skip-bad。")
    return documents, bad


def _written(document: Document, chosen: Format, engine: str) -> bytes:
    if chosen is Format.MD:
        return write_fact_sheet(document).encode()
    settings = load_settings()
    drafted = draft_document(
        document,
        engine=engine_named(engine, settings),
        drafters=build_drafters(settings),
        on_progress=lambda done, total, section: say(f"[{done}/{total}] {section.heading}"),
        concurrency=settings.concurrency,
    )
    return export_document(drafted.document, format=chosen)


def _say_merged(
    merged: Merged, skipped: Sequence[tuple[str, str]], left_out: int, output: Path, beside: Path
) -> None:
    sums = sum(len(clause.amounts) for clause in merged.sums)
    say(f"{len(merged.units)} 个单位：合计 {sums} 项，{len(merged.singles)} 条事实未合计（标为暂不写）。")
    if skipped:
        say(f"{len(skipped)} 个单位没有计入，合计不含它们。")
    if left_out:
        say(f"另有 {left_out} 条未合计的事实只列在出处表里，事实单已到条数上限。")
    say(f"已保存：{output}；出处：{beside}")
