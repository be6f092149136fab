"""Fact sheets, read and written."""

from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from summarizer.domain import Document, Fact, Layout, Period, PeriodSpan, Section, Topic, UnitKind
from summarizer.errors import (
    FactSheetError,
    PeriodError,
    SummarizerError,
    TooLargeError,
    UnknownKindError,
    UnknownTopicError,
    UnreadableFileError,
)
from summarizer.facts import parse_fact
from summarizer.factsheet import (
    clean_heading,
    format_date,
    load_fact_sheet,
    parse_fact_sheet,
    write_fact_sheet,
)
from summarizer.text.characters import clean_line

SHEETS = sorted((Path(__file__).parent / "fixtures" / "sheets").glob("*.md"))
FRONT = "---\nunit: ××实验小学工会\nkind: school\nperiod: 2024年度\n---\n"


def read(text: str) -> Document:
    numbers = count()
    return parse_fact_sheet(text, new_id=lambda: str(next(numbers)))


def read_sections(body: str) -> list[tuple[str, Topic, int, list[str]]]:
    return [
        (section.heading, section.topic, section.length_chars, [fact.text for fact in section.facts])
        for section in read(FRONT + body).sections
    ]


def test_all_fields_of_a_sheet_are_read() -> None:
    document = read(
        "---\ntitle: ××实验小学工会2024年工作总结     # optional\nunit: ××实验小学工会\nkind: school\n"
        "period: 2024年度\nsigned: ××实验小学工会委员会\ndate: 2025年1月8日\n---\n"
        "## 强化思想引领，涵育师德师风 {topic=ideology length=350}\n"
        "- 组织学习党的二十届三中全会精神4次\n- 开展师德师风教育（去年：2次）\n- ~~暂不写的事实~~\n"
        "## 存在的问题 {topic=problems}\n"
    )
    assert document == Document(
        id="5",
        title="××实验小学工会2024年工作总结",
        unit="××实验小学工会",
        kind=UnitKind.SCHOOL,
        period=Period(year=2024),
        signed="××实验小学工会委员会",
        date="2025年1月8日",
        sections=(
            Section(
                id="0",
                heading="强化思想引领，涵育师德师风",
                topic=Topic.IDEOLOGY,
                length_chars=350,
                facts=(
                    Fact(id="1", text="组织学习党的二十届三中全会精神4次"),
                    Fact(id="2", text="开展师德师风教育", last_year="2次"),
                    Fact(id="3", text="暂不写的事实", shelved=True),
                ),
            ),
            Section(id="4", heading="存在的问题", topic=Topic.PROBLEMS),
        ),
    )


@pytest.mark.parametrize(
    "front",
    [
        "---\nunit: 甲工会\nkind: school\nperiod: 2024年上半年\n---",
        "---\n单位：甲工会\n单位类型：学校\n期间：２０２４年上半年\n---",
        "\ufeff\n\n－－－\r\nUNIT ： 甲工会\r\nKind：SCHOOL\r\n# 注释\r\n\r\nperiod: '2024年上半年'\r\n-----",
    ],
)
def test_front_matter_may_be_typed_in_chinese_and_full_width(front: str) -> None:
    document = read(f"{front}\n- 慰问32户\n")
    assert (document.unit, document.kind) == ("甲工会", UnitKind.SCHOOL)
    assert document.period == Period(year=2024, span=PeriodSpan.HALF_YEAR, number=1)
    assert document.title == "甲工会2024年上半年工作总结"


