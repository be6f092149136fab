"""Masked passages of the texts that were spoiled by hand: no digit and no name of the unit is left.

The number of a point in a list (3., 3）, （3）) says nothing of the unit and stays.
"""

import re
from pathlib import Path

import pytest

from benchmarks.marked_text import read_marked
from summarizer.library.identity import learn_identity, unit_in_title
from summarizer.library.mask import mask_text

DIRTY = Path(__file__).parents[1] / "fixtures" / "dirty"
FILES = sorted(DIRTY.glob("wild_*/*.marked"))
LIST_NUMBER = re.compile(r"^(?:\d{1,2}[.、)）]|[（(]\d{1,2}[）)])", re.MULTILINE)
ACCEPTED = [path for path in FILES if not path.name.startswith("refused")]


@pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_nothing_that_identifies_is_left(path: Path) -> None:
    for article in read_marked(path).articles:
        title = article["title"] or ""
        texts = [words for section in article["sections"] for words in (section["heading"], section["text"])]
        identity = learn_identity(title=title, texts=texts)
        masked = "\n".join(mask_text(words, identity=identity) for words in texts if words)
        unit = unit_in_title(title).removesuffix("工会")
        assert not re.search(r"\d", LIST_NUMBER.sub("", masked))
        assert not unit or unit not in masked
