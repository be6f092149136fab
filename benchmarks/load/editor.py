"""The editor of one section in one tab: what it sends and what it takes for saved, as its saving.js does."""

import uuid
from collections.abc import Mapping
from typing import Any, Final

_EARLIER: Final = 4


class Editor:
    """Numbers what is typed and hears what has arrived.

    Args:
        section_id: whose text it is.
        revision: of the text it begins with.
        text: it begins with.
        inherited: texts an earlier life of this tab had sent without hearing of them again.
    """

    def __init__(self, section_id: str, *, revision: int, text: str, inherited: tuple[str, ...] = ()) -> None:
        self.section_id = section_id
        self.text = text
        self._inherited = inherited
        self._base = revision
        self._mount = uuid.uuid4().hex[:12]
        self._typed = self._taken = 0
        self._sent: dict[int, str] = {}

    @property
    def is_clean(self) -> bool:
        """Whether the server has everything that was typed."""
        return self._taken == self._typed

    @property
    def base(self) -> int:
        """The revision the text on screen was made from."""
        return self._base

    @property
    def unheard(self) -> tuple[str, ...]:
        """Texts sent of which nothing was heard."""
        return tuple([*self._inherited, *self._sent.values()][-_EARLIER:])

    def type(self, text: str) -> dict[str, Any]:
        """The edit to send after the typist has changed the text to `text` and paused."""
        earlier = self.unheard
        self._typed += 1
        self.text = self._sent[self._typed] = text
        return {
            "mount": self._mount,
            "typed": self._typed,
            "base": self._base,
            "text": text,
            "earlier": list(earlier),
            "tries": 0,
        }

    def hear(self, told: Mapping[str, Any]) -> str | None:
        """The text that the server says it has saved just now, None when it says nothing new."""
        taken = told["taken"] or {}
        is_mine = taken.get("mount") == self._mount
        before, problem = self._taken, told["problem"]
        if is_mine:
            self._taken = max(self._taken, min(taken["typed"], self._typed))
        elif told["text"] == self.text:
            self._taken = self._typed
        saved = self._sent.get(self._taken) if self._taken > before and not problem else None
        if (self.is_clean or told["text"] in self._sent.values()) and not problem:
            self._base = told["revision"]
        self._sent = {number: text for number, text in self._sent.items() if number >= self._taken}
        if self.is_clean and not problem:
            self._inherited = ()
            self.text = told["text"]
        return saved
