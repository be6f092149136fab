import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from itertools import chain

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from review_samples import checked

from summarizer.domain import Document, Report, Section, Topic, UnitKind
from summarizer.examples import example_sheet
from summarizer.export import FontSet, Format, blocks_of_markdown, export_document, read_docx_text
from summarizer.export.review_docx import export_review
from summarizer.export.review_notes import APPENDIX_TITLE, TABLE_HEADER, notes_of
from summarizer.export.section_text import text_of_blocks
from summarizer.factsheet import parse_fact_sheet
from summarizer.pipeline import draft_document

WHEN = datetime(2025, 1, 8, 9, 30, tzinfo=UTC)


def _opened(content: bytes) -> WordDocument:
    return docx.Document(BytesIO(content))


def _marked(word: WordDocument) -> dict[int, str]:
    """By id of a comment the words it is about, as the markers around them say."""
    words: dict[int, str] = {}
    here: set[int] = set()
    for element in word.element.body.iter():
        if element.tag == qn("w:commentRangeStart"):
            here.add(int(element.get(qn("w:id"))))
        elif element.tag == qn("w:commentRangeEnd"):
            here.discard(int(element.get(qn("w:id"))))
        elif element.tag == qn("w:t"):
            for number in here:
                words[number] = words.get(number, "") + (element.text or "")
    return words


def _comments(content: bytes) -> list[tuple[str, str]]:
    """The words each comment is about and what it says, by its place in the list of comments."""
    word = _opened(content)
    marked = _marked(word)
    return [(marked[comment.comment_id], comment.text) for comment in word.comments]


def test_comments_stand_on_the_very_words_they_are_about() -> None:
    assert _comments(export_review(*checked())) == [
        ("2024年，工会办实事。", "依据的事实：\n2. 发放慰问金4.8万元"),
        ("一、关心关爱", "【必须核对】这条事实没有写进正文。\n3. 送清凉3次"),
        (
            "1月走访困难职工33户。 发放慰问金4.8万元。",
            "依据的事实：\n1. 1月慰问困难职工32户（去年：28户）\n2. 发放慰问金4.8万元",
        ),
        ("33户", "【必须核对】数据与事实不符。\n事实中是：32户\n可改为：32户"),
        ("表1 慰问情况", "本段没有引用事实，是衔接或概括的话。"),
        ("33", "【必须核对】事实写的是32户。"),
        ("大家一起", "【请斟酌】没有依据。"),
        ("【待补充：送清凉】", "【说明】等待补充。"),
        ("二、打算", "【必须核对】这条事实没有写进正文。\n4. 2025年建职工之家1个"),
    ]


def test_the_text_is_that_of_the_normal_export_with_the_table_behind_it() -> None:
    document, report = checked()
    normal = read_docx_text(export_document(document, format=Format.DOCX)).split("\n")
    review = read_docx_text(export_review(document, report)).split("\n")

    assert review[: len(normal)] == normal
    assert review[len(normal) : len(normal) + 1] == [APPENDIX_TITLE]
    assert "\t".join(TABLE_HEADER) in review


def test_the_table_begins_a_page_and_repeats_its_header() -> None:
    word = _opened(export_review(*checked()))
    title = next(one for one in word.paragraphs if one.text == APPENDIX_TITLE)
    table = word.tables[-1]

    assert title.paragraph_format.page_break_before
    assert [cell.text for cell in table.rows[0].cells] == list(TABLE_HEADER)
    header = table.rows[0]._tr.trPr
    assert header is not None
    assert header.find(qn("w:tblHeader")) is not None
    assert len(table.rows) == 6


def test_comments_are_made_by_the_program_at_the_time_given() -> None:
    word = _opened(export_review(*checked(), created=WHEN))

    assert {(one.author, one.initials) for one in word.comments} == {("据实", "据")}
    assert {one.timestamp for one in word.comments} == {WHEN}


@pytest.mark.parametrize("fonts", FontSet)
def test_comments_have_a_style_of_their_own(fonts: FontSet) -> None:
    word = _opened(export_review(*checked(), fonts=fonts))
    (style,) = (one for one in word.styles.element if one.get(qn("w:styleId")) == "CommentText")

    assert style.find(f"{qn('w:rPr')}/{qn('w:sz')}").get(qn("w:val")) == "20"
    assert style.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:firstLine")) == "0"


