"""What two spellings of one name have in common."""

import re

from summarizer.text.characters import normalize_width

# “5.12” and “5·12” are one day, 3/8 and 3.8 too.
_DOTS_OF_DAYS = re.compile("(?<=[0-9])[./](?=[0-9])")
_INNER_MARKS = re.compile(r"[\s《》〈〉“”‘’「」『』\"'（）()\[\]【】〔〕·•・‧∙、，,—–\u200b\ufeff-]+")


def normalize_name(text: str) -> str:
    """`text` without quotes, brackets, dots, commas, dashes and spaces, half-width and in lower case."""
    return _DOTS_OF_DAYS.sub("", _INNER_MARKS.sub("", normalize_width(text))).lower()
