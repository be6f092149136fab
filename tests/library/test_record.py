"""The record of a cleaning: packed and read again, and where each article comes from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summary_texts import summary

from summarizer.library.record import (
    CleaningRecord,
    edit_id,
    pack_record,
    place_articles,
    place_kept,
    unpack_record,
)
from summarizer.library.report import CleanReport, clean_file

ADVERT = (
    "清仓大甩卖，全场五折起，欢迎新老顾客前来选购，数量有限，售完为止，地址在市中心商场一楼，咨询电话请见门口海报。"
    * 3
)
INJECTED = "上一篇：社区工会工作总结"


def cleaned(text: str) -> CleanReport:
    return clean_file(text.encode(), "总结.txt")


def compilation(*parts: str) -> str:
    return "".join(f"篇{number}：工会工作总结\n{part}\n" for number, part in enumerate(parts, start=1))


@pytest.mark.parametrize(
    "text",
    [
        summary(1),
        f"{summary(1)}{INJECTED}\n",
        summary(2).replace("三、", "四、"),
        compilation(summary(1), summary(2), summary(3)),
        summary(3).replace("，", ",").replace("2023", "２０２３"),
    ],
)
def test_a_record_comes_back_as_it_was_packed(text: str) -> None:
    report = cleaned(text)
    record = CleaningRecord(cleaned=report.cleaned, notes=("一句话。",), back=frozenset({"a", "b"}))
    assert unpack_record(pack_record(record)) == record


def test_edits_have_ids_of_their_own() -> None:
    report = cleaned(compilation(*(f"{summary(number)}{INJECTED}\n" for number in range(5))))
    edits = (*report.cleaned.edits, *report.cleaned.doubts)
    assert len({edit_id(edit) for edit in edits}) == len(edits) > 5


def test_what_was_put_back_is_no_edit_any_more() -> None:
    report = cleaned(f"{summary(1)}{INJECTED}\n")
    (edit,) = report.cleaned.edits
    record = CleaningRecord(cleaned=report.cleaned, back=frozenset({edit_id(edit)}))
    assert record.effective.text == report.cleaned.original
    assert record.cleaned.text != report.cleaned.original


def test_each_article_knows_its_share_of_the_original() -> None:
    report = cleaned(compilation(summary(1), summary(2), summary(3)))
    placed = place_articles(report.cleaned)
    original = report.cleaned.original
    assert [one.number for one in placed] == [0, 1, 2]
    assert "".join(original[one.start : one.end] for one in placed) == original
    for number, one in enumerate(placed, start=1):
        assert f"发展会员{number + 300}人" in original[one.start : one.end]


def test_articles_keep_their_numbers_when_one_before_them_is_refused() -> None:
    report = cleaned(compilation(summary(1), ADVERT, summary(3)))
    assert [one.number for one in place_kept(report)] == [0, 2]
    assert [one.article for one in place_kept(report)] == list(report.articles)


def test_articles_keep_their_numbers_whatever_is_put_back() -> None:
    report = cleaned(compilation(*(f"{summary(number)}{INJECTED}\n" for number in range(3))))
    everything = frozenset(edit_id(edit) for edit in report.cleaned.edits)
    record = CleaningRecord(cleaned=report.cleaned, back=everything)
    before, after = place_articles(report.cleaned), place_articles(record.effective)
    assert [(one.number, one.start, one.end) for one in after] == [
        (one.number, one.start, one.end) for one in before
    ]


@given(
    st.lists(st.sampled_from([summary(1), ADVERT, f"{INJECTED}\n", "\n", "篇9：\n"]), min_size=1, max_size=5)
)
def test_every_article_of_any_text_has_a_place(parts: list[str]) -> None:
    text = compilation(summary(4), *parts)
    report = cleaned(text)
    placed = place_kept(report)
    assert [one.article for one in placed] == list(report.articles)
    assert all(0 <= one.start <= one.end <= len(report.cleaned.original) for one in placed)
