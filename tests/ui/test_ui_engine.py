"""The engine of a session outside any page: one local model for all, keys from Streamlit's secrets."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.runtime.secrets import Secrets

from summarizer.assemble import load_settings
from summarizer.drafting.local import process
from summarizer.errors import ConfigurationError, InputError
from summarizer.settings import Settings
from summarizer.ui import engine, house


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of its own, and no model left over from another test."""
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "数据"))
    monkeypatch.delenv("SUMMARIZER_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(process, "find_spec", lambda _: object())
    engine._shelf.clear()
    yield tmp_path / "数据"
    engine._shelf.clear()


def with_model(name: str, tmp_path: Path) -> Settings:
    return load_settings().model_copy(update={"gguf": tmp_path / name})


def test_all_sessions_share_the_model_of_this_computer(tmp_path: Path) -> None:
    first = engine.local_model(with_model("a.gguf", tmp_path))
    assert first is not None
    assert engine.local_model(with_model("a.gguf", tmp_path)) is first
    other = engine.local_model(with_model("b.gguf", tmp_path))
    assert other is not None
    assert other is not first
    assert engine.local_model(load_settings()) is None


def test_without_a_session_the_engines_of_the_server_write() -> None:
    assert engine.session_drafters() is None


def test_a_model_is_meant_by_its_name_or_by_its_path(home: Path, tmp_path: Path) -> None:
    settings = load_settings()
    (home / "models").mkdir(parents=True)
    (home / "models" / "a.gguf").write_bytes(b"GGUF")
    assert engine.model_path("a.gguf", settings) == home / "models" / "a.gguf"
    assert engine.model_path(str(tmp_path / "b.gguf"), settings) == tmp_path / "b.gguf"
    assert engine.model_path("~/c.gguf", settings) == Path.home() / "c.gguf"


def test_keys_in_streamlits_secrets_are_settings_like_any_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", "")
    monkeypatch.delenv("DEEPSEEK_API_KEY")
    path = tmp_path / "secrets.toml"
    path.write_text('DEEPSEEK_API_KEY = "from-secrets"\n', encoding="utf-8")
    before = config.get_option("secrets.files")
    config.set_option("secrets.files", [str(path)])
    try:
        # What the server does when it starts.
        assert Secrets().load_if_toml_exists()
        key = load_settings().key("DEEPSEEK_API_KEY")
        assert key is not None
        assert key.get_secret_value() == "from-secrets"
    finally:
        config.set_option("secrets.files", before)


def test_a_house_lexicon_is_kept_replaced_and_put_back(home: Path) -> None:
    assert house.house_lexicon() is None
    assert house.take_lexicon('allow = ["老台帐"]'.encode()) is None
    before = house.take_lexicon('allow = ["老台帐", "新台帐"]'.encode("gb18030"))
    known = house.house_lexicon()
    assert known is not None
    assert known.allow == ("老台帐", "新台帐")
    house.put_back(before)
    again = house.house_lexicon()
    assert again is not None
    assert again.allow == ("老台帐",)
    house.drop_lexicon()
    assert house.house_lexicon() is None
    assert (home / "lexicon.before.toml").exists()


def test_a_list_that_is_none_replaces_nothing() -> None:
    house.take_lexicon('allow = ["老台帐"]'.encode())
    with pytest.raises(InputError):
        house.take_lexicon(b"[[entry]]\nword = 1\n")
    known = house.house_lexicon()
    assert known is not None
    assert known.allow == ("老台帐",)


@pytest.mark.parametrize(
    "variables",
    [
        {"SUMMARIZER_LEXICON": "words.toml"},
        {"SUMMARIZER_DATABASE_URL": "postgresql+psycopg://db/summaries"},
    ],
)
def test_an_administrators_list_is_not_the_users_to_change(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match="由管理员统一配置"):
        house.take_lexicon(b"allow = []")
