"""Pasting into LibreOffice Writer: it reads HTML the same way from a file as from the clipboard."""

import subprocess
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from office import require_office

_TIMEOUT_S = 240


def paste(html: str, work: Path) -> WordDocument:
    """The Writer document made of `html`, read back as a .docx; skips without LibreOffice."""
    soffice = require_office()
    source, made = work / "pasted.html", work / "pasted.docx"
    source.write_text(html, encoding="utf-8")
    command = [
        soffice,
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--headless",
        "--infilter=HTML (StarWriter)",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(work),
        str(source),
    ]
    done = subprocess.run(command, capture_output=True, timeout=_TIMEOUT_S, check=False)
    if not made.exists():
        pytest.fail(f"LibreOffice made no .docx: {done.stderr.decode(errors='replace')[-500:]}")
    return docx.Document(str(made))
