"""The local model on a fake child process: what a user reads, and that nothing is left running."""

import json
import subprocess
import sys
import textwrap
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from local_fixtures import FAKE_CHILD, MakeModel, gguf

from summarizer.drafting.local import process
from summarizer.drafting.local.model import LocalModel
from summarizer.drafting.local.process import LocalState, ServerProcess, Serving
from summarizer.errors import (
    BrokenStreamError,
    ConfigurationError,
    EngineError,
    EngineUnavailableError,
    ModelFileError,
)
from summarizer.protocols import ChatMessage, ChatModel

PROMPT = (ChatMessage("user", "<事实>\n1. 慰问困难职工32户\n</事实>"),)
WAIT_S = 180


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def answer(model: LocalModel) -> str:
    return "".join(model.stream(PROMPT, max_tokens=200))


def asked(model: LocalModel) -> list[dict[str, Any]]:
    """What the child was asked, and how its answers ended."""
    url = f"{model._process.address()}/v1/log?model={model.name}"
    key = model._process.key.get_secret_value()
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request, timeout=5) as response:
        entries: list[dict[str, Any]] = json.load(response)
    return entries


def pid_of(model: LocalModel) -> int:
    child = model._process._child
    assert child is not None
    return child.pid


def test_the_first_request_loads_the_model_and_later_ones_use_it(make_model: MakeModel) -> None:
    model = make_model("faithful")
    assert isinstance(model, ChatModel)
    assert model.state is LocalState.IDLE
    assert answer(model) == "慰问困难职工32户。"
    first = pid_of(model)
    stream = model.stream(PROMPT, max_tokens=200)
    assert "".join(stream) == "慰问困难职工32户。"
    assert (stream.finish_reason, stream.usage is not None) == ("stop", True)
    assert (model.state, pid_of(model), model.name) == (LocalState.READY, first, "faithful")


@pytest.mark.parametrize(
    ("name", "error", "message", "hint"),
    [
        ("broken", ModelFileError, "“broken.gguf”载入失败", "重新下载"),
        ("missing", EngineUnavailableError, "装得不完整", "pip install xllamacpp"),
        ("dies", ModelFileError, "意外退出（9），多半是内存不够", "小一些的模型"),
    ],
)
def test_a_model_that_cannot_be_loaded_says_why(
    make_model: MakeModel, name: str, error: type[EngineError], message: str, hint: str
) -> None:
    model = make_model(name)
    with pytest.raises(error, match=message) as caught:
        answer(model)
    assert hint in caught.value.hint
    assert model.state is LocalState.FAILED
    assert model.failure is caught.value


def test_a_model_that_loads_for_ever_is_given_up(make_model: MakeModel) -> None:
    model = make_model("hangs", load_timeout_s=0.5)
    with pytest.raises(ModelFileError, match="还没有载入完"):
        answer(model)
    child = model._process._held[0]
    until(lambda: child.poll() is not None)


@pytest.mark.parametrize(
    ("content", "message"), [(None, "找不到模型文件“m.gguf”"), (b"PK\x03\x04", "“m.gguf”不是 GGUF 模型文件")]
)
def test_a_file_that_is_no_model_is_refused_before_anything_starts(
    tmp_path: Path, content: bytes | None, message: str
) -> None:
    path = tmp_path / "m.gguf"
    if content is not None:
        path.write_bytes(content)
    serving = Serving(gguf=path)
    model = LocalModel(serving, process=ServerProcess(serving, command=FAKE_CHILD))
    with pytest.raises(ModelFileError, match=message):
        answer(model)
    assert not model._process._held


def test_without_the_library_a_user_reads_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "find_spec", lambda _: None)
    model = LocalModel(Serving(gguf=gguf(tmp_path, "m")))
    with pytest.raises(EngineUnavailableError, match="还没有安装") as caught:
        answer(model)
    assert "python -m pip install xllamacpp" in caught.value.hint


def test_after_a_failure_the_user_can_have_it_loaded_again(make_model: MakeModel) -> None:
    model = make_model("broken")
    with pytest.raises(ModelFileError):
        answer(model)
    good = model.gguf.with_name("broken-no-more")
    good.write_bytes(model.gguf.read_bytes())
    object.__setattr__(model._process._serving, "gguf", good.rename(good.with_name("faithful.gguf")))
    model.start()
    until(lambda: model.state is LocalState.READY)
    assert model.failure is None


def test_a_child_that_died_is_started_again(make_model: MakeModel) -> None:
    model = make_model("faithful")
    answer(model)
    first = model._process._child
    assert first is not None
    first.kill()
    assert answer(model) == "慰问困难职工32户。"
    assert pid_of(model) != first.pid


def test_a_child_that_keeps_dying_is_left_alone(make_model: MakeModel) -> None:
    model = make_model("crashes")
    for _ in range(3):
        with pytest.raises(EngineError):
            answer(model)
    until(lambda: model.state is LocalState.FAILED)
    assert model.failure is not None
    assert "接连3次意外退出" in str(model.failure)
    assert "离线起草" in model.failure.hint


