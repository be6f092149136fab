"""Which endpoint the settings mean: the presets as data, and the target one of them or a URL gives."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import SecretStr

from summarizer.errors import ConfigurationError
from summarizer.protocols import ChatUsage
from summarizer.reach import Reach
from summarizer.settings import Settings

DEFAULT_CONTEXT_TOKENS: Final = 8192
"""Assumed for a model nobody has told us about; small enough for the usual local server."""

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1", "0.0.0.0"})
_DOCKER_HOST: Final = "host.docker.internal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thinking:
    """How the models of some names are told not to think aloud."""

    patterns: tuple[str, ...]
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What an endpoint charges, for one million tokens.

    Attributes:
        currency: as it is to be shown (元, 美元).
        checked: the day the provider's page said so, None for a price the user gave.
    """

    tokens_in: Decimal
    tokens_out: Decimal
    currency: str = "元"
    checked: date | None = None

    def of(self, usage: ChatUsage) -> Decimal:
        """The cost of one request, exactly."""
        return (usage.tokens_in * self.tokens_in + usage.tokens_out * self.tokens_out) / 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """An endpoint people use.

    Attributes:
        id: the word before the colon in `SUMMARIZER_MODEL=deepseek:deepseek-chat`.
        label: the name shown to users.
        hosts: patterns of `host` or `host:port` by which a base URL is recognised.
        key: the variable its own documents name, "" when it needs no key.
        models: example names, the default first.
        local: True for a program on the user's own machine.
        context_tokens: what its models read and write together unless the user changed it, 0 when it varies.
        note: one Chinese sentence on what usually goes wrong there.
        thinking: how its models are told not to think aloud.
        prices: patterns of model names and what these models cost.
    """

    id: str
    label: str
    base_url: str
    hosts: tuple[str, ...]
    key: str = ""
    models: tuple[str, ...] = ()
    local: bool = False
    context_tokens: int = 0
    note: str = ""
    thinking: tuple[Thinking, ...] = ()
    prices: tuple[tuple[tuple[str, ...], Price], ...] = ()

    def price(self, model: str) -> Price | None:
        """What `model` costs there, None when the provider's documents did not say."""
        return next((price for patterns, price in self.prices if _matches(model, patterns)), None)

    def extra_body(self, model: str) -> Mapping[str, Any]:
        """What is added to every request for `model`."""
        merged: dict[str, Any] = {}
        for switch in self.thinking:
            if _matches(model, switch.patterns):
                merged |= switch.body
        return merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An endpoint ready to be asked.

    Attributes:
        base_url: without a slash at its end; "" lets a LangChain provider take its own.
        model: "" when the endpoint is to be asked which models it has.
        provider: the LangChain provider, `openai` for everything that speaks its protocol.
        key: None when none is needed or set; its text never shows in a repr.
        preset: None for an unknown URL and for other providers.
        reach: which machines may stand behind the address.
    """

    base_url: str
    model: str
    provider: str = "openai"
    key: SecretStr | None = None
    preset: Preset | None = None
    extra_body: Mapping[str, Any] = field(default_factory=dict)
    reach: Reach = Reach.ANY

    @property
    def lacks_key(self) -> bool:
        """Whether this endpoint is known to answer nobody without a key, and there is none."""
        return self.key is None and self.preset is not None and bool(self.preset.key)

    @property
    def is_loopback(self) -> bool:
        """Whether the endpoint is a program on this machine, which no proxy can reach."""
        return (urlsplit(self.base_url).hostname or "") in _LOOPBACK

    @property
    def context_tokens(self) -> int:
        """Tokens its model reads and writes together, as far as one can tell without asking."""
        preset_tokens = self.preset.context_tokens if self.preset is not None else 0
        return preset_tokens or context_tokens(self.model)

    @property
    def price(self) -> Price | None:
        """What its model costs, None when nobody told."""
        return self.preset.price(self.model) if self.preset is not None else None

    @property
    def origin(self) -> str:
        """Scheme, host and port, to which a key belongs; "" without an address."""
        return origin_of(self.base_url)

    @property
    def place(self) -> str:
        """The preset's label, else host and port: what a user is shown."""
        if self.preset is not None:
            return self.preset.label
        return urlsplit(self.base_url).netloc.rpartition("@")[2] or self.provider


@cache
def load_presets() -> tuple[Preset, ...]:
    """All presets in the order they are offered."""
    return tuple(_preset(row) for row in _tables()["preset"])


def checked_on() -> date:
    """The day on which the presets were last compared with the providers' documents."""
    return date.fromisoformat(_tables()["checked"])


