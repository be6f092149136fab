import io
import zipfile
from pathlib import Path

import pytest

from summarizer.errors import UnreadableFileError
from summarizer.library.limits import Limits
from summarizer.library.loaders import find_files

TEXT = "工会工作总结".encode()


def pack(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def found(path: Path, limits: Limits | None = None) -> list[tuple[str, str]]:
    entries = find_files(path, limits or Limits())
    return [
        (entry.name, str(entry.refusal) if entry.refusal else entry.content.decode("latin-1"))
        for entry in entries
    ]


def names(path: Path, limits: Limits | None = None) -> list[str]:
    return [name for name, _ in found(path, limits)]


def test_a_folder_gives_its_documents_sorted_and_no_other_files(tmp_path: Path) -> None:
    (tmp_path / "乙").mkdir()
    for name in ("b.txt", "a.md", "乙/c.html", "x.exe", "~$a.docx"):
        (tmp_path / name).write_bytes(TEXT)
    assert names(tmp_path) == ["a.md", "b.txt", "乙/c.html"]


def test_links_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_bytes(TEXT)
    folder = tmp_path / "folder"
    folder.mkdir()
    try:
        (folder / "link.txt").symlink_to(tmp_path / "outside.txt")
    except OSError:
        pytest.skip("links need a privilege here")
    assert names(folder) == []


def test_an_archive_in_an_archive_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    path.write_bytes(pack({"内层.zip": pack({"总结.txt": TEXT}), "a.txt": TEXT, "__MACOSX/a.txt": b"x"}))
    assert names(path) == ["all.zip/内层.zip/总结.txt", "all.zip/a.txt"]


def test_gbk_names_are_read_and_steps_out_of_the_archive_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    content = pack({"../../evil.txt": TEXT, "placeholder": TEXT})
    path.write_bytes(content.replace(b"placeholder", "总结一二".encode("gbk") + b"abc"))
    assert names(path) == ["a.zip/evil.txt", "a.zip/总结一二abc"]


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(zip_depth=1), "套得太深"),
        (Limits(zip_entries=1), "超过1个"),
        (Limits(zip_ratio=10, file_bytes=1 << 30), "解压后过大"),
        (Limits(unpacked_bytes=1 << 20), "解压后过大"),
    ],
)
def test_archives_beyond_a_limit_are_refused_where_it_is_hit(
    tmp_path: Path, limits: Limits, words: str
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(pack({"内层.zip": pack({"a.txt": TEXT}), "bomb.txt": b"0" * (3 << 20)}))
    assert any(words in text for _, text in found(path, limits))


def test_an_encrypted_member_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    content = bytearray(pack({"a.txt": TEXT, "b.txt": TEXT}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.find(signature) + offset] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    (first, refusal), (second, text) = found(path)
    assert (first, second) == ("a.zip/a.txt", "a.zip/b.txt")
    assert "密码" in refusal
    assert text.encode("latin-1") == TEXT


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(pack({"a.txt": TEXT})[:-10])
    assert "不完整" in found(path)[0][1]


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="找不到"):
        list(find_files(tmp_path / "nothing.txt"))


def test_a_file_above_the_limit_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT)
    assert "超过" in found(path, Limits(file_bytes=5))[0][1]
