"""Building finders from regular expressions, so that most rules are one row."""

import re
from collections.abc import Callable, Iterator

from summarizer.proofread.manuscript import Manuscript
from summarizer.proofread.remarks import Finder, Hit


def matches(
    pattern: str,
    replacement: str | Callable[[re.Match[str]], str] | None = None,
    *,
    certain: bool = True,
    unless: Callable[[re.Match[str]], bool] | None = None,
) -> Finder:
    """A finder of every match of `pattern`, `^` and `$` meaning line ends.

    Args:
        pattern: takes linear time on any text; repetitions are bounded or end at a sign they cannot hold.
        replacement: a template like that of `re.sub`, or a function of the match; None when a person decides.
        certain: whether the replacement may be applied unread.
        unless: matches for which this holds are passed over.
    """
    expression = re.compile(pattern, re.MULTILINE)

    def find(manuscript: Manuscript) -> Iterator[Hit]:
        for match in expression.finditer(manuscript.shown):
            if unless is None or not unless(match):
                yield Hit(match.start(), match.end(), _replaced(match, replacement), certain)

    return find


def char_at(text: str, position: int) -> str:
    """The character at `position`, "" outside the text."""
    return text[position] if 0 <= position < len(text) else ""


def _replaced(match: re.Match[str], replacement: str | Callable[[re.Match[str]], str] | None) -> str | None:
    if replacement is None:
        return None
    return match.expand(replacement) if isinstance(replacement, str) else replacement(match)
