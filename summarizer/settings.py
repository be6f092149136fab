"""Settings from the environment and `.env`; reading them has no side effect and no instance lives here."""

from pathlib import Path

import platformdirs
from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


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
    home: Path = Field(
        default_factory=lambda: Path(platformdirs.user_data_dir("summarizer", appauthor=False)),
        validation_alias=AliasChoices("SUMMARIZER_HOME"),
    )
    concurrency: int = Field(default=4, ge=1, le=64, validation_alias=AliasChoices("SUMMARIZER_CONCURRENCY"))
    gguf: Path | None = Field(default=None, validation_alias=AliasChoices("SUMMARIZER_GGUF"))

    def key(self, variable: str) -> SecretStr | None:
        """The key of an environment variable such as DEEPSEEK_API_KEY; None when unset, empty or unknown."""
        secret = getattr(self, variable.lower(), None) if variable.endswith("_API_KEY") else None
        return secret if isinstance(secret, SecretStr) and secret.get_secret_value().strip() else None

    @property
    def resolved_database_url(self) -> str:
        """The SQLAlchemy URL: the one configured, else a SQLite file in `home`."""
        if self.database_url:
            return self.database_url
        path = (self.home / "summarizer.db").as_posix()
        # Of the characters a folder's name may hold, these two mean something in a URL.
        return f"sqlite:///{path.replace('%', '%25').replace('?', '%3F')}"
