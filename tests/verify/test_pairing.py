"""Equal figures, and which of the text stands for which of the facts."""

import pytest
from verify_steps import facts_of, paired_case

from summarizer.domain import Quantity
from summarizer.text.quantities import find_quantities
from summarizer.verify.case import Pair
from summarizer.verify.pairing import rivals, same_figure


def figure(text: str) -> Quantity:
    (found,) = find_quantities(text)
    return found


# Both columns are read in either order; interfaces.md lists what counts as equal.
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("三十二户", "32户"), ("３２户", "32户"), ("一百零五份", "105份"),
        ("57人", "57名"), ("57名", "57位"), ("57人", "57位"),
        ("第十八届", "第18届"), ("第3次", "第三次"),
        ("第二名", "亚军"), ("冠军", "第一名"), ("第三名", "季军"),
        ("4509.50元", "4509.5元"), ("4,509.5元", "4509.50元"),
        ("约500人", "近500人"), ("500人左右", "约500人"), ("30余万元", "30多万元"), ("500人以上", "500余人"),
        ("4.8万元", "48000元"), ("4万8千元", "4.8万元"), ("1.2亿元", "12000万元"),
        ("百分之十五", "15%"), ("百分之百", "100%"), ("百分之九十八点五", "98.5%"),
        ("3至5家", "3—5家"), ("5个百分点", "五个百分点"),
    ],
)  # fmt: skip
def test_these_figures_say_the_same(left: str, right: str) -> None:
    assert same_figure(figure(left), figure(right))
    assert same_figure(figure(right), figure(left))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("5万元", "5元"), ("2000元", "2000万元"),
        ("32户", "32人"), ("12人", "12户"),
        ("24项", "24件"), ("8件", "8项"),
        ("80人", "80人次"), ("120人次", "120人"),
        ("4%", "4个百分点"), ("4个百分点", "4%"),
        ("32户", "33户"), ("第二名", "第一名"), ("第二名", "2名"),
        ("约500人", "500人"), ("30余万元", "30万元"),
        ("3至5家", "3至6家"), ("约500人", "500余人"),
    ],
)  # fmt: skip
def test_these_figures_differ(left: str, right: str) -> None:
    assert not same_figure(figure(left), figure(right))


def pairs_of(facts: str, text: str) -> list[tuple[str, int]]:
    """The figures of the text in order, each with the index of the fact it stands for."""
    case = paired_case(facts, text)
    return [(pair.text.atom.text, pair.fact.owner) for _, pair in sorted(case.of_text.items())]


@pytest.mark.parametrize(
    ("facts", "text", "expected"),
    [
        ("走访企业6家|慰问单位6家", "慰问单位6家，走访企业6家", [("6家", 1), ("6家", 0)]),
        ("书法班20人|舞蹈班20人", "舞蹈班20人，书法班20人", [("20人", 1), ("20人", 0)]),
        ("走访6家", "走访6家，这6家都有困难", [("6家", 0), ("6家", 0)]),
        ("走访6家", "走访7家", []),
    ],
)
def test_equal_figures_are_paired_by_their_words(
    facts: str, text: str, expected: list[tuple[str, int]]
) -> None:
    assert pairs_of(facts, text) == expected


def test_a_figure_said_twice_shares_its_fact() -> None:
    case = paired_case("走访6家", "走访6家，这6家都有困难")
    first = case.of_text[0]
    assert case.is_claimed(first.fact)
    assert case.is_shared(first)


def test_binding_anew_gives_the_old_fact_free() -> None:
    case = paired_case("走访企业6家|慰问职工8户", "走访企业6家")
    other = case.evidence.of_fact[1][0]
    before = case.of_text[0].fact
    case.bind(Pair(case.reading.figures[0], other, 1.0))
    assert not case.is_claimed(before)
    assert case.is_claimed(other)


def test_rivals_have_the_same_digits_or_the_same_unit_nearby() -> None:
    case = paired_case("走访企业30家（去年：24家）|发放慰问金3万元|召开会议5次", "走访企业24家")
    assert {rival.atom.text for rival in rivals(case.reading.figures[0], case)} == {"30家"}


def test_of_very_many_equal_figures_the_related_one_is_taken() -> None:
    facts = [f"第{n}车间开展{chr(0x4E00 + n)}{chr(0x5000 + n)}活动6次" for n in range(200)]
    text = f"{facts[150]}。"
    case = paired_case("|".join(facts), text)
    assert facts_of("|".join(facts))[case.of_text[case.reading.figures[-1].order].fact.owner] == facts[150]