def origin_of(url: str) -> str:
    """Scheme, host and port of an address, "" when it has none; keys are kept apart by it."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.hostname}:{port}" if parts.hostname else ""


def find_preset(preset_id: str) -> Preset | None:
    """The preset of that id, None when there is none."""
    return next((preset for preset in load_presets() if preset.id == preset_id), None)


def preset_at(base_url: str) -> Preset | None:
    """The preset an address belongs to, None for an unknown one."""
    parts = urlsplit(base_url)
    host = (parts.hostname or "").replace(_DOCKER_HOST, "127.0.0.1")
    names = {host, f"{host}:{parts.port}"} if parts.port else {host}
    found = (one for one in load_presets() if any(_matches(name, one.hosts) for name in names))
    return next(found, None)


def checked_url(url: str, *, name: str = "接口地址 OPENAI_BASE_URL") -> str:
    """An address without what people paste along with it: spaces, the path of the call, a slash at its end.

    Raises:
        ConfigurationError: it is none; the message calls it `name`.
    """
    url = url.strip().rstrip("/")
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        message = f"{name}{' ' if name[-1:].isascii() else ''}的写法不对"
        raise ConfigurationError(message, hint="请写成 https://主机名/v1 这样的完整地址。")
    return url.removesuffix("/chat/completions").rstrip("/")


def context_tokens(model: str) -> int:
    """Tokens `model` reads and writes together, as far as its name tells."""
    for row in _tables()["context"]:
        if _matches(model, row["patterns"]):
            tokens: int = row["tokens"]
            return tokens
    return DEFAULT_CONTEXT_TOKENS


def thinking_tokens(model: str) -> int:
    """Tokens to allow `model` for thinking that cannot be switched off; 0 for most."""
    thinkers = _tables()["thinkers"]
    tokens: int = thinkers["tokens"]
    return tokens if _matches(model, thinkers["patterns"]) else 0


def resolve_target(settings: Settings) -> Target | None:
    """The endpoint the settings mean, None when nothing is configured.

    `SUMMARIZER_MODEL` may be a plain name, `preset:model`, or `provider:model` of a LangChain provider.
    `OPENAI_BASE_URL` comes before the preset's own address.

    Raises:
        ConfigurationError: the base URL is none.
    """
    base_url = checked_url(settings.openai_base_url or "")
    prefix, colon, rest = settings.model.strip().partition(":")
    named = find_preset(prefix) if colon else None
    if colon and named is None and prefix in _tables()["langchain"]["providers"]:
        key = settings.key("OPENAI_API_KEY") if base_url else None
        return Target(base_url=base_url, model=rest, provider=prefix, key=key, reach=_listed(settings))
    if named is None and not base_url and settings.key("OPENAI_API_KEY") is None:
        return None
    preset = named or (preset_at(base_url) if base_url else find_preset("openai"))
    model = rest if named else settings.model.strip()
    if not model and preset is not None and preset.models:
        model = preset.models[0]
    return Target(
        base_url=base_url or (preset.base_url if preset else ""),
        model=model,
        key=_key(settings, preset, is_pair=bool(base_url)),
        preset=preset,
        extra_body=preset.extra_body(model) if preset else {},
        reach=_listed(settings),
    )


def _listed(settings: Settings) -> Reach:
    """How far the endpoint of the environment may be, which an administrator named."""
    return Reach.LISTED if settings.is_shared else Reach.ANY


def _key(settings: Settings, preset: Preset | None, *, is_pair: bool) -> SecretStr | None:
    """The key for a preset; OPENAI_API_KEY belongs to OPENAI_BASE_URL where that is set (`is_pair`)."""
    own = settings.key(preset.key) if preset is not None and preset.key else None
    common = settings.key("OPENAI_API_KEY")
    return (common or own) if is_pair else (own or common)


def _matches(model: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(model, pattern) for pattern in patterns)


@cache
def _tables() -> Mapping[str, Any]:
    text = files("summarizer.drafting").joinpath("presets.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _preset(row: Mapping[str, Any]) -> Preset:
    switches = tuple(
        Thinking(patterns=tuple(switch["patterns"]), body=switch["body"])
        for switch in row.get("thinking", ())
    )
    plain = {
        name: row[name]
        for name in ("id", "label", "base_url", "key", "local", "context_tokens", "note")
        if name in row
    }
    prices = tuple((tuple(price["patterns"]), _price(price)) for price in row.get("price", ()))
    return Preset(
        **plain, hosts=tuple(row["hosts"]), models=tuple(row["models"]), thinking=switches, prices=prices
    )


def _price(row: Mapping[str, Any]) -> Price:
    return Price(
        tokens_in=Decimal(row["tokens_in"]),
        tokens_out=Decimal(row["tokens_out"]),
        currency=row["currency"],
        checked=checked_on(),
    )
