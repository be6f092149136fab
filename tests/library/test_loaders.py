import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from summarizer.errors import InputError, TooLargeError, UnreadableFileError
from summarizer.library.limits import Limits
from summarizer.library.loaders import FileFormat, LoadedText, load
from summarizer.library.loaders.encodings import decode
from summarizer.library.loaders.legacy import read_docx_converted

FILES = Path(__file__).parents[1] / "fixtures" / "files"
PARAGRAPH = "工会全年慰问困难职工32户，发放慰问金4.8万元，举办技能竞赛6场，参加职工1286人次。"
PAGE = (
    f"<html><head><title>总结</title><script>var a=1;</script></head><body><p>{PARAGRAPH}</p></body></html>"
)
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def words(loaded: LoadedText) -> list[str]:
    return [line.text for line in loaded.lines if line.text.strip()]


def docx_bytes(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("encoding", "written"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_text_is_decoded_whatever_its_encoding(encoding: str, written: str) -> None:
    text = f"一、帮扶工作\n{PARAGRAPH}"
    assert decode(text.encode(encoding))[:2] == (text, written)


def test_big5_is_recognised_in_a_long_text_and_the_guess_is_told() -> None:
    text = "工會全年慰問困難職工三十二戶，發放慰問金，舉辦技能競賽，參加職工很多。" * 5
    assert decode(text.encode("big5")) == (
        text,
        "big5",
        ("编码是根据内容推断的（BIG5），如有乱码，请换一种编码重新导入。",),
    )


def test_a_chosen_encoding_is_obeyed() -> None:
    assert decode("職工".encode("big5"), encoding="big5")[0] == "職工"


@pytest.mark.parametrize("text", ["慰问困难职工12户", "召开职代会。", "2024 gonghui 工会"])
def test_short_gbk_texts_are_read_as_gbk(text: str) -> None:
    assert decode(text.encode("gbk"))[0] == text


def test_a_file_of_two_encodings_is_read_line_by_line_with_a_note() -> None:
    content = "工会工作总结\n".encode() + "慰问困难职工".encode("gbk") + "\n再次说明情况".encode()
    text, _, notes = decode(content)
    assert text.split("\n")[1:] == ["慰问困难职工", "再次说明情况"]
    assert "混有" in notes[0]


def test_half_a_character_at_the_end_is_dropped_with_a_note() -> None:
    text, _, notes = decode(PARAGRAPH.encode()[:-1])
    assert text == PARAGRAPH[:-1]
    assert "没有保存完整" in notes[0]


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (docx_bytes(PARAGRAPH), "a.doc", FileFormat.DOCX),
        (docx_bytes(PARAGRAPH), "a.txt", FileFormat.DOCX),
        (PAGE.encode(), "a.doc", FileFormat.HTML),
        (PAGE.encode("gbk"), "a.txt", FileFormat.HTML),
        (PARAGRAPH.encode(), "a.docx", FileFormat.TEXT),
        (f"# 标题\n{PARAGRAPH}".encode(), "a.md", FileFormat.MARKDOWN),
        ((FILES / "summary.pdf").read_bytes(), "a.docx", FileFormat.PDF),
        ((FILES / "summary.doc").read_bytes(), "a.wps", FileFormat.DOC),
        (b"{\\rtf1\\ansi\\ansicpg936 \\'b9\\'a4\\'bb\\'e1 2024}", "a.doc", FileFormat.RTF),
    ],
)
def test_the_format_is_told_by_content_and_a_wrong_suffix_is_noted(
    content: bytes, name: str, expected: FileFormat
) -> None:
    loaded = load(content, name)
    assert loaded.format is expected
    right = name.endswith((f".{expected.value}", ".md", ".wps"))
    assert bool(loaded.notes) is not right


