"""Rows of users, organisations, memberships and shares."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from summarizer.domain import EVERYBODY, Access, Organisation, Role, SampleHolder, Share, User
from summarizer.errors import InputError, NotAllowedError, NotFoundError
from summarizer.store import invitations
from summarizer.store.audit import note_joining
from summarizer.store.columns import storable_id
from summarizer.store.guards import lock_document
from summarizer.store.rights import (
    check_keeps_library,
    readable_binned,
    readable_documents,
    readable_samples,
    viewer_of,
    within_readable,
)
from summarizer.store.tables import (
    StoredRow,
    corpus,
    documents,
    memberships,
    organisations,
    removed_samples,
    samples,
    shares,
    users,
)


def sign_in(connection: Connection, subject: str, name: str, *, email: str, now: datetime) -> User:
    """The user an identity provider vouches for, made at the first sign-in; the name follows the provider.

    Who is a member of nothing accepts their first invitation.
    """
    row = connection.execute(_users().where(users.c.subject == subject)).one_or_none()
    if row is None:
        user_id = uuid.uuid4().hex
        connection.execute(insert(users).values(id=user_id, subject=subject, name=name, created_at=now))
    else:
        user_id = row.id
        if row.name != name:
            connection.execute(update(users).where(users.c.id == user_id).values(name=name))
    identities = (subject, email.lower()) if email else (subject,)
    if row is None or row.organisation_id is None:
        _join(connection, user_id, identities, now=now)
    user = find_user(connection, user_id)
    if user.organisation_id is not None:
        invitations.settle(connection, user.organisation_id, identities)
    return user


def has_users(connection: Connection) -> bool:
    """Whether there is any user."""
    return connection.scalar(select(users.c.id).limit(1)) is not None


def find_user(connection: Connection, user_id: str) -> User:
    """One user.

    Raises:
        NotFoundError: no such user, or not of the organisation of the user who asks.
    """
    row = connection.execute(_users().where(users.c.id == user_id)).one_or_none()
    viewer = viewer_of(connection)
    if row is None or not (viewer is None or row.id == viewer.id or _is_colleague(viewer, row)):
        raise _no_user()
    return _user(row)


def organisation_of(connection: Connection, holder_id: str) -> str | None:
    """The organisation a user is a member of, or that this is itself; None for neither."""
    query = select(memberships.c.organisation_id).where(memberships.c.user_id == holder_id)
    itself = select(organisations.c.id).where(organisations.c.id == holder_id)
    return connection.scalar(query) or connection.scalar(itself)


def members(
    connection: Connection, organisation_id: str, *, user_ids: Collection[str] | None = None
) -> tuple[User, ...]:
    """The members of an organisation by name, of `user_ids` if given; none for a user of another one."""
    if _is_elsewhere(connection, organisation_id):
        return ()
    query = _users().where(memberships.c.organisation_id == organisation_id)
    if user_ids is not None:
        query = query.where(users.c.id.in_(sorted(set(map(storable_id, user_ids)))))
    return tuple(_user(row) for row in connection.execute(query.order_by(users.c.name, users.c.id)))


def count_members(connection: Connection, organisation_id: str) -> int:
    """How many members an organisation has; 0 for a user of another one."""
    if _is_elsewhere(connection, organisation_id):
        return 0
    query = select(func.count()).select_from(memberships)
    return connection.scalar(query.where(memberships.c.organisation_id == organisation_id)) or 0


def newcomers(connection: Connection) -> tuple[User, ...]:
    """Those who are members of nothing, by name.

    Raises:
        NotAllowedError: a user asks.
    """
    if viewer_of(connection) is not None:
        raise NotAllowedError("只有整个系统的管理员才能查看还没有加入单位的人")
    query = _users().where(memberships.c.user_id.is_(None))
    return tuple(_user(row) for row in connection.execute(query.order_by(users.c.name, users.c.id)))


def list_organisations(connection: Connection) -> tuple[Organisation, ...]:
    """All organisations by name; a user's own alone."""
    viewer = viewer_of(connection)
    query = select(organisations.c.id, organisations.c.name).order_by(
        organisations.c.name, organisations.c.id
    )
    if viewer is not None:
        query = query.where(organisations.c.id == viewer.organisation_id)
    return tuple(Organisation(id=row.id, name=row.name) for row in connection.execute(query))


def check_organisation(connection: Connection, organisation_id: str) -> None:
    """Refuses what is not about an organisation that exists, or for a user not about their own.

    Raises:
        NotAllowedError: the user who asks is no admin of it.
        NotFoundError: there is none.
    """
    viewer = viewer_of(connection)
    if viewer is not None:
        check_admin(viewer)
        if viewer.organisation_id != organisation_id:
            raise NotAllowedError("管理员只能调整本单位的成员")
    elif connection.scalar(select(organisations.c.id).where(organisations.c.id == organisation_id)) is None:
        raise NotFoundError("找不到这个单位", hint="请联系系统管理员先建立单位。")


