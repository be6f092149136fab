"""`draft` with a model: samples lend their style, and the JSON names them."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from summarizer.cli import main

if TYPE_CHECKING:
    from llm_fixtures import LlmServer


SHEET = """---
unit: ××医院工会
kind: hospital
period: 2024年度
---
## 做实关心关爱，传递组织温暖 {topic=welfare}
- 慰问困难职工32户，发放慰问金4.8万元
"""


@pytest.fixture
def sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUMMARIZER_HOME", str(tmp_path / "数据"))
    monkeypatch.setenv("SUMMARIZER_EMBEDDING_MODEL", "none")
    path = tmp_path / "事实.md"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_the_samples_lent_to_a_model_are_named(
    sheet: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], llm_server: "LlmServer"
) -> None:
    model = f"faithful@{sheet.parent.name}"
    monkeypatch.setenv("OPENAI_BASE_URL", llm_server.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", "test-key-1234567890")
    monkeypatch.setenv("SUMMARIZER_MODEL", model)

    assert main(["draft", str(sheet), "--engine", "llm", "--json"]) == 0

    drafted = json.loads(capsys.readouterr().out)
    assert drafted["engine"] == "llm"
    (section,) = drafted["sections"]
    assert [fact["used"] for fact in section["facts"]] == [True]
    assert section["samples"]
    assert all(lent["id"] and lent["sample"] for lent in section["samples"])
    assert drafted["report"]["leaks"] == 0
    assert drafted["report"]["similarity"] is not None
    prompt = json.dumps(llm_server.log(model), ensure_ascii=False)
    assert "〔数量〕" in prompt


def test_the_composer_is_lent_nothing(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", str(sheet), "--engine", "offline", "--json"]) == 0
    drafted = json.loads(capsys.readouterr().out)
    assert [section["samples"] for section in drafted["sections"]] == [[]]
    assert drafted["report"]["similarity"] is None
