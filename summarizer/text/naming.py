"""What two spellings of one name have in common."""

import re

from summarizer.text.characters import normalize_width

_INNER_MARKS = re.compile(r"[\s《》〈〉“”‘’「」『』\"'（）()\[\]【】〔〕·•・‧∙、，,—–\u200b\ufeff-]+")


def normalize_name(text: str) -> str:
    """`text` without quotes, brackets, dots, commas, dashes and spaces, half-width and in lower case."""
    return _INNER_MARKS.sub("", normalize_width(text)).lower()
