"""What titles of other pages are made of: what they are about, kinds of writing, what is offered along."""

import re
from functools import cache
from operator import add
from typing import Final

from summarizer.library.lexicon import word_list
from summarizer.text.lexicon import alternation

REASON: Final = "删去混入的其他网页标题"
DOUBT: Final = "疑似混入的其他网页标题"
UNION = re.compile("工会|职工|会员|员工|职代会|教代会")
# A time of the union's own, or what leads to a part of its text: 明年工作计划, 几点体会.
OWN_TIME = re.compile(
    "(?:下一?步|下半年|下阶段|明年|来年|今年|今后|新的?一年|本年度?|全年|上半年|年度|20\\d\\d年|主要|重点|存在|[一二三四]季度|[几两一三]点|些许|初步|点滴|我们?的?|全体|20\\d\\d)"
    "(?:工会|职工|会员|员工|职代会|教代会|的)*"
)
OFFERED: Final = "格式|模板|范文|范本|大全|精选|样本|怎么写|素材|图片|内容|开头|结尾"
_PAIR: Final = 2
_ADDED: Final = f"(?:{OFFERED}|[\\d一二三四五六七八九十]{{1,4}}[篇字则条句])*"


@cache
def foreign_kinds() -> frozenset[str]:
    """Kinds of writing no union uses."""
    return frozenset(word_list("anchors", "genres")) - frozenset(word_list("anchors", "own"))


@cache
def kind_ends() -> tuple[str, ...]:
    """What a title ends with, without what is offered with it."""
    return (*word_list("anchors", "genres"), *word_list("anchors", "kinds"))


def may_be_titled(words: str) -> bool:
    """Whether words may end as a title does; quicker than the patterns."""
    return words.endswith(_last_words())


def may_name_kind(words: str) -> bool:
    """Whether a kind of writing may stand in words; quicker than the patterns."""
    return not _pairs().isdisjoint(map(add, words, words[1:]))


@cache
def _last_words() -> tuple[str, ...]:
    return (*{word[-_PAIR:] for word in (*kind_ends(), *OFFERED.split("|"))}, *"篇字则条句")


@cache
def _pairs() -> frozenset[str]:
    return frozenset(word[:_PAIR] for word in kind_ends())


def alternatives(*keys: str) -> str:
    """The words of some lists of `lexicon/anchors.toml` for a regular expression, the longest first."""
    return alternation(tuple({word for key in keys for word in word_list("anchors", key)}))


@cache
def known_title() -> re.Pattern[str]:
    """A title of known words only: `about`, which may be empty, and `kind`."""
    return re.compile(
        rf"(?P<about>(?:{alternatives('topics', 'weak_topics', 'genres')}){{0,5}})"
        rf"(?P<kind>{alternatives('genres', 'kinds')}){_ADDED}"
    )


@cache
def titled() -> re.Pattern[str]:
    """The end of a title: its `kind` and what is offered with it."""
    return re.compile(rf"(?P<kind>{alternatives('genres', 'kinds')}){_ADDED}$")


@cache
def topic() -> re.Pattern[str]:
    """What a title is about and a union is not."""
    return re.compile(alternatives("topics"))
