"""Lines of old Word files (.doc, .wps) and RTF; LibreOffice helps where it is installed."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from summarizer.errors import TooLargeError, UnreadableFileError
from summarizer.library.limits import Limits
from summarizer.library.loaders.plain import number_lines
from summarizer.library.loaders.values import SourceLine

_RESAVE: Final = "请在 Word 或 WPS 中打开，另存为 .docx 后再上传。"
# Field codes Word keeps between these marks, cell ends, and anchors of pictures and notes.
_FIELD = re.compile("\x13[^\x13\x14\x15]{0,2000}\x14([^\x13\x14\x15]{0,2000})\x15")
_BARE_FIELD = re.compile("\x13[^\x13\x14\x15]{0,2000}\x15")
_ROW = re.compile(r"^([^\n|]*\|[^\n]*)\|$", re.MULTILINE)
# Pictures and embedded objects are written in hexadecimal digits, by far the most of a file that has some.
_PICTURE_BYTES = re.compile(rb"[0-9A-Fa-f]{64}(?:[\r\n]*[0-9A-Fa-f]{64})+")
# A Chinese character takes eight: \'b9\'a4.
_RTF_BYTES_PER_CHAR: Final = 8
_MOST_GROUPS: Final = 500_000
_INTERNET: Final = "/org.openoffice.Inet/Settings"
_SCRIPTING: Final = "/org.openoffice.Office.Common/Security/Scripting"
_SAFE_SETTINGS: Final = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    # 2: a proxy set by hand, for everything; port 9 is the one where all is thrown away.
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetNoProxy", ""),
    *(
        (_INTERNET, f"ooInet{protocol}Proxy{part}", value)
        for protocol in ("HTTP", "HTTPS", "FTP")
        for part, value in (("Name", "127.0.0.1"), ("Port", "9"))
    ),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)
_ANCHORS = re.compile("[\x01-\x06\x08\x13-\x15\ufffc]")


def read_doc(content: bytes, limits: Limits) -> tuple[SourceLine, ...]:
    """The paragraphs of a .doc or .wps of Word 97 and later.

    Raises:
        UnreadableFileError: encrypted, older than Word 97, or damaged, and LibreOffice cannot help either.
    """
    from legacy_doc import LegacyDocError, extract_text  # type: ignore[import-untyped]

    try:
        text = extract_text(content).text
    except LegacyDocError as error:
        if "encrypt" in str(error).lower():
            message = "这个 Word 文件设有密码，无法读取"
            raise UnreadableFileError(message, hint="请去掉密码，另存后再上传。") from error
        return read_docx_converted(content, ".doc", limits)
    except (ValueError, IndexError, KeyError, OverflowError, RecursionError, MemoryError) as error:
        message = "这个 Word 文件不完整或已损坏"
        raise UnreadableFileError(message, hint=_RESAVE) from error
    text = _FIELD.sub(r"\1", _BARE_FIELD.sub("", text)).replace("\x07", "\t")
    return number_lines(_ANCHORS.sub("", text))


def read_rtf(content: bytes, limits: Limits) -> tuple[SourceLine, ...]:
    """The paragraphs of an RTF file.

    Raises:
        UnreadableFileError: damaged.
        TooLargeError: without its pictures it is longer than any text within the limits is written.
    """
    from striprtf.striprtf import rtf_to_text

    content = _PICTURE_BYTES.sub(b"", content)
    if len(content) > _RTF_BYTES_PER_CHAR * limits.chars or content.count(b"{") > _MOST_GROUPS:
        message = "这个 RTF 文件内容太多，超出了导入的限制"
        raise TooLargeError(message)
    try:
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            content.decode("latin-1"), encoding="gb18030", errors="replace"
        )
    except (ValueError, IndexError, KeyError, LookupError, OverflowError, RecursionError) as error:
        message = "这个 RTF 文件不完整或已损坏"
        raise UnreadableFileError(message, hint=_RESAVE) from error
    return number_lines(_ROW.sub(lambda row: row[1].replace("|", "\t"), text))


def read_docx_converted(content: bytes, suffix: str, limits: Limits) -> tuple[SourceLine, ...]:
    """The paragraphs after LibreOffice has made a .docx of the file.

    Raises:
        UnreadableFileError: LibreOffice is not installed, fails, or takes too long.
    """
    from summarizer.library.loaders.word import read_docx

    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        message = "这个旧版文档无法读取"
        raise UnreadableFileError(message, hint=_RESAVE)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"source{suffix}"
        source.write_bytes(content)
        _convert(office, source, limits.office_s)
        converted = source.with_suffix(".docx")
        if not converted.is_file():
            message = "这个旧版文档不完整或已损坏"
            raise UnreadableFileError(message, hint=_RESAVE)
        return read_docx(converted.read_bytes(), limits)


def _write_profile(profile: Path) -> None:
    """Settings under which LibreOffice runs no macro, updates no link and finds no way to the network.

    It asks for pictures and style sheets a document names even while converting it; a proxy where nobody
    listens is the one setting that holds for all of them.
    """
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SAFE_SETTINGS
    )
    folder = profile / "user"
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _convert(office: str, source: Path, timeout_s: float) -> None:
    """Runs LibreOffice with a profile of its own: a shared one is locked by any open window."""
    profile = source.parent / "profile"
    _write_profile(profile)
    command = [
        office,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
    ]
    try:
        subprocess.run(
            [*command, "--outdir", str(source.parent), str(source)],
            capture_output=True,
            timeout=timeout_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        message = f"转换这个旧版文档超过{timeout_s:g}秒，已停止"
        raise UnreadableFileError(message, hint=_RESAVE) from error
    except OSError as error:
        message = "LibreOffice 无法启动，旧版文档没有读取"
        raise UnreadableFileError(message, hint=_RESAVE) from error
