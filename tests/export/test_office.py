import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from summarizer.errors import ExportError
from summarizer.export.office import convert_to_pdf, find_office


def _program(folder: Path, name: str = "soffice", script: str = "") -> Path:
    """An office that runs `script` with `arguments`, `out` and `profile` set, as Python."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    lines = [
        f"#!{sys.executable}",
        "import pathlib, subprocess, sys, time",
        "arguments = sys.argv[1:]",
        "out = pathlib.Path(arguments[arguments.index('--outdir') + 1])",
        "profile = out / 'profile' / 'user' / 'registrymodifications.xcu'",
        script,
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_search_path_comes_first(tmp_path: Path) -> None:
    found = _program(tmp_path / "bin", "libreoffice")

    assert find_office(environment={"PATH": str(tmp_path / "bin")}) == found


@pytest.mark.parametrize(
    ("platform", "variable", "place"),
    [
        ("win32", "ProgramFiles", "LibreOffice/program/soffice.exe"),
        ("win32", "ProgramW6432", "LibreOffice 24/program/soffice.exe"),
        ("darwin", "HOME", "Applications/LibreOffice.app/Contents/MacOS/soffice"),
    ],
)
def test_usual_places_are_looked_through(platform: str, variable: str, place: str, tmp_path: Path) -> None:
    program = tmp_path / place
    program.parent.mkdir(parents=True)
    program.touch()

    assert (
        find_office(platform=platform, environment={"PATH": str(tmp_path), variable: str(tmp_path)})
        == program
    )


def test_windows_uses_the_program_that_waits(tmp_path: Path) -> None:
    folder = tmp_path / "LibreOffice" / "program"
    folder.mkdir(parents=True)
    (folder / "soffice.exe").touch()
    (folder / "soffice.com").touch()

    assert find_office(platform="win32", environment={"PATH": "", "ProgramFiles": str(tmp_path)}) == (
        folder / "soffice.com"
    )


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    assert find_office(platform="win32", environment={"PATH": str(tmp_path)}) is None


def test_the_profile_is_fresh_and_replaces_missing_fonts(tmp_path: Path) -> None:
    script = "(out / 'document.pdf').write_bytes(b'%PDF' + profile.read_bytes())"
    made = convert_to_pdf(
        _program(tmp_path, script=script), b"docx", replacements={"仿宋": "A&B<宋>"}
    ).decode()

    assert '<prop oor:name="ReplaceFont" oor:op="fuse"><value>仿宋</value>' in made
    assert "<value>A&amp;B&lt;宋&gt;</value>" in made
    assert '<prop oor:name="UseTaggedPDF" oor:op="fuse"><value>true</value>' in made


def test_the_document_reaches_the_program(tmp_path: Path) -> None:
    script = "(out / 'document.pdf').write_bytes(b'%PDF' + pathlib.Path(arguments[-1]).read_bytes())"

    assert convert_to_pdf(_program(tmp_path, script=script), b"docx", replacements={}) == b"%PDFdocx"


@pytest.mark.parametrize("script", ["", "sys.exit(77)", "(out / 'document.pdf').write_bytes(b'')"])
def test_no_pdf_is_one_sentence(script: str, tmp_path: Path) -> None:
    with pytest.raises(ExportError) as raised:
        convert_to_pdf(_program(tmp_path, script=script), b"docx", replacements={})

    assert raised.value.sentence == (
        "LibreOffice 没有转出 PDF。请先导出 Word 文档，再用 Word 或 WPS 另存为 PDF。"
    )


def test_a_program_that_does_not_start_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="LibreOffice 无法启动，没有转出 PDF"):
        convert_to_pdf(tmp_path / "missing", b"docx", replacements={})


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    script = (
        f"child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"pathlib.Path({str(tmp_path / 'child')!r}).write_text(str(child.pid))\n"
        "time.sleep(600)"
    )
    with pytest.raises(ExportError, match="LibreOffice 转换 PDF 超过 3 秒，已停止"):
        convert_to_pdf(_program(tmp_path, script=script), b"docx", replacements={}, timeout_s=3)

    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    for _ in range(100):
        if not _is_running(child):
            return
        time.sleep(0.05)
    pytest.fail("the child of the office outlived it")


def _is_running(process_id: int) -> bool:
    """Whether a process does anything; one that waits for its parent's notice does not."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process_id)], capture_output=True, text=True, check=False
    )
    return bool(listed.stdout.strip()) and not listed.stdout.startswith("Z")