@pytest.mark.parametrize(
    ("value", "unit"),
    [
        ("甲工会：乙分会", "甲工会：乙分会"),
        ("甲: 乙", "甲: 乙"),
        ('"甲 # 乙"', "甲 # 乙"),
        ("甲#乙", "甲#乙"),
        ("[甲]工会", "[甲]工会"),
        ("yes", "yes"),
        ("007", "007"),
        ("'没有收尾", "'没有收尾"),
        ("*甲 &乙", "*甲 &乙"),
    ],
)
def test_a_value_is_always_text(value: str, unit: str) -> None:
    document = read(f"---\nunit: {value}\nkind: school\nperiod: 2024\n---\n- 慰问32户\n")
    assert document.unit == unit
    assert read(write_fact_sheet(document)).unit == unit


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("2025-01-08", "2025年1月8日"),
        ("2025/1/8", "2025年1月8日"),
        ("２０２５.１.８", "2025年1月8日"),
        ("2025-01-08 00:00:00", "2025年1月8日"),
        ("2025年1月8日", "2025年1月8日"),
        ("二〇二五年一月八日", "二〇二五年一月八日"),
        ("", ""),
    ],
)
def test_a_date_is_printed_as_official_documents_do(written: str, printed: str) -> None:
    assert format_date(written) == printed
    assert read(f"{FRONT.removesuffix('---' + chr(10))}date: {written}\n---\n- 慰问32户").date == printed


@pytest.mark.parametrize(
    ("body", "sections"),
    [
        (
            "## 二、关爱职工 ｛主题=帮扶与普惠服务，字数＝350字｝\n慰问32户\n1. 助学5人\n* 体检\n\n",
            [("关爱职工", Topic.WELFARE, 350, ["慰问32户", "助学5人", "体检"])],
        ),
        ("##维护权益\n- 调解3件", [("维护权益", Topic.RIGHTS, 0, ["调解3件"])]),
        ("＃＃ 维护权益 ##\n- 调解3件", [("维护权益", Topic.RIGHTS, 0, ["调解3件"])]),
        ("## {topic=rights}\n- 调解3件", [("维权与劳动关系", Topic.RIGHTS, 0, ["调解3件"])]),
        ("- 会员183人\n- 小组9个", [("前言", Topic.OVERVIEW, 0, ["会员183人", "小组9个"])]),
        (
            "- 会员183人\n## 文体活动\n- 春游1次\n## 前言 {length=200}\n- 小组9个",
            [
                ("前言", Topic.OVERVIEW, 200, ["会员183人", "小组9个"]),
                ("文体活动", Topic.CULTURE, 0, ["春游1次"]),
            ],
        ),
        (
            "## 文体活动\n- 春游1次\n## 文体活动\n- 秋游1次",
            [("文体活动", Topic.CULTURE, 0, ["春游1次"]), ("文体活动", Topic.CULTURE, 0, ["秋游1次"])],
        ),
        (
            "# 文体活动\n- 春游1次\n# 存在的问题\n",
            [("文体活动", Topic.CULTURE, 0, ["春游1次"]), ("存在的问题", Topic.PROBLEMS, 0, [])],
        ),
        (
            "## 文体活动\n### 春季\n- 春游1次\n#号标签",
            [("文体活动", Topic.CULTURE, 0, ["春游1次", "#号标签"])],
        ),
        ("## 某某某\n- 慰问困难职工32户", [("某某某", Topic.WELFARE, 0, ["慰问困难职工32户"])]),
        ("## 某某某\n- 甲", [("某某某", Topic.HIGHLIGHTS, 0, ["甲"])]),
        ("## 某某某\n-\n- 😀\n", [("某某某", Topic.HIGHLIGHTS, 0, [])]),
    ],
)
def test_headings_and_bullets_become_sections(
    body: str, sections: list[tuple[str, Topic, int, list[str]]]
) -> None:
    assert read_sections(body) == sections


def test_a_first_level_heading_is_the_title_unless_the_front_matter_has_one() -> None:
    assert read(f"{FRONT}# 甲乙丙总结\n## 文体活动\n").title == "甲乙丙总结"
    titled = FRONT.replace("---\nunit", "---\ntitle: 丁总结\nunit")
    assert read(f"{titled}# 甲乙丙总结\n## 文体活动\n").title == "丁总结"


