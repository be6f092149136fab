"""What office, mail and chat programs leave in a copy: field codes, file names, stamps, form rows, contents.

None of it is Chinese prose: fields come in pairs of label and value, stamps tell the minute, names end in
.docx, and lines of a table of contents lead to a number by dots.
"""

import re
from collections.abc import Iterator
from typing import Final

from summarizer.library.clean.lines import HAN, Line, drop_line, lines_of
from summarizer.library.lexicon import patterns
from summarizer.library.manuscript import Change
from summarizer.text.numbering import parse_numbering

_FIELD = re.compile(
    r"\{?[ ]?(?<![A-Za-z])(?:NUMPAGES|PAGEREF|PAGE|HYPERLINK|TOC|SEQ|EMBED|INCLUDEPICTURE|FORMTEXT|MERGEFIELD"
    r"|STYLEREF|REF|DATE)(?:[ ]{1,3}(?:\\[^\s\u4e00-\u9fff]{1,12}|\"[^\"\n]{0,200}\"|MERGEFORMAT|CHARFORMAT"
    r"|_(?:Toc|Ref)\d{1,12}|[A-Za-z.]{3,20}\.\d{1,3})){1,6}(?:[ ]{1,3}\d{1,3}(?![\d.\u4e00-\u9fff]))?[ ]?\}?"
)
_ERROR = re.compile(r"错误[!！]\s?[未不无][^。！!\n]{2,16}[。！!]?|Error! [A-Z][^.\n]{5,60}\.")
_ESCAPED = re.compile("_x[0-9A-Fa-f]{4}_")
_HASHTAG = re.compile(rf"#[{HAN}A-Za-z0-9·]{{2,20}}#")
_FILE = re.compile(
    rf"(?:[【\[（(]?(?:文件|附件)\d{{0,2}}[】\]）)：:]?[ ]?)?[《]?"
    rf"[{HAN}A-Za-z0-9_.（）()·-]{{0,40}}[{HAN}A-Za-z0-9_）)]"
    r"\.(?:docx?|xlsx?|pptx?|pdf|wps|zip|rar|jpe?g|png|mp4)(?![A-Za-z0-9])[》]?",
    re.IGNORECASE,
)
_EXTENSION = re.compile(r"\.(?:doc|xls|ppt|pdf|wps|zip|rar|jpe?g|png|mp4)", re.IGNORECASE)
_STAMP = re.compile(
    r"(?:20\d\d\s?[-/年.])?\s?\d{1,2}\s?[-/月.]\s?\d{1,2}日?\s{0,2}(?:[上下]午)?\s?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?"
)
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}(?:[:：]\d{2})")
_PAIR = re.compile(rf"(?:^|[ \t\u3000|｜])[{HAN}]{{2,6}}[：:]")
_CONTENTS = re.compile(r".{2,40}?[ \t]*(?:[.·．]{4,}|…{2,}|(?:\. ){3,}|\t)[ \t]*\d{1,3}")
_DOTTED = re.compile(r"[.·．]{4,}|…{2,}|(?:\. ){3,}")
_NAMED_FIELD = re.compile(rf"[{HAN}①-⑳\d \u3000]{{2,9}}[：:].{{0,60}}")
_STAMPED_CHARS: Final = 60
_FIELD_CHARS: Final = 60
_ROW_CHARS: Final = 90
_MIN_CONTENTS: Final = 2


def drop_program_codes(text: str) -> Iterator[Change]:
    """Field codes, errors of references, escapes of spreadsheets, topic tags and names of files go."""
    for pattern, reason in (
        (_FIELD, "删去文字处理软件的域代码"),
        (_ERROR, "删去文字处理软件的出错提示"),
        (_ESCAPED, "删去转义符"),
        (_HASHTAG, "删去话题标签"),
        (_FILE, "删去文件名"),
    ):
        # What may stand before a name of a file is tried at every place: most texts hold none.
        if pattern is _FILE and _EXTENSION.search(text) is None:
            continue
        for match in pattern.finditer(text):
            yield Change(match.start(), match.end(), "", reason)


def drop_program_lines(text: str) -> Iterator[Change]:
    """Rows of forms, lines with a time stamp and tables of contents go."""
    lines = [line for line in lines_of(text) if line.said]
    contents = [line for line in lines if _CONTENTS.fullmatch(line.said) and _DOTTED.search(line.said)]
    listed = {line.start for line in contents} if len(contents) >= _MIN_CONTENTS else set()
    for line in lines:
        if line.start in listed:
            yield drop_line(text, line, "删去目录")
        elif _is_stamped(line):
            yield drop_line(text, line, "删去带时间戳的系统文字")
        elif _is_form_row(line) or _is_form_field(line):
            yield drop_line(text, line, "删去办公系统的表单文字")


def _is_stamped(line: Line) -> bool:
    """Whether a line tells the minute and little else: a record of a program, no sentence."""
    stamp = _STAMP.search(line.said) or _CLOCK.search(line.said)
    if stamp is None or len(line.said) > _STAMPED_CHARS or parse_numbering(line.said) is not None:
        return False
    rest = line.said[: stamp.start()] + line.said[stamp.end() :]
    return not patterns("judge", "figures").search(rest) and "，" not in rest


def _is_form_row(line: Line) -> bool:
    """Whether two labels with values stand side by side, and no figure of work."""
    return (
        len(line.said) <= _ROW_CHARS
        and len(_PAIR.findall(line.said)) >= 2
        and not patterns("judge", "figures").search(line.said)
    )


def _is_form_field(line: Line) -> bool:
    """Whether the line is one label of an office form with its value."""
    if len(line.said) > _FIELD_CHARS or _NAMED_FIELD.fullmatch(line.said) is None:
        return False
    label = re.sub(r"[ \u3000]", "", re.split("[：:]", line.said, maxsplit=1)[0])
    return patterns("shell", "form_labels").fullmatch(label) is not None and "。" not in line.said[:-1]
