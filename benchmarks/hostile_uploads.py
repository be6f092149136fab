"""Files made to harm whoever opens them: bombs, endless rows, entities, names out of the folder, macros."""

import io
import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from benchmarks.upload_seeds import changed, packed, rich_text, unpacked, word_file, workbook

_BODY: Final = "word/document.xml"
_SHEET: Final = "xl/worksheets/sheet1.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_LINE: Final = "2024年1月慰问困难职工32户，发放慰问金4.8万元。"


def _in_body(xml: bytes, times: int = 1) -> bytes:
    return changed(word_file(), _BODY, lambda part: part.replace(b"<w:sectPr", xml * times + b"<w:sectPr", 1))


def _edited(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    return changed(content, name, lambda part: part.replace(old, new, 1))


def _entities(name: str, content: bytes, target: str) -> bytes:
    """A part that declares entities: some that grow, one of a file, one of the network."""
    powers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    outside = '<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY h SYSTEM "http://127.0.0.1:9/secret">'
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "工会">{powers}{outside}]>'.encode()

    def spoil(part: bytes) -> bytes:
        head, end, rest = part.partition(b"?>")
        return head + end + doctype + rest.replace(target.encode(), b"&e9;&f;&h;", 1)

    return changed(content, name, spoil)


def _external(kind: str, target: str) -> bytes:
    relation = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )
    return _edited(word_file(), "word/_rels/document.xml.rels", b"</Relationships>", relation.encode())


def _nested_zip(depth: int, innermost: bytes) -> bytes:
    content = innermost
    for _ in range(depth):
        content = packed({"内.zip": content})
    return content


def _many_members(count: int) -> bytes:
    """An archive whose directory lists `count` files that share one place, as compact as can be."""
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 1, 0) + b"a"
    entry = struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0)
    directory = (entry + b"a") * count
    shown = min(count, 0xFFFF)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, shown, shown, len(directory), len(local), 0)
    return local + directory + end


def _lying_size(members: Mapping[str, bytes], name: str) -> bytes:
    """An archive whose headers say that a large member is ten bytes long."""
    content = bytearray(packed(members))
    size = struct.pack("<I", len(members[name]))
    return bytes(content.replace(size, struct.pack("<I", 10)))


def _pdf(objects: Iterable[bytes]) -> bytes:
    """A PDF of these objects, the first of them its catalogue."""
    stream, places = io.BytesIO(b"%PDF-1.7\n"), []
    stream.seek(0, io.SEEK_END)
    for number, one in enumerate(objects, start=1):
        places.append(stream.tell())
        stream.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    table = stream.tell()
    stream.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
    stream.writelines(b"%010d 00000 n \n" % place for place in places)
    stream.write(b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table))
    return stream.getvalue()


def _packed_stream(content: bytes, entries: bytes = b"") -> bytes:
    squeezed = zlib.compress(content, 9)
    return b"<</Filter /FlateDecode /Length %d %s>>\nstream\n%s\nendstream" % (
        len(squeezed),
        entries,
        squeezed,
    )


def _pdf_page(content: bytes, resources: bytes = b"", further: Iterable[bytes] = ()) -> bytes:
    font = b"/Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>"
    return _pdf(
        (
            b"<</Type /Catalog /Pages 2 0 R>>",
            b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 500 800] /Contents 4 0 R /Resources <<%s %s>>>>"
            % (font, resources),
            content,
            *further,
        )
    )


