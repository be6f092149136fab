"""Who uses a shared service: users, their organisation and role, what they share, and what is noted of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from summarizer.domain.kinds import LabelledEnum

EVERYBODY: Final = ""
"""In a share, in place of a user: all members of the document's organisation."""


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
    ROLE = "role", "调整角色"
    QUOTA = "quota", "调整额度"


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
        user_id: who did it.
        subject_id: of the document, sample or user it was done to.
    """

    number: int
    at: datetime
    user_id: str
    organisation_id: str | None
    action: AuditAction
    subject_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenUse:
    """Tokens of the present month, with the limit on them; None for no limit."""

    used: int
    quota: int | None

    @property
    def is_used_up(self) -> bool:
        """Whether nothing is left."""
        return self.quota is not None and self.used >= self.quota
