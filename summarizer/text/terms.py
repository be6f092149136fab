"""Set phrases with numerals that are no figures, figures of speech, and words that ask for a calculation."""

import re
from functools import cache

from summarizer.text.lexicon import alternation, word_list

# 一户一策, 一人一档: the pattern makes the phrase, whatever stands in it.
_NO_NUMERAL = r"(?![零一二两三四五六七八九十百千万亿])[\u4e00-\u9fff]"
_ONE_EACH = re.compile(f"一(?!等奖)(?:{_NO_NUMERAL}){{1,2}}一{_NO_NUMERAL}")
_UNIT_OF_STRUCTURE = "(?:个|项|大|条|点|种|张|件|类|组)?"

TOTAL_CUE = re.compile(r"共计|合计|总计|累计|总共|一共|共|总数|总额|总量|总人数|总金额|全年|两项|三项|各项")
GROWTH_CUE = re.compile(
    r"同比|增长|增加|提高|提升|上升|上调|调高|上涨|下降|减少|降低|回落|下调|调低|[增涨降跌]幅|扩大|净增|再增|多了?|少了?|(?<!最)[高低]出?了?(?=约?$)|翻|(?:比|较)(?:上年|去年)"
)
# 同一 of 续签合同一次 is no phrase.
_ENDS_WORD = re.compile("合同一")
# 第二批比第一批多13人 counts none of the batches.
DIFFERENCE_CUE = re.compile("[比较][^，。；]{1,12}[多少高低](?:了|出|约|近)*$")
REST_CUE = re.compile(
    r"结余|结存|节余|剩余|其余|余下|尚余|还余|仍余|还剩|尚剩|尚有|尚未|还有|仍有|未|另有|仅有?|相差|差额|净|请假|缺席|缺勤|扣除|相抵"
)
AVERAGE_CUE = re.compile(
    r"人均|户均|平均|场均|次均|人手|均|每[人名位户家场次期件份条个批台张支本箱盒套间处组队班天周月季栋座所层亩斤吨桌餐课节门车楼村镇项艘种类级船院校]|单[套台件张份次]"
)


@cache
def _set_phrases() -> frozenset[str]:
    return frozenset(word_list("terms", "set_phrases"))


@cache
def _longest_phrase() -> int:
    return max(map(len, _set_phrases()))


@cache
def _structure() -> re.Pattern[str]:
    return re.compile(
        f"{_UNIT_OF_STRUCTURE}(?:{alternation(word_list('terms', 'structure'))})|(?:个|张)“[^”]{{1,2}}”"
    )


@cache
def _figures_of_speech() -> frozenset[str]:
    return frozenset(word_list("terms", "figurative_quotes"))


def in_set_phrase(text: str, start: int, end: int) -> bool:
    """Whether the numeral text[start:end] is part of a longer set phrase (四个意识, 一年来, 一户一策)."""
    phrases, longest = _set_phrases(), _longest_phrase()
    for left in range(max(0, start - longest + 1), start + 1):
        shortest = end if left < start else end + 1
        for right in range(shortest, min(len(text), left + longest) + 1):
            if text[left:right] in phrases and not _ENDS_WORD.match(text, left - 1 if left else 0):
                return True
    return any(
        match.start() <= start < match.end() for match in _ONE_EACH.finditer(text, max(0, start - 4), end + 4)
    )


def is_set_phrase(words: str) -> bool:
    """Whether `words` are a set phrase as a whole (十不准)."""
    return words in _set_phrases()


def is_figure_of_speech(name: str) -> bool:
    """Whether a quoted expression is a common figure of speech (“娘家人”), which needs no fact."""
    return name in _figures_of_speech()


def counts_structure(text: str, number_end: int) -> bool:
    """Whether what follows a number names a part of the text's own structure (方面, 举措, 坚持 …)."""
    return _structure().match(text, number_end) is not None
