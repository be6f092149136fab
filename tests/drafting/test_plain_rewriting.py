"""Other wordings by rule: what goes, what is exchanged, and what must never change."""

import pytest

from summarizer.domain import Period
from summarizer.drafting.plain_rewriting import PLAIN_MANNERS, rewrite_plainly
from summarizer.drafting.prompt import MANNERS
from summarizer.text.atoms import find_atoms

YEAR = Period(year=2024)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("在上级工会的正确领导下，工会慰问困难职工32户。", "工会慰问困难职工32户。"),
        ("慰问职工。在院党委的大力支持下，送清凉3次。", "慰问职工。送清凉3次。"),
        ("进一步加强职工之家建设，切实维护职工权益。", "加强职工之家建设，维护职工权益。"),
        ("开展了慰问工作，取得了良好的效果。", "开展了慰问。"),
        ("做好帮扶各项工作，深受广大职工的一致好评。", "做好帮扶工作。"),
        ("举办运动会，得到了职工的欢迎；送清凉3次。", "举办运动会；送清凉3次。"),
        ("同时，还组织了体检。", "还组织了体检。"),
        ("慰问困难职工32户，发放4.8万元。", "慰问困难职工32户，发放4.8万元。"),
        ("第一段取得了显著成效。\n第二段取得了显著成效。", "第一段。\n第二段。"),
    ],
)
def test_empty_words_go_when_a_text_is_shortened(text: str, expected: str) -> None:
    assert rewrite_plainly(text, "精简", period=YEAR) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("同时，慰问32户。", "与此同时，慰问32户。"),
        ("慰问32户；此外，送清凉3次。", "慰问32户；另外，送清凉3次。"),
        ("慰问32户。除此之外，送清凉3次。", "慰问32户。此外，送清凉3次。"),
        ("不仅送清凉，还送知识。", "不但送清凉，还送知识。"),
        ("职工同时，也是会员。", "职工同时，也是会员。"),
        ("第一段。\n因此，送清凉。", "第一段。\n为此，送清凉。"),
    ],
)
def test_connectives_at_the_beginning_of_a_clause_are_exchanged(text: str, expected: str) -> None:
    assert rewrite_plainly(text, "换说法", period=YEAR) == expected


@pytest.mark.parametrize(
    "text",
    [
        "在××市总工会的大力支持下，慰问3户。",
        "举办“进一步加强团结”主题活动。",
        "学习《在新时代的正确领导下，工会怎么办》一书。",
        "",
        "。",
    ],
)
@pytest.mark.parametrize("manner", PLAIN_MANNERS)
def test_names_quotations_and_titles_stay_as_they_are(text: str, manner: str) -> None:
    assert rewrite_plainly(text, manner, period=YEAR) == text


@pytest.mark.parametrize("manner", PLAIN_MANNERS)
def test_every_figure_date_and_name_is_still_there(manner: str) -> None:
    text = (
        "一年来，在上级工会的正确领导下，2024年1月，切实开展慰问工作，走访××街道困难职工32户，"
        "发放慰问金4.8万元，取得了明显成效。同时，还评选“教学标兵”6名，获市级“模范职工小家”称号，受到职工好评。"
    )
    written = rewrite_plainly(text, manner, period=YEAR)
    assert written != text
    atoms = [atom.text for atom in find_atoms(text, period=YEAR)]
    assert [atom.text for atom in find_atoms(written, period=YEAR)] == atoms


def test_what_rules_cannot_do_is_refused() -> None:
    assert set(PLAIN_MANNERS) < set(MANNERS)
    with pytest.raises(ValueError, match="扩写"):
        rewrite_plainly("慰问3户。", "扩写", period=YEAR)
