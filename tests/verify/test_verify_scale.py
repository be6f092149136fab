"""Work grows with the size of the input and not with its square, also on repetitions made to hurt."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from summarizer.verify import check_text

Make = Callable[[int], tuple[list[str], str]]


def many_facts(size: int) -> tuple[list[str], str]:
    facts = [
        f"{n % 12 + 1}月{n % 28 + 1}日走访{chr(0x4E00 + n)}{chr(0x5100 + n)}企业{n + 2}家"
        for n in range(size)
    ]
    return facts, "。".join(facts)


def no_fact_fits(size: int) -> tuple[list[str], str]:
    facts, _ = many_facts(size)
    return facts, "。".join(f"慰问{chr(0x6000 + n)}职工{n + 9000}户" for n in range(size))


MAKERS: dict[str, Make] = {
    "many facts": many_facts,
    "no fact fits": no_fact_fits,
    "one long sentence": lambda size: (many_facts(size)[0], "，".join(many_facts(size)[0])),
    "one figure": lambda size: (["慰问职工32户"] * 20, "慰问职工32户，" * size),
    "one wrong figure": lambda size: (["慰问职工32户"] * 20, "慰问职工33户，" * size),
    "totals": lambda size: ([f"慰问职工{n}户" for n in range(20)], "共计慰问职工77777户，" * size),
    "dates": lambda size: (["3月5日召开会议"] * 20, "3月5日召开会议，4月31日，" * size),
    "brackets": lambda size: (["“" * 20], "《" * size + "“" * size + "（" * size),
    "placeholders": lambda size: (["走访6家"], "【待补充：12户" * size),
    "names": lambda size: (
        [f"工会主席沈小{chr(0x4E00 + n)}获省一等奖" for n in range(20)],
        "工会主席李大明获市二等奖“某某奖”，" * size,
    ),
    "claims": lambda size: (["走访6家"] * 20, "率先实现全覆盖，已归档，受到好评，组织登山踏青，" * size),
    "plans": lambda size: ([f"拟建职工书屋{n}个" for n in range(20)], "职工书屋已建成，" * size),
    "stages": lambda size: (
        [f"申报{chr(0x4E00 + n)}项专利{n}件" for n in range(20)],
        "获得项专利，审议通过，" * size,
    ),
    "shares": lambda size: (["部分企业建会意愿不强"] * 20, "绝大多数企业建会意愿不强，" * size),
    "partners": lambda size: (
        [f"与{chr(0x4E00 + n)}山卫生院合作义诊{n}次" for n in range(20)],
        "与区人民医院合作义诊，" * size,
    ),
    "absent persons": lambda size: (
        [f"工会主席沈小{chr(0x4E00 + n)}作报告" for n in range(size)],
        "工会主席沈小一作报告。" * 20,
    ),
    "blanks": lambda size: ([f"走访职工__户{n}" for n in range(20)], "走访职工，走访职工3户，" * size),
    "one blank": lambda size: (["走访职工__户"] * size, "走访职工3户。" * size),
    "one plan": lambda size: (["拟建职工书屋"] * size, "职工书屋已建成。" * size),
    "digits": lambda size: (["1" * 200], "1" * size * 10),
}  # fmt: skip


def calls_of(make: Make, size: int) -> int:
    """How many Python calls judging takes: a measure of work that does not hang on the machine."""
    facts, text = make(size)
    calls = 0

    def count(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        check_text(facts=facts, text=text)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("kind", sorted(MAKERS))
def test_twice_the_input_takes_hardly_more_than_twice_the_work(kind: str) -> None:
    make = MAKERS[kind]
    check_text(facts=make(400)[0], text="")  # facts are remembered: both runs meet them read
    assert calls_of(make, 400) < 2.7 * calls_of(make, 200) + 5000
