import subprocess
import sys
from io import BytesIO

import docx
import pytest
from export_samples import summary

from summarizer.export import (
    FontSet,
    Format,
    blocks_of,
    export_document,
    export_markdown_text,
    read_docx_text,
)


def test_importing_the_package_does_not_import_python_docx() -> None:
    code = "import sys, summarizer.export; sys.exit('docx' in sys.modules or 'lxml' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_each_format_has_its_own_bytes() -> None:
    document = summary()
    word, markdown, text = (
        export_document(document, format=chosen) for chosen in (Format.DOCX, Format.MD, Format.TXT)
    )

    assert word.startswith(b"PK")
    assert markdown.decode().startswith(f"# {document.title}\n")
    assert text.decode("utf-8-sig").startswith(f"{document.title}\r\n\r\n\u3000\u3000")


def test_author_is_who_signed_or_else_the_unit() -> None:
    signed = docx.Document(BytesIO(export_document(summary(), format=Format.DOCX)))
    unsigned = docx.Document(BytesIO(export_markdown_text("# 总结\n正文。", format=Format.DOCX)))

    assert signed.core_properties.author == summary().signed
    assert unsigned.core_properties.author == ""


@pytest.mark.parametrize("fonts", FontSet)
def test_markdown_text_is_laid_out_like_a_document(fonts: FontSet) -> None:
    document = summary()
    markdown = export_document(document, format=Format.MD).decode()
    from_markdown = export_markdown_text(markdown, format=Format.DOCX, fonts=fonts)

    assert read_docx_text(from_markdown) == read_docx_text(
        export_document(document, format=Format.DOCX, fonts=fonts)
    )
    assert export_markdown_text(markdown, format=Format.MD).decode() == markdown
    assert export_markdown_text(markdown, format=Format.TXT) == export_document(document, format=Format.TXT)


def test_every_word_of_every_section_is_exported() -> None:
    document = summary(repeats=3)
    exported = read_docx_text(export_document(document, format=Format.DOCX))

    assert all(line in exported for section in document.sections for line in section.text.splitlines())
    assert len(blocks_of(document)) > 30


@pytest.mark.parametrize(
    ("fonts", "label"), [(FontSet.STANDARD, "机关标准"), (FontSet.WINDOWS, "Windows 自带")]
)
def test_font_sets_have_labels(fonts: FontSet, label: str) -> None:
    assert fonts.label == label
