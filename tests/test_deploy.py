"""The files for administrators fit the program: settings exist, routes exist, commands exist."""

import hashlib
import importlib.util
import re
import shutil
import subprocess
import tomllib
from argparse import Namespace
from pathlib import Path
from types import ModuleType

import pytest
import yaml
from packaging.specifiers import SpecifierSet

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


def test_every_file_the_containers_are_given_exists_where_nginx_looks_for_it() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    given = [line for service in compose["services"].values() for line in service.get("volumes", ())]
    mounted = dict(line.split(":")[:2] for line in given if line.startswith("./"))
    # These two hold the administrator's own files.
    for source in mounted.keys() - {"./auth", "./tls"}:
        assert (DEPLOY / source).is_file(), source
    assert set(compose["volumes"]) == {line.split(":")[0] for line in given if not line.startswith("./")}
    main, site = ((DEPLOY / "nginx" / name).read_text("utf-8") for name in ("nginx.conf", "summarizer.conf"))
    assert "include conf.d/summarizer.conf;" in main
    assert mounted["./nginx/nginx.conf"] == "/etc/nginx/nginx.conf"
    assert mounted["./nginx/summarizer.conf"] == "/etc/nginx/conf.d/summarizer.conf"
    for file in ("server.crt", "server.key"):
        assert f" {mounted['./tls']}/{file};" in site
    assert mounted["./nginx/apps.sh"] in compose["services"]["proxy"]["command"]
    assert f":-{re.findall('^include (.*);', site, re.MULTILINE)[0]}}}\n" in apps_script()


def apps_script() -> str:
    return (DEPLOY / "nginx/apps.sh").read_text(encoding="utf-8")


def test_nginx_is_told_the_processes_by_the_name_and_port_they_have() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    name, port = compose["services"]["proxy"]["command"][-2:]
    assert name in compose["services"]
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    assert f"EXPOSE {port}\n" in image
    assert f'"--port", "{port}"' in image
    assert f"http://127.0.0.1:{port}/healthz" in image


def test_the_image_is_built_from_what_is_there() -> None:
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    for source in re.findall(r"^COPY (?!--from)(\S+) ", image, re.MULTILINE):
        assert (ROOT / source).exists(), source
        assert source not in ignored
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (extras,) = set(re.findall(r"\[([a-z,]+)\]\"", image))
    assert set(extras.split(",")) <= set(project["optional-dependencies"])
    versions = set(re.findall(r"^FROM python:([\d.]+)-", image, re.MULTILINE))
    assert all(version in SpecifierSet(project["requires-python"]) for version in versions)
    assert all(f"--python-version {version} " in guide() for version in versions)


def test_processes_share_the_folder_in_which_backups_and_the_lexicon_are_kept() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    (home,) = re.findall(r"SUMMARIZER_HOME=(\S+)", image)
    assert f"home:{home}" in compose["services"]["app"]["volumes"]
    # The volume takes over owner and mode from the image.
    (user,) = re.findall(r"groupadd --gid (\d+) summarizer", image)
    assert f"install -d -o summarizer -g summarizer -m 700 {home}" in image
    assert f"chown {user} auth/secrets.toml" in guide()


def test_the_database_is_waited_for_by_the_network() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    assert "-h 127.0.0.1" in compose["services"]["db"]["healthcheck"]["test"][1]
    assert compose["services"]["app"]["depends_on"]["db"]["condition"] == "service_healthy"


def guide() -> str:
    return (ROOT / "docs/admin.md").read_text(encoding="utf-8")


def test_every_file_and_service_the_guide_names_exists() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    for path in set(re.findall(r"\bdeploy/[\w./*-]+[\w*]", guide())) - {"deploy/auth/secrets.toml"}:
        assert list(ROOT.glob(path)), path
    named = re.findall(r"docker compose (?:exec|restart|run|logs|cp) (?:-\w+ |--[\w=]+ )*(\w+)", guide())
    assert named
    assert set(named) <= set(compose["services"])


def test_units_are_valid_where_systemd_can_tell() -> None:
    tool = shutil.which("systemd-analyze")
    if tool is None:
        pytest.skip("no systemd here")
    for unit in sorted((DEPLOY / "systemd").iterdir()):
        done = subprocess.run([tool, "verify", str(unit)], capture_output=True, text=True, check=False)
        told = [line for line in done.stderr.splitlines() if unit.name in line]
        # The program is not installed where the unit expects it, which is all that may be said.
        assert all("is not executable" in line for line in told), told


def test_commands_of_the_administrator_meet_the_database_of_the_service() -> None:
    unit = (DEPLOY / "systemd/summarizer.service").read_text(encoding="utf-8")
    script = (DEPLOY / "run_as_service.sh").read_text(encoding="utf-8")
    named = dict(re.findall(r"^(User|Group|EnvironmentFile)=(.*)$", unit, re.MULTILINE))
    assert f"--uid={named['User']} --gid={named['Group']} " in script
    assert f"--property=EnvironmentFile={named['EnvironmentFile']} " in script
    (home,) = re.findall(r"SUMMARIZER_HOME=(\S+)", unit)
    assert f"--setenv=SUMMARIZER_HOME={home} " in script
    (program,) = re.findall(r"^ExecStart=(\S+) serve ", unit, re.MULTILINE)
    assert f'{program} "$@"' in script


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
