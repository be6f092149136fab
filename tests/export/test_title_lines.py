import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.export.gbt9704 import width_chars
from summarizer.export.title_lines import break_title

TITLES = [
    ("××区总工会2024年工作总结",),
    ("××市第一人民医院工会委员会", "2024年度工作总结"),
    ("××市轨道交通集团有限公司工会", "2024年上半年工作总结"),
    ("××精密制造（江苏）股份有限公司工会", "2025年上半年工作总结"),
    ("××区××街道总工会关于2024年度推进", "新就业形态劳动者建会入会工作情况的总结"),
    ("凝心聚力谋发展 真情服务暖人心", "——××实验小学工会2024年工作总结"),
    ("××大学附属中学工会委员会", "2024年第三季度工作总结及第四季度工作打算"),
    ("××市直属机关工会联合会", "2024年工作情况和2025年工作打算"),
    ("××省××市××区××街道", "××社区工会联合会2024年度", "“职工之家”建设工作总结"),
    ("××省××市××区××街道", "××社区工会联合会2024年度“职工之家”", "建设和困难职工帮扶工作情况总结"),
    ("教育系统工会二〇二四年度", "工作总结暨二〇二五年度工作计划"),
    ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "有限公司工会2024年工作总结"),
    ("第一行由用户定", "第二行也由用户定"),
]


@pytest.mark.parametrize("lines", TITLES[:-1])
def test_titles_break_by_meaning(lines: tuple[str, ...]) -> None:
    assert break_title("".join(lines), width=20) == lines


def test_breaks_the_user_typed_are_kept() -> None:
    assert break_title("\n".join(TITLES[-1]), width=20) == TITLES[-1]


@given(st.text(alphabet="甲乙工会总结年度的和2024A（）《》——×、", min_size=1, max_size=120))
def test_lines_fit_and_lose_nothing(title: str) -> None:
    lines = break_title(title, width=20)

    assert "".join(lines) == title
    assert all(0 < width_chars(line) <= 20 for line in lines)


@pytest.mark.parametrize("length", [41, 59, 73, 300])
def test_title_without_any_word_is_broken_evenly_or_filled(length: int) -> None:
    lines = break_title("甲" * length, width=20)
    widths = [len(line) for line in lines]

    assert len(lines) <= -(-length // 20) + 1
    assert max(widths) <= 20


def test_no_line_of_three_is_an_hourglass() -> None:
    lines = break_title(
        "××省××市××区人民医院工会委员会关于2024年度“职工之家”建设和困难职工帮扶工作情况的总结", width=20
    )
    first, middle, last = map(width_chars, lines)

    assert middle >= min(first, last)


@pytest.mark.parametrize("whole", ["2024年度", "工作总结", "《职工之家建设办法》", "劳动竞赛"])
def test_words_numbers_and_names_stay_whole(whole: str) -> None:
    for before in range(8, 24):
        assert any(whole in line for line in break_title("甲" * before + whole + "乙" * 15, width=20))
