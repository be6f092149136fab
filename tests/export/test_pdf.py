from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from export_samples import summary
from office import require_office

from summarizer.domain import Layout
from summarizer.errors import ExportError
from summarizer.export import Format, export_document, offered_formats, pdf
from summarizer.export.blocks import AttachmentNote, Block, Paragraph, SignOff, Title
from summarizer.export.pdf import has_lone_sign_off, write_pdf

BLOCKS: Sequence[Block] = (
    Title(text="××工会2024年工作总结"),
    Paragraph(text="全年开展活动5次。"),
    AttachmentNote(names=("经费表", "名单")),
    SignOff(signed="××工会", date="2025年1月8日"),
)


class _Page:
    def __init__(self, text: str) -> None:
        self.text = text

    def extract_text(self) -> str:
        return self.text


def _read(monkeypatch: pytest.MonkeyPatch, *pages: str) -> bool:
    class Reader:
        def __init__(self, _stream: object) -> None:
            self.pages = [_Page(page) for page in pages]

    monkeypatch.setattr(pypdf, "PdfReader", Reader)
    return has_lone_sign_off(b"%PDF", BLOCKS)


@pytest.mark.parametrize(
    ("pages", "lone"),
    [
        (["全年开展活动5次。\n××工会\n2025 年 1 月 8 日\n— 1 —"], False),
        (["全年开展活动5次。\n— 1 —", "××工会\n2025 年 1 月 8 日\n— 2 —"], True),
        (["全年。\n— 1 —", "附件：1.经费表\n2.名单\n××工会\n2025年1月8日\n— 2 —"], True),
        (["全年。\n— 1 —", "2次。\n××工会\n2025年1月8日\n— 2 —"], False),
        (["全年。\n— 1 —", "2025年1月8日\n— 2 —", "附件1\n经费表\n— 3 —"], True),
        (["全年。\n— 1 —", ""], False),
    ],
)
def test_a_page_with_nothing_but_the_ending_is_seen(
    pages: list[str], lone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _read(monkeypatch, *pages) is lone


def test_a_damaged_pdf_is_one_sentence() -> None:
    with pytest.raises(ExportError, match="不完整"):
        has_lone_sign_off(b"%PDF-1.6 cut off", BLOCKS)


def test_without_a_sign_off_nothing_can_be_alone() -> None:
    assert not has_lone_sign_off(b"", BLOCKS[:2])


@pytest.mark.parametrize(("alone", "made"), [(0, [22]), (1, [22, 23]), (9, [22, 23, None])])
def test_lines_are_changed_until_the_sign_off_stands_with_its_text(
    alone: int, made: list[int | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[int | None, bool]] = []

    def write(_blocks: object, *, lines: int | None, keeps_text: bool, **_options: object) -> bytes:
        written.append((lines, keeps_text))
        return b"docx"

    monkeypatch.setattr(pdf, "write_docx", write)
    monkeypatch.setattr(pdf, "convert_to_pdf", lambda *_args, **_options: b"%PDF")
    monkeypatch.setattr(pdf, "has_lone_sign_off", lambda *_args: len(written) <= alone)

    assert write_pdf(BLOCKS, office=Path("soffice")) == b"%PDF"
    # The last try keeps text and sign-off together by force.
    assert written == [(lines, lines is None) for lines in made]


def test_without_libreoffice_pdf_is_neither_offered_nor_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_office", lambda: None)
    monkeypatch.setattr("summarizer.export.formats.find_office", lambda: None)

    assert offered_formats() == (Format.DOCX, Format.MD, Format.TXT)
    assert offered_formats(office=Path("soffice")) == tuple(Format)
    with pytest.raises(ExportError) as raised:
        write_pdf(BLOCKS)
    assert raised.value.sentence == (
        "这台电脑没有安装 LibreOffice，不能直接导出 PDF。请先导出 Word 文档，再用 Word 或 WPS 另存为 PDF。"
    )


@pytest.mark.office
def test_a_real_pdf_has_title_outline_tags_and_all_words() -> None:
    require_office()
    layout = Layout(main_recipient="区总工会", closing="特此报告", attachments=("经费表",), seal=True)
    content = export_document(replace(summary(table=True), layout=layout), format=Format.PDF)
    reader = pypdf.PdfReader(BytesIO(content))
    text = "".join(page.extract_text() for page in reader.pages).replace(" ", "").replace("\n", "")

    assert reader.metadata is not None
    assert reader.metadata.title == summary().title
    assert "/StructTreeRoot" in reader.root_object
    # Lower levels are lists among the entries.
    assert "一、坚持民主管理，汇聚职工智慧" in [
        entry.title for entry in reader.outline if hasattr(entry, "title")
    ]
    assert all(word in text for word in ("区总工会：", "特此报告。", "附件：经费表", "2024年7月8日"))
