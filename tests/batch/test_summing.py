"""What is added up, what stays with its unit, and that every sum is exact and traceable."""

from decimal import Decimal
from fractions import Fraction
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit_sheets import unit_of

from summarizer.batch.amounts import exact_sum, write_amount
from summarizer.batch.summing import ALONE, NOT_ADDED, TWICE, Merged, merge_units
from summarizer.errors import InputError
from summarizer.text.quantities import find_quantities


def merged(*facts: str | tuple[str, ...]) -> Merged:
    """Units 甲, 乙, 丙 … with the facts given, each alone or several."""
    given = [fact if isinstance(fact, tuple) else (fact,) for fact in facts]
    return merge_units([unit_of(f"{name}厂工会", *own) for name, own in zip("甲乙丙丁", given, strict=False)])


def formulas(result: Merged) -> list[str]:
    return [amount.formula for clause in result.sums for amount in clause.amounts]


@pytest.mark.parametrize(
    ("facts", "formula"),
    [
        (("慰问困难职工32户", "慰问困难职工28户", "慰问困难职工58户"), "32户+28户+58户=118户（3个单位）"),
        (("会员183人", "会员20名"), "183人+20名=203人（2个单位）"),
        (("举办运动会3次", "运动会举办2次"), None),
        (("举办运动会3次", "举办2次运动会"), "3次+2次=5次（2个单位）"),
        (("发放慰问金4.8万元", "发放慰问金36000元"), "4.8万元+36000元=8.4万元（2个单位）"),
        (("发放慰问金0.1元", "发放慰问金0.2元"), "0.1元+0.2元=0.3元（2个单位）"),
        (("发放慰问金4.8万元", "发放慰问金4.8万美元"), None),
        (("慰问困难职工三十二户", "慰问困难职工８户"), "三十二户+８户=40户（2个单位）"),
        (("2024年1月慰问困难职工3户", "截至12月底共慰问困难职工4户"), "3户+4户=7户（2个单位）"),
        (("甲厂工会慰问困难职工3户", "慰问困难职工4户"), "3户+4户=7户（2个单位）"),
        (("慰问困难职工3户", "慰问困难职工4人"), None),
        (("慰问困难职工3户", "慰问退休职工4户"), None),
        (("春节慰问困难职工3户", "端午慰问困难职工4户"), None),
        (("慰问困难职工1,200户", "慰问困难职工4户"), "1,200户+4户=1204户（2个单位）"),
    ],
)
def test_the_same_words_with_the_same_unit_are_added_and_nothing_else(
    facts: tuple[str, ...], formula: str | None
) -> None:
    assert formulas(merged(*facts)) == ([] if formula is None else [formula])


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("提案办结率95%", "提案办结率91%", "比率"),
        ("人均慰问标准1600元", "人均慰问标准200元", "比率"),
        ("会员增加20人", "会员增加5人", "增减"),
        ("获气排球联赛第3名", "获气排球联赛第1名", "名次"),
        ("被授予先进职工之家3个", "被授予先进职工之家1个", "荣誉"),
        ("约60人到场", "约30人到场", "约数"),
        ("每场10～20人到场", "每场10～30人到场", "范围"),
        ("健步走全程5公里", "健步走全程6公里", "长度"),
        ("参加区总工会培训3次", "参加区总工会培训2次", "同一项活动"),
        ("2023年慰问困难职工3户", "2023年慰问困难职工2户", "期间"),
    ],
)
def test_what_has_no_meaningful_sum_stays_with_its_unit(first: str, second: str, word: str) -> None:
    result = merged(first, second)
    assert result.sums == ()
    assert [(one.unit, one.fact) for one in result.singles] == [("甲厂工会", first), ("乙厂工会", second)]
    assert all(word in one.reason for one in result.singles)


def test_a_clause_without_an_object_is_added_only_behind_the_same_words() -> None:
    result = merged(
        "慰问困难职工32户，发放4.8万元", "慰问困难职工28户，发放1万元", "救助大病职工2人，发放3万元"
    )
    assert formulas(result) == ["32户+28户=60户（2个单位）", "4.8万元+1万元=5.8万元（2个单位）"]
    assert [(one.unit, one.reason) for one in result.singles] == [("丙厂工会", ALONE)]


def test_a_new_sentence_begins_anew() -> None:
    result = merged("走访企业3家；会员20人", "会员30人")
    assert formulas(result) == ["20人+30人=50人（2个单位）"]


def test_a_unit_that_says_the_same_twice_counts_once() -> None:
    assert formulas(merged(("会员20人", "会员共20人"), "会员30人")) == ["20人+30人=50人（2个单位）"]


def test_values_of_different_dates_are_added_within_a_unit() -> None:
    result = merged(("1月慰问困难职工3户，发放1万元", "8月慰问困难职工4户，发放2万元"), "慰问困难职工5户")
    assert formulas(result) == ["3户＋4户+5户=12户（2个单位）"]


