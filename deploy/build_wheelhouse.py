"""Everything a computer without internet needs to install the program, in one folder.

Run it where the package index can be reached, then carry the folder over:

    python deploy/build_wheelhouse.py wheelhouse --extra postgres
    python deploy/build_wheelhouse.py wheelhouse --platform win_amd64 --python-version 3.12

and over there: pip install --no-index --find-links wheelhouse -c wheelhouse/constraints.txt summarizer
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
CHECKSUMS: Final = "SHA256SUMS"
_LEFT_OUT: Final = shutil.ignore_patterns(
    ".*", "build", "*.egg-info", "__pycache__", "tests", "wheelhouse*", "*.db"
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Builds the folder; pip's exit code when it fails."""
    options = _parser().parse_args(arguments)
    folder: Path = options.folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        # What an earlier build left behind in the source tree would get into the wheel.
        source = Path(shutil.copytree(ROOT, Path(scratch) / "source", ignore=_LEFT_OUT))
        for command in commands(options, source):
            done = subprocess.run(command, check=False)
            if done.returncode:
                print(f"没有完成：{' '.join(command[1:4])} 退出码 {done.returncode}", file=sys.stderr)
                return done.returncode
    shutil.copyfile(ROOT / "constraints.txt", folder / "constraints.txt")
    count = write_checksums(folder)
    print(f"{folder} 里有 {count} 个文件，整个文件夹拷到内网后安装（见 docs/admin.md）。")
    return 0


def commands(options: argparse.Namespace, source: Path) -> tuple[list[str], ...]:
    """The program's own wheel, then all it depends on, in the versions that were tested together."""
    pip = [sys.executable, "-m", "pip"]
    extras = f"[{','.join(options.extra)}]" if options.extra else ""
    download = [*pip, "download", "--dest", str(options.folder), "--find-links", str(options.folder)]
    download += ["-c", str(ROOT / "constraints.txt")]
    if options.platform or options.python_version:
        # For another computer pip can take finished wheels only.
        download.append("--only-binary=:all:")
    for platform in options.platform:
        download += ["--platform", platform]
    if options.python_version:
        download += ["--python-version", options.python_version]
    return (
        [*pip, "wheel", "--no-deps", "--wheel-dir", str(options.folder), str(source)],
        [*download, f"summarizer{extras}"],
    )


def write_checksums(folder: Path) -> int:
    """Writes SHA256SUMS as `sha256sum -c` reads it; the number of files in it."""
    paths = sorted(path for path in folder.iterdir() if path.is_file() and path.name != CHECKSUMS)
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths]
    (folder / CHECKSUMS).write_text("".join(lines), encoding="utf-8", newline="\n")
    return len(paths)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="备好内网安装要用的全部安装包。")
    parser.add_argument("folder", type=Path, help="放安装包的文件夹")
    parser.add_argument(
        "--extra", action="append", default=[], choices=["postgres", "auth", "local"], help="附加功能"
    )
    parser.add_argument("--platform", action="append", default=[], help="目标电脑，如 win_amd64")
    parser.add_argument("--python-version", default="", help="目标电脑的 Python 版本，如 3.12")
    return parser


if __name__ == "__main__":
    sys.exit(main())
