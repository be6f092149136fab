"""The files for administrators fit the program: settings exist, routes exist, commands exist."""

import hashlib
import importlib.util
import re
import shutil
import subprocess
from argparse import Namespace
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from summarizer.settings import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
KNOWN = {
    str(name)
    for setting in Settings.model_fields.values()
    for name in getattr(setting.validation_alias, "choices", ())
}


@pytest.fixture
def wheelhouse() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_wheelhouse", DEPLOY / "build_wheelhouse.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_setting_handed_to_the_program_exists() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    given = {name for name in compose["services"]["app"]["environment"] if not name.startswith("STREAMLIT_")}
    guide = set(re.findall(r"\b(?:SUMMARIZER|OPENAI)_[A-Z_]+\b", (ROOT / "docs/admin.md").read_text("utf-8")))
    # Read by the command line alone.
    assert given <= KNOWN
    assert guide - {"SUMMARIZER_DEBUG"} <= KNOWN


def test_every_setting_but_those_of_files_reaches_the_container() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    given = compose["services"]["app"]["environment"]
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert {name for name in KNOWN - set(given) if f"{name}=" not in image} == {
        "SUMMARIZER_GGUF",
        "SUMMARIZER_LEXICON",
    }


def test_settings_left_empty_in_the_container_are_those_of_a_computer_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in KNOWN:
        monkeypatch.delenv(name, raising=False)
    plain = Settings(_env_file=None)  # type: ignore[call-arg]
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    given = {
        name: re.sub(r"\$\{[A-Z_]+(?::-(.*?))?\}", r"\1", str(value))
        for name, value in compose["services"]["app"]["environment"].items()
        if name in KNOWN - {"SUMMARIZER_DATABASE_URL", "SUMMARIZER_LOG"}
    }
    assert given.keys() >= {"SUMMARIZER_ENDPOINTS", "SUMMARIZER_DATABASE_POOL", "SUMMARIZER_TRASH_DAYS"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    empty = Settings(_env_file=None)  # type: ignore[call-arg]
    assert all(empty.key(name) is None for name in KNOWN if name.endswith("_API_KEY"))
    for name in (
        "engine",
        "model",
        "embedding_model",
        "endpoints",
        "concurrency",
        "database_pool",
        "trash_days",
    ):
        assert getattr(empty, name) == getattr(plain, name)
    assert not empty.openai_base_url


def test_every_variable_of_the_compose_file_stands_in_the_example() -> None:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    required = set(re.findall(r"\$\{([A-Z_]+):\?", text))
    example = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "env.example").read_text("utf-8"), re.MULTILINE))
    assert required == {"POSTGRES_PASSWORD", "COOKIE_SECRET"}
    assert required <= example
    assert example <= set(re.findall(r"\$\{([A-Z_]+)", text))


def test_no_file_holds_a_secret() -> None:
    example = (DEPLOY / "env.example").read_text(encoding="utf-8")
    assert re.findall(r"^[A-Z_]*(?:PASSWORD|SECRET|KEY)=(.*)$", example, re.MULTILINE) == ["", "", ""]
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"deploy/.env", "deploy/tls", ".env"} <= set(ignored)


def test_nginx_passes_what_the_pages_need_and_hides_what_watchers_ask() -> None:
    text = (DEPLOY / "nginx/nginx.conf").read_text(encoding="utf-8")
    assert "hash $route consistent;" in text
    assert "proxy_set_header Host $http_host;" in text
    assert "proxy_set_header Upgrade $http_upgrade;" in text
    for hidden in ("/metrics", "/healthz"):
        assert f"location = {hidden} {{ return 404; }}" in text


def test_units_are_valid_where_systemd_can_tell() -> None:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("no systemd here")
    for unit in sorted((DEPLOY / "systemd").iterdir()):
        done = subprocess.run([tool, "verify", str(unit)], capture_output=True, text=True, check=False)
        told = [line for line in done.stderr.splitlines() if unit.name in line]
        # The program is not installed where the unit expects it, which is all that may be said.
        assert all("is not executable" in line for line in told), told


def test_windows_reads_the_start_script_as_utf_8() -> None:
    script = (DEPLOY / "windows/start.ps1").read_bytes()
    assert script.startswith(b"\xef\xbb\xbf")
    assert (DEPLOY / "windows/start.bat").read_bytes().isascii()


def options(**given: object) -> Namespace:
    plain = {"folder": Path("w"), "extra": [], "platform": [], "python_version": ""}
    return Namespace(**{**plain, **given})


def test_a_wheelhouse_holds_the_tested_versions(wheelhouse: ModuleType) -> None:
    wheel, download = wheelhouse.commands(options(extra=["postgres"]), ROOT)
    assert wheel[3:5] == ["wheel", "--no-deps"]
    assert download[-1] == "summarizer[postgres]"
    assert download[download.index("-c") + 1] == str(ROOT / "constraints.txt")
    assert "--only-binary=:all:" not in download


def test_for_another_computer_only_finished_wheels_are_taken(wheelhouse: ModuleType) -> None:
    _, download = wheelhouse.commands(options(platform=["win_amd64"], python_version="3.12"), ROOT)
    assert download[-6:-1] == ["--only-binary=:all:", "--platform", "win_amd64", "--python-version", "3.12"]


def test_checksums_can_be_verified(wheelhouse: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.whl").write_bytes(b"a")
    (tmp_path / "b.whl").write_bytes(b"b")
    assert wheelhouse.write_checksums(tmp_path) == 2
    assert wheelhouse.write_checksums(tmp_path) == 2
    lines = (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"{hashlib.sha256(b'a').hexdigest()}  a.whl"


def test_a_pip_that_fails_is_told_and_ends_it(
    wheelhouse: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 7)

    monkeypatch.setattr(subprocess, "run", run)
    assert wheelhouse.main([str(tmp_path / "w")]) == 7
    assert len(asked) == 1
    assert "没有完成" in capsys.readouterr().err
    assert not (tmp_path / "w" / "SHA256SUMS").exists()
