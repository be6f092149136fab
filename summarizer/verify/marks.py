"""The marks that divide a text, as every check of this package reads them."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

CLAUSE_MARKS: Final = "，。；：！？\n"
CLAUSE_MARK: Final = re.compile(f"[{CLAUSE_MARKS}]")
CLAUSE: Final = re.compile(f"[^{CLAUSE_MARKS}]+")
MEMBER: Final = re.compile(f"[^{CLAUSE_MARKS}、“”《》（）()—]+")
"""A stretch without any mark, those of lists, quotations and asides included."""
QUOTED: Final = re.compile("[“《][^”》]*[”》]")
HAN_RUN: Final = re.compile("[\u4e00-\u9fff]+")
LINK: Final = re.compile("、|(?<=[\u4e00-\u9fff]{2})(?:以及|和|与|及)(?=[\u4e00-\u9fff]{2})")
"""Stands between two members of a list."""
RESPECTIVELY: Final = re.compile("分[获别列居夺]|依次")
"""Says that what follows is given out in order."""


@lru_cache(maxsize=4096)
def mark_offsets(text: str) -> Sequence[int]:
    """Where the marks stand that part clauses, in order; cached because many judges ask for one text."""
    return [match.start() for match in CLAUSE_MARK.finditer(text)]
