"""What the settings page means, and that no key goes where it was not meant to go."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from summarizer.drafting.choice import CUSTOM, choose_target, offered_presets
from summarizer.errors import ConfigurationError, StorageError
from summarizer.settings import Choices, Settings, load_choices, save_choices


def settings(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for field in Settings.model_fields.values():
        for name in getattr(field.validation_alias, "choices", ()):
            monkeypatch.delenv(str(name), raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return Settings(_env_file=None)  # type: ignore[call-arg]


SHARED = {"SUMMARIZER_DATABASE_URL": "postgresql+psycopg://db/summaries"}


def test_without_a_choice_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choose_target(settings(monkeypatch), Choices()) is None
    target = choose_target(settings(monkeypatch, OPENAI_API_KEY="k"), Choices())
    assert target is not None
    assert target.place == "OpenAI"


def test_a_preset_brings_its_address_and_its_first_model(monkeypatch: pytest.MonkeyPatch) -> None:
    target = choose_target(settings(monkeypatch), Choices(preset="deepseek"))
    assert target is not None
    assert (target.base_url, target.model, target.place) == (
        "https://api.deepseek.com/v1",
        "deepseek-flash",
        "DeepSeek",
    )
    assert target.lacks_key
    assert target.extra_body == {"thinking": {"type": "disabled"}}


def test_address_and_model_may_be_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Choices(preset=CUSTOM, base_url=" http://10.1.2.3:8000/v1/chat/completions ", model="qwen")
    target = choose_target(settings(monkeypatch), own)
    assert target is not None
    assert (target.base_url, target.model, target.preset, target.key) == (
        "http://10.1.2.3:8000/v1",
        "qwen",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("variables", "choices", "key"),
    [
        ({"DEEPSEEK_API_KEY": "own"}, Choices(preset="deepseek"), "own"),
        ({"OPENAI_API_KEY": "k"}, Choices(preset="openai"), "k"),
        ({"OPENAI_API_KEY": "k"}, Choices(preset="deepseek"), None),
        ({"OPENAI_API_KEY": "k"}, Choices(preset=CUSTOM, base_url="https://evil.example/v1"), None),
        (
            {"DEEPSEEK_API_KEY": "own"},
            Choices(preset="deepseek", base_url="https://evil.example/v1"),
            None,
        ),
        (
            {"DEEPSEEK_API_KEY": "own"},
            Choices(preset="deepseek", base_url="http://api.deepseek.com/v1"),
            None,
        ),
        (
            {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "https://llm.example/v1"},
            Choices(preset=CUSTOM, base_url="https://llm.example/other"),
            "k",
        ),
        (
            {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "https://llm.example/v1"},
            Choices(preset="openai"),
            None,
        ),
    ],
)
def test_a_key_of_the_environment_goes_only_where_it_belongs(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], choices: Choices, key: str | None
) -> None:
    given = settings(monkeypatch, **variables)
    target = choose_target(given, choices)
    assert target is not None
    assert (target.key.get_secret_value() if target.key else None) == key


def test_a_typed_key_goes_only_to_the_address_it_was_typed_for(monkeypatch: pytest.MonkeyPatch) -> None:
    given = settings(monkeypatch, OPENAI_API_KEY="environment")
    typed = {"https://api.deepseek.com:443": SecretStr("typed")}
    chosen = choose_target(given, Choices(preset="deepseek"), typed)
    assert chosen is not None
    assert chosen.key is not None
    assert chosen.key.get_secret_value() == "typed"
    moved = choose_target(given, Choices(preset="deepseek", base_url="https://evil.example/v1"), typed)
    assert moved is not None
    assert moved.key is None


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        (Choices(preset=CUSTOM), "还没有填写接口地址"),
        (Choices(preset="gone"), "还没有填写接口地址"),
        (Choices(preset=CUSTOM, base_url="deepseek"), "接口地址的写法不对"),
        (Choices(preset=CUSTOM, base_url="https://sk-1234@llm.example/v1"), "不能带密钥"),
        (Choices(preset=CUSTOM, base_url="https://llm.example/v1?api_key=sk-1234"), "不能带密钥"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(
    monkeypatch: pytest.MonkeyPatch, choices: Choices, message: str
) -> None:
    with pytest.raises(ConfigurationError, match=message) as caught:
        choose_target(settings(monkeypatch), choices)
    assert "sk-1234" not in caught.value.sentence


def test_a_shared_server_reaches_only_providers_and_what_its_administrator_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = settings(monkeypatch, **SHARED, OPENAI_BASE_URL="http://10.1.2.3:8000/v1")
    assert given.is_shared
    assert {preset.id for preset in offered_presets(given)}.isdisjoint({"ollama", "vllm", "lmstudio"})
    for own in ("http://127.0.0.1:22/v1", "http://10.1.2.3:5432/v1", "http://intranet/v1"):
        with pytest.raises(ConfigurationError, match="单位共用的服务"):
            choose_target(given, Choices(preset=CUSTOM, base_url=own))
    with pytest.raises(ConfigurationError, match="单位共用的服务"):
        choose_target(given, Choices(preset="ollama"))
    for allowed in (
        Choices(preset="deepseek"),
        Choices(preset=CUSTOM, base_url="http://10.1.2.3:8000/other"),
    ):
        assert choose_target(given, allowed) is not None
    assert not settings(monkeypatch, SUMMARIZER_DATABASE_URL="sqlite:///x.db").is_shared


def test_choices_survive_a_restart_and_lie_over_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "数据"
    assert load_choices(home) == Choices()
    chosen = Choices(engine="local", preset="kimi", model=" kimi-k2.6 ", gguf="m.gguf", embedding_model="")
    save_choices(home, chosen)
    assert load_choices(home) == chosen
    assert [path.name for path in home.iterdir()] == ["choices.json"]
    given = settings(monkeypatch, SUMMARIZER_ENGINE="llm", SUMMARIZER_EMBEDDING_MODEL="none")
    applied = chosen.applied_to(given)
    assert (applied.engine, applied.gguf, applied.embedding_model) == ("local", Path("m.gguf"), "")
    assert Choices().applied_to(given) == given


@pytest.mark.parametrize("content", [b"{", b'{"engine": "magic"}', b"\xff\xfe", b"[]"])
def test_a_broken_file_of_choices_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "choices.json").write_bytes(content)
    with pytest.raises(ConfigurationError, match=r"choices\.json") as caught:
        load_choices(tmp_path)
    assert "重新选择" in caught.value.hint


def test_a_choice_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file", encoding="utf-8")
    with pytest.raises(StorageError, match="没有存下来"):
        save_choices(tmp_path / "home", Choices())
