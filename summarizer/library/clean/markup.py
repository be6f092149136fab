"""What is left of web pages in a text: entities, tags, scripts, addresses, editor codes."""

import html
import re
from collections.abc import Iterator
from typing import Final

from summarizer.library.clean.lines import IS_HAN, drop_line, han_share, lines_of
from summarizer.library.manuscript import Change

_ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d?);?")
_COMMENT = re.compile(r"<!--[^\0]{0,2000}?-->")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9:]{0,15})((?:\s|/)[^<>]{0,500})?>")
_HALF_TAG = re.compile(
    r"(?<![A-Za-z<])/?(?:p|br|div|span|strong|td|tr|li|ul|a|b|h[1-6])\s?/?>(?!>)"
    r"|</?(?:p|br|div|span|strong|td|tr|li|ul|a|b|h[1-6])(?![A-Za-z>])(?=[^>\n]{0,3}(?:[\u4e00-\u9fff]|$))",
    re.MULTILINE,
)
_BREAKING: Final = frozenset(
    {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "hr", "ul"}
)
_ESCAPE = re.compile(r"\\(?:r\\n|[nrt](?![a-zA-Z])|u(?:3000|00a0|200b|feff)|xa0)", re.IGNORECASE)
_CODE_LINE = re.compile(
    r"function\s*\w*\s*\(|document\.|window\.|var\s+\w+\s*=|\$\(|addEventListener|@media|@import|"
    r"\{[^{}:]{0,200}:[^{}]{0,300}\}|^\s*[.#]?[\w-]+\s*\{|^\s*\}|(?<![\w-])[\w-]{1,40}\s?:\s?[^;]{1,200};$|\.(?:js|css|push)\b|</?\w+|=>|\);\s*$",
    re.ASCII,
)
_WRITTEN_IN_CODE = re.compile(r"[A-Za-z{}<>;$=]")
_CODE_START = re.compile(r"(?:var|function|document|window|if|for|return|\$|[.#@{}]|//|/\*|\()")
_CODE = re.compile(
    r"(?:\(function\s*\(|function\s+\w*\s*\(|var\s+\w+\s*=|document\.write(?:ln)?\s*\(|window\.\w+\s*=|"
    r"\(adsbygoogle|_hmt\.push|(?<!\w)\w{1,30}_ad\s*\(|show_?ads?\w*\s*\()(?:[^\u3400-\u9fff\n]{0,500}[;)}>])?",
    re.ASCII,
)
_STYLE = re.compile(r"(?<![\w])[.#]?[a-zA-Z][\w-]*\s*\{[^{}\u3400-\u9fff]{1,300}\}")
_ADDRESS = re.compile(
    r"[（(【\[]?(?:https?:\s?//|ftp://|www\.)[\w./?=&%#:~@!$'*+,;-]{3,300}[）)】\]]?"
    r"|[（(]?[\w-]{2,30}(?:\.[\w-]{2,30}){0,2}\.(?:com|cn|net|org|cc|top|vip|xyz)(?:/[\w./?=&%#-]{0,200})?(?![\w@])[）)]?",
    re.ASCII,
)
_ATTACHED = re.compile(
    r"\[(attach(?:img)?|img|media|flash|video|audio|email|quote)(?:=[^\]\n]{0,100})?\][^\[\n]{0,200}\[/\1\]",
    re.I,
)
_BBCODE = re.compile(
    r"\[/?(?:b|i|u|url|img|size|color|font|align|table|tr|td|p|quote|center|hr|br|list|i=s|em|\*)(?:[=:][^\]\n]{0,200})?\]",
    re.I,
)
_PICTURE = re.compile(
    r"!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)|[（(【\[](?:图片?|插图|图略|点击查看大图)\d{0,2}[】\]）)]"
)
_CREDIT = re.compile(
    r"[（(【\[]\s{0,2}(?:图\s?[/／:：|｜]|图[片源文]?(?:来自|来源于?|源[自于]?|转自|取自|选自)|配图|题图|封面图?|摄影?[/／:：]|侵[权]?(?:即|必|请)?(?:联系)?删)"
    r"[^（）()【】\[\]\n]{0,24}[）)】\]]"
)
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((?:https?:|/|#)[^)\s]{0,500}\)")
_STRONG = re.compile(r"(\*\*|__)(?=[^\s*_])([^*_\n]{1,200}?)(?<=[^\s*_])\1(?!_)")
_ITEM = re.compile(r"^[ \t]{0,3}([-*+][ \t]+)(?=[\u3400-\u9fff“《])", re.MULTILINE)
# A blank or line break of an address, left among Chinese characters: behind a figure % is its unit.
_QUOTED_BLANK = re.compile(r"(?<=[\u4e00-\u9fff，。；：、！？”》）])%(?:20|0[AaDd9])(?=[\u4e00-\u9fff“《（])")
_ANGLES = re.compile(r"<<([\u4e00-\u9fff][^<>\n]{1,40})>>")
_MIN_ITEMS: Final = 2
_HASHES = re.compile(r"^[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]+)(?=\S)", re.MULTILINE)


def unescape_entities(text: str) -> Iterator[Change]:
    """&nbsp; &ldquo; &#24037; and their doubly escaped forms become characters."""
    for match in _ENTITY.finditer(text):
        written = re.sub("&(?:amp;)+(?=[#a-zA-Z])", "&", match.group())
        meant = html.unescape(written)
        if meant != written and "&" not in meant[:1]:
            yield Change(match.start(), match.end(), meant, "还原网页转义字符")


def drop_tags(text: str) -> Iterator[Change]:
    """HTML tags go; those that begin a paragraph leave a line break."""
    for match in _COMMENT.finditer(text):
        yield Change(match.start(), match.end(), "", "删去网页注释")
    for match in _TAG.finditer(text):
        # A name in angle brackets, such as <abc>, is a tag too: no summary writes one.
        opens_line = match[1].lower() in _BREAKING and match.start() > 0 and match.end() < len(text)
        breaks = opens_line and text[match.start() - 1] != "\n" and text[match.end()] != "\n"
        yield Change(match.start(), match.end(), "\n" if breaks else "", "删去网页标签")


def drop_codes(text: str) -> Iterator[Change]:
    """Half tags, editor codes, literal escapes, pictures, and marks of Markdown go."""
    for pattern, reason in (
        (_HALF_TAG, "删去网页标签残片"),
        (_ATTACHED, "删去论坛代码"),
        (_BBCODE, "删去论坛代码"),
        (_PICTURE, "删去图片标记"),
        (_CREDIT, "删去图片出处"),
    ):
        for match in pattern.finditer(text):
            yield Change(match.start(), match.end(), "", reason)
    for match in _ESCAPE.finditer(text):
        after = "\n" if match.group().lower() in {"\\n", "\\r\\n"} else ""
        yield Change(match.start(), match.end(), after, "删去转义符")
    for match in _QUOTED_BLANK.finditer(text):
        yield Change(match.start(), match.end(), "", "删去转义符")
    for match in _ANGLES.finditer(text):
        yield Change(match.start(), match.start(1), "《", "尖括号改为书名号")
        yield Change(match.end(1), match.end(), "》", "尖括号改为书名号")
    for match in _LINK.finditer(text):
        yield Change(match.start(), match.end(), match[1], "删去链接地址")
    for match in _STRONG.finditer(text):
        if match[1] == "**":
            yield Change(match.start(), match.start() + 2, "", "删去加粗标记")
            yield Change(match.end() - 2, match.end(), "", "删去加粗标记")
    items = list(_ITEM.finditer(text))
    if len(items) >= _MIN_ITEMS:
        for match in items:
            yield Change(match.start(1), match.end(1), "", "删去列表符号")
    for match in _HASHES.finditer(text):
        yield Change(match.start(), match.end(), "", "删去 Markdown 标记")


def drop_scripts(text: str) -> Iterator[Change]:
    """Scripts, style sheets and web addresses go, whole lines or stretches inside one."""
    for line in lines_of(text):
        if not _WRITTEN_IN_CODE.search(line.said):
            continue
        if line.said and _is_code(line.said):
            yield drop_line(text, line, "删去网页代码")
            continue
        for pattern, reason in ((_CODE, "删去网页代码"), (_STYLE, "删去网页样式"), (_ADDRESS, "删去网址")):
            for match in pattern.finditer(text, line.start, line.end):
                yield Change(match.start(), match.end(), "", reason)


def _is_code(said: str) -> bool:
    """Whether a line is nothing but code: what is left without its scripts holds no Chinese."""
    if not _CODE_LINE.search(said):
        return False
    rest = _CODE.sub("", _STYLE.sub("", said))
    return not IS_HAN.search(rest) or (_CODE_START.match(said) is not None and han_share(said) < 0.3)
