"""What the pipeline needs from the outside: a drafter that writes, stores that remember, an embedder."""

from summarizer.protocols.documents import Store
from summarizer.protocols.drafting import (
    ChatMessage,
    ChatModel,
    ChatStream,
    ChatUsage,
    Drafter,
    DraftRequest,
    Prefillable,
    Warmable,
)
from summarizer.protocols.people import PeopleStore
from summarizer.protocols.runs import RunRequests, RunStore
from summarizer.protocols.samples import (
    Embedder,
    LibraryStore,
    PassageOrigin,
    PassageScore,
    SampleStore,
    StoredVector,
)

__all__ = [
    "ChatMessage",
    "ChatModel",
    "ChatStream",
    "ChatUsage",
    "DraftRequest",
    "Drafter",
    "Embedder",
    "LibraryStore",
    "PassageOrigin",
    "PassageScore",
    "PeopleStore",
    "Prefillable",
    "RunRequests",
    "RunStore",
    "SampleStore",
    "Store",
    "StoredVector",
    "Warmable",
]
