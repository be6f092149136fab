"""What remembers people: users, organisations, shares, the audit log and quotas."""

from collections.abc import Collection, Mapping
from typing import Protocol

from summarizer.domain import (
    Access,
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


class PeopleStore(Protocol):
    """The people of a shared service. Safe to call from any thread.

    Seen by a user (`Store.for_user`) it does what that user may do; as it is, what the administrator of the
    whole service may. Refused is told by NotAllowedError, what may not be seen by NotFoundError.
    """

    def sign_in(self, subject: str, name: str, *, email: str = "") -> User:
        """The user an identity provider vouches for, made at the first sign-in.

        Who is a member of nothing joins the organisation that invited them first, if any did.

        Args:
            subject: by whom and as whom they were signed in.
            name: what they are called now.
            email: only when the provider says that it is verified.
        """
        ...

    def has_users(self) -> bool:
        """Whether anybody has ever signed in."""
        ...

    def find_user(self, user_id: str) -> User:
        """One user as they are now; a user finds themselves and the members of their organisation."""
        ...

    def members(self, organisation_id: str, *, user_ids: Collection[str] | None = None) -> tuple[User, ...]:
        """The members of an organisation by name; none of another than the user's.

        Args:
            organisation_id: of the organisation.
            user_ids: only these, as far as they are members; None for all.
        """
        ...

    def count_members(self, organisation_id: str) -> int:
        """How many `members` would list."""
        ...

    def newcomers(self) -> tuple[User, ...]:
        """Those who have signed in and are members of nothing; users may not ask."""
        ...

    def organisations(self) -> tuple[Organisation, ...]:
        """All organisations by name; a user's own alone."""
        ...

    def invite(self, identity: str, organisation_id: str, role: Role = Role.MEMBER) -> Invitation:
        """The invitation as stored, in place of an earlier one of the same person to the same organisation.

        Whether they use the service already, and where, is not told: they join when they next sign in,
        unless they are a member of another organisation.

        Args:
            identity: an e-mail, or a subject; for a user the issuer may be left out of it, it is their own.
            organisation_id: an admin's own.
            role: in it.

        Raises:
            InputError: it is neither, or of a member of that organisation.
            NotFoundError: no such organisation.
            NotAllowedError: the user is no admin of it.
        """
        ...

    def invitations(self, organisation_id: str) -> tuple[Invitation, ...]:
        """Those who have not joined yet, the first invited first; an admin's are the organisation's."""
        ...

    def withdraw(self, invitation_id: str) -> None:
        """Takes an invitation back; an admin's own organisation's only.

        Raises:
            NotFoundError: there is none, or they have joined.
        """
        ...

    def put_organisation(self, organisation: Organisation) -> Organisation:
        """The organisation as stored, new or with another name; users may not."""
        ...

    def set_member(self, user_id: str, organisation_id: str | None, role: Role = Role.MEMBER) -> User:
        """The user as a member of that organisation alone, or of none; an admin's own organisation only.

        The only admin of an organisation stays one, unless the service's administrator decides otherwise.
        """
        ...

    def share(self, document_id: str, user_id: str, access: Access) -> Share:
        """The share as stored, with a member of the document's organisation or EVERYBODY in it.

        Raises:
            InputError: the user is no member of it.
            NotAllowedError: the document is somebody else's, or of no organisation.
        """
        ...

    def unshare(self, document_id: str, user_id: str) -> None:
        """Takes back what was shared with a user or EVERYBODY; only a document's owner may."""
        ...

    def shares_of(self, document_id: str) -> tuple[Share, ...]:
        """With whom a document is shared; none for one that may not be seen."""
        ...

    def share_sample(self, sample_id: str, *, shared: bool) -> None:
        """Makes a sample the organisation's, or its owner's alone again; its owner and librarians may."""
        ...

    def sample_holders(self, *, sample_ids: Collection[str] | None = None) -> Mapping[str, SampleHolder]:
        """Whose the samples are that the user may see, the bin's too, by id; what ships is left out.

        Args:
            sample_ids: only these; None for all.
        """
        ...

    def note_export(self, document_id: str) -> None:
        """Notes in the audit log that the user exported a document they may see."""
        ...

    def audit_log(
        self, *, before: int | None = None, limit: int = 100, matching: AuditFilter | None = None
    ) -> tuple[AuditEntry, ...]:
        """The newest matching entries with numbers below `before`; an admin's are the organisation's."""
        ...

    def export_audit_log(self, *, matching: AuditFilter | None = None) -> tuple[AuditEntry, ...]:
        """All matching entries, newest first; that they were taken out is noted, too."""
        ...

    def set_quota(self, holder_id: str, tokens: int | None) -> None:
        """Limits the tokens a month of a user or an organisation, None for no limit.

        An admin limits members; the organisation itself is limited by the service's administrator.
        """
        ...

    def member_tokens(self, organisation_id: str) -> Mapping[str, TokenUse]:
        """The tokens each member has used this month in China, by user id; an admin asks of their own."""
        ...

    def organisation_tokens(self, organisation_id: str) -> TokenUse:
        """The tokens an organisation has used this month; of another than the user's, nothing is told."""
        ...
