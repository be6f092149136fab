"""Settings to a pipeline."""

import subprocess
import sys
from pathlib import Path

import pytest

from summarizer.assemble import build_drafters, build_embedder, build_pipeline, load_settings
from summarizer.domain import UnitKind
from summarizer.drafting.llm_drafter import LlmDrafter
from summarizer.drafting.presets import Target
from summarizer.errors import ConfigurationError, EngineError, StorageError

pytestmark = pytest.mark.usefixtures("no_settings")


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("SUMMARIZER_CONCURRENCY", "很多", "应是整数"),
        ("SUMMARIZER_CONCURRENCY", "0", "太小"),
        ("SUMMARIZER_CONCURRENCY", "65", "太大"),
        ("SUMMARIZER_ENGINE", "gpt", "只能是 auto"),
    ],
)
def test_an_unusable_setting_is_named_but_its_value_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match=f"{name} 的值不能用：{reason}") as caught:
        load_settings()
    assert value not in str(caught.value).replace(reason, "").replace(name, "")


def test_an_env_file_in_another_encoding_is_said_so(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes("SUMMARIZER_MODEL=通义".encode("gbk"))
    with pytest.raises(ConfigurationError, match=r"\.env"):
        load_settings()


def test_the_database_is_a_file_in_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "数据 文件夹"
    monkeypatch.setenv("SUMMARIZER_HOME", str(home))
    pipeline = build_pipeline()
    document = pipeline.open_example(UnitKind.OFFICE)
    pipeline.close()
    assert (home / "summarizer.db").is_file()
    again = build_pipeline(load_settings())
    assert again.load(document.id) == document
    again.close()


def test_a_home_folder_that_cannot_be_made_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(StorageError) as caught:
        build_pipeline()
    assert "\n" not in caught.value.sentence


def test_without_any_setting_the_offline_composer_writes() -> None:
    drafters = build_drafters(load_settings())
    assert [(name, drafter.engine) for name, drafter in drafters.items()] == [("offline", "offline")]


def test_a_model_file_makes_the_local_engine_unless_its_library_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SUMMARIZER_GGUF", str(tmp_path / "qwen3.gguf"))
    monkeypatch.setattr("summarizer.drafting.local.process.find_spec", lambda _: object())
    drafters = build_drafters(load_settings())
    assert {name: drafter.engine for name, drafter in drafters.items()} == {
        "local": "local",
        "offline": "offline",
    }
    monkeypatch.setattr("summarizer.drafting.local.process.find_spec", lambda _: None)
    assert list(build_drafters(load_settings())) == ["offline"]
    monkeypatch.setenv("SUMMARIZER_ENGINE", "local")
    assert list(build_drafters(load_settings())) == ["local", "offline"]


def test_a_chosen_endpoint_takes_the_place_of_the_environments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    target = Target(base_url="http://127.0.0.1:9/v1", model="chosen")
    drafter = build_drafters(load_settings(), target=target)["llm"]
    assert isinstance(drafter, LlmDrafter)
    assert drafter._model.name == "chosen"


# the sample library


def test_the_embedder_that_comes_along_is_used_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    embedder = build_embedder(load_settings())
    assert embedder is not None
    assert embedder.name.startswith("usem3-")
    for word in ("none", "off", "None"):
        monkeypatch.setenv("SUMMARIZER_EMBEDDING_MODEL", word)
        assert build_embedder(load_settings()) is None


def test_a_named_embedding_model_is_that_of_the_endpoint_and_not_called_yet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SUMMARIZER_EMBEDDING_MODEL", "bge-m3")
    with pytest.raises(ConfigurationError, match="没有接口地址"):
        build_embedder(load_settings())
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    embedder = build_embedder(load_settings())
    assert embedder is not None
    assert embedder.name == "bge-m3"
    with pytest.raises(EngineError):
        embedder.embed(["慰问"])


def test_importing_the_package_loads_neither_database_nor_library() -> None:
    code = "import sys, summarizer; print([name for name in ('sqlalchemy', 'numpy') if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
