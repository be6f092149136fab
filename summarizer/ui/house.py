"""The house lexicon (本单位词表): one TOML file in the data folder, or the one an administrator names."""

from pathlib import Path
from typing import Final

from summarizer.assemble import load_settings
from summarizer.errors import ConfigurationError, StorageError
from summarizer.proofread import Lexicon, load_lexicon, parse_lexicon
from summarizer.settings import Settings
from summarizer.text.decoding import decode_bytes

_FILE: Final = "lexicon.toml"
_BEFORE: Final = "lexicon.before.toml"


def lexicon_path(settings: Settings) -> Path:
    """Where the lexicon is or would be: SUMMARIZER_LEXICON, else a file in the data folder."""
    return settings.lexicon if settings.lexicon is not None else settings.home / _FILE


def is_administrators(settings: Settings) -> bool:
    """Whether the lexicon is not the user's to change."""
    return settings.lexicon is not None or settings.is_shared


def house_lexicon() -> Lexicon | None:
    """The words of this house, None without a list.

    Raises:
        InputError: the list cannot be used; one sentence says what is wrong with it.
    """
    path = lexicon_path(load_settings())
    return load_lexicon(path) if path.exists() else None


def take_lexicon(content: bytes) -> bytes | None:
    """Keeps a list in place of the one before, which is returned (None for none).

    Raises:
        InputError: it is no such list; nothing changes.
        ConfigurationError: it is not the user's to change.
        StorageError: it cannot be written.
    """
    parse_lexicon(decode_bytes(content))
    return _replace(content)


def drop_lexicon() -> bytes | None:
    """Takes the list away and returns it; a copy stays in the data folder."""
    return _replace(None)


def put_back(content: bytes | None) -> None:
    """Undoes `take_lexicon` or `drop_lexicon`."""
    _replace(content)


def _replace(content: bytes | None) -> bytes | None:
    settings = load_settings()
    if is_administrators(settings):
        message = "词表由管理员统一配置，不能在这里更改"
        raise ConfigurationError(message, hint="请联系管理员。")
    path = lexicon_path(settings)
    try:
        before = path.read_bytes() if path.exists() else None
        settings.home.mkdir(parents=True, exist_ok=True)
        if before is not None:
            path.with_name(_BEFORE).write_bytes(before)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            fresh = path.with_suffix(".new")
            fresh.write_bytes(content)
            fresh.replace(path)
    except OSError as error:
        message = "词表没有存下来"
        raise StorageError(message) from error
    return before
