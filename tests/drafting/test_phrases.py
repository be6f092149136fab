import re
from collections.abc import Iterator

import pytest

from summarizer.domain import Document, Period, Topic, UnitKind
from summarizer.drafting.ornaments import opening_start
from summarizer.drafting.phrases import load_stock, shuffled
from summarizer.text.atoms import find_atoms

CLAIMS = """
显著 大幅 明显 全覆盖 首个 首次 首创 一致好评 圆满 广泛好评 高度评价 优异 零投诉 零事故
第一 突破 领先 极大 充分肯定 全部 全员 均已
首先 其次 最后 总而言之 综上所述 不仅 而且 值得一提 毋庸置疑 众所周知
主义 思想为指导 大会精神 总书记 主席团 二十大 三个代表 新时代
"""


def sentences(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for inner in part.values():
            yield from sentences(inner)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from sentences(inner)


STOCK = load_stock()
ALL = sorted(
    {*sentences(STOCK.openings), *sentences(STOCK.closings), *sentences(STOCK.frames)}
    - {STOCK.frames["missing"]["mark"]}
)


def filled(sentence: str, kind: UnitKind) -> str:
    document = Document(id="d", title="", unit="甲乙", kind=kind, period=Period(year=2024))
    return STOCK.fill(sentence.replace("{period}，", "").replace("{period}", ""), document)


@pytest.mark.parametrize("sentence", ALL)
def test_a_stock_sentence_states_no_fact(sentence: str) -> None:
    for kind in UnitKind:
        text = filled(sentence, kind)
        assert find_atoms(text) == ()
        assert not re.search(r"[0-9{}%％]|[两三四五六七八九十百千万亿]", text)
        assert not [claim for claim in CLAIMS.split() if claim in text]


@pytest.mark.parametrize("topic", [topic for topic in Topic if topic.value not in STOCK.frames])
@pytest.mark.parametrize("kind", list(UnitKind))
def test_every_topic_has_enough_openings_and_closings(topic: Topic, kind: UnitKind) -> None:
    openings = STOCK.sentences("openings", topic, kind)
    assert len(set(openings)) >= 8
    assert len(set(map(opening_start, openings))) >= 8
    assert len(set(STOCK.sentences("closings", topic, kind))) >= 5


@pytest.mark.parametrize("topic", [Topic.OVERVIEW, Topic.PROBLEMS, Topic.PLANS])
def test_framed_topics_have_as_many(topic: Topic) -> None:
    assert len(set(STOCK.sentences("openings", topic, UnitKind.SOE))) >= 8
    assert len(set(STOCK.sentences("closings", topic, UnitKind.SOE))) >= 5


def test_no_sentence_stands_twice_in_the_stock() -> None:
    told = [*sentences(STOCK.openings), *sentences(STOCK.closings)]
    assert len(set(told)) == len(told)


def test_the_digest_follows_the_stock() -> None:
    assert load_stock().sha256 == STOCK.sha256


def test_shuffling_depends_on_its_keys_alone() -> None:
    assert shuffled("abcdefgh", "seed") == shuffled("abcdefgh", "seed")
    assert len({"".join(shuffled("abcdefgh", key)) for key in range(20)}) > 15