def _pdf_forms(depth: int) -> bytes:
    """Forms that each show the next ten times: a billion words on one page."""
    forms = []
    for level in range(depth):
        inner = b"/XObject <</X %d 0 R>>" % (6 + level) if level + 1 < depth else b""
        shown = b"/X Do " * 10 if inner else b"BT /F1 12 Tf (union) Tj ET"
        forms.append(
            _packed_stream(shown, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <<%s>>" % inner)
        )
    return _pdf_page(_packed_stream(b"/X Do " * 10), b"/XObject <</X 5 0 R>>", forms)


def _pdf_loop() -> bytes:
    """A tree of pages that holds itself, and a form that shows itself."""
    form = _packed_stream(
        b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</X 5 0 R>>>>"
    )
    page = _pdf_page(_packed_stream(b"/X Do"), b"/XObject <</X 5 0 R>>", [form])
    return page.replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")


def _line_of(piece: str, chars: int = 900_000) -> bytes:
    return (_LINE + "\n" + piece * (chars // len(piece)) + "\n" + _LINE).encode()


def _multiparts(depth: int) -> bytes:
    heads = (b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth))
    return b"MIME-Version: 1.0\n" + b"".join(heads) + b"Content-Type: text/html\n\n<p>x"


_TRAVERSAL: Final = (
    "../../evil.txt",
    "/etc/evil.txt",
    "..\\..\\evil.txt",
    "C:\\evil.txt",
    "a/../../evil.txt",
)
_DEEP: Final = 100_000

HOSTILE: Final[Mapping[str, tuple[str, Callable[[], bytes]]]] = {
    "text of line feeds": ("a.txt", lambda: b"a\n" * 25_000_000),
    "text of a million chars": ("a.txt", lambda: "\n".join([_LINE] * 36_000).encode()),
    "one endless line": ("a.txt", partial(_line_of, "工")),
    **{
        f"line of {piece!r}": ("a.txt", partial(_line_of, piece))
        for piece in (
            "（",
            "一、",
            " ",
            "1",
            "“",
            "_",
            "X",
            "http://a.b/",
            "\t",
            "。",
            "2024年",
            "《",
            "&lt;",
            "#",
            "-",
        )
    },
    "lines of headings": ("a.md", lambda: "\n".join(f"# {n}、标题" for n in range(60_000)).encode()),
    "sheet of sections": (
        "a.md",
        lambda: b"---\nunit: a\nkind: school\nperiod: 2024\n---\n" + b"## a\n- b\n" * 90_000,
    ),
    "yaml aliases": (
        "a.md",
        lambda: (
            b"---\na: &a [x,x,x,x,x,x,x,x,x]\n"
            + b"".join(
                b"%c: &%c [*%c,*%c,*%c,*%c,*%c,*%c,*%c,*%c]\n" % (n + 1, n + 1, *[n] * 8)
                for n in range(97, 107)
            )
            + b"---\n## a\n- b\n"
        ),
    ),
    "yaml of an object": (
        "a.md",
        lambda: b"---\nunit: !!python/object/apply:os.system [id]\n---\n## a\n- b\n",
    ),
    "page of elements": ("a.html", lambda: b"<html><body>" + b"<b>x" * 5_000_000),
    "page of paragraphs": ("a.html", lambda: b"<html><body>" + b"<p>x</p>" * 5_000_000),
    "page nested deep": ("a.html", lambda: b"<div>" * 1_000_000 + b"x"),
    "page of attributes": (
        "a.html",
        lambda: b"<body><p " + b" ".join(b"a%d=1" % n for n in range(1_000_000)) + b">x",
    ),
    "page of comments": ("a.html", lambda: b"<html><body>" + b"<!-" * 10_000_000),
    "page of entities": ("a.html", lambda: b"<html><body>" + b"&lt;" * 12_000_000),
    "page of cells": ("a.html", lambda: b"<html><body><table>" + b"<td>x" * 2_000_000),
    "page with an outside frame": (
        "a.html",
        lambda: (
            b"<html><body><p>x</p><iframe src=http://127.0.0.1:9/></iframe><img src=http://127.0.0.1:9/a>"
        ),
    ),
    "single file nested deep": ("a.mht", partial(_multiparts, 3000)),
    "single file of headers": ("a.mht", lambda: b"MIME-Version: 1.0\n" + b"A: b\n" * 5_000_000 + b"\n<p>x"),
    "rich text nested deep": ("a.rtf", lambda: b"{\\rtf1 " + b"{" * 5_000_000),
    "rich text of words": ("a.rtf", lambda: b"{\\rtf1 " + b"\\'b9\\'a4\\par " * 3_000_000 + b"}"),
    "rich text with a picture": ("a.rtf", lambda: b"{\\rtf1 {\\pict " + b"00ff" * 10_000_000 + b"}abc}"),
    "rich text with an object": ("a.rtf", lambda: rich_text()[:-1] + b"{\\object\\objdata 0105}}"),
    "word with endless cells": (
        "a.docx",
        partial(_edited, word_file(), _BODY, b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="90000000"/>'),
    ),
    "word with columns of columns": (
        "a.docx",
        lambda: _in_body(
            b"<w:tbl>"
            + b'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="60000"/></w:tcPr><w:p/></w:tc></w:tr>' * 200
            + b"</w:tbl>"
        ),
    ),
    "word with rows that go on": (
        "a.docx",
        lambda: _in_body(
            b"<w:tbl>" + b"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>" * 5000 + b"</w:tbl>"
        ),
    ),
    "word with grids before": (
        "a.docx",
        lambda: _in_body(
            b'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="90000000"/></w:trPr>'
            b"<w:tc><w:p/></w:tc></w:tr></w:tbl>"
        ),
    ),
    "word of paragraphs": ("a.docx", lambda: _in_body(b"<w:p/>", 15_000_000)),
    "word of attributes": (
        "a.docx",
        lambda: _in_body(b"<w:p " + b" ".join(b'a%d=""' % n for n in range(2_000_000)) + b"/>"),
    ),
    "word of long text": (
        "a.docx",
        lambda: _in_body(b"<w:p><w:r><w:t>" + b"a" * 150_000_000 + b"</w:t></w:r></w:p>"),
    ),
    "word nested deep": ("a.docx", lambda: _in_body(b"<w:sdt>" * 250 + b"<w:p/>" + b"</w:sdt>" * 250)),
    "word nested deeper": ("a.docx", lambda: _in_body(b"<w:sdt>" * _DEEP + b"</w:sdt>" * _DEEP)),
    "word of nested tables": (
        "a.docx",
        lambda: _in_body(b"<w:tbl><w:tr><w:tc>" * 60 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 60),
    ),
    "word of wide nested tables": (
        "a.docx",
        lambda: _in_body(
            b"<w:tbl>"
            + (
                b"<w:tr>"
                + b"<w:tc><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/></w:tc>" * 60
                + b"</w:tr>"
            )
            * 200
            + b"</w:tbl>"
        ),
    ),
    "word of styles in a ring": (
        "a.docx",
        lambda: changed(
            word_file(),
            "word/styles.xml",
            lambda part: part.replace(b'<w:basedOn w:val="Normal"/>', b'<w:basedOn w:val="Heading1"/>'),
        ),
    ),
    "word with a large level": (
        "a.docx",
        lambda: changed(
            word_file(),
            "word/numbering.xml",
            lambda part: part.replace(b'w:ilvl="0"', b'w:ilvl="99999999999"'),
        ),
    ),
    "word with entities": ("a.docx", lambda: _entities(_BODY, word_file(), "一、")),
    "word with entities in relations": (
        "a.docx",
        lambda: _entities("word/_rels/document.xml.rels", word_file(), "rId1"),
    ),
    "word with entities in types": (
        "a.docx",
        lambda: _entities("[Content_Types].xml", word_file(), "Override"),
    ),
    "word with an outside picture": ("a.docx", lambda: _external("image", "http://127.0.0.1:9/a.png")),
    "word with an outside template": (
        "a.docx",
        lambda: _external("attachedTemplate", "http://127.0.0.1:9/a.dotm"),
    ),
    "word with a file of the server": ("a.docx", lambda: _external("oleObject", "file:///etc/passwd")),
    "word with macros": (
        "a.docx",
        lambda: packed(unpacked(word_file()) | {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    ),
    "word of members": ("a.docx", lambda: packed({f"word/document{n}.xml": b"" for n in range(60_000)})),
    "word of zeros": (
        "a.docx",
        lambda: packed(unpacked(word_file()) | {"word/media/a.bin": b"\0" * 190_000_000}),
    ),
    "word that lies about a size": (
        "a.docx",
        lambda: _lying_size(
            unpacked(word_file()) | {"word/media/a.bin": b"\0" * 123_456_789}, "word/media/a.bin"
        ),
    ),
    "workbook of a far row": (
        "a.xlsx",
        lambda: _edited(workbook(), _SHEET, b'<row r="1"', b'<row r="900000000"'),
    ),
    "workbook of the last row": (
        "a.xlsx",
        lambda: _edited(workbook(), _SHEET, b'<row r="1"', b'<row r="1048576"'),
    ),
    "workbook of a far column": ("a.xlsx", lambda: _edited(workbook(), _SHEET, b'r="A1"', b'r="ZZZ1"')),
    "workbook of strings": (
        "a.xlsx",
        lambda: _edited(workbook(), _STRINGS, b"</sst>", b"<si><t>a</t></si>" * 10_000_000 + b"</sst>"),
    ),
    "workbook of empty rows": (
        "a.xlsx",
        lambda: _edited(workbook(), _SHEET, b"</sheetData>", b"<row/>" * 20_000_000 + b"</sheetData>"),
    ),
    "workbook of styles": (
        "a.xlsx",
        lambda: _edited(workbook(), "xl/styles.xml", b"</cellXfs>", b"<xf/>" * 5_000_000 + b"</cellXfs>"),
    ),
    "workbook of a far date": (
        "a.xlsx",
        lambda: _edited(workbook(), _SHEET, b"<v>45296</v>", b"<v>1e308</v>"),
    ),
    "workbook with entities": ("a.xlsx", lambda: _entities(_STRINGS, workbook(), "事项")),
    "workbook with entities in a sheet": ("a.xlsx", lambda: _entities(_SHEET, workbook(), "32")),
    "pdf of operators": ("a.pdf", lambda: _pdf_page(_packed_stream(b"BT /F1 12 Tf (a) Tj ET " * 3_000_000))),
    "pdf of one long string": (
        "a.pdf",
        lambda: _pdf_page(_packed_stream(b"BT /F1 12 Tf (" + b"a" * 60_000_000 + b") Tj ET")),
    ),
    "pdf of a huge stream": ("a.pdf", lambda: _pdf_page(_packed_stream(b" " * 400_000_000))),
    "pdf of forms in forms": ("a.pdf", partial(_pdf_forms, 9)),
    "pdf in a ring": ("a.pdf", _pdf_loop),
    "pdf of dictionaries": ("a.pdf", lambda: _pdf_page(b"<<" * 200_000)),
    "pdf of brackets": ("a.pdf", lambda: _pdf_page(_packed_stream(b"[" * 3_000_000))),
    "pdf of pages": (
        "a.pdf",
        lambda: _pdf(
            (
                b"<</Type /Catalog /Pages 2 0 R>>",
                b"<</Type /Pages /Count 99999999 /Kids [" + b"3 0 R " * 400_000 + b"]>>",
                b"<</Type /Page /Parent 2 0 R>>",
            )
        ),
    ),
    "archive of zeros": (
        "a.zip",
        lambda: packed({"a.txt": b"\0" * 190_000_000, "b.txt": b"0" * 190_000_000}),
    ),
    "archive in archives": ("a.zip", partial(_nested_zip, 40, b"x")),
    "archive of archives of zeros": (
        "a.zip",
        lambda: packed({f"{n}.zip": packed({"a.txt": b"a\n" * 20_000_000}) for n in range(12)}),
    ),
    "archive of members": ("a.zip", partial(_many_members, 1_000_000)),
    "archive of names out of it": (
        "a.zip",
        lambda: packed({name: (_LINE * 20).encode() for name in _TRAVERSAL}),
    ),
    "old word of noise": ("a.doc", lambda: bytes.fromhex("D0CF11E0A1B11AE1") + b"\xff\xfe" * 200_000),
}
