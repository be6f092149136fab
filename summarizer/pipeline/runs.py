"""What a user can do with generation in the background: start, watch, stop, go on."""

import logging
import threading
from collections.abc import Sequence
from functools import partial
from typing import Final

from summarizer.domain import Document, Origin, Passage, Run, RunOptions, RunState, Section, SectionRun
from summarizer.errors import InputError, SummarizerError
from summarizer.pipeline.core import Core
from summarizer.pipeline.last_year import document_of_last_year
from summarizer.protocols import Drafter, Warmable
from summarizer.refine import refine_section
from summarizer.revise.parts import find_section
from summarizer.runs.active import Job
from summarizer.runs.settling import settle

_log = logging.getLogger(__name__)
_PASSAGES: Final = 4


class RunActions(Core):
    """Actions on generation runs, which any tab and any process may watch and stop."""

    def start_run(
        self,
        document_id: str,
        *,
        section_ids: Sequence[str] | None = None,
        options: RunOptions | None = None,
    ) -> Run:
        """A run that drafts in the background, with the engines of this pipeline, and has just begun.

        While a run of the document goes on, in whichever process, the sections join it and are written as
        `options` say. What an earlier, interrupted run had written is put into its sections first.

        Args:
            document_id: the document.
            section_ids: the sections to write; all but the locked ones when not given. A locked section
                that is named gets a proposal.
            options: what the user asked for.

        Raises:
            ConflictError: these sections are under way already, or a run with another engine is.
            EngineUnavailableError: the engine is unknown or not configured.
            InputError: there is nothing to write.
            NotFoundError: no such document or section.
        """
        options = options if options is not None else RunOptions()
        document = self.load(document_id)
        sections = _chosen(document, section_ids)
        drafter = self._drafter(options.engine)
        run = Run(
            id=self._new_id(),
            document_id=document_id,
            engine=drafter.engine,
            options=options,
            sections=tuple(SectionRun(section_id=section.id) for section in sections),
        )
        joined = self._store.runs.join_run(run)
        if joined is not None:
            self._runner.nudge(joined.id)
            return joined
        self._settle_interrupted(document_id)
        owner = self._new_id()
        stored = self._store.runs.create_run(run, owner=owner, lease_s=self._runner.lease_s)
        self._runner.start(stored, self._job(stored, drafter), owner=owner)
        return stored

    def warm_up(self) -> None:
        """Begins to load, in the background, what the first request of the engine in use needs."""
        drafter = self._drafter("auto")
        if isinstance(drafter, Warmable):
            drafter.warm_up()
        if drafter.origin is Origin.MODEL and self._library:
            threading.Thread(target=self._prepare_library, name="summarizer-library", daemon=True).start()

    def _prepare_library(self) -> None:
        try:
            self._library.get().prepare()
        except SummarizerError as error:
            # Nobody waits for it: the run that needs the library tells its user.
            _log.warning("the library could not be prepared: %s", error)

    def watch_run(self, document_id: str) -> Run | None:
        """How far the latest run of a document is, from whichever process; None when there never was one.

        A run whose process is gone is interrupted, with the text of its sections.
        """
        return self._store.runs.latest_run(document_id)

    def stop_run(self, run_id: str, section_id: str | None = None) -> Run:
        """The run, told to stop as a whole or to stop one section; a text so far is kept.

        One of this process ends its requests at once, one of another process within half a second. Of an
        interrupted run the texts are put into their sections.

        Raises:
            NotFoundError: no such run.
        """
        runs = self._store.runs
        # First the answers, which end within milliseconds; then the word for whoever else writes the run.
        self._runner.stop(run_id, section_id)
        runs.ask_stop(run_id, section_id)
        run = runs.load_run(run_id)
        if section_id is None and not run.is_live and run.ended_at is None:
            return self._settle(run, RunState.STOPPED)
        return run

    def resume_run(self, run_id: str) -> Run:
        """The run, going on with the sections that are not done, with the engines of this pipeline.

        What they hold so far is put into the sections first; they are then written from their beginning.

        Raises:
            ConflictError: it still goes on, or another run of the document does.
            EngineUnavailableError: its engine is not configured here.
            NotFoundError: no such run.
        """
        run = self._store.runs.load_run(run_id)
        drafter = self._drafter(run.options.engine)
        owner = self._new_id()
        taken = self._store.runs.take_over(run_id, owner=owner, lease_s=self._runner.lease_s)
        self._runner.start(taken, self._job(taken, drafter), owner=owner)
        return taken

    def _settle_interrupted(self, document_id: str) -> None:
        latest = self._store.runs.latest_run(document_id)
        if latest is not None and not latest.is_live and latest.ended_at is None:
            self._settle(latest, RunState.INTERRUPTED)

    def _settle(self, run: Run, state: RunState) -> Run:
        return settle(self._store, run, new_id=self._new_id, lease_s=self._runner.lease_s, state=state)

    def _job(self, run: Run, drafter: Drafter) -> Job:
        last_year = document_of_last_year(self._store, self.load(run.document_id))
        return Job(
            drafter=drafter,
            composer=self._drafters.get("offline"),
            passages=partial(self._lent, run.engine),
            refine=partial(refine_section, last_year=last_year),
            concurrency=self._concurrency,
        )

    def _lent(
        self, engine: str, document: Document, section: Section, options: RunOptions
    ) -> tuple[Passage, ...]:
        """The style passages for a section: those the user named, else those the library finds."""
        if engine == "offline" or not self._library:
            return ()
        library = self._library.get()
        if options.passage_ids is not None:
            return library.load_passages(options.passage_ids)
        hits = library.passages_for(section, document, _PASSAGES, choices=library.choices(section.id))
        return tuple(hit.passage for hit in hits)


def _chosen(document: Document, section_ids: Sequence[str] | None) -> tuple[Section, ...]:
    """The sections to write, in the order of the document.

    Raises:
        NotFoundError: no such section.
        InputError: there is none.
    """
    if section_ids is None:
        chosen = tuple(section for section in document.sections if not section.locked)
    else:
        wanted = {find_section(document, section_id).id for section_id in section_ids}
        chosen = tuple(section for section in document.sections if section.id in wanted)
    if not document.sections:
        message = "没有可以起草的章节"
        raise InputError(message, hint="请先添加章节。")
    if not chosen:
        message = "各节都已锁定，没有可以起草的"
        raise InputError(message, hint="请先解除要起草的那几节的锁定。")
    return chosen
