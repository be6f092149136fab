"""The models offered for download, and the GGUF files a folder holds."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from summarizer.errors import ModelFileError

MODELS_FOLDER: Final = "models"
"""The folder of downloaded models inside SUMMARIZER_HOME."""

_MAGIC: Final = b"GGUF"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedModel:
    """A model file that can be downloaded.

    Attributes:
        size: bytes of the whole file.
        sha256: of the whole file, in hex.
        memory_gb: what the computer should have in all.
        note: one Chinese sentence on whom it suits.
    """

    id: str
    label: str
    file: str
    url: str
    size: int
    sha256: str
    memory_gb: int
    licence: str
    note: str

    @property
    def size_text(self) -> str:
        """The size as people say it: "2.5 GB"."""
        return f"{self.size / 1e9:.1f} GB"


@cache
def offered_models() -> tuple[OfferedModel, ...]:
    """All models offered, the recommended one first."""
    text = files("summarizer.drafting.local").joinpath("catalogue.toml").read_text(encoding="utf-8")
    return tuple(OfferedModel(**row) for row in tomllib.loads(text)["model"])


def models_in(folder: Path) -> tuple[Path, ...]:
    """The GGUF files of a folder, sorted by name; none when the folder cannot be read."""
    try:
        found = [path for path in folder.iterdir() if path.suffix.lower() == ".gguf" and path.is_file()]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda path: path.name.lower()))


def check_model_file(path: Path) -> None:
    """Returns when `path` begins like a GGUF file; whether it is whole shows when it is loaded.

    Raises:
        ModelFileError: it is missing, unreadable, or something else.
    """
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except FileNotFoundError as error:
        message = f"找不到模型文件“{path.name}”"
        raise ModelFileError(message, hint="请到“设置”里重新选择或下载模型。") from error
    except OSError as error:
        message = f"读不了模型文件“{path.name}”"
        raise ModelFileError(message, hint="请检查这个文件的读取权限，并确认它不是文件夹。") from error
    if magic != _MAGIC:
        message = f"“{path.name}”不是 GGUF 模型文件"
        raise ModelFileError(message)
