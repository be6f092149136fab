"""Numbers of rows for those who watch over the service; whose they are makes no difference here."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from summarizer.domain import RunState
from summarizer.store.tables import documents, run_sections, runs, samples


def count_documents(connection: Connection, *, deleted: bool = False) -> int:
    """Documents of all users; with `deleted` those in the bin, too."""
    query = select(func.count()).select_from(documents)
    if not deleted:
        query = query.where(documents.c.deleted_at.is_(None))
    return connection.scalar(query) or 0


def count_samples(connection: Connection) -> int:
    """Samples of the library, those that come along included."""
    return connection.scalar(select(func.count()).select_from(samples)) or 0


def count_live_runs(connection: Connection, *, now: datetime) -> int:
    """Runs that go on in some process; one whose lease ran out does not."""
    is_live = runs.c.ended_at.is_(None) & (runs.c.owner != "") & (runs.c.lease_until > now)
    return connection.scalar(select(func.count()).select_from(runs).where(is_live)) or 0


def count_failed_sections(connection: Connection) -> int:
    """Sections of all runs kept that an engine did not write."""
    is_failed = run_sections.c.state == RunState.FAILED.value
    return connection.scalar(select(func.count()).select_from(run_sections).where(is_failed)) or 0
