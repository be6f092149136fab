import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml.parser import parse_xml
from export_samples import summary

from summarizer.errors import TooLargeError, UnreadableFileError
from summarizer.export import Format, docx_text, export_document, read_docx_text

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def _saved(document: object) -> bytes:
    stream = BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def _with_paragraph(inner: str) -> bytes:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {NAMESPACES}>{inner}</w:p>"))
    return _saved(document)


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_our_own_documents_are_read_back() -> None:
    document = summary(table=True)
    lines = read_docx_text(export_document(document, format=Format.DOCX)).split("\n")

    assert "一、坚持民主管理，汇聚职工智慧" in lines
    assert document.sections[0].text in lines
    assert "1月\t412\t20.6" in lines
    assert lines[-2:] == [document.signed, document.date]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (_run("走访") + _run("32户"), "走访32户"),
        (f"<w:ins>{_run('增加')}</w:ins><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>", "增加"),
        (f"<w:hyperlink>{_run('链接')}</w:hyperlink>", "链接"),
        (f"<w:sdt><w:sdtContent>{_run('控件')}</w:sdtContent></w:sdt>", "控件"),
        (f"<w:smartTag>{_run('2024年')}</w:smartTag>", "2024年"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>", "甲\t乙\n丙"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r>" + _run("1"), "1"),
        (f"<w:moveFrom>{_run('旧处')}</w:moveFrom><w:moveTo>{_run('新处')}</w:moveTo>", "新处"),
        (
            f"{_run('甲')}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{_run('框中')}</w:p></w:txbxContent>"
            f"</mc:Choice><mc:Fallback><w:txbxContent><w:p>{_run('框中')}</w:p></w:txbxContent></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
            "甲\n框中\n",
        ),
    ],
)
def test_text_is_read_as_word_shows_it(inner: str, text: str) -> None:
    assert read_docx_text(_with_paragraph(inner)) == text


def test_nested_tables_are_read_once() -> None:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "外"
    outer.cell(0, 1).add_table(rows=1, cols=2).cell(0, 0).text = "内"

    assert read_docx_text(_saved(document)).split("\n")[0].split() == ["外", "内"]


def _zip(**parts: bytes) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _broken_xml() -> bytes:
    source, stream = zipfile.ZipFile(BytesIO(export_document(summary(), format=Format.DOCX))), BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name)[: 900 if name == "word/document.xml" else None])
    source.close()
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        "走访32户".encode(),
        b"PK\x03\x04 not really",
        export_document(summary(), format=Format.DOCX)[:-400],
        export_document(summary(), format=Format.DOCX)[:3000],
        _zip(word=b"<w/>"),
        _broken_xml(),
    ],
)
def test_damaged_files_are_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="不是完好的 Word 文档") as caught:
        read_docx_text(content)

    assert "\n" not in caught.value.sentence


def test_flipped_bytes_are_read_or_refused() -> None:
    content = export_document(summary(), format=Format.DOCX)
    refused = 0
    for position in range(40, len(content), 211):
        damaged = bytearray(content)
        damaged[position] ^= 0xFF
        try:
            read_docx_text(bytes(damaged))
        except UnreadableFileError:
            refused += 1
    assert refused > 0


def test_files_with_a_password_are_refused_with_a_way_out() -> None:
    with pytest.raises(UnreadableFileError, match="密码") as caught:
        read_docx_text(bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 600)

    assert "另存为 .docx" in caught.value.hint


def test_files_that_unpack_to_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_text, "_MAX_UNPACKED_BYTES", 1000)

    with pytest.raises(TooLargeError, match="无法读取"):
        read_docx_text(export_document(summary(), format=Format.DOCX))
