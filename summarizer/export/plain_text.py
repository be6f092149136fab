"""Blocks as plain text that can be pasted anywhere: ideographic spaces carry the indents."""

from collections.abc import Iterator, Sequence

from summarizer.export import gbt9704
from summarizer.export.blocks import AttachmentNote, AttachmentPage, Block, Recipient, SignOff, Table, Title

_BLANK = "\u3000"
_INDENT = _BLANK * gbt9704.BODY_INDENT_CHARS


def write_text(blocks: Sequence[Block]) -> str:
    r"""`blocks` as text with `\n` line ends, the last line ended too; "" for no blocks.

    Headings and paragraphs begin with two ideographic spaces; tables are rows of tab-separated cells;
    the sign-off stands at the right of a line of 28 字.
    """
    return "".join(f"{line}\n" for block in blocks for line in _lines(block))


def encode_text(text: str) -> bytes:
    r"""`text` as UTF-8 with byte order mark and `\r\n` line ends: what Notepad of every Windows reads."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8-sig")


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Title(text=text):
            yield text
            yield ""
        case Table(caption=caption, rows=rows):
            if caption:
                yield _INDENT + caption
            yield from ("\t".join(row) for row in rows)
        case Recipient(text=text):
            yield text
        case AttachmentNote(lines=lines):
            yield ""
            yield _INDENT + lines[0]
            # Numbers stand below each other, behind 附件：.
            yield from (_INDENT + _BLANK * gbt9704.ATTACHMENT_MARK_CHARS + line for line in lines[1:])
        case AttachmentPage(label=label, title=text):
            yield ""
            yield label
            yield from ("", *text.split("\n"), "") if text else ()
        case SignOff(signed=signed, date=date, seal=seal):
            indents = gbt9704.sign_off_indents(signed, date, seal=seal)
            yield ""
            if signed:
                yield _BLANK * round(indents.signed) + signed
            if date:
                yield _BLANK * round(indents.date) + date
        case _:
            yield _INDENT + block.text
