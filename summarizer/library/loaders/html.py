"""Lines of a web page: what a reader sees, block by block; scripts, styles and menus left out."""

import email
import email.policy
import re
from typing import TYPE_CHECKING, Final

from summarizer.errors import TooLargeError, UnreadableFileError
from summarizer.library.loaders.encodings import decode
from summarizer.library.loaders.values import SourceLine

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_DROPPED_TAGS: Final = (
    "script style noscript template nav footer aside form button select option textarea "
    "iframe object svg head canvas video audio map menu "
)
_DROPPED: Final = frozenset(_DROPPED_TAGS.split())
_BLOCKS_TAGS: Final = (
    "p div br li ul ol dl dt dd h1 h2 h3 "
    "h4 h5 h6 table tr section article header main blockquote pre figure "
    "figcaption hr caption address body html center "
)
_BLOCKS: Final = frozenset(_BLOCKS_TAGS.split())
_CELLS: Final = frozenset({"td", "th"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.I)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_BLANKS = re.compile(" +")
_AROUND_TAB = re.compile(" ?\t ?")
_ANY_TAG = re.compile(r"<[^<>]{0,500}>")
_BLOCK_TAG = re.compile(r"<(?:p|div|br|li|h[1-6]|tr)\b", re.I)
_HAN = re.compile("[\u4e00-\u9fff]")
_NUMBERED = re.compile("[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
# A tag takes some 230 bytes when parsed, and ten thousand attributes half a second.
_MOST_TAGS: Final = 600_000
_MOST_BYTES: Final = 20 * 1024 * 1024
_MOST_ATTRIBUTES: Final = 10_000
_QUOTED = re.compile(rb"""=\s{0,20}(?:"[^"]*"|'[^']*')""")
_MOST_PARTS: Final = 200
_MOST_LINES: Final = 1_500_000
_MIN_TYPED: Final = 5
_HEADING_CHARS: Final = 24
_HEADED = re.compile(
    "(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\\d]{1,2}[）)]|\\d{1,2}[.、．])[^，。；：]{2}"
)
_SENTENCE_MARKS: Final = "，。；：、,;:"
_LINES_PER_BLOCK: Final = 2
_HIDDEN_NOTE: Final = "网页里有{}处看不见的文字，没有导入。"
_KEPT_NOTE: Final = "网页里有{}处看不见的文字接着正文的半句话，已经导入，请核对。"
_STOPS: Final = "。！？"
_SENTENCE_CHARS: Final = 12


def read_html(content: bytes, *, encoding: str = "") -> tuple[tuple[SourceLine, ...], str, tuple[str, ...]]:
    """The visible lines of a page with h1…h6 as levels, its codec, and notes.

    Raises:
        UnreadableFileError: the bytes are no text.
        TooLargeError: it has more tags, or a tag more attributes, than any page has.
    """
    if len(content) > _MOST_BYTES or content.count(b"<") > _MOST_TAGS or _has_endless_tag(content):
        message = "这个网页的内容太多，超出了导入的限制"
        raise TooLargeError(message, hint="请把正文复制到 Word 或文本文件里，再导入。")
    text, codec, notes = decode(content, encoding=encoding or _declared(content))
    lines, all_notes = _visible(text, notes)
    return lines, codec, all_notes


def read_mhtml(content: bytes) -> tuple[tuple[SourceLine, ...], str, tuple[str, ...]]:
    """The same for a page saved as a single file, which Word and browsers also write as .doc.

    Raises:
        UnreadableFileError: it holds no page.
        TooLargeError: it has more parts or lines than any page.
    """
    if content.lower().count(b"multipart/") > _MOST_PARTS or content.count(b"\n") > _MOST_LINES:
        reason = "这个单文件网页的内容太多，超出了导入的限制"
        raise TooLargeError(reason)
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload:
                return read_html(payload, encoding=_known(part.get_content_charset() or ""))
    reason = "这个单文件网页里没有正文"
    raise UnreadableFileError(reason)


def _has_endless_tag(content: bytes) -> bool:
    """Whether a tag has so many attributes that the parser, which compares each with all, would never end."""
    for piece in content.split(b"<"):
        if len(piece) > _MOST_ATTRIBUTES:
            tag = _QUOTED.sub(b" ", piece.partition(b">")[0])
            if sum(map(tag.count, (b" ", b"\t", b"\n", b"\r", b"\f", b"/"))) > _MOST_ATTRIBUTES:
                return True
    return False


def _declared(content: bytes) -> str:
    """The codec a page names, "" when it names none or contradicts its bytes."""
    match = _CHARSET.search(content[:4096])
    codec = _known(match[1].decode("ascii", errors="ignore") if match else "")
    try:
        content.decode(codec or "utf-8")
    except UnicodeDecodeError:
        return ""
    return codec if codec not in {"", "utf-8"} else ""


def _known(charset: str) -> str:
    folded = charset.strip().lower()
    if folded in {"gb2312", "gbk", "gb18030", "x-gbk"}:
        return "gb18030"
    return {"big5": "big5", "utf-8": "utf-8", "utf8": "utf-8"}.get(folded, "")


def _visible(text: str, notes: tuple[str, ...]) -> tuple[tuple[SourceLine, ...], tuple[str, ...]]:
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(text).body
    page = _Page(keeps_lines=_is_typed(text))
    if root is not None:
        page.walk(root)
    page.close()
    counted = ((_HIDDEN_NOTE, page.hidden), (_KEPT_NOTE, page.kept))
    return tuple(page.lines), (*notes, *(note.format(times) for note, times in counted if times))


def _is_typed(text: str) -> bool:
    """Whether the line feeds of a page are its paragraphs: text pasted with some tags, or kept by a style.

    A program that wraps its source breaks lines inside sentences; of typed lines at least half end one.
    """
    lines = [
        said for line in text.split("\n") if (said := _ANY_TAG.sub("", line).strip()) and _HAN.search(said)
    ]
    whole = sum(line[-1] in "。！？；：" or _NUMBERED.match(line) is not None for line in lines)
    return (
        len(lines) >= _MIN_TYPED
        and 2 * whole >= len(lines)
        and len(lines) > _LINES_PER_BLOCK * len(_BLOCK_TAG.findall(text))
    )


class _Page:
    """Collects the text of nodes into lines, a new one at every block."""

    def __init__(self, *, keeps_lines: bool = False) -> None:
        self._keeps_lines = keeps_lines
        self.lines: list[SourceLine] = []
        self.hidden = 0
        self.kept = 0
        self._pieces: list[str] = []
        self._level = 0
        self._cells = 0

    def walk(self, root: "LexborNode") -> None:
        """Visits `root` and all below it in order, without recursion: pages nest deep."""
        stack: list[tuple[LexborNode | None, str]] = [(root, "")]
        while stack:
            node, closing = stack.pop()
            if node is None:
                self._leave(closing)
                continue
            tag = (node.tag or "").lower()
            if tag == "-text":
                self._say(node.text_content or "")
                continue
            if tag in _DROPPED or tag.startswith(("-", "!")) or self._is_hidden(node):
                continue
            self._enter(tag)
            stack.append((None, tag))
            children = list(node.iter(include_text=True))
            stack.extend((child, "") for child in reversed(children))

    def _say(self, words: str) -> None:
        if not self._keeps_lines and "\n" in words and self._is_heading_line(words):
            heading, _, rest = words.partition("\n")
            self._pieces.append(_SPACE.sub(" ", heading))
            self._break()
            words = rest
        first, *further = words.split("\n") if self._keeps_lines else [words]
        self._pieces.append(_SPACE.sub(" ", first))
        for line in further:
            self._break()
            self._pieces.append(_SPACE.sub(" ", line))

    def _is_heading_line(self, words: str) -> bool:
        """Whether a numbered line too short to be wrapped ends here: a paragraph without tags of its own."""
        if self._cells:
            return False
        said = ("".join(self._pieces) + words.partition("\n")[0]).strip()
        return (
            len(said) <= _HEADING_CHARS
            and said[-1:] not in _SENTENCE_MARKS
            and _HEADED.match(said) is not None
        )

    def close(self) -> None:
        """Ends the line under way."""
        text = _AROUND_TAB.sub("\t", _BLANKS.sub(" ", "".join(self._pieces))).strip()
        if text:
            self.lines.append(SourceLine(len(self.lines) + 1, text, self._level))
        self._pieces = []

    def _is_hidden(self, node: "LexborNode") -> bool:
        style = node.attributes.get("style") or ""
        if not _HIDDEN.search(style):
            return False
        said = (node.text() or "").strip()
        if self._ends_sentence(said):
            self.kept += 1
            return False
        self.hidden += bool(said)
        return True

    def _ends_sentence(self, said: str) -> bool:
        """Whether words end the sentence the line under way has left open: they are the text's own."""
        before = "".join(self._pieces).strip()
        return (
            before[-1:] not in ("", *_STOPS)
            and said[-1:] in (*_STOPS,)
            and len(_HAN.findall(said)) >= _SENTENCE_CHARS
        )

    def _enter(self, tag: str) -> None:
        self._cells += tag in _CELLS
        if tag in _BLOCKS:
            self._break()
            if _is_heading(tag):
                self._level = int(tag[1])

    def _leave(self, tag: str) -> None:
        if tag in _CELLS:
            self._cells -= 1
            self._pieces.append("\t")
        elif tag in _BLOCKS:
            self._break()
            if _is_heading(tag):
                self._level = 0

    def _break(self) -> None:
        """Ends the line, but inside a table cell only the word: a row is one line."""
        if self._cells:
            self._pieces.append(" ")
        else:
            self.close()


def _is_heading(tag: str) -> bool:
    return len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()
