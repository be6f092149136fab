"""Templates as units have them: a red head, placeholders cut into runs, tables, headers."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor


def saved(word: WordDocument) -> bytes:
    stream = BytesIO()
    word.save(stream)
    return stream.getvalue()


def with_lines(*lines: str) -> bytes:
    """A template with these paragraphs."""
    return made(lambda word: [word.add_paragraph(line) for line in lines])


def made(write: Callable[[WordDocument], object]) -> bytes:
    word = docx.Document()
    write(word)
    return saved(word)


def red_head() -> bytes:
    """A template with a red head, a table above the text, a header, and every placeholder."""

    def write(word: WordDocument) -> None:
        head = word.add_paragraph()
        run = head.add_run("{{单位}}文件")
        run.font.color.rgb, run.font.size = RGBColor(0xFF, 0, 0), Pt(36)
        table = word.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "成文日期：{{ 成文日期 }}", "签发人："
        title = word.add_paragraph()
        # Word cuts what is typed into runs wherever it checked the spelling.
        for piece, bold in (("{", False), ("{标", True), ("题}", False), ("}", False)):
            title.add_run(piece).bold = bold
        word.add_paragraph("{{主送机关}}")
        body = word.add_paragraph()
        body.paragraph_format.first_line_indent = Pt(24)
        body.add_run("{{正文}}").font.size = Pt(12)
        word.add_paragraph("{{附件}}")
        word.add_paragraph("{{落款}}")
        word.add_paragraph("　　　　{{日期}}　")
        word.sections[0].header.paragraphs[0].text = "{{标题}}（内部）"

    return made(write)


def rewritten(content: bytes, changes: dict[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """The package with parts added, or changed by a function of what they were."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as before, zipfile.ZipFile(stream, "w") as after:
        for entry in before.infolist():
            change = changes.pop(entry.filename, None)
            part = before.read(entry)
            after.writestr(entry.filename, change(part) if callable(change) else change or part)
        for name, part_or_change in changes.items():
            after.writestr(name, part_or_change if isinstance(part_or_change, bytes) else part_or_change(b""))
    return stream.getvalue()


def faces(paragraph: object) -> set[str | None]:
    """The East Asian fonts a paragraph's runs name."""
    element = paragraph._p  # type: ignore[attr-defined]
    return {
        fonts.get(qn("w:eastAsia"))
        for fonts in element.findall(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:rFonts')}")
    }
