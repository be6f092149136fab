"""What remembers people: users, organisations, shares, the audit log and quotas."""

from typing import Protocol

from summarizer.domain import Access, AuditEntry, Organisation, Role, Share, TokenUse, User


class PeopleStore(Protocol):
    """The people of a shared service. Safe to call from any thread.

    Seen by a user (`Store.for_user`) it does what that user may do; as it is, what the administrator of the
    whole service may. Refused is told by NotAllowedError, what may not be seen by NotFoundError.
    """

    def sign_in(self, subject: str, name: str) -> User:
        """The user an identity provider vouches for, made at the first sign-in, a member of nothing then."""
        ...

    def has_users(self) -> bool:
        """Whether anybody has ever signed in."""
        ...

    def find_user(self, user_id: str) -> User:
        """One user as they are now; a user finds themselves and the members of their organisation."""
        ...

    def members(self, organisation_id: str) -> tuple[User, ...]:
        """The members of an organisation by name; none of another than the user's."""
        ...

    def put_organisation(self, organisation: Organisation) -> Organisation:
        """The organisation as stored, new or with another name; users may not."""
        ...

    def set_member(self, user_id: str, organisation_id: str | None, role: Role = Role.MEMBER) -> User:
        """The user as a member of that organisation alone, or of none; an admin's own organisation only."""
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
        """Makes a sample the organisation's, or its owner's alone again; a librarian or admin may."""
        ...

    def note_export(self, document_id: str) -> None:
        """Notes in the audit log that the user exported a document they may see."""
        ...

    def audit_log(self, *, before: int | None = None, limit: int = 100) -> tuple[AuditEntry, ...]:
        """The newest entries with numbers below `before`; an admin's are the organisation's."""
        ...

    def set_quota(self, holder_id: str, tokens: int | None) -> None:
        """Limits the tokens a month of a user or an organisation, None for no limit.

        An admin limits members; the organisation itself is limited by the service's administrator.
        """
        ...

    def user_tokens(self, user_id: str) -> TokenUse:
        """The tokens a user's runs have used this month, by Chinese time."""
        ...

    def organisation_tokens(self, organisation_id: str) -> TokenUse:
        """The tokens an organisation has used this month; of another than the user's, nothing is told."""
        ...
