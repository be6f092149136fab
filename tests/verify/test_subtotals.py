"""Sums over a part of what is listed, over sums told before, and matches counted by their outcome."""

import pytest
from verify_steps import doubts_on

CLEAN = [
    # the first or the last so many of a list
    (
        "支出（万元）：培训6.2 文体8.4 慰问12.1 宣传2.3",
        "支出用于培训（6.2万元）、文体（8.4万元）、慰问（12.1万元）和宣传（2.3万元），前两项合计14.6万元。",
    ),
    (
        "征文28篇、摄影35幅|培训3期40人、2期52人、4期61人",
        "征文28篇、摄影35幅；三类培训3期40人、2期52人、4期61人，后两类共113人。",
    ),
    # sums that were told before
    (
        "东区：护士32人，药师18人|西区：护士27人，药师21人",
        "两个片区共有护士59人，分别为32人、27人；药师39人，分别为18人、21人。两类合计98人。",
    ),
    (
        "满意1015份，基本满意90份，不满意23份",
        "满意1015份、基本满意90份、不满意23份，满意和基本满意合计1105份。",
    ),
    # different things counted together
    ("征集格言213条、漫画46幅、视频9部", "征集格言213条、漫画46幅、视频9部，共计268件。"),
    # what groups of the sentence before got
    (
        "走访生病教师14人，慰问金每人600元|婚育慰问9人，每人400元",
        "走访生病教师14人，每人慰问600元；婚育慰问9人，每人400元。共支出慰问金12000元。",
    ),
    # matches
    ("足球赛5胜1平2负，列第四名", "足球队共打8场，五胜一平二负，列第四名。"),
    ("羽毛球对抗赛六胜三负", "羽毛球对抗赛战满9场，6胜3负。"),
    # so many at so much each
    (
        "奖励：一等2人×800元，二等5人×500元，三等9人×200元",
        "按一等每人800元、二等每人500元、三等每人200元，分别奖励2人、5人、9人，共发放5900元。",
    ),
    # one figure for each member of a list
    ("赠书：绘本/童话/科普书各45册", "赠送绘本、童话、科普书各45册，共135册。"),
    ("充电桩4处（南门、北门）", "在南门和北门设有充电桩各2处，共4处。"),
]  # fmt: skip

WRONG = [
    (
        "支出（万元）：培训6.2 文体8.4 慰问12.1 宣传2.3",
        "支出用于培训（6.2万元）、文体（8.4万元）、慰问（12.1万元）和宣传（2.3万元），前两项合计20.5万元。",
        "20.5万元",
    ),
    (
        "东区：护士32人，药师18人|西区：护士27人，药师21人",
        "两个片区共有护士59人，分别为32人、27人；药师39人，分别为18人、21人。两类合计96人。",
        "96人",
    ),
    ("足球赛5胜1平2负，列第四名", "足球队共打9场，五胜一平二负，列第四名。", "9场"),
    ("赠书：绘本/童话/科普书各45册", "赠送绘本、童话、科普书各45册，共145册。", "145册"),
    (
        "奖励：一等2人×800元，二等5人×500元，三等9人×200元",
        "按一等每人800元、二等每人500元、三等每人200元，分别奖励2人、5人、9人，共发放6100元。",
        "6100元",
    ),
    ("充电桩4处（南门、北门）", "在南门和北门设有充电桩各3处。", "3处"),
]


@pytest.mark.parametrize(("facts", "text"), CLEAN)
def test_a_right_sum_of_a_part_is_not_doubted(facts: str, text: str) -> None:
    assert doubts_on(facts, text) == []


@pytest.mark.parametrize(("facts", "text", "span"), WRONG)
def test_a_wrong_sum_of_a_part_is_doubted(facts: str, text: str, span: str) -> None:
    assert span in [words for _, words in doubts_on(facts, text)]
