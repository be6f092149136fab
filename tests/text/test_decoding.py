"""Files of unknown encoding."""

import codecs

import pytest

from summarizer.errors import UnreadableFileError
from summarizer.text.decoding import decode_bytes

TEXT = "单位：××工会\n慰问困难职工32户\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        TEXT.encode("gbk"),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
    ids=["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-be", "utf-32"],
)
def test_the_encoding_is_found_by_content(content: bytes) -> None:
    assert decode_bytes(content) == TEXT


def test_gbk_text_that_is_accidentally_short_utf8_stays_gbk() -> None:
    # 联通 in GBK looks like broken UTF-8, 些些 and the like even like valid two-byte sequences.
    text = "联通\n慰问困难职工\n隆隆\n"
    assert decode_bytes(text.encode("gbk")) == text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("第一行\n".encode() + "第二行\n".encode("gbk"), "从第2行起"),
        ("abc\n第二行\n".encode("gbk") + "第三行\n".encode(), "从第3行起"),
        ("第一行\n".encode("gbk") + b"\xff\xff\n", "第2行有无法识别的字符"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", "无法识别"),
        (b"PK\x03\x04\x14\x00", "这是 Word、Excel 文件或压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版 Word"),
        (b"%PDF-1.7", "这是 PDF 文件"),
        (bytes(range(8)), "不是文本文件"),
    ],
    ids=["utf8-gbk", "gbk-utf8", "damaged-gbk", "damaged-utf16", "zip", "ole", "pdf", "binary"],
)
def test_mixed_and_damaged_files_are_refused_with_their_line(content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFileError, match=sentence):
        decode_bytes(content)


def test_a_stray_control_character_does_not_make_a_file_binary() -> None:
    assert decode_bytes(f"{TEXT * 2}\x00\x07".encode()) == f"{TEXT * 2}\x00\x07"
