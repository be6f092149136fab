"""Official documents with all their parts, long tables, odd characters and titles, drawn by LibreOffice."""

import re
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from io import BytesIO

import pytest
from export_samples import DEMOCRACY, HAN_ONLY, OPENING, PLANS, SKILLS, WELFARE
from office import convert_to_pdf, require_office
from pdf_judge import CHAR_MM, LEFT_MM, PITCH_MM, TOP_MM, Fault, PrintedPage, judge, read_pages
from pdf_parts_judge import (
    attachment_faults,
    lead_faults,
    note_faults,
    note_lines,
    recipient_faults,
    split_attachments,
    table_faults,
    text_faults,
)

from summarizer.export.blocks import (
    AttachmentNote,
    AttachmentPage,
    Block,
    Heading,
    Paragraph,
    Recipient,
    SignOff,
    Table,
    Title,
)
from summarizer.export.docx import write_docx
from summarizer.export.pagination import lines_per_page

pytestmark = pytest.mark.office

STYLES, DOCUMENT = "word/styles.xml", "word/document.xml"
RARE = "镕堃玥喆㛃"
SIGNED = SignOff(signed="××区教育工会", date="2025年1月8日")
SEALED = SignOff(signed="××区教育工会委员会", date="2025年1月8日", seal=True)
NAMES = (
    "2024年经费收支表",
    "××区教育工会推进新就业形态劳动者建会入会工作先进集体名单",
    "职工之家建设工作台账",
)
RECIPIENT = "区总工会、街道总工会："
HOSTILE = "经费<w:p>占比&amp;5%]]>，职工&lt;32&gt;户，“A<B>&C”一项"
TITLES = (
    "××市第一人民医院工会委员会2024年度工作总结",
    "××区××街道总工会关于2024年度推进新就业形态劳动者建会入会工作情况的总结",
    "凝心聚力谋发展 真情服务暖人心——××实验小学工会2024年工作总结",
    "××省××市××区××街道××社区工会联合会2024年度“职工之家”建设和困难职工帮扶工作情况总结",
    "教育系统工会二〇二四年度工作总结暨二〇二五年度工作计划",
    "××大学附属中学工会委员会2024年第三季度工作总结及第四季度工作打算",
    "××精密制造（江苏）股份有限公司工会2025年上半年工作总结",
    "××市轨道交通集团有限公司工会委员会关于贯彻落实《中华人民共和国工会法》推进产业工人队伍建设改革"
    "维护职工合法权益构建和谐劳动关系有关工作情况的总结报告",
)
LONG_TABLE = Table(
    caption="表1 慰问名册",
    rows=(
        ("序号", "姓名", "金额（元）"),
        *((f"{n}", f"{RARE[n % 5]}某", f"{n * 10}") for n in range(1, 1000)),
    ),
)
SHORT_TABLE = Table(caption="", rows=(("项目", "金额"), ("会费", "12.8"), ("拨缴经费", "178.6")))


def official(*, seal: bool = True) -> list[Block]:
    """A document with every part, whose second heading comes to stand at the foot of the first page."""
    return [
        Title(text="××区教育工会2024年工作总结"),
        Recipient(text=RECIPIENT),
        Paragraph(text=OPENING),
        Heading(level=1, text="一、坚持民主管理"),
        Paragraph(text=f"（一）健全职代会制度。{DEMOCRACY}"),
        Paragraph(text=f"（二）搭建建功平台。{SKILLS}"),
        Paragraph(text="职工之家验收合格。"),
        Paragraph(text="职工书屋挂牌开放。"),
        Heading(level=1, text="二、做实普惠服务"),
        Paragraph(text=f"一是{WELFARE}"),
        Paragraph(text=HAN_ONLY + "。"),
        Paragraph(text=PLANS),
        Paragraph(text="特此报告。"),
        AttachmentNote(names=NAMES),
        SEALED if seal else SIGNED,
        AttachmentPage(number=1, title=NAMES[0]),
        SHORT_TABLE,
        AttachmentPage(number=2, title=NAMES[1]),
        Paragraph(text=HAN_ONLY + "。"),
    ]


def rare() -> list[Block]:
    """Names that fonts of GB/T 2312 lack, in every face, and lines full of them."""
    return [
        Title(text=f"××区教育工会关于{RARE}工作室的总结"),
        Heading(level=1, text=f"一、{RARE}工作室"),
        Heading(level=2, text=f"（一）{RARE}先进事迹"),
        Paragraph(text=f"（二）学习{RARE}。二〇二四年，{RARE}等人参加。"),
        *[Paragraph(text=HAN_ONLY + "。")] * 4,
        *[Paragraph(text=(RARE * 20)[:81] + "。")] * 4,
        SIGNED,
    ]


def hostile() -> list[Block]:
    """Text that would break XML, and characters it forbids."""
    return [
        Title(text="<总结>&“引号”"),
        Heading(level=1, text="一、<b>经费</b>&收支"),
        Paragraph(text=HOSTILE + "，\x00\x08全年\x1f公开\ufffe2次。"),
        Paragraph(text=HAN_ONLY + "。"),
        SIGNED,
    ]