@pytest.mark.parametrize("name", ["summary.pdf", "summary.doc"])
def test_paragraphs_of_a_file_from_an_office_program_come_whole(name: str) -> None:
    expected = (FILES / "summary.txt").read_text(encoding="utf-8").replace(" ", "").split("\n")
    found = "".join(words(load((FILES / name).read_bytes(), name))).replace(" ", "").replace("-1-", "")
    assert all(paragraph in found for paragraph in expected)


def test_word_lists_get_the_numbers_word_shows() -> None:
    document = docx.Document()
    document.add_paragraph("思想引领", style="List Number")
    document.add_paragraph("民主管理", style="List Number")
    document.add_paragraph("圆点", style="List Bullet")
    for level in document.part.numbering_part.element.iter(qn("w:lvl")):
        if level.find(qn("w:numFmt")).get(qn("w:val")) == "decimal":
            level.find(qn("w:numFmt")).set(qn("w:val"), "chineseCounting")
            level.find(qn("w:lvlText")).set(qn("w:val"), "%1、")
    assert words(load(saved(document), "a.docx")) == ["一、思想引领", "二、民主管理", "圆点"]


def test_word_headings_tables_and_insertions_are_read_in_place() -> None:
    document = docx.Document()
    document.add_heading("帮扶工作", level=1)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "慰问", "32户"
    paragraph = document.add_paragraph("发放")
    inserted = f'<w:ins {WORD} w:id="1" w:author="x"><w:r><w:t>4.8万元</w:t></w:r></w:ins>'
    paragraph._p.append(parse_xml(inserted))
    loaded = load(saved(document), "a.docx")
    assert [(line.text, line.level) for line in loaded.lines] == [
        ("帮扶工作", 2),
        ("慰问\t32户", 0),
        ("发放4.8万元", 0),
    ]


def test_a_web_page_is_read_as_it_is_seen() -> None:
    page = (
        "<html><head><style>p{}</style></head><body><nav>首页</nav><h2>一、帮扶</h2><p>慰问&nbsp;<b>32</b>户<br>发放"
        "</p><table><tr><td><p>场次</p></td><td>6</td></tr></table><div style='display:none'>暗链</div>"
        "<!-- 注 --><script>1</script></body></html>"
    )
    loaded = load(page.encode(), "a.html")
    assert [(line.text, line.level) for line in loaded.lines] == [
        ("一、帮扶", 2),
        ("慰问\xa032户", 0),
        ("发放", 0),
        ("场次\t6", 0),
    ]
    assert loaded.notes == ("网页里有1处看不见的文字，没有导入。",)


def test_hidden_words_that_end_an_open_sentence_belong_to_the_text() -> None:
    hidden = "<span style='font-size:0px'>工会试了六种手套，挑出一种护腕长的。</span>"
    loaded = load(
        f"<html><body><p>割伤原来每月都有，{hidden}</p><p>补到人。{hidden}</p></body></html>".encode(),
        "a.html",
    )
    assert words(loaded) == ["割伤原来每月都有，工会试了六种手套，挑出一种护腕长的。", "补到人。"]
    assert loaded.notes == (
        "网页里有1处看不见的文字，没有导入。",
        "网页里有1处看不见的文字接着正文的半句话，已经导入，请核对。",
    )


def test_a_numbered_line_of_a_page_ends_where_its_source_line_ends() -> None:
    page = f"<html><body><p>一、慰问</p><p>1、人才井\n{PARAGRAPH}\n<p>{PARAGRAPH}</body></html>"
    assert words(load(page.encode(), "a.html"))[1:3] == ["1、人才井", PARAGRAPH]


def test_a_page_in_gbk_is_read_by_its_declared_charset() -> None:
    page = f'<html><head><meta charset="gb2312"></head><body><p>{PARAGRAPH}</p></body></html>'
    assert words(load(page.encode("gbk"), "a.html")) == [PARAGRAPH]


def test_a_single_file_page_saved_as_doc_is_read() -> None:
    content = (
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
        'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n'
        f"<p>{PARAGRAPH}</p>\n--x--\n"
    )
    loaded = load(content.encode(), "a.doc")
    assert (loaded.format, words(loaded)) == (FileFormat.MHTML, [PARAGRAPH])


