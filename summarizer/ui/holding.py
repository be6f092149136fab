"""Whose the samples are, and what the user may do with each; no streamlit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from summarizer.domain import Sample, SampleHolder, User

_GONE: Final = "已离开的成员"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The samples of the library as one user stands to them.

    Attributes:
        user: None where one person works alone, whose they all are.
        holders: whose each is, by sample id; shipped ones are nobody's.
        names: of the members of the user's organisation, by id.
    """

    user: User | None = None
    holders: Mapping[str, SampleHolder] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def label(self, sample: Sample) -> str:
        """内置, 自加, 仅自己可见, 我共享的, or 王敏共享."""
        if sample.builtin:
            return "内置"
        holder = self.holders.get(sample.id)
        if self.user is None or holder is None:
            return "自加"
        if not self.is_mine(sample.id):
            return f"{self.names.get(holder.owner_id, _GONE)}共享"
        return "我共享的" if holder.shared else "仅自己可见"

    def is_shared(self, sample: Sample) -> bool:
        """Whether it is the organisation's."""
        holder = self.holders.get(sample.id)
        return holder is not None and holder.shared

    def is_mine(self, sample_id: str) -> bool:
        """Whether the user added it."""
        holder = self.holders.get(sample_id)
        return self.user is not None and holder is not None and holder.owner_id == self.user.id

    def may_share(self, sample: Sample) -> bool:
        """Whether the user may share it or take it back: their own, and as a librarian what is shared."""
        if self.user is None or self.user.organisation_id is None:
            return False
        return self.is_mine(sample.id) or (self.is_shared(sample) and self.user.role.keeps_library)

    def may_remove(self, sample: Sample) -> bool:
        """Whether it is the user's to remove; one person alone may hide those that ship, too."""
        if self.user is None:
            return True
        return not sample.builtin and (not self.is_shared(sample) or self.user.role.keeps_library)


ALONE: Final = Held()
"""One person, whose all samples are."""
