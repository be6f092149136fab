"""Long titles broken by meaning (GB/T 9704-2012, 7.3.1): whole words, 梯形 or 菱形, never 沙漏."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from summarizer.export.gbt9704 import width_chars

_FORBIDDEN = 1000.0
_BETWEEN_UNKNOWN = 7.0
_MAX_ENUMERATED_LINES = 4
_EXTRA_LINE = 5.0

_UNITS = (
    "工会委员会|工会联合会|工会工作委员会|工会联合委员会|总工会|基层工会|分工会|工会|委员会|联合会|代表大会|"
    "股份有限公司|有限责任公司|集团有限公司|有限公司|分公司|公司|集团|研究院|人民医院|中医院|中心医院|妇幼保健院|"
    "附属医院|医院|卫生院|卫生服务中心|服务中心|实验学校|职业技术学院|大学|学院|实验中学|中学|实验小学|中心小学|小学|"
    "学校|幼儿园|街道办事处|街道|社区|开发区|管理局|管委会|办公室|人民政府|政府|机关党委|机关|支行|分行|分局|厂"
)
_TIMES = (
    r"(?:(?:20|19)\d\d|[一二][〇零一二三四五六七八九]{3})年?(?:度|上半年|下半年|第?[一二三四]季度)?|"
    "(?:上|下)半年|第?[一二三四]季度|年度"
)
_KINDS = (
    "工作情况总结|工作情况报告|工作情况的总结|工作情况的报告|工作总结|工作报告|总结报告|工作情况|情况总结|情况报告|"
    "总结|报告|小结"
)
_WORDS = (
    "新就业形态劳动者|产业工人队伍建设改革|产业工人队伍|高质量发展|劳动和技能竞赛|劳动竞赛|技能竞赛|民主管理|"
    "思想政治引领|思想引领|建功立业|自身建设|组织建设|队伍建设|职工代表大会|教职工代表大会|职代会|教代会|教职工|女职工|"
    "困难职工|职工之家|职工|送温暖|送清凉|金秋助学|权益维护|权益|维权|帮扶|服务|保障|互助|普惠|文化|体育|活动|培训|"
    "教育|经费|审查|贯彻落实|落实|推进|推动|深化|开展|加强|做好|创建|建设|改革|发展|创新|和谐|劳动关系|专项|重点|"
    "任务|有关|情况|工作|全市|全区|全县|全省|系统|领域|行动|方案|意见|精神|会议|联合|共同|进一步"
)
_WORD = re.compile(
    rf"(?P<dash>——)|(?P<about>关于)|(?P<kind>{_KINDS})|(?P<unit>{_UNITS})|(?P<time>{_TIMES})|(?P<word>{_WORDS})|"
    r"(?P<joint>[和与及暨]|[、，：])|(?P<blank>[×○]+(?:自治[区州县]|开发区|街道办事处|街道|社区|集团|[省市州县区镇乡村街])?)|(?P<particle>[的了])|(?P<latin>[A-Za-z0-9.%/+-]+[%年月日届次周]?)|(?P<han>.)",
    re.DOTALL,
)
_QUOTED = re.compile("《[^《》]{1,18}》|“[^“”]{1,18}”|（[^（）]{1,18}）|〔[^〔〕]{1,6}〕")
_OPENING, _CLOSING = "《〈“‘（〔【(", "》〉”’）〕】)，、；：。！？…"


def break_title(title: str, *, width: int) -> tuple[str, ...]:
    """`title` in lines of at most `width` 字; newlines in it are kept as breaks.

    A line that fits stays whole. Otherwise the breaks are those with the least cost: after the name of a
    unit, after the year, before 关于 or 工作总结, and lines that widen, narrow or swell in the middle.
    Words and numbers are only cut where they alone are wider than a line.
    """
    return tuple(line for part in title.split("\n") if part for line in _broken(part.strip(), width))


def _broken(title: str, width: int) -> Sequence[str]:
    if width_chars(title) <= width:
        return [title]
    costs = _break_costs(title)
    fewest = -int(-width_chars(title) // width)
    if fewest > _MAX_ENUMERATED_LINES:
        return _filled(title, costs, width)
    choices = [
        (cost + _EXTRA_LINE * (count - fewest), lines)
        for count in range(fewest, min(fewest + 1, _MAX_ENUMERATED_LINES) + 1)
        for cost, lines in _splits(title, costs, count, width)
    ]
    # Ties go to the earliest found: fewer lines, then earlier breaks.
    return min(choices, key=lambda choice: choice[0])[1] if choices else _filled(title, costs, width)


def _break_costs(title: str) -> list[float]:
    """The cost of a break before each character of `title`."""
    costs = [_FORBIDDEN] * len(title)
    words = list(_WORD.finditer(title))
    for before, after in pairwise(words):
        costs[after.start()] = _cost_between(before, after)
    for quoted in _QUOTED.finditer(title):
        costs[quoted.start() + 1 : quoted.end()] = [_FORBIDDEN] * (len(quoted.group()) - 1)
    for position, char in enumerate(title):
        if char in _CLOSING or (position and title[position - 1] in _OPENING):
            costs[position] = _FORBIDDEN
    return costs


def _cost_between(before: re.Match[str], after: re.Match[str]) -> float:
    left, right = before.lastgroup or "", after.lastgroup or ""
    complete = left == "unit" and before.group().endswith(("会", "司"))
    # The first rule that holds decides: from breaks never wanted over those wanted to the rest.
    rules = (
        (left in {"dash", "about"} or right in {"particle", "joint"}, 30.0),
        (right in {"dash", "about"}, -3.0),
        (left == right == "unit", 4.0),
        # ××街道 ends a name, but ××社区 belongs to the union behind it.
        (left == "blank" and right == "unit", 6.0),
        (left == right == "blank", 1.5),
        (complete, 0.0),
        (left == "time", 0.5),
        (left in {"unit", "joint", "particle"} or right in {"time", "kind"}, 1.5),
        (left == right == "han", _BETWEEN_UNKNOWN),
        ("han" in {left, right}, 4.0),
    )
    return next((cost for holds, cost in rules if holds), 2.5)


def _splits(
    title: str, costs: Sequence[float], count: int, width: int
) -> Iterator[tuple[float, tuple[str, ...]]]:
    for breaks in _breaks(title, costs, count - 1, width, 0):
        lines = tuple(title[a:b] for a, b in pairwise((0, *breaks, len(title))))
        yield (
            sum(costs[position] for position in breaks) + _shape_cost([width_chars(line) for line in lines]),
            lines,
        )


def _breaks(
    title: str, costs: Sequence[float], count: int, width: int, start: int
) -> Iterator[tuple[int, ...]]:
    if count == 0:
        if width_chars(title[start:]) <= width:
            yield ()
        return
    shortest = start + max(1, width // 5)
    for position in range(shortest, len(title)):
        if width_chars(title[start:position]) > width:
            return
        if costs[position] < _FORBIDDEN:
            for rest in _breaks(title, costs, count - 1, width, position):
                yield (position, *rest)


def _shape_cost(widths: Sequence[float]) -> float:
    """What a shape lacks to a 梯形 or 菱形: an hourglass most, then stubs, raggedness, a rectangle."""
    longest, shortest = max(widths), min(widths)
    peak = widths.index(longest)
    swelling = all(a <= b for a, b in pairwise(widths[: peak + 1]))
    shrinking = all(a >= b for a, b in pairwise(widths[peak:]))
    cost = 0.0 if swelling and shrinking else 25.0
    if shortest < 0.4 * longest:
        cost += 8.0
    if longest - shortest < 1:
        cost += 1.0
    return cost + 0.5 * (longest - shortest)


def _filled(title: str, costs: Sequence[float], width: int) -> Sequence[str]:
    """Very long titles: line after line as full as the cheapest break of its last third allows."""
    lines: list[str] = []
    start = 0
    while width_chars(title[start:]) > width:
        end = start + 1
        while width_chars(title[start : end + 1]) <= width:
            end += 1
        earliest = max(start + 1, end - width // 3)
        best = min(range(end, earliest - 1, -1), key=lambda position: costs[position])
        lines.append(title[start:best])
        start = best
    return [*lines, title[start:]]
