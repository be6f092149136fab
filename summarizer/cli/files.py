"""Reading the files a command names, and writing its result without ever harming them."""

import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from summarizer.errors import ExportError, InputError, UnreadableFileError
from summarizer.export import Format, offered_formats, read_docx_text, write_official_markdown
from summarizer.export.office import BY_HAND
from summarizer.factsheet import read_bytes
from summarizer.text.decoding import decode_bytes


def format_of(path: Path) -> Format:
    """The export format a file name asks for by its suffix.

    Raises:
        InputError: no format has this suffix.
        ExportError: a PDF is wanted, and LibreOffice is not installed.
    """
    offered = offered_formats()
    for chosen in Format:
        if path.suffix.lower() == chosen.suffix:
            if chosen not in offered:
                message = "这台电脑没有安装 LibreOffice，不能直接导出 PDF"
                raise ExportError(message, hint=BY_HAND)
            return chosen
    message = f"不能保存为“{path.name}”这种文件"
    raise InputError(message, hint=f"文件名请以 {'、'.join(one.suffix for one in offered)} 结尾。")


def read_text(path: Path) -> str:
    """The text of a .docx, .md or .txt file.

    Raises:
        UnreadableFileError: it does not exist, is damaged or is no text.
        InputError: it is empty.
    """
    content = read_bytes(path)
    text = read_docx_text(content) if path.suffix.lower() == ".docx" else decode_bytes(content)
    if not text.strip():
        raise _without_text(path)
    return text


def read_markdown(path: Path) -> str:
    """A .docx, .md or .txt file as Markdown: headings and tables of a Word document stay what they are.

    Raises:
        UnreadableFileError: it does not exist, is damaged or is no text.
        InputError: it is empty.
    """
    if path.suffix.lower() != ".docx":
        return read_text(path)
    # python-docx is slow to import and only needed here.
    from summarizer.export.docx_reading import read_docx_blocks

    text = write_official_markdown(read_docx_blocks(read_bytes(path)))
    if not text.strip():
        raise _without_text(path)
    return text


def _without_text(path: Path) -> InputError:
    return InputError(f"文件“{path.name}”里没有文字", hint="请换一个写有文字的文件。")


def check_source(path: Path) -> None:
    """Passes for a file that can be opened for reading.

    Raises:
        UnreadableFileError: it does not exist, is a folder, or may not be read.
    """
    try:
        path.open("rb").close()
    except FileNotFoundError as error:
        message = f"找不到文件“{path}”"
        raise UnreadableFileError(message, hint="请检查文件名和所在的文件夹。") from error
    except (OSError, ValueError) as error:
        if path.is_dir():
            message = f"“{path}”是文件夹，不是文件"
            raise UnreadableFileError(message, hint="请写出文件夹里那个文件的名字。") from error
        message = f"没有读取“{path}”的权限，或者它正被别的程序打开"
        raise UnreadableFileError(
            message, hint="请检查文件的权限，关闭正在使用它的程序，再试一次。"
        ) from error


def check_target(path: Path, *, inputs: Iterable[Path]) -> None:
    """Refuses a place nothing can be saved to, before minutes of drafting go into what would be.

    Raises:
        InputError: `path` is one of the inputs, which are never overwritten.
        ExportError: it is a folder, or its folder does not exist.
    """
    if any(_is_same(path, source) for source in inputs):
        message = f"“{path.name}”是输入文件，不能覆盖"
        raise InputError(message, hint="请用 -o 另取一个文件名。")
    if path.is_dir():
        message = f"“{path}”是文件夹，不能当作文件保存"
        raise ExportError(message)
    if not path.parent.is_dir():
        raise ExportError(_no_folder(path))


def save(path: Path, content: bytes, *, inputs: Iterable[Path]) -> None:
    """Writes a whole file or nothing; an existing one is replaced, one of `inputs` never.

    Raises:
        InputError: `path` is one of the inputs.
        ExportError: it cannot be written.
    """
    check_target(path, inputs=inputs)
    try:
        _replace(path, content)
    except OSError as error:
        raise ExportError(_reason(error, path)) from error


def _replace(path: Path, content: bytes) -> None:
    """Writes beside `path` first, so that a full disk leaves the old file as it was."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    written = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        # mkstemp makes files private; a summary has the permissions of any other new file.
        written.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        written.replace(path)
    except BaseException:
        written.unlink(missing_ok=True)
        raise


def _is_same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:
        return False


def _reason(error: OSError, path: Path) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"磁盘空间不足，“{path.name}”没有保存"
    if error.errno == errno.ENOENT:
        return _no_folder(path)
    return f"“{path.name}”没有保存：没有写入权限，或者它正被别的程序打开"


def _no_folder(path: Path) -> str:
    return f"文件夹“{path.parent}”不存在，“{path.name}”没有保存"
