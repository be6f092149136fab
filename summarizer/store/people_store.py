"""`SqlPeopleStore`: the PeopleStore protocol, each method one transaction."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from summarizer.domain import (
    Access,
    AuditAction,
    AuditEntry,
    AuditFilter,
    Invitation,
    Organisation,
    Role,
    SampleHolder,
    Share,
    TokenUse,
    User,
)
from summarizer.errors import ConflictError, NotAllowedError
from summarizer.store import audit, invitations, people, quotas
from summarizer.store.engines import Engines, server_now
from summarizer.store.rights import viewer_of


class SqlPeopleStore:
    """People in a SQL database; what each method promises stands in `protocols.PeopleStore`."""

    def __init__(self, engines: Engines, *, clock: Callable[[], datetime] | None = None) -> None:
        """Args: clock: the present moment; the database server's when None, or this machine's for a file."""
        self._engines = engines
        self._clock = clock

    def sign_in(self, subject: str, name: str, *, email: str = "") -> User:
        """The user an identity provider vouches for."""
        try:
            return self._sign_in(subject, name, email)
        except ConflictError:
            # Somebody's first visit in two tabs: the other one has just made them.
            return self._sign_in(subject, name, email)

    def _sign_in(self, subject: str, name: str, email: str) -> User:
        with self._engines.writing() as connection:
            return people.sign_in(connection, subject, name, email=email, now=self._now(connection))

    def has_users(self) -> bool:
        """Whether anybody has ever signed in."""
        with self._engines.reading() as connection:
            return people.has_users(connection)

    def find_user(self, user_id: str) -> User:
        """One user as they are now."""
        with self._engines.reading() as connection:
            return people.find_user(connection, user_id)

    def members(self, organisation_id: str, *, user_ids: Collection[str] | None = None) -> tuple[User, ...]:
        """The members of an organisation."""
        with self._engines.reading() as connection:
            return people.members(connection, organisation_id, user_ids=user_ids)

    def count_members(self, organisation_id: str) -> int:
        """How many members an organisation has."""
        with self._engines.reading() as connection:
            return people.count_members(connection, organisation_id)

    def newcomers(self) -> tuple[User, ...]:
        """Those who are members of nothing."""
        with self._engines.reading() as connection:
            return people.newcomers(connection)

    def organisations(self) -> tuple[Organisation, ...]:
        """All organisations; a user's own alone."""
        with self._engines.reading() as connection:
            return people.list_organisations(connection)

    def invite(self, identity: str, organisation_id: str, role: Role = Role.MEMBER) -> Invitation:
        """The invitation as stored."""
        with self._engines.writing() as connection:
            people.check_organisation(connection, organisation_id)
            known_by = invitations.identity_of(viewer_of(connection), identity)
            people.check_no_member(connection, known_by, organisation_id)
            now = self._now(connection)
            made = invitations.invite(connection, known_by, organisation_id, role, now=now)
            self._note(connection, AuditAction.INVITE, made.id, organisation_id, f"{known_by}，{role.label}")
            return made

    def invitations(self, organisation_id: str) -> tuple[Invitation, ...]:
        """Those who have not joined yet."""
        with self._engines.reading() as connection:
            if not self._may_administer(connection, organisation_id):
                return ()
            return invitations.of_organisation(connection, organisation_id)

    def withdraw(self, invitation_id: str) -> None:
        """Takes an invitation back."""
        with self._engines.writing() as connection:
            viewer = viewer_of(connection)
            if viewer is not None:
                people.check_admin(viewer)
            gone = invitations.withdraw(connection, invitation_id)
            self._note(connection, AuditAction.WITHDRAW, gone.id, gone.organisation_id, gone.identity)

    def put_organisation(self, organisation: Organisation) -> Organisation:
        """The organisation as stored."""
        with self._engines.writing() as connection:
            stored = people.put_organisation(connection, organisation, now=self._now(connection))
            self._note(connection, AuditAction.ORGANISATION, stored.id, stored.id, stored.name)
            return stored

    def set_member(self, user_id: str, organisation_id: str | None, role: Role = Role.MEMBER) -> User:
        """The user in their new place."""
        with self._engines.writing() as connection:
            before = people.organisation_of(connection, user_id)
            user = people.set_member(connection, user_id, organisation_id, role)
            if organisation_id is None:
                self._note(connection, AuditAction.REMOVE, user_id, before)
            else:
                self._note(connection, AuditAction.ROLE, user_id, organisation_id, role.label)
            return user

    def share(self, document_id: str, user_id: str, access: Access) -> Share:
        """The share as stored."""
        with self._engines.writing() as connection:
            shared = people.share(connection, document_id, user_id, access)
            audit.note(connection, AuditAction.SHARE, document_id, now=self._now(connection))
            return shared

    def unshare(self, document_id: str, user_id: str) -> None:
        """Takes a share back."""
        with self._engines.writing() as connection:
            people.unshare(connection, document_id, user_id)
            audit.note(connection, AuditAction.UNSHARE, document_id, now=self._now(connection))

    def shares_of(self, document_id: str) -> tuple[Share, ...]:
        """With whom a document is shared."""
        with self._engines.reading() as connection:
            return people.shares_of(connection, document_id)

    def share_sample(self, sample_id: str, *, shared: bool) -> None:
        """Makes a sample the organisation's, or its owner's alone again."""
        with self._engines.writing() as connection:
            people.share_sample(connection, sample_id, shared=shared)
            action = AuditAction.SHARE if shared else AuditAction.UNSHARE
            audit.note(connection, action, sample_id, now=self._now(connection))

    def sample_holders(self, *, sample_ids: Collection[str] | None = None) -> Mapping[str, SampleHolder]:
        """Whose the samples are."""
        with self._engines.reading() as connection:
            return people.sample_holders(connection, sample_ids)

    def note_export(self, document_id: str) -> None:
        """Notes that a document was exported; one person alone is not noted, nor made to wait."""
        if self._engines.viewer is None:
            return
        with self._engines.writing() as connection:
            people.check_seen(connection, document_id)
            audit.note(connection, AuditAction.EXPORT, document_id, now=self._now(connection))

    def audit_log(
        self, *, before: int | None = None, limit: int = 100, matching: AuditFilter | None = None
    ) -> tuple[AuditEntry, ...]:
        """The newest entries: of an admin's organisation, or of all."""
        with self._engines.reading() as connection:
            return audit.entries(connection, _allowed(connection, matching), before=before, limit=limit)

    def export_audit_log(self, *, matching: AuditFilter | None = None) -> tuple[AuditEntry, ...]:
        """All matching entries, and one more in the log."""
        with self._engines.writing() as connection:
            allowed = _allowed(connection, matching)
            found = audit.entries(connection, allowed)
            whose = allowed.organisation_id
            self._note(connection, AuditAction.AUDIT_EXPORT, whose or "", whose, f"{len(found)}条")
            return found

    def set_quota(self, holder_id: str, tokens: int | None) -> None:
        """Limits the tokens a month of a user or an organisation."""
        with self._engines.writing() as connection:
            viewer = viewer_of(connection)
            if viewer is not None:
                people.check_admin(viewer)
                if holder_id == viewer.organisation_id:
                    raise NotAllowedError("单位的总额度由系统管理员设定", hint="请联系系统管理员。")
                people.find_user(connection, holder_id)
            quotas.set_quota(connection, holder_id, tokens)
            whose = people.organisation_of(connection, holder_id)
            detail = "不限" if tokens is None else f"每月{max(tokens, 0)}个词元"
            self._note(connection, AuditAction.QUOTA, holder_id, whose, detail)

    def member_tokens(self, organisation_id: str) -> Mapping[str, TokenUse]:
        """The tokens of each member this month."""
        with self._engines.reading() as connection:
            if not self._may_administer(connection, organisation_id):
                return {}
            return quotas.use_of_members(connection, organisation_id, now=self._now(connection))

    def organisation_tokens(self, organisation_id: str) -> TokenUse:
        """The tokens of an organisation this month; of another one, nothing is told."""
        with self._engines.reading() as connection:
            viewer = viewer_of(connection)
            if viewer is not None and viewer.organisation_id != organisation_id:
                return TokenUse(used=0, quota=None)
            return quotas.use_of_organisation(connection, organisation_id, now=self._now(connection))

    def _note(
        self,
        connection: Connection,
        action: AuditAction,
        subject_id: str,
        organisation_id: str | None,
        detail: str = "",
    ) -> None:
        audit.note_administration(
            connection,
            action,
            subject_id,
            organisation_id=organisation_id,
            now=self._now(connection),
            detail=detail,
        )

    def _may_administer(self, connection: Connection, organisation_id: str) -> bool:
        """Whether to tell an admin of an organisation; a user who is none is refused."""
        viewer = viewer_of(connection)
        if viewer is None:
            return True
        people.check_admin(viewer)
        return viewer.organisation_id == organisation_id

    def _now(self, connection: Connection) -> datetime:
        return self._clock() if self._clock is not None else server_now(connection)


def _allowed(connection: Connection, matching: AuditFilter | None) -> AuditFilter:
    """What somebody may read of what they ask for: an admin, of their own organisation alone."""
    wanted = matching if matching is not None else AuditFilter()
    viewer = viewer_of(connection)
    if viewer is None:
        return wanted
    people.check_admin(viewer)
    if wanted.organisation_id not in {None, viewer.organisation_id}:
        raise NotAllowedError("管理员只能查看本单位的记录")
    return replace(wanted, organisation_id=viewer.organisation_id)
