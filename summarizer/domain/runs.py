"""Generation runs, how far each of their sections is, and the proposals they leave behind."""

from dataclasses import dataclass, field
from datetime import datetime

from summarizer.domain.documents import Generation, Origin
from summarizer.domain.kinds import LabelledEnum
from summarizer.domain.refinement import FilledSentence


class RunState(LabelledEnum):
    """How far a run or one of its sections is; a run never is waiting or checking as a whole."""

    WAITING = "waiting", "等待"
    WRITING = "writing", "起草中"
    CHECKING = "checking", "核对中"
    DONE = "done", "完成"
    STOPPED = "stopped", "已停止"
    FAILED = "failed", "未完成"
    INTERRUPTED = "interrupted", "已中断"

    @property
    def is_live(self) -> bool:
        """Whether something is still being done."""
        return self in {RunState.WAITING, RunState.WRITING, RunState.CHECKING}


class RunOutcome(LabelledEnum):
    """Where the text of a section went."""

    NONE = "none", "没有保存"
    SAVED = "saved", "已写入正文"
    PROPOSAL = "proposal", "待采用"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """What a user asked of a run.

    Attributes:
        engine: auto, llm, local or offline.
        instruction: what the user asked for, "" when nothing.
        tone: how it shall sound, in the user's words, "" when nothing.
        length_chars: a length for every section of the run, None for the sections' own.
        passage_ids: the style passages to use, none when empty; those the library finds when None.
        variant: which wording, 0 being the first; the next unused one of each section when None.
        fallback: whether the offline composer writes a section whose engine failed.
    """

    engine: str = "auto"
    instruction: str = ""
    tone: str = ""
    length_chars: int | None = None
    passage_ids: tuple[str, ...] | None = None
    variant: int | None = None
    fallback: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRun:
    """How far a run is with one section.

    Attributes:
        text: what was written so far; it stays here when the run ends.
        message: one Chinese sentence about what became of it, "" while there is nothing to tell.
        outcome: where the text went.
        tokens_in, tokens_out: of all requests for this section as the endpoint counted them.
        filled: sentences the program added for facts the engine left out (补写).
        stop_asked: True once somebody wants this section stopped.
    """

    section_id: str
    state: RunState = RunState.WAITING
    text: str = ""
    message: str = ""
    outcome: RunOutcome = RunOutcome.NONE
    tokens_in: int = 0
    tokens_out: int = 0
    filled: tuple[FilledSentence, ...] = ()
    stop_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedSections:
    """Sections a user asked for while the run went on already, and what was asked of them."""

    section_ids: tuple[str, ...]
    options: RunOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """The drafting of some or all sections of a document in the background.

    Attributes:
        engine: who writes: offline, llm or local.
        options: what was asked of the sections it began with.
        sections: those it began with in the order of the document, then those that joined.
        joined: what was asked for since, in the order of asking.
        state: WRITING while it goes on; INTERRUPTED when the process that did it is gone.
        created_at: when it was started, timezone-aware; None before it is stored.
        ended_at: when it ended, None before, and for an interrupted one.
        stop_asked: True once somebody wants the whole run stopped.
    """

    id: str
    document_id: str
    engine: str
    options: RunOptions = field(default_factory=RunOptions)
    sections: tuple[SectionRun, ...] = ()
    state: RunState = RunState.WRITING
    created_at: datetime | None = None
    ended_at: datetime | None = None
    stop_asked: bool = False
    joined: tuple[JoinedSections, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether it still goes on."""
        return self.state.is_live

    def options_of(self, section_id: str) -> RunOptions:
        """What was asked of a section, the last time it was asked for."""
        asked = (one.options for one in reversed(self.joined) if section_id in one.section_ids)
        return next(asked, self.options)

    @property
    def done(self) -> int:
        """Number of sections that are written."""
        return sum(section.state is RunState.DONE for section in self.sections)

    @property
    def unfinished(self) -> tuple[str, ...]:
        """Ids of the sections that resuming would write: all but those done."""
        return tuple(section.section_id for section in self.sections if section.state is not RunState.DONE)

    def section(self, section_id: str) -> SectionRun | None:
        """How far it is with a section, None for a section that is not part of it."""
        return next((one for one in self.sections if one.section_id == section_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A generated text that waits beside the user's own until it is adopted (待采用稿).

    Attributes:
        id: unique.
        section_id: the section it was written for; of one section only the newest waits.
        text: the whole proposed text.
        origin: what its version will be marked with.
        generation: how it came about.
        variant: which wording it is; ask for `variant + 1` to get yet another.
        is_partial: True for what was written until a stop or a failure.
        created_at: when it was stored, timezone-aware; None before.
    """

    id: str
    section_id: str
    text: str
    origin: Origin
    generation: Generation
    variant: int = 0
    is_partial: bool = False
    created_at: datetime | None = None
