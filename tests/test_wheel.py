"""The wheel: whatever the program reads beside its code is in it, and works from there alone."""

import os
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md", "LICENSE")
FOLDERS = ("summarizer", "samples", "prompts")
SKIPPED = shutil.ignore_patterns("__pycache__", "*.pyc", "node_modules")
BUILDS_THE_EDITOR = frozenset({"build.mjs", "package.json", "package-lock.json"})
OLDEST_SETUPTOOLS = 77


def require_setuptools() -> None:
    try:
        major = int(version("setuptools").partition(".")[0])
    except PackageNotFoundError:
        major = 0
    if major >= OLDEST_SETUPTOOLS:
        return
    message = f"the wheel needs setuptools {OLDEST_SETUPTOOLS} or newer beside pytest"
    if os.environ.get("SUMMARIZER_REQUIRE_OPTIONAL") == "1":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy: setuptools leaves folders beside what it builds."""
    require_setuptools()
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        shutil.copy2(ROOT / name, source / name)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, source / name, ignore=SKIPPED)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    built = subprocess.run(
        [*command, "--no-index", "--wheel-dir", str(out), str(source)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert built.returncode == 0, built.stderr
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def names(wheel: Path) -> frozenset[str]:
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


def test_every_shipped_sample_and_prompt_is_in_the_wheel(names: frozenset[str]) -> None:
    for folder, suffix in (("samples", ".md"), ("prompts", ".j2")):
        wanted = {path.name for path in (ROOT / folder).iterdir() if path.suffix == suffix}
        assert wanted
        assert {
            name.rpartition("/")[2] for name in names if name.startswith(f"summarizer/{folder}/")
        } >= wanted


def test_every_file_the_package_reads_is_in_the_wheel(names: frozenset[str]) -> None:
    beside = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "summarizer").rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"} and "__pycache__" not in path.parts
    }
    assert {Path(name).suffix for name in beside} >= {".toml", ".css", ".js"}
    needed = {name for name in beside - _ignored(beside) if Path(name).name not in BUILDS_THE_EDITOR}
    assert needed - names == set()


def test_the_library_of_the_wheel_opens_with_all_shipped_samples(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    code = (
        "from summarizer.library.bundled import bundled_samples; import summarizer; "
        "print(summarizer.__file__); print(sum(1 for _ in bundled_samples()))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    origin, count = ran.stdout.split("\n")[:2]
    assert Path(origin).is_relative_to(site)
    assert int(count) == len(list((ROOT / "samples").glob("*.md")))


def _ignored(files: set[str]) -> set[str]:
    """Those git does not keep; none outside a checkout."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return set()
    told = subprocess.run(
        [git, "check-ignore", "--stdin"],
        cwd=ROOT,
        input="\n".join(sorted(files)),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return set(told.stdout.split())
