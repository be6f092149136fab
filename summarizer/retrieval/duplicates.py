"""Near-copies: the same text of the web in three files, with other figures, breaks or an advert in it.

Two steps, so that no passage is compared with all others. A bottom-k sketch (Broder, On the Resemblance
and Containment of Documents, 1997): the smallest hashes of a text's shingles; texts that share some are
candidates. rapidfuzz then decides on the texts themselves, exactly. datasketch would do the first step
too, but brings SciPy along (over 100 MB installed) for what an index over these few numbers does.
"""

import re
from hashlib import blake2b
from typing import Final

import numpy as np
from rapidfuzz import fuzz

SKETCH_SIZE: Final = 16
"""Hashes kept of each text: copies with a tenth of their characters changed share about half of them."""
SHARED_HASHES: Final = 5
"""Hashes two texts must share to be compared; texts that share a sentence or two have fewer in common."""
MOST_COMPARED: Final = 20
"""Texts a new one is compared with at most, those with most hashes in common first."""
COPY_RATIO: Final = 88.0
"""Indel similarity in per cent from which two texts are copies."""

_SHINGLE = 6
_SHORTEST = 30  # shorter passages are set phrases more often than copies
_NOT_HAN = re.compile("[^\u4e00-\u9fff]+")


def comparable(text: str) -> str:
    """The Chinese characters of `text`: last year's text with this year's figures is a copy, too."""
    return _NOT_HAN.sub("", text)


def sketch(text: str) -> tuple[int, ...]:
    """The smallest hashes of the shingles of `text`, ascending; none when it is too short to compare.

    Returns:
        At most `SKETCH_SIZE` signed 64-bit integers, the same on every machine.
    """
    plain = comparable(text)
    if len(plain) < _SHORTEST:
        return ()
    shingles = {plain[start : start + _SHINGLE] for start in range(len(plain) - _SHINGLE + 1)}
    hashes = np.frombuffer(b"".join(map(_hash, shingles)), dtype="<i8")
    smallest: list[int] = np.sort(hashes)[:SKETCH_SIZE].tolist()
    return tuple(smallest)


def is_copy(left: str, right: str) -> bool:
    """Whether two texts are the same one but for small changes."""
    return fuzz.ratio(comparable(left), comparable(right), score_cutoff=COPY_RATIO) > 0


def _hash(shingle: str) -> bytes:
    return blake2b(shingle.encode(), digest_size=8).digest()
