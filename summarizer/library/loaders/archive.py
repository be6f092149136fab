"""Files inside zip archives and folders, within limits of number, size, ratio and depth."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from summarizer.errors import InputError, TooLargeError, UnreadableFileError
from summarizer.library.limits import Limits
from summarizer.library.loaders.sniff import SUFFIXES, sniff
from summarizer.library.loaders.values import FileFormat
from summarizer.text.packages import ARCHIVE_DAMAGE, holds_too_many_members

_UTF8_FLAG: Final = 0x800
_ENCRYPTED_FLAG: Final = 0x1
_READ_BYTES: Final = 1 << 16
# Below this size a high ratio is harmless: a page of blanks packs better than any bomb.
_SMALL_BYTES: Final = 1 << 20
_JUNK: Final = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


class Entry(NamedTuple):
    """One file found: its name for messages, and its bytes or the reason it cannot be had."""

    name: str
    content: bytes = b""
    refusal: InputError | None = None


@dataclass(slots=True)
class _Budget:
    """What is left of the limits while one archive is read."""

    entries: int
    unpacked_bytes: int


def walk_zip(content: bytes, name: str, limits: Limits) -> Iterator[Entry]:
    """Every document of an archive and of the archives in it, in stored order.

    A file that cannot be read comes as a refusal; the walk ends where the limits of the whole are hit.
    """
    yield from _walk(content, name, limits, _Budget(limits.zip_entries, limits.unpacked_bytes), 1)


def walk_folder(folder: Path, limits: Limits) -> Iterator[Entry]:
    """Every file of a folder and its subfolders with a document's suffix, sorted by path.

    Links are not followed. A file that cannot be read comes as a refusal.
    """
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    for number, path in enumerate(path for path in paths if path.is_file() and not path.is_symlink()):
        name = path.relative_to(folder).as_posix()
        if number >= limits.zip_entries:
            message = f"文件夹里的文件超过{limits.zip_entries}个，其余没有读取"
            yield Entry(name, refusal=TooLargeError(message))
            return
        if path.name.startswith(("~$", "._")):
            continue
        yield _from_disk(path, name, limits)


def _from_disk(path: Path, name: str, limits: Limits) -> Entry:
    try:
        if path.stat().st_size > limits.file_bytes:
            return Entry(name, refusal=too_large(name, limits))
        return Entry(name, path.read_bytes())
    except OSError as error:
        message = f"文件“{name}”无法打开：{error.strerror or '没有读取权限'}"
        return Entry(name, refusal=UnreadableFileError(message, hint="请关闭正在使用它的程序，再试一次。"))


def too_large(name: str, limits: Limits) -> TooLargeError:
    """The refusal of a file above the size limit."""
    return TooLargeError(f"文件“{name}”超过 {limits.file_bytes // 1024 // 1024} MB，无法导入")


def _walk(content: bytes, name: str, limits: Limits, budget: _Budget, depth: int) -> Iterator[Entry]:
    if holds_too_many_members(content):
        message = f"压缩包“{name}”里的文件超过{limits.zip_entries}个，没有读取"
        yield Entry(name, refusal=TooLargeError(message, hint="请解压后分批上传里面的文件。"))
        return
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except ARCHIVE_DAMAGE:
        message = f"压缩包“{name}”不完整或已损坏"
        refusal = UnreadableFileError(message, hint="请重新下载或压缩一次，再上传。")
        yield Entry(name, refusal=refusal)
        return
    with archive:
        for member in archive.infolist():
            inner = _display_name(member)
            # `is_dir` of zipfile fails where a name is empty.
            if member.filename.endswith("/") or _is_junk(inner):
                continue
            budget.entries -= 1
            if budget.entries < 0:
                message = f"压缩包“{name}”里的文件超过{limits.zip_entries}个，其余没有读取"
                yield Entry(name, refusal=TooLargeError(message))
                return
            yield from _member(archive, member, f"{name}/{inner}", limits, budget, depth)


def _member(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, limits: Limits, budget: _Budget, depth: int
) -> Iterator[Entry]:
    try:
        content = _unpack(archive, member, name, limits, budget)
        kind = sniff(content, name)
    except InputError as refusal:
        yield Entry(name, refusal=refusal)
        return
    if kind is not FileFormat.ZIP:
        yield Entry(name, content)
    elif depth >= limits.zip_depth:
        message = f"压缩包“{name}”套得太深，没有读取"
        yield Entry(name, refusal=TooLargeError(message, hint="请解压后直接上传里面的文件。"))
    else:
        yield from _walk(content, name, limits, budget, depth + 1)


def _unpack(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str, limits: Limits, budget: _Budget
) -> bytes:
    """The bytes of one member; sizes are counted while unpacking, for headers lie."""
    if member.flag_bits & _ENCRYPTED_FLAG:
        message = f"压缩包里的“{name}”设有密码，无法读取"
        raise UnreadableFileError(message, hint="请解压后直接上传里面的文件。")
    ceiling = min(limits.file_bytes, budget.unpacked_bytes)
    ratio_bytes = max(_SMALL_BYTES, member.compress_size * limits.zip_ratio)
    pieces: list[bytes] = []
    size = 0
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_READ_BYTES):
                size += len(piece)
                if size > ceiling or size > ratio_bytes:
                    message = f"压缩包里的“{name}”解压后过大，没有读取"
                    raise TooLargeError(message)
                pieces.append(piece)
    except ARCHIVE_DAMAGE as error:
        message = f"压缩包里的“{name}”已损坏"
        raise UnreadableFileError(message, hint="请重新下载或压缩一次，再上传。") from error
    finally:
        budget.unpacked_bytes -= size
    return b"".join(pieces)


def _display_name(member: zipfile.ZipInfo) -> str:
    """The member's name with GBK names read as such, and without any step out of the archive."""
    name = member.filename
    if not member.flag_bits & _UTF8_FLAG:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = member.filename
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in {"/", "..", "."}]
    return "/".join(part.replace(":", "_") for part in parts) or "未命名"


def _is_junk(name: str) -> bool:
    last = name.rsplit("/", 1)[-1]
    return any(part in _JUNK for part in name.split("/")) or last.startswith(("~$", "._"))
