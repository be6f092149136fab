"""读回: a file edited in Word beside the document, part by part, and where each part is to go."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import streamlit as st

from summarizer.domain import Document, Section
from summarizer.errors import SummarizerError
from summarizer.export.read_back import Match, ReadBack, ReadPart
from summarizer.pipeline import Placement, TakenBack
from summarizer.ui import history, session
from summarizer.ui.components import paper
from summarizer.ui.components.paper import Node, block, span
from summarizer.ui.services import pipeline
from summarizer.ui.wording import numbered_heading, plain

_MOST_MB: Final = 20
_KEEP: Final = "不采用"
_NEW: Final = "新增一节"


def render(document: Document) -> None:
    """An upload, and below it what the file changes; nothing is stored before 采用."""
    st.markdown("### 读回 Word 改过的稿")
    uploaded = st.file_uploader(
        "改过的稿",
        type=["docx", "md", "txt"],
        key=f"export:read:{document.id}:{session.current().upload_round}",
        label_visibility="collapsed",
        max_upload_size=_MOST_MB,
    )
    if uploaded is None:
        st.caption("导出后在 Word 或 WPS 里改过的稿，放到这里，改动会回到各节；原来的文字留在“版本”里。")
        return
    try:
        read = _read(document, uploaded.getvalue(), uploaded.name)
    except SummarizerError as error:
        with st.container(key="notice-bad-read"):
            st.markdown(plain(error.sentence))
        return
    _preview(document, read)


@lru_cache(maxsize=4)
def _read(document: Document, content: bytes, name: str) -> ReadBack:
    return pipeline().read_back(document, content, name=name)


def _preview(document: Document, read: ReadBack) -> None:
    changed = [part for part in read.parts if _differs(part)]
    takes_frame = _frame(document, read)
    placements = [
        placement
        for number, part in enumerate(read.parts)
        if _differs(part)
        for placement in _placed(document, part, number)
    ]
    paper.show(_remarks(document, read), key=f"export:read-remarks:{document.id}")
    if not changed and not takes_frame:
        st.markdown("文件里的文字与现在的稿子一样，没有要读回的改动。")
        return
    st.button(
        "采用",
        key="export:read:take",
        type="primary",
        disabled=not placements and not takes_frame,
        on_click=_take,
        args=(document, read, tuple(placements), takes_frame),
    )


def _differs(part: ReadPart) -> bool:
    return part.is_changed or part.is_renamed


def _frame(document: Document, read: ReadBack) -> bool:
    """Whether title and sign-off are to be taken over, too; asked only where they differ."""
    pairs = (
        ("标题", document.title, read.title),
        ("落款", document.signed, read.signed),
        ("日期", document.date, read.date),
        *_parts(document, read),
    )
    differing = [f"{name}“{new}”" for name, old, new in pairs if new and new != old]
    if not differing:
        return False
    return st.checkbox(
        plain(f"{'、'.join(differing)}也改过来"), value=True, key=f"export:read-frame:{document.id}"
    )


def _parts(document: Document, read: ReadBack) -> Iterator[tuple[str, str, str]]:
    """The optional parts, each with what is stored and what the file says."""
    own, wanted = document.layout, read.layout_for(document)
    yield "主送机关", own.main_recipient, wanted.main_recipient
    yield "结语", own.closing, wanted.closing
    yield "附件", "、".join(own.attachments), "、".join(wanted.attachments)


def _placed(document: Document, part: ReadPart, number: int) -> tuple[Placement, ...]:
    """One part with its changes and the choice of where it goes."""
    section = next((one for one in document.sections if one.id == part.section_id), None)
    with st.container(key=f"read-part-{number}", gap="small"):
        heading = part.heading or (
            "（标题前的文字）" if section is None else numbered_heading(document, section)
        )
        st.markdown(f"**{plain(heading)}**　{_told(document, part, section)}")
        if part.is_changed:
            paper.show(
                history.changes(section.text if section is not None else "", part.text),
                key=f"export:read-part:{document.id}:{number}",
                look="reading",
            )
        return _choice(document, part, section, number)


def _told(document: Document, part: ReadPart, section: Section | None) -> str:
    if section is None:
        return "稿子里没有对应的一节"
    locked = "；这一节已锁定，不会改动" if section.locked else ""
    if part.match is Match.CONTENT:
        return plain(f"按内容对应到“{numbered_heading(document, section)}”，标题也改为这个{locked}")
    return f"标题改了{locked}" if part.is_renamed and not part.is_changed else f"正文改了{locked}"


def _choice(
    document: Document, part: ReadPart, section: Section | None, number: int
) -> tuple[Placement, ...]:
    key = f"export:read-choice:{document.id}:{number}"
    if section is not None:
        takes = st.checkbox("采用这一节的改动", value=not section.locked, disabled=section.locked, key=key)
        return (Placement(part=part, section_id=section.id),) if takes else ()
    targets = {one.id: f"接在“{numbered_heading(document, one)}”后面" for one in document.sections}
    chosen = st.selectbox(
        "放到哪里",
        [_NEW, *targets, _KEEP],
        format_func=lambda value: targets.get(value, value),
        key=key,
    )
    if chosen == _KEEP:
        return ()
    section_id = None if chosen == _NEW else chosen
    return (Placement(part=part, section_id=section_id, appended=section_id is not None),)


def _remarks(document: Document, read: ReadBack) -> tuple[Node, ...]:
    """What is in only one of the two, one line each."""
    absent = [numbered_heading(document, document.section(one)) for one in read.absent]
    lines = [
        f"文件里没有这几节，稿子里保持不动：{'、'.join(absent)}" if absent else "",
        f"版面上的文字，不写进各节：{'；'.join(read.others)}" if read.others else "",
        f"文件里有{read.pictures}张图片，图片读不回来" if read.pictures else "",
    ]
    return tuple(block(span(line, "muted small")) for line in lines if line)


@session.action
def _take(document: Document, read: ReadBack, placements: tuple[Placement, ...], takes_frame: bool) -> None:
    taken = pipeline().take_back(document, read, placements)
    if takes_frame:
        pipeline().take_frame(taken.document, read)
    session.change(upload_round=session.current().upload_round + 1)
    session.saved()
    session.tell(_outcome(taken, takes_frame=takes_frame))


def _outcome(taken: TakenBack, *, takes_frame: bool) -> str:
    names = {section.id: section.heading for section in taken.document.sections}
    told = [
        f"已读回{len(taken.saved)}节" if taken.saved else "",
        f"新增{len(taken.added)}节" if taken.added else "",
        "标题和落款已改" if takes_frame else "",
        f"{len(taken.locked)}节已锁定，没有改动" if taken.locked else "",
        (
            "、".join(f"“{names.get(one, '已删除的一节')}”" for one in taken.conflicted)
            + "在别处改过，没有覆盖，请重新读回"
            if taken.conflicted
            else ""
        ),
    ]
    return "，".join(filter(None, told)) + "。" if any(told) else "没有改动。"
