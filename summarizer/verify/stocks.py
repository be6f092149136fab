"""What there is now, from what there was and what changed it: 现有36户 of 年初41户，脱困9户，新增4户."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from summarizer.text.units import units_compatible
from summarizer.verify.derivation import RELATED, Derivation, Question, Rule, last_clause
from summarizer.verify.mentions import Mention
from summarizer.verify.pairing import quantity

_TO = "(?:到|至|为)了?"
_NOW = re.compile(
    "(?:现[有存]|现在册|现共有|实有|目前[共有]+"
    f"|(?P<up>增|增加|增长|提高|提升|上升|上调|调高|扩大|扩展|扩容){_TO}"
    f"|(?P<down>减|降|减少|下降|降低|回落|下调|调低|压减|缩减){_TO})[^，。；0-9]{{0,6}}$"
)
_ONCE = re.compile("(?:原有?|原来|原先|原本|年初|期初|[上去]年[末底]?|此前|之前)[^，。；、（）()0-9]{0,6}$")
_ADDED = re.compile("(?:新[建增设办添进发入]|增[加设添建补]?|加|添|吸纳|调入|转入|入会)[^，。；、0-9]{0,4}$")
_TAKEN = re.compile(
    "(?:脱困|退出|退会|退休|注销|撤销|减少|减员|裁撤|调出|转出|离职|销号|报废|取消)[^，。；、0-9]{0,4}$"
)
_REACH = 14
_YUAN, _LEFT_OVER = "元", re.compile("(?:结余|余额|结存)[^，。；0-9]{0,4}$")
_CARRIED = re.compile("(?:[上去]年度?|年初|期初)(?:末|底)?的?(?:结余|余额|结存|结转)[^，。；0-9]{0,3}$")
_CAME = re.compile("(?:收入|拨入|拨款|会费|补助|利息|返还|回拨|收)(?:为|共|计)? ?$")
_WENT = re.compile("(?:支出|开支|支)(?:为|共|计)? ?$")
_PARTS = re.compile("其中[^。；]*|[（(][^（）()]*[）)]")


class _Step(NamedTuple):
    """A figure by which a number changed; `change` is below 0 when it was taken away."""

    mention: Mention
    change: Decimal


def stock_rules(asked: Question) -> Iterator[Rule]:
    """The rules of this module, where the wording asks for what there is now or what is left over."""
    if _NOW.search(asked.clause):
        yield _as_stock
    if asked.figure.unit == _YUAN and _LEFT_OVER.search(asked.clause):
        yield _as_account


def _as_stock(asked: Question) -> Derivation | None:
    """增加到5处 of a fact that says 新建2处，原有3处: the former number with all that changed it."""
    now = _NOW.search(asked.clause)
    for owner in asked.near[:RELATED] if now is not None else ():
        body = asked.evidence.facts[owner].text
        once, steps = _account(owner, body, asked)
        start = quantity(once) if once is not None else None
        change = sum((step.change for step in steps), Decimal(0))
        if now is None or once is None or start is None or not steps or _runs_against(now, change):
            continue
        if start.value + change == asked.figure.value:
            terms = "".join(("＋" if step.change > 0 else "－") + step.mention.atom.text for step in steps)
            sources = (once, *(step.mention for step in steps))
            formula = f"{start.text}{terms}＝{asked.figure.text}"
            return Derivation(formula=formula, sources=sources, recovers=len(steps) == 1)
    return None


def _as_account(asked: Question) -> Derivation | None:
    """年末结余 of facts that say 上年结余3.27万，拨入11.6万 and 支出12.45万: all that came and went."""
    entries = {owner: _entries(owner, asked) for owner in asked.near[:RELATED]}
    for owner, own in entries.items():
        if not any(_CARRIED.search(_words(entry.mention, asked)) for entry in own):
            continue
        for others in ([], *([other] for other in entries.items() if other[0] != owner)):
            account = [*own, *(entry for _, more in others for entry in more)]
            changes = [entry.change for entry in account]
            if min(changes) < 0 < max(changes) and sum(changes, Decimal(0)) == asked.figure.value:
                terms = "".join(("＋" if one.change > 0 else "－") + one.mention.atom.text for one in account)
                formula = f"{terms.removeprefix('＋')}＝{asked.figure.text}"
                return Derivation(formula=formula, sources=tuple(one.mention for one in account))
    return None


def _entries(owner: int, asked: Question) -> list[_Step]:
    """What a fact says was carried over, came and went; the parts of those figures are left out."""
    parts = [part.span() for part in _PARTS.finditer(asked.evidence.facts[owner].text)]
    entries = []
    for mention in asked.evidence.of_fact[owner]:
        item = quantity(mention)
        if item is None or item.unit != _YUAN or any(start <= item.start < end for start, end in parts):
            continue
        words = _words(mention, asked)
        if _CARRIED.search(words) or _CAME.search(words):
            entries.append(_Step(mention, item.value))
        elif _WENT.search(words):
            entries.append(_Step(mention, -item.value))
    return entries


def _words(mention: Mention, asked: Question) -> str:
    return last_clause(asked.words_before(mention))[-_REACH:]


def _account(owner: int, body: str, asked: Question) -> tuple[Mention | None, list[_Step]]:
    """The one former number of a fact in the unit asked for, None without one, and what changed it."""
    once: list[Mention] = []
    steps: list[_Step] = []
    for mention in asked.evidence.of_fact[owner]:
        item = quantity(mention)
        if item is None or item.ordinal or item.upper is not None:
            continue
        if not units_compatible(item.unit, asked.figure.unit):
            continue
        words = last_clause(body[max(0, item.start - _REACH) : item.start])
        if _TAKEN.search(words):
            steps.append(_Step(mention, -item.value))
        elif _ADDED.search(words):
            steps.append(_Step(mention, item.value))
        elif _ONCE.search(words):
            once.append(mention)
    return (once[0] if len(once) == 1 else None), steps


def _runs_against(now: re.Match[str], change: Decimal) -> bool:
    """Whether the number is told to have grown while it shrank, or the other way."""
    return bool((now["up"] and change <= 0) or (now["down"] and change >= 0))
