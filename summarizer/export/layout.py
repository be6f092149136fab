"""What an official document may carry beside its text: 主送机关, 结语, 附件说明 and a seal."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from summarizer.domain import Layout
from summarizer.export.blocks import (
    AttachmentNote,
    AttachmentPage,
    Block,
    Heading,
    Paragraph,
    Recipient,
    SignOff,
    Title,
)
from summarizer.text.characters import clean_line
from summarizer.text.numbering import strip_numbering

_RECIPIENT_CHARS = 120
# 各基层工会： and 区总工会、街道党工委： name bodies; 现将情况汇报如下： is a sentence.
_RECIPIENT = re.compile(
    r"[^。；！？：:]*(?:工会|总工会|联合会|分会|小组|党委|党组|工委|支部|委员会|单位|部门|机关|科室|处室|公司|集团|"
    r"学校|学院|大学|中学|小学|幼儿园|医院|中心|街道|社区|政府|[厅局办处科室部]|代表|委员|领导|会员|职工|同志们?)[：:]"
)
_NOTE = re.compile(r"附\s*件\s*[：:]\s*(?=\S)")
_NOTE_MARKS = "。；;，,、."
_END_MARKS = "。！？…"


PLAIN = Layout()
"""No optional part, no seal."""


def with_layout(blocks: Sequence[Block], layout: Layout) -> tuple[Block, ...]:
    """`blocks` with the parts `layout` asks for, each where the standard wants it.

    A part that is there already is replaced, a closing sentence is not printed twice; parts `layout` leaves
    out stay as they are. Attachments keep to the end.
    """
    main, pages = split_at_attachments(blocks)
    main = _with_recipient(main, clean_line(layout.main_recipient).rstrip("：: "))
    body, tail = split_ending(main)
    names = tuple(filter(None, map(attachment_name, layout.attachments)))
    if names:
        tail = [AttachmentNote(names=names), *(one for one in tail if not isinstance(one, AttachmentNote))]
    if layout.seal:
        tail = [replace(one, seal=True) if isinstance(one, SignOff) else one for one in tail]
    closing = clean_line(layout.closing)
    closing += "" if not closing or closing[-1] in _END_MARKS else "。"
    if closing and not (body and isinstance(body[-1], Paragraph) and body[-1].text == closing):
        body = [*body, Paragraph(text=closing)]
    return (*body, *tail, *pages)


def recognised(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with 主送机关 and 附件说明 taken out of the paragraphs where they were typed as such.

    A recipient is a paragraph right below the title that names bodies and ends with a colon. The note begins
    with 附件： below the text and goes to the sign-off, one name a line.
    """
    main, pages = split_at_attachments(blocks)
    return (*_note_recognised(_recipient_recognised(main)), *pages)


def flattened(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with 主送机关 and 附件说明 as the paragraphs `recognised` finds them in."""
    flat: list[Block] = []
    for block in blocks:
        if isinstance(block, Recipient | AttachmentNote):
            flat += [Paragraph(text=line) for line in block.text.split("\n")]
        else:
            flat.append(block)
    return tuple(flat)


def attachment_name(line: str) -> str:
    """The bare name of an attachment as 7.3.4 wants it: no 附件：, no number, no mark at the end."""
    text = clean_line(line)
    note = _NOTE.match(text)
    return strip_numbering(text[note.end() :] if note else text).rstrip(_NOTE_MARKS)


def split_at_attachments(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The document itself, and its attachments from the first one's page on."""
    main = list(takewhile(lambda block: not isinstance(block, AttachmentPage), blocks))
    return main, list(blocks[len(main) :])


def split_ending(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """The text, and what ends it: 附件说明 and sign-off, either may be missing."""
    end = len(blocks)
    while end and isinstance(blocks[end - 1], AttachmentNote | SignOff):
        end -= 1
    return list(blocks[:end]), list(blocks[end:])


def _with_recipient(blocks: Sequence[Block], recipient: str) -> list[Block]:
    if not recipient:
        return list(blocks)
    others = [block for block in blocks if not isinstance(block, Recipient)]
    at = 1 if others and isinstance(others[0], Title) else 0
    return [*others[:at], Recipient(text=f"{recipient}："), *others[at:]]


def _recipient_recognised(blocks: Sequence[Block]) -> list[Block]:
    at = 1 if blocks and isinstance(blocks[0], Title) else 0
    first = blocks[at] if at < len(blocks) - 1 else None
    if not isinstance(first, Paragraph) or len(first.text) > _RECIPIENT_CHARS:
        return list(blocks)
    if _RECIPIENT.fullmatch(first.text) is None:
        return list(blocks)
    return [*blocks[:at], Recipient(text=first.text.rstrip("：: ") + "："), *blocks[at + 1 :]]


def _note_recognised(blocks: Sequence[Block]) -> list[Block]:
    body, tail = split_ending(blocks)
    for start in range(len(body) - 1, -1, -1):
        block = body[start]
        if isinstance(block, Paragraph) and _NOTE.match(block.text):
            lines = [one.text for one in body[start:] if isinstance(one, Paragraph | Heading)]
            names = tuple(map(attachment_name, lines))
            return [*body[:start], AttachmentNote(names=names), *tail] if all(names) else list(blocks)
        if not _is_listed(block):
            break
    return list(blocks)


def _is_listed(block: Block) -> bool:
    """Whether `block` can be a further line of a note: 2.某某表, not a sentence."""
    if not isinstance(block, Paragraph | Heading):
        return False
    return strip_numbering(block.text) != block.text and block.text[-1] not in _END_MARKS
