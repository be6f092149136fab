"""The parts of a .docx that do not depend on its text: styles, settings and font table, as WordprocessingML.

Everything is written anew instead of mending python-docx's template, whose styles name theme fonts
(they would win over `w:eastAsia`), whose language is Japanese and whose compatibility mode is Word 2010's.
"""

from summarizer.export import gbt9704
from summarizer.export.fonts import ALTERNATIVES, Typefaces
from summarizer.export.lengths import Length

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

BODY, TITLE, FOOTER = "Normal", "Title", "Footer"
SIGN_OFF, TABLE, TABLE_TEXT, CAPTION = "SignOff", "TableGrid", "TableText", "Caption"
RECIPIENT, ATTACHMENT_NOTE = "Recipient", "AttachmentNote"
ATTACHMENT_LABEL, ATTACHMENT_TITLE = "AttachmentLabel", "AttachmentTitle"
LEAD_SENTENCE = "LeadSentence"

_LATENT = (
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" w:defUnhideWhenUsed="0" '
    'w:defQFormat="0" w:count="376"/>'
)
_WORD_URI = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = (
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
)


def heading_style(level: int) -> str:
    """The id of the style of a heading of `level` 1 to 4."""
    return f"Heading{level}"


def run_fonts(typeface: str) -> str:
    """`w:rFonts` that draws everything, “ ” … — too, in `typeface`."""
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{typeface}" w:hAnsi="{typeface}" '
        f'w:eastAsia="{typeface}" w:cs="{typeface}"/>'
    )


def table_text_style(size: Length, *, header: bool = False, left: bool = False) -> str:
    """The id of the style of text in table cells of one of `gbt9704.TABLE_SIZES`."""
    marks = ("Header" if header else "") + ("Left" if left else "")
    return TABLE_TEXT + marks + ("" if size == gbt9704.TABLE_SIZE else str(size.half_points))


def styles_xml(typefaces: Typefaces, *, pitch: Length = gbt9704.LINE_PITCH) -> str:
    """`w:styles`: body, title, headings 1–4, the parts of an official document and tables, none with a theme.

    Args:
        typefaces: the fonts named.
        pitch: from line to line of the body.
    """
    headings = "".join(
        _style(
            heading_style(level),
            f"heading {level}",
            paragraph=f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>',
            run=run_fonts(typefaces.heading(level)),
            priority=9,
            following=BODY,
        )
        for level in range(1, gbt9704.HEADING_LEVELS + 1)
    )
    return (
        f"<w:styles {NAMESPACE}>{_defaults(typefaces.body)}{_LATENT}{_normal_style(pitch)}{_base_styles()}"
        f"{_title_style(typefaces)}{headings}{_lead_style(typefaces)}{_official_styles(typefaces)}"
        f"{_footer_style(typefaces)}{_table_styles(typefaces)}</w:styles>"
    )


