"""Arabic numerals that name something instead of counting it: A4, 5G, 〔2024〕12号, 3:2, list numbers."""

import re

from summarizer.text.lexicon import word_list

LONGEST_AMOUNT_DIGITS = 15  # longer runs of digits are account and identity numbers

_GLUE_BEFORE = re.compile(r"[A-Za-z0-9.\-_@×·•]|(?<![\u4e00-\u9fff])/|\+(?![0-9.]+ ?%)|(?<=[0-9])[:：]")
_GLUE_BEHIND = re.compile(
    r"[A-Za-z:·•×#]|等(?![候待级额])|\+(?![\u4e00-\u9fff])|/(?![\u4e00-\u9fff])"  # 2万/家 counts
    r"|：[0-9]|-[0-9]|\.[0-9]"  # 8：30, 2024-03, 2024.3.5
    r"|[号月日年时度级版后]"  # 3号楼, 3月, 90后
)
_LATIN_UNIT = re.compile(r"(?:km|kg|m[lL]|m|L|h)(?:²|(?![A-Za-z]))")
_LATIN_WORD_BEFORE = re.compile(r"[A-Za-z] \Z")
# Excel 32/急救45: counted like its neighbours of a list, no version.
_LISTED_BEHIND = re.compile(" ?[/／｜|] ?[\u4e00-\u9fff]{1,8} ?[0-9]")
_LISTED_BEFORE = re.compile("[\u4e00-\u9fff] ?[0-9]+ ?[/／｜|] ?[A-Za-z]+ \\Z")
_LISTED_REACH = 24
_LANDLINE = re.compile(r"0[0-9]{2,3}-[0-9]{7,8}")
# 总工发〔2024〕12号, 工字（2024）8号: the year of a document's number.
_DOCUMENT_YEAR = re.compile(r"[〔\[（(][0-9]{4}[〕\]）)](?:第?[0-9]|(?<=[〕\]]))")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?![0-9.,])")
_YEAR_FOLLOWER = re.compile(r"[\u4e00-\u9fff]")
# 3.8妇女节, 5.1劳动节: a day written as month and day.
_DAY_OF_FESTIVAL = re.compile(r"(?:国际)?(?:劳动|妇女|儿童|青年|护士|医师|建党|建军|国庆)?(?:妇女)?节|国庆")
_FRONT_LINE = re.compile("1线(?!路)")  # for 一线
_LINE_OPENING = re.compile(r"\n[ \t\u3000]*[（(]?\Z")
_CLAUSE_OPENING = re.compile(r"[：；。:;][ \t\u3000]*[（(]?\Z")
_PARTED = re.compile("[；;][ \u3000]*\\Z")  # 1、换证；2、建档
_LIST_BEHIND = re.compile(r"[)）.、．](?![0-9])")
_LIST_NUMBER_DIGITS = 3
_WIDEST_INDENT = 8


def is_glued(plain: str, start: int, end: int) -> bool:
    """Whether the numeral is part of a code, a Latin word or an address: A4, ISO9001, 5G, www.gh2024.cn."""
    if (start and _GLUE_BEFORE.match(plain, start - 1)) or _LANDLINE.match(plain, start):
        return True
    if _FRONT_LINE.match(plain, start):
        return True
    behind = plain[end : end + 1]
    latin = behind.isascii() and behind.isalpha()
    return end - start > LONGEST_AMOUNT_DIGITS or (latin and _LATIN_UNIT.match(plain, end) is None)


def stands_alone(plain: str, start: int, end: int) -> bool:
    """Whether a numeral without a unit is a figure, not part of a date, score, name or document number."""
    return not (
        _GLUE_BEHIND.match(plain, end)
        or (
            _LATIN_WORD_BEFORE.search(plain, max(0, start - 2), start)
            and not _LISTED_BEHIND.match(plain, end)
            and not _LISTED_BEFORE.search(plain, max(0, start - _LISTED_REACH), start)
        )
        or (start and _DOCUMENT_YEAR.match(plain, start - 1))
        or (_YEAR_FOLLOWER.match(plain, end) and _YEAR.match(plain, start))
        or ("." in plain[start:end] and _DAY_OF_FESTIVAL.match(plain, end))
        or plain[start:end] in word_list("terms", "hotlines")
    )


def is_list_number(plain: str, start: int, end: int) -> bool:
    """Whether the numeral numbers a list: 1. 2、 （3） at a line's start, 1.…；2.… within a line."""
    if end - start > _LIST_NUMBER_DIGITS or _LIST_BEHIND.match(plain, end) is None:
        return False
    before = ("\n" if start <= _WIDEST_INDENT else "") + plain[max(0, start - _WIDEST_INDENT) : start]
    if _LINE_OPENING.search(before):
        return True
    is_parted = plain[end] != "、" or _PARTED.search(before) is not None
    return is_parted and _CLAUSE_OPENING.search(before) is not None
