"""The marks of what a model wrote, put right where the standard leaves no choice."""

import re
from typing import Final

from summarizer.proofread import apply_fixes, proofread
from summarizer.proofread.remarks import PUNCTUATION_STANDARD

_BETWEEN_HAN: Final = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[\u3400-\u9fff])")


def tidied(text: str) -> str:
    """`text` with full-width marks between Chinese characters and no blanks there; no word is changed.

    Facts are often typed in a hurry (立案19件,办结18件), and models repeat them to the letter.
    """
    joined = _BETWEEN_HAN.sub("", text)
    marks = [one for one in proofread(joined) if one.clause.startswith(PUNCTUATION_STANDARD)]
    return apply_fixes(joined, marks)
