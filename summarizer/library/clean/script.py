"""Traditional characters and pinyin notes left by converters."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from summarizer.library.clean.lines import HAN, IS_HAN, drop_line, lines_of
from summarizer.library.manuscript import Change

if TYPE_CHECKING:
    from opencc import OpenCC

_TONED: Final = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_LETTER: Final = f"a-zA-Z{_TONED}ĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙüêɑɡ\u0300-\u0304\u030c"
_WORD: Final = f"[{_LETTER}]{{1,8}}[1-5]?"
_NOTE = re.compile(f"(?<=[{HAN}”])[（(\\[]\\s?({_WORD}(?:[ 、,/·’']{{1,2}}{_WORD}){{0,11}})\\s?[）)\\]]")
_TONE = re.compile(f"[{_TONED}ĀÁǍÀĒÉĚÈĪÍǏÌŌÓǑÒŪÚǓÙ]")
_SYLLABLE = re.compile(
    "(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:a|o|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|iong"
    "|u|ua|uo|uai|ui|uan|un|uang|v|ve|ue|ü|üe|er|ng?)[1-5]?"
)
_STANDALONE = re.compile(f"(?<=[{HAN}])[a-z]{{0,3}}[{_TONED}][a-z]{{0,4}}(?=[{HAN}])")
_PINYIN_LINE = re.compile(f"[{_LETTER}\\s·,.，。']{{6,}}")
# Simplified names keep these traditional-looking forms (通用规范汉字表, 2013), so one alone proves nothing.
_IN_NAMES: Final = frozenset("乾昇鍾喆堃甯於祇菸甦著瞭藉徵夥麽馀剋鉅")


# Variants a traditional text may use that OpenCC leaves, and their simplified forms.
_VARIANTS: Final = str.maketrans(
    "揹鬪竝徧凴劒劵勦呌囘堦墖墻廻恠愽慙懽戞挱栁桒楳樷櫈毘氷汚渇湼漑濶灋爗畆畧畱疎眎硏秌窓筯縂繙脃膓艸荅蔴衇裠襍覇觧譌賛躭輭遯醻鎻鏁鑛闚隣雑霛靑鞵韮頼顋餹騐髙鶏鹻麤黙鼔衞",
    "背斗并遍凭剑券剿叫回阶塔墙回怪博惭欢戛挲柳桑梅丛凳毗冰污渴涅溉阔法烨亩略留疏视研秋窗箸总翻脆肠草答麻脉裙杂霸解讹赞耽软遁酬锁锁矿窥邻杂灵青鞋韭赖腮糖验高鸡碱粗默鼓卫",
)


def drop_pinyin(text: str) -> Iterator[Change]:
    """Pinyin in brackets behind a character goes; without tone marks only when the text has others with."""
    notes = list(_NOTE.finditer(text))
    toned = any(_has_tone(match[1]) for match in notes)
    for match in notes:
        plain = match[1].islower() and all(
            _SYLLABLE.fullmatch(part) for part in re.split("[ 、,/·’']+", match[1])
        )
        if _has_tone(match[1]) or (plain and (toned or match[1][-1].isdigit())):
            yield Change(match.start(), match.end(), "", "删去拼音注音")
    for match in _STANDALONE.finditer(text):
        yield Change(match.start(), match.end(), None, "汉字被换成了拼音")
    for line in lines_of(text):
        if _PINYIN_LINE.fullmatch(line.said) and len(_TONE.findall(line.said)) >= 3:
            yield drop_line(text, line, "删去拼音注音")


def simplify(text: str) -> Iterator[Change]:
    """Traditional characters become simplified, word by word; a lone name character is left alone."""
    for line in lines_of(text):
        raw = text[line.start : line.end]
        if not IS_HAN.search(raw):
            continue
        meant = _converter().convert(raw)
        if meant != raw:
            meant = meant.translate(_VARIANTS)
        if meant == raw or len(meant) != len(raw):
            continue
        changed = [index for index, char in enumerate(raw) if char != meant[index]]
        if all(raw[index] in _IN_NAMES or not IS_HAN.match(raw[index]) for index in changed):
            continue
        for start, end in _runs(changed):
            yield Change(line.start + start, line.start + end, meant[start:end], "繁体字改为简体")


def traditional_share(text: str) -> float:
    """The part of the ideographs that simplification would change, 0 to 1."""
    han = "".join(IS_HAN.findall(text))
    if not han:
        return 0.0
    meant: str = _converter().convert(han)
    if len(meant) != len(han):
        return 0.0
    changed = sum(one != other for one, other in zip(han, meant, strict=True))
    return float(changed / len(han))


def _has_tone(written: str) -> bool:
    return _TONE.search(unicodedata.normalize("NFC", written)) is not None


def _runs(indexes: list[int]) -> Iterator[tuple[int, int]]:
    start = previous = -2
    for index in [*indexes, -2]:
        if index != previous + 1:
            if start >= 0:
                yield start, previous + 1
            start = index
        previous = index


@cache
def _converter() -> "OpenCC":
    from opencc import OpenCC

    return OpenCC("t2s")
