"""The committed bundle of the editor is what its sources build.

Its first line holds two hashes: of everything it was built from, and of itself. They are compared always and
anywhere; a source changed without a new build, or a bundle changed by hand, fails. Where npm and a registry
are at hand the bundle is also built again and compared byte for byte.
"""

import hashlib
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

EDITOR = Path(__file__).resolve().parents[2] / "summarizer" / "ui" / "components" / "editor"
BANNER = re.compile(
    r"/\* built by build\.mjs from ([0-9a-f]{64}), is ([0-9a-f]{64}); holds ProseMirror, .*\*/"
)
INSTALL_TIMEOUT_S = 180


class Banner(NamedTuple):
    built_from: str
    bundle: str
    code: str


def read(path: Path) -> str:
    """The text with the line ends of the repository, whatever a checkout made of them."""
    return path.read_bytes().decode("utf-8").replace("\r\n", "\n")


def digest(parts: Sequence[str]) -> str:
    return hashlib.sha256("".join(f"{part}\0" for part in parts).encode()).hexdigest()


def banner_of(bundle: str) -> Banner:
    first, _, code = bundle.partition("\n")
    found = BANNER.fullmatch(first)
    assert found is not None, "the bundle has no banner: build it with `npm run build`"
    return Banner(found.group(1), found.group(2), code)


def source_digest(editor: Path) -> str:
    names = ["../links.js", "build.mjs", "package.json"]
    names += [f"source/{path.name}" for path in sorted((editor / "source").iterdir())]
    return digest([part for name in names for part in (name, read(editor / name))])


def test_the_bundle_was_built_from_these_sources() -> None:
    assert banner_of(read(EDITOR / "editor.bundle.js")).built_from == source_digest(EDITOR), (
        "the sources changed after the build: run `npm install && npm run build` beside package.json"
    )


def test_nobody_changed_the_bundle_by_hand() -> None:
    banner = banner_of(read(EDITOR / "editor.bundle.js"))
    assert banner.bundle == digest([banner.code])


def test_a_changed_source_is_noticed(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    shutil.copytree(EDITOR, editor)
    shutil.copy(EDITOR.parent / "links.js", tmp_path)
    assert source_digest(editor) == source_digest(EDITOR)
    with (editor / "source" / "saving.js").open("a", encoding="utf-8") as source:
        source.write("// later\n")
    assert source_digest(editor) != source_digest(EDITOR)


def test_the_manifest_pins_every_package_and_names_no_registry() -> None:
    manifest = read(EDITOR / "package.json")
    assert re.findall(r'"[\w@/.-]+": "\d+\.\d+\.\d+"', manifest)
    assert not re.search(r"[\^~*]\d|https?://", manifest)
    assert not list(EDITOR.glob("*lock*"))
    licences = read(EDITOR / "LICENSES.txt")
    packages = re.search(r'"dependencies": \{([^}]*)\}', manifest)
    assert packages is not None
    for name in re.findall(r'"([\w-]+)":', packages.group(1)):
        assert re.search(rf"(?m)^(.*, )?{name}(,|$)", licences)
    assert licences.count("Permission is hereby granted, free of charge") == licences.count("Copyright (C)")


def test_a_new_build_gives_the_same_bundle(tmp_path: Path) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        pytest.skip("no node here; the hashes above were compared")
    editor = tmp_path / "editor"
    shutil.copytree(EDITOR, editor, ignore=shutil.ignore_patterns("node_modules"))
    shutil.copy(EDITOR.parent / "links.js", tmp_path)
    install = [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts"]
    installed = subprocess.run(
        install, cwd=editor, capture_output=True, timeout=INSTALL_TIMEOUT_S, check=False
    )
    if installed.returncode:
        pytest.skip("the packages cannot be fetched here; the hashes above were compared")
    (tmp_path / "built").mkdir()
    subprocess.run([node, "build.mjs", str(tmp_path / "built")], cwd=editor, check=True, timeout=60)
    for name in ("editor.bundle.js", "LICENSES.txt"):
        assert read(tmp_path / "built" / name) == read(EDITOR / name)
