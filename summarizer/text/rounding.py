"""Words that make a figure a rough one (约, 近, 余, 多, 以上 …), before and behind it."""

import re
from decimal import Decimal
from types import MappingProxyType

from summarizer.domain import Rounding
from summarizer.text.numerals import parse_number

_BEFORE = MappingProxyType({
    **dict.fromkeys(("约", "大约", "大概", "约为", "约有"), Rounding.ABOUT),
    **dict.fromkeys(("近", "将近", "接近", "不足", "不到", "少于", "低于"), Rounding.UNDER),
    **dict.fromkeys(("超", "超过", "超出", "逾", "突破", "破", "多于", "高于"), Rounding.OVER),
    **dict.fromkeys(("不少于", "不低于", "不下", "不下于", "至少", "最少"), Rounding.AT_LEAST),
    "≥": Rounding.AT_LEAST, "≤": Rounding.AT_MOST,
    **dict.fromkeys(("不超过", "不高于", "不多于", "至多", "最多"), Rounding.AT_MOST),
})  # fmt: skip
# 约占司机总数的六成
_FAR_BEFORE = re.compile("约占[^，。；、0-9一二三四五六七八九十百千半]{0,12}\\Z")
_FAR_REACH = 16
_BEFORE_LENGTHS = (3, 2, 1)
_BEFORE_ENDS = frozenset(word[-1] for word in _BEFORE)
# 最近3次, 节约500元, 查找不足3条: behind these characters the word before the numeral is no rounding word.
_OTHER_WORD_BEFORE = MappingProxyType({
    "近": frozenset("最附临就邻贴走靠亲远新晋"),
    "约": frozenset("节预签合相特制公履违邀条契婚集简守大"),
    "超": frozenset("高赶反"),
    "破": frozenset("打冲爆侦"),
    "最多": frozenset("数量次额者科班"),
    "最少": frozenset("数量次额者科班"),
    "不足": frozenset("找摆改补在析正弥"),
    "不到": frozenset("找达做得想看"),
})  # fmt: skip

# 折合约1.1万元: here the character before is the end of another word.
_NO_OTHER_WORD = ("折合约",)

# 立案过六成; but 通过, 经过 and 超过 are words of their own.
_BEYOND, _GONE_BY = "过", frozenset("通经超不度")

_BEHIND = MappingProxyType({
    "及以上": Rounding.AT_LEAST,
    "以上": Rounding.AT_LEAST,
    "左右": Rounding.ABOUT,
    "上下": Rounding.ABOUT,
    "及以下": Rounding.AT_MOST,
    "以下": Rounding.AT_MOST,
    "以内": Rounding.AT_MOST,
    "之内": Rounding.AT_MOST,
    "有余": Rounding.OVER,
})  # fmt: skip
_BEHIND_LENGTHS = (3, 2)
_BEHIND_STARTS = frozenset(word[0] for word in _BEHIND)
# 15年以上（含15年）; （不含） and （含8年） say something else.
_RESTATED = re.compile(
    "[（(]含(?:本数|(?P<numeral>[0-9.,零一二两三四五六七八九十百千万亿]+)[^，。；（）()]{0,3})[）)]"
)
# 三年多, 5公里多: after measures that can be divided, 多 and 余 add a part; 三年多次 begins another word.
_MORE = frozenset("多余")
_DIVISIBLE = frozenset(
    {"年", "天", "小时", "分钟", "周", "月数", "元", "公里", "米", "吨", "亩", "岁", "倍", "%"}
)
_DIGITS = frozenset("0123456789")
_COUNTED_AFTER_MORE = frozenset("方元种样次项层名个人家场位条轮批期部点维角形渠措于")


def rounding_before(plain: str, start: int, floor: int, *, is_share: bool = False) -> tuple[Rounding, int]:
    """The rounding claimed by the word before `start` and where it begins; EXACT and `start` without one.

    Args:
        plain: a text with half-width numerals.
        start: offset of the numeral; one space may stand before it.
        floor: offset before which nothing may be taken.
        is_share: the numeral is a share (六成, 三分之一): then 过 means 超过 as well.
    """
    end = start - 1 if plain[start - 1 : start] == " " else start
    if is_share and end > floor and plain[end - 1] == _BEYOND and plain[end - 2 : end - 1] not in _GONE_BY:
        return Rounding.OVER, end - 1
    if is_share and _FAR_BEFORE.search(plain, max(floor, start - _FAR_REACH), start):
        return Rounding.ABOUT, start
    if end <= floor or plain[end - 1] not in _BEFORE_ENDS:
        return Rounding.EXACT, start
    for length in _BEFORE_LENGTHS:
        begin = end - length
        word = plain[max(0, begin) : end]
        if begin >= floor and word in _BEFORE:
            other_word = (
                begin > 0
                and plain[begin - 1] in _OTHER_WORD_BEFORE.get(word, ())
                and not plain.endswith(_NO_OTHER_WORD, 0, end)
            )
            return (Rounding.EXACT, start) if other_word else (_BEFORE[word], begin)
    return Rounding.EXACT, start


def behind_restated(plain: str, end: int, value: Decimal) -> int:
    """The offset behind a bracket at `end` that only says the bound of `value` again (含15年), else `end`."""
    match = _RESTATED.match(plain, end)
    if match is None or (match["numeral"] and parse_number(match["numeral"]) != value):
        return end
    return match.end()


def rounding_behind(plain: str, end: int, unit: str) -> tuple[Rounding, int]:
    """The rounding claimed by the word at `end`, behind a figure in `unit`, and the offset behind it."""
    sign = plain[end : end + 1]
    if sign in _BEHIND_STARTS:
        for length in _BEHIND_LENGTHS:
            if rounding := _BEHIND.get(plain[end : end + length]):
                return rounding, end + length
    next_sign = plain[end + 1 : end + 2]
    # 比5200元多300元: 多 before another numeral compares.
    if sign in _MORE and unit in _DIVISIBLE and next_sign not in _COUNTED_AFTER_MORE | _DIGITS:
        return Rounding.OVER, end + 1
    return Rounding.EXACT, end
