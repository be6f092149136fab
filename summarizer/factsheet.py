"""Fact sheets: the Markdown form of a document's fields, headings and facts, read and written."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

import yaml

from summarizer.domain import Document, Fact, Layout, Section, Topic
from summarizer.errors import FactSheetError, InputError, TooLargeError, UnreadableFileError
from summarizer.facts import check_fact_count, format_fact, make_id, parse_facts
from summarizer.outline import default_title, infer_topic, parse_kind, parse_topic
from summarizer.text.characters import clean_line, normalize_width
from summarizer.text.dates import parse_period
from summarizer.text.decoding import decode_bytes
from summarizer.text.numbering import strip_numbering

MAX_SHEET_BYTES: Final = 20_000_000
"""Size of the largest file read as a fact sheet."""
MAX_LENGTH_CHARS: Final = 20_000
"""Longest target length of a section in 字."""

_MOST_SECTIONS: Final = 500
_MOST_LINES: Final = 20_000
_EXAMPLE: Final = (
    "请在文件最前面各占一行写上：---，unit: ××实验小学工会，kind: school，period: 2024年度，---，"
    "下面再写小标题和事实。"
)
_REQUIRED: Final[Mapping[str, str]] = {"unit": "unit 单位", "kind": "kind 单位类型", "period": "period 期间"}
_KEYS: Final[Mapping[str, str]] = {
    **{key: key for key in ("title", "unit", "kind", "period", "signed", "date")},
    **{key: key for key in ("recipient", "closing", "attachments", "seal")},
    **{
        "标题": "title",
        "题目": "title",
        "单位": "unit",
        "单位名称": "unit",
        "类型": "kind",
        "单位类型": "kind",
    },
    **{"期间": "period", "周期": "period", "时间": "period", "时期": "period", "年度": "period"},
    **{"落款": "signed", "署名": "signed", "日期": "date", "成文日期": "date"},
    **{
        "主送机关": "recipient",
        "主送": "recipient",
        "结语": "closing",
        "附件": "attachments",
        "盖章": "seal",
    },
}
_ATTRIBUTES: Final[Mapping[str, str]] = {
    **{"topic": "topic", "主题": "topic"},
    **{"length": "length", "字数": "length", "长度": "length", "篇幅": "length"},
}
_YES: Final = frozenset({"yes", "true", "1", "是", "有", "要"})
_NO: Final = frozenset({"no", "false", "0", "否", "无", "不", ""})
_NAME_ENDS: Final = re.compile(r"[；;\n]")
_FENCE: Final = re.compile(r"\s*[-－—–]{3,}\s*")
_FIELD: Final = re.compile(r"\s*(?P<key>[^\s:：]+)\s*[:：]\s*(?P<value>.*)")
_HEADING: Final = re.compile(r"\s{0,3}(?P<level>＃{2,6}|#{2,6}|[#＃](?=\s))\s*(?P<text>.*?)(?:\s+#+)?\s*")
_HALF_MARK_IN_HAN: Final = re.compile(r"(?<=[\u3400-\u9fff])[,;:!?](?=[\u3400-\u9fff])")
_FULL_MARKS: Final = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_BRACES: Final = re.compile(r"\s*[{｛](?P<inside>[^{}｛｝]*[=＝][^{}｛｝]*)[}｝]$")
_ATTRIBUTE: Final = re.compile(r"(?P<key>[^\s=＝,，;；]+)\s*[=＝]\s*(?P<value>[^\s=＝,，;；]+)[\s,，;；]*")
_ISO_DATE: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]\d.*)?")

_Parsed = TypeVar("_Parsed")


@dataclass(slots=True, kw_only=True)
class _Block:
    """A heading and the lines under it while the sheet is read."""

    heading: str
    topic: Topic | None
    length_chars: int
    lines: list[str]


def load_fact_sheet(source: str | Path, *, new_id: Callable[[], str] = make_id) -> Document:
    """The document described by a fact sheet, not drafted.

    Args:
        source: a path, or the content itself when it is a string of several lines.
        new_id: called once for the document, each section and each fact.

    Raises:
        UnreadableFileError: the file does not exist or cannot be decoded.
        FactSheetError: the sheet breaks its format; the message names the line.
        UnknownKindError, UnknownTopicError, PeriodError: a value is not known; the message names the line.
        TooLargeError: the file, the number of facts or one of them is beyond the limits.
    """
    if isinstance(source, str) and ("\n" in source or "\r" in source or not source.strip()):
        return parse_fact_sheet(source, new_id=new_id)
    return parse_fact_sheet(decode_bytes(read_bytes(Path(source))), new_id=new_id)


def read_bytes(path: Path) -> bytes:
    """The content of a file the user named.

    Raises:
        UnreadableFileError: it does not exist, is a folder or may not be read.
        TooLargeError: it has more than `MAX_SHEET_BYTES` bytes.
    """
    try:
        if path.stat().st_size > MAX_SHEET_BYTES:
            message = f"文件“{path.name}”太大，最多{MAX_SHEET_BYTES // 1_000_000}MB"
            raise TooLargeError(message)
        return path.read_bytes()
    except FileNotFoundError as error:
        message = f"找不到文件“{path}”"
        raise UnreadableFileError(message, hint="请检查文件名和所在的文件夹。") from error
    except (OSError, ValueError) as error:
        if path.is_dir():
            message = f"“{path}”是文件夹，不是文件"
            raise UnreadableFileError(message, hint="请写出文件夹里那个文件的名字。") from error
        message = f"打不开文件“{path}”"
        raise UnreadableFileError(message) from error


def parse_fact_sheet(text: str, *, new_id: Callable[[], str] = make_id) -> Document:
    """The document described by the content of a fact sheet, not drafted.

    Bullets above the first heading and those of every section about the overview (前言) come together in
    one overview at the front. Other headings that appear twice stay two sections. Lines without a list
    mark are bullets too; a deeper heading (###) only groups bullets and is not kept.

    Raises:
        FactSheetError: the sheet breaks its format; the message names the line.
        UnknownKindError, UnknownTopicError, PeriodError: a value is not known; the message names the line.
        TooLargeError: there are too many facts, or one is too long.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fields, body_at = _read_front_matter(lines)
    title, blocks = _read_blocks(lines, body_at)
    if len(blocks) > _MOST_SECTIONS:
        message = f"事实单里有{len(blocks)}个小标题，最多{_MOST_SECTIONS}个"
        raise FactSheetError(message)
    # A fact may go on for some lines; more lines than this cannot be few enough facts.
    if sum(len(block.lines) for block in blocks) > _MOST_LINES:
        message = f"事实单超过{_MOST_LINES}行"
        raise TooLargeError(message)
    sections = tuple(_section(block, new_id) for block in blocks if block.heading or block.lines)
    check_fact_count(sum(len(section.facts) for section in sections))
    if not sections:
        message = "事实单只有开头的信息，没有小标题和事实"
        raise FactSheetError(message)
    unit, period = fields["unit"][1], _located(fields["period"], parse_period)
    return Document(
        id=new_id(),
        title=fields.get("title", (0, ""))[1] or title or default_title(unit, period),
        unit=unit,
        kind=_located(fields["kind"], parse_kind),
        period=period,
        signed=fields.get("signed", (0, ""))[1],
        date=format_date(fields.get("date", (0, ""))[1]),
        layout=parse_layout({key: value for key, (_, value) in fields.items()}),
        sections=_one_overview(sections),
    )


def write_fact_sheet(document: Document) -> str:
    """`document` as a fact sheet; `parse_fact_sheet` gives the same again but for ids and texts."""
    fields = {
        "title": document.title,
        "unit": document.unit,
        "kind": document.kind.value,
        "period": document.period.sheet_label,
        "signed": document.signed,
        "date": document.date,
        "recipient": document.layout.main_recipient,
        "closing": document.layout.closing,
        "attachments": "；".join(document.layout.attachments),
        "seal": "yes" if document.layout.seal else "",
    }
    front = [f"{key}: {_quoted(value)}" for key, value in fields.items() if value]
    parts = ["\n".join(["---", *front, "---"])]
    parts += ["\n".join(_section_lines(section)) for section in document.sections]
    return "\n\n".join(parts) + "\n"


def clean_heading(text: str) -> str:
    """A heading as it is stored: one clean line, without numbering and {…}, Chinese marks between Han."""
    before, heading = "", _BRACES.sub("", clean_line(text))
    heading = _HALF_MARK_IN_HAN.sub(lambda mark: _FULL_MARKS[mark.group()], heading)
    while heading != before:
        before, heading = heading, strip_numbering(heading)
    return heading


def field_name(written: str) -> str | None:
    """The field that a name in a sheet or above a column stands for: 单位 is unit; None for none."""
    return _KEYS.get(clean_line(normalize_width(written)).casefold())


def format_date(written: str) -> str:
    """A 成文日期 as it is printed: 2025-01-08 becomes 2025年1月8日, anything else stays as written."""
    cleaned = clean_line(written)
    match = _ISO_DATE.fullmatch(normalize_width(cleaned))
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else cleaned


def clean_layout(layout: Layout) -> Layout:
    """`layout` as it is stored: clean lines, and a name for each attachment also where ； lists them."""
    names = (clean_line(name) for name in _NAME_ENDS.split("\n".join(layout.attachments)))
    return replace(
        layout,
        main_recipient=clean_line(layout.main_recipient),
        closing=clean_line(layout.closing),
        attachments=tuple(filter(None, names)),
    )


def parse_layout(values: Mapping[str, str]) -> Layout:
    """The optional parts that `values` name, by field: recipient, closing, attachments, seal.

    Raises:
        FactSheetError: what stands for the seal is neither yes nor no.
    """
    return clean_layout(
        Layout(
            main_recipient=values.get("recipient", ""),
            closing=values.get("closing", ""),
            attachments=(values.get("attachments", ""),),
            seal=_parse_seal(values.get("seal", "")),
        )
    )


def _parse_seal(answer: str) -> bool:
    if answer.casefold() not in _YES | _NO:
        message = f"盖章一项“{_excerpt(answer)}”看不懂"
        raise FactSheetError(message, hint="盖章写 yes，不盖章写 no，或者不写这一项。")
    return answer.casefold() in _YES


def _read_front_matter(lines: Sequence[str]) -> tuple[dict[str, tuple[int, str]], int]:
    """The fields with their 1-based lines, and the 0-based line where the body starts."""
    start = next((at for at, line in enumerate(lines) if line.strip()), None)
    if start is None:
        message = "事实单是空的"
        raise FactSheetError(message, hint=_EXAMPLE)
    if not _FENCE.fullmatch(lines[start]):
        message = f"事实单开头缺少单位信息：需要{'、'.join(_REQUIRED.values())}三项"
        raise FactSheetError(message, hint=_EXAMPLE)
    end = next((at for at in range(start + 1, len(lines)) if _FENCE.fullmatch(lines[at])), None)
    if end is None:
        message = f"第{start + 1}行的 --- 之后，没有找到结束单位信息的另一行 ---"
        raise FactSheetError(message, hint=_EXAMPLE)
    fields: dict[str, tuple[int, str]] = {}
    for at in range(start + 1, end):
        if clean_line(lines[at]) and not lines[at].lstrip().startswith("#"):
            key, value = _read_field(at + 1, lines[at])
            if key in fields:
                message = f"第{at + 1}行：{key} 写了两次（第一次在第{fields[key][0]}行）"
                raise FactSheetError(message)
            fields[key] = (at + 1, value)
    missing = [name for key, name in _REQUIRED.items() if not fields.get(key, (0, ""))[1]]
    if missing:
        message = f"事实单开头缺少{'、'.join(missing)}"
        raise FactSheetError(message, hint=_EXAMPLE)
    return fields, end + 1


def _read_field(number: int, line: str) -> tuple[str, str]:
    match = _FIELD.fullmatch(line)
    key = field_name(match["key"]) if match else None
    if match is None or key is None:
        message = f"第{number}行看不懂：“{_excerpt(line)}”"
        known = "、".join(dict.fromkeys(_KEYS.values()))
        raise FactSheetError(message, hint=f"开头的每一行请写成“名称: 内容”，名称可用 {known}。")
    return key, clean_line(_scalar(match["value"]))


def _scalar(written: str) -> str:
    """The value of one line: a YAML scalar always read as text; what is no scalar is taken as it stands."""
    try:
        value = yaml.load(written, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return written
    if value is None:
        return ""
    return value if isinstance(value, str) else written


def _quoted(value: str) -> str:
    """`value` so that `_scalar` reads it back; a JSON string is a YAML scalar (YAML 1.2, 1.2)."""
    return value if _scalar(value) == value else json.dumps(value, ensure_ascii=False)


def _read_blocks(lines: Sequence[str], body_at: int) -> tuple[str, list[_Block]]:
    """The title of a `# …` line ("" without one) and the headings with their lines.

    A sheet that has no `##` at all uses `#` for its sections.
    """
    headings = {at: match for at in range(body_at, len(lines)) if (match := _HEADING.fullmatch(lines[at]))}
    levels = {len(match["level"]) for match in headings.values()}
    top = min(levels - {1}, default=1)
    title = ""
    blocks = [_Block(heading="", topic=Topic.OVERVIEW, length_chars=0, lines=[])]
    for at in range(body_at, len(lines)):
        match = headings.get(at)
        if match is None:
            blocks[-1].lines.append(lines[at])
        elif len(match["level"]) < top and not title and len(blocks) == 1:
            title = clean_line(match["text"])
        elif len(match["level"]) <= top:
            blocks.append(_read_heading(at + 1, match["text"]))
    blocks[0].lines = [line for line in blocks[0].lines if clean_line(line)]
    return title, blocks


def _read_heading(number: int, text: str) -> _Block:
    braces = _BRACES.search(text)
    attributes = dict(_read_attributes(number, braces["inside"])) if braces else {}
    topic = _located((number, attributes["topic"]), parse_topic) if "topic" in attributes else None
    heading = clean_heading(text) or (topic.label if topic else "")
    if not heading:
        message = f"第{number}行：小标题是空的"
        raise FactSheetError(message)
    return _Block(
        heading=heading,
        topic=topic,
        length_chars=_read_length(number, attributes.get("length", "0")),
        lines=[],
    )


def _read_attributes(number: int, inside: str) -> Iterator[tuple[str, str]]:
    position = len(inside) - len(inside.lstrip())
    while position < len(inside):
        match = _ATTRIBUTE.match(inside, position)
        key = _ATTRIBUTES.get(match["key"].casefold()) if match else None
        if match is None or key is None:
            message = f"第{number}行：看不懂“{{{_excerpt(inside)}}}”"
            raise FactSheetError(message, hint="请写成 {topic=主题 length=字数}，或者删去。")
        yield key, match["value"]
        position = match.end()


def _read_length(number: int, written: str) -> int:
    digits = normalize_width(written).removesuffix("字")
    length_chars = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 9 else -1
    if not 0 <= length_chars <= MAX_LENGTH_CHARS:
        message = f"第{number}行：字数“{_excerpt(written)}”应是0到{MAX_LENGTH_CHARS}的整数"
        raise FactSheetError(message)
    return length_chars


def _section(block: _Block, new_id: Callable[[], str]) -> Section:
    section_id, facts = new_id(), parse_facts("\n".join(block.lines), new_id=new_id)
    return Section(
        id=section_id,
        heading=block.heading or Topic.OVERVIEW.label,
        topic=block.topic or guess_topic(block.heading, facts),
        length_chars=block.length_chars,
        facts=facts,
    )


def guess_topic(heading: str, facts: Sequence[Fact] = ()) -> Topic:
    """The topic of a heading without `{topic=…}`: from its words, else its facts' words, else HIGHLIGHTS."""
    from_heading = infer_topic(heading)
    if from_heading is not None:
        return from_heading
    from_facts = infer_topic(" ".join(fact.text for fact in facts[:20]))
    framing = {None, Topic.OVERVIEW, Topic.PROBLEMS, Topic.PLANS}
    return Topic.HIGHLIGHTS if from_facts is None or from_facts in framing else from_facts


def _one_overview(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections with all overviews together in one at the front; the heading of the last is kept."""
    overviews = [section for section in sections if section.topic is Topic.OVERVIEW]
    rest = tuple(section for section in sections if section.topic is not Topic.OVERVIEW)
    if not overviews:
        return rest
    merged = replace(
        overviews[-1],
        length_chars=max(section.length_chars for section in overviews),
        facts=tuple(fact for section in overviews for fact in section.facts),
    )
    return (merged, *rest)


def _section_lines(section: Section) -> Iterator[str]:
    length = f" length={section.length_chars}" if section.length_chars else ""
    yield f"## {section.heading} {{topic={section.topic.value}{length}}}"
    for fact in section.facts:
        yield f"- {format_fact(fact)}"


def _located(field: tuple[int, str], parse: Callable[[str], _Parsed]) -> _Parsed:
    """The parsed value; an error says in which line it stands."""
    number, written = field
    try:
        return parse(written)
    except InputError as error:
        message = f"第{number}行：{error}"
        raise type(error)(message, hint=error.hint) from error


def _excerpt(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= 20 else f"{line[:20]}…"