def test_a_child_that_dies_in_the_middle_breaks_the_answer_and_keeps_its_text(make_model: MakeModel) -> None:
    model = make_model("slow")
    stream = model.stream(PROMPT, max_tokens=200)
    first = next(stream)
    child = model._process._child
    assert child is not None
    child.kill()
    pieces = [first]
    with pytest.raises(BrokenStreamError, match="与本机模型的连接中途断开"):
        pieces.extend(stream)
    assert first == "慰问"


def test_stopping_before_the_model_is_loaded_waits_for_nothing(make_model: MakeModel) -> None:
    model = make_model("hangs")
    stream = model.stream(PROMPT, max_tokens=200)
    threading.Timer(0.3, stream.stop).start()
    assert "".join(stream) == ""
    assert stream.finish_reason == "stopped"


def test_stopping_ends_the_answer_at_the_server(make_model: MakeModel) -> None:
    model = make_model("slow")
    stream = model.stream(PROMPT, max_tokens=200)
    assert next(stream)
    stream.stop()
    assert len("".join(stream)) <= 4
    assert stream.finish_reason == "stopped"
    until(lambda: [entry["ended"] for entry in asked(model)] == ["left"])


def test_closing_ends_the_child(make_model: MakeModel) -> None:
    model = make_model("faithful")
    answer(model)
    child = model._process._child
    assert child is not None
    model.close()
    assert child.poll() is not None
    assert model.state is LocalState.IDLE


BEGINNINGS = tuple((ChatMessage("system", f"规矩{number}"),) for number in range(3))


def prefilled(model: LocalModel) -> None:
    model.prefill(lambda: BEGINNINGS)
    thread = model._prefilling
    assert thread is not None
    thread.join(WAIT_S)
    assert not thread.is_alive()


def begun_with(model: LocalModel) -> list[str]:
    """What the requests to the child began with, sorted: those of two slots come in any order."""
    return sorted(entry["body"]["messages"][0]["content"] for entry in asked(model))


def test_warmed_up_it_has_read_a_beginning_for_each_slot_and_no_more(make_model: MakeModel) -> None:
    model = make_model("faithful")
    prefilled(model)
    prefilled(model)
    assert begun_with(model) == ["规矩0", "规矩1"]
    assert {
        entry["body"].get("max_tokens") or entry["body"]["max_completion_tokens"] for entry in asked(model)
    } == {1}


def test_a_model_that_was_asked_already_reads_nothing_ahead(make_model: MakeModel) -> None:
    model = make_model("faithful")
    answer(model)
    prefilled(model)
    assert len(asked(model)) == 1


def test_loaded_again_it_reads_the_beginnings_again(make_model: MakeModel) -> None:
    model = make_model("faithful")
    prefilled(model)
    model.close()
    prefilled(model)
    assert begun_with(model) == ["规矩0", "规矩1"]


def test_warming_up_returns_at_once_and_closing_ends_it(make_model: MakeModel) -> None:
    model = make_model("hangs")
    model.prefill(lambda: BEGINNINGS)
    until(lambda: model.state is LocalState.LOADING)
    model.close()
    thread = model._prefilling
    assert thread is not None
    thread.join(WAIT_S)
    assert not thread.is_alive()


@pytest.mark.parametrize("name", ["broken", "faithful"])
def test_a_model_that_cannot_be_warmed_up_is_noted_and_troubles_nobody(
    make_model: MakeModel, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    model = make_model(name)

    def beginnings() -> tuple[tuple[ChatMessage, ...], ...]:
        raise ConfigurationError("提示词模板不能用")

    model.prefill(beginnings)
    thread = model._prefilling
    assert thread is not None
    thread.join(WAIT_S)
    assert "could not read ahead" in caplog.text
    assert name == "broken" or answer(model) == "慰问困难职工32户。"


def test_the_model_is_told_not_to_think_aloud(make_model: MakeModel) -> None:
    model = make_model("faithful")
    answer(model)
    assert asked(model)[0]["body"]["chat_template_kwargs"] == {"enable_thinking": False}


def test_the_key_is_made_anew_and_is_on_no_command_line(make_model: MakeModel) -> None:
    one, other = make_model("faithful"), make_model("faithful")
    answer(one)
    key = one._process.key.get_secret_value()
    child = one._process._child
    assert child is not None
    assert len(key) >= 32
    assert key != other._process.key.get_secret_value()
    assert key not in repr(child.args)
    assert key not in repr(one._process._serving)


PARENT = """
    import sys, time
    from pathlib import Path
    from summarizer.drafting.local.process import ServerProcess, Serving
    server = ServerProcess(Serving(gguf=Path(sys.argv[1])), command=sys.argv[2:])
    server.address()
    print(server._child.pid, flush=True)
    time.sleep(60)
"""


def test_the_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", textwrap.dedent(PARENT), str(gguf(tmp_path, "faithful")), *FAKE_CHILD]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    until(lambda: not is_alive(child))


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that ended and is not yet buried does not."""
    status = Path(f"/proc/{pid}/stat")
    if not Path("/proc").is_dir():
        pytest.skip("needs /proc to look at processes")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False
