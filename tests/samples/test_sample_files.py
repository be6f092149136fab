"""The samples that ship with the program are valid, original and written to the standards they teach."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from summarizer.domain import PeriodSpan, Topic, UnitKind
from summarizer.text.characters import count_chars
from summarizer.text.dates import parse_period
from summarizer.text.sentences import split_sentences

ROOT = Path(__file__).parents[2]
PATHS = sorted((ROOT / "samples").glob("*.md"))
KEYS = {"title", "kind", "period", "source", "licence"}
SPANS_IN_NAMES = {
    "annual": PeriodSpan.ANNUAL,
    "half-year": PeriodSpan.HALF_YEAR,
    "quarter": PeriodSpan.QUARTER,
}
# Every summary may call these three by their plain names; all other headings are a writer's own.
PLAIN_TOPICS = {Topic.OVERVIEW, Topic.PROBLEMS, Topic.PLANS}

FENCED = re.compile(r"\A---\n(?P<front>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
HEADING = re.compile(r"(?P<marks>#{2,4}) (?P<text>.+?)(?: \{topic=(?P<topic>[a-z_]+)\})?")
# A full stop after a number that opens a line is numbering (1.), which GB/T 15834 wants half-width.
HALF_WIDTH = re.compile(
    r"""(?<=[\u3400-\u9fff])[,.;:?!()"']|[,;:?!()"'](?=[\u3400-\u9fff])|(?<!^\d)\.(?=[\u3400-\u9fff])""",
    re.MULTILINE,
)
CLOSERS = {"”": "“", "’": "‘", "》": "《", "）": "（", "】": "【", "〕": "〔"}
BANNED = re.compile(
    "总书记|国家主席|总理"
    "|十[六七八九]大|二十大|[一二三四五六七八九十]+届[一二三四五六七]中全会"
    "|三个代表|科学发展观|四个意识|四个自信|两个维护|两个确立"
    "|首先|其次|再次，|最后，|总而言之|总之|综上所述|由此可见|不言而喻|众所周知|值得一提的是|与此同时"
    "|不仅.{0,20}而且|不是.{1,20}而是|在.{2,12}的背景下|赋能|闭环|颗粒度|底层逻辑|新篇章|保驾护航|添砖加瓦"
)
LEAST_SENTENCE_CHARS = 12
START_CHARS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A heading of a sample and the text directly under it; `topic` is None below the first level."""

    path: Path
    heading: str
    level: int
    topic: str | None
    text: str


def _split(path: Path) -> tuple[dict[str, str], str]:
    """The front matter and the body of a sample."""
    matched = FENCED.match(path.read_text(encoding="utf-8"))
    assert matched is not None, f"{path.name} has no front matter"
    front = yaml.safe_load(matched["front"])
    assert isinstance(front, dict)
    return front, matched["body"]


def _blocks(path: Path) -> list[_Block]:
    """The blocks of a sample in printed order."""
    blocks: list[_Block] = []
    for line in _split(path)[1].splitlines():
        if (matched := HEADING.fullmatch(line)) is not None:
            level = len(matched["marks"]) - 1
            blocks.append(
                _Block(path=path, heading=matched["text"], level=level, topic=matched["topic"], text="")
            )
        elif line.strip():
            assert blocks, f"{path.name} has text before its first heading"
            last = blocks.pop()
            text = f"{last.text}\n{line}".strip()
            blocks.append(
                _Block(path=path, heading=last.heading, level=last.level, topic=last.topic, text=text)
            )
    return blocks


def _prose(path: Path) -> str:
    """Headings and paragraphs without Markdown, one a line."""
    return "\n".join(f"{block.heading}\n{block.text}" for block in _blocks(path))


def _unbalanced(text: str) -> str:
    """The brackets and quotation marks of `text` that have no partner."""
    opened: list[str] = []
    stray: list[str] = []
    for mark in text:
        if mark in CLOSERS.values():
            opened.append(mark)
        elif mark in CLOSERS:
            if opened and opened[-1] == CLOSERS[mark]:
                opened.pop()
            else:
                stray.append(mark)
    return "".join(stray + opened)


def _repeated(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The texts of (text, place) pairs that occur more than once, with their places."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for text, place in pairs:
        places[text].append(place)
    return {text: found for text, found in places.items() if len(found) > 1}


def _outline_headings() -> set[str]:
    """Every heading the program itself proposes."""
    headings: set[str] = set()
    for kind in UnitKind:
        text = (ROOT / "summarizer" / "outlines" / f"{kind}.toml").read_text(encoding="utf-8")
        headings |= set(_strings_under("heading", tomllib.loads(text)))
    return headings


def _strings_under(key: str, tree: object) -> Iterable[str]:
    """All strings stored under `key` at any depth."""
    if isinstance(tree, dict):
        for name, branch in tree.items():
            if name == key and isinstance(branch, str):
                yield branch
            else:
                yield from _strings_under(key, branch)
    elif isinstance(tree, list):
        for branch in tree:
            yield from _strings_under(key, branch)


each_sample = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


@pytest.mark.parametrize("kind", UnitKind)
def test_every_unit_kind_has_an_annual_a_half_year_and_a_quarterly_sample(kind: UnitKind) -> None:
    spans = [parse_period(front["period"]).span for front, _ in map(_split, PATHS) if front["kind"] == kind]
    assert sorted(spans) == sorted(PeriodSpan)


def test_no_two_samples_of_one_kind_tell_of_the_same_unit() -> None:
    units = [_split(path)[0]["title"].split("工会", 1)[0] for path in PATHS]
    assert len(set(units)) == len(PATHS)


@each_sample
def test_front_matter_is_complete_and_agrees_with_name_and_title(path: Path) -> None:
    front, _ = _split(path)
    assert set(front) == KEYS
    assert all(isinstance(value, str) and value for value in front.values())
    period = parse_period(front["period"])
    kind, _number, span = path.stem.split("-", 2)
    assert UnitKind(front["kind"]) == kind
    assert period.span == SPANS_IN_NAMES[span]
    assert front["title"].endswith(f"{period.label}工作总结")
    assert (front["source"], front["licence"]) == ("本项目原创", "MIT")


@each_sample
def test_sections_carry_a_known_topic_from_overview_to_plans(path: Path) -> None:
    topics = [Topic(str(block.topic)) for block in _blocks(path) if block.level == 1]
    assert len(set(topics)) == len(topics)
    assert topics[0] is Topic.OVERVIEW
    assert topics[-2:] == [Topic.PROBLEMS, Topic.PLANS]
    assert all(block.topic is None for block in _blocks(path) if block.level > 1)


@each_sample
def test_every_section_has_text(path: Path) -> None:
    blocks = _blocks(path)
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        opens_a_level = following is not None and following.level > block.level
        assert block.text or opens_a_level, block.heading


@each_sample
def test_length_is_that_of_a_real_summary(path: Path) -> None:
    assert 1200 <= count_chars(_prose(path)) <= 3500


@each_sample
def test_punctuation_is_full_width_and_balanced(path: Path) -> None:
    prose = _prose(path)
    assert [prose[max(0, m.start() - 8) : m.end() + 8] for m in HALF_WIDTH.finditer(prose)] == []
    assert [line for line in prose.splitlines() if _unbalanced(line)] == []


@each_sample
def test_headings_end_without_punctuation_and_paragraphs_with_it(path: Path) -> None:
    for block in _blocks(path):
        assert block.heading[-1] not in "。，；：、！？", block.heading
        assert all(line[-1] in "。！？”）：" for line in block.text.splitlines()), block.heading


@each_sample
def test_there_are_no_political_formulas_leaders_or_filler(path: Path) -> None:
    assert BANNED.findall(_prose(path)) == []


@pytest.mark.parametrize(
    "text",
    ["学习党的二十大精神", "贯彻十九届六中全会精神", "首先，加强领导", "不仅人多而且热闹", "为发展保驾护航"],
)
def test_the_ban_catches(text: str) -> None:
    assert BANNED.search(text) is not None


def test_no_sentence_stands_twice() -> None:
    sentences = [
        (sentence, f"{block.path.stem}: {block.heading}")
        for path in PATHS
        for block in _blocks(path)
        for span in split_sentences(block.text)
        if len(sentence := block.text[span.start : span.end].strip().rstrip("。！？")) >= LEAST_SENTENCE_CHARS
    ]
    assert len(sentences) > 500
    assert _repeated(sentences) == {}


def test_no_two_sections_begin_alike() -> None:
    starts = [
        (block.text[:START_CHARS], f"{path.stem}: {block.heading}")
        for path in PATHS
        for block in _blocks(path)
        if block.text
    ]
    assert _repeated(starts) == {}


def test_headings_are_the_writers_own() -> None:
    own = [
        (block.heading, path.stem)
        for path in PATHS
        for block in _blocks(path)
        if block.topic is None or Topic(block.topic) not in PLAIN_TOPICS
    ]
    assert _repeated(own) == {}
    assert {heading for heading, _ in own} & _outline_headings() == set()