def test_markdown_headings_give_levels_and_front_matter_is_left_out() -> None:
    loaded = load("---\ntitle: 总结\n---\n## 帮扶工作 {topic=welfare}\n正文。\n".encode(), "a.md")
    assert [(line.number, line.text, line.level) for line in loaded.lines if line.text] == [
        (4, "帮扶工作", 2),
        (5, "正文。", 0),
    ]


@pytest.mark.parametrize(
    ("content", "name", "words_of_refusal"),
    [
        (b"", "a.txt", "是空的"),
        (b"\xef\xbb\xbf \r\n", "a.txt", "是空的"),
        ("\u3000\n".encode(), "a.txt", "没有文字"),
        (docx_bytes(""), "a.docx", "没有文字"),
        (docx_bytes(PARAGRAPH)[:3000], "a.docx", "不完整"),
        (b"PK\x03\x04broken", "a.docx", "不完整"),
        ((FILES / "summary.pdf").read_bytes()[:4000], "a.pdf", "不完整"),
        (b"%PDF-1.4 nothing", "a.pdf", "不完整"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "a.doc", "旧版文档"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "a.docx", "密码"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "Workbook".encode("utf-16-le"), "a.doc", "Excel"),
        (zipped(xl__workbook=b"x"), "a.docx", "Excel"),
        (zipped(ppt__slide=b"x"), "a.docx", "演示文稿"),
        (b"Rar!\x1a\x07\x00", "a.zip", "RAR"),
        (b"\x89PNG\r\n\x1a\n", "a.docx", "图片"),
        (b"MZ\x90\0", "a.doc", "可执行"),
        (bytes(range(256)) * 8, "a.txt", "不是文本"),
        (zipped(a=b"x"), "a.zip", "压缩包"),
    ],
)
def test_unusable_files_are_refused_in_one_sentence_with_a_hint(
    content: bytes, name: str, words_of_refusal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(InputError) as refusal:
        load(content, name)
    assert words_of_refusal in str(refusal.value)
    assert refusal.value.hint.endswith("。")


def test_a_pdf_with_a_password_is_refused() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(FILES / "summary.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(UnreadableFileError, match="密码"):
        load(stream.getvalue(), "a.pdf")


def test_a_pdf_of_pictures_is_refused() -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(UnreadableFileError, match="扫描"):
        load(stream.getvalue(), "a.pdf")


@pytest.mark.parametrize(
    ("content", "name", "limits"),
    [
        (PARAGRAPH.encode(), "a.txt", Limits(file_bytes=10)),
        (PARAGRAPH.encode(), "a.txt", Limits(chars=10)),
        (docx_bytes(PARAGRAPH), "a.docx", Limits(unpacked_bytes=1000)),
        ((FILES / "summary.pdf").read_bytes(), "a.pdf", Limits(pages=1)),
        ((FILES / "summary.pdf").read_bytes(), "a.pdf", Limits(load_s=0)),
    ],
)
def test_files_beyond_a_limit_are_refused(content: bytes, name: str, limits: Limits) -> None:
    with pytest.raises(TooLargeError):
        load(content, name, limits=limits)


def test_deeply_nested_pages_are_read() -> None:
    page = "<html><body>" + "<div>" * 3000 + PARAGRAPH + "</div>" * 3000
    assert words(load(page.encode(), "a.html")) == [PARAGRAPH]


@pytest.mark.office
def test_libreoffice_reads_what_the_old_reader_cannot() -> None:
    content = (FILES / "summary.doc").read_bytes()
    found = [line.text for line in read_docx_converted(content, ".doc", Limits())]
    assert set((FILES / "summary.txt").read_text(encoding="utf-8").split("\n")) <= set(found)


@pytest.mark.office
def test_a_conversion_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(UnreadableFileError, match="已停止"):
        read_docx_converted(b"nonsense", ".doc", Limits(office_s=0.01))