@pytest.mark.parametrize(
    "own",
    [
        ("慰问困难职工3户", "慰问困难职工4户"),
        ("1月慰问困难职工3户", "全年12月共计慰问困难职工4户"),
        ("1月慰问困难职工3户", "慰问困难职工4户"),
    ],
    ids=["no dates", "a total", "one date only"],
)
def test_values_that_may_contain_one_another_forbid_the_sum(own: tuple[str, ...]) -> None:
    result = merged(own, "慰问困难职工5户")
    assert result.sums == ()
    assert {one.reason for one in result.singles} == {TWICE}


def test_last_year_is_added_only_when_every_contributor_gives_it() -> None:
    whole = merged("慰问困难职工3户，发放1万元（去年：2户）", "慰问困难职工4户（去年：5户）")
    assert [amount.last_year for amount in whole.sums[0].amounts] == ["7户"]
    part = merged("慰问困难职工3户（去年：2户）", "慰问困难职工4户")
    assert [amount.last_year for amount in part.sums[0].amounts] == [None]
    other = merged("慰问困难职工3户（去年：2人）", "慰问困难职工4户（去年：5户）")
    assert [amount.last_year for amount in other.sums[0].amounts] == [None]


def test_plans_are_never_added() -> None:
    units = [unit_of(name, "新建职工书屋2处", heading="下一步打算") for name in ("甲厂工会", "乙厂工会")]
    result = merge_units(units)
    assert result.sums == ()
    assert {one.reason for one in result.singles} == {NOT_ADDED}


def test_shelved_facts_take_no_part() -> None:
    result = merged("~~会员20人~~", "会员30人", "会员1人")
    assert formulas(result) == ["30人+1人=31人（2个单位）"]
    assert result.missing(result.sums[0].amounts[0]) == ("甲厂工会",)


def test_units_with_the_same_fact_without_figures_are_counted() -> None:
    result = merged("开展师德师风教育", "开展师德师风教育", "组织观看影片")
    assert [(one.text, one.units) for one in result.shared] == [
        ("开展师德师风教育", ("甲厂工会", "乙厂工会"))
    ]
    assert [one.fact for one in result.singles] == ["组织观看影片"]


@pytest.mark.parametrize(
    ("units", "word"),
    [
        ([unit_of("甲厂工会", "会员1人")], "至少要有两个单位"),
        ([unit_of("甲厂工会", "会员1人")] * 2, "出现了2次"),
        (
            [unit_of("甲厂工会", "会员1人"), unit_of("乙厂工会", "会员1人", period="2023年度")],
            "期间不同",
        ),
    ],
)
def test_units_that_cannot_be_added_are_refused(units: list, word: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(InputError, match=word):
        merge_units(units)


_AMOUNTS: Final = st.decimals(
    min_value=Decimal("0.01"), max_value=Decimal("9999999"), places=2, allow_nan=False
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_AMOUNTS, st.booleans()), min_size=2, max_size=6))
def test_money_in_yuan_and_ten_thousands_adds_up_exactly(amounts: list[tuple[Decimal, bool]]) -> None:
    facts = [f"发放慰问金{value:f}{'万元' if in_wan else '元'}" for value, in_wan in amounts]
    units = [unit_of(f"第{at}厂工会", fact) for at, fact in enumerate(facts)]
    [clause] = merge_units(units).sums
    cents = sum(int(value * 100) * (10_000 if in_wan else 1) for value, in_wan in amounts)
    assert clause.amounts[0].value * 100 == cents
    [read_back] = find_quantities(clause.text)
    assert (read_back.value, read_back.unit) == (Decimal(cents) / 100, "元")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(min_value=2, max_value=10**9), min_size=2, max_size=6), st.sampled_from("户人件场")
)
def test_counts_add_up_and_read_back(counts: list[int], measure: str) -> None:
    units = [unit_of(f"第{at}厂工会", f"办理互助保障{count}{measure}") for at, count in enumerate(counts)]
    [clause] = merge_units(units).sums
    assert [share.value for share in clause.amounts[0].shares] == counts
    [read_back] = find_quantities(clause.text)
    assert (read_back.value, read_back.unit) == (Decimal(sum(counts)), measure)


@given(
    st.lists(
        st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=9)
    )
)
def test_sums_are_never_rounded(values: list[Decimal]) -> None:
    assert Fraction(exact_sum(values)) == sum(map(Fraction, values))


@pytest.mark.parametrize(
    ("value", "word", "written"),
    [
        ("118", "户", "118户"),
        ("9999.50", "元", "9999.5元"),
        ("10000", "元", "1万元"),
        ("84001.25", "元", "84001.25元"),
        ("84001", "元", "8.4001万元"),
        ("1E+3", "人", "1000人"),
        ("0", "户", "0户"),
    ],
)
def test_amounts_are_written_without_exponents_or_idle_zeros(value: str, word: str, written: str) -> None:
    assert write_amount(Decimal(value), word) == written
