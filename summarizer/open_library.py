"""`Library`: the sample library on the configured database, for other programs and the command line."""

from collections.abc import Callable
from types import TracebackType
from typing import Self

from summarizer.assemble import build_embedder, load_settings
from summarizer.errors import EngineError
from summarizer.library.sample_library import SampleLibrary
from summarizer.protocols import Embedder
from summarizer.settings import Settings
from summarizer.store import open_store


class Library(SampleLibrary):
    """The sample library for other programs: `with Library.open() as library: library.search("送清凉")`."""

    @classmethod
    def open(
        cls,
        settings: Settings | None = None,
        *,
        embedder: Embedder | None = None,
        on_degraded: Callable[[EngineError], None] | None = None,
    ) -> Self:
        """The library on the configured database, made or migrated when needed.

        Args:
            settings: those of the environment when not given.
            embedder: used instead of the one the settings name; any LangChain `Embeddings` becomes one by
                `retrieval.langchain.LangChainEmbedder`.
            on_degraded: told when the embedder fails; words and characters then do alone.

        Raises:
            ConfigurationError: settings cannot be used.
            StorageError: the database cannot be opened or written.
        """
        settings = settings if settings is not None else load_settings()
        chosen = embedder if embedder is not None else build_embedder(settings)
        store = open_store(settings.resolved_database_url).samples
        return cls(store, embedder=chosen, on_degraded=on_degraded)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
