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
MOST_HOLDERS: Final = 32
"""Texts looked at for each hash, the first that have it: what more begin with is a set phrase. The first text
of a group of copies is found however many there are; reading all would take longer the larger the library."""
MOST_COMPARED: Final = 20
"""Texts a new one is compared with at most, those with most hashes in common first."""
COPY_RATIO: Final = 88.0
"""Indel similarity in per cent from which two texts are copies."""

_SHINGLE = 6
_HAN_BYTES = 3  # of each character `comparable` leaves, in UTF-8
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
    written = plain.encode()
    ends = range(_SHINGLE * _HAN_BYTES, len(written) + 1, _HAN_BYTES)
    shingles = {written[end - _SHINGLE * _HAN_BYTES : end] for end in ends}
    hashed = b"".join([blake2b(shingle, digest_size=8).digest() for shingle in shingles])
    hashes = np.frombuffer(hashed, dtype="<i8")
    smallest: list[int] = np.sort(hashes)[:SKETCH_SIZE].tolist()
    return tuple(smallest)


def is_copy(left: str, right: str) -> bool:
    """Whether two texts are the same one but for small changes."""
    return fuzz.ratio(comparable(left), comparable(right), score_cutoff=COPY_RATIO) > 0
