"""Downloads a model file when the user asks for it: resumed where it broke off, checked before it is used."""

import errno
import hashlib
import http.client
import logging
import re
import shutil
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from summarizer.drafting.local.catalogue import OfferedModel
from summarizer.errors import DownloadError, EngineError, ModelFileError

_PART: Final = ".part"
_CHUNK_BYTES: Final = 1 << 20
_TIMEOUT_S: Final = 30.0
_TRIES: Final = 5
_FIRST_WAIT_S: Final = 1.0
_SPARE_BYTES: Final = 256 << 20
_CONTENT_RANGE: Final = re.compile(r"bytes (\d+)-\d+/(\d+)")
_DISK_HINT: Final = "请清理磁盘，或用 SUMMARIZER_HOME 把数据放到别的盘，再点“继续下载”。"
_FULL: Final = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})
_log = logging.getLogger(__name__)

OnProgress = Callable[[int], None]
"""Called with the bytes that are there, every mebibyte or so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadProgress:
    """How far a download is.

    Attributes:
        done: bytes that are there.
        is_running: whether more are coming.
        path: the finished file, None before.
        failure: why it ended without one, None while it runs and after it was stopped.
    """

    model: OfferedModel
    done: int = 0
    is_running: bool = False
    path: Path | None = None
    failure: EngineError | None = None

    @property
    def share(self) -> float:
        """The part that is there, 0 to 1."""
        return min(1.0, self.done / self.model.size)


class ModelDownload:
    """A download on a thread of its own, watched and stopped from others."""

    def __init__(
        self, model: OfferedModel, folder: Path, *, fetch: "Callable[..., Path | None] | None" = None
    ) -> None:
        """Nothing is asked for yet. Args: model: what to download; folder: where to; fetch: another way."""
        self._fetch = fetch if fetch is not None else fetch_model
        self._folder = folder
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._progress = DownloadProgress(model=model, done=downloaded_bytes(model, folder))

    @property
    def progress(self) -> DownloadProgress:
        """How far it is."""
        return self._progress

    def start(self) -> None:
        """Begins, or goes on where it was stopped; does nothing while it runs."""
        if self._progress.is_running:
            return
        self._stopped.clear()
        model = self._progress.model
        self._progress = DownloadProgress(
            model=model, done=downloaded_bytes(model, self._folder), is_running=True
        )
        self._thread = threading.Thread(target=self._run, name="summarizer-download", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stops it; what came is kept."""
        self._stopped.set()

    def join(self, timeout_s: float | None = None) -> None:
        """Waits until it has ended."""
        if self._thread is not None:
            self._thread.join(timeout_s)

    def _run(self) -> None:
        model, path, failure = self._progress.model, None, None
        try:
            path = self._fetch(
                model,
                self._folder,
                is_stopped=self._stopped.is_set,
                on_progress=self._note,
                wait=self._stopped.wait,
            )
        except EngineError as error:
            failure = error
        except Exception:  # noqa: BLE001 - whatever happens, the page must not wait for ever
            _log.exception("a download failed unexpectedly")
            failure = DownloadError("下载时出了没有料到的错误")
        done = model.size if path is not None else downloaded_bytes(model, self._folder)
        self._progress = DownloadProgress(model=model, done=done, path=path, failure=failure)

    def _note(self, done: int) -> None:
        self._progress = DownloadProgress(model=self._progress.model, done=done, is_running=True)


def downloaded_bytes(model: OfferedModel, folder: Path) -> int:
    """Bytes of `model` that are in `folder`, whole or in part."""
    for path in (folder / model.file, folder / (model.file + _PART)):
        try:
            return path.stat().st_size
        except OSError:
            continue
    return 0


def fetch_model(
    model: OfferedModel,
    folder: Path,
    *,
    is_stopped: Callable[[], bool] = lambda: False,
    on_progress: OnProgress = lambda _: None,
    wait: Callable[[float], object] | None = None,
) -> Path | None:
    """The model's file in `folder`, downloaded and checked; None when it was stopped.

    What is there of an earlier try is kept and the rest is asked for. After a cut connection it goes on by
    itself, as long as each try brings something; five tries that bring nothing end it.

    Args:
        model: what to download.
        folder: made when it is missing.
        is_stopped: asked after every chunk.
        on_progress: told the bytes that are there.
        wait: waits some seconds; one that ends early when the download is stopped makes stopping quick.

    Raises:
        DownloadError: the server cannot be reached, refuses, or keeps breaking off; the disk is full.
        ModelFileError: what came is not the file of the catalogue; it was deleted.
    """
    target, part = folder / model.file, folder / (model.file + _PART)
    if target.exists():
        return target
    pause = wait if wait is not None else threading.Event().wait
    _make_room(model, folder, part)
    failed = 0
    while not is_stopped():
        before = _size(part)
        try:
            _receive(model, part, is_stopped=is_stopped, on_progress=on_progress)
        except _BrokenOffError as error:
            failed = 0 if _size(part) > before else failed + 1
            if failed >= _TRIES:
                raise error.told from error
            if is_stopped():
                return None
            pause(_FIRST_WAIT_S * 2**failed)
            continue
        if _size(part) >= model.size:
            return _accept(model, part, target)
    return None


