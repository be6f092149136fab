"""The checker: every text the server said it had saved, compared with what the store holds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from summarizer.domain import Document, Version


class Holdings(Protocol):
    """The part of a store the checker reads."""

    def load_document(self, document_id: str) -> Document:
        """The document."""
        ...

    def list_versions(self, section_id: str) -> Sequence[Version]:
        """All versions of a section's text, newest first."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """An acknowledged text that is not where it must be.

    Attributes:
        section_id: of the section it was typed in.
        text: what was acknowledged.
        reason: missing (no version holds it), order (its version is older than that of an earlier text) or
            replaced (the section shows something nobody typed after it).
    """

    section_id: str
    text: str
    reason: str


@dataclass(slots=True, kw_only=True)
class _Account:
    """What was typed in one section, and which of it was acknowledged, in order."""

    document_id: str
    sent: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)


class Ledger:
    """Texts sent and acknowledged, of any number of sections; no text of a section may come twice."""

    def __init__(self) -> None:
        self._accounts: dict[str, _Account] = {}

    def send(self, document_id: str, section_id: str, text: str) -> None:
        """Notes a text that goes out."""
        self._accounts.setdefault(section_id, _Account(document_id=document_id)).sent.append(text)

    def acknowledge(self, section_id: str, text: str) -> None:
        """Notes that the server says it has saved a text; saying so again changes nothing."""
        account = self._accounts[section_id]
        if not account.acknowledged or account.acknowledged[-1] != text:
            account.acknowledged.append(text)

    @property
    def sent(self) -> int:
        """How many texts went out."""
        return sum(len(account.sent) for account in self._accounts.values())

    @property
    def acknowledged(self) -> int:
        """How many texts were acknowledged."""
        return sum(len(account.acknowledged) for account in self._accounts.values())

    def losses(self, store: Holdings) -> tuple[Loss, ...]:
        """Everything acknowledged that the store does not hold as it must."""
        return tuple(
            loss
            for section_id, account in self._accounts.items()
            for loss in _lost(store, section_id, account)
        )


def _lost(store: Holdings, section_id: str, account: _Account) -> list[Loss]:
    if not account.acknowledged:
        return []
    held = [version.text for version in reversed(store.list_versions(section_id))]
    places = {text: place for place, text in enumerate(held)}
    found, last = [], -1
    for text in account.acknowledged:
        place = places.get(text)
        if place is None or place < last:
            reason = "missing" if place is None else "order"
            found.append(Loss(section_id=section_id, text=text, reason=reason))
        last = max(last, place if place is not None else last)
    newest = account.acknowledged[-1]
    later = account.sent[len(account.sent) - account.sent[::-1].index(newest) - 1 :]
    shown = store.load_document(account.document_id).section(section_id).text
    if shown not in later:
        found.append(Loss(section_id=section_id, text=newest, reason="replaced"))
    return found
