"""LibreOffice for tests: a private profile, and fonts that stand in for those official documents name."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

# What to draw each named font with, best first. Body and levels differ, so that a judge can tell them apart.
_STAND_INS: Mapping[str, Sequence[str]] = {
    "仿宋_GB2312": ("FandolFang R", "FandolFang", "AR PL SungtiL GB", "AR PL UMing CN", "Noto Serif CJK SC"),
    "仿宋": ("FandolFang R", "FandolFang", "AR PL SungtiL GB", "AR PL UMing CN", "Noto Serif CJK SC"),
    "楷体_GB2312": ("FandolKai", "AR PL KaitiM GB", "AR PL UKai CN", "LXGW WenKai", "Noto Sans CJK SC"),
    "楷体": ("FandolKai", "AR PL KaitiM GB", "AR PL UKai CN", "LXGW WenKai", "Noto Sans CJK SC"),
    "黑体": ("FandolHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"),
    "宋体": ("FandolSong", "Noto Serif CJK SC", "AR PL UMing CN", "AR PL SungtiL GB"),
    "方正小标宋简体": ("Noto Serif CJK SC", "FandolSong", "AR PL UMing CN", "AR PL SungtiL GB"),
}
_TIMEOUT_S = 240


def require_office() -> str:
    """The path of soffice; without it the test is skipped, or fails where optional tools are required."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None or shutil.which("fc-list") is None:
        if os.environ.get("SUMMARIZER_REQUIRE_OPTIONAL") == "1":
            pytest.fail("LibreOffice and fontconfig are required here but were not found")
        pytest.skip("LibreOffice or fontconfig is not installed")
    return found


def convert_to_pdf(soffice: str, sources: Sequence[Path], work: Path) -> dict[str, Path]:
    """The PDF of each source by its stem, all made in one run of LibreOffice below `work`."""
    target = work / "pdf"
    command = [
        soffice,
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(target),
        *map(str, sources),
    ]
    environment = os.environ | {"FONTCONFIG_FILE": str(_write_font_map(work))}
    done = subprocess.run(command, env=environment, capture_output=True, timeout=_TIMEOUT_S, check=False)
    made = {source.stem: target / f"{source.stem}.pdf" for source in sources}
    missing = [stem for stem, path in made.items() if not path.exists()]
    if missing:
        pytest.fail(f"LibreOffice made no PDF of {missing}: {done.stderr.decode(errors='replace')[-500:]}")
    return made


def _write_font_map(work: Path) -> Path:
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, timeout=60, check=True)
    families = {name for line in listed.stdout.decode().splitlines() for name in line.strip().split(",")}
    matches = "".join(
        f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{escape(stand_in)}</string></edit></match>'
        for name, stand_ins in _STAND_INS.items()
        for stand_in in [family for family in stand_ins if family in families][:1]
    )
    cache = work / "font-cache"
    cache.mkdir(exist_ok=True)
    path = work / "fonts.conf"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<cachedir>{escape(str(cache))}</cachedir>{matches}</fontconfig>",
        encoding="utf-8",
    )
    return path
