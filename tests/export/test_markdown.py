import pytest
from export_samples import one_page, summary
from hypothesis import given
from hypothesis import strategies as st

from summarizer.domain import Document
from summarizer.export.blocks import Block, Heading, Paragraph, SignOff, Table, Title, blocks_of, body_blocks
from summarizer.export.markdown import blocks_of_markdown, write_markdown


@pytest.mark.parametrize("document", [one_page(), summary(), summary(table=True, repeats=3)])
def test_what_is_written_is_read_back_equal(document: Document) -> None:
    blocks = blocks_of(document)

    assert blocks_of_markdown(write_markdown(blocks)) == blocks


@given(
    st.lists(
        st.text(alphabet="甲乙1.、（）一#*_`<&;|\\-+~[]()=> 2年，。", min_size=1, max_size=30),
        min_size=1,
        max_size=6,
    )
)
def test_signs_of_markdown_in_a_text_are_read_back_as_typed(lines: list[str]) -> None:
    body = [block for block in body_blocks("\n".join(lines)) if not isinstance(block, Table)]
    blocks: list[Block] = [
        Title(text="总结"),
        Heading(level=1, text="一、工作"),
        *body,
        SignOff(signed="××工会", date="2025年1月8日"),
    ]

    assert list(blocks_of_markdown(write_markdown(blocks))) == blocks


def test_levels_become_hashes_and_blank_lines_part_the_blocks() -> None:
    blocks = (
        Title(text="总结"),
        Heading(level=1, text="一、工作"),
        Heading(level=2, text="（一）制度"),
        Heading(level=3, text="1.提案"),
        Heading(level=4, text="（1）办理"),
        Paragraph(text="办结37件。"),
        Table(caption="表1 慰问", rows=(("时间", "户数"), ("1月", "3|2"))),
        SignOff(signed="××工会", date="2025年1月8日"),
    )

    assert write_markdown(blocks) == (
        "# 总结\n\n## 一、工作\n\n### （一）制度\n\n#### 1.提案\n\n##### （1）办理\n\n办结37件。\n\n"
        "表1 慰问\n\n| 时间 | 户数 |\n| --- | --- |\n| 1月 | 3\\|2 |\n\n××工会\n\n2025年1月8日\n"
    )


def test_no_blocks_are_no_markdown() -> None:
    assert write_markdown(()) == ""
    assert blocks_of_markdown(" \n\n") == ()


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (
            "# 总结\n## 工作\n### 制度\n### 提案\n#### 办理\n## 打算",
            "一、工作 （一）制度 （二）提案 1.办理 二、打算",
        ),
        ("# 总结\n## 一、工作\n## 二、打算", "一、工作 二、打算"),
        ("# 总结\n## 三、工作\n## 打算", "三、工作 四、打算"),
        ("# 总结\n## 1. 工作\n###### 细节", "1.工作 （1）细节"),
        ("# 总结\n## 前言 {topic=overview}\n## 工作 {topic=welfare length=300}", "一、工作"),
        ("# 总结\n# 工作\n# 打算", "一、工作 二、打算"),
        ("总结\n一、工作\n（一）制度\n全年2次。\n二、打算\n继续。", "一、工作 （一）制度 二、打算"),
    ],
)
def test_numbers_are_kept_and_missing_ones_added(text: str, headings: str) -> None:
    found = [block.text for block in blocks_of_markdown(text) if isinstance(block, Heading)]

    assert found == headings.split()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 工作总结\n正文。", "工作总结"),
        ("---\ntitle: 工作总结\nkind: school\n---\n## 工作\n正文。", "工作总结"),
        ("\ufeff---\r\ntitle: “甲”总结 # 可省\r\n---\r\n正文。\r\n", "“甲”总结"),
        ("工作总结\n\n正文。", "工作总结"),
        ("正文在此。\n又一段。", None),
        ("一、工作\n正文。", None),
        ("只有一行", None),
    ],
)
def test_title_is_the_first_heading_or_what_looks_like_one(text: str, title: str | None) -> None:
    found = [block.text for block in blocks_of_markdown(text) if isinstance(block, Title)]

    assert found == ([title] if title else [])


