"""Texts that are markup, scripts, formulas or templates to whoever shows them as more than text."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from summarizer.domain import Document, Layout, Origin
from summarizer.factsheet import parse_fact_sheet
from summarizer.store import open_store

OUTSIDE: Final = "http://127.0.0.1:9"
"""Where nobody listens: a request to it shows that a text was taken for a link to something."""

PAYLOADS: Final = (
    '<img src=x onerror="window.hit=1">',
    "<script>window.hit=1</script>",
    "<svg/onload=window.hit=1>",
    '"><details open ontoggle=window.hit=1>',
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<a href='javascript:window.hit=1'>点</a>",
    "[点](javascript:window.hit=1)",
    f"![图]({OUTSIDE}/a.png)",
    f"<style>@import '{OUTSIDE}/a.css';</style>",
    "$\\href{javascript:window.hit=1}{a}$",
    "<math><mi xlink:href='data:x,<script>window.hit=1</script>'>a</mi></math>",
    ":material/home: :smile: :red[红]",
    "{{ 7*7 }}{% for a in ().__class__.__mro__ %}${7*7}#{7*7}",
    "</textarea></script><script>window.hit=1</script>",
    "&lt;script&gt;window.hit=1&lt;/script&gt;",
    "`<b>`**粗**~~删~~",
)
ALL: Final = " ".join(PAYLOADS)
MARK: Final = "onerror="
"""Part of the first payload: where a text is shown, this is to be read."""

_SHEET: Final = """---
unit: 云溪市第三小学工会
kind: school
period: 2024年度
---
## 关爱 {topic=welfare}
- 1月走访慰问困难职工32户
## 思想 {topic=ideology}
- 组织学习4次（去年：2次）
"""
_LEXICON: Final = """
[[entry]]
word = '走访'
suggestion = '看望'
message = '''本单位统一称“看望”{payload}'''
"""


def hostile_document() -> Document:
    """A document whose every field holds all payloads."""
    plain = parse_fact_sheet(_SHEET)
    sections = tuple(
        replace(
            section,
            heading=f"{ALL} {number}",
            facts=tuple(
                replace(fact, text=f"{fact.text}{ALL}", last_year=f"2次{ALL}") for fact in section.facts
            ),
        )
        for number, section in enumerate(plain.sections)
    )
    layout = Layout(main_recipient=ALL, closing=ALL, attachments=(ALL,))
    return replace(
        plain, title=f"总结{ALL}", unit=f"工会{ALL}", signed=ALL, date=ALL, layout=layout, sections=sections
    )


def fill_home(home: Path) -> tuple[str, str]:
    """Puts the document, with versions, a house lexicon and a hostile choice of the past into a data folder.

    Returns:
        The ids of the document and of its first section.
    """
    with open_store(f"sqlite:///{(home / 'summarizer.db').as_posix()}") as store:
        document = store.create_document(hostile_document())
        for section in document.sections:
            saved = store.save_text(section.id, f"走访33户。{ALL}", Origin.EDIT, revision=section.revision)
            store.save_text(section.id, f"走访34户。\n{ALL}", Origin.EDIT, revision=saved.revision)
    (home / "lexicon.toml").write_text(_LEXICON.replace("{payload}", PAYLOADS[0]), encoding="utf-8")
    return document.id, document.sections[0].id


def hostile_sample(folder: Path) -> Path:
    """A sample whose name, title, headings and text hold payloads."""
    lines = ["# 云溪市第三小学工会2024年工作总结 " + PAYLOADS[0]]
    for number, topic in enumerate(("关爱职工", "思想引领", "存在的问题"), start=1):
        lines += [f"## {'一二三'[number - 1]}、{topic}{PAYLOADS[1]}"]
        lines += [f"2024年{number}月，工会走访慰问困难职工3{number}户，发放慰问金4.8万元。{ALL}"] * 1
        lines += ["工会坚持以职工为中心，扎实开展各项活动，职工的获得感、幸福感不断增强。" * 3]
    path = folder / "范文<img src=x onerror=window.hit=1>&[点](javascript:hit).md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path