def ending(lines: int, tail: Sequence[Block]) -> list[Block]:
    """Short lines below a title, then an ending."""
    short = [Paragraph(text=f"全年开展第{number}项活动。") for number in range(lines)]
    return [Title(text="××工会2024年工作总结"), *short, Paragraph(text=HAN_ONLY + "。"), *tail]


def titled(text: str) -> list[Block]:
    """A short document with a long title."""
    return [Title(text=text), Paragraph(text=HAN_ONLY), SIGNED]


def with_long_table() -> list[Block]:
    """A table of 1,000 rows, its header included."""
    return [Title(text="××工会慰问名册"), Paragraph(text=HAN_ONLY + "。"), LONG_TABLE, SIGNED]


DOCUMENTS: dict[str, Callable[[], list[Block]]] = {
    "official": official,
    "unsealed": partial(official, seal=False),
    "rare": rare,
    "hostile": hostile,
    "table": with_long_table,
    **{f"title-{number}": partial(titled, text) for number, text in enumerate(TITLES)},
    # Endings with a seal or a note, around the place where they find no room.
    **{f"sealed-{lines}": partial(ending, lines, [SEALED]) for lines in range(9, 16)},
    **{
        f"noted-{lines}": partial(ending, lines, [AttachmentNote(names=("甲表", "乙表")), SIGNED])
        for lines in range(8, 15)
    },
}
ENDINGS = [name for name in DOCUMENTS if name.startswith(("sealed", "noted"))]
NOT_HANGING = r'(<w:pStyle w:val="AttachmentNote"/><w:keepNext/>)<w:ind w:left="1895" w:hanging="316"[^>]*/>'
BLANK = "<w:p><w:pPr><w:keepNext/></w:pPr></w:p>"
BLANK_ABOVE = BLANK + '(?=<w:p><w:pPr><w:pStyle w:val="{}")'
FLUSH = r'(?s)("Recipient".*?<w:pPr>)<w:ind[^>]*/>'
KEPT_HEADING = r'<w:keepNext/>(<w:outlineLvl w:val="0"/>)'
UNIT = r'(SignOff"/><w:keepNext/><w:ind w:left=")\d+'
DAY = r'(SignOff"/><w:ind w:left=")\d+'
HOURGLASS = "(?s)(<w:br/>.*?<w:t [^>]*>)[^<]*(?=.*<w:br/>)"
CENTRED = '<w:jc w:val="center"/>(?=<w:tblLayout)'
PITCHED = r"word/(document|styles)\.xml"
# name, the rule of the judge that must speak, document, part of the package, pattern, replacement
SEEDED = [
    ("recipient-indented", "recipient", "official", STYLES, FLUSH, r"\1"),
    ("recipient-close", "recipient distance", "official", DOCUMENT, BLANK_ABOVE.format("Recipient"), ""),
    ("lead-in-body-face", "lead sentence face", "official", DOCUMENT, '<w:rStyle w:val="LeadSentence"/>', ""),
    ("note-not-hanging", "attachment note indent", "official", DOCUMENT, NOT_HANGING, r"\1"),
    (
        "note-close",
        "attachment note distance",
        "official",
        DOCUMENT,
        BLANK_ABOVE.format("AttachmentNote"),
        "",
    ),
    ("attachment-runs-on", "attachment page", "official", STYLES, "<w:pageBreakBefore/>", ""),
    (
        "label-in-body",
        "attachment label face",
        "official",
        STYLES,
        '(?s)("AttachmentLabel".*?)黑体.*?黑体.*?黑体.*?黑体',
        r"\1",
    ),
    (
        "attachment-title-high",
        "attachment title",
        "official",
        DOCUMENT,
        BLANK_ABOVE.format("AttachmentTitle"),
        "",
    ),
    ("heading-left-behind", "heading at the foot", "official", STYLES, KEPT_HEADING, r"\1"),
    ("seal-without-blank", "seal blank", "official", DOCUMENT, DAY, r"\g<1>6900"),
    ("seal-off-centre", "seal centre", "official", DOCUMENT, UNIT, r"\g<1>3800"),
    ("seal-too-close", "sign-off distance", "official", DOCUMENT, f"({BLANK}){{2}}", r"\1"),
    ("words-lost", "lost text", "official", DOCUMENT, "职工书屋挂牌开放。", "职工书屋。"),
    ("header-once", "table header", "table", DOCUMENT, "<w:tblHeader/>", ""),
    ("table-too-wide", "table width", "table", DOCUMENT, CENTRED, '<w:tblInd w:w="-900" w:type="dxa"/>'),
    ("row-lost", "table rows", "table", DOCUMENT, ">777<", "> <"),
    ("hourglass", "title shape", "title-3", DOCUMENT, HOURGLASS, r"\1总工会"),
    ("not-tightened", "line pitch", "sealed-13", PITCHED, 'w:(line|linePitch)="531"', r'w:\1="579"'),
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[PrintedPage, ...]]:
    """Every document of this module and every seeded fault, printed in one run of LibreOffice."""
    soffice = require_office()
    work = tmp_path_factory.mktemp("office")
    contents = {name: write_docx(build()) for name, build in DOCUMENTS.items()}
    for name, _, base, part, old, new in SEEDED:
        contents[f"fault-{name}"] = _seeded(contents[base], part, old, new)
    sources = []
    for name, content in contents.items():
        sources.append(work / f"{name}.docx")
        sources[-1].write_bytes(content)
    return {stem: read_pages(path) for stem, path in convert_to_pdf(soffice, sources, work).items()}


