"""The options that give an official document its 主送机关, 结语, 附件 and seal."""

from dataclasses import replace
from typing import Annotated

import typer

from summarizer.domain import Document, Layout

Recipient = Annotated[
    str,
    typer.Option("--recipient", metavar="主送机关", show_default=False, help="标题下顶格写，如“各基层工会”"),
]
Closing = Annotated[
    str, typer.Option("--closing", metavar="结语", show_default=False, help="正文末另起一段，如“特此报告”")
]
Attachments = Annotated[
    list[str] | None,
    typer.Option("--attachment", metavar="附件名称", show_default=False, help="附件说明；有几个附件就写几次"),
]
Seal = Annotated[bool, typer.Option("--seal", help="落款留出盖章的位置")]


def layout_of(recipient: str, closing: str, attachments: list[str] | None, *, seal: bool) -> Layout:
    """The layout that these options ask for."""
    return Layout(main_recipient=recipient, closing=closing, attachments=tuple(attachments or ()), seal=seal)


def laid_out(document: Document, asked: Layout) -> Document:
    """`document` with the parts `asked` for; those not asked for stay as its fact sheet says."""
    own = document.layout
    return replace(
        document,
        layout=Layout(
            main_recipient=asked.main_recipient or own.main_recipient,
            closing=asked.closing or own.closing,
            attachments=asked.attachments or own.attachments,
            seal=asked.seal or own.seal,
        ),
    )
