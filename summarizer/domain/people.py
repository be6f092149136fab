"""Who uses a shared service: users, their organisation and role, what they share, and what is noted of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from summarizer.domain.kinds import LabelledEnum

EVERYBODY: Final = ""
"""In a share, in place of a user: all members of the document's organisation."""
SYSTEM: Final = ""
"""In the audit log, in place of a user: the administrator of the whole service, at the command line."""


class Role(LabelledEnum):
    """What somebody may do in an organisation, beyond what is their own."""

    MEMBER = "member", "成员"
    LIBRARIAN = "librarian", "范文管理员"
    ADMIN = "admin", "管理员"

    @property
    def keeps_library(self) -> bool:
        """Whether the organisation's samples are theirs to add, change and remove."""
        return self is not Role.MEMBER


class Access(LabelledEnum):
    """What somebody may do with a document that was shared with them."""

    READ = "read", "可查看"
    EDIT = "edit", "可编辑"


class AuditAction(LabelledEnum):
    """What is noted in the audit log."""

    EXPORT = "export", "导出"
    SHARE = "share", "共享"
    UNSHARE = "unshare", "取消共享"
    DELETE = "delete", "删除"
    PURGE = "purge", "彻底删除"
    ROLE = "role", "调整角色"
    QUOTA = "quota", "调整额度"
    ORGANISATION = "organisation", "建立单位"
    INVITE = "invite", "添加成员"
    WITHDRAW = "withdraw", "撤回添加"
    JOIN = "join", "加入单位"
    REMOVE = "remove", "移出单位"
    AUDIT_EXPORT = "audit-export", "导出审计记录"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A union whose members may share documents and samples."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who has signed in.

    Attributes:
        subject: by whom and as whom they were signed in, unique over all identity providers.
        organisation_id: the one they belong to, None for nobody's member.
        role: in that organisation.
    """

    id: str
    subject: str
    name: str
    organisation_id: str | None = None
    role: Role = Role.MEMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """Somebody who becomes a member of an organisation when they sign in.

    Attributes:
        identity: the e-mail their identity provider has verified, in lower case, or their subject.
        role: the one they will have.
    """

    id: str
    organisation_id: str
    identity: str
    role: Role
    invited_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleHolder:
    """Whose a sample is that does not ship with the program.

    Attributes:
        owner_id: who added it.
        shared: True for the organisation's, False for the owner's alone.
    """

    owner_id: str
    shared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What a member, or EVERYBODY, of a document's organisation may do with it."""

    document_id: str
    user_id: str
    access: Access


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """Who did what to which thing, and when; never what stands in it.

    Attributes:
        number: counts all entries, ascending.
        user_id: who did it, or SYSTEM.
        subject_id: of the document, sample, user, organisation or invitation it was done to.
        detail: what it was set to, as people read it: 管理员, 50000个词元; "" for most.
    """

    number: int
    at: datetime
    user_id: str
    organisation_id: str | None
    action: AuditAction
    subject_id: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries of the audit log are asked for; nothing given means all.

    Attributes:
        user_id: who did it, or SYSTEM.
        since: the first moment, until: the first one after the last.
    """

    organisation_id: str | None = None
    user_id: str | None = None
    action: AuditAction | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenUse:
    """Tokens of the present month, with the limit on them; None for no limit."""

    used: int
    quota: int | None

    @property
    def is_used_up(self) -> bool:
        """Whether nothing is left."""
        return self.quota is not None and self.used >= self.quota
