"""After whole runs, good and bad, the key is nowhere: database, journal, logs, exports, backups, choices."""

import io
import json
import logging
import os
import subprocess
import sys
import threading
import traceback
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from llm_fixtures import LlmServer

from summarizer.assemble import build_pipeline, load_settings
from summarizer.domain import RunOptions
from summarizer.drafting.choice import CUSTOM
from summarizer.drafting.connection import check_target
from summarizer.drafting.presets import resolve_target
from summarizer.errors import SummarizerError
from summarizer.export import FontSet, Format
from summarizer.logs import JsonFormatter
from summarizer.settings import Choices, Settings, save_choices
from summarizer.store.backup import back_up

# The one key the fake server repeats in an error, as some real ones do.
KEY = "test-key-1234567890"
SHEET = """---
unit: 云溪市第三小学工会
kind: school
period: 2024年度
---
## 关爱 {topic=welfare}
- 1月走访慰问困难职工32户
## 思想 {topic=ideology}
- 组织学习4次
"""
WAIT_S = 120
# A good answer, one that repeats the key, a refusal of the key, and a broken connection.
MODELS = ("faithful", "echoes-key", "status-401", "reset")


@pytest.fixture(params=["environment", ".env"])
def home(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, llm_server: LlmServer
) -> Path:
    """A data folder; the key comes from the environment or from a .env beside it."""
    for field in Settings.model_fields.values():
        for name in getattr(field.validation_alias, "choices", ()):
            monkeypatch.delenv(str(name), raising=False)
    folder, working = tmp_path / "home", tmp_path / "working"
    folder.mkdir()
    working.mkdir()
    monkeypatch.chdir(working)
    monkeypatch.setenv("SUMMARIZER_HOME", str(folder))
    monkeypatch.setenv("SUMMARIZER_EMBEDDING_MODEL", "none")
    monkeypatch.setenv("OPENAI_BASE_URL", llm_server.base_url)
    if request.param == "environment":
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
    else:
        (working / ".env").write_text(f"OPENAI_API_KEY={KEY}\n", encoding="utf-8")
    return folder


@pytest.fixture
def logs(home: Path) -> Iterator[None]:
    """Everything that any library logs, in both forms, beside the data."""
    root, before = logging.getLogger(), logging.getLogger().level
    plain, lines = (logging.FileHandler(home / name, encoding="utf-8") for name in ("plain.log", "json.log"))
    lines.setFormatter(JsonFormatter())
    root.setLevel(logging.DEBUG)
    for handler in (plain, lines):
        root.addHandler(handler)
    yield
    root.setLevel(before)
    for handler in (plain, lines):
        root.removeHandler(handler)
        handler.close()


def holders(*folders: Path) -> list[str]:
    """The files, members of archives included, that hold the key in any encoding it may be written in."""
    written = [KEY.encode(encoding) for encoding in ("utf-8", "utf-16-le")]
    found = []
    for path in sorted(one for folder in folders for one in folder.rglob("*") if one.is_file()):
        parts = [path.read_bytes()]
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(io.BytesIO(parts[0])) as archive:
                parts += [archive.read(name) for name in archive.namelist()]
        if any(form in part for form in written for part in parts):
            found.append(path.name)
    return found


def test_the_search_finds_a_key_also_in_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<a>{KEY}</a>")
    (tmp_path / "b.txt").write_text("慰问", encoding="utf-8")
    assert holders(tmp_path) == ["a.docx"]


@pytest.mark.usefixtures("logs")
def test_a_whole_run_leaves_the_key_nowhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    for model in MODELS:
        monkeypatch.setenv("SUMMARIZER_MODEL", f"{model}@secrets-{home.parent.name}")
        settings = load_settings()
        told += [repr(settings), settings.model_dump_json(), str(check_target(resolve_target(settings)))]
        told += written_and_exported(settings, home)
        save_choices(home, Choices(preset=CUSTOM, base_url=str(settings.openai_base_url), model=model))
    assert "慰问" in (home / "总结.md").read_text(encoding="utf-8")
    assert (home / "plain.log").stat().st_size
    assert not [words for words in told if KEY in words]
    assert holders(home) == []


def written_and_exported(settings: Settings, home: Path) -> list[str]:
    """Drafts a document, exports and backs it up; all that could be shown of it."""
    told: list[str] = []
    pipeline = build_pipeline(settings)
    try:
        document = pipeline.import_fact_sheet(SHEET)
        run = pipeline.start_run(document.id, options=RunOptions(engine="llm"))
        waits = threading.Event()
        for _ in range(WAIT_S * 20):
            now = pipeline.watch_run(document.id)
            if now is None or not now.is_live:
                break
            waits.wait(0.05)
        told += [repr(run), repr(now), repr(pipeline.drafters)]
        written = pipeline.load(document.id)
        for form in (Format.DOCX, Format.MD, Format.TXT):
            exported = pipeline.export(written, format=form, fonts=FontSet.STANDARD)
            (home / f"总结.{form.value}").write_bytes(exported.content)
        report = pipeline.check(written)
        review = pipeline.export_review(written, report, fonts=FontSet.STANDARD)
        (home / "审阅稿.docx").write_bytes(review.content)
        (home / "事实单.md").write_text(pipeline.export_fact_sheet(document.id), encoding="utf-8")
        back_up(settings.resolved_database_url, home / f"{document.id}.backup")
        told += holders(home)
    except SummarizerError as error:
        told += [error.sentence, "".join(traceback.format_exception(error))]
        raise
    finally:
        pipeline.close()
    return told


@pytest.mark.parametrize("model", ["faithful", "echoes-key"])
def test_the_command_line_tells_nobody_the_key(home: Path, tmp_path: Path, model: str) -> None:
    sheet = tmp_path / "working" / "事实.md"
    sheet.write_text(SHEET, encoding="utf-8")
    environment = {**os.environ, "SUMMARIZER_MODEL": f"{model}@command", "SUMMARIZER_DEBUG": "1"}
    command = [sys.executable, "-m", "summarizer", "draft", sheet.name, "--engine", "llm", "--json"]
    done = subprocess.run(
        command, cwd=sheet.parent, env={**environment, "PYTHONUTF8": "1"}, capture_output=True, check=False
    )
    assert done.returncode == (0 if model == "faithful" else 3)
    assert KEY.encode() not in done.stdout + done.stderr
    if model == "faithful":
        assert "32户" in str(json.loads(done.stdout))
    assert [name for name in holders(home.parent) if name != ".env"] == []
