"""设置, driven through Streamlit's test runner."""

from pathlib import Path

from streamlit.testing.v1 import AppTest
from ui_steps import run, shown

from summarizer.pipeline import Pipeline

pytest_plugins = ["ui_fixtures"]


def settings_page() -> None:
    from summarizer.ui.pages import settings

    settings.render()


def test_the_settings_name_the_engine_and_where_everything_is_kept(
    pipeline: Pipeline, tmp_path: Path
) -> None:
    page = shown(run(AppTest.from_function(settings_page)), "settings")[0]
    assert pipeline.engines == ("offline",)
    assert "未配置大模型" in page
    assert (tmp_path / "数据").name in page
