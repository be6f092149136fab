"""Fixtures of all tests: the fault-injecting model server, and surroundings that hold no settings."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from summarizer.settings import Settings

pytest_plugins = ["llm_fixtures"]
# Browsers, servers, threads, killed processes: what a machine does beside them can get in between, so these
# are tried twice. The summary shows what failed the first time: it may be a fault that only shows seldom.
OF_PROCESSES = frozenset(
    {"batch", "browser", "cli", "drafting", "export", "faults", "llm_server", "pipeline", "runs", "security"}
    | {"store", "ui", "test_cli.py", "test_deploy.py", "test_deploy_proxy.py", "test_wheel.py"}
)

# The same examples in every run, however slow the machine; HYPOTHESIS_PROFILE=default looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in OF_PROCESSES:
            item.add_marker(pytest.mark.flaky(reruns=1))


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
