"""Rows of invitations: who becomes a member of which organisation when they sign in."""

import uuid
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from summarizer.domain import Invitation, Role, User
from summarizer.errors import InputError, NotFoundError
from summarizer.store.columns import storable_id
from summarizer.store.rights import viewer_of
from summarizer.store.tables import StoredRow, invitations, memberships

_LONGEST_IDENTITY = 500
_SEPARATOR = "|"


def identity_of(viewer: User | None, given: str) -> str:
    """The identity somebody will be known by: a lower-case e-mail, or the subject with its issuer.

    Args:
        viewer: the user who names it; a subject without an issuer is of their own. None for the
            administrator of the whole service, who has none.
        given: as typed.

    Raises:
        InputError: it is neither.
    """
    text = given.strip()
    if not text or len(text) > _LONGEST_IDENTITY or any(mark.isspace() for mark in text):
        raise InputError("邮箱或用户标识不能用", hint="请填一个邮箱，或者登录服务里的用户标识（sub）。")
    if _SEPARATOR in text:
        return text
    if "@" in text:
        name, _, domain = text.rpartition("@")
        if not name or not domain:
            raise InputError(f"“{text}”不像一个邮箱", hint="请核对后再填。")
        return text.lower()
    if viewer is None:
        raise InputError(
            "只有用户标识，不知道是哪个登录服务的", hint="请写成“登录服务地址|用户标识”，或者写邮箱。"
        )
    return f"{viewer.subject.partition(_SEPARATOR)[0]}{_SEPARATOR}{text}"


def invite(
    connection: Connection, identity: str, organisation_id: str, role: Role, *, now: datetime
) -> Invitation:
    """The invitation as stored; an earlier one of the same person keeps its place."""
    mine = (invitations.c.organisation_id == organisation_id, invitations.c.identity == storable_id(identity))
    earlier = connection.execute(select(invitations).where(*mine)).one_or_none()
    connection.execute(delete(invitations).where(*mine))
    made = Invitation(
        id=uuid.uuid4().hex if earlier is None else earlier.id,
        organisation_id=organisation_id,
        identity=storable_id(identity),
        role=role,
        invited_at=now if earlier is None else earlier.invited_at,
    )
    values = {name: getattr(made, name) for name in ("id", "organisation_id", "identity", "invited_at")}
    connection.execute(insert(invitations).values(**values, role=role.value))
    return made


def of_organisation(connection: Connection, organisation_id: str) -> tuple[Invitation, ...]:
    """The invitations of an organisation, the first invited first."""
    query = select(invitations).where(invitations.c.organisation_id == organisation_id)
    query = query.order_by(invitations.c.invited_at, invitations.c.id)
    return tuple(_invitation(row) for row in connection.execute(query))


def withdraw(connection: Connection, invitation_id: str) -> Invitation:
    """The invitation that was taken back.

    Raises:
        NotFoundError: none, or of another organisation than the user's.
    """
    viewer = viewer_of(connection)
    query = select(invitations).where(invitations.c.id == invitation_id)
    if viewer is not None:
        query = query.where(invitations.c.organisation_id == viewer.organisation_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError("找不到这条添加", hint="对方可能已经登录加入，请刷新后查看成员名单。")
    connection.execute(delete(invitations).where(invitations.c.id == invitation_id))
    return _invitation(row)


def accept(connection: Connection, user_id: str, identities: tuple[str, ...]) -> Invitation | None:
    """The first invitation of somebody who is a member of nothing, now their membership; None without any."""
    query = select(invitations).where(invitations.c.identity.in_(identities))
    row = connection.execute(query.order_by(invitations.c.invited_at, invitations.c.id).limit(1)).first()
    # Of two tabs signing in at the same moment one takes it.
    if row is None or not connection.execute(delete(invitations).where(invitations.c.id == row.id)).rowcount:
        return None
    values = {"user_id": user_id, "organisation_id": row.organisation_id, "role": row.role}
    connection.execute(insert(memberships).values(**values))
    return _invitation(row)


def settle(connection: Connection, organisation_id: str, identities: tuple[str, ...]) -> None:
    """Drops what would let a member in again the day they were removed."""
    connection.execute(
        delete(invitations).where(
            invitations.c.organisation_id == organisation_id, invitations.c.identity.in_(identities)
        )
    )


def _invitation(row: StoredRow) -> Invitation:
    return Invitation(
        id=row.id,
        organisation_id=row.organisation_id,
        identity=row.identity,
        role=Role(row.role),
        invited_at=row.invited_at,
    )
