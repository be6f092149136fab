"""`SqlPeopleStore`: the PeopleStore protocol, each method one transaction."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection

from summarizer.domain import Access, AuditAction, AuditEntry, Organisation, Role, Share, TokenUse, User
from summarizer.errors import NotAllowedError
from summarizer.store import audit, people, quotas
from summarizer.store.engines import Engines, server_now
from summarizer.store.rights import viewer_of


class SqlPeopleStore:
    """People in a SQL database; what each method promises stands in `protocols.PeopleStore`."""

    def __init__(self, engines: Engines, *, clock: Callable[[], datetime] | None = None) -> None:
        """Args: clock: the present moment; the database server's when None, or this machine's for a file."""
        self._engines = engines
        self._clock = clock

    def sign_in(self, subject: str, name: str) -> User:
        """The user an identity provider vouches for."""
        with self._engines.writing() as connection:
            return people.sign_in(connection, subject, name, now=self._now(connection))

    def has_users(self) -> bool:
        """Whether anybody has ever signed in."""
        with self._engines.reading() as connection:
            return people.has_users(connection)

    def find_user(self, user_id: str) -> User:
        """One user as they are now."""
        with self._engines.reading() as connection:
            return people.find_user(connection, user_id)

    def members(self, organisation_id: str) -> tuple[User, ...]:
        """The members of an organisation."""
        with self._engines.reading() as connection:
            return people.members(connection, organisation_id)

    def put_organisation(self, organisation: Organisation) -> Organisation:
        """The organisation as stored."""
        with self._engines.writing() as connection:
            return people.put_organisation(connection, organisation, now=self._now(connection))

    def set_member(self, user_id: str, organisation_id: str | None, role: Role = Role.MEMBER) -> User:
        """The user in their new place."""
        with self._engines.writing() as connection:
            user = people.set_member(connection, user_id, organisation_id, role)
            audit.note(connection, AuditAction.ROLE, user_id, now=self._now(connection))
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

    def note_export(self, document_id: str) -> None:
        """Notes that a document was exported; one person alone is not noted, nor made to wait."""
        if self._engines.viewer is None:
            return
        with self._engines.writing() as connection:
            people.check_seen(connection, document_id)
            audit.note(connection, AuditAction.EXPORT, document_id, now=self._now(connection))

    def audit_log(self, *, before: int | None = None, limit: int = 100) -> tuple[AuditEntry, ...]:
        """The newest entries: of an admin's organisation, or of all."""
        with self._engines.reading() as connection:
            viewer = viewer_of(connection)
            if viewer is not None:
                people.check_admin(viewer)
            whose = None if viewer is None else viewer.organisation_id
            return audit.entries(connection, organisation_id=whose, before=before, limit=limit)

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
            audit.note(connection, AuditAction.QUOTA, holder_id, now=self._now(connection))

    def user_tokens(self, user_id: str) -> TokenUse:
        """The tokens of a user this month."""
        with self._engines.reading() as connection:
            people.find_user(connection, user_id)
            return quotas.use_of_user(connection, user_id, now=self._now(connection))

    def organisation_tokens(self, organisation_id: str) -> TokenUse:
        """The tokens of an organisation this month; of another one, nothing is told."""
        with self._engines.reading() as connection:
            viewer = viewer_of(connection)
            if viewer is not None and viewer.organisation_id != organisation_id:
                return TokenUse(used=0, quota=None)
            return quotas.use_of_organisation(connection, organisation_id, now=self._now(connection))

    def _now(self, connection: Connection) -> datetime:
        return self._clock() if self._clock is not None else server_now(connection)
