"""A pipeline with the offline composer on a database of its own."""

from collections.abc import Iterator

import pytest

from summarizer.drafting.composer import Composer
from summarizer.pipeline import Pipeline
from summarizer.store import open_store


@pytest.fixture
def pipeline() -> Iterator[Pipeline]:
    store = open_store("sqlite://")
    yield Pipeline(store=store, drafters={"offline": Composer()})
    store.close()
