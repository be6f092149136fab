"""Applying suggestions that are certain."""

from collections.abc import Iterable

from summarizer.proofread.check import proofread
from summarizer.proofread.lexicon import Lexicon
from summarizer.proofread.remarks import Remark

# A fix may uncover another one (,, becomes ，， becomes ，); four rounds have been the most needed.
_MAX_ROUNDS = 20


def apply_fixes(text: str, remarks: Iterable[Remark], *, lexicon: Lexicon | None = None) -> str:
    """`text` with every certain suggestion among `remarks` applied.

    Of remarks that overlap the first one is applied, of those with the same start the longest. When the
    remarks are all there are, what overlapped and what the fixes brought to light is mended too, so that the
    result has no fixable remark left; when the user left some out, exactly those given are applied.

    Args:
        text: what the remarks were made on.
        remarks: of this text; those without a certain suggestion change nothing.
        lexicon: the one the remarks were made with.
    """
    chosen = [remark for remark in remarks if remark.fixable]
    mended = _applied(text, chosen)
    if mended == text or set(_fixable(text, lexicon)) - set(chosen):
        return mended
    for _ in range(_MAX_ROUNDS):
        before, mended = mended, _applied(mended, _fixable(mended, lexicon))
        if mended == before:
            break
    return mended


def _fixable(text: str, lexicon: Lexicon | None) -> list[Remark]:
    return [remark for remark in proofread(text, lexicon=lexicon) if remark.fixable]


def _applied(text: str, remarks: Iterable[Remark]) -> str:
    pieces: list[str] = []
    reached = 0
    for remark in sorted(remarks, key=lambda one: (one.start, -one.end)):
        if remark.start >= reached and text[remark.start : remark.end] == remark.text:
            pieces += (text[reached : remark.start], remark.suggestion or "")
            reached = remark.end
    return "".join((*pieces, text[reached:]))
