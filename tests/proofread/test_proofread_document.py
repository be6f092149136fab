"""Proofreading section by section."""

from dataclasses import replace

from summarizer.domain import Document, Period, Section, Topic, UnitKind
from summarizer.proofread import parse_lexicon, proofread_document

STUDY = Section(id="a", heading="一.抓学习", topic=Topic.IDEOLOGY, text="举办讲座,组织座谈。")
HELP = Section(id="b", heading="送温暖", topic=Topic.WELFARE, text="走访职工。。")
DOCUMENT = Document(
    id="d", title="云溪工会2024年工作总结", unit="云溪工会", kind=UnitKind.SOE, period=Period(year=2024),
    sections=(STUDY, HELP),
)  # fmt: skip


def test_every_section_has_its_remarks_on_text_and_heading() -> None:
    study, welfare = proofread_document(DOCUMENT)
    assert (study.section_id, welfare.section_id) == ("a", "b")
    assert [(one.start, one.text, one.suggestion, one.fixable) for one in study.text] == [
        (4, ",", "，", True)
    ]
    assert [one.text for one in study.heading] == ["."]
    assert [one.text for one in welfare.text] == ["。。"]
    assert welfare.heading == ()


def test_the_own_word_list_is_asked_in_every_section() -> None:
    lexicon = parse_lexicon('[[entry]]\nword = "走访"\nsuggestion = "看望"')
    assert [one.rule for one in proofread_document(DOCUMENT, lexicon=lexicon)[1].text] == [
        "user:1",
        "repeated_mark",
    ]


def test_an_edit_leaves_the_remarks_of_other_sections_alone() -> None:
    before = proofread_document(DOCUMENT)
    edited = replace(DOCUMENT, sections=(replace(STUDY, text="举办讲座。"), HELP))
    after = proofread_document(edited)
    assert after[0].text == ()
    assert after[1].text is before[1].text
