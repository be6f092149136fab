"""Articles to passages: where they are cut, what they are about, what is masked."""

from summarizer.domain import Topic, UnitKind
from summarizer.library.articles import Article, ArticleSection
from summarizer.library.passages import LONGEST_CHARS, make_passages

SHORT = "春节前走访慰问困难职工31户，发放慰问金4.8万元。"


def paragraph(char: str, length: int) -> str:
    return char * (length - 1) + "。"


def article(*sections: ArticleSection, title: str = "东湖街道总工会2023年工作总结") -> Article:
    return Article(
        title=title,
        kind=UnitKind.COMMUNITY,
        period=None,
        sections=sections,
        signed="",
        text="",
        traditional=False,
        quality=1.0,
    )


def section(heading: str, text: str, *, level: int = 1, **others: object) -> ArticleSection:
    return ArticleSection(heading=heading, level=level, text=text, **others)  # type: ignore[arg-type]


def test_a_short_section_is_one_passage_with_its_subsections() -> None:
    found = make_passages(
        article(
            section("关心关爱职工", ""),
            section("走访慰问", SHORT, level=2, numbering="（一）"),
            section("送清凉。", "送清凉。慰问一线职工。", level=2, numbering="（二）", run_in=True),
        ),
        sample_id="s",
    )
    assert [(one.id, one.heading) for one in found] == [("s-0", "关心关爱职工")]
    assert found[0].text == f"（一）走访慰问\n{SHORT}\n送清凉。慰问一线职工。"


def test_a_long_section_is_cut_at_its_subsections_and_paragraphs() -> None:
    whole = [paragraph("甲", 300), paragraph("乙", 300), paragraph("丙", 150)]
    found = make_passages(
        article(section("帮扶", SHORT), section("走访", "\n".join(whole), level=2), section("活动", SHORT)),
        sample_id="s",
    )
    assert [(one.heading, one.text) for one in found] == [
        ("帮扶", SHORT),
        ("走访", whole[0]),
        ("走访", f"{whole[1]}\n{whole[2]}"),
        ("活动", SHORT),
    ]
    assert [one.position for one in found] == [0, 1, 2, 3]


def test_a_paragraph_is_never_cut() -> None:
    longest = paragraph("甲", 2 * LONGEST_CHARS)
    (found,) = make_passages(article(section("帮扶", longest)), sample_id="s")
    assert found.text == longest


def test_sections_without_text_make_no_passage() -> None:
    assert make_passages(article(section("帮扶", "")), sample_id="s") == ()


def test_names_learned_in_one_section_are_masked_in_all() -> None:
    found = make_passages(
        article(
            section("", "东湖街道总工会主席张建国带队走访。", topic=Topic.OVERVIEW),
            section("张建国带头宣讲", "张建国到东湖宣讲3场。"),
        ),
        sample_id="s",
    )
    shown = "".join(one.heading + one.masked for one in found)
    assert "张建国" not in shown
    assert "东湖" not in shown
    assert "3" not in shown
    assert "张建国" in found[1].text


def test_topics_a_person_gave_are_kept_others_are_told_from_the_words() -> None:
    given = section("安全生产", SHORT, topic=Topic.SAFETY)
    (labelled,) = make_passages(article(given), sample_id="s", labelled=True)
    (guessed,) = make_passages(article(section("走访慰问困难职工", SHORT, topic=Topic.SAFETY)), sample_id="s")
    assert (labelled.topic, labelled.also) == (Topic.SAFETY, ())
    assert guessed.topic is Topic.WELFARE
