"""What every group of actions stands on: the store, the drafters, and how sections are looked up."""

import copy
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple, Self

from summarizer.domain import Document, Section, User
from summarizer.drafting.engines import ENGINES, pick_drafter
from summarizer.errors import ConfigurationError
from summarizer.facts import make_id
from summarizer.protocols import Drafter, PeopleStore, Store
from summarizer.revise.parts import find_section
from summarizer.revise.proposals import check_unlocked
from summarizer.runs.keeping import Keeper
from summarizer.runs.runner import Runner

if TYPE_CHECKING:
    from summarizer.library.sample_library import SampleLibrary

Progress = Callable[[int, int, Section], None]
"""Called as `(done, total, section)` after each section, `done` counting from 1."""


class LazyLibrary:
    """The sample library, made by the first thread that needs it."""

    def __init__(self, make: "Callable[[], SampleLibrary] | None") -> None:
        """Args: make: None for a program without a library."""
        self._make = make
        self._made: SampleLibrary | None = None
        self._lock = threading.Lock()

    def __bool__(self) -> bool:
        """Whether the program has a library."""
        return self._make is not None

    def get(self) -> "SampleLibrary":
        """The library.

        Raises:
            ConfigurationError: the program has none.
        """
        if self._make is None:
            message = "这个程序没有配置范文库"
            raise ConfigurationError(message)
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made


class Parts(NamedTuple):
    """What a pipeline works on for one user: their view of the store, and of the library."""

    store: Store
    library: "Callable[[], SampleLibrary]"


class Core:
    """The parts all actions share; it keeps nothing between calls, so one instance serves all threads.

    Args:
        store: the user's documents.
        drafters: by engine name.
        default_engine: what `auto` stands for.
        new_id: makes ids of documents, sections and facts.
        library: makes the sample library when it is first needed; None for a program without one.
        concurrency: sections an engine writes at the same time.
        trash_days: how long deleted documents can be restored; 0 for ever.
        seen_by: what the pipeline works on for a user; None for a program only one person uses.
    """

    def __init__(
        self,
        *,
        store: Store,
        drafters: Mapping[str, Drafter],
        default_engine: str = "auto",
        new_id: Callable[[], str] = make_id,
        library: "Callable[[], SampleLibrary] | None" = None,
        concurrency: int = 4,
        trash_days: int = 30,
        seen_by: Callable[[User], Parts] | None = None,
    ) -> None:
        self._store = store
        self._drafters = dict(drafters)
        self._default_engine = default_engine
        self._new_id = new_id
        self._library = LazyLibrary(library)
        self._concurrency = concurrency
        self.trash_days = trash_days
        self._seen_by = seen_by
        self._runner = Runner(store, new_id=new_id)

    def for_user(self, user: User) -> Self:
        """The same actions for one user, on what they may see and change; it has runs of its own.

        Raises:
            ConfigurationError: the program is made for one person.
        """
        if self._seen_by is None:
            message = "这个程序没有配置多人使用"
            raise ConfigurationError(message)
        parts = self._seen_by(user)
        other = copy.copy(self)
        other._store = parts.store
        other._library = LazyLibrary(parts.library)
        other._runner = Runner(parts.store, new_id=self._new_id)
        return other

    def with_drafters(self, drafters: Mapping[str, Drafter], *, default_engine: str = "auto") -> Self:
        """The same actions on the same store and library with other engines (those of one session)."""
        other = copy.copy(self)
        other._drafters = dict(drafters)
        other._default_engine = default_engine
        return other

    @property
    def engines(self) -> tuple[str, ...]:
        """The configured engines, best first."""
        return tuple(name for name in ENGINES if name in self._drafters)

    @property
    def drafters(self) -> Mapping[str, Drafter]:
        """The configured drafters by engine name."""
        return dict(self._drafters)

    @property
    def engine(self) -> str:
        """Who writes when nobody is named: offline, llm or local.

        Raises:
            EngineUnavailableError: the settings name an engine that is not configured.
        """
        return self._drafter("auto").engine

    @property
    def people(self) -> PeopleStore:
        """Users, shares, the audit log and quotas, as the pipeline's user may see and change them."""
        return self._store.people

    def load(self, document_id: str) -> Document:
        """The whole document."""
        return self._store.load_document(document_id)

    def close(self) -> None:
        """Ends the runs of this process, to be resumed later, and gives back the store's connections."""
        self._runner.close()
        self._store.close()

    def _drafter(self, engine: str) -> Drafter:
        return pick_drafter(self._default_engine if engine == "auto" else engine, self._drafters)

    def _section(self, document_id: str, section_id: str) -> Section:
        return find_section(self.load(document_id), section_id)

    def _keeper(self, document_id: str) -> Keeper:
        return Keeper(self._store, document_id, new_id=self._new_id)

    def _unlocked(self, document_id: str, section_id: str) -> Section:
        return check_unlocked(self._section(document_id, section_id))
