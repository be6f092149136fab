from dataclasses import replace

from review_samples import OVERVIEW, checked

from summarizer.domain import Report
from summarizer.export.review_notes import NO_FACTS, fact_rows, notes_of, section_labels


def _notes() -> list[tuple[str, str | None, tuple[str, ...]]]:
    document, report = checked()
    return [
        (note.section_id, document.section(note.section_id).text[note.start : note.end], note.lines)
        if note.start is not None
        else (note.section_id, None, note.lines)
        for note in notes_of(document, report)
    ]


def test_every_paragraph_names_its_facts_and_every_finding_its_words() -> None:
    assert _notes() == [
        ("o", OVERVIEW, ("依据的事实：", "2. 发放慰问金4.8万元")),
        ("w", None, ("【必须核对】这条事实没有写进正文。", "3. 送清凉3次")),
        (
            "w",
            "1月走访困难职工33户。 发放慰问金4.8万元。",
            ("依据的事实：", "1. 1月慰问困难职工32户（去年：28户）", "2. 发放慰问金4.8万元"),
        ),
        ("w", "33户", ("【必须核对】数据与事实不符。", "事实中是：32户", "可改为：32户")),
        ("w", "表1 慰问情况", (NO_FACTS,)),
        ("w", "33", ("【必须核对】事实写的是32户。",)),
        ("w", "大家一起", ("【请斟酌】没有依据。",)),
        ("w", "【待补充：送清凉】", ("【说明】等待补充。",)),
        ("p", None, ("【必须核对】这条事实没有写进正文。", "4. 2025年建职工之家1个")),
    ]


def test_a_paragraph_without_facts_says_so_unless_it_is_doubted_already() -> None:
    document, report = checked()
    kept = [replace(one, findings=()) for one in report.sections]
    notes = notes_of(document, Report(sections=tuple(kept)))
    told = [document.section(note.section_id).text[note.start : note.end] for note in notes]

    assert "大家一起努力。" in told
    assert "（一）走访慰问" not in told


def test_the_table_says_where_each_fact_stands() -> None:
    assert fact_rows(*checked()) == (
        ("1", "1月慰问困难职工32户（去年：28户）", "有出入，见批注。一，第1段：1月走访困难职工33户。"),
        (
            "2",
            "发放慰问金4.8万元",
            "前言，第1段：2024年，工会办实事。 一，第1段：发放慰问金4.8万元。",
        ),
        ("3", "送清凉3次", "一：未写入"),
        ("4", "2025年建职工之家1个", "二：未写入"),
        ("—", "内部座谈1次", "一：暂不写"),
    )


def test_a_fact_written_in_part_is_called_so() -> None:
    document, report = checked()
    welfare = replace(report.sections[1], unwritten=(1, 2), findings=())
    rows = fact_rows(document, Report(sections=(welfare,)))

    assert rows[1][2] == "没有写全。一，第1段：发放慰问金4.8万元。"


def test_long_sentences_are_shortened() -> None:
    document, report = checked()
    overview = replace(document.sections[0], text="工" * 90 + "。")
    support = replace(report.sections[0].sentences[0], end=91)
    longer = replace(document, sections=(overview, *document.sections[1:]))
    rows = fact_rows(
        longer, Report(sections=(replace(report.sections[0], sentences=(support,)), *report.sections[1:]))
    )

    assert rows[1][2].startswith(f"前言，第1段：{'工' * 60}… ")


def test_sections_are_called_as_they_are_printed() -> None:
    document, _ = checked()
    untitled = replace(document.sections[1], heading="")

    assert section_labels(document) == {"o": "前言", "w": "一、关心关爱", "p": "二、打算"}
    assert section_labels(replace(document, sections=(untitled,))) == {"w": "（无标题的一节）"}


def test_a_section_without_report_has_no_notes() -> None:
    document, report = checked()

    assert {note.section_id for note in notes_of(document, Report(sections=report.sections[:1]))} == {"o"}
