"""Names of places: a known ending behind a part that names and does not only describe.

Needed by masking alone: a fact sheet's places are checked as part of its wording, but a sample's must not
show whose it is.
"""

import re
from collections.abc import Iterator
from functools import cache

from summarizer.library.words import any_of, words
from summarizer.text.lexicon import word_list

_LONGEST = 6  # characters of the naming part


def find_places(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the places named in `text`, sorted, not overlapping.

    With a long ending (公园, 纪念馆, 街道) any naming part of two to six characters counts; with a short one
    (市, 村, 路) two or three characters that a word leads to (赴, 在, 来到) or that open a phrase.
    House numbers behind a road belong to it.
    """
    found: list[tuple[int, int]] = []
    for start, end in sorted(
        (*_long(text), *_short(text), *_regions(text)), key=lambda span: (span[0], -span[1])
    ):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return tuple(found)


def _long(text: str) -> Iterator[tuple[int, int]]:
    for match in _long_ending().finditer(text):
        run = _run().search(text, max(0, match.start() - _LONGEST), match.start())
        start = run.start() if run else match.start()
        for stop in _stop().finditer(text, start, match.start()):
            start = stop.end()
        if _names(text[start : match.start()]):
            yield start, _with_number(text, match.end())


def _short(text: str) -> Iterator[tuple[int, int]]:
    for match in _short_form().finditer(text):
        start, end = match.span("name")
        written = text[start:end]
        is_word = written.endswith(words("mask", "place_words"))
        if not is_word and not _stop().search(written[:-1]) and _names(written[:-1]):
            yield start, _with_number(text, end)


def _regions(text: str) -> Iterator[tuple[int, int]]:
    """Provinces and large towns, which need no ending."""
    for match in _region().finditer(text):
        yield match.span()


def _names(body: str) -> bool:
    """Whether `body` does not only say what sort of place it is."""
    return len(body) > 1 and not _generic().fullmatch(body)


def _with_number(text: str, end: int) -> int:
    number = _house_number().match(text, end)
    return number.end() if number else end


@cache
def _long_ending() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(words('mask', 'place_endings'))})(?!工作|建设|管理|办|党)")


@cache
def _short_form() -> re.Pattern[str]:
    leads = "|".join(f"(?<={re.escape(lead)})" for lead in words("mask", "place_leads"))
    endings = "".join(words("mask", "place_endings_short"))
    edge = rf"(?:^|(?<=[，。；：、！？“（\s])|(?<=[省市县区镇乡])|{leads})"
    name = rf"(?!{any_of(words('mask', 'place_leads'))})(?P<name>[\u4e00-\u9fff]{{2,3}}?[{endings}])"
    # Looked for first, because few places have an ending near: what stands before takes longer to rule out.
    ending_near = f"(?=..[{endings}]|...[{endings}])"
    return re.compile(f"{ending_near}{edge}{name}(?![长级委局直里内赛总教])")


@cache
def _region() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(words('mask', 'regions'))})(?!时间)[省市]?")


@cache
def _run() -> re.Pattern[str]:
    return re.compile("[\u4e00-\u9fff×]+$")


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(any_of((*word_list("organisations", "stops"), *words("mask", "place_leads"))))


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{any_of(words('mask', 'place_generic'))})+")


@cache
def _house_number() -> re.Pattern[str]:
    return re.compile(r"\d+号(?:楼|院)?(?:\d+(?:室|单元|层))?")