def test_the_package_has_one_well_formed_comments_part() -> None:
    with zipfile.ZipFile(BytesIO(export_review(*checked()))) as archive:
        names = archive.namelist()
        comments = parse_xml(archive.read("word/comments.xml"))
        relations = archive.read("word/_rels/document.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()

    assert len(names) == len(set(names))
    ids = [one.get(qn("w:id")) for one in comments]
    assert len(ids) == len(set(ids)) == 9
    assert relations.count("comments.xml") == types.count("/word/comments.xml") == 1


def test_markers_are_paired_and_each_has_its_reference() -> None:
    body = _opened(export_review(*checked())).element.body
    ids = {
        name: sorted(one.get(qn("w:id")) for one in body.iter(qn(f"w:{name}")))
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
    }

    assert ids["commentRangeStart"] == ids["commentRangeEnd"] == ids["commentReference"]


def test_control_characters_and_markup_in_facts_and_text_do_no_harm() -> None:
    document, report = checked()
    nasty = "1月\x00走访<b>&困难\x1b职工33户。 发放]]>慰问金4.8万元。"
    section = replace(document.sections[1], text=nasty)
    facts = tuple(replace(fact, text=f"<w:p>{fact.text}\x0b&") for fact in section.facts)
    start = nasty.index("33户")
    finding = replace(report.sections[1].findings[0], start=start, end=start + 3, expected="\ud80032户")
    changed = replace(
        document, sections=(document.sections[0], replace(section, facts=facts), document.sections[2])
    )
    checked_again = replace(report.sections[1], findings=(finding,), sentences=())
    content = export_review(changed, Report(sections=(report.sections[0], checked_again, report.sections[2])))

    assert ("33户", "【必须核对】数据与事实不符。\n事实中是：32户\n可改为：32户") in _comments(content)
    assert "<w:p>1月慰问困难职工32户 &" in read_docx_text(content)


def test_equal_paragraphs_get_their_own_comments() -> None:
    document, report = checked()
    text = "同样的话。\n同样的话。"
    section = Section(
        id="w", heading="工作", topic=Topic.WELFARE, text=text, facts=document.sections[1].facts
    )
    findings = tuple(
        replace(report.sections[1].findings[2], start=at, end=at + 5, message=f"第{at}字", suggestion="")
        for at in (0, 6)
    )
    content = export_review(
        replace(document, sections=(section,)),
        Report(sections=(replace(report.sections[1], sentences=(), findings=findings),)),
    )
    body = _opened(content).element.body
    starts = [one.getparent() for one in body.iter(qn("w:commentRangeStart"))]

    assert len(set(starts)) == len(starts) == 2


def test_a_document_without_facts_has_no_table() -> None:
    document, _ = checked()
    bare = replace(document, sections=document.sections[:1])
    content = export_review(bare, Report())

    assert APPENDIX_TITLE not in read_docx_text(content)
    assert not list(_opened(content).comments)


def test_any_markdown_can_be_printed_with_the_comments_on_its_lines() -> None:
    text = (
        "# 总结\n\n## 工作\n\n1月走访**困难职工33户**，[详情](a.html)。\n\n|时间|户数|\n|---|---|\n|1月|33|\n"
    )
    blocks = blocks_of_markdown(text)
    document, report = checked()
    line = text_of_blocks(blocks)
    whole = Section(id="w", heading="", topic=Topic.OVERVIEW, text=line, facts=document.sections[1].facts)
    finding = replace(report.sections[1].findings[0], start=line.index("33户"), end=line.index("33户") + 3)
    content = export_review(
        replace(document, sections=(whole,)),
        Report(sections=(replace(report.sections[1], findings=(finding,), sentences=()),)),
        blocks=blocks,
    )

    assert line == "一、工作\n1月走访困难职工33户，详情。\n|时间|户数|\n|---|---|\n|1月|33|"
    assert "33户" in dict(_comments(content))
    assert read_docx_text(content).startswith("总结\n\n一、工作\n1月走访困难职工33户，详情。\n时间\t户数")


def _long(times: int) -> tuple[Document, Report]:
    document, report = checked()
    sections = tuple(
        replace(section, id=f"{section.id}{number}")
        for number in range(times)
        for section in document.sections[1:2]
    )
    reports = tuple(replace(report.sections[1], section_id=section.id) for section in sections)
    return replace(document, sections=sections), Report(sections=reports)


def test_a_long_document_keeps_every_comment_in_order() -> None:
    document, report = _long(100)
    comments = _comments(export_review(document, report))

    assert len(comments) == len(notes_of(document, report)) == 700
    assert [said for _, said in comments] == ["\n".join(note.lines) for note in notes_of(document, report)]
    assert {words for words, said in comments if said.startswith("【必须核对】数据")} == {"33户"}
    assert comments[-1][0] == "【待补充：送清凉】"


def test_the_example_is_commented_paragraph_by_paragraph() -> None:
    drafted = draft_document(parse_fact_sheet(example_sheet(UnitKind.SCHOOL)), engine="offline")
    comments = _comments(export_review(drafted.document, drafted.report))
    paragraphs = list(chain.from_iterable(one.text.split("\n") for one in drafted.document.sections))

    assert [words for words, said in comments if said.startswith("依据的事实")] == paragraphs
