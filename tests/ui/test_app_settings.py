"""设置, driven through Streamlit's test runner."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from llm_fixtures import LlmServer
from streamlit.testing.v1 import AppTest
from ui_steps import click, run, shown, words

from summarizer.domain import Document
from summarizer.drafting.local import process
from summarizer.drafting.local.catalogue import OfferedModel, offered_models
from summarizer.drafting.local.download import ModelDownload
from summarizer.errors import DownloadError
from summarizer.pipeline import Pipeline
from summarizer.settings import Choices, load_choices, save_choices
from summarizer.ui import engine, settings_actions

pytest_plugins = ["ui_fixtures"]

KEY = "test-key-1234567890"
WRONG_KEY = "wrong-key-1234567890"
LEXICON = '[[entry]]\nword = "职工之家"\nsuggestion = "职工家园"\n'


def settings_page() -> None:
    from summarizer.ui import session
    from summarizer.ui.pages import settings

    notice = session.current().notice
    settings.render()
    import streamlit as st

    if notice is not None:
        session.change(notice=None)
        st.markdown(notice.sentence)
        if notice.undo is not None:
            st.button("撤销", key="undo", on_click=notice.undo)


@pytest.fixture
def base_url(llm_server: LlmServer) -> str:
    return llm_server.base_url


@pytest.fixture
def home(pipeline: Pipeline, tmp_path: Path) -> Path:
    """The data folder of a pipeline that has nothing but the composer."""
    assert pipeline.engines == ("offline",)
    return tmp_path / "数据"


def opened() -> AppTest:
    return run(AppTest.from_function(settings_page, default_timeout=180))


def set_radio(app: AppTest, key: str, value: str) -> AppTest:
    app.radio(key=key).set_value(value)
    return run(app)


def pick(app: AppTest, preset: str) -> AppTest:
    app.selectbox(key="settings:preset:all").set_value(preset)
    return run(app)


def type_in(app: AppTest, key: str, text: str) -> AppTest:
    app.text_input(key=key).set_value(text)
    return run(app)


def at(app: AppTest, base_url: str, model: str) -> AppTest:
    """The page with an address of one's own and a model there."""
    app = type_in(pick(app, "custom"), "settings:address:custom", base_url)
    return write_in(app, "settings:model:", model)


def write_in(app: AppTest, prefix: str, text: str) -> AppTest:
    """The page after a value of one's own was typed into a box that offers others."""
    box = next(box for box in app.selectbox if str(box.key).startswith(prefix))
    box.options.append(text)
    box.set_value(text)
    return run(app)


def files_of(home: Path) -> bytes:
    return b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def test_the_settings_say_where_everything_is_kept_and_that_nothing_is_sent(home: Path) -> None:
    app = opened()
    table = shown(app, "settings")[0]
    assert home.name in table
    assert "不收集任何使用情况" in table
    assert "现在是：离线" in words(app)


def test_a_provider_brings_its_address_models_and_note(home: Path) -> None:
    app = pick(opened(), "deepseek")
    assert app.text_input(key="settings:address:deepseek").value == "https://api.deepseek.com/v1"
    assert "deepseek-flash" in [box.value for box in app.selectbox]
    assert "2026年11月22日查自服务商网页" in words(app)
    assert "DEEPSEEK" in words(app)
    assert load_choices(home) == Choices(preset="deepseek")
    again = opened()
    assert again.selectbox(key="settings:preset:all").value == "deepseek"
    assert "现在是：大模型接口" in words(again)


def test_a_typed_key_leaves_the_field_and_is_written_nowhere(home: Path) -> None:
    app = pick(opened(), "deepseek")
    app = type_in(app, "settings:key:typed", f" {KEY} ")
    assert "密钥已填写" in words(app)
    assert all(field.key != "settings:key:typed" for field in app.text_input)
    assert KEY not in words(app)
    assert KEY.encode() not in files_of(home)
    assert KEY not in repr(app.session_state["engine"])
    app = click(app, "settings:key:forget")
    assert app.text_input(key="settings:key:typed").value == ""
    assert "密钥已清除" in words(app)
    assert "密钥已填写" not in words(opened())


def test_a_key_typed_for_one_address_is_not_sent_to_another(home: Path, base_url: str) -> None:
    app = type_in(pick(opened(), "deepseek"), "settings:key:typed", KEY)
    app = at(app, base_url, "faithful")
    assert "密钥已填写" not in words(app)
    assert app.text_input(key="settings:key:typed").value == ""


