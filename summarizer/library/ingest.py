"""Files into the library: read, cleaned, split, labelled, masked, stored — some files in one transaction.

A file is known by the hash of its bytes, so an import that was killed is simply repeated: what is stored is
passed over, the batch that was half done left no trace.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Final

from summarizer.domain import (
    IngestedArticle,
    IngestReport,
    IngestStatus,
    Passage,
    Sample,
    SampleSource,
    SourceSample,
)
from summarizer.errors import ConflictError, InputError, StorageError, SummarizerError
from summarizer.library.articles import Article
from summarizer.library.identity import unit_in_title
from summarizer.library.limits import DEFAULT_LIMITS, Limits
from summarizer.library.loaders import Entry, find_files
from summarizer.library.manuscript import Cleaned, CleanEdit, EditKind
from summarizer.library.passages import make_passages
from summarizer.library.record import CleaningRecord, PlacedArticle, pack_record, place_kept
from summarizer.library.report import CleanReport, clean_file
from summarizer.library.sample_sheet import SampleSheet, read_sample_sheet
from summarizer.protocols import LibraryStore

LONGEST_BATCH: Final = 48
"""Files stored in one transaction: what a kill loses, and what is held in memory, at most."""
LARGEST_BATCH: Final = 8_000_000
"""Bytes of the files stored in one transaction; a larger file has one of its own."""
LONGEST_WAIT_S: Final = 2.0
"""How old a batch grows before it is stored as it is, so that progress is seen."""

_HINT_CHARS: Final = 16
FileProgress = Callable[[int, int, str], None]
"""Called as `(done, total, name)` after each file, `done` counting from 1."""


def count_files(paths: Sequence[Path], *, limits: Limits = DEFAULT_LIMITS) -> int:
    """How many files the paths stand for; archives are unpacked once more for it, one file at a time.

    Raises:
        UnreadableFileError: a path does not exist or cannot be opened.
    """
    return sum(1 for path in paths for _ in find_files(path, limits))


def ingest(
    entries: Iterable[Entry],
    *,
    store: LibraryStore,
    new_id: Callable[[], str],
    total: int,
    on_progress: FileProgress | None = None,
    limits: Limits = DEFAULT_LIMITS,
    encoding: str = "",
) -> Iterator[IngestReport]:
    """What became of each file, told after it is stored; the walk can be left at any time.

    Files are stored some at a time (`LONGEST_BATCH`); one that the database does not take is told like any
    other bad file, without the others of its batch.

    Raises:
        StorageError: the database cannot be written; the files before this one are stored.
    """
    prepare = partial(_prepared, new_id=new_id, limits=limits, encoding=encoding)
    done = 0
    for batch in _batches(entries, store, prepare):
        for report in _stored(batch, store):
            done += 1
            if on_progress is not None:
                on_progress(done, max(done, total), report.name)
            yield report


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """A file ready to be stored."""

    name: str
    report: CleanReport
    source: SampleSource
    samples: tuple[SourceSample, ...]


def _prepared(
    entry: Entry, *, new_id: Callable[[], str], limits: Limits, encoding: str
) -> _Prepared | IngestReport:
    """A file ready to be stored, or why it cannot be used."""
    try:
        report, source, samples = prepare_file(
            entry.content, entry.name, new_id=new_id, limits=limits, encoding=encoding
        )
    except InputError as error:
        return _refused(entry.name, error)
    return _Prepared(name=entry.name, report=report, source=source, samples=samples)


def _batches(
    entries: Iterable[Entry], store: LibraryStore, prepare: Callable[[Entry], _Prepared | IngestReport]
) -> Iterator[list[_Prepared | IngestReport]]:
    """The files prepared, in lists to be stored together; nobody waits long for the first of a list."""
    for window in _windows(entries):
        ids = [content_id(entry.content) for entry in window]
        linked = store.articles_of(ids)
        batch: list[_Prepared | IngestReport] = []
        pending: set[str] = set()
        began = time.monotonic()
        for entry, source_id in zip(window, ids, strict=True):
            if batch and (source_id in pending or time.monotonic() - began > LONGEST_WAIT_S):
                yield batch
                linked = {**linked, **store.articles_of(pending)}
                batch, pending, began = [], set(), time.monotonic()
            if entry.refusal is not None:
                batch.append(_refused(entry.name, entry.refusal))
            elif known := _known(source_id, entry.name, linked[source_id], store):
                batch.append(known)
            else:
                batch.append(prepare(entry))
                pending.add(source_id)
        yield batch


def _windows(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """The files in lists of at most `LONGEST_BATCH` and some `LARGEST_BATCH` bytes."""
    window: list[Entry] = []
    size = 0
    for entry in entries:
        if window and (len(window) >= LONGEST_BATCH or size + len(entry.content) > LARGEST_BATCH):
            yield window
            window, size = [], 0
        window.append(entry)
        size += len(entry.content)
    if window:
        yield window


def _stored(batch: Sequence[_Prepared | IngestReport], store: LibraryStore) -> Iterator[IngestReport]:
    """The reports of a batch in order, its files stored in one transaction or, if that fails, in one each."""
    files = [one for one in batch if isinstance(one, _Prepared)]
    try:
        stored = store.add_sources([(file.source, file.samples) for file in files]) if files else ()
    except (ConflictError, StorageError):
        for one in batch:
            yield _stored_alone(one, store) if isinstance(one, _Prepared) else one
        return
    told = iter(_told(files, stored, store))
    for one in batch:
        yield next(told) if isinstance(one, _Prepared) else one


def _stored_alone(file: _Prepared, store: LibraryStore) -> IngestReport:
    try:
        stored = store.add_source(file.source, file.samples)
    except ConflictError as error:
        return _refused(file.name, error)
    return _told([file], [stored], store)[0]


def content_id(content: bytes) -> str:
    """What a file is known by: the sha256 of its bytes, hexadecimal."""
    return sha256(content).hexdigest()


def prepare_file(
    content: bytes,
    name: str,
    *,
    new_id: Callable[[], str],
    limits: Limits = DEFAULT_LIMITS,
    encoding: str = "",
    builtin: bool = False,
) -> tuple[CleanReport, SampleSource, tuple[SourceSample, ...]]:
    """What is told of a file, and what is stored: the file with the record of its cleaning, and its samples.

    Raises:
        InputError: it cannot be used; the sentence says why.
    """
    report, sheet = read_file(content, name, limits=limits, encoding=encoding)
    placed = place_kept(report) if sheet is None else (_whole(sheet),)
    record = b"" if sheet else pack_record(CleaningRecord(cleaned=report.cleaned, notes=report.notes))
    source = SampleSource(
        id=content_id(content),
        name=name,
        content=content,
        cleaning=record,
        articles=len(placed),
        builtin=builtin,
    )
    samples = tuple(
        make_sample(one, name=name, title=title, sample_id=new_id(), sheet=sheet, builtin=builtin)
        for one, title in zip(placed, titles_of(placed, name), strict=True)
    )
    return report, source, samples


def read_file(
    content: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS, encoding: str = ""
) -> tuple[CleanReport, SampleSheet | None]:
    """A file cleaned and split; one in the format of our own samples as it stands, with its front matter.

    Raises:
        InputError: it cannot be used (unreadable, too large, no summary); the sentence says why.
    """
    # No character takes more than four bytes; what is longer is refused like any other long text.
    sheet = read_sample_sheet(content) if len(content) <= 4 * limits.chars else None
    if sheet is None:
        return clean_file(content, name, limits=limits, encoding=encoding), None
    return CleanReport(name=name, notes=(), cleaned=Cleaned(source=()), articles=(sheet.article,)), sheet


def make_sample(
    placed: PlacedArticle,
    *,
    title: str,
    name: str,
    sample_id: str,
    sheet: SampleSheet | None = None,
    builtin: bool = False,
) -> SourceSample:
    """An article as a sample with its passages.

    Args:
        placed: the article.
        title: under which it is listed.
        name: of its file.
        sample_id: its id.
        sheet: what the front matter says, for a file that has one.
        builtin: whether it ships with the program.
    """
    article = placed.article
    unit = (sheet.unit if sheet else "") or unit_in_title(article.title)
    sample = Sample(
        id=sample_id,
        title=title,
        unit=unit,
        kind=article.kind,
        period=article.period,
        source=(sheet.source if sheet else "") or name,
        licence=sheet.licence if sheet else "",
        content_hash=sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        builtin=builtin,
    )
    passages = make_passages(article, sample_id=sample_id, unit=unit, labelled=sheet is not None)
    return SourceSample(article=placed.number, sample=sample, passages=passages)


def titles_of(placed: Sequence[PlacedArticle], name: str) -> tuple[str, ...]:
    """The title each article of a file is listed under.

    Articles of a collection that bear the same title, or none, are told apart by their number and first
    heading: 工会工作总结（第2篇：书香机关）.
    """
    titles = [one.article.title or Path(name).stem for one in placed]
    return tuple(
        f"{title}（第{one.number + 1}篇{_first_heading(one.article)}）" if titles.count(title) > 1 else title
        for one, title in zip(placed, titles, strict=True)
    )


def _first_heading(article: Article) -> str:
    heading = next((section.heading for section in article.sections if section.heading), "")
    return f"：{heading[:_HINT_CHARS]}" if heading else ""


def is_visible(edit: CleanEdit) -> bool:
    """Whether an edit mended more than blanks within a line."""
    return edit.kind is EditKind.MENDED and bool((edit.before + edit.after).strip(" \t\u3000\xa0"))


def _whole(sheet: SampleSheet) -> PlacedArticle:
    return PlacedArticle(number=0, start=0, end=len(sheet.article.text), article=sheet.article)


def _known(source_id: str, name: str, linked: Mapping[int, str], store: LibraryStore) -> IngestReport | None:
    """The report of a file that is in the library with all its articles; None where one is missing."""
    source = store.find_source(source_id) if linked else None
    if source is None or len(linked) < source.articles:
        return None
    articles = tuple(
        IngestedArticle(sample=store.load_sample(sample_id), known=True) for sample_id in linked.values()
    )
    return IngestReport(
        name=name, status=IngestStatus.KNOWN, reason=_known_reason(articles), articles=articles
    )


def _known_reason(articles: Sequence[IngestedArticle]) -> str:
    titles = "、".join(f"《{article.sample.title}》" for article in articles[:3])
    more = f"等{len(articles)}篇" if len(articles) > 3 else ""
    return f"库里已有{titles}{more}，没有重复导入。"


def _refused(name: str, error: SummarizerError) -> IngestReport:
    return IngestReport(name=name, status=IngestStatus.REFUSED, reason=error.sentence)


def _told(
    files: Sequence[_Prepared], stored: Sequence[Sequence[Sample]], store: LibraryStore
) -> list[IngestReport]:
    """The reports of files that are stored now."""
    groups = store.copies_of(
        [passage.id for file in files for given in file.samples for passage in given.passages]
    )
    return [_report(file, samples, groups) for file, samples in zip(files, stored, strict=True)]


def _report(file: _Prepared, stored: Sequence[Sample], groups: Mapping[str, str]) -> IngestReport:
    articles = tuple(
        _ingested(article, given, sample, groups)
        for article, given, sample in zip(file.report.articles, file.samples, stored, strict=True)
    )
    known = all(article.known for article in articles)
    return IngestReport(
        name=file.name,
        status=IngestStatus.KNOWN if known else IngestStatus.ADDED,
        reason=_known_reason(articles) if known else "",
        notes=file.report.notes,
        articles=articles,
        left_out=tuple((refused.title, refused.reason) for refused in file.report.refused),
    )


def _ingested(
    article: Article, given: SourceSample, stored: Sample, groups: Mapping[str, str]
) -> IngestedArticle:
    if stored.id != given.sample.id:
        return IngestedArticle(sample=stored, known=True, quality=article.quality)
    return IngestedArticle(
        sample=stored,
        sections=len(article.sections),
        passages=len(given.passages),
        copies=_copies(given.passages, groups),
        removed=sum(edit.kind is EditKind.REMOVED for edit in article.edits),
        restored=sum(map(is_visible, article.edits)),
        suspect=len(article.doubts),
        quality=article.quality,
    )


def _copies(passages: Sequence[Passage], groups: Mapping[str, str]) -> int:
    """How many of the passages stand for a text that another sample has, too."""
    own = {passage.id for passage in passages}
    return sum(groups[name] not in own for name in own & groups.keys())
