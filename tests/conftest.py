"""Fixtures of all tests: the fault-injecting model server, and surroundings that hold no settings."""

from pathlib import Path

import pytest

from summarizer.settings import Settings

pytest_plugins = ["llm_fixtures"]


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine or of a `.env` nearby reaches a test."""
    for setting in Settings.model_fields.values():
        for name in getattr(setting.validation_alias, "choices", ()):
            monkeypatch.delenv(str(name), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def quiet_surroundings(no_settings: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings, and data of the test's own, as commands need it."""
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SUMMARIZER_DEBUG", raising=False)
