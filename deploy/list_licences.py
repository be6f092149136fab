"""The licences of every library in constraints.txt, from the metadata of what is installed, as a table.

Run it where the program is installed in those versions, best with all its extras; the row of a library that
is not installed stays as it was, as long as its version does:

    python deploy/list_licences.py               writes docs/licenses.md
    python deploy/list_licences.py --check       says what is missing or may not be used; exit code 1 then
    python deploy/list_licences.py --advisories FILE.json
                                                 compares the versions with a database of advisories, offline

The database is a JSON list of {"name", "id", "vulnerable": [versions or specifiers], "summary"}; where it
comes from is the administrator's choice, for this program asks nobody.
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[1]
TABLE: Final = ROOT / "docs" / "licenses.md"
EXTRAS: Final = ("postgres", "auth", "local")
CONSTRAINTS: Final = ROOT / "constraints.txt"

PERMITTED: Final = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "CNRI-Python",
        "HPND",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "PSF-2.0",
        "Unlicense",
        "Zlib",
    }
)
"""Licences under which anybody may use, change and pass on a library, whatever the rest is licensed under."""

FILE_COPYLEFT: Final = frozenset({"MPL-2.0"})
"""Changes to the library's own files must be passed on as source; nothing else is touched. We change none."""

EXCEPTIONS: Final[Mapping[str, str]] = {
    # LGPL-3.0: used as it is through its Python interface, replaceable, in the extra for PostgreSQL alone.
    "psycopg": "LGPL-3.0-only",
    "psycopg-binary": "LGPL-3.0-only",
}
"""Libraries under another licence that were looked at one by one."""

_READ_BY_HAND: Final[Mapping[str, str]] = {
    # "BSD-3-Clause, Apache-2.0, dependency licenses": PDFium and what it is built of; for tests only.
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
}
RUNNING: Final = "运行"
EXTRA: Final = "附加"
DEVELOPMENT: Final = "开发"