class _BrokenOffError(Exception):
    """A try that ended early; another may bring the rest."""

    def __init__(self, told: DownloadError) -> None:
        super().__init__(str(told))
        self.told = told


def _make_room(model: OfferedModel, folder: Path, part: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(folder).free
    except OSError as error:
        message = f"不能在“{folder}”里存放模型"
        raise DownloadError(message, hint="请检查这个文件夹的写入权限。") from error
    missing = model.size - _size(part)
    if free < missing + _SPARE_BYTES:
        message = f"磁盘空间不够：还要{missing / 1e9:.1f} GB，只剩{free / 1e9:.1f} GB"
        raise DownloadError(message, hint=_DISK_HINT)


def _receive(
    model: OfferedModel, part: Path, *, is_stopped: Callable[[], bool], on_progress: OnProgress
) -> None:
    """One request for what is missing, written behind what is there."""
    there = _size(part)
    if there >= model.size:
        return
    try:
        # The address is one of the catalogue's, always https.
        with urllib.request.urlopen(_request(model, there), timeout=_TIMEOUT_S) as response:
            begin = _begin(response, model, there)
            with part.open("ab" if begin else "wb") as file:
                _copy(response, file, begin, model.size, is_stopped=is_stopped, on_progress=on_progress)
    except urllib.error.HTTPError as error:
        with error:
            raise _refused(error) from error
    except (OSError, http.client.HTTPException) as error:
        if getattr(error, "errno", None) in _FULL:
            message = "磁盘写满了，下载停了下来"
            raise DownloadError(message, hint=_DISK_HINT) from error
        if isinstance(error, PermissionError):
            message = f"不能写入“{part.name}”"
            raise DownloadError(message, hint="请检查数据文件夹的写入权限。") from error
        raise _BrokenOffError(DownloadError("与下载服务器的连接断开或连不上")) from error


def _request(model: OfferedModel, there: int) -> urllib.request.Request:
    headers = {"User-Agent": "summarizer", "Accept-Encoding": "identity"}
    return urllib.request.Request(
        model.url, headers=headers | ({"Range": f"bytes={there}-"} if there else {})
    )


def _begin(response: Any, model: OfferedModel, there: int) -> int:  # noqa: ANN401 - http.client's, without a public type
    """Where the body begins in the file: `there`, or 0 from a server that does not resume.

    Raises:
        ModelFileError: the server has a file of another size.
    """
    told = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if response.status == http.client.PARTIAL_CONTENT and told and int(told[1]) == there:
        begin, size = there, int(told[2])
    else:
        begin, size = 0, int(response.headers.get("Content-Length") or model.size)
    if size != model.size:
        message = f"服务器上的文件大小（{size}字节）与目录里的（{model.size}字节）不同"
        raise ModelFileError(message, hint="模型可能已更新，请换一个模型，或更新本程序。")
    return begin


def _copy(
    response: Any,  # noqa: ANN401 - http.client's, without a public type
    file: IO[bytes],
    done: int,
    size: int,
    *,
    is_stopped: Callable[[], bool],
    on_progress: OnProgress,
) -> None:
    on_progress(done)
    while not is_stopped() and (chunk := response.read(min(_CHUNK_BYTES, size - done))):
        file.write(chunk)
        done += len(chunk)
        on_progress(done)
    if done < size and not is_stopped():
        raise _BrokenOffError(DownloadError("下载中途断开"))


def _refused(error: urllib.error.HTTPError) -> Exception:
    told = DownloadError(f"下载服务器拒绝了请求（{error.code}）")
    if error.code == http.client.REQUESTED_RANGE_NOT_SATISFIABLE or error.code < 500:
        return told
    return _BrokenOffError(told)


def _accept(model: OfferedModel, part: Path, target: Path) -> Path:
    """The file in its place, when it is what the catalogue says.

    Raises:
        ModelFileError: it is not; it was deleted, for no more of it can make it right.
    """
    if _sha256(part) != model.sha256:
        part.unlink(missing_ok=True)
        message = f"下载的“{model.file}”与发布的文件不一致（校验值不符），已删除"
        raise ModelFileError(message, hint="请重新下载；仍不符时请检查网络是否被改动。")
    return part.replace(target)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
