"""The `samples` commands: add, list, show, remove, clean, search."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final

import typer

from summarizer.cli.chinese import ChineseCommand, ChineseGroup
from summarizer.cli.output import DONE, AsJson, print_json, say
from summarizer.cli.sample_shapes import added_json, cards_json, cleaned_json, hits_json, view_json
from summarizer.domain import (
    Hit,
    IngestReport,
    IngestStatus,
    Sample,
    SampleCard,
    SampleFilter,
    SampleView,
    Topic,
    UnitKind,
)
from summarizer.errors import EngineError, InputError, NotFoundError, UnknownTopicError
from summarizer.library.ingest import is_visible, read_file
from summarizer.library.loaders import find_files
from summarizer.library.manuscript import EditKind
from summarizer.library.report import CleanReport
from summarizer.open_library import Library
from summarizer.outline import parse_kind, parse_topic

_NAMED_FILES: Final = 3
_EXTRACT_CHARS: Final = 90
_READABLE: Final = "可导入 .docx .doc .wps .pdf .txt .md .html 文件、文件夹和 .zip。"

samples = typer.Typer(
    cls=ChineseGroup,
    rich_markup_mode=None,
    no_args_is_help=False,
    help="范文库：导入、查看、删除、检索、清理。",
)

Paths = Annotated[list[Path], typer.Argument(metavar="路径…", help="文件、文件夹或 .zip，可以写多个")]
OnePath = Annotated[Path, typer.Argument(metavar="路径", help="文件、文件夹或 .zip")]
SampleId = Annotated[str, typer.Argument(metavar="编号", help="范文的编号，见 samples list")]
Encoding = Annotated[
    str,
    typer.Option(
        "--encoding", metavar="编码", show_default=False, help="文本和网页的编码，如 big5；不写则自动识别"
    ),
]
Kind = Annotated[
    str, typer.Option("--kind", metavar="类型", show_default=False, help="只看一种单位，如 school 或 学校")
]


@samples.callback(invoke_without_command=True)
def root(context: typer.Context) -> None:
    """Shows the help page when no command follows."""
    if context.invoked_subcommand is None:
        print(context.get_help())


@samples.command(cls=ChineseCommand, help="导入范文：清理、拆分、归类、遮蔽后入库；已在库中的跳过。")
def add(paths: Paths, encoding: Encoding = "", as_json: AsJson = False) -> int:
    """Imports files; BAD_INPUT when not one of them could be used."""
    with _open() as library:
        reports = library.add(paths, on_progress=_show_progress, encoding=encoding)
        _refuse_if_useless(reports)
        library.embed(on_progress=_show_embedded)
    if as_json:
        print_json(added_json(reports))
    else:
        for report in reports:
            print("\n".join(_report_lines(report)))
    say(_verdict(reports))
    return DONE


@samples.command(name="list", cls=ChineseCommand, help="列出范文。")
def list_samples(kind: Kind = "", as_json: AsJson = False) -> int:
    """All samples, the last added first."""
    wanted = _kind(kind)
    with _open() as library:
        cards = library.list(SampleFilter(kind=wanted))
    if as_json:
        print_json(cards_json(cards))
    else:
        for card in cards:
            print(_card_line(card))
        say(f"共{len(cards)}份范文。")
    return DONE


@samples.command(cls=ChineseCommand, help="查看一份范文：清理后的正文，和遮蔽后的片段。")
def show(sample_id: SampleId, as_json: AsJson = False) -> int:
    """One sample."""
    with _open() as library:
        view = _found(library, sample_id)
    if as_json:
        print_json(view_json(view))
    else:
        print("\n".join(_view_lines(view)))
    return DONE


@samples.command(cls=ChineseCommand, help="删除一份范文，不留痕迹。")
def remove(sample_id: SampleId) -> int:
    """Removes a sample for good."""
    with _open() as library:
        title = _found(library, sample_id).sample.title
        library.remove(sample_id)
    say(f"已删除范文《{title}》。")
    return DONE


@samples.command(cls=ChineseCommand, help="只清理、不入库：打印清理后的正文，改动列在标准错误。")
def clean(path: OnePath, encoding: Encoding = "", as_json: AsJson = False) -> int:
    """The cleaning alone; BAD_INPUT when there is no summary in it."""
    reports: list[CleanReport] = []
    refused: list[tuple[str, InputError]] = []
    for entry in find_files(path):
        try:
            if entry.refusal is not None:
                raise entry.refusal
            reports.append(read_file(entry.content, entry.name, encoding=encoding)[0])
        except InputError as error:
            refused.append((entry.name, error))
    if not reports:
        raise _all_refused([(name, error.sentence) for name, error in refused])
    reasons = [(name, error.sentence) for name, error in refused]
    if as_json:
        print_json(cleaned_json(reports, reasons))
        return DONE
    print("\n\n".join(article.text for report in reports for article in report.articles))
    for line in (line for report in reports for line in _change_lines(report)):
        say(line)
    for name, reason in reasons:
        say(f"{name}：{reason}")
    return DONE


@samples.command(cls=ChineseCommand, help="检索范文片段。")
def search(
    query: Annotated[str, typer.Argument(metavar="检索词", help="词语、一条事实，或一段话")],
    kind: Kind = "",
    topic: Annotated[
        str,
        typer.Option(
            "--topic", metavar="主题", show_default=False, help="只看一个主题，如 welfare 或 帮扶与普惠服务"
        ),
    ] = "",
    k: Annotated[
        int, typer.Option("-k", metavar="段数", min=1, max=1000, show_default=False, help="最多几段，默认 10")
    ] = 10,
    as_json: AsJson = False,
) -> int:
    """The passages that match best."""
    unit_kind, one_topic = _kind(kind), _topic(topic)
    if not query.strip():
        message = "检索词是空的"
        raise InputError(message, hint="请写几个词，例如 summarizer samples search 送清凉。")
    with _open() as library:
        library.embed(on_progress=_show_embedded)
        hits = library.search(query, unit_kind, one_topic, k)
        found = SampleFilter(sample_ids=frozenset(hit.passage.sample_id for hit in hits))
        titles = {card.sample.id: card.sample.title for card in library.list(found)}
    if as_json:
        print_json(hits_json(hits))
    else:
        for hit in hits:
            print("\n".join(_hit_lines(hit, titles.get(hit.passage.sample_id, ""))))
        say(f"找到{len(hits)}段。" if hits else "没有找到相关的片段，请换个说法，或放宽类型和主题。")
    return DONE


def _open() -> Library:
    return Library.open(on_degraded=lambda error: say(_degraded(error)))


def _found(library: Library, sample_id: str) -> SampleView:
    try:
        return library.show(sample_id)
    except NotFoundError as error:
        raise NotFoundError(str(error), hint="请用 summarizer samples list 查看编号。") from error


def _degraded(error: EngineError) -> str:
    return f"{error.sentence}（先只按字词检索）"


def _show_progress(done: int, total: int, name: str) -> None:
    if total > 1:
        say(f"[{done}/{total}] {name}")


def _show_embedded(done: int) -> None:
    say(f"建立语义索引：{done}段")


def _refuse_if_useless(reports: Sequence[IngestReport]) -> None:
    """Raises InputError when every file was refused."""
    if all(report.status is IngestStatus.REFUSED for report in reports):
        raise _all_refused([(report.name, report.reason) for report in reports])


def _all_refused(refused: Sequence[tuple[str, str]]) -> InputError:
    if not refused:
        return InputError("没有找到可以导入的文件", hint=_READABLE)
    if len(refused) == 1:
        name, reason = refused[0]
        return InputError(reason if name in reason else f"{name}：{reason}", hint="")
    named = "；".join(f"{name}：{reason.rstrip('。')}" for name, reason in refused[:_NAMED_FILES])
    more = "……" if len(refused) > _NAMED_FILES else ""
    return InputError(f"{len(refused)}个文件都不能用：{named}{more}", hint="")


def _report_lines(report: IngestReport) -> list[str]:
    lines = [f"{report.name}：{report.status.label}" + (f"，{report.reason}" if report.reason else "")]
    lines += [f"  提示：{note}" for note in report.notes]
    for article in report.articles:
        if article.known:
            lines += [f"  《{article.sample.title}》 库里已有"] if report.status is IngestStatus.ADDED else []
            continue
        copies = f"，其中{article.copies}段与其他范文重复" if article.copies else ""
        lines.append(
            f"  {article.sample.id}《{article.sample.title}》 {_about(article.sample)}，{article.sections}节"
            f"{article.passages}段{copies}；移除{article.removed}处，修补{article.restored}处，"
            f"存疑{article.suspect}处"
        )
    lines += [f"  未入库《{title}》：{reason}" for title, reason in report.left_out]
    return lines


def _verdict(reports: Sequence[IngestReport]) -> str:
    counts = {status: sum(report.status is status for report in reports) for status in IngestStatus}
    articles = sum(not article.known for report in reports for article in report.articles)
    return (
        f"{len(reports)}个文件：入库{counts[IngestStatus.ADDED]}个（{articles}份范文），"
        f"已在库中{counts[IngestStatus.KNOWN]}个，未入库{counts[IngestStatus.REFUSED]}个。"
    )


def _card_line(card: SampleCard) -> str:
    sample = card.sample
    origin = "内置" if sample.builtin else sample.source
    return f"{sample.id}  《{sample.title}》  {_about(sample)}，{card.passages_total}段，{origin}"


def _about(sample: Sample) -> str:
    kind = sample.kind.label if sample.kind else "类型不明"
    return f"{kind} {sample.period.sheet_label}" if sample.period else kind


def _view_lines(view: SampleView) -> list[str]:
    lines = [f"《{view.sample.title}》 {_about(view.sample)}", "", view.cleaned, ""]
    for passage in view.passages:
        lines += [f"〔{passage.topic.label}〕{passage.heading}", passage.masked, ""]
    return lines


def _change_lines(report: CleanReport) -> list[str]:
    edits = [edit for article in report.articles for edit in article.edits]
    removed = [edit for edit in edits if edit.kind is EditKind.REMOVED]
    mended = [edit for edit in edits if is_visible(edit)]
    doubts = [doubt for article in report.articles for doubt in article.doubts]
    lines = [f"{report.name}：{note}" for note in report.notes]
    lines += [f"第{edit.line}行 移除“{_short(edit.before)}”：{edit.reason}" for edit in removed]
    lines += [
        f"第{edit.line}行 “{_short(edit.before)}”改为“{_short(edit.after)}”：{edit.reason}" for edit in mended
    ]
    lines += [f"第{doubt.line}行 请核对“{_short(doubt.before)}”：{doubt.reason}" for doubt in doubts]
    lines += [f"未收《{one.title}》：{one.reason}" for one in report.refused]
    counts = f"移除{len(removed)}处，修补{len(mended)}处，存疑{len(doubts)}处"
    return [*lines, f"{report.name}：{len(report.articles)}篇，{counts}。"]


def _hit_lines(hit: Hit, title: str) -> list[str]:
    passage = hit.passage
    text = " ".join(passage.masked.split())
    return [
        f"{hit.score:.3f}  {passage.id}  〔{passage.topic.label}〕{passage.heading}  《{title}》",
        f"      {_short(text, _EXTRACT_CHARS)}",
    ]


def _short(text: str, chars: int = 30) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= chars else f"{flat[:chars]}…"


def _kind(name: str) -> UnitKind | None:
    return parse_kind(name) if name else None


def _topic(name: str) -> Topic | None:
    try:
        return parse_topic(name) if name else None
    except UnknownTopicError as error:
        known = "、".join(f"{topic.value} {topic.label}" for topic in Topic)
        raise UnknownTopicError(str(error), hint=f"可用的主题：{known}。") from error
