"""What a batch has already done, kept in its output folder, so that it can go on where it ended."""

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Self

from pydantic import TypeAdapter

from summarizer.errors import ExportError, UnreadableFileError

NAME: Final = "进度.json"
_VERSION: Final = 1
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One unit's finished draft.

    Attributes:
        source: the file or row its facts came from.
        unit: its name.
        job_hash: of the facts and of everything else the draft depends on.
        file: the name of the draft in the output folder.
        file_hash: sha256 of that file as it was written; another one means that somebody edited it.
        engine: who wrote it.
        facts_total, facts_written, atoms_total, atoms_supported, placeholders, errors, doubts: of its report.
        tokens_in, tokens_out: as the endpoint counted them.
    """

    source: str
    unit: str
    job_hash: str
    file: str
    file_hash: str
    engine: str
    facts_total: int = 0
    facts_written: int = 0
    atoms_total: int = 0
    atoms_supported: int = 0
    placeholders: int = 0
    errors: int = 0
    doubts: int = 0
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(slots=True, kw_only=True)
class Manifest:
    """The finished units of one output folder by name; written anew after each of them."""

    folder: Path
    done: dict[str, Done] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path) -> Self:
        """The manifest of a folder, which is made when it is not there.

        Raises:
            ExportError: the folder cannot be made.
            UnreadableFileError: its manifest is damaged.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            message = f"不能建立文件夹“{folder}”"
            raise ExportError(message) from error
        try:
            read = json.loads((folder / NAME).read_text(encoding="utf-8"))
            done = {unit: _Row.validate_python(row) for unit, row in read["done"].items()}
        except FileNotFoundError:
            return cls(folder=folder)
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            message = f"读不了上次的进度“{folder / NAME}”"
            raise UnreadableFileError(message, hint="请删去这个文件后再运行，或换一个输出文件夹。") from error
        return cls(folder=folder, done=done)

    def finished(self, unit: str, job_hash: str) -> Done | None:
        """The draft of the unit that needs not be made again: same facts, same options, file still there."""
        found = self.done.get(unit)
        if found is None or found.job_hash != job_hash or not (self.folder / found.file).is_file():
            return None
        return found

    def is_edited(self, unit: str) -> bool:
        """Whether somebody changed the unit's draft since it was written."""
        found = self.done.get(unit)
        if found is None or not (self.folder / found.file).is_file():
            return False
        return hash_of((self.folder / found.file).read_bytes()) != found.file_hash

    def file_for(self, unit: str, suffix: str) -> str:
        """The name for the unit's next draft: its own again, never one somebody wrote or edited."""
        own = self.done.get(unit)
        if own is not None and own.file.endswith(suffix) and not self.is_edited(unit):
            return own.file
        others = {one.file.casefold() for one in self.done.values()}
        return next(
            name
            for name in _names(unit, suffix)
            if name.casefold() not in others and not (self.folder / name).exists()
        )

    def record(self, done: Done) -> None:
        """Keeps one more finished unit.

        Raises:
            ExportError: it cannot be written.
        """
        self.done[done.unit] = done
        shape = {"version": _VERSION, "done": {unit: asdict(one) for unit, one in self.done.items()}}
        save_whole(self.folder / NAME, json.dumps(shape, ensure_ascii=False, indent=1).encode())


def hash_of(content: bytes) -> str:
    """Sha256 in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def save_whole(path: Path, content: bytes) -> None:
    """Writes a whole file or nothing.

    Raises:
        ExportError: it cannot be written.
    """
    written: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
        written = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
        written.chmod(0o644)
        written.replace(path)
    except OSError as error:
        if written is not None:
            written.unlink(missing_ok=True)
        message = f"“{path.name}”没有保存：磁盘已满、没有写入权限，或者它正被别的程序打开"
        raise ExportError(message) from error


def safe_name(unit: str) -> str:
    """`unit` as a file name that every system takes, without a suffix."""
    name = _FORBIDDEN.sub("_", unit).strip(" .")[:_LONGEST_NAME].rstrip(" .") or "未命名"
    return f"_{name}" if _RESERVED.fullmatch(name) else name


def _names(unit: str, suffix: str) -> Iterator[str]:
    stem = safe_name(unit)
    yield f"{stem}{suffix}"
    number = 2
    while True:
        yield f"{stem}（{number}）{suffix}"
        number += 1


# Fields that a newer version added harm nothing; a value of the wrong type is a ValueError.
_Row: Final = TypeAdapter(Done)
