"""Every library the program is tested with is listed with a licence under which anybody may use it."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("list_licences", ROOT / "deploy" / "list_licences.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_version_that_is_tested_stands_in_the_table(licences: ModuleType) -> None:
    listed = {one.name: one.version for one in licences.read_table()}
    assert listed == licences.constrained(), "run python deploy/list_licences.py"


def test_every_licence_listed_is_one_that_was_agreed_to(licences: ModuleType) -> None:
    assert licences.complaints(licences.read_table()) == ()


def test_the_table_says_what_the_installed_libraries_say(licences: ModuleType) -> None:
    listed = {one.name: one.licence for one in licences.read_table()}
    installed = {one.name: one.licence for one in licences.libraries()}
    assert installed == listed


@pytest.mark.parametrize(
    ("licence", "permitted"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only", False),
        ("LGPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_an_expression_is_permitted_when_all_its_parts_are(
    licences: ModuleType, licence: str, permitted: bool
) -> None:
    assert licences.is_permitted(licence) is permitted
    one = licences.Listed(name="x", version="1", licence=licence, purpose=licences.RUNNING)
    assert bool(licences.complaints([one])) is not permitted


def test_an_exception_holds_for_the_licence_that_was_looked_at_only(licences: ModuleType) -> None:
    for licence, complaints in (("LGPL-3.0-only", 0), ("GPL-3.0-only", 1)):
        one = licences.Listed(name="psycopg", version="1", licence=licence, purpose=licences.EXTRA)
        assert len(licences.complaints([one])) == complaints


def test_advisories_are_compared_offline(licences: ModuleType, tmp_path: Path) -> None:
    database = tmp_path / "advisories.json"
    told = [
        {"name": "Py_PDF", "id": "X-1", "vulnerable": ["<2"], "summary": "endless loop"},
        {"name": "py-pdf", "id": "X-2", "vulnerable": ["1.5"]},
        {"name": "py-pdf", "id": "X-3", "vulnerable": [">=2,<3"]},
        {"name": "other", "id": "X-4", "vulnerable": [">=0"]},
    ]
    database.write_text(json.dumps(told), encoding="utf-8")
    one = licences.Listed(name="py.pdf", version="1.5", licence="MIT", purpose=licences.RUNNING)
    met = licences.advisories_met([one], database)
    assert [line.split("：")[1].split()[0] for line in met] == ["X-1", "X-2"]
