from dataclasses import replace

import pytest
from export_samples import summary
from hypothesis import given
from hypothesis import strategies as st

from summarizer.export.formats import Format, file_name


def _name(title: str, chosen: Format = Format.DOCX) -> str:
    return file_name(replace(summary(), title=title), chosen)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("××小学工会2024年工作总结", "××小学工会2024年工作总结.docx"),
        ("“安康杯”总结", "“安康杯”总结.docx"),
        ('a<b>c:d"e/f\\g|h?i*j', "a＜b＞c：d＂e／f＼g｜h？i＊j.docx"),
        ("总结...", "总结.docx"),
        (" .总结. ", "总结.docx"),
        ("总结\n二", "总结 二.docx"),
        ("总\x00结\x1f\u202e", "总结.docx"),
        ("../../总结", "／..／总结.docx"),
        ("CON", "_CON.docx"),
        ("nul.总结", "_nul.总结.docx"),
        ("Com1", "_Com1.docx"),
        ("LPT³", "_LPT³.docx"),
        ("CONTEXT", "CONTEXT.docx"),
        ("COM", "COM.docx"),
        ("", "工作总结.docx"),
        (" . ", "工作总结.docx"),
        ("👍总结", "👍总结.docx"),
    ],
)
def test_titles_become_names_every_system_accepts(title: str, name: str) -> None:
    assert _name(title) == name


@given(st.text(max_size=300), st.sampled_from(Format))
def test_names_are_short_and_safe_whatever_the_title(title: str, chosen: Format) -> None:
    name = _name(title, chosen)

    assert name.endswith(chosen.suffix)
    assert len(name) <= 120
    assert len(name.encode()) <= 255
    assert not set('<>:"/\\|?*') & set(name)
    assert not name.startswith((".", " "))
    assert not name.removesuffix(chosen.suffix).endswith((".", " "))


@pytest.mark.parametrize("title", ["工" * 300, "a" * 300, "工" * 78 + "." * 300, "👍" * 200])
def test_long_titles_are_cut_at_a_character(title: str) -> None:
    stem = _name(title).removesuffix(".docx")

    assert title.startswith(stem)
    assert len(stem) >= 55


@pytest.mark.parametrize(
    ("chosen", "suffix", "label"),
    [
        (Format.DOCX, ".docx", "Word"),
        (Format.PDF, ".pdf", "PDF"),
        (Format.MD, ".md", "Markdown"),
        (Format.TXT, ".txt", "纯文本"),
    ],
)
def test_formats_know_suffix_label_and_media_type(chosen: Format, suffix: str, label: str) -> None:
    assert chosen.suffix == suffix
    assert label in chosen.label
    assert "/" in chosen.mime
