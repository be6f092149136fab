"""Which fonts a document needs, which of them this computer lacks, and what takes their place."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from summarizer.export.blocks import (
    AttachmentPage,
    Block,
    Heading,
    Paragraph,
    SignOff,
    Table,
    Title,
    lead_sentence_end,
)
from summarizer.export.fonts import FontSet, Typefaces, rare_characters, substitute_face
from summarizer.export.installed_fonts import installed_families

# What may draw each font where it is not installed, best first: the fonts of Windows, macOS, WPS and of
# free systems. Their English names come along, because either may be the one that is registered.
_SONG: Final = (
    *("宋体", "SimSun", "新宋体", "NSimSun", "华文宋体", "STSong", "宋体-简", "Songti SC"),
    *("思源宋体", "Source Han Serif SC", "Noto Serif CJK SC", "FandolSong"),
    *("AR PL SungtiL GB", "AR PL UMing CN"),
)
_FANG_SONG: Final = (
    *(
        "仿宋_GB2312",
        "FangSong_GB2312",
        "仿宋",
        "FangSong",
        "华文仿宋",
        "STFangsong",
        "方正仿宋简体",
        "FandolFang",
    ),
    *("FandolFang R", "朱雀仿宋", "Zhuque Fangsong (technical preview)"),
)
_KAI: Final = (
    *(
        "楷体_GB2312",
        "KaiTi_GB2312",
        "楷体",
        "KaiTi",
        "华文楷体",
        "STKaiti",
        "楷体-简",
        "Kaiti SC",
        "方正楷体简体",
    ),
    *("霞鹜文楷", "LXGW WenKai", "FandolKai", "AR PL KaitiM GB", "AR PL UKai CN"),
)
_HEI: Final = (
    *("黑体", "SimHei", "华文黑体", "STHeiti", "黑体-简", "Heiti SC", "苹方-简", "PingFang SC"),
    *("微软雅黑", "Microsoft YaHei", "思源黑体", "Source Han Sans SC", "Noto Sans CJK SC", "FandolHei"),
    *("WenQuanYi Zen Hei", "WenQuanYi Micro Hei"),
)
_TITLE: Final = (
    *(
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05S",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05",
        "华文中宋",
        "STZhongsong",
    ),
)
_STAND_INS: Final[Mapping[str, Sequence[str]]] = {
    "方正小标宋简体": (*_TITLE, *_SONG),
    "仿宋_GB2312": (*_FANG_SONG, *_SONG),
    "仿宋": (*_FANG_SONG[2:], *_FANG_SONG[:2], *_SONG),
    "楷体_GB2312": (*_KAI, *_FANG_SONG),
    "楷体": (*_KAI[2:], *_KAI[:2], *_FANG_SONG),
    "黑体": _HEI,
    "宋体": _SONG,
}
# The English name of the same font.
_SAME: Final[Mapping[str, str]] = {
    **{"方正小标宋简体": "FZXiaoBiaoSong-B05S", "仿宋_GB2312": "FangSong_GB2312", "仿宋": "FangSong"},
    **{"楷体_GB2312": "KaiTi_GB2312", "楷体": "KaiTi", "黑体": "SimHei", "宋体": "SimSun"},
}
_MOST_SHOWN: Final = 20
_BY_NAME: Final = "文件里的字体名称不变，在装有这些字体的电脑上显示正常。"
_IN_PDF: Final = (
    "PDF 里就是代替的字体，换电脑看也一样；要用标准字体，请导出 Word 文档，或在装有这些字体的电脑上生成。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FontUse:
    """A font a document names.

    Attributes:
        name: as the document names it.
        purpose: what it is used for, in Chinese.
        installed: whether this computer has it.
        stand_in: the installed font nearest to it, "" when it is installed itself or nothing comes near.
    """

    name: str
    purpose: str
    installed: bool
    stand_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FontReport:
    """The fonts of one document, as seen from this computer.

    Attributes:
        uses: in the order in which a reader meets them.
    """

    uses: tuple[FontUse, ...]

    @property
    def missing(self) -> tuple[FontUse, ...]:
        """Those this computer lacks."""
        return tuple(use for use in self.uses if not use.installed)

    def sentences(self, *, embedded: bool = False) -> tuple[str, ...]:
        """What a user should know, in Chinese; () when every font is here.

        Args:
            embedded: whether the file carries the fonts it was made with, as a PDF does, and not their names.
        """
        if not self.missing:
            return ()
        told = "；".join(
            f"{use.name}（{use.purpose}）" + (f"，会用“{use.stand_in}”代替" if use.stand_in else "")
            for use in self.missing
        )
        return (f"这台电脑没有安装：{told}。{_IN_PDF if embedded else _BY_NAME}",)


def report_fonts(
    blocks: Sequence[Block], *, fonts: FontSet = FontSet.STANDARD, installed: AbstractSet[str] | None = None
) -> FontReport:
    """The fonts a .docx of `blocks` needs.

    Args:
        blocks: what is printed.
        fonts: the set it names.
        installed: the names of installed fonts; looked up on this computer when None.
    """
    families = installed_families() if installed is None else installed
    purposes: dict[str, list[str]] = {}
    for name, purpose in _uses(blocks, fonts.typefaces):
        found = purposes.setdefault(name, [])
        if purpose not in found:
            found.append(purpose)
    return FontReport(
        uses=tuple(
            FontUse(
                name=name,
                purpose="、".join(found),
                installed=is_installed(name, families),
                stand_in="" if is_installed(name, families) else stand_in_for(name, families),
            )
            for name, found in purposes.items()
        )
    )


def is_installed(name: str, families: AbstractSet[str]) -> bool:
    """Whether one of the names of the font `name` is among `families`."""
    return name in families or _SAME.get(name, name) in families


def stand_in_for(name: str, families: AbstractSet[str]) -> str:
    """The font of `families` that comes nearest to `name`, "" when none does."""
    return next((one for one in _STAND_INS.get(name, ()) if one in families), "")


def _uses(blocks: Sequence[Block], faces: Typefaces) -> Iterator[tuple[str, str]]:
    """Names and purposes, a rare character's font behind that of its paragraph."""
    for block in blocks:
        match block:
            case Title() | AttachmentPage():
                yield from _with_substitute(faces.title, "标题", block.text)
                if isinstance(block, AttachmentPage):
                    yield faces.level1, "附件字样"
            case Heading(level=level, text=text):
                yield from _with_substitute(faces.heading(level), f"{'一二三四'[level - 1]}级标题", text)
            case Paragraph(text=text):
                end = lead_sentence_end(text)
                if end:
                    yield from _with_substitute(faces.level2, "二级标题", text[:end])
                yield from _with_substitute(faces.body, "正文", text[end:])
            case Table():
                yield faces.level1, "表题和表头"
                yield from _with_substitute(faces.body, "表格", _words(block))
            case _:
                yield from _with_substitute(faces.body, "正文", _words(block))
    yield faces.page_number, "页码"


def _with_substitute(face: str, purpose: str, text: str) -> Iterator[tuple[str, str]]:
    yield face, purpose
    rare = rare_characters(text) if substitute_face(face) else frozenset()
    if rare:
        yield substitute_face(face), f"生僻字{''.join(sorted(rare))[:_MOST_SHOWN]}"


def _words(block: Block) -> str:
    match block:
        case Table(caption=caption, rows=rows):
            return caption + "".join(map("".join, rows))
        case SignOff(signed=signed, date=date):
            return signed + date
        case _:
            return block.text
