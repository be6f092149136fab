"""A unit's own .docx template (red head, house styles …) filled with a document by placeholders.

A placeholder is a name in double braces, {{标题}}, typed anywhere: in the text, a table, a text box, a header
or footer. Word may have cut it into several runs. Nothing in a template is ever run or evaluated.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from docx.opc.part import XmlPart
from docx.oxml.ns import qn

from summarizer.errors import InputError
from summarizer.export.blocks import Block, SignOff, Table, Title
from summarizer.export.docx_text import opened_docx
from summarizer.export.fonts import FontSet
from summarizer.export.template_body import (
    CAPTION_LOOK,
    TEXT_LOOK,
    Look,
    elements_of,
    paragraph_of,
    set_text,
)
from summarizer.export.template_check import refuse_hostile
from summarizer.text.characters import clean_line

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement

TITLE: Final = "标题"
BODY: Final = "正文"
UNIT: Final = "单位"
SIGNED: Final = "落款"
DATE: Final = "日期"
RECIPIENT: Final = "主送机关"
ATTACHMENTS: Final = "附件"
PLACEHOLDERS: Final = (TITLE, BODY, UNIT, SIGNED, DATE, RECIPIENT, ATTACHMENTS)
"""What a template may ask for."""
LEVELS: Final = ("一级标题", "二级标题", "三级标题", "四级标题")
"""Paragraphs a template may hold to show what headings look like; they are taken out."""

_SYNONYMS: Final[Mapping[str, str]] = {
    "单位名称": UNIT,
    "署名": SIGNED,
    "发文机关": SIGNED,
    "发文机关署名": SIGNED,
    "成文日期": DATE,
    "主送": RECIPIENT,
    "附件说明": ATTACHMENTS,
    "题目": TITLE,
}
_PLACEHOLDER: Final = re.compile(r"[{｛]{2}\s*([^{}｛｝]{1,20}?)\s*[}｝]{2}")
_P, _T, _TBL = qn("w:p"), qn("w:t"), qn("w:tbl")
_HELD_TEXTS: Final = frozenset({_P, qn("w:pPr"), qn("w:rPr"), qn("w:del"), qn("w:moveFrom")})


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledTemplate:
    """A template with the document in it, and what did not fit.

    Attributes:
        content: the bytes of the .docx.
        filled: the placeholders that were filled, in the order of `PLACEHOLDERS`.
        empty: those the template holds but the document has nothing for; their lines are taken out.
        absent: what the document has but the template holds no placeholder for.
        unknown: names in braces that are no placeholder; they stand in the file as they were.
    """

    content: bytes
    filled: tuple[str, ...]
    empty: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the user should know, one Chinese sentence each; () when everything found its place."""
        told = (
            (self.absent, "模板里没有{names}，这些内容没有写进去。"),
            (self.empty, "本文没有填写{names}，模板里相应的位置已去掉。"),
            (self.unknown, "模板里的{names}不是可用的名称，已原样保留。"),
        )
        return tuple(
            sentence.format(names="、".join(f"{{{{{name}}}}}" for name in names))
            for names, sentence in told
            if names
        )


def fill_template(
    template: bytes, blocks: Sequence[Block], *, unit: str = "", fonts: FontSet = FontSet.STANDARD
) -> FilledTemplate:
    """`template` with `blocks` in the place of its placeholders, everything else as it was.

    Paragraphs of the text look like the paragraph that holds {{正文}}. Headings look like those that hold
    {{一级标题}} and so on; without them like the text, but in the typeface of their level. All have their
    outline level.

    Args:
        template: a .docx.
        blocks: what to print.
        unit: for {{单位}}.
        fonts: the typefaces of headings and captions the template does not show.

    Raises:
        UnreadableFileError: the template is no .docx, damaged, or protected by a password.
        TooLargeError: the template is or unpacks to more than a template ever is.
        InputError: it holds macros or fetches other content, or {{正文}} is missing or not alone in its line.
    """
    refuse_hostile(template)
    with opened_docx(template) as word:
        return _filled(word, blocks, unit, fonts)