@pytest.mark.parametrize(
    ("ending", "signed", "date"),
    [
        ("××小学工会\n2025年1月8日", "××小学工会", "2025年1月8日"),
        ("　　　　××小学工会　\n\n　　　　　　2025年1月8日", "××小学工会", "2025年1月8日"),
        ("××小学工会\n二〇二五年一月八日", "××小学工会", "二〇二五年一月八日"),
        ("××小学工会\n2025年1月", "××小学工会", "2025年1月"),
        ("××区总工会", "××区总工会", ""),
        ("以上是全年工作。\n2025年1月8日", "", "2025年1月8日"),
    ],
)
def test_last_lines_that_look_like_it_are_the_sign_off(ending: str, signed: str, date: str) -> None:
    blocks = blocks_of_markdown(f"# 总结\n## 工作\n走访32户。\n{ending}")

    assert blocks[-1] == SignOff(signed=signed, date=date)
    assert Paragraph(text="走访32户。") in blocks


@pytest.mark.parametrize(
    "ending", ["走访32户，发放慰问品。", "1.走访困难职工", "继续努力", "2025年1月8日走访"]
)
def test_other_last_lines_stay_text(ending: str) -> None:
    assert not isinstance(blocks_of_markdown(f"# 总结\n## 工作\n走访。\n{ending}")[-1], SignOff)


def test_front_matter_gives_the_sign_off() -> None:
    text = "---\ntitle: 总结\nsigned: ××工会\ndate: 2025年1月8日\n---\n## 工作\n走访。"

    assert blocks_of_markdown(text)[-1] == SignOff(signed="××工会", date="2025年1月8日")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("- 走访**32户**职工。", "走访32户职工。"),
        ("> 走访*困难*职工。", "走访困难职工。"),
        ("见[公告](page.html)，`原文`。", "见公告，原文。"),
        ("共__人，办__件。", "共__人，办__件。"),
        (r"3\*4=12，a\_b。", "3*4=12，a_b。"),
        ("一是走访。", "一是走访。"),
        ("2 * 3 * 4。", "2 * 3 * 4。"),
    ],
)
def test_signs_of_markdown_go_and_words_stay(line: str, text: str) -> None:
    assert blocks_of_markdown(f"# 总结\n{line}\n***\n```\n走完。") == (
        Title(text="总结"),
        Paragraph(text=text),
        Paragraph(text="走完。"),
    )


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ("时间\t户数\n1月\t32\n2月\t", (("时间", "户数"), ("1月", "32"), ("2月", ""))),
        ("甲|乙\t*丙*\n\\\t<b>", (("甲|乙", "*丙*"), ("\\", "<b>"))),
    ],
)
def test_rows_parted_by_tabs_are_a_table(lines: str, rows: tuple[tuple[str, ...], ...]) -> None:
    blocks = blocks_of_markdown(f"# 总结\n全年慰问如下：\n{lines}\n走完。")

    assert blocks[1:] == (
        Paragraph(text="全年慰问如下："),
        Table(caption="", rows=rows),
        Paragraph(text="走完。"),
    )


@pytest.mark.parametrize(
    "lines",
    [
        "\t走访困难职工。\n\t送清凉3次。",
        "1.\t走访困难职工。\n2.\t送清凉3次。",
        "（一）\t走访困难职工。\n（二）\t送清凉3次。",
        "只有一行\t两格\n没有第二行。",
        "甲\t乙\n丙\t丁\t戊",
    ],
)
def test_tabs_that_indent_or_number_make_no_table(lines: str) -> None:
    assert not any(isinstance(block, Table) for block in blocks_of_markdown(f"# 总结\n{lines}"))


def test_a_title_in_two_lines_keeps_them() -> None:
    blocks = (Title(text="××工会\n2024年<总结>"), Paragraph(text="正文。"))

    assert write_markdown(blocks) == "# ××工会<br>2024年\\<总结\\>\n\n正文。\n"
    assert blocks_of_markdown(write_markdown(blocks)) == blocks


def test_a_break_in_another_heading_is_none() -> None:
    assert blocks_of_markdown("# 总结\n## 做实<br/>关爱\n正文。")[1] == Heading(level=1, text="一、做实关爱")
