"""The reader of marked dirty texts, on which the figures of benchmarks/import_quality.py rest."""

from pathlib import Path

from benchmarks.marked_text import read_marked


def test_marks_behind_a_run_in_heading_are_read_as_anywhere(tmp_path: Path) -> None:
    path = tmp_path / "a.marked"
    path.write_text("=××工会总结\n#1r 1.|办讲座。|全年11场⟦-返回首页⟧，听讲⟦~４３⇒43⟧人。", encoding="utf-8")
    text = read_marked(path)
    assert text.dirty == "××工会总结\n1.办讲座。全年11场返回首页，听讲４３人。"
    assert text.articles[0]["sections"] == [
        {"heading": "办讲座", "level": 1, "text": "全年11场，听讲43人。", "run_in": True, "numbering": "1."}
    ]
    assert [piece.raw for piece in text.pieces] == ["返回首页", "４３"]
