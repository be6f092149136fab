"""Official documents as Markdown: optional parts in the text or front matter, attachments under `# 附件1`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from summarizer.domain import Layout
from summarizer.errors import InputError
from summarizer.export.blocks import (
    AttachmentNote,
    AttachmentPage,
    Block,
    Paragraph,
    Recipient,
    SignOff,
    Title,
)
from summarizer.export.layout import PLAIN, flattened, recognised, split_at_attachments, with_layout
from summarizer.export.markdown import FRONT_MATTER, blocks_of_markdown, write_markdown
from summarizer.text.characters import clean_line

_FIELD: Final = re.compile(r"(?P<key>[A-Za-z_一-鿿]+)\s*[:：]\s*(?P<value>.*)")
_LISTED: Final = re.compile(r"-\s+(.*)")
_BETWEEN: Final = re.compile(r"[；;|]|,(?=\s*[\"'])")
_KEYS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("recipient", "main_recipient", "主送", "主送机关"), "recipient"),
    **dict.fromkeys(("closing", "结语", "结束语"), "closing"),
    **dict.fromkeys(("attachments", "attachment", "附件", "附件说明"), "attachments"),
    **dict.fromkeys(("seal", "印章", "盖章", "用印"), "seal"),
}
_YES: Final = frozenset({"true", "yes", "on", "1", "是", "有", "盖章", "加盖"})
_NO: Final = frozenset({"false", "no", "off", "0", "否", "无", "没有", "不盖章", "不加盖", ""})
_ATTACHMENT: Final = re.compile(
    r"^[ ]{0,3}#{1,2}[ \t]+附[ \u3000]?件[ \t]*(?P<number>\d{1,2}|[一二三四五六七八九十]?)"
    r"(?:[ \t\u3000]*[：:.、\u3000 \t][ \t\u3000]*(?P<title>\S.*?))?[ \t]*#*[ \t]*$",
    re.MULTILINE,
)
_CHINESE: Final = "一二三四五六七八九十"


def read_layout(text: str) -> Layout:
    """The optional parts that the front matter of `text` names; `PLAIN` without one.

    Fields are recipient, closing, attachments (a list, or one line with ； between the names) and seal;
    their Chinese names 主送机关, 结语, 附件 and 印章 will do as well. Other fields are left to others.

    Raises:
        InputError: seal says neither yes nor no.
    """
    found: dict[str, list[str]] = {}
    open_key = ""
    for line in _front_matter(text):
        field, listed = _FIELD.fullmatch(line), _LISTED.fullmatch(line)
        if listed is not None and open_key:
            found[open_key].append(_unquoted(listed[1]))
        elif field is not None:
            open_key = _KEYS.get(field["key"], "")
            if open_key:
                value = field["value"]
                found[open_key] = list(_names(value)) if open_key == "attachments" else [_unquoted(value)]
    return Layout(
        main_recipient=" ".join(found.get("recipient", [])),
        closing=" ".join(found.get("closing", [])),
        attachments=tuple(found.get("attachments", [])),
        seal=_truth("".join(found.get("seal", []))),
    )


def read_official_markdown(text: str, *, layout: Layout = PLAIN) -> tuple[Block, ...]:
    """The printed blocks of any Markdown or plain text, attachments and optional parts included.

    Parts are found in the front matter and in the text (各基层工会： below the title, 附件：… above the
    sign-off); what `layout` names goes before both.

    Raises:
        InputError: the front matter cannot be used.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    heads = [head for head in _ATTACHMENT.finditer(text) if text[: head.start()].strip()]
    ends = [head.start() for head in heads] + [len(text)]
    main = with_layout(recognised(blocks_of_markdown(text[: ends[0]])), read_layout(text))
    pages = [
        block
        for head, end in zip(heads, ends[1:], strict=True)
        for block in _attachment(head, text[head.end() : end])
    ]
    return (*with_layout(main, layout), *pages)


def write_official_markdown(blocks: Sequence[Block]) -> str:
    """`blocks` as Markdown that `read_official_markdown` reads back equal.

    主送机关 and 附件说明 are lines of the text as a reader expects them; they go into the front matter, with
    the seal, only where they would not be recognised.
    """
    main, pages = split_at_attachments(blocks)
    flat = flattened(main)
    typed = recognised(flat) == tuple(main)
    text = _front_matter_of(main, typed=typed) + write_markdown(
        flat if typed else list(filter(_is_plain, main))
    )
    for block in pages:
        # Each attachment begins a heading of its own; blank lines part all pieces.
        if isinstance(block, AttachmentPage):
            piece = "# " + " ".join(block.text.split("\n")) + "\n"
        else:
            piece = write_markdown(flattened([block]))
        text += f"\n{piece}" if text else piece
    return text


def _front_matter(text: str) -> Iterator[str]:
    match = FRONT_MATTER.match(text.replace("\r\n", "\n").replace("\r", "\n"))
    return filter(None, map(clean_line, match[1].split("\n"))) if match else iter(())


def _unquoted(value: str) -> str:
    text = value.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _names(value: str) -> Iterator[str]:
    inner = value[1:-1] if value.startswith("[") and value.endswith("]") else value
    between = re.compile(r"[；;|,]") if inner is not value else _BETWEEN
    return filter(None, map(_unquoted, between.split(inner)))


def _truth(value: str) -> bool:
    word = value.lower()
    if word not in _YES | _NO:
        message = f"文稿开头的 seal（印章）写成了“{value}”，看不出要不要盖章"
        raise InputError(message, hint="请写 seal: true（留出盖章位置）或 seal: false。")
    return word in _YES


def _attachment(head: re.Match[str], body: str) -> Iterator[Block]:
    number = (
        _CHINESE.find(head["number"]) + 1 if head["number"] in list(_CHINESE) else int(head["number"] or 0)
    )
    title = clean_line(head["title"] or "")
    blocks = blocks_of_markdown(f"# {title}\n{body}" if title else body)
    if blocks and isinstance(blocks[0], Title):
        title, blocks = blocks[0].text, blocks[1:]
    yield AttachmentPage(number=number, title=title)
    for block in blocks:
        # The last lines of a list of units look like a sign-off, which an attachment seldom has.
        if isinstance(block, SignOff):
            yield from (Paragraph(text=line) for line in (block.signed, block.date) if line)
        else:
            yield block


def _is_plain(block: Block) -> bool:
    return not isinstance(block, Recipient | AttachmentNote)


def _front_matter_of(blocks: Sequence[Block], *, typed: bool) -> str:
    lines: list[str] = []
    for block in blocks:
        match block:
            case Recipient(text=text) if not typed:
                lines.append(f"recipient: {text}")
            case AttachmentNote(names=names) if not typed:
                lines += ["attachments:", *(f"  - {name}" for name in names)]
            case SignOff(seal=True):
                lines.append("seal: true")
    return "\n".join(("---", *lines, "---", "", "")) if lines else ""
