import pytest
from export_samples import one_page, summary

from summarizer.export import FontSet, official_blocks, report_fonts
from summarizer.export.blocks import AttachmentPage, Block, Paragraph, Recipient, SignOff, Table, Title
from summarizer.export.font_report import is_installed, stand_in_for
from summarizer.export.fonts import rare_characters, substitute_face

ALL = frozenset({"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"})
WINDOWS = frozenset({"SimSun", "宋体", "仿宋", "FangSong", "楷体", "KaiTi", "黑体", "SimHei"})


def test_a_document_needs_the_fonts_of_what_it_holds() -> None:
    short = report_fonts(official_blocks(one_page()), installed=ALL)
    long = report_fonts(official_blocks(summary(table=True)), installed=ALL)

    assert [use.name for use in short.uses] == ["方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"]
    assert [use.name for use in long.uses] == ["方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"]
    assert {use.name: use.purpose for use in long.uses}["黑体"] == "一级标题、表题和表头"
    assert long.sentences() == ()


def test_what_is_missing_is_named_with_its_stand_in() -> None:
    report = report_fonts(official_blocks(one_page()), installed=WINDOWS)

    assert [(use.name, use.stand_in) for use in report.missing] == [
        ("方正小标宋简体", "宋体"),
        ("仿宋_GB2312", "仿宋"),
    ]
    assert report.sentences() == (
        "这台电脑没有安装：方正小标宋简体（标题），会用“宋体”代替；仿宋_GB2312（正文），会用“仿宋”代替。"
        "文件里的字体名称不变，在装有这些字体的电脑上显示正常。",
    )


def test_a_pdf_is_told_to_keep_the_stand_ins() -> None:
    (told,) = report_fonts(official_blocks(one_page()), installed=WINDOWS).sentences(embedded=True)

    assert "PDF 里就是代替的字体" in told
    assert "字体名称不变" not in told


def test_windows_fonts_are_all_there_on_windows() -> None:
    blocks = official_blocks(summary(table=True))

    assert report_fonts(blocks, fonts=FontSet.WINDOWS, installed=WINDOWS).missing == ()


def test_a_computer_without_chinese_fonts_has_no_stand_in() -> None:
    report = report_fonts([Paragraph(text="甲")], installed=frozenset({"DejaVu Sans"}))

    assert [(use.name, use.installed, use.stand_in) for use in report.uses] == [
        ("仿宋_GB2312", False, ""),
        ("宋体", False, ""),
    ]
    assert "仿宋_GB2312（正文）；宋体（页码）。" in report.sentences()[0]


def test_rare_characters_need_a_second_font() -> None:
    blocks: list[Block] = [
        Title(text="二〇二四年总结"),
        Paragraph(text="（一）关心镕某。委员堃、玥、喆、㛃参加。"),
        Table(caption="", rows=(("面积㎡",), ("320",))),
        SignOff(signed="××工会", date="2025年1月8日"),
    ]
    report = report_fonts(blocks, installed=ALL | WINDOWS)

    assert {use.name: use.purpose for use in report.uses} == {
        "方正小标宋简体": "标题",
        "宋体": "生僻字〇、页码",
        "楷体_GB2312": "二级标题",
        "楷体": "生僻字镕",
        "仿宋_GB2312": "正文、表格",
        "仿宋": "生僻字㛃喆堃玥、生僻字㎡",
        "黑体": "表题和表头",
    }


def test_recipients_and_attachments_are_looked_at_too() -> None:
    blocks: list[Block] = [Recipient(text="甲工会："), AttachmentPage(number=1, title="表")]
    report = report_fonts(blocks, installed=ALL)

    assert [use.name for use in report.uses] == ["仿宋_GB2312", "方正小标宋简体", "黑体", "宋体"]


@pytest.mark.parametrize("text", ["工会", "“安康杯”……——", "abc123", "、。《》【】（）！", "α①Ⅰ"])
def test_usual_characters_are_not_rare(text: str) -> None:
    assert rare_characters(text) == frozenset()


def test_only_fonts_of_gb_2312_have_a_substitute() -> None:
    assert [substitute_face(name) for name in ("仿宋_GB2312", "楷体_GB2312", "方正小标宋简体")] == [
        *("仿宋", "楷体", "宋体")
    ]
    assert substitute_face("仿宋") == substitute_face("黑体") == ""


def test_english_names_of_a_font_count_as_the_font() -> None:
    assert is_installed("仿宋", frozenset({"FangSong"}))
    assert not is_installed("仿宋", frozenset({"FangSong_GB2312"}))
    assert stand_in_for("仿宋", frozenset({"FangSong_GB2312", "SimSun"})) == "FangSong_GB2312"
    assert stand_in_for("Comic Sans MS", WINDOWS) == ""