def _seeded(content: bytes, part: str, pattern: str, replacement: str) -> bytes:
    changed, target = 0, BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            text = source.read(name)
            if re.fullmatch(part, name):
                mended, count = re.subn(pattern, replacement, text.decode())
                text, changed = mended.encode(), changed + count
            copy.writestr(name, text)
    if not changed:
        pytest.fail(f"nothing to replace: {pattern}")
    return target.getvalue()


def _faults(pages: Sequence[PrintedPage], blocks: Sequence[Block]) -> list[Fault]:
    """All faults of a document of `blocks`, by every rule that applies to it."""
    main, attached = split_attachments(pages)
    recipient = next((block.text for block in blocks if isinstance(block, Recipient)), "")
    names = next((block.names for block in blocks if isinstance(block, AttachmentNote)), ())
    titles = [block.title for block in blocks if isinstance(block, AttachmentPage)]
    (signed,) = (block for block in blocks if isinstance(block, SignOff))
    flush = [recipient, *note_lines(main, names)]
    lines = lines_per_page(blocks)
    faults = [
        *judge(main, signed=signed.signed, date=signed.date, lines=lines, seal=signed.seal, flush=flush),
        *text_faults(pages, [block for block in blocks if block != hostile()[2]]),
        *lead_faults(main, blocks),
        *attachment_faults(attached, titles),
    ]
    faults += recipient_faults(main, recipient) if recipient else []
    faults += note_faults(main, names) if lines == 22 and names else []
    for block in blocks:
        faults += table_faults(pages, block) if isinstance(block, Table) else []
    return faults


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name not in ENDINGS])
def test_every_part_is_where_the_standard_wants_it(
    name: str, printed: dict[str, tuple[PrintedPage, ...]]
) -> None:
    assert _faults(printed[name], DOCUMENTS[name]()) == []


@pytest.mark.parametrize("name", ENDINGS)
def test_seals_and_notes_are_never_alone(name: str, printed: dict[str, tuple[PrintedPage, ...]]) -> None:
    faults = _faults(printed[name], DOCUMENTS[name]())

    # In doubt LibreOffice moves the whole paragraph (Word its last lines): the page before may be short.
    assert {fault.rule for fault in faults} <= {"lines per page"}


def test_seals_and_notes_are_tightened_at_least_once(printed: dict[str, tuple[PrintedPage, ...]]) -> None:
    for kind in ("sealed", "noted"):
        adjusted = [
            name for name in ENDINGS if name.startswith(kind) and lines_per_page(DOCUMENTS[name]()) > 22
        ]
        assert len(adjusted) >= 2
        assert all(len(printed[name]) == 1 for name in adjusted)


def test_a_heading_that_would_end_a_page_goes_to_its_text(
    printed: dict[str, tuple[PrintedPage, ...]],
) -> None:
    first, second, *_ = printed["official"]

    assert second.lines[0].text == "二、做实普惠服务"
    assert first.lines[-1].middle_mm < TOP_MM + 21 * PITCH_MM


def test_a_thousand_rows_are_printed_in_order_with_their_header_on_every_page(
    printed: dict[str, tuple[PrintedPage, ...]],
) -> None:
    pages = printed["table"]

    assert len(LONG_TABLE.rows) == 1000
    assert len(pages) > 40
    assert [page.foot[0].text for page in pages] == [f"—{number}—" for number in range(1, len(pages) + 1)]


def test_rare_characters_take_a_cell_each_and_none_is_lost(
    printed: dict[str, tuple[PrintedPage, ...]],
) -> None:
    lines = [line for page in printed["rare"] for line in page.lines]
    full = [line for line in lines if set(line.text) <= set(RARE) and abs(line.left_mm - LEFT_MM) < 1]

    assert {len(line.text) for line in full} == {28}
    assert all(abs(line.right_mm - line.left_mm - 28 * CHAR_MM) < 0.8 for line in full)
    assert all(char in "".join(line.text for line in lines if line.is_title) for char in RARE)


def test_markup_in_the_text_is_printed_as_typed(printed: dict[str, tuple[PrintedPage, ...]]) -> None:
    text = "".join(line.text for page in printed["hostile"] for line in page.lines)

    assert HOSTILE + "，全年公开2次。" in text
    assert "一、<b>经费</b>&收支" in text


@pytest.mark.parametrize(("name", "rule"), [row[:2] for row in SEEDED])
def test_judge_sees_seeded_fault(name: str, rule: str, printed: dict[str, tuple[PrintedPage, ...]]) -> None:
    base = next(row[2] for row in SEEDED if row[0] == name)
    faults = _faults(printed[f"fault-{name}"], DOCUMENTS[base]())

    assert rule in {fault.rule for fault in faults}