def check_no_member(connection: Connection, subject: str, organisation_id: str) -> None:
    """Refuses to add who is a member of the organisation already; of others nothing is told.

    Raises:
        InputError: they are.
    """
    query = _users().where(users.c.subject == subject, memberships.c.organisation_id == organisation_id)
    row = connection.execute(query).one_or_none()
    if row is not None:
        raise InputError(
            f"“{row.name or subject}”已经是本单位的成员", hint="要调整角色，请在成员名单里调整。"
        )


def put_organisation(connection: Connection, organisation: Organisation, *, now: datetime) -> Organisation:
    """The organisation as stored, new or with another name.

    Raises:
        NotAllowedError: an administrator of the whole service does that, not a user.
    """
    if viewer_of(connection) is not None:
        raise NotAllowedError("只有整个系统的管理员才能建立单位")
    known = organisations.c.id == organisation.id
    if connection.execute(update(organisations).where(known).values(name=organisation.name)).rowcount == 0:
        values = {"id": organisation.id, "name": organisation.name, "created_at": now}
        connection.execute(insert(organisations).values(**values))
    return organisation


def set_member(connection: Connection, user_id: str, organisation_id: str | None, role: Role) -> User:
    """The user as a member of an organisation, or of none, in a role.

    An admin takes in users who belong nowhere, and changes or removes members of their own organisation.

    Raises:
        NotFoundError: no such user or organisation.
        NotAllowedError: the user who asks is no admin, the other belongs to another organisation, or is the
            only admin it has.
    """
    viewer = viewer_of(connection)
    if viewer is not None:
        # Two admins who make each other members at the same moment would leave none.
        own = select(organisations.c.id).where(organisations.c.id == viewer.organisation_id)
        connection.execute(own.with_for_update())
    row = connection.execute(_users().where(users.c.id == user_id)).one_or_none()
    if viewer is not None:
        check_admin(viewer)
        theirs = viewer.organisation_id
        if organisation_id not in {theirs, None} or (
            row is not None and row.organisation_id not in {theirs, None}
        ):
            raise NotAllowedError("管理员只能调整本单位的成员")
    if row is None:
        raise _no_user()
    if viewer is not None and role is not Role.ADMIN:
        _check_other_admins(connection, row)
    known = select(organisations.c.id).where(organisations.c.id == organisation_id)
    if organisation_id is not None and connection.scalar(known) is None:
        raise NotFoundError("找不到这个单位", hint="请联系系统管理员先建立单位。")
    connection.execute(delete(memberships).where(memberships.c.user_id == user_id))
    if organisation_id is not None:
        values = {"user_id": user_id, "organisation_id": organisation_id, "role": role.value}
        connection.execute(insert(memberships).values(**values))
    return _user(connection.execute(_users().where(users.c.id == user_id)).one())


def share(connection: Connection, document_id: str, user_id: str, access: Access) -> Share:
    """The share as stored, in place of what was shared with the same user before.

    Raises:
        NotAllowedError: the document is somebody else's or of no organisation.
        InputError: the user is no member of the document's organisation.
    """
    document = lock_document(connection, document_id, own=True)
    if document.organisation_id is None:
        raise NotAllowedError("这份总结不属于任何单位，不能共享", hint="请先由管理员把您加入单位。")
    member = select(memberships.c.user_id).where(
        memberships.c.user_id == user_id, memberships.c.organisation_id == document.organisation_id
    )
    if user_id != EVERYBODY and connection.scalar(member) is None:
        raise InputError("只能共享给本单位的成员", hint="请从成员名单中选择。")
    _unshare(connection, document_id, user_id)
    connection.execute(insert(shares).values(document_id=document_id, user_id=user_id, access=access.value))
    return Share(document_id=document_id, user_id=user_id, access=access)


def unshare(connection: Connection, document_id: str, user_id: str) -> None:
    """Takes back what was shared with a user or with everybody.

    Raises:
        NotAllowedError: the document is somebody else's.
    """
    lock_document(connection, document_id, own=True)
    _unshare(connection, document_id, user_id)


def shares_of(connection: Connection, document_id: str) -> tuple[Share, ...]:
    """With whom a document is shared, everybody first; none for a document that may not be seen."""
    visible = within_readable(connection, shares.c.document_id)
    query = select(shares).where(shares.c.document_id == document_id, *visible).order_by(shares.c.user_id)
    return tuple(
        Share(document_id=row.document_id, user_id=row.user_id, access=Access(row.access))
        for row in connection.execute(query)
    )


