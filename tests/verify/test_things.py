"""Things, people and places against the families of the thesaurus."""

import pytest
from verify_steps import doubts_on


@pytest.mark.parametrize(
    ("fact", "text", "span"),
    [
        ("为护校队员发放雨衣40件", "工会为保安人员发放雨衣40件。", "保安人员"),
        ("道班房配备饮水机12台", "道班房配备净水器12台。", "净水器"),
        ("中秋慰问环卫工人90人", "中秋慰问环卫工人90人，送去月饼。", "月饼"),
        ("组织羽毛球赛，64人报名", "组织乒乓球赛，64人报名。", "乒乓球"),
        ("与农行滨江支行签约", "与建行滨江支行签约。", "建行"),
        ("慰问顺丰网点快递员25人", "慰问圆通网点快递员25人。", "圆通"),
        ("联通公司送来手机卡50张", "移动公司送来手机卡50张。", "移动公司"),
    ],
)
def test_a_thing_of_another_sense_is_doubted(fact: str, text: str, span: str) -> None:
    assert any(span in found or found in span for _, found in doubts_on(fact, text))


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("慰问骑手35人", "工会慰问外卖员35人。"),
        ("与建行滨江支行签约", "与建设银行滨江支行签约。"),
        ("工行捐赠图书20册", "中国工商银行捐赠图书20册。"),
        ("慰问困难职工9户，4500元", "工会慰问困难职工9户，发放慰问金4500元。"),
        ("每户米1袋、油1桶，共14户", "走访14户，每户送去大米1袋、食用油1桶。"),
        ("开展工作服务对象回访12次", "工作服务对象回访开展12次。"),
        ("为震区捐2300元", "职工为震区筹集善款2300元。"),
        ("缴费会员139人，收费4509.50元", "139名会员缴纳会费4509.50元。"),
    ],
)
def test_another_word_of_one_sense_is_not_doubted(fact: str, text: str) -> None:
    assert doubts_on(fact, text) == []
