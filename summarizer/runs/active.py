"""One run on its threads: some write sections, one stores how far they are and listens for stops."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from summarizer.domain import (
    Document,
    Generation,
    JoinedSections,
    Passage,
    Proposal,
    Run,
    RunOptions,
    RunOutcome,
    RunState,
    Section,
    SectionRun,
    Topic,
)
from summarizer.drafting.stopping import StopSignal
from summarizer.errors import DatabaseAwayError, LeaseLostError, NotFoundError, StorageError, SummarizerError
from summarizer.protocols import Drafter, DraftRequest, RunRequests, Store
from summarizer.refine import proven_document
from summarizer.revise.parts import find_section
from summarizer.runs.agenda import Agenda
from summarizer.runs.board import Board
from summarizer.runs.keeping import Keeper, Kept
from summarizer.runs.settling import keep_remnants
from summarizer.runs.titling import is_to_be_titled, title_document
from summarizer.runs.writing import STOPPED_BLANK, Listener, Refine, Written, write_section

_log = logging.getLogger(__name__)
_UNEXPECTED: Final = "这一节没有写成，原有文字没有改动。请再试一次；如仍出现，请联系管理员。"
_NO_PASSAGES: Final = "没有用上范文：{}"
_NOT_KEPT: Final = "写出的文字没有存进正文：{}"
_STORAGE_TRIES: Final = 5
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often a run is stored, in seconds.

    Attributes:
        flush_s: between two times; this much of the text is lost when the process is killed.
        lease_s: after the last time, the run counts as interrupted.
        patience_s: how long each step waits for a database server that is away, to start again perhaps.
    """

    flush_s: float = 0.4
    lease_s: float = 8.0
    patience_s: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Who writes a run, and with what.

    Attributes:
        drafter: the engine.
        composer: takes over where the engine fails, when the user chose that.
        passages: the style passages for a section asked for with these options; asked on a writing thread.
        refine: checks and mends what a model wrote.
        concurrency: sections written at the same time.
    """

    drafter: Drafter
    composer: Drafter | None
    passages: Callable[[Document, Section, RunOptions], Sequence[Passage]]
    refine: Refine
    concurrency: int


class ActiveRun:
    """A run that goes on in this process."""

    def __init__(
        self, store: Store, run: Run, job: Job, *, owner: str, pace: Pace, new_id: Callable[[], str]
    ) -> None:
        """Nothing happens before `start`."""
        self._store = store
        self._run = run
        self._job = job
        self._owner = owner
        self._pace = pace
        self._new_id = new_id
        self._keeper = Keeper(store, run.document_id, new_id=new_id)
        self._board = Board(run.sections)
        # Replaced as a whole, never changed: other threads read it.
        self._stops = {one.section_id: StopSignal() for one in run.sections}
        self._options = {one.section_id: run.options_of(one.section_id) for one in run.sections}
        self._joined = len(run.joined)
        self._agenda = Agenda()
        self._title_stop = StopSignal()
        self._is_titled = False
        self._counting = threading.Lock()
        self._busy = 0
        self._changed = threading.Event()
        self._is_lost = False
        self._is_closing = False
        self._thread = threading.Thread(target=self._go, name=f"summarizer-run-{run.id}", daemon=True)

    def start(self, on_end: Callable[[], None]) -> None:
        """Begins; `on_end` is called when all is stored and nothing goes on any more."""
        self._on_end = on_end
        self._thread.start()

    def stop(self, section_id: str | None = None) -> None:
        """Ends the answers of a section, or of all, at once; returns right away."""
        for one, signal in self._stops.items():
            if section_id in {None, one}:
                signal.set()
        if section_id is None:
            self._title_stop.set()
        self._changed.set()

    def nudge(self) -> None:
        """Has what is wanted of the run looked at right away."""
        self._changed.set()

    def close(self) -> None:
        """Ends everything and leaves the run as interrupted, to be resumed by whoever likes."""
        self._is_closing = True
        self.stop()

    def join(self, timeout_s: float | None = None) -> bool:
        """Waits for the end; whether it came."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    # The storing thread

    def _go(self) -> None:
        try:
            self._keep_what_was_there()
            self._plan(self._run.unfinished)
            while True:
                self._write_all()
                if self._end():
                    break
        except LeaseLostError:
            self._give_up()
        except Exception as error:  # noqa: BLE001 - the outermost edge of a thread: nobody else would tell
            _log.error("a run broke off", exc_info=error)
            self.stop()
        finally:
            self._on_end()

    def _keep_what_was_there(self) -> None:
        """What an interrupted attempt left is put into the document before its sections begin anew."""
        kept = self._patiently(lambda: keep_remnants(self._store, self._run, new_id=self._new_id))
        for one in kept:
            self._board.show(
                one.section_id,
                state=RunState.WAITING,
                text="",
                message="",
                outcome=RunOutcome.NONE,
                stop_asked=False,
            )

    def _plan(self, section_ids: Iterable[str]) -> None:
        """Has sections written, those that sum the others up when all others are."""
        try:
            document = self._patiently(lambda: self._store.load_document(self._run.document_id))
        except NotFoundError:
            # Each section will tell that, too, in its own place.
            self._agenda.add(section_ids)
            return
        last = {section.id for section in document.sections if section.topic is Topic.OVERVIEW}
        self._agenda.add(section_ids, last=last)

    def _write_all(self) -> None:
        """Returns when nothing is left to write, be it that it was asked for only meanwhile."""
        while self._hire():
            self._flush()
            self._changed.wait(self._pace.flush_s)
            self._changed.clear()

    def _hire(self) -> int:
        """Has threads write what may be written now, the title when all sections are; how many go on."""
        if self._is_lost or self._is_closing:
            return self._busy
        free = self._job.concurrency - self._busy
        for number in range(min(free, self._agenda.ready)):
            self._begin(self._write_waiting, f"summarizer-section-{number}")
        if not self._busy and not self._is_titled:
            self._is_titled = True
            self._begin(self._write_title, "summarizer-title")
        return self._busy

    def _begin(self, work: Callable[[], None], name: str) -> None:
        def go() -> None:
            try:
                work()
            finally:
                with self._counting:
                    self._busy -= 1
                self._changed.set()

        with self._counting:
            self._busy += 1
        threading.Thread(target=go, name=name, daemon=True).start()

    def _flush(self) -> None:
        """Stores what changed; a database that cannot be written now may be at the next time."""
        changed = self._board.take_changed()
        try:
            asked = self._store.runs.save_progress(
                self._run.id, changed, owner=self._owner, lease_s=self._pace.lease_s
            )
        except StorageError as error:
            _log.warning("the progress of a run could not be stored: %s", error)
            self._board.give_back(changed)
        else:
            self._obey(asked)

    def _obey(self, asked: RunRequests) -> None:
        # First what joined: a section may have been stopped since.
        self._take_up(asked.joined)
        if asked.stop_all:
            self.stop()
        # What joins a run that is being closed is not taken up, and need not be stopped.
        for section_id in asked.stops & self._stops.keys():
            self._stops[section_id].set()

    def _take_up(self, joined: Sequence[JoinedSections]) -> None:
        """Has the sections written that were asked for since the last time."""
        if self._is_closing:
            return
        for one in joined[self._joined :]:
            self._joined += 1
            for section_id in one.section_ids:
                self._board.put(SectionRun(section_id=section_id))
            self._options = {**self._options, **dict.fromkeys(one.section_ids, one.options)}
            self._stops = {**self._stops, **{section_id: StopSignal() for section_id in one.section_ids}}
            self._plan(one.section_ids)

    def _end(self) -> bool:
        """Stores how the run ended, as long as the database is in reach; False when the run goes on."""

        def end() -> Run:
            changed = self._board.take_changed()
            known = None if self._is_closing else self._joined
            try:
                return self._store.runs.end_run(self._run.id, changed, owner=self._owner, joined=known)
            except StorageError:
                self._board.give_back(changed)
                raise

        try:
            ended = self._patiently(end)
        except StorageError as error:
            _log.error("the end of a run was not stored: %s", error)
            return True
        if ended.is_live:
            self._take_up(ended.joined)
        return not ended.is_live

    def _patiently(self, step: Callable[[], _Value]) -> _Value:
        """What `step` returns, tried again a few times, and for longer while a database server is away.

        Raises:
            StorageError: the database stayed out of reach.
        """
        deadline = time.monotonic() + self._pace.patience_s
        tries = 0
        while True:
            try:
                return step()
            except StorageError as error:
                tries += 1
                is_away = isinstance(error, DatabaseAwayError) and not self._is_closing
                if tries >= _STORAGE_TRIES and not (is_away and time.monotonic() < deadline):
                    raise
                _log.warning("a run waits for the database: %s", error)
            time.sleep(self._pace.flush_s)

    def _give_up(self) -> None:
        """Another process has taken the run over, or its document is gone: it must not be written to."""
        self._is_lost = True
        self.stop()

    # The writing threads

    def _write_waiting(self) -> None:
        while not (self._is_lost or self._is_closing):
            section_id = self._agenda.take()
            if section_id is None:
                break
            try:
                self._write(section_id)
            except Exception as error:  # noqa: BLE001 - one section's fault must not touch the others
                _log.error("a section could not be written", exc_info=error)
                self._board.show(section_id, state=RunState.FAILED, message=_UNEXPECTED)
            finally:
                self._agenda.finish(section_id)

    def _write_title(self) -> None:
        """The title, from what all the sections tell, unless the user has one of their own."""
        try:
            document = self._patiently(lambda: self._store.load_document(self._run.document_id))
            if is_to_be_titled(document, self._board.sections):
                used = title_document(self._store, document, self._job.drafter, self._title_stop)
                last = self._board.sections[-1].section_id
                self._board.charge(last, tokens_in=used.tokens_in, tokens_out=used.tokens_out)
        except SummarizerError as error:
            # The usual title stands; a better one can be had at any time (拟标题).
            _log.warning("no title could be drafted: %s", error)
        except Exception as error:  # noqa: BLE001 - the sections are written all the same
            _log.error("no title could be drafted", exc_info=error)

    def _write(self, section_id: str) -> None:
        stop = self._stops[section_id]
        if stop.is_set:
            self._board.show(section_id, state=RunState.STOPPED, message=STOPPED_BLANK)
            return
        try:
            document = self._patiently(lambda: self._store.load_document(self._run.document_id))
            section = find_section(document, section_id)
            variant = self._patiently(lambda: self._variant(section_id))
        except SummarizerError as error:
            self._board.show(section_id, state=RunState.FAILED, message=error.sentence)
            return
        passages, note = self._passages(document, section)
        options = self._options[section_id]
        request = DraftRequest(
            document=proven_document(document) if section.topic is Topic.OVERVIEW else document,
            section_id=section_id,
            variant=variant,
            instruction=options.instruction.strip(),
            tone=options.tone,
            length_chars=options.length_chars,
            passages=passages,
        )
        written = write_section(
            self._job.drafter,
            request,
            refine=self._job.refine,
            listener=Listener(
                on_text=lambda text: self._board.show(section_id, text=text),
                on_state=lambda state: self._board.show(section_id, state=state),
            ),
            stop=stop,
            fallback=self._job.composer if options.fallback else None,
        )
        self._conclude(request, written, base=section.text, note=note)

    def _variant(self, section_id: str) -> int:
        options = self._options[section_id]
        if options.variant is not None:
            return options.variant
        return sum(version.generation is not None for version in self._store.list_versions(section_id))

    def _passages(self, document: Document, section: Section) -> tuple[tuple[Passage, ...], str]:
        """The style passages, and one sentence where they could not be had: the draft goes on without."""
        try:
            return tuple(self._job.passages(document, section, self._options[section.id])), ""
        except SummarizerError as error:
            return (), _NO_PASSAGES.format(error.sentence)

    def _conclude(self, request: DraftRequest, written: Written, *, base: str, note: str) -> None:
        """Keeps the text and tells how the section ended, unless the run is left for somebody to resume."""
        if self._is_lost or (self._is_closing and not written.is_whole):
            return
        remnant = written.remnant
        if remnant is not None and self._keep(request, remnant, base).outcome is RunOutcome.SAVED:
            base = remnant.text
        outcome, where, _ = self._keep(request, written, base)
        state = written.state
        if state is RunState.DONE and written.text and outcome is RunOutcome.NONE:
            state = RunState.FAILED
        generation = written.generation
        if generation is not None:
            self._board.charge(
                request.section_id, tokens_in=generation.tokens_in, tokens_out=generation.tokens_out
            )
        self._board.show(
            request.section_id,
            state=state,
            text=written.text,
            message="".join(_ended(one) for one in (written.message, where, note)),
            outcome=outcome,
            filled=written.filled,
        )

    def _keep(self, request: DraftRequest, written: Written, base: str) -> Kept:
        proposal = Proposal(
            id="",
            section_id=request.section_id,
            text=written.text,
            origin=written.origin,
            generation=written.generation or Generation(engine=self._run.engine),
            variant=request.variant,
            is_partial=not written.is_whole,
        )
        try:
            return self._patiently(lambda: self._keeper.keep(proposal, base=base))
        except StorageError as error:
            return Kept(RunOutcome.NONE, _NOT_KEPT.format(error.sentence))


def _ended(sentence: str) -> str:
    return sentence if not sentence or sentence.endswith(("。", "！", "？")) else f"{sentence}。"
