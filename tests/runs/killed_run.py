"""A process to be killed: starts a run on a database, slowly, and never ends by itself.

    python killed_run.py DATABASE_URL DOCUMENT_ID BASE_URL MODEL

Prints a line with the characters a section has each time a piece of its text came.
"""

import sys
import time
from collections.abc import Iterator

from pydantic import SecretStr

from summarizer.domain import Generation
from summarizer.drafting.budget import Budget
from summarizer.drafting.composer import Composer
from summarizer.drafting.endpoint import ChatEndpoint
from summarizer.drafting.llm_drafter import LlmDraft, LlmDrafter
from summarizer.drafting.presets import Target
from summarizer.pipeline import Pipeline
from summarizer.protocols import DraftRequest
from summarizer.store import open_store


class ToldDraft:
    """A draft that says aloud how long it is and when."""

    def __init__(self, inner: LlmDraft, section_id: str) -> None:
        self._inner = inner
        self._section_id = section_id
        self._chars = 0

    @property
    def generation(self) -> Generation:
        return self._inner.generation

    def stop(self) -> None:
        self._inner.stop()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._chars:
            print(f"{time.time()} {self._section_id} {self._chars}", flush=True)
        piece = next(self._inner)
        self._chars += len(piece)
        return piece


class ToldDrafter(LlmDrafter):
    """A drafter whose drafts are told."""

    def draft(self, request: DraftRequest) -> ToldDraft:  # type: ignore[override]
        return ToldDraft(super().draft(request), request.section_id)


def main() -> None:
    database_url, document_id, base_url, model = sys.argv[1:]
    target = Target(base_url=base_url, model=model, key=SecretStr("test-key-1234567890"))
    composer = Composer()
    drafter = ToldDrafter(ChatEndpoint(target), composer=composer, budget=Budget(model))
    pipeline = Pipeline(store=open_store(database_url), drafters={"llm": drafter, "offline": composer})
    pipeline.start_run(document_id)
    print("started", flush=True)
    time.sleep(600)


if __name__ == "__main__":
    main()
