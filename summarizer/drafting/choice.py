"""Which endpoint the settings page means, and which key may be sent there.

A key belongs to the scheme, host and port it was set or typed for. That of the environment is an
administrator's: whatever address is typed on the page, it goes nowhere but where the environment or the
provider's own address says.

Where many people use the program, they choose among what its administrator lists in SUMMARIZER_ENDPOINTS,
names of presets and addresses; without a list among the providers.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from pydantic import SecretStr

from summarizer.drafting.presets import (
    Preset,
    Target,
    checked_url,
    find_preset,
    load_presets,
    origin_of,
    preset_at,
    resolve_target,
)
from summarizer.errors import ConfigurationError
from summarizer.reach import Reach
from summarizer.settings import Choices, Settings

CUSTOM: Final = "custom"
"""The choice of an address that is no preset's."""

_ADDRESS: Final = "接口地址"
_LIST: Final = "设置 SUMMARIZER_ENDPOINTS 里的地址"
_SEPARATORS: Final = re.compile(r"[\s,，;；]+")


def offered_presets(settings: Settings) -> tuple[Preset, ...]:
    """The presets a user may choose; on a shared server those listed, else all but those of "this" computer.

    Raises:
        ConfigurationError: the list cannot be used.
    """
    if not settings.is_shared:
        return load_presets()
    listed = _listed(settings)
    if not listed:
        return tuple(preset for preset in load_presets() if not preset.local)
    origins = set(map(origin_of, listed))
    return tuple(preset for preset in load_presets() if origin_of(preset.base_url) in origins)


def offered_addresses(settings: Settings) -> tuple[str, ...]:
    """The addresses an administrator lists that are no preset's, in that order; none where one person works.

    Raises:
        ConfigurationError: the list cannot be used.
    """
    known = {origin_of(preset.base_url) for preset in load_presets()}
    return tuple(address for address in _listed(settings) if origin_of(address) not in known)


def _listed(settings: Settings) -> tuple[str, ...]:
    """The addresses of SUMMARIZER_ENDPOINTS, those of presets in place of their names."""
    if not settings.is_shared:
        return ()
    words = _SEPARATORS.split(settings.endpoints)
    presets = ((word, find_preset(word)) for word in words if word)
    return tuple(
        preset.base_url if preset is not None else checked_url(word, name=_LIST) for word, preset in presets
    )


def choose_target(
    settings: Settings, choices: Choices, typed: Mapping[str, SecretStr] | None = None
) -> Target | None:
    """The endpoint of what was chosen, with the key that belongs to it; None when nothing is configured.

    Args:
        settings: of the environment.
        choices: of the settings page; without a preset the environment's endpoint stays.
        typed: keys typed in this session, by the origin they were typed for.

    Raises:
        ConfigurationError: the address is none, holds a key, or may not be used here.
    """
    keys = typed if typed is not None else {}
    target = _chosen(settings, choices) if choices.preset else resolve_target(settings)
    if target is None or target.origin not in keys:
        return target
    return replace(target, key=keys[target.origin])


def _chosen(settings: Settings, choices: Choices) -> Target:
    base_url, preset = _address(settings, choices)
    model = choices.model
    if not model and preset is not None and preset.models:
        model = preset.models[0]
    return Target(
        base_url=base_url,
        model=model,
        key=_environment_key(settings, base_url),
        preset=preset,
        extra_body=preset.extra_body(model) if preset is not None else {},
        reach=_reach(settings, base_url),
    )


def _reach(settings: Settings, base_url: str) -> Reach:
    if not settings.is_shared:
        return Reach.ANY
    named = {_environment_origin(settings), *map(origin_of, _listed(settings))}
    return Reach.LISTED if origin_of(base_url) in named else Reach.PUBLIC


def _address(settings: Settings, choices: Choices) -> tuple[str, Preset | None]:
    preset = find_preset(choices.preset)
    base_url = checked_url(choices.base_url, name=_ADDRESS) or (preset.base_url if preset is not None else "")
    if not base_url:
        message = "还没有填写接口地址"
        raise ConfigurationError(message, hint="请到“设置”里填写，通常以 /v1 结尾。")
    parts = urlsplit(base_url)
    if parts.username or parts.password or parts.query:
        message = "接口地址里不能带密钥或其他参数"
        raise ConfigurationError(message, hint="请只填到 /v1 为止，密钥填在下面的“密钥”里。")
    if settings.is_shared and not _is_offered(base_url, settings):
        message = "这是单位共用的服务，不能改用其他接口地址"
        raise ConfigurationError(message, hint="请在列出的服务商和接口里选择，或联系管理员。")
    # An address of one's own may be a preset's all the same, or a preset's address may have been changed.
    return base_url, preset_at(base_url) or (preset if preset is not None and preset.local else None)


def _is_offered(base_url: str, settings: Settings) -> bool:
    presets = (preset.base_url for preset in offered_presets(settings))
    origins = set(map(origin_of, (*presets, *offered_addresses(settings))))
    return origin_of(base_url) in origins | {_environment_origin(settings)}


def _environment_origin(settings: Settings) -> str:
    configured = resolve_target(settings)
    return configured.origin if configured is not None else ""


def _environment_key(settings: Settings, base_url: str) -> SecretStr | None:
    origin = origin_of(base_url)
    configured = resolve_target(settings)
    if configured is not None and configured.origin == origin:
        return configured.key
    provider = preset_at(base_url)
    if provider is not None and provider.key and origin_of(provider.base_url) == origin:
        own = settings.key(provider.key)
        # OPENAI_API_KEY may be the key of another server, to which OPENAI_BASE_URL points.
        is_elsewhere = provider.key == "OPENAI_API_KEY" and bool(settings.openai_base_url)
        return None if is_elsewhere else own
    return None