# How the metadata of older packages say it.
_NAMES: Final[Mapping[str, str]] = {
    "mit": "MIT",
    "mit license": "MIT",
    "apache software license": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "isc license (iscl)": "ISC",
    "python software foundation license": "PSF-2.0",
    "historical permission notice and disclaimer (hpnd)": "HPND",
}
_CLASSIFIER: Final = "License :: "
_WORDS: Final = re.compile(r"[A-Za-z0-9.+-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A library of constraints.txt.

    Attributes:
        licence: as an SPDX expression, "" when it is not known.
        purpose: what it is needed for: running, an extra, or development.
    """

    name: str
    version: str
    licence: str
    purpose: str
    homepage: str = ""


def constrained(path: Path = CONSTRAINTS) -> Mapping[str, str]:
    """Name and version of every library that was tested, in the order of the file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    written = (line.partition("#")[0].partition(";")[0].strip() for line in lines)
    return dict(one.split("==", 1) for one in written if "==" in one)


def libraries() -> tuple[Listed, ...]:
    """Every library of constraints.txt: by its metadata where it is installed, else by the present table."""
    running, with_extras = _closure(()), _closure(EXTRAS)
    known = {one.name: one for one in read_table()}
    found = []
    for name, version in constrained().items():
        key = canonicalize_name(name)
        purpose = RUNNING if key in running else EXTRA if key in with_extras else DEVELOPMENT
        try:
            one = distribution(name)
        except PackageNotFoundError:
            kept = known.get(name)
            usable = kept is not None and kept.version == version
            found.append(
                kept if kept and usable else Listed(name=name, version=version, licence="", purpose=EXTRA)
            )
        else:
            licence = _licence(one) or _READ_BY_HAND.get(key, "")
            found.append(
                Listed(name=name, version=version, licence=licence, purpose=purpose, homepage=_homepage(one))
            )
    return tuple(found)


def read_table(path: Path = TABLE) -> tuple[Listed, ...]:
    """The rows of the present table; none when there is none."""
    if not path.is_file():
        return ()
    rows = (line.strip("| ").split(" | ") for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(
        Listed(
            name=row[0], version=row[1], licence=row[2], purpose=row[3], homepage=row[4] if row[4:] else ""
        )
        for row in rows
        if len(row) >= 4 and row[3] in {RUNNING, EXTRA, DEVELOPMENT}
    )


def complaints(listed: Iterable[Listed]) -> tuple[str, ...]:
    """One sentence for each library without a licence, or under one that was not agreed to."""
    return tuple(
        f"{one.name} {one.version}：{one.licence or '没有写明许可证'}"
        for one in listed
        if not is_permitted(one.licence) and EXCEPTIONS.get(canonicalize_name(one.name)) != one.licence
    )


def is_permitted(licence: str) -> bool:
    """Whether an SPDX expression asks for nothing but names: every part joined by AND, one of those by OR."""
    if not licence:
        return False
    parts = (part.strip(" ()") for part in licence.split(" AND "))
    return all(any(_is_free(choice) for choice in part.split(" OR ")) for part in parts)


def advisories_met(listed: Iterable[Listed], database: Path) -> tuple[str, ...]:
    """A line for each advisory of the database that speaks of an installed version."""
    told = json.loads(database.read_text(encoding="utf-8"))
    installed = {canonicalize_name(one.name): one for one in listed}
    return tuple(
        f"{one.name} {one.version}：{advisory['id']} {advisory.get('summary', '')}".rstrip()
        for advisory in told
        if (one := installed.get(canonicalize_name(advisory["name"]))) is not None
        and any(_matches(one.version, versions) for versions in advisory["vulnerable"])
    )


def table(listed: Iterable[Listed]) -> str:
    """The page for docs/, in Chinese."""
    rows = [
        f"| {one.name} | {one.version} | {one.licence} | {one.purpose} | {one.homepage} |" for one in listed
    ]
    return "\n".join([*_HEAD, *rows, ""])


_HEAD: Final = (
    "# 用到的程序库及其许可证",
    "",
    "本表由 `python deploy/list_licences.py` 根据已安装的程序库自带的说明生成，不要手工修改。",
    "包括 constraints.txt 里的全部程序库。“运行”是程序本身需要的，“附加”是附加功能（postgres、auth、local）",
    "需要的，“开发”只在开发和测试时使用，不随程序分发。",
    "",
    "- 绝大多数是 MIT、BSD、Apache 等宽松许可证，可以自由使用、修改、分发。",
    "- MPL-2.0 只要求公开对该库自身文件的修改；据实没有修改它们。",
    "- psycopg 是 LGPL-3.0，只在连接 PostgreSQL 时使用，未修改，可以替换为别的版本。",
    "",
    "| 程序库 | 版本 | 许可证（SPDX） | 用途 | 主页 |",
    "|---|---|---|---|---|",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the table or checks; 1 when something is to be looked at."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--advisories", type=Path)
    options = parser.parse_args(arguments)
    listed = libraries()
    found = complaints(listed)
    if options.advisories is not None:
        found += advisories_met(listed, options.advisories)
    elif not options.check:
        TABLE.write_text(table(listed), encoding="utf-8", newline="\n")
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


def _closure(extras: Sequence[str]) -> frozenset[str]:
    """Canonical names of what the program needs to run with these extras, as far as it is installed."""
    found: set[str] = set()
    pending = list(_program_needs(extras))
    seen: set[tuple[str, frozenset[str]]] = set()
    while pending:
        name, wanted = pending.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        found.add(canonicalize_name(name))
        try:
            one = distribution(name)
        except PackageNotFoundError:
            continue
        pending += [(need.name, frozenset(need.extras)) for need in _needs(one, wanted)]
    return frozenset(found)


def _program_needs(extras: Sequence[str]) -> Iterator[tuple[str, frozenset[str]]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    for written in (*project["dependencies"], *(line for extra in extras for line in optional[extra])):
        need = Requirement(written)
        yield need.name, frozenset(need.extras)


def _needs(one: Distribution, extras: frozenset[str]) -> Iterator[Requirement]:
    for written in one.requires or ():
        need = Requirement(written)
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in (*extras, "")):
            yield need


def _homepage(one: Distribution) -> str:
    links = [link.partition(",") for link in one.metadata.get_all("Project-URL") or ()]
    home = next((url.strip() for label, _, url in links if label.lower() in _HOMES), "")
    return _first(one, "Home-page") or home or (links[0][2].strip() if links else "")


def _first(one: Distribution, field: str) -> str:
    return next(iter(one.metadata.get_all(field) or ()), "")


_HOMES: Final = ("homepage", "home", "source", "repository", "source code")


def _licence(one: Distribution) -> str:
    metadata = one.metadata
    if expression := _first(one, "License-Expression"):
        return expression
    classes = [line for line in metadata.get_all("Classifier") or () if line.startswith(_CLASSIFIER)]
    named = [_NAMES.get(line.rsplit(" :: ", 1)[-1].lower(), "") for line in classes]
    if named and all(named):
        return " AND ".join(dict.fromkeys(named))
    written = _first(one, "License").strip()
    short = written.splitlines()[0].strip() if written else ""
    return _NAMES.get(short.lower(), short if _WORDS.fullmatch(short) else "")


def _is_free(choice: str) -> bool:
    return choice.strip(" ()") in PERMITTED | FILE_COPYLEFT


def _matches(version: str, versions: str) -> bool:
    return version == versions or (versions[:1] in "<>=!~" and version in SpecifierSet(versions))


if __name__ == "__main__":
    sys.exit(main())
