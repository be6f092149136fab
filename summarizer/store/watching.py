"""What those who watch over the service ask the database: is it there, and how much is in it."""

from dataclasses import dataclass
from types import TracebackType
from typing import Self

from summarizer.store.counts import count_documents, count_failed_sections, count_live_runs, count_samples
from summarizer.store.engines import create_engines, server_now

_BUSY_TIMEOUT_S = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Numbers of rows of all users together."""

    documents: int
    samples: int
    live_runs: int
    failed_sections: int


class Watch:
    """Connections of its own, so that a busy pool is not taken for a database that is away."""

    def __init__(self, database_url: str) -> None:
        """Args: database_url: SQLAlchemy URL; nothing is connected yet.

        Raises:
            ConfigurationError: the URL cannot be used.
        """
        self._engines = create_engines(database_url, busy_timeout_s=_BUSY_TIMEOUT_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def counts(self) -> Counts:
        """The numbers at this moment.

        Raises:
            StorageError: the database cannot be read.
        """
        with self._engines.reading() as connection:
            return Counts(
                documents=count_documents(connection),
                samples=count_samples(connection),
                live_runs=count_live_runs(connection, now=server_now(connection)),
                failed_sections=count_failed_sections(connection),
            )

    def close(self) -> None:
        """Closes the connections."""
        self._engines.dispose()
