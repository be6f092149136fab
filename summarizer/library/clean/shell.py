"""What a web site puts around a text: paths, counts, editors' remarks, links, copyright, advertisements."""

import re
from collections.abc import Iterator
from typing import Final

from summarizer.library.clean.lines import drop_line, lines_of
from summarizer.library.clean.remarks import own_clauses
from summarizer.library.lexicon import patterns, word_list
from summarizer.library.manuscript import Change
from summarizer.text.numbering import strip_numbering
from summarizer.text.sentences import split_sentences

_LINE_CHARS: Final = 160
_LINK_CHARS: Final = 45
_SENTENCE_CHARS: Final = 220
_MARKS: Final = "。！？!?.…~～ "
_CHINESE_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_CONTENTS = re.compile("目录|导航|大纲")  # a table of contents ends with a blank line
_LINK_DATE = re.compile(r"\s*[\[(（]?(?:\d{4}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?[\])）]?\s*$")
_TITLED = re.compile("《[^《》]*》")
_ARTICLE_NUMBER = re.compile(
    r"(?<![\d一二三四五六七八九十])[篇例][一二三四五六七八九十\d]|第[一二三四五六七八九十\d]{1,3}篇"
)
_BRACKETED = re.compile(r"^[【\[〖『]([^【】\[\]〖〗『』]{2,16})[】\]〗』]$")
_OUTER: Final = "•·●○◎★☆▪◆◇■□▲△▼▽►▶◀※♦➤✦- \t\u3000|｜"
# A caption below a picture that was not copied, and the bar for turning pages.
_CAPTION = re.compile(
    r"[▲△▼▽◆■●（(【]?\s*(?:图为|上图|下图|左图|右图|图[一二三四五六七八九十\d]{0,2}[:：])[^。\n]{2,60}。?[）)】]?"
    r"|[^。；\n]{2,60}[（(][^（）()\n]{2,12}\s?(?:摄|摄影|供图)[）)]"
)
_NUMBERS_ROW = re.compile(r"(?:[【\[（(]\s?\d{1,2}\s?[】\]）)] *){2,20}")


def drop_shell_lines(text: str) -> Iterator[Change]:
    """Lines of site furniture go, and after a heading for links the titles under it."""
    shell, heads = patterns("shell", "lines"), patterns("shell", "link_heads")
    in_links = in_contents = False
    for line in lines_of(text):
        if _CAPTION.fullmatch(line.said) or _NUMBERS_ROW.fullmatch(line.said):
            yield drop_line(text, line, "删去图片说明" if _CAPTION.fullmatch(line.said) else "删去网页翻页条")
            continue
        said = _BRACKETED.sub(r"\1", line.said.strip(_OUTER))
        if not said:
            in_links = in_links and (bool(line.said) or not in_contents)
            if line.said:
                yield drop_line(text, line, "删去网页符号行")
            continue
        if heads.fullmatch(line.said) or heads.fullmatch(said):
            in_links, in_contents = True, _CONTENTS.search(said) is not None
            yield drop_line(text, line, "删去相关链接")
        elif (
            len(said) <= _LINE_CHARS
            and (shell.fullmatch(said) or shell.fullmatch(line.said))
            and not own_clauses(said)
        ):
            yield drop_line(text, line, "删去网页上的提示文字")
        elif in_links and _is_link(line.said):
            yield drop_line(text, line, "删去相关链接")
        else:
            in_links = False


def drop_shell_sentences(text: str) -> Iterator[Change]:
    """Sentences in which the site speaks (小编、欢迎阅读、以上就是…) go, wherever they stand."""
    said = patterns("shell", "sentences")
    for start, end in split_sentences(text):
        sentence = text[start:end].rstrip(_MARKS)
        if len(sentence) <= _SENTENCE_CHARS and said.fullmatch(sentence) and not own_clauses(sentence):
            whole = (start == 0 or text[start - 1] == "\n") and end < len(text) and text[end] == "\n"
            yield Change(start, end + 1 if whole else end, "", "删去网站的话")


def _is_link(line: str) -> bool:
    if len(line) > _LINK_CHARS or "。" in line or _CHINESE_NUMBER.match(line) or _ARTICLE_NUMBER.search(line):
        return False
    title = _LINK_DATE.sub("", strip_numbering(line))
    title = title[1:-1] if _TITLED.fullmatch(title) else title
    return (
        title.endswith(_endings())
        or title != line.strip()
        or any(word in title for word in word_list("anchors", "title_words"))
    )


def _endings() -> tuple[str, ...]:
    return (
        *word_list("anchors", "genres"),
        "总结",
        "计划",
        "报告",
        "方案",
        "办法",
        "制度",
        "意见",
        "篇",
        "体会",
        "汇报",
    )
