"""Downloads of a model against a server on loopback that cuts, refuses, and sends something else."""

import hashlib
import os
import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from summarizer.drafting.local.catalogue import OfferedModel, models_in, offered_models
from summarizer.drafting.local.download import DownloadProgress, ModelDownload, downloaded_bytes, fetch_model
from summarizer.errors import DownloadError, EngineError, ModelFileError

CONTENT = b"GGUF" + bytes(range(256)) * 20_000
PIECE = 2_000_000


class Asked(NamedTuple):
    path: str
    range: str


class FileHandler(BaseHTTPRequestHandler):
    """Serves CONTENT; the path says what goes wrong."""

    server: "FileServer"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""

    def do_GET(self) -> None:
        asked = Asked(self.path, self.headers.get("Range", ""))
        self.server.asked.append(asked)
        if self.path.startswith("/status-"):
            self.send_error(int(self.path.removeprefix("/status-")))
        elif self.path == "/busy-once" and len(self.server.asked) == 1:
            self.send_error(503)
        elif self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/whole")
            self.end_headers()
        else:
            self._send(asked)

    def _send(self, asked: Asked) -> None:
        begin = re.fullmatch(r"bytes=(\d+)-", asked.range)
        start = int(begin[1]) if begin and "no-range" not in asked.path else 0
        content = bytes(len(CONTENT)) if asked.path == "/other" else CONTENT
        size = len(content) - (1 if asked.path == "/shorter" else 0)
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
        self.send_header("Content-Length", str(size - start))
        self.end_headers()
        body = content[start:size]
        if asked.path == "/never":
            body = b""
        elif asked.path == "/cuts" or (asked.path == "/no-range-cuts" and len(self.server.asked) < 3):
            body = body[:PIECE]
        self.wfile.write(body)
        self.close_connection = True


class FileServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), FileHandler)
        self.asked: list[Asked] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: clients leave on purpose."""

    def model(self, path: str) -> OfferedModel:
        return OfferedModel(
            id="m",
            label="M",
            file="m.gguf",
            url=f"http://127.0.0.1:{self.server_address[1]}/{path}",
            size=len(CONTENT),
            sha256=hashlib.sha256(CONTENT).hexdigest(),
            memory_gb=1,
            licence="Apache-2.0",
            note="试用。",
        )


@pytest.fixture
def files() -> Iterator[FileServer]:
    server = FileServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Waits:
    """Remembers the waits instead of waiting."""

    seconds: list[float]

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def test_a_whole_file_arrives_and_progress_is_told(files: FileServer, tmp_path: Path) -> None:
    told: list[int] = []
    path = fetch_model(files.model("whole"), tmp_path / "模型", on_progress=told.append)
    assert path == tmp_path / "模型" / "m.gguf"
    assert path.read_bytes() == CONTENT
    assert told[0] == 0
    assert told[-1] == len(CONTENT)
    assert told == sorted(told)
    assert models_in(tmp_path / "模型") == (path,)
    assert fetch_model(files.model("whole"), tmp_path / "模型") == path
    assert len(files.asked) == 1


def test_a_redirect_to_where_the_file_is_kept_is_followed(files: FileServer, tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").write_bytes(CONTENT[:PIECE])
    path = fetch_model(files.model("moved"), tmp_path)
    assert path is not None
    assert path.read_bytes() == CONTENT
    assert files.asked[-1] == Asked("/whole", f"bytes={PIECE}-")


def test_a_cut_connection_is_taken_up_where_it_broke(files: FileServer, tmp_path: Path) -> None:
    waits = Waits([])
    path = fetch_model(files.model("cuts"), tmp_path, wait=waits)
    assert path is not None
    assert path.read_bytes() == CONTENT
    assert [one.range for one in files.asked] == ["", f"bytes={PIECE}-", f"bytes={2 * PIECE}-"]
    assert len(waits.seconds) == 2


def test_a_download_that_was_stopped_goes_on_later(files: FileServer, tmp_path: Path) -> None:
    done: list[int] = []
    model = files.model("whole")
    assert (
        fetch_model(model, tmp_path, is_stopped=lambda: done[-1:] >= [PIECE], on_progress=done.append) is None
    )
    kept = downloaded_bytes(model, tmp_path)
    assert PIECE <= kept < len(CONTENT)
    assert fetch_model(model, tmp_path) == tmp_path / "m.gguf"
    assert files.asked[-1].range == f"bytes={kept}-"


def test_a_server_that_cannot_resume_sends_everything_again(files: FileServer, tmp_path: Path) -> None:
    path = fetch_model(files.model("no-range-cuts"), tmp_path, wait=Waits([]))
    assert path is not None
    assert path.read_bytes() == CONTENT
    assert len(files.asked) == 3


def test_a_busy_server_is_asked_again(files: FileServer, tmp_path: Path) -> None:
    assert fetch_model(files.model("busy-once"), tmp_path, wait=Waits([])) is not None
    assert len(files.asked) == 2


def test_another_file_is_deleted_and_said_to_be_another(files: FileServer, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="校验值不符），已删除") as caught:
        fetch_model(files.model("other"), tmp_path)
    assert "重新下载" in caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_rest_of_another_file_is_noticed_too(files: FileServer, tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").write_bytes(bytes(PIECE))
    with pytest.raises(ModelFileError, match="校验值不符"):
        fetch_model(files.model("whole"), tmp_path)
    assert fetch_model(files.model("whole"), tmp_path) is not None


def test_a_file_of_another_size_is_not_even_begun(files: FileServer, tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="与目录里的"):
        fetch_model(files.model("shorter"), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_is_told_at_once(files: FileServer, tmp_path: Path, status: int) -> None:
    with pytest.raises(DownloadError, match=f"拒绝了请求（{status}）"):
        fetch_model(files.model(f"status-{status}"), tmp_path)
    assert len(files.asked) == 1


@pytest.mark.parametrize(("path", "message"), [("status-503", "拒绝了请求（503）"), ("never", "中途断开")])
def test_five_tries_that_bring_nothing_end_it(
    files: FileServer, tmp_path: Path, path: str, message: str
) -> None:
    waits = Waits([])
    with pytest.raises(DownloadError, match=message) as caught:
        fetch_model(files.model(path), tmp_path, wait=waits)
    assert "继续下载" in caught.value.hint
    assert len(files.asked) == 5
    assert waits.seconds == sorted(waits.seconds)


def test_nobody_listening_is_told(tmp_path: Path) -> None:
    server = FileServer()
    model = server.model("whole")
    server.server_close()
    with pytest.raises(DownloadError, match="断开或连不上"):
        fetch_model(model, tmp_path, wait=Waits([]))


def test_a_full_disk_is_told_before_the_download(
    files: FileServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage(NamedTuple):
        total: int
        used: int
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 10**9, 1000))
    with pytest.raises(DownloadError, match="磁盘空间不够") as caught:
        fetch_model(files.model("whole"), tmp_path)
    assert "SUMMARIZER_HOME" in caught.value.hint
    assert not files.asked


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_disk_that_fills_up_on_the_way_is_told(files: FileServer, tmp_path: Path) -> None:
    (tmp_path / "m.gguf.part").symlink_to("/dev/full")
    with pytest.raises(DownloadError, match="磁盘写满了"):
        fetch_model(files.model("whole"), tmp_path, wait=Waits([]))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a user whom permissions bind")
def test_a_folder_one_may_not_write_is_told(files: FileServer, tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DownloadError, match=r"权限|不能写入"):
        fetch_model(files.model("whole"), tmp_path)


def finished(running: ModelDownload) -> DownloadProgress:
    running.start()
    running.join(30)
    return running.progress


def test_a_download_in_the_background_ends_with_the_file(files: FileServer, tmp_path: Path) -> None:
    progress = finished(ModelDownload(files.model("whole"), tmp_path))
    assert (progress.path, progress.is_running, progress.failure) == (tmp_path / "m.gguf", False, None)
    assert progress.share == 1.0


def test_a_download_in_the_background_says_what_went_wrong(files: FileServer, tmp_path: Path) -> None:
    running = ModelDownload(files.model("status-404"), tmp_path)
    assert isinstance(finished(running).failure, DownloadError)

    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    running = ModelDownload(files.model("whole"), tmp_path, fetch=break_down)
    failure = finished(running).failure
    assert isinstance(failure, EngineError)
    assert "没有料到" in str(failure)


def test_a_download_in_the_background_can_be_stopped(files: FileServer, tmp_path: Path) -> None:
    model = replace(files.model("never"), id="n")
    running = ModelDownload(model, tmp_path)
    running.start()
    running.stop()
    running.join(30)
    assert (running.progress.is_running, running.progress.path, running.progress.failure) == (
        False,
        None,
        None,
    )


def test_every_model_offered_has_a_hash_and_comes_over_tls() -> None:
    offered = offered_models()
    assert offered[0].file == "Qwen3-4B-Q4_K_M.gguf"
    assert len({model.id for model in offered}) == len(offered) >= 4
    for model in offered:
        assert model.url.startswith("https://modelscope.cn/models/Qwen/")
        assert model.url.endswith(f"/{model.file}")
        assert re.fullmatch(r"[0-9a-f]{64}", model.sha256)
        assert model.size > 10**9
        assert model.size / 1e9 < model.memory_gb
        assert model.note.endswith("。")
