"""Small valid files of every kind people upload, made anew on every run and always the same."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

_FILES: Final = Path(__file__).resolve().parents[1] / "tests" / "fixtures" / "files"
_TITLE: Final = "云溪市第三小学工会2024年工作总结"
_LINES: Final = (
    "一、强化思想引领，凝聚职工力量",
    "2024年，学校工会组织学习党的二十届三中全会精神4次，参加教职工126人次。",
    "二、做实关心关爱，传递组织温暖",
    "1月走访慰问困难职工32户，发放慰问金4.8万元；8月开展“送清凉”活动3次，惠及560人次。",
    "三、存在的问题",
    "小型文体活动的覆盖面还不够宽，兴趣小组的作用发挥得不够充分。",
)
_SHEET: Final = """---
unit: 云溪市第三小学工会
kind: school
period: 2024年度
---
## 强化思想引领 {topic=ideology length=350}
- 组织学习党的二十届三中全会精神4次
- 开展师德师风教育3次（去年：2次）
- ~~暂不写的事实~~
"""
_PAGE: Final = (
    '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title><style>p{{color:red}}</style>'
    "<script>var a = 1;</script></head><body><nav>首页</nav><h1>{title}</h1>{body}"
    '<table><tr><td>慰问</td><td>32户</td></tr></table><p style="display:none">看不见</p></body></html>'
)
_SINGLE: Final = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=part\r\n\r\n--part\r\n"
    "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n--part--\r\n"
)
_EPOCH: Final = (2024, 1, 1, 0, 0, 0)


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of these files, without the time it was made."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, content)
    return stream.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """The members of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive with one member changed, or added by a change of nothing."""
    members = unpacked(content)
    return packed(members | {name: change(members.get(name, b""))})


def word_file(*, placeholders: bool = False) -> bytes:
    """A Word document with headings, a list, a table and a header; a template with `placeholders`."""
    import docx

    word = docx.Document()
    word.core_properties.created = word.core_properties.modified = datetime(2024, 1, 1)
    title, *lines = ("{{标题}}", "{{正文}}", "{{落款}}", "{{日期}}") if placeholders else (_TITLE, *_LINES)
    word.add_heading(title, 0)
    for line in lines:
        word.add_heading(line, 1) if line[1] == "、" else word.add_paragraph(line)
    if not placeholders:
        word.add_paragraph("工会干部队伍自身建设得到加强。", style="List Number")
        table = word.add_table(rows=2, cols=3)
        for row, words in zip(table.rows, (("项目", "次数", "人次"), ("送清凉", "3", "560")), strict=True):
            for cell, word_text in zip(row.cells, words, strict=True):
                cell.text = word_text
    word.sections[0].header.paragraphs[0].text = "{{单位}}文件" if placeholders else "内部资料"
    stream = io.BytesIO()
    word.save(stream)
    return packed(unpacked(stream.getvalue()))


def workbook() -> bytes:
    """A workbook with text, figures, a date, a formula, and a hidden sheet."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("事项", "数量", "日期"),
        ("慰问困难职工", 32, datetime(2024, 1, 5)),
        ("合计", "=B2*2", None),
    ):
        sheet.append(row)
    sheet["B2"].number_format = '0"户"'
    book.create_sheet("隐藏").sheet_state = "hidden"
    book.properties.created = book.properties.modified = datetime(2024, 1, 1)
    stream = io.BytesIO()
    book.save(stream)
    return packed(unpacked(stream.getvalue()))


def rich_text() -> bytes:
    """An RTF file as Word writes them: a code page, escaped bytes, Unicode escapes, a table row."""
    escaped = "\\par ".join(
        "".join(f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in line.encode("gb18030"))
        for line in (_TITLE, *_LINES)
    )
    fonts, colours = r"{\fonttbl{\f0\fnil\fcharset134 SimSun;}}", r"{\colortbl;\red255\green0\blue0;}"
    head = rf"{{\rtf1\ansi\ansicpg936\deff0{fonts}{colours}"
    row = r"\trowd\cellx1000\cellx2000 a\cell b\cell\row \u24037?\u20250?"
    return f"{head}\\f0\\fs24 {escaped}\\par {row}}}".encode("ascii")


def page() -> bytes:
    """A web page with what is not to be read: scripts, menus, hidden words."""
    body = "".join(f"<p>{line}</p>" for line in _LINES)
    return _PAGE.format(title=_TITLE, body=body).encode()


def seeds() -> Mapping[str, bytes]:
    """All files by the name they are uploaded under."""
    text = "\n".join((_TITLE, *_LINES))
    word = word_file()
    inner = packed({"旧稿.txt": text.encode("gb18030"), "网页.html": page()})
    return {
        "总结.docx": word,
        "模板.docx": word_file(placeholders=True),
        "事实.xlsx": workbook(),
        "范文.zip": packed({"甲/总结.docx": word, "乙.zip": inner, "丙.md": f"# {_TITLE}\n{text}".encode()}),
        "总结.pdf": (_FILES / "summary.pdf").read_bytes(),
        "总结.doc": (_FILES / "summary.doc").read_bytes(),
        "总结.rtf": rich_text(),
        "总结.html": page(),
        "总结.mht": _SINGLE.format(page=page().decode()).encode(),
        "总结.txt": text.encode("gb18030"),
        "事实单.md": _SHEET.encode(),
    }
