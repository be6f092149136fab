"""Options of `export` for other Word documents than the plain one: a review copy, a unit's template."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from summarizer.cli.whole_text import as_one_section
from summarizer.domain import Document, Layout, Report
from summarizer.errors import InputError
from summarizer.export import FontSet, Format, read_official_markdown
from summarizer.export.blocks import Heading, Paragraph, SignOff, Table
from summarizer.export.section_text import text_of_blocks
from summarizer.factsheet import read_bytes
from summarizer.verify import check_section

Review = Annotated[
    Path | None,
    typer.Option("--review", metavar="事实单", help="导出审阅稿：每段加批注写明依据的事实，末尾附事实依据表"),
]
Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="模板", help="填进本单位的 .docx 模板，正文处写{{正文}}"),
]

_WHOLE = "全文"


def check_kinds(chosen: Format, review: Path | None, template: Path | None) -> None:
    """Refuses options that do not go together.

    Raises:
        InputError: both a review copy and a template, or one of them in another format than .docx.
    """
    if review is not None and template is not None:
        message = "--review 和 --template 不能同时用"
        raise InputError(message, hint="请去掉其中一个。")
    if (review or template) is not None and chosen is not Format.DOCX:
        message = "审阅稿和模板只能保存为 .docx"
        raise InputError(message, hint="请把 -o 的文件名改成以 .docx 结尾。")


def review_copy(markdown: str, sheet: Document, *, fonts: FontSet, layout: Layout) -> bytes:
    """The review copy of a text, checked as a whole against all facts of `sheet`, as `check` does."""
    # python-docx is slow to import and only needed here.
    from summarizer.export.review_docx import export_review

    blocks = read_official_markdown(markdown, layout=layout)
    body = text_of_blocks(block for block in blocks if isinstance(block, Heading | Paragraph | Table))
    document = as_one_section(sheet, body)
    whole = replace(document.sections[0], heading=_WHOLE)
    document = replace(document, sections=(whole, *document.sections[1:]))
    report = Report(sections=(check_section(document, whole),))
    return export_review(document, report, blocks=blocks, fonts=fonts)


def in_template(
    markdown: str, template: Path, *, fonts: FontSet, layout: Layout
) -> tuple[bytes, tuple[str, ...]]:
    """The text in a template, and what the user should know about it.

    Raises:
        UnreadableFileError: the template does not exist or is damaged.
        InputError: the template cannot be used.
    """
    from summarizer.export.template import fill_template

    blocks = read_official_markdown(markdown, layout=layout)
    unit = next((block.signed for block in blocks if isinstance(block, SignOff)), "")
    filled = fill_template(read_bytes(template), blocks, unit=unit, fonts=fonts)
    return filled.content, filled.remarks