def _filled(word: "WordDocument", blocks: Sequence[Block], unit: str, fonts: FontSet) -> FilledTemplate:
    _forget_origin(word)
    paragraphs = [one for root in _roots(word) for one in root.iter(_P)]
    asked = {name for paragraph in paragraphs for name in _names(paragraph)}
    if BODY not in asked:
        message = "模板里没有{{正文}}"
        raise InputError(message, hint="请在模板中正文开始的地方单独写一段{{正文}}，再试一次。")
    values = _values(blocks, unit)
    looks = _looks(paragraphs, fonts)
    for paragraph in paragraphs:
        _fill(paragraph, values, blocks, looks)
    title = values[TITLE].replace("\n", "")
    word.core_properties.title = title[:255]
    stream = BytesIO()
    word.save(stream)
    given = {name for name, text in values.items() if text}
    return FilledTemplate(
        content=stream.getvalue(),
        filled=tuple(name for name in PLACEHOLDERS if name in asked & given),
        empty=tuple(name for name in PLACEHOLDERS if name in asked - given),
        # The unit is for heads; a template without one lacks nothing.
        absent=tuple(name for name in PLACEHOLDERS if name in given - asked and name != UNIT),
        unknown=tuple(sorted(asked - {*PLACEHOLDERS, *LEVELS})),
    )


def _forget_origin(word: "WordDocument") -> None:
    """Takes out the path of the file this one was made from: Word would load it, from wherever it is."""
    settings = word.settings.element
    for element in settings.findall(qn("w:attachedTemplate")):
        settings.remove(element)
    for part in word.part.package.iter_parts():
        for key in [key for key, one in part.rels.items() if one.reltype.endswith("/attachedTemplate")]:
            del part.rels[key]


def _roots(word: "WordDocument") -> "Iterator[BaseOxmlElement]":
    """The trees that hold text: the body, headers, footers, notes."""
    for part in word.part.package.iter_parts():
        if isinstance(part, XmlPart) and part.partname.startswith("/word/"):
            yield part.element


def _values(blocks: Sequence[Block], unit: str) -> dict[str, str]:
    sign_off = next((one for one in blocks if isinstance(one, SignOff)), SignOff(signed="", date=""))
    lines = dict.fromkeys(PLACEHOLDERS, "")
    for block in blocks:
        name = _name_of(block)
        if name != BODY and not isinstance(block, SignOff | Table):
            own = "\n".join(map(clean_line, block.text.split("\n")))
            lines[name] = "\n".join(filter(None, (lines[name], own)))
    return lines | {
        BODY: "有" if any(_name_of(block) == BODY for block in blocks) else "",
        UNIT: clean_line(unit),
        SIGNED: clean_line(sign_off.signed),
        DATE: clean_line(sign_off.date),
    }


def _name_of(block: Block) -> str:
    """The placeholder a block goes to."""
    match block:
        case Title():
            return TITLE
        case SignOff():
            return SIGNED
        case _:
            return _OPTIONAL_PARTS.get(type(block).__name__, BODY)


_OPTIONAL_PARTS: Final[Mapping[str, str]] = {"Recipient": RECIPIENT, "AttachmentNote": ATTACHMENTS}


def _own_texts(element: "BaseOxmlElement") -> "Iterator[BaseOxmlElement]":
    """The `w:t` of a paragraph in order, those of paragraphs inside its text boxes left out."""
    for child in element:
        if child.tag == _T:
            yield child
        elif child.tag not in _HELD_TEXTS:
            yield from _own_texts(child)


def _text(paragraph: "BaseOxmlElement") -> str:
    return "".join(one.text or "" for one in _own_texts(paragraph))


def _canonical(name: str) -> str:
    return _SYNONYMS.get(name, name)


def _names(paragraph: "BaseOxmlElement") -> Iterator[str]:
    return (_canonical(one[1]) for one in _PLACEHOLDER.finditer(_text(paragraph)))


