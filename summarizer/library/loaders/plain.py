"""Lines of plain text and Markdown."""

import re
from typing import Final

from summarizer.library.loaders.encodings import decode
from summarizer.library.loaders.values import SourceLine

# Word's line break (U+000B), form feeds and the Unicode separators end a line like \n does.
_LINE_END: Final = re.compile("\r\n|[\n\r\x0b\x0c\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_MARKUP = re.compile(r"^\s{0,3}(?:```.*|\|?(?:\s*:?-{3,}:?\s*\|)+\s*:?-*:?\s*|={3,}|(?:[-*_]\s*){3,})$")


def read_plain(content: bytes, *, encoding: str = "") -> tuple[tuple[SourceLine, ...], str, tuple[str, ...]]:
    """The lines of a text file with 1-based numbers, its codec, and notes.

    Raises:
        UnreadableFileError: not a text file, or not in the codec chosen.
    """
    text, codec, notes = decode(content, encoding=encoding)
    return number_lines(text), codec, notes


def number_lines(text: str) -> tuple[SourceLine, ...]:
    """The lines of `text`, numbered from 1."""
    return tuple(SourceLine(number, line) for number, line in enumerate(_LINE_END.split(text), start=1))


def mark_headings(lines: tuple[SourceLine, ...]) -> tuple[SourceLine, ...]:
    """Markdown lines with `#` turned into levels, front matter, rules and fences emptied; numbers stay."""
    body = _front_matter_end(lines)
    return tuple(
        _markdown_line(line) if index >= body else line._replace(text="") for index, line in enumerate(lines)
    )


def _markdown_line(line: SourceLine) -> SourceLine:
    if _MARKUP.match(line.text):
        return line._replace(text="")
    heading = _HEADING.match(line.text)
    if heading is None:
        return line
    text = re.sub(r"\s*(?:\{[^{}]*\}|#+)\s*$", "", line.text[heading.end() :])
    return line._replace(text=text, level=len(heading[1]))


def _front_matter_end(lines: tuple[SourceLine, ...]) -> int:
    if not lines or lines[0].text.strip() != "---":
        return 0
    for index, line in enumerate(lines[1:60], start=1):
        if line.text.strip() == "---":
            return index + 1
    return 0