def settings_xml() -> str:
    """`w:settings`: odd and even footers, no squeezed punctuation, Word 2013+ layout, Chinese as language."""
    compatibility = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{_WORD_URI}" w:val="{setting}"/>'
        for name, setting in _COMPATIBILITY
    )
    return (
        f'<w:settings {NAMESPACE}><w:zoom w:percent="100"/>'
        f'<w:defaultTabStop w:val="{gbt9704.chars(2).twips}"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat><w:useFELayout/>{compatibility}</w:compat>"
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table_xml(typefaces: Typefaces) -> str:
    """`w:fonts`: each font with the name to try when it is not installed; charset 86 is GB2312."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{ALTERNATIVES[name]}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for name in typefaces.names
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {NAMESPACE}>{fonts}</w:fonts>'


def _exact_spacing(pitch: Length) -> str:
    """`w:spacing` of a paragraph without space around it and with lines exactly `pitch` apart."""
    return f'<w:spacing w:before="0" w:after="0" w:line="{pitch.twips}" w:lineRule="exact"/>'


def _defaults(typeface: str) -> str:
    size = gbt9704.BODY_SIZE.half_points
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{run_fonts(typeface)}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _normal_style(pitch: Length) -> str:
    indent = gbt9704.BODY_INDENT_CHARS
    paragraph = (
        # Marks may hang at the line's end as Word does by default; LibreOffice reads the switch the other
        # way round and keeps them inside. Gaps between 汉字 and digits would spoil 28 字.
        '<w:widowControl w:val="0"/><w:overflowPunct w:val="1"/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f"{_exact_spacing(pitch)}"
        f'<w:ind w:firstLineChars="{indent * 100}" w:firstLine="{gbt9704.chars(indent).twips}"/>'
        '<w:jc w:val="both"/>'
    )
    run = f'<w:color w:val="000000"/><w:spacing w:val="{gbt9704.BODY_TRACKING.twips}"/>'
    return (
        f'<w:style w:type="paragraph" w:default="1" w:styleId="{BODY}"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _base_styles() -> str:
    hidden = '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
    return (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        f'<w:name w:val="Default Paragraph Font"/>{hidden}</w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f'{hidden}<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
        f'<w:name w:val="No List"/>{hidden}</w:style>'
    )


def _title_style(typefaces: Typefaces) -> str:
    return _style(
        TITLE,
        "Title",
        # Off the grid: 22 pt must not take two of its lines.
        paragraph=f'<w:keepNext/><w:keepLines/><w:snapToGrid w:val="0"/>{_no_indent()}<w:jc w:val="center"/>',
        run=f'{run_fonts(typefaces.title)}<w:spacing w:val="0"/>{_size(gbt9704.TITLE_SIZE)}',
        priority=10,
        following=BODY,
    )


def _lead_style(typefaces: Typefaces) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{LEAD_SENTENCE}"><w:name w:val="段首句"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="10"/><w:qFormat/>'
        f"<w:rPr>{run_fonts(typefaces.level2)}</w:rPr></w:style>"
    )


def _official_styles(typefaces: Typefaces) -> str:
    """主送机关, 附件说明, 落款, and 附件 with its title on pages of its own."""
    flush = f'{_no_indent()}<w:jc w:val="left"/>'
    label = f'<w:keepNext/><w:pageBreakBefore/>{flush}<w:outlineLvl w:val="0"/>'
    return (
        _style(RECIPIENT, "主送机关", paragraph=_no_indent(), priority=11)
        + _style(ATTACHMENT_NOTE, "附件说明", paragraph='<w:jc w:val="left"/>', priority=11)
        + _style(SIGN_OFF, "落款", paragraph=f"<w:keepLines/>{flush}", priority=11)
        + _style(ATTACHMENT_LABEL, "附件", paragraph=label, run=run_fonts(typefaces.level1), priority=11)
        + _style(ATTACHMENT_TITLE, "附件标题", paragraph="", priority=11, base=TITLE, following=BODY)
    )


def _footer_style(typefaces: Typefaces) -> str:
    spacing = _exact_spacing(gbt9704.PAGE_NUMBER_LINE)
    return _style(
        FOOTER,
        "footer",
        paragraph=f'<w:snapToGrid w:val="0"/>{spacing}{_no_indent()}',
        run=f'{run_fonts(typefaces.page_number)}<w:spacing w:val="0"/>{_size(gbt9704.PAGE_NUMBER_SIZE)}',
        priority=99,
    )


def _table_styles(typefaces: Typefaces) -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = (
        f'<w:style w:type="table" w:styleId="{TABLE}"><w:name w:val="Table Grid"/>'
        '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr></w:style>"
    )
    texts = "".join(
        _table_text_style(typefaces, size, header=header, left=left)
        for size in gbt9704.TABLE_SIZES
        for header, left in ((False, False), (False, True), (True, False))
    )
    caption = _style(
        CAPTION,
        "caption",
        paragraph=f'<w:keepNext/>{_no_indent()}<w:jc w:val="center"/>',
        run=run_fonts(typefaces.level1),
        priority=35,
    )
    return f"{grid}{texts}{caption}"


def _table_text_style(typefaces: Typefaces, size: Length, *, header: bool, left: bool) -> str:
    spacing = '<w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/>'
    align = "left" if left else "center"
    name = "表头文字" if header else "表格文字（左）" if left else "表格文字"
    return _style(
        table_text_style(size, header=header, left=left),
        name + ("" if size == gbt9704.TABLE_SIZE else f" {size.pt:g}磅"),
        paragraph=f'<w:snapToGrid w:val="0"/>{spacing}{_no_indent()}<w:jc w:val="{align}"/>',
        run=(run_fonts(typefaces.level1) if header else "") + f'<w:spacing w:val="0"/>{_size(size)}',
        priority=12,
    )


def _style(
    style_id: str,
    name: str,
    *,
    paragraph: str = "",
    run: str = "",
    priority: int,
    base: str = BODY,
    following: str = "",
) -> str:
    following_xml = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/>{following_xml}<w:uiPriority w:val="{priority}"/><w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _no_indent() -> str:
    return '<w:ind w:firstLineChars="0" w:firstLine="0"/>'


def _size(size: Length) -> str:
    return f'<w:sz w:val="{size.half_points}"/><w:szCs w:val="{size.half_points}"/>'
