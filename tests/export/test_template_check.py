"""Templates that would harm whoever opens them are refused."""

import io
import zipfile
from collections.abc import Callable

import pytest
from template_builders import red_head, rewritten, with_lines

from summarizer.errors import InputError, SummarizerError, TooLargeError, UnreadableFileError
from summarizer.export import template_check
from summarizer.export.template import fill_template
from summarizer.export.template_check import refuse_hostile

PLAIN = with_lines("{{正文}}")
RELATION = (
    '<Relationship Id="rId99" Type="http://x/relationships/{kind}" Target="{target}"{mode}/></Relationships>'
)


def related(kind: str, target: str, *, external: bool = True) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    relation = RELATION.format(kind=kind, target=target, mode=mode).encode()
    return rewritten(
        PLAIN,
        {"word/_rels/document.xml.rels": lambda part: part.replace(b"</Relationships>", relation)},
    )


def in_body(xml: str) -> bytes:
    return rewritten(
        PLAIN,
        {"word/document.xml": lambda part: part.replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1)},
    )


def field(*pieces: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    return in_body(f"<w:p>{runs}</w:p>")


def typed(content_type: bytes) -> bytes:
    return rewritten(
        PLAIN,
        {
            "[Content_Types].xml": lambda part: part.replace(
                b"openxmlformats-officedocument.wordprocessingml.document.main+xml", content_type
            )
        },
    )


HOSTILE: tuple[tuple[str, bytes, str], ...] = (
    ("macro part", rewritten(PLAIN, {"word/vbaProject.bin": b"\xd0\xcf"}), "宏"),
    ("macro type", typed(b"ms-word.document.macroEnabled.main+xml"), "宏"),
    ("embedded object", rewritten(PLAIN, {"word/embeddings/oleObject1.bin": b"x"}), "嵌有"),
    ("control", rewritten(PLAIN, {"word/activeX/activeX1.xml": b"<x/>"}), "嵌有"),
    ("linked picture", related("image", "http://example.invalid/a.png"), "网上"),
    ("linked object", related("oleObject", "file:///c:/a.xlsx"), "网上"),
    ("web frame", related("frame", "http://example.invalid"), "网上"),
    ("chunk", related("aFChunk", "chunk.html", external=False), "网上"),
    ("sub document", related("subDocument", "other.docx"), "网上"),
    ("dde field", field("DDEAUTO c:\\\\windows\\\\cmd.exe"), "网上"),
    ("dde field in pieces", field("DD", "EAUTO cmd"), "网上"),
    ("include field", field(' INCLUDETEXT "http://example.invalid"'), "网上"),
    ("simple field", in_body('<w:p><w:fldSimple w:instr="INCLUDEPICTURE http://x"/></w:p>'), "网上"),
    (
        "entities",
        rewritten(PLAIN, {"word/document.xml": lambda part: b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + part}),
        "内部结构",
    ),
    ("template file", typed(b"openxmlformats-officedocument.wordprocessingml.template.main+xml"), ".dotx"),
    ("password", bytes.fromhex("D0CF11E0A1B11AE1") + b"\x00" * 600, "密码"),
    ("no file", b"", "完好"),
    ("text", "{{正文}}".encode(), "完好"),
    ("half a file", PLAIN[: len(PLAIN) // 2], "完好"),
    ("other zip", rewritten(PLAIN, {"word/document.xml": b"no xml"}), "完好"),
)


@pytest.mark.parametrize(("content", "word"), [one[1:] for one in HOSTILE], ids=[one[0] for one in HOSTILE])
def test_hostile_and_broken_templates_are_refused_in_one_sentence(content: bytes, word: str) -> None:
    with pytest.raises(SummarizerError) as caught:
        fill_template(content, ())

    assert isinstance(caught.value, InputError)
    assert word in caught.value.sentence


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        red_head(),
        related("hyperlink", "http://example.invalid"),
        related("attachedTemplate", "file:///c:/Normal.dotm"),
        field(" PAGE "),
        field(' HYPERLINK "http://example.invalid" '),
        in_body("<w:p><w:r><w:t>DDEAUTO LINK IMPORT</w:t></w:r></w:p>"),
    ],
)
def test_ordinary_templates_pass(content: bytes) -> None:
    refuse_hostile(content)


def bomb(size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\x00" * size)
    return stream.getvalue()


def many(count: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(count):
            archive.writestr(f"word/{number}.bin", b"")
    return stream.getvalue()


@pytest.mark.parametrize("make", [lambda: bomb(61 * 1024 * 1024), lambda: many(2001)])
def test_bombs_are_refused_before_they_are_unpacked(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = make()

    def read(*_args: object) -> bytes:
        message = "a bomb was unpacked"
        raise AssertionError(message)

    monkeypatch.setattr(zipfile.ZipFile, "read", read)
    with pytest.raises(TooLargeError, match="模板解压后过大"):
        refuse_hostile(content)


def test_large_files_are_refused_unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_check, "MAX_TEMPLATE_BYTES", 1024 * 1024)
    with pytest.raises(TooLargeError, match="模板文件超过1 MB"):
        refuse_hostile(b"PK" + b"\x00" * 1024 * 1024)


def test_a_package_that_lies_about_its_size_is_refused() -> None:
    content = bytearray(bomb(1024))
    at = content.rfind(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(UnreadableFileError):
        refuse_hostile(bytes(content))
