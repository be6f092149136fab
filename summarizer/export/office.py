"""LibreOffice on this computer: where it is, and one conversion with a profile of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr

from summarizer.errors import ExportError

TIMEOUT_S: Final = 120.0
"""How long one conversion may take; a cold start on a slow disk alone can take half a minute."""

BY_HAND: Final = "请先导出 Word 文档，再用 Word 或 WPS 另存为 PDF。"
"""What a user can do without LibreOffice."""

_NAMES: Final = ("soffice", "libreoffice", "loffice")
_OFFICE: Final = "/org.openoffice.Office.Common"
_PDF_OPTIONS: Final[Mapping[str, str]] = {
    # A PDF that can be read aloud and leafed through by its headings.
    "UseTaggedPDF": "true",
    "ExportBookmarks": "true",
    "DisplayPDFDocumentTitle": "true",
}


def find_office(*, platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The program file of LibreOffice, None when it is not installed.

    What stands on the search path comes first, then where installers put it.
    """
    for name in _NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found is not None:
            return _console_twin(Path(found))
    usual = (
        path
        for folder, pattern in _usual_places(platform, environment)
        for path in _matching(folder, pattern)
    )
    return next(map(_console_twin, usual), None)


def convert_to_pdf(
    office: Path, content: bytes, *, replacements: Mapping[str, str], timeout_s: float = TIMEOUT_S
) -> bytes:
    """The PDF LibreOffice makes of a .docx.

    Args:
        office: its program file.
        content: the .docx.
        replacements: fonts to draw instead of those that are missing.
        timeout_s: after which it is stopped.

    Raises:
        ExportError: it does not start, takes too long or makes no PDF.
    """
    with tempfile.TemporaryDirectory(prefix="summarizer-pdf-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        source, made = work / "document.docx", work / "document.pdf"
        source.write_bytes(content)
        _write_profile(work / "profile", replacements)
        _run(office, work, source, timeout_s)
        result = made.read_bytes() if made.is_file() else b""
    if not result.startswith(b"%PDF"):
        message = "LibreOffice 没有转出 PDF"
        raise ExportError(message, hint=BY_HAND)
    return result


def _usual_places(platform: str, environment: Mapping[str, str]) -> tuple[tuple[Path, str], ...]:
    """Folders and, below each, patterns of the program file."""
    if platform == "win32":
        roots = (environment.get(name) for name in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)"))
        places = dict.fromkeys(Path(root) for root in roots if root)
        return tuple((place, "LibreOffice*/program/soffice.exe") for place in places)
    if platform == "darwin":
        folders = [Path("/Applications"), Path(environment.get("HOME", "/")) / "Applications"]
        return tuple((folder, "LibreOffice*.app/Contents/MacOS/soffice") for folder in folders)
    return (
        (Path("/opt"), "libreoffice*/program/soffice"),
        (Path("/usr/lib"), "libreoffice/program/soffice"),
        (Path("/usr/lib64"), "libreoffice/program/soffice"),
        (Path("/snap/bin"), "libreoffice"),
    )


def _matching(folder: Path, pattern: str) -> list[Path]:
    """Files below `folder`, the newest version first as far as names tell."""
    try:
        return sorted(filter(Path.is_file, folder.glob(pattern)), reverse=True)
    except OSError:
        # A folder that may not be read holds no LibreOffice for this user.
        return []


def _console_twin(found: Path) -> Path:
    """On Windows soffice.com, which waits until the work is done; soffice.exe need not."""
    twin = found.with_suffix(".com")
    return twin if found.suffix.lower() == ".exe" and twin.is_file() else found


def _write_profile(profile: Path, replacements: Mapping[str, str]) -> None:
    """A fresh profile: one in use is locked by any open window, and settings of the user must not matter."""
    options = "".join(
        f'<item oor:path="{_OFFICE}/Filter/PDF/Export"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for name, value in _PDF_OPTIONS.items()
    )
    pairs = "".join(
        f'<item oor:path="{_OFFICE}/Font/Substitution/FontPairs"><node oor:name="_{number}" oor:op="replace">'
        f"{_property('ReplaceFont', missing)}{_property('SubstituteFont', present)}"
        f"{_property('Always', 'true')}{_property('OnScreenOnly', 'false')}</node></item>"
        for number, (missing, present) in enumerate(replacements.items())
    )
    switch = f'<item oor:path="{_OFFICE}/Font/Substitution">{_property("Replacement", "true")}</item>'
    folder = profile / "user"
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{options}{switch}{pairs}</oor:items>",
        encoding="utf-8",
    )


def _property(name: str, value: str) -> str:
    escaped = quoteattr(value)[1:-1]
    return f'<prop oor:name="{name}" oor:op="fuse"><value>{escaped}</value></prop>'


def _run(office: Path, work: Path, source: Path, timeout_s: float) -> None:
    command = [
        str(office),
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nolockcheck", "--convert-to", "pdf:writer_pdf_Export"),
        *("--outdir", str(work), str(source)),
    ]
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=work,
            # A group of its own: the launcher's children must end with it.
            start_new_session=sys.platform != "win32",
        )
    except OSError as error:
        message = "LibreOffice 无法启动，没有转出 PDF"
        raise ExportError(message, hint=BY_HAND) from error
    with process:
        try:
            process.wait(timeout_s)
        except subprocess.TimeoutExpired as error:
            message = f"LibreOffice 转换 PDF 超过 {timeout_s:g} 秒，已停止"
            raise ExportError(message, hint=BY_HAND) from error
        finally:
            if process.poll() is None:
                _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ends the launcher and what it started."""
    if sys.platform == "win32":
        subprocess.run(
            ["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, timeout=30, check=False
        )
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
