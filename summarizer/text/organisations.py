"""Names of organisations: a known ending with a determined left part.

Returned are names with a proper part of at least two characters (楚天超市工会, ××市总工会) and official
bodies behind a level word (市总工会, 区教育局). Bodies that only say their sort (校工会, 公司工会,
各基层工会, 调解委员会) are not names; nor is anything directly followed by a count (联合会5家).
"""

import re
from functools import cache

from summarizer.domain import AtomKind, Name
from summarizer.text.lexicon import alternation, word_list
from summarizer.text.naming import normalize_name

_LEVEL_CHARS = "省市县区镇乡"
_SOCIETY, _SHORT_NAME = "协会", 3
_REACH = 16  # how far a name reaches back from its ending, in characters


def find_organisations(text: str) -> tuple[Name, ...]:
    """The organisations named in `text`, in order, each as long as its name goes (市总工会, not 总工会)."""
    names: list[Name] = []
    reached = nameless_end = 0
    for match in _ending().finditer(text):
        if match.start() == nameless_end and nameless_end:
            nameless_end = match.end()  # 公司工会: nothing was named before 公司, nor is it now
            continue
        if _no_name_behind().match(text, match.end()):
            continue
        end = match.end()
        if names and names[-1].end == match.start():
            start = names.pop().start  # 临江纺织公司 + 工会
        else:
            start = _name_start(text, max(reached, match.start() - _REACH), match.start())
            if not _is_named(text[start : match.start()], match.group()):
                nameless_end = end
                continue
        reached = end
        written = text[start:end]
        names.append(
            Name(start=start, end=end, text=written, kind=AtomKind.ORGANISATION, norm=normalize_name(written))
        )
    return tuple(names)


def _name_start(text: str, lowest: int, ending: int) -> int:
    """Where the name before `ending` begins: behind the last word that cannot belong to it."""
    run = _run().search(text, lowest, ending)
    start = run.start() if run else ending
    for stop in _stop().finditer(text, start, ending):
        if stop.lastgroup == "stop":
            start = stop.end()
    return start


def _is_named(body: str, ending: str) -> bool:
    """Whether `body` says which one of the bodies called `ending` is meant."""
    is_official = ending in word_list("organisations", "official")
    if is_official and (ending[0] in _LEVEL_CHARS or _level().search(body)):
        return True
    if ending == _SOCIETY and len(body) == _SHORT_NAME and body[0] in _LEVEL_CHARS:
        return True  # 市作家协会
    proper_part = _generic().sub("", body)
    return len(proper_part) > (2 if ending in word_list("organisations", "common") else 1)


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(alternation(word_list("organisations", "endings")))


@cache
def _run() -> re.Pattern[str]:
    return re.compile("[\u4e00-\u9fff×XＸx*＊A-Za-z0-9０-９（）()]+$")


@cache
def _stop() -> re.Pattern[str]:
    stops = alternation(word_list("organisations", "stops"))
    kept = alternation(word_list("organisations", "kept"))
    return re.compile(
        rf"(?P<kept>{kept})|(?P<stop>{stops}|[0-9０-９]+(?![0-9０-９中小])[多余]?[名家个所次场位人户项件份条日届]?"
        r"|[几两三多数][名家个所]|[（()])"
    )


@cache
def _level() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(word_list('organisations', 'levels'))})$")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile(alternation(word_list("organisations", "generic")))


@cache
def _no_name_behind() -> re.Pattern[str]:
    return re.compile(
        r"[0-9０-９]+(?:多|余)?[家个所户]|[一二两三四五六七八九十百]+(?:多|余)?[家个所户]|小组|会员|法(?!律|务)|之家|化|级|生(?!产)"
    )
