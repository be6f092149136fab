"""Rows of quotas, and the tokens users and organisations have used this month."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from summarizer.domain import TokenUse
from summarizer.errors import QuotaError
from summarizer.store.rights import viewer_of
from summarizer.store.tables import memberships, quotas, run_sections, runs, spent_tokens
from summarizer.text.china_time import CHINA

_OFFLINE: Final = "offline"


def set_quota(connection: Connection, holder_id: str, tokens: int | None) -> None:
    """Limits the tokens a month of a user or an organisation; None lifts the limit."""
    connection.execute(delete(quotas).where(quotas.c.holder_id == holder_id))
    if tokens is not None:
        connection.execute(insert(quotas).values(holder_id=holder_id, tokens=max(tokens, 0)))


def _use_of_user(connection: Connection, user_id: str, *, now: datetime) -> TokenUse:
    """The tokens of a user's runs since the month began."""
    return _use(connection, user_id, "owner_id", now)


def use_of_organisation(connection: Connection, organisation_id: str, *, now: datetime) -> TokenUse:
    """The tokens of all runs of an organisation's members since the month began."""
    return _use(connection, organisation_id, "organisation_id", now)


def use_of_members(connection: Connection, organisation_id: str, *, now: datetime) -> Mapping[str, TokenUse]:
    """The tokens of each member's runs since the month began, by user id; three queries for any number."""
    used = (
        select(runs.c.owner_id, func.sum(run_sections.c.tokens_in + run_sections.c.tokens_out).label("used"))
        .join_from(runs, run_sections, run_sections.c.run_id == runs.c.id)
        .join(memberships, memberships.c.user_id == runs.c.owner_id)
        .where(memberships.c.organisation_id == organisation_id, runs.c.created_at >= month_start(now))
        .group_by(runs.c.owner_id)
    )
    by_user = Counter({row.owner_id: int(row.used) for row in connection.execute(used)})
    removed = (
        select(spent_tokens.c.owner_id, func.sum(spent_tokens.c.tokens).label("used"))
        .join(memberships, memberships.c.user_id == spent_tokens.c.owner_id)
        .where(
            memberships.c.organisation_id == organisation_id, spent_tokens.c.created_at >= month_start(now)
        )
        .group_by(spent_tokens.c.owner_id)
    )
    by_user.update({row.owner_id: int(row.used) for row in connection.execute(removed)})
    limits = (
        select(memberships.c.user_id, quotas.c.tokens)
        .outerjoin(quotas, quotas.c.holder_id == memberships.c.user_id)
        .where(memberships.c.organisation_id == organisation_id)
    )
    return {
        row.user_id: TokenUse(used=by_user[row.user_id], quota=row.tokens)
        for row in connection.execute(limits)
    }


def check_quota(connection: Connection, *, engine: str, now: datetime) -> None:
    """Refuses a run whose user or organisation has no tokens left; the offline composer needs none.

    Raises:
        QuotaError: nothing is left this month.
    """
    viewer = viewer_of(connection)
    if viewer is None or engine == _OFFLINE:
        return
    own = _use_of_user(connection, viewer.id, now=now)
    if own.is_used_up:
        raise QuotaError(f"您本月的用量已满（已用{own.used}，额度{own.quota}个词元），没有开始生成")
    if viewer.organisation_id is None:
        return
    all_of_them = use_of_organisation(connection, viewer.organisation_id, now=now)
    if all_of_them.is_used_up:
        raise QuotaError(
            f"本单位本月的用量已满（已用{all_of_them.used}，额度{all_of_them.quota}个词元），没有开始生成"
        )


def month_start(now: datetime) -> datetime:
    """When the month of a moment began in China."""
    begun = now.astimezone(CHINA).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return begun.astimezone(UTC)


def _use(connection: Connection, holder_id: str, whose: str, now: datetime) -> TokenUse:
    """What the runs of a user or an organisation used, those removed with their documents included.

    Args:
        connection: to read with.
        holder_id: of the user or the organisation.
        whose: the column that names it.
        now: in the month asked for.
    """
    begun = month_start(now)
    used = (
        select(func.coalesce(func.sum(run_sections.c.tokens_in + run_sections.c.tokens_out), 0))
        .join_from(runs, run_sections, run_sections.c.run_id == runs.c.id)
        .where(runs.c[whose] == holder_id, runs.c.created_at >= begun)
    )
    removed = select(func.coalesce(func.sum(spent_tokens.c.tokens), 0)).where(
        spent_tokens.c[whose] == holder_id, spent_tokens.c.created_at >= begun
    )
    quota = connection.scalar(select(quotas.c.tokens).where(quotas.c.holder_id == holder_id))
    total = sum(int(connection.scalar(query) or 0) for query in (used, removed))
    return TokenUse(used=total, quota=quota)