@pytest.mark.parametrize(
    ("sheet", "error", "sentence"),
    [
        ("", FactSheetError, "事实单是空的"),
        (" \n\u3000\n", FactSheetError, "事实单是空的"),
        ("## 文体活动\n- 春游1次", FactSheetError, "unit 单位、kind 单位类型、period 期间三项"),
        ("---\nunit: 甲\n---\n- 乙", FactSheetError, "缺少kind 单位类型、period 期间"),
        ("---\nunit:\nkind: school\nperiod: 2024\n---\n- 乙", FactSheetError, "缺少unit 单位"),
        ("---\nunit: 甲\nkind: school\n- 乙", FactSheetError, "第1行的 --- 之后"),
        ("---\nunit: 甲\n乙丙丁\n---\n", FactSheetError, "第3行看不懂：“乙丙丁”"),
        ("---\nuint: 甲\n---\n", FactSheetError, "第2行看不懂：“uint: 甲”"),
        ("---\nunit: 甲\n单位: 乙\n---\n", FactSheetError, "第3行：unit 写了两次（第一次在第2行）"),
        (FRONT, FactSheetError, "没有小标题和事实"),
        (FRONT.replace("school", "幼稚") + "- 乙", UnknownKindError, "第3行：不认识的单位类型“幼稚”"),
        (FRONT.replace("2024年度", "龙年") + "- 乙", PeriodError, "第4行"),
        (FRONT + "\n## 甲 {topic=weather}", UnknownTopicError, "第7行：不认识的主题“weather”"),
        (FRONT + "## 甲 {topc=rights}", FactSheetError, "第6行：看不懂“{topc=rights}”"),
        (FRONT + "## 甲 {length=很长}", FactSheetError, "第6行：字数“很长”"),
        (FRONT + "## 甲 {length=-1}", FactSheetError, "第6行：字数“-1”"),
        (FRONT + "## 甲 {length=999999999999}", FactSheetError, "第6行：字数"),
        (FRONT + "##  \n- 乙", FactSheetError, "第6行：小标题是空的"),
        (FRONT + "- " + "长" * 10_001, TooLargeError, "第1条事实有10001字"),
        (FRONT + "- 慰问1户\n" * 2_001, TooLargeError, "最多2000条事实"),
    ],
)
def test_a_broken_sheet_is_refused_with_one_sentence(
    sheet: str, error: type[SummarizerError], sentence: str
) -> None:
    with pytest.raises(error) as caught:
        read(sheet)
    assert sentence in str(caught.value)
    assert "\n" not in caught.value.sentence


@pytest.mark.parametrize(
    "bullets",
    [
        "\n".join(f"- 第{number}组慰问{number}户" for number in range(1, 501)),
        "- " + "慰问困难职工" * 833,
        "- 联欢会🎉👩‍🏫大获成功",
    ],
)
def test_large_and_odd_bullets_are_read_and_written_whole(bullets: str) -> None:
    document = read(f"{FRONT}## 文体活动\n{bullets}\n")
    assert "\n".join(f"- {fact.text}" for fact in document.sections[0].facts) == bullets
    assert read(write_fact_sheet(document)) == document


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.stem)
def test_a_real_sheet_reads_back_as_it_was_written(path: Path) -> None:
    numbers = count()
    document = load_fact_sheet(path, new_id=lambda: str(next(numbers)))
    assert read(write_fact_sheet(document)) == document
    assert sum(len(section.facts) for section in document.sections) > 30


