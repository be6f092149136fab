"""Drafts for many units at the same time; one that fails hinders no other."""

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Final

from summarizer.batch.manifest import Done, Manifest, hash_of, save_whole
from summarizer.batch.reading import UnitSheet
from summarizer.domain import DraftedDocument, Section
from summarizer.drafting.engines import pick_drafter
from summarizer.errors import EngineError, SummarizerError
from summarizer.export import FontSet, Format, export_document
from summarizer.pipeline import draft_document
from summarizer.protocols import Drafter

DUPLICATE: Final = "前面已有同名的单位，这一份没有起草。请改名或删去一份。"


class _StoppedError(BaseException):
    """Ends a draft between two sections; no error, so nothing on its way mends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What all drafts of a batch have in common.

    Attributes:
        drafters: by engine name.
        engine: auto, llm, local or offline.
        model: its name, which a finished draft depends on; "" for the composer.
        version: of the program, likewise.
        format: of the files.
        fonts: of .docx files.
        units_at_once: how many units are drafted at the same time.
        sections_at_once: sections of one unit a model writes at the same time.
        again: whether finished units are drafted once more.
    """

    drafters: Mapping[str, Drafter]
    engine: str = "auto"
    model: str = ""
    version: str = ""
    format: Format = Format.DOCX
    fonts: FontSet = FontSet.STANDARD
    units_at_once: int = 4
    sections_at_once: int = 4
    again: bool = False

    def hash_for(self, sheet: UnitSheet) -> str:
        """Of everything a draft depends on."""
        engine = pick_drafter(self.engine, self.drafters).engine
        model = "" if engine == "offline" else self.model
        parts = (self.version, sheet.content_hash, engine, model, self.format.value, self.fonts.value)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one unit.

    Attributes:
        source, unit: where its facts came from, and its name.
        done: its draft, None when there is none.
        skipped: whether the draft is of an earlier time.
        error: one Chinese sentence, "" when all is well.
        engine_failed: whether the engine, and not the unit's facts, is to blame.
    """

    source: str
    unit: str
    done: Done | None = None
    skipped: bool = False
    error: str = ""
    engine_failed: bool = False


def draft_units(
    sheets: Sequence[UnitSheet],
    manifest: Manifest,
    job: Job,
    *,
    on_outcome: Callable[[Outcome], None],
) -> tuple[Outcome, ...]:
    """What became of each unit, in the order of `sheets`; every finished one is on the disk at once.

    Args:
        sheets: as they were read, unusable ones too.
        manifest: what was done before; it grows.
        job: how to draft.
        on_outcome: told each unit as it ends, on this thread.

    Raises:
        EngineUnavailableError: the engine is unknown or not configured.
        ExportError: the output folder cannot be written.
        KeyboardInterrupt: drafts under way end after their present section; those finished are kept.
    """
    pick_drafter(job.engine, job.drafters)
    outcomes: dict[int, Outcome] = {}
    waiting = dict(_waiting(sheets, manifest, job, outcomes))
    for at in sorted(outcomes):
        on_outcome(outcomes[at])
    for at, outcome in _drafted(waiting, manifest, job):
        outcomes[at] = outcome
        on_outcome(outcome)
    return tuple(outcomes[at] for at in range(len(sheets)))


def _waiting(
    sheets: Sequence[UnitSheet], manifest: Manifest, job: Job, outcomes: dict[int, Outcome]
) -> Iterator[tuple[int, UnitSheet]]:
    """The units to draft; what is known already of the others goes into `outcomes`."""
    names: set[str] = set()
    for at, sheet in enumerate(sheets):
        if sheet.document is None:
            outcomes[at] = Outcome(source=sheet.source, unit=sheet.name, error=sheet.error)
        elif sheet.name in names:
            outcomes[at] = Outcome(source=sheet.source, unit=sheet.name, error=DUPLICATE)
        elif not job.again and (done := manifest.finished(sheet.name, job.hash_for(sheet))):
            outcomes[at] = Outcome(source=sheet.source, unit=sheet.name, done=done, skipped=True)
        else:
            yield at, sheet
        names.add(sheet.name)


def _drafted(waiting: Mapping[int, UnitSheet], manifest: Manifest, job: Job) -> Iterator[tuple[int, Outcome]]:
    stop = threading.Event()
    with ThreadPoolExecutor(job.units_at_once, thread_name_prefix="summarizer-unit") as pool:
        futures = {pool.submit(_draft, sheet, job, stop): at for at, sheet in waiting.items()}
        try:
            for future in as_completed(futures):
                at = futures[future]
                yield at, _kept(waiting[at], future, manifest, job)
        except BaseException:
            stop.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _draft(sheet: UnitSheet, job: Job, stop: threading.Event) -> tuple[DraftedDocument, bytes]:
    def check(_: int, __: int, ___: Section) -> None:
        if stop.is_set():
            raise _StoppedError

    if sheet.document is None or stop.is_set():
        raise _StoppedError
    drafted = draft_document(
        sheet.document,
        engine=job.engine,
        drafters=job.drafters,
        on_progress=check,
        concurrency=job.sections_at_once,
    )
    return drafted, export_document(drafted.document, format=job.format, fonts=job.fonts)


def _kept(
    sheet: UnitSheet,
    future: "Future[tuple[DraftedDocument, bytes]]",
    manifest: Manifest,
    job: Job,
) -> Outcome:
    """The outcome of a draft that has ended, its file and the manifest written."""
    try:
        drafted, content = future.result()
    except SummarizerError as error:
        failed = isinstance(error, EngineError)
        return Outcome(source=sheet.source, unit=sheet.name, error=error.sentence, engine_failed=failed)
    file = manifest.file_for(sheet.name, job.format.suffix)
    save_whole(manifest.folder / file, content)
    report = drafted.report
    done = Done(
        source=sheet.source,
        unit=sheet.name,
        job_hash=job.hash_for(sheet),
        file=file,
        file_hash=hash_of(content),
        engine=drafted.engine,
        facts_total=report.facts_total,
        facts_written=report.facts_written,
        atoms_total=report.atoms_total,
        atoms_supported=report.atoms_supported,
        placeholders=report.placeholders,
        errors=report.errors,
        doubts=report.doubts,
        tokens_in=drafted.tokens_in,
        tokens_out=drafted.tokens_out,
    )
    manifest.record(done)
    return Outcome(source=sheet.source, unit=sheet.name, done=done)
