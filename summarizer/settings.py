"""Settings from the environment and `.env`, and what the user chose on the settings page.

Reading them has no side effect and no instance lives here.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

import platformdirs
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from summarizer.errors import ConfigurationError, StorageError

_CHOICES_FILE: Final = "choices.json"
_SIGN_IN_FILE: Final = Path(".streamlit", "secrets.toml")


class Settings(BaseSettings):
    """All that can be configured. Conventional names (OPENAI_…) come first; keys are never printed."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    openai_api_key: SecretStr | None = Field(default=None, validation_alias=AliasChoices("OPENAI_API_KEY"))
    openai_base_url: str | None = Field(default=None, validation_alias=AliasChoices("OPENAI_BASE_URL"))
    deepseek_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("DEEPSEEK_API_KEY")
    )
    dashscope_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("DASHSCOPE_API_KEY")
    )
    moonshot_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("MOONSHOT_API_KEY")
    )
    zhipuai_api_key: SecretStr | None = Field(default=None, validation_alias=AliasChoices("ZHIPUAI_API_KEY"))
    ark_api_key: SecretStr | None = Field(default=None, validation_alias=AliasChoices("ARK_API_KEY"))
    siliconflow_api_key: SecretStr | None = Field(
        default=None, validation_alias=AliasChoices("SILICONFLOW_API_KEY")
    )
    model: str = Field(default="", validation_alias=AliasChoices("SUMMARIZER_MODEL"))
    engine: str = Field(default="auto", validation_alias=AliasChoices("SUMMARIZER_ENGINE"))
    embedding_model: str = Field(default="", validation_alias=AliasChoices("SUMMARIZER_EMBEDDING_MODEL"))
    database_url: str = Field(default="", validation_alias=AliasChoices("SUMMARIZER_DATABASE_URL"))
    database_pool: int = Field(
        default=10, ge=1, le=200, validation_alias=AliasChoices("SUMMARIZER_DATABASE_POOL")
    )
    trash_days: int = Field(default=30, ge=0, le=3650, validation_alias=AliasChoices("SUMMARIZER_TRASH_DAYS"))
    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("summarizer", appauthor=False)),
        validation_alias=AliasChoices("SUMMARIZER_HOME"),
    )
    concurrency: int = Field(default=4, ge=1, le=64, validation_alias=AliasChoices("SUMMARIZER_CONCURRENCY"))
    gguf: Path | None = Field(default=None, validation_alias=AliasChoices("SUMMARIZER_GGUF"))
    log: Literal["", "text", "json"] = Field(default="", validation_alias=AliasChoices("SUMMARIZER_LOG"))
    endpoints: str = Field(default="", validation_alias=AliasChoices("SUMMARIZER_ENDPOINTS"))
    lexicon: Path | None = Field(default=None, validation_alias=AliasChoices("SUMMARIZER_LEXICON"))

    def key(self, variable: str) -> SecretStr | None:
        """The key of an environment variable such as DEEPSEEK_API_KEY; None when unset, empty or unknown."""
        secret = getattr(self, variable.lower(), None) if variable.endswith("_API_KEY") else None
        return secret if isinstance(secret, SecretStr) and secret.get_secret_value().strip() else None

    @property
    def is_shared(self) -> bool:
        """Whether an organisation's database is configured, so that many people use this program.

        What one of them chooses is then not kept for all, and none reaches the server's own network.
        """
        return bool(self.database_url) and not self.database_url.startswith("sqlite")

    @property
    def resolved_database_url(self) -> str:
        """The SQLAlchemy URL: the one configured, else a SQLite file in `home`."""
        if self.database_url:
            return self.database_url
        path = (self.home / "summarizer.db").as_posix()
        # Of the characters a folder's name may hold, these two mean something in a URL.
        return f"sqlite:///{path.replace('%', '%25').replace('?', '%3F')}"


_Line = Annotated[str, Field(max_length=500)]


class Choices(BaseModel):
    """What the user chose on the settings page, on top of the environment; never a key.

    Attributes:
        engine: "" for the environment's.
        preset: id of a preset, "custom" for an address of one's own, "" for the environment's endpoint.
        base_url: "" for the preset's.
        model: "" for the preset's first.
        gguf: the model file of the local engine, "" for the environment's.
        embedding_model: as SUMMARIZER_EMBEDDING_MODEL, None for the environment's.
        fallback: whether the offline composer writes a section whose engine failed.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", str_strip_whitespace=True)

    engine: Literal["", "auto", "llm", "local", "offline"] = ""
    preset: _Line = ""
    base_url: _Line = ""
    model: _Line = ""
    gguf: _Line = ""
    embedding_model: _Line | None = None
    fallback: bool = False

    def applied_to(self, settings: Settings) -> Settings:
        """The settings with the engine, the model file and the embedding model chosen here."""
        chosen: dict[str, object] = {}
        if self.engine:
            chosen["engine"] = self.engine
        if self.gguf:
            chosen["gguf"] = Path(self.gguf)
        if self.embedding_model is not None:
            chosen["embedding_model"] = self.embedding_model
        return settings.model_copy(update=chosen)


def load_choices(home: Path) -> Choices:
    """What was chosen before; nothing where nothing was.

    Raises:
        ConfigurationError: the file in which it is kept cannot be used.
    """
    path = home / _CHOICES_FILE
    try:
        return Choices.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Choices()
    except (OSError, ValidationError) as error:
        message = f"读不了上次在“设置”里的选择（{path.name}）"
        raise ConfigurationError(message, hint="请在“设置”里重新选择一次。") from error


def save_choices(home: Path, choices: Choices) -> None:
    """Keeps what was chosen; a file is replaced as a whole or not at all.

    Raises:
        StorageError: it cannot be written.
    """
    path = home / _CHOICES_FILE
    try:
        home.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(choices.model_dump_json(indent=1), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        message = "“设置”里的选择没有存下来"
        raise StorageError(message) from error


def check_sign_in_files(folders: Sequence[Path] | None = None) -> None:
    """Passes when the files that configure the sign-in, .streamlit/secrets.toml, can be read or are absent.

    Args:
        folders: where they are looked for; the user's and the present one when not given, as Streamlit does.

    Raises:
        ConfigurationError: one is there and cannot be read. Without it everybody would be let in.
    """
    for folder in (Path.home(), Path.cwd()) if folders is None else folders:
        path = folder / _SIGN_IN_FILE
        try:
            tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            continue
        except (OSError, ValueError) as error:
            line = re.search(r"at line (\d+)", str(error))
            where = f"（第{line[1]}行附近）" if line else ""
            message = f"登录设置“{path}”读不出来{where}"
            hint = "请改正这个文件，存成 UTF-8 编码；不用登录就把它改名或删除。然后重新启动。"
            raise ConfigurationError(message, hint=hint) from error
