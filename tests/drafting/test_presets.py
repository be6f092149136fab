"""Which endpoint the settings mean."""

from datetime import date

import pytest

from summarizer.drafting.presets import (
    DEFAULT_CONTEXT_TOKENS,
    checked_on,
    context_tokens,
    load_presets,
    origin_of,
    preset_at,
    resolve_target,
)
from summarizer.errors import ConfigurationError
from summarizer.settings import Settings


def settings(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    """Settings made of nothing but these environment variables."""
    for field in Settings.model_fields.values():
        for name in getattr(field.validation_alias, "choices", ()):
            monkeypatch.delenv(str(name), raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return Settings(_env_file=None)  # type: ignore[call-arg]


def test_all_ten_endpoints_are_there_and_each_has_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    presets = load_presets()
    labels = "OpenAI DeepSeek 通义千问 Kimi 智谱 豆包 硅基流动 Ollama vLLM LM_Studio"
    assert [preset.label for preset in presets] == [label.replace("_", " ") for label in labels.split()]
    fields = set(Settings.model_fields)
    for preset in presets:
        assert preset.local == preset.base_url.startswith("http://127.0.0.1")
        assert preset.local or (preset.models and preset.key.lower() in fields)
        assert preset.note.endswith("。")


@pytest.mark.parametrize(
    ("url", "preset"),
    [
        ("https://ws-1.cn-beijing.maas.aliyuncs.com/compatible-mode/v1", "dashscope"),
        ("https://dashscope-us.aliyuncs.com/compatible-mode/v1", "dashscope"),
        ("https://maas.aliyuncs.com.example/v1", ""),
        ("https://ark.cn-beijing.volces.com/api/v3", "doubao"),
        ("http://host.docker.internal:11434/v1", "ollama"),
        ("http://127.0.0.1:9999/v1", ""),
    ],
)
def test_an_address_is_recognised_by_its_host(url: str, preset: str) -> None:
    found = preset_at(url)
    assert (found.id if found is not None else "") == preset


def test_nothing_configured_means_no_endpoint(monkeypatch: pytest.MonkeyPatch) -> None:
    assert resolve_target(settings(monkeypatch)) is None
    assert resolve_target(settings(monkeypatch, SUMMARIZER_MODEL="qwen-plus", OPENAI_API_KEY=" ")) is None
    assert resolve_target(settings(monkeypatch, DEEPSEEK_API_KEY="k")) is None


@pytest.mark.parametrize(
    ("variables", "base_url", "model", "key", "place"),
    [
        ({"OPENAI_API_KEY": "k"}, "https://api.openai.com/v1", "gpt-6-luna", "k", "OpenAI"),
        (
            {"OPENAI_API_KEY": "k", "OPENAI_BASE_URL": "https://api.deepseek.com/v1/"},
            "https://api.deepseek.com/v1",
            "deepseek-flash",
            "k",
            "DeepSeek",
        ),
        (
            {
                "OPENAI_BASE_URL": "https://dashscope.aliyuncs.com/compatible-mode/v1",
                "DASHSCOPE_API_KEY": "own",
            },
            "https://dashscope.aliyuncs.com/compatible-mode/v1",
            "qwen-plus",
            "own",
            "通义千问",
        ),
        (
            {"SUMMARIZER_MODEL": "deepseek:deepseek-flash", "DEEPSEEK_API_KEY": "own", "OPENAI_API_KEY": "k"},
            "https://api.deepseek.com/v1",
            "deepseek-flash",
            "own",
            "DeepSeek",
        ),
        (
            {"OPENAI_BASE_URL": "http://10.1.2.3:8080/v1", "SUMMARIZER_MODEL": "qwen2.5:7b"},
            "http://10.1.2.3:8080/v1",
            "qwen2.5:7b",
            None,
            "10.1.2.3:8080",
        ),
        (
            {"OPENAI_BASE_URL": "http://localhost:11434/v1"},
            "http://localhost:11434/v1",
            "qwen3:4b",
            None,
            "Ollama",
        ),
        (
            {"OPENAI_BASE_URL": "http://host.docker.internal:8000/v1"},
            "http://host.docker.internal:8000/v1",
            "",
            None,
            "vLLM",
        ),
        ({"SUMMARIZER_MODEL": "ollama:qwen3:4b"}, "http://127.0.0.1:11434/v1", "qwen3:4b", None, "Ollama"),
        (
            {"OPENAI_BASE_URL": "https://llm.example/v1/chat/completions"},
            "https://llm.example/v1",
            "",
            None,
            "llm.example",
        ),
    ],
)
def test_settings_name_an_endpoint(
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    base_url: str,
    model: str,
    key: str | None,
    place: str,
) -> None:
    target = resolve_target(settings(monkeypatch, **variables))
    assert target is not None
    assert (target.base_url, target.model, target.place) == (base_url, model, place)
    assert (target.key.get_secret_value() if target.key else None) == key
    assert target.provider == "openai"


def test_another_langchain_provider_reads_its_own_key(monkeypatch: pytest.MonkeyPatch) -> None:
    target = resolve_target(
        settings(monkeypatch, SUMMARIZER_MODEL="anthropic:claude-sonnet", OPENAI_API_KEY="k")
    )
    assert target is not None
    assert (target.provider, target.model, target.key, target.base_url) == (
        "anthropic",
        "claude-sonnet",
        None,
        "",
    )


@pytest.mark.parametrize(
    "url", ["api.deepseek.com", "ftp://a.example", "http://", "http://a.example:port", "接口"]
)
def test_an_address_that_is_none_is_refused_with_an_example(
    monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    with pytest.raises(ConfigurationError, match="OPENAI_BASE_URL 的写法不对") as caught:
        resolve_target(settings(monkeypatch, OPENAI_BASE_URL=url))
    assert "https://" in caught.value.hint


@pytest.mark.parametrize(
    ("preset", "model", "body"),
    [
        ("dashscope", "qwen3-32b", {"enable_thinking": False}),
        ("dashscope", "qwen2.5-72b-instruct", {}),
        ("zhipu", "glm-4.5-air", {"thinking": {"type": "disabled"}}),
        ("vllm", "Qwen/Qwen3-8B", {"chat_template_kwargs": {"enable_thinking": False}}),
        ("ollama", "qwen3:4b", {"reasoning_effort": "none"}),
        ("openai", "gpt-4.1", {}),
        ("openai", "gpt-6-luna", {"reasoning_effort": "none"}),
        ("deepseek", "deepseek-flash", {"thinking": {"type": "disabled"}}),
        ("kimi", "kimi-k2.6", {"thinking": {"type": "disabled"}}),
        ("zhipu", "glm-5.2", {"thinking": {"type": "disabled"}}),
        ("zhipu", "glm-5.3-flash", {"reasoning_effort": "low"}),
    ],
)
def test_thinking_is_switched_off_where_a_model_has_it(
    preset: str, model: str, body: dict[str, object]
) -> None:
    chosen = next(one for one in load_presets() if one.id == preset)
    assert chosen.extra_body(model) == body


@pytest.mark.parametrize(
    ("model", "tokens"),
    [
        ("some-8k", 8192),
        ("qwen-max", 32768),
        ("deepseek-flash", 65536),
        ("something", DEFAULT_CONTEXT_TOKENS),
    ],
)
def test_the_context_follows_from_the_name(model: str, tokens: int) -> None:
    assert context_tokens(model) == tokens


def test_the_presets_say_when_they_were_checked_and_every_price_is_a_providers() -> None:
    assert checked_on() >= date(2026, 11, 22)
    priced = [(preset, price) for preset in load_presets() for _, price in preset.prices]
    assert priced
    for preset, price in priced:
        assert not preset.local
        assert 0 < price.tokens_in < price.tokens_out
        assert price.currency in {"元", "美元"}
        assert price.checked == checked_on()


def test_a_model_without_a_known_price_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    priced = resolve_target(settings(monkeypatch, SUMMARIZER_MODEL="deepseek:deepseek-flash"))
    unpriced = resolve_target(settings(monkeypatch, SUMMARIZER_MODEL="deepseek:another"))
    unknown = resolve_target(settings(monkeypatch, OPENAI_BASE_URL="https://llm.example/v1"))
    assert priced is not None
    assert priced.price is not None
    assert unpriced is not None
    assert unpriced.price is None
    assert unknown is not None
    assert unknown.price is None


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://api.deepseek.com/v1", "https://api.deepseek.com:443", True),
        ("https://api.deepseek.com/v1", "http://api.deepseek.com/v1", False),
        ("https://api.deepseek.com/v1", "https://api.deepseek.com.evil.example/v1", False),
        ("http://10.1.2.3:8000/v1", "http://10.1.2.3:8001/v1", False),
    ],
)
def test_keys_belong_to_scheme_host_and_port(one: str, other: str, *, is_same: bool) -> None:
    assert (origin_of(one) == origin_of(other)) is is_same


def test_ollama_reads_less_than_its_models_could(monkeypatch: pytest.MonkeyPatch) -> None:
    target = resolve_target(settings(monkeypatch, SUMMARIZER_MODEL="ollama:qwen2.5:7b"))
    assert target is not None
    assert target.context_tokens == 4096


def test_a_key_is_never_part_of_a_repr(monkeypatch: pytest.MonkeyPatch) -> None:
    given = settings(monkeypatch, OPENAI_API_KEY="very-secret-key")
    assert "very-secret-key" not in f"{given!r} {resolve_target(given)!r}"
