"""Atoms: which of overlapping figures, dates and names a text is taken to hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.domain import AtomKind, DateMention, Period
from summarizer.text.atoms import find_atoms

_Q, _M, _D = AtomKind.QUANTITY, AtomKind.MONEY, AtomKind.DATE
_T, _N, _H = AtomKind.TITLE, AtomKind.QUOTE, AtomKind.HONOUR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年1月慰问困难职工32户,发放4.8万元", [(_D, "2024年1月"), (_Q, "32户"), (_M, "4.8万元")]),
        ("3月8日，46人参加", [(_D, "3月8日"), (_Q, "46人")]),
        ("学习《工会法》2次", [(_T, "《工会法》"), (_Q, "2次")]),
        ("印发《2024年工作要点》", [(_T, "《2024年工作要点》")]),
        ("学习《关于开展3项活动的通知》", [(_T, "《关于开展3项活动的通知》")]),
        ("开展“3·8”妇女节活动", [(_N, "“3·8”"), (_D, "妇女节")]),
        ("开展“书香三八”活动5场", [(_N, "“书香三八”"), (_Q, "5场")]),
        ("获“2023年度模范职工之家”称号", [(_H, "“2023年度模范职工之家”")]),
        ("获第二名", [(_Q, "第二名")]),
        ("获亚军", [(_Q, "亚军")]),
        ("晚8点开始，3小时结束", [(_D, "晚8点"), (_Q, "3小时")]),
        ("8月15日至20日，6支队伍", [(_D, "8月15日至20日"), (_Q, "6支")]),
        ("第一季度培训2期", [(_D, "第一季度"), (_Q, "2期")]),
        ("2.10慰问5户", [(_D, "2.10"), (_Q, "5户")]),
        ("2024.3.5慰问5户", [(_D, "2024.3.5"), (_Q, "5户")]),
        ("8:30集合", [(_D, "8:30")]),
        ("2024元旦慰问", [(_D, "元旦")]),
        ("进一步强化四个意识", []),
        ("", []),
    ],
)
def test_of_overlapping_atoms_one_stays(text: str, expected: list[tuple[AtomKind, str]]) -> None:
    assert [(atom.kind, atom.text) for atom in find_atoms(text)] == expected


def test_the_period_resolves_the_year_of_atoms() -> None:
    (date,) = find_atoms("今年3月", period=Period(year=2024))
    assert isinstance(date, DateMention)
    assert (date.year, date.month, date.relative) == (2024, 3, True)


_PIECES = st.sampled_from(
    [
        *("2024年3月8日", "32户", "4.8万元", "第二名", "晚8点", "《工会法》", "“三八”", "一等奖", "王小明"),
        *"，。\n》“",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=3), max_size=12).map("".join))
def test_any_text_gives_sorted_disjoint_atoms(text: str) -> None:
    end = 0
    for atom in find_atoms(text):
        assert end <= atom.start < atom.end <= len(text)
        assert text[atom.start : atom.end] == atom.text
        end = atom.end