def share_sample(connection: Connection, sample_id: str, *, shared: bool) -> None:
    """Makes a sample the organisation's, or its owner's alone again.

    Raises:
        NotFoundError: no such sample, or not to be seen.
        NotAllowedError: one person works alone, the sample is built in, or a colleague's and the user no
            librarian.
    """
    viewer = viewer_of(connection)
    if viewer is None or viewer.organisation_id is None:
        raise NotAllowedError("您不属于任何单位，范文不能共享", hint="请先由管理员把您加入单位。")
    known = samples.c.id == sample_id
    query = select(samples.c.builtin, samples.c.owner_id).where(known, *readable_samples(connection))
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NotFoundError("找不到这份范文", hint="它可能已被删除，请回到“范文库”查看。")
    if row.builtin:
        raise NotAllowedError("自带的范文人人都在用，不用共享")
    if row.owner_id != viewer.id:
        check_keeps_library(viewer, viewer.organisation_id)
    organisation_id = viewer.organisation_id if shared else None
    connection.execute(update(samples).where(known).values(organisation_id=organisation_id))
    # Who remembers the library as it was looks again.
    connection.execute(update(corpus).values(revision=corpus.c.revision + 1))


def sample_holders(
    connection: Connection, sample_ids: Collection[str] | None = None
) -> Mapping[str, SampleHolder]:
    """Whose the samples are that may be seen, the bin's too, by id; what ships and nobody's are left out.

    Args:
        connection: for whoever may see them.
        sample_ids: only these; None for all.
    """
    found: dict[str, SampleHolder] = {}
    wanted = None if sample_ids is None else sorted(set(map(storable_id, sample_ids)))
    for table, sample_id, visible in (
        (removed_samples, removed_samples.c.sample_id, readable_binned(connection)),
        (samples, samples.c.id, readable_samples(connection)),
    ):
        query = select(sample_id.label("id"), table.c.owner_id, table.c.organisation_id)
        if wanted is not None:
            query = query.where(sample_id.in_(wanted))
        for row in connection.execute(query.where(table.c.owner_id.is_not(None), *visible)):
            found[row.id] = SampleHolder(owner_id=row.owner_id, shared=row.organisation_id is not None)
    return found


def check_seen(connection: Connection, document_id: str) -> None:
    """Refuses to speak of a document the user may not see, or that does not exist.

    Raises:
        NotFoundError: it is out of reach.
    """
    query = select(documents.c.id).where(documents.c.id == document_id, *readable_documents(connection))
    if connection.scalar(query) is None:
        raise NotFoundError("找不到这份总结")


def check_admin(viewer: User) -> None:
    """Refuses what only an organisation's admin may do.

    Raises:
        NotAllowedError: the user is none.
    """
    if viewer.role is not Role.ADMIN or viewer.organisation_id is None:
        raise NotAllowedError("只有本单位的管理员才能这样做", hint="请联系本单位的管理员。")


def _join(connection: Connection, user_id: str, identities: tuple[str, ...], *, now: datetime) -> None:
    accepted = invitations.accept(connection, user_id, identities)
    if accepted is not None:
        detail = accepted.role.label
        note_joining(connection, user_id, accepted.organisation_id, now=now, detail=detail)


def _check_other_admins(connection: Connection, row: StoredRow) -> None:
    if row.role != Role.ADMIN.value:
        return
    others = select(memberships.c.user_id).where(
        memberships.c.organisation_id == row.organisation_id,
        memberships.c.role == Role.ADMIN.value,
        memberships.c.user_id != row.id,
    )
    if connection.scalar(others.limit(1)) is None:
        raise NotAllowedError("本单位只有这一位管理员，不能调整", hint="请先让另一位成员担任管理员。")


def _unshare(connection: Connection, document_id: str, user_id: str) -> None:
    connection.execute(delete(shares).where(shares.c.document_id == document_id, shares.c.user_id == user_id))


def _users() -> Select[*tuple[object, ...]]:
    return select(users, memberships.c.organisation_id, memberships.c.role).outerjoin(
        memberships, memberships.c.user_id == users.c.id
    )


def _is_elsewhere(connection: Connection, organisation_id: str) -> bool:
    """Whether a user asks about another organisation than their own."""
    viewer = viewer_of(connection)
    return viewer is not None and viewer.organisation_id != organisation_id


def _is_colleague(viewer: User, row: StoredRow) -> bool:
    return viewer.organisation_id is not None and row.organisation_id == viewer.organisation_id


def _no_user() -> NotFoundError:
    return NotFoundError("找不到这位用户", hint="请让对方先登录一次，再试。")


def _user(row: StoredRow) -> User:
    return User(
        id=row.id,
        subject=row.subject,
        name=row.name,
        organisation_id=row.organisation_id,
        role=Role.MEMBER if row.role is None else Role(row.role),
    )