def test_the_test_of_the_connection_says_what_is_wrong_and_then_that_it_works(
    home: Path, base_url: str
) -> None:
    app = at(opened(), base_url, "faithful")
    app = type_in(app, "settings:key:typed", WRONG_KEY)
    app = click(app, "settings:test:all")
    assert "不认这个密钥" in words(app)
    app = type_in(click(app, "settings:key:forget"), "settings:key:typed", KEY)
    assert "不认这个密钥" not in words(app)
    app = click(app, "settings:test:all")
    assert "连接正常" in words(app)
    assert WRONG_KEY not in words(app)
    app = click(at(app, base_url, "unknown"), "settings:test:all")
    assert "没有名为“unknown”的模型" in words(app).replace("\\", "")
    box = next(box for box in app.selectbox if str(box.key).startswith("settings:model:"))
    assert {"faithful", "qwen-test"} <= set(box.options)


def test_nobody_listening_is_said(home: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = click(at(opened(), f"http://127.0.0.1:{port}/v1", "m"), "settings:test:all")
    assert "拒绝连接" in words(app)


def test_an_address_that_is_none_changes_nothing(home: Path) -> None:
    app = type_in(pick(opened(), "custom"), "settings:address:custom", "deepseek")
    assert "接口地址的写法不对" in words(app).replace("\\", "")
    assert load_choices(home) == Choices()


def test_what_is_pasted_along_with_an_address_or_a_key_is_left_out(home: Path) -> None:
    app = type_in(
        pick(opened(), "custom"), "settings:address:custom", " http:\u2060//localhost：８０/v1\u200b"
    )
    assert load_choices(home).base_url == "http://localhost:80/v1"
    assert app.text_input(key="settings:address:custom").value == "http://localhost:80/v1"
    app = type_in(app, "settings:key:typed", f"\u200b{KEY[:4]} {KEY[4:]}\n")
    assert [one.get_secret_value() for one in app.session_state["engine"].keys.values()] == [KEY]


def test_what_a_session_chose_writes_in_that_session_and_no_other(
    home: Path, pipeline: Pipeline, document: Document, base_url: str
) -> None:
    def drafting_page(document_id: str) -> None:
        import streamlit as st

        from summarizer.ui import services

        used = services.pipeline()
        st.markdown(" ".join(used.drafters))
        if st.button("写", key="write"):
            outcome = used.draft_all(document_id)
            st.markdown(outcome.engine)
            st.markdown("".join(section.text for section in outcome.document.sections))

    save_choices(home, Choices(preset="custom", base_url=base_url, model="ignores"))
    app = click(run(AppTest.from_function(drafting_page, args=(document.id,), default_timeout=180)), "write")
    assert "llm offline" in words(app)
    assert "发放慰问金4.8万元" in words(app)
    assert pipeline.engines == ("offline",)


def test_a_chosen_engine_is_the_one_that_writes(home: Path, base_url: str) -> None:
    app = set_radio(at(opened(), base_url, "faithful"), "settings:engine:all", "offline")
    assert load_choices(home).engine == "offline"
    assert "什么都不发出去" in words(app)
    assert all(box.key != "settings:preset:all" for box in app.selectbox)


def test_a_broken_file_of_choices_stops_nothing(home: Path) -> None:
    (home / "choices.json").write_text("{", encoding="utf-8")
    app = opened()
    assert "读不了上次在“设置”里的选择" in words(app).replace("\\", "")
    app = pick(app, "kimi")
    assert load_choices(home).preset == "kimi"


def test_a_shared_server_keeps_nothing_and_offers_no_address_of_ones_own(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_DATABASE_URL", "postgresql+psycopg://db/summaries")
    app = opened()
    assert "custom" not in app.selectbox(key="settings:preset:all").options
    app = pick(app, "deepseek")
    assert app.text_input(key="settings:address:deepseek").disabled
    assert "只在这个网页打开期间有效，长期配置请联系管理员" in words(app)
    assert not (home / "choices.json").exists()
    assert not list(app.expander)


def test_without_the_library_the_local_model_says_how_to_install_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "find_spec", lambda _: None)
    app = set_radio(opened(), "settings:engine:all", "local")
    assert "pip install xllamacpp" in words(app).replace("\\", "")
    assert "还没有选择模型文件" in words(app)
    assert "Qwen3" in words(app)


def test_a_file_that_is_no_model_is_not_taken(home: Path, tmp_path: Path) -> None:
    (tmp_path / "text.gguf").write_text("text", encoding="utf-8")
    app = write_in(opened(), "settings:gguf:", str(tmp_path / "text.gguf"))
    assert "不是 GGUF 模型文件" in words(app).replace("\\", "")
    assert load_choices(home).gguf == ""


def test_a_model_file_is_taken_and_its_load_failure_told(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "find_spec", lambda _: None)
    (tmp_path / "m.gguf").write_bytes(b"GGUF" + bytes(16))
    app = set_radio(opened(), "settings:engine:all", "local")
    app = write_in(app, "settings:gguf:", str(tmp_path / "m.gguf"))
    assert load_choices(home).gguf == str(tmp_path / "m.gguf")
    assert "本机模型的运行程序" in words(app).replace("\\", "")
    app = click(app, "settings:local:load")
    assert "本机模型的运行程序" in words(app).replace("\\", "")


def test_a_downloaded_model_is_called_by_its_name(home: Path) -> None:
    (home / "models").mkdir()
    (home / "models" / "qwen.gguf").write_bytes(b"GGUF" + bytes(16))
    app = opened()
    box = next(box for box in app.selectbox if str(box.key).startswith("settings:gguf:"))
    assert box.options == ["qwen.gguf"]
    box.set_value("qwen.gguf")
    run(app)
    assert load_choices(home).gguf == str(home / "models" / "qwen.gguf")


def test_a_model_is_downloaded_only_when_asked_for_and_can_be_chosen_then(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(model: OfferedModel, folder: Path, **_: object) -> Path:
        folder.mkdir(parents=True)
        (folder / model.file).write_bytes(b"GGUF" + bytes(16))
        return folder / model.file

    app = download_with(monkeypatch, fetch)
    offer = next(model for model in offered_models() if model.id == "qwen3-4b")
    assert "已下载" in words(app)
    box = next(box for box in app.selectbox if str(box.key).startswith("settings:gguf:"))
    assert box.options == [offer.file]


def test_a_download_that_fails_says_why_and_can_be_taken_up(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fetch(model: OfferedModel, folder: Path, **_: object) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{model.file}.part").write_bytes(bytes(1000))
        message = "下载中途断开"
        raise DownloadError(message)

    app = download_with(monkeypatch, fetch)
    assert "下载中途断开" in words(app)
    assert app.button(key="settings:download:qwen3-4b").label == "继续下载"


def download_with(monkeypatch: pytest.MonkeyPatch, fetch: Callable[..., Path]) -> AppTest:
    """The page after the first model on offer was downloaded in another way."""
    engine._shelf.clear()
    monkeypatch.setattr(
        settings_actions, "ModelDownload", lambda model, folder: ModelDownload(model, folder, fetch=fetch)
    )
    app = opened()
    assert engine.running_download() is None
    app.button(key="settings:download:qwen3-4b").click()
    app.run()
    running = engine.running_download()
    assert running is not None
    running.join(30)
    app = run(app)
    engine._shelf.clear()
    return app


def test_how_samples_are_searched_is_kept_for_the_next_start(home: Path) -> None:
    app = set_radio(opened(), "settings:search:all", "none")
    assert load_choices(home).embedding_model == "none"
    assert "重新启动程序后生效" in words(app)


@pytest.fixture
def upload() -> Callable[[AppTest, bytes], AppTest]:
    def do(app: AppTest, content: bytes) -> AppTest:
        app.file_uploader(key="settings:lexicon:file").upload("词表.toml", content, "application/toml")
        return run(app)

    return do


def test_a_house_lexicon_is_checked_used_and_can_be_put_back(
    home: Path, upload: Callable[[AppTest, bytes], AppTest]
) -> None:
    from summarizer.ui.house import house_lexicon

    app = opened()
    assert "没有词表" in words(app)
    app = upload(app, LEXICON.encode())
    assert "1条用语" in words(app)
    known = house_lexicon()
    assert known is not None
    assert known.entries[0].source == "职工之家"
    app = click(app, "settings:lexicon:drop")
    assert house_lexicon() is None
    app = click(app, "undo")
    assert house_lexicon() == known
    assert "1条用语" in words(app)


def test_a_lexicon_that_cannot_be_used_changes_nothing(
    home: Path, upload: Callable[[AppTest, bytes], AppTest]
) -> None:
    app = upload(opened(), b"[[entry]\n")
    assert not (home / "lexicon.toml").exists()
    assert "没有词表" in words(app)


def test_falling_back_to_the_composer_is_off_until_it_is_chosen(home: Path) -> None:
    app = opened()
    assert app.checkbox(key="settings:fallback:all").value is False
    app.checkbox(key="settings:fallback:all").check()
    assert run(app).checkbox(key="settings:fallback:all").value is True
    assert load_choices(home).fallback