def _alone(paragraph: "BaseOxmlElement") -> str:
    """The placeholder that is all the paragraph says, "" when there is more, or none."""
    found = _PLACEHOLDER.fullmatch(_text(paragraph).strip())
    return _canonical(found[1]) if found else ""


def _look_of(paragraph: "BaseOxmlElement") -> Look:
    first = next(_own_texts(paragraph)).getparent()
    return Look(paragraph=paragraph.find(qn("w:pPr")), run=first.find(qn("w:rPr")))


def _looks(paragraphs: "Iterable[BaseOxmlElement]", fonts: FontSet) -> dict[int, Look]:
    """What text, captions and headings look like."""
    shown: dict[str, BaseOxmlElement] = {}
    for paragraph in paragraphs:
        shown.setdefault(_alone(paragraph), paragraph)
    if BODY not in shown:
        message = "模板里的{{正文}}和别的文字写在了同一段"
        raise InputError(message, hint="请让{{正文}}单独占一段，再试一次。")
    body = _look_of(shown[BODY])
    looks = {
        TEXT_LOOK: body,
        CAPTION_LOOK: Look(paragraph=body.paragraph, run=body.run, face=fonts.typefaces.level1),
    }
    for level, name in enumerate(LEVELS, start=1):
        face = fonts.typefaces.heading(level) if level <= 2 else ""
        looks[level] = (
            _look_of(shown[name])
            if name in shown
            else Look(paragraph=body.paragraph, run=body.run, face=face)
        )
    return looks


def _fill(
    paragraph: "BaseOxmlElement",
    values: Mapping[str, str],
    blocks: Sequence[Block],
    looks: Mapping[int, Look],
) -> None:
    alone = _alone(paragraph)
    if alone == BODY:
        _put_body(paragraph, [one for one in blocks if _name_of(one) == BODY], looks)
    elif alone in LEVELS or (alone in values and not values[alone]):
        _take_out(paragraph)
    elif alone in values and "\n" in values[alone]:
        for line in values[alone].split("\n"):
            paragraph.addprevious(paragraph_of(line, _look_of(paragraph)))
        _take_out(paragraph)
    else:
        _replace_names(paragraph, values)


def _replace_names(paragraph: "BaseOxmlElement", values: Mapping[str, str]) -> None:
    """Puts each value into the run its placeholder begins in and cuts the rest of it off the runs behind."""
    texts = list(_own_texts(paragraph))
    for found in reversed(list(_PLACEHOLDER.finditer(_text(paragraph)))):
        name = _canonical(found[1])
        if name not in values or name == BODY:
            continue
        value: str | None = values[name].replace("\n", "")
        before = 0
        for text in texts:
            written = text.text or ""
            start, end = max(found.start() - before, 0), min(found.end() - before, len(written))
            before += len(written)
            if start < end:
                set_text(text, written[:start] + (value or "") + written[end:])
                value = None


def _take_out(paragraph: "BaseOxmlElement") -> None:
    """Removes a paragraph; where one must stay (a cell's only one, a section's last) it is emptied."""
    parent = paragraph.getparent()
    breaks = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    last = parent.tag != qn("w:body") and len(parent.findall(_P)) == 1
    if breaks or last:
        for text in _own_texts(paragraph):
            set_text(text, "")
    else:
        parent.remove(paragraph)


def _put_body(paragraph: "BaseOxmlElement", blocks: Sequence[Block], looks: Mapping[int, Look]) -> None:
    for block in blocks:
        for element in elements_of(block, looks):
            paragraph.addprevious(element)
    follows = paragraph.getprevious()
    if follows is not None and follows.tag == _TBL:
        # A cell must end in a paragraph, and two tables must not touch.
        for text in _own_texts(paragraph):
            set_text(text, "")
        return
    section = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
    if section is not None and follows is not None and blocks:
        follows.get_or_add_pPr().append(section)
    _take_out(paragraph)
