"""Which names of a sample are learned, and from what."""

import pytest

from summarizer.domain import AtomKind, Name
from summarizer.library.identity import (
    Identity,
    Slot,
    find_likely_persons,
    is_prose,
    learn_identity,
    unit_in_title,
)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("临江市第三中学工会2024年工作总结", "临江市第三中学工会"),
        ("2024年临江市第三中学工会工作总结", "临江市第三中学工会"),
        ("××区柳湾街道总工会2023年上半年工作总结", "××区柳湾街道总工会"),
        ("关于华宇纺织有限公司工会二〇二四年度工作情况的汇报", "华宇纺织有限公司工会"),
        ("纺织厂工会半年工作总结", "纺织厂工会"),
        ("2024年度工会工作总结", ""),
        ("", ""),
    ],
)
def test_the_unit_is_read_from_the_title(title: str, unit: str) -> None:
    assert unit_in_title(title) == unit


@pytest.mark.parametrize(
    ("unit", "short"),
    [
        ("临江市第三中学工会", {"第三中学", "三中", "市三中", "临江三中", "临江", "临江市"}),
        ("临江市第十二中学工会", {"十二中"}),
        ("安平县第2人民医院工会", {"二院", "第二人民医院", "县二院"}),
        ("安平县实验小学工会", {"实小", "县实小", "安平实小"}),
        ("华宇纺织有限公司工会", {"华宇纺织", "华宇", "华纺", "华宇纺织有限公司"}),
        ("东湖区柳林街道总工会", {"柳林街道", "柳林", "东湖区"}),
        ("××县第三中学工会", {"第三中学", "三中"}),
    ],
)
def test_short_forms_are_learned(unit: str, short: set[str]) -> None:
    assert short <= set(learn_identity(unit=unit).names)


def test_a_union_is_known_by_the_first_paragraph_below_a_heading() -> None:
    identity = learn_identity(texts=["竞赛唱主角\n棉纺厂工会把细纱、织布的竞赛连成一盘棋。"])
    assert {"棉纺厂工会", "棉纺厂"} <= set(identity.names)


@pytest.mark.parametrize("unit", ["××小学工会", "公司工会", "校工会", "××医院工会", ""])
def test_a_unit_that_only_says_its_sort_teaches_nothing(unit: str) -> None:
    generic = {"小学", "公司", "校", "医院", "××", "工会", ""}
    assert generic.isdisjoint(learn_identity(unit=unit).names)


def test_names_that_are_words_need_a_follower() -> None:
    identity = learn_identity(unit="东湖区幸福社区工会联合会")
    assert "幸福" in identity.words
    assert identity.find("职工的幸福感") == ()
    assert identity.find("幸福社区")[0][:2] == (0, 4)


def test_the_longest_name_wins() -> None:
    identity = Identity(names={"三中": Slot.UNIT, "临江三中": Slot.UNIT})
    assert identity.find("去临江三中听课") == ((1, 5, Slot.UNIT),)


def test_persons_and_brands_are_learned_from_the_text() -> None:
    identity = learn_identity(texts=["工会主席周启明讲专题党课，“暖阳驿站”揭牌。", "职工当“娘家人”。"])
    assert identity.names["周启明"] is Slot.PERSON
    assert identity.names["暖阳驿站"] is Slot.NAME
    assert "娘家人" not in identity.names


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("数学组刘一鸣代表学校参赛", ["刘一鸣"]),
        ("林若梅劳模创新工作室揭牌", ["林若梅"]),
        ("建成劳模创新工作室三个", []),
        ("宿舍里冷清了些", []),
    ],
)
def test_likely_persons(text: str, persons: list[str]) -> None:
    assert list(dict.fromkeys(find_likely_persons(text))) == persons


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("酱菜厂工会会员211人，办了擂台。", ["酱菜厂工会", "酱菜厂"]),
        ("2023年，冷库工会会员126人。", ["冷库工会"]),
        ("公司工会现有会员126人。", []),
        ("一年来，工会把职工放在心上。", []),
    ],
)
def test_the_union_a_text_opens_with_is_learned(text: str, unit: list[str]) -> None:
    names = learn_identity(texts=[text]).names
    assert [name for name in names if name.startswith(("酱", "冷", "公", "一"))] == unit


@pytest.mark.parametrize(
    ("written", "follower", "prose"),
    [
        ("新人入职见工会", "", True),
        ("每周集中学", "习", True),
        ("楚天超市工会", "", False),
        ("××县总工会", "", False),
        ("册教职工会", "员", True),
        ("近一半学校", "没", True),
        ("市总工会", "", False),
    ],
)
def test_an_organisation_with_a_verb_inside_is_prose(written: str, follower: str, prose: bool) -> None:
    name = Name(start=0, end=len(written), text=written, kind=AtomKind.ORGANISATION, norm=written)
    assert is_prose(name, follower) is prose