LINES = st.text(
    alphabet=st.sampled_from("甲乙丙工会年总结（）()去年：:{}=#*-_1.、一 ～~“”\"'&[]｛｝#topic，,>|%@`!😀"),
    max_size=20,
).map(clean_line)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Documents as the program makes them: every string has passed its cleaning function."""
    numbers = count()
    topics = draw(st.lists(st.sampled_from(Topic), min_size=1, max_size=4))
    overviews = [topic for topic in topics if topic is Topic.OVERVIEW][:1]
    sections = []
    for topic in [*overviews, *(topic for topic in topics if topic is not Topic.OVERVIEW)]:
        heading = clean_heading(draw(LINES))
        assume(heading)
        section_id = str(next(numbers))
        lines = draw(st.lists(LINES, max_size=3))
        facts = [fact for line in lines if (fact := parse_fact(line, new_id=lambda: "")).text]
        sections.append(
            Section(
                id=section_id,
                heading=heading,
                topic=topic,
                length_chars=draw(st.integers(0, 20_000)),
                facts=tuple(
                    Fact(
                        id=str(next(numbers)), text=fact.text, last_year=fact.last_year, shelved=fact.shelved
                    )
                    for fact in facts
                ),
            )
        )
    title, unit = draw(LINES), draw(LINES)
    assume(title)
    assume(unit)
    return Document(
        id=str(next(numbers)),
        title=title,
        unit=unit,
        kind=draw(st.sampled_from(UnitKind)),
        period=draw(
            st.sampled_from(
                [
                    Period(year=2024),
                    Period(year=2023, span=PeriodSpan.HALF_YEAR, number=2),
                    Period(year=2025, span=PeriodSpan.QUARTER, number=3),
                ]
            )
        ),
        signed=draw(LINES),
        date=format_date(draw(LINES)),
        sections=tuple(sections),
    )


@settings(deadline=None)
@given(documents())
def test_a_written_document_reads_back_the_same(document: Document) -> None:
    assert read(write_fact_sheet(document)) == document


def test_a_sheet_is_loaded_from_a_path_a_path_string_or_its_content(tmp_path: Path) -> None:
    path = tmp_path / "事实.md"
    path.write_text(FRONT + "- 慰问32户\n", encoding="gb18030")
    for source in (path, str(path), FRONT + "- 慰问32户\n"):
        assert load_fact_sheet(source).sections[0].facts[0].text == "慰问32户"


def test_a_missing_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="找不到文件"):
        load_fact_sheet(tmp_path / "没有.md")
    with pytest.raises(UnreadableFileError, match="找不到文件"):
        load_fact_sheet("没有这个文件.md")
    with pytest.raises(UnreadableFileError, match="是文件夹"):
        load_fact_sheet(tmp_path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "大.md"
    with path.open("wb") as stream:
        stream.truncate(20_000_001)
    with pytest.raises(TooLargeError, match="最多20MB"):
        load_fact_sheet(path)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("四、民主管理,沟通到位 {topic=democracy}", "民主管理，沟通到位"),
        ("（一）抓服务;暖人心", "抓服务；暖人心"),
        ("工会e家,在线", "工会e家，在线"),
        ("App 1.0,2.0版", "App 1.0,2.0版"),
    ],
)
def test_a_heading_gets_chinese_marks_between_ideographs(written: str, stored: str) -> None:
    assert clean_heading(written) == stored


LAYOUT = Layout(main_recipient="区总工会", closing="特此报告", attachments=("经费表", "获奖名单"), seal=True)


def test_optional_parts_are_read_and_written() -> None:
    sheet = parse_fact_sheet(
        "---\n单位: 甲工会\nkind: soe\nperiod: 2024年度\n主送机关: 区总工会\n结语: 特此报告\n"
        "附件: 经费表；获奖名单\n盖章: 是\n---\n## 送温暖\n- 慰问32户\n"
    )
    written = write_fact_sheet(sheet)

    assert sheet.layout == LAYOUT
    assert parse_fact_sheet(written).layout == LAYOUT
    assert "recipient: 区总工会\n" in written
    assert "seal: yes\n" in written
    assert "seal" not in write_fact_sheet(replace(sheet, layout=Layout()))


def test_an_answer_about_the_seal_that_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(FactSheetError, match="盖章一项“也许”看不懂"):
        parse_fact_sheet(
            "---\nunit: 甲工会\nkind: soe\nperiod: 2024年度\nseal: 也许\n---\n## 送温暖\n- 慰问\n"
        )
