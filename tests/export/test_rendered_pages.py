"""The pages LibreOffice draws, measured; and faults seeded into the file, which the judge must see."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from export_samples import HAN_ONLY, one_page, summary
from office import convert_to_pdf, require_office
from pdf_judge import PrintedPage, judge, read_pages

from summarizer.domain import Document
from summarizer.export import FontSet, Format, export_document
from summarizer.export.blocks import Block, Paragraph, SignOff, Title
from summarizer.export.docx import write_docx
from summarizer.export.pagination import lines_per_page

pytestmark = pytest.mark.office

STYLES, DOCUMENT, SETTINGS = "word/styles.xml", "word/document.xml", "word/settings.xml"
PITCHED = r"word/(document|styles)\.xml"
FOOTER = r"word/footer\d.xml"
_SHIFTED = r'(?s)(SignOff"/><w:keepNext/><w:ind w:left=")(\d+)(".*?SignOff"/><w:ind w:left=")\d+'
_BLANK_ABOVE = '<w:p><w:pPr><w:keepNext/></w:pPr></w:p>(?=<w:p><w:pPr><w:pStyle w:val="SignOff")'
# Lines above a last paragraph of eight: it ends before, at and behind the end of the page.
ENDINGS = range(8, 20)
DOCUMENTS: dict[str, Callable[[], Document]] = {
    "one-page": one_page,
    "ordinary": summary,
    "with-table": lambda: summary(table=True),
    "long": lambda: summary(repeats=36),
}
# name, the rule of the judge that must speak, part of the package, pattern, replacement
SEEDED = [
    ("letter-paper", "paper", DOCUMENT, 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),
    ("word-side-margin", "right margin", DOCUMENT, 'w:right="1474"', 'w:right="1800"'),
    ("narrow-left-margin", "left margin", DOCUMENT, 'w:left="1587"', 'w:left="1304"'),
    ("word-top-margin", "top margin", DOCUMENT, 'w:top="2098"', 'w:top="1440"'),
    ("27-pt-pitch", "line pitch", PITCHED, '(w:line|w:linePitch)="579"', r'\1="540"'),
    ("30-pt-pitch", "line pitch", PITCHED, '(w:line|w:linePitch)="579"', r'\1="600"'),
    ("36-pt-pitch", "lines per page", PITCHED, '(w:line|w:linePitch)="579"', r'\1="720"'),
    ("no-tracking", "chars per line", STYLES, '<w:spacing w:val="-5"/>', ""),
    ("small-body", "body size", STYLES, '<w:sz w:val="32"/>', '<w:sz w:val="28"/>'),
    ("no-indent", "indent", STYLES, 'w:firstLineChars="200" w:firstLine="632"', 'w:firstLine="0"'),
    ("title-left", "title centre", DOCUMENT, r'(<w:pStyle w:val="Title"/>)', r'\1<w:jc w:val="left"/>'),
    ("title-small", "title size", STYLES, '<w:sz w:val="44"/>', '<w:sz w:val="36"/>'),
    ("level-1-face", "level 1 face", STYLES, 'w:eastAsia="黑体"', 'w:eastAsia="仿宋_GB2312"'),
    ("level-2-face", "level 2 face", STYLES, 'w:eastAsia="楷体_GB2312"', 'w:eastAsia="仿宋_GB2312"'),
    ("same-footers", "page number side", SETTINGS, "<w:evenAndOddHeaders/>", ""),
    ("hyphens", "page number", FOOTER, "—", "-"),
    ("no-page-number", "page number", FOOTER, "(?s)<w:r>.*</w:r>", ""),
    (
        "large-page-number",
        "page number size",
        STYLES,
        r'<w:sz w:val="28"/>(?=.*?"TableGrid")',
        '<w:sz w:val="32"/>',
    ),
    ("low-footer", "page number height", DOCUMENT, r'w:footer="\d+"', 'w:footer="850"'),
    ("date-not-shifted", "sign-off shift", DOCUMENT, _SHIFTED, r"\1\2\3\2"),
    (
        "lone-sign-off",
        "lone sign-off",
        DOCUMENT,
        _BLANK_ABOVE,
        "<w:p><w:pPr><w:pageBreakBefore/></w:pPr></w:p>",
    ),
]


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[PrintedPage, ...]]:
    """Every document of this module and every seeded fault, printed in one run of LibreOffice."""
    soffice = require_office()
    work = tmp_path_factory.mktemp("office")
    contents = {name: export_document(build(), format=Format.DOCX) for name, build in DOCUMENTS.items()}
    contents["windows"] = export_document(summary(), format=Format.DOCX, fonts=FontSet.WINDOWS)
    contents |= {f"ending-{lines:02}": write_docx(_ending_blocks(lines)) for lines in ENDINGS}
    for name, _, part, old, new in SEEDED:
        contents[f"fault-{name}"] = _seeded(contents["ordinary"], part, old, new)
    sources = []
    for name, content in contents.items():
        sources.append(work / f"{name}.docx")
        sources[-1].write_bytes(content)
    return {stem: read_pages(path) for stem, path in convert_to_pdf(soffice, sources, work).items()}


def _ending_blocks(lines_above: int) -> list[Block]:
    return [
        Title(text="××工会2024年工作总结"),
        *(Paragraph(text=f"全年开展第{number}项活动。") for number in range(lines_above)),
        Paragraph(text=HAN_ONLY + HAN_ONLY + "。"),
        SignOff(signed="××工会委员会", date="2025年1月8日"),
    ]


def _seeded(content: bytes, part: str, pattern: str, replacement: str) -> bytes:
    """`content` with `pattern` replaced in each part whose name matches; one that changes nothing fails."""
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


@pytest.mark.parametrize("name", DOCUMENTS)
def test_printed_pages_keep_every_rule(name: str, printed: dict[str, tuple[PrintedPage, ...]]) -> None:
    document = DOCUMENTS[name]()

    assert judge(printed[name], signed=document.signed, date=document.date) == ()


def test_windows_fonts_keep_every_rule(printed: dict[str, tuple[PrintedPage, ...]]) -> None:
    document = summary()

    assert judge(printed["windows"], signed=document.signed, date=document.date) == ()


def test_short_and_long_documents_have_the_pages_expected(
    printed: dict[str, tuple[PrintedPage, ...]],
) -> None:
    assert len(printed["one-page"]) == 1
    assert len(printed["long"]) >= 60


def test_full_pages_hold_22_lines_and_full_lines_28_characters(
    printed: dict[str, tuple[PrintedPage, ...]],
) -> None:
    pages = printed["long"]
    inner = [len(page.lines) for page in pages[1:-1]]
    full = [line for page in pages for line in page.lines if line.text in HAN_ONLY and line.right_mm > 183]

    # Only a heading that moves to its text may leave a line or two blank.
    assert max(inner) == 22
    assert min(inner) >= 19
    assert {len(line.text) for line in full} == {26, 28}
    assert len(full) > 80


@pytest.mark.parametrize("lines", ENDINGS)
def test_no_page_holds_the_sign_off_alone(lines: int, printed: dict[str, tuple[PrintedPage, ...]]) -> None:
    per_page = lines_per_page(_ending_blocks(lines))
    faults = judge(printed[f"ending-{lines:02}"], signed="××工会委员会", date="2025年1月8日", lines=per_page)

    # In doubt LibreOffice moves the whole paragraph (Word its last lines): the page before may be short.
    assert {fault.rule for fault in faults} <= {"lines per page"}


@pytest.mark.parametrize(("lines", "per_page"), [(9, 22), (10, 24), (11, 24), (12, 20), (14, 22)])
def test_lines_are_tightened_or_loosened_only_where_the_sign_off_finds_no_room(
    lines: int, per_page: int, printed: dict[str, tuple[PrintedPage, ...]]
) -> None:
    pages = printed[f"ending-{lines:02}"]
    faults = judge(pages, signed="××工会委员会", date="2025年1月8日", lines=per_page)

    assert lines_per_page(_ending_blocks(lines)) == per_page
    # No paragraph was dragged to the next page: each is full, but for the last.
    assert faults == ()


def test_last_paragraph_is_not_dragged_along_where_its_end_is_with_the_sign_off(
    printed: dict[str, tuple[PrintedPage, ...]],
) -> None:
    split = [
        len(pages[0].lines) for name, pages in printed.items() if name.startswith("ending") and len(pages) > 1
    ]

    # 21 lines of text: the 22nd place is the blank one below the title.
    assert split.count(21) >= 3


@pytest.mark.parametrize(("name", "rule"), [row[:2] for row in SEEDED])
def test_judge_sees_seeded_fault(name: str, rule: str, printed: dict[str, tuple[PrintedPage, ...]]) -> None:
    document = summary()
    faults = judge(printed[f"fault-{name}"], signed=document.signed, date=document.date)

    assert rule in {fault.rule for fault in faults}
