"""范文库: the list with search at the left, new samples at the right; or one sample opened."""

from functools import partial
from typing import Final

import streamlit as st

from summarizer.domain import SampleFilter, Topic, UnitKind
from summarizer.errors import InputError
from summarizer.ui import passages, session, shelf
from summarizer.ui import shelf_actions as do
from summarizer.ui.components import paper
from summarizer.ui.importing import Importing
from summarizer.ui.paging import in_hand
from summarizer.ui.panes import sample
from summarizer.ui.services import pipeline, quality_of, warm_library
from summarizer.ui.wording import plain

_RESULTS: Final = 20
_SUFFIXES: Final = ("docx", "doc", "wps", "pdf", "txt", "md", "html", "htm", "mht", "mhtml", "rtf", "zip")
_UPLOAD_MB: Final = 50
_PASTED: Final = "粘贴的文字.txt"
_EVERY: Final = ""
_LOOK_AGAIN_S: Final = 0.4
_ENCODINGS: Final = {
    "": "自动识别",
    "gb18030": "简体中文（GB18030、GBK）",
    "utf-8": "通用（UTF-8）",
    "utf-16": "通用（UTF-16）",
    "big5": "繁体中文（Big5）",
}
_FIRST_VISIT: Final = "正在打开范文库。第一次打开要先整理内置范文，请稍候……"


def render() -> None:
    """The library, or the sample the address names."""
    _collect()
    with st.spinner(_FIRST_VISIT):
        counts = pipeline().count_samples()
    warm_library()
    if opened := do.sample_in_address():
        sample.render(opened)
        return
    told = [
        f"内置{counts.builtin}份",
        *([f"本单位{counts.shared}份"] if counts.shared else []),
        f"自加{counts.own}份",
    ]
    with st.container(key="samples-bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("## 范文库", width="stretch")
        st.caption("，".join(told), width="content")
    left, right = st.columns([8, 4], gap="large")
    with left, st.container(key="samples-list", gap="small"):
        _list()
        _bin()
        _hidden(pipeline().list_hidden_samples())
    with right, st.container(key="samples-add", gap="small"):
        _add()


def _list() -> None:
    query, kind, topic = _filters()
    if query:
        _results(query, kind, topic)
        return
    wanted = SampleFilter(kind=kind, topic=topic)
    total = pipeline().count_samples(wanted).total
    if not total:
        paper.show(
            (paper.Node(tag="p", text="没有这样的范文，换个条件看看。", look="empty"),),
            key="samples:list:none",
        )
        return
    part = in_hand("samples:page:list", total)
    cards = pipeline().list_samples(wanted, limit=part.size, offset=part.offset)
    own = [card.sample for card in cards if not card.sample.builtin]
    qualities = {one.id: quality_of(one.id, one.content_hash) for one in own}
    held = do.held([card.sample.id for card in cards])
    paper.show(shelf.table(cards, qualities, held), key="samples:list:rows", on_act=do.act_on_list)
    part.pager()


def _filters() -> tuple[str, UnitKind | None, Topic | None]:
    """The search box and the two filters; what stands there stays while a sample is open."""
    words, kinds, topics = st.columns([6, 3, 3], gap="small")
    query = words.text_input(
        "查找",
        key="samples:search:words",
        type="search",
        placeholder="在范文里查找，例如：慰问困难职工",
        label_visibility="collapsed",
        max_chars=200,
        persist_state="session",
    )
    kind = kinds.selectbox(
        "单位类型",
        [_EVERY, *(one.value for one in UnitKind)],
        format_func=lambda one: UnitKind(one).label if one else "全部类型",
        key="samples:filter:kind",
        label_visibility="collapsed",
        persist_state="session",
    )
    topic = topics.selectbox(
        "主题",
        [_EVERY, *(one.value for one in Topic)],
        format_func=lambda one: Topic(one).label if one else "全部主题",
        key="samples:filter:topic",
        label_visibility="collapsed",
        persist_state="session",
    )
    return (query or "").strip(), UnitKind(kind) if kind else None, Topic(topic) if topic else None


def _results(query: str, kind: UnitKind | None, topic: Topic | None) -> None:
    with st.spinner("正在查找……"):
        hits = pipeline().search_samples(query, kind=kind, topic=topic, k=_RESULTS)
    nodes = passages.results(hits, do.titles_of(hits), query)
    nothing = paper.Node(tag="p", text="没有找到相近的段落。换个说法，或把类型、主题放宽再找。", look="empty")
    paper.show(nodes or (nothing,), key="samples:search:results", on_act=do.act_on_list)


def _bin() -> None:
    total = pipeline().count_removed_samples()
    if not total:
        return
    part = in_hand("samples:page:bin", total)
    cards = pipeline().list_samples(removed=True, limit=part.size, offset=part.offset)
    held = do.held([card.sample.id for card in cards])
    with st.expander(f"刚删除的　{total}", key="samples:bin:list"):
        for card in cards:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(plain(shelf.title_of(card.sample)), width="stretch")
                if held.may_remove(card.sample):
                    st.button(
                        "放回",
                        key=f"samples:restore:{card.sample.id}",
                        type="tertiary",
                        on_click=do.restore,
                        args=(card.sample.id,),
                    )
        part.pager()
        st.caption("删除的范文保留一天，之后不留痕迹。")


def _hidden(hidden: tuple[tuple[str, str], ...]) -> None:
    if not hidden:
        return
    with st.expander(f"已隐藏的内置范文　{len(hidden)}", key="samples:hidden:list"):
        for sample_id, title in hidden:
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(plain(title), width="stretch")
                st.button(
                    "恢复显示",
                    key=f"samples:show:{sample_id}",
                    type="tertiary",
                    on_click=do.show_again,
                    args=(sample_id,),
                )


def _add() -> None:
    st.markdown("### 加入范文")
    importing = session.current().importing
    files, pasted = st.tabs(["上传文件", "粘贴文字"], key="samples:add:way")
    with files:
        _upload(busy=importing is not None)
    with pasted:
        _paste(busy=importing is not None)
    reports = session.current().imports
    if importing is not None:
        _progress(importing)
    elif reports:
        st.markdown(f"#### {shelf.tally(reports)}")
        paper.show(shelf.import_rows(reports), key="samples:add:report", on_act=do.act_on_list)
    else:
        st.caption("入库时会去掉网页杂质、分好节，并遮去数字、人名和单位；起草时只参考遮蔽后的文字。")


def _upload(*, busy: bool) -> None:
    uploads = st.file_uploader(
        "Word、WPS、PDF、网页、文本，也可以是压缩包",
        type=list(_SUFFIXES),
        accept_multiple_files=True,
        max_upload_size=_UPLOAD_MB,
        key=f"samples:upload:{session.current().upload_round}",
        disabled=busy,
    )
    if st.button(
        "加入范文库", key="samples:add:files", type="primary", width="stretch", disabled=busy or not uploads
    ):
        encoding = str(st.session_state.get("samples:upload:encoding", ""))
        _import([(upload.name, upload.getvalue()) for upload in uploads], encoding=encoding)
    with st.popover("导入后有乱码？", type="tertiary"):
        st.selectbox(
            "文字编码",
            list(_ENCODINGS),
            format_func=lambda one: _ENCODINGS[one],
            key="samples:upload:encoding",
            disabled=busy,
        )
        st.caption("选一种编码，再把文件加入一次；有乱码的那份可以删除。")


def _paste(*, busy: bool) -> None:
    text = st.text_area(
        "粘贴一篇总结",
        key=f"samples:paste:{session.current().upload_round}",
        height=220,
        placeholder="从网页或文档里整篇复制过来即可，标题放在第一行。",
        label_visibility="collapsed",
        disabled=busy,
    )
    if st.button("加入范文库", key="samples:add:text", type="primary", width="stretch", disabled=busy):
        _import([(_PASTED, text.encode("utf-8", "replace"))] if text.strip() else [], encoding="utf-8")


def _import(files: list[tuple[str, bytes]], *, encoding: str) -> None:
    with session.guarded():
        if not files:
            message = "还没有粘贴文字"
            raise InputError(message, hint="请先把一篇总结粘贴进来。")
        add = partial(pipeline().add_samples, encoding=encoding)
        session.change(importing=Importing(add, files), imports=())
    st.rerun()


@st.fragment(run_every=_LOOK_AGAIN_S)
def _progress(importing: Importing) -> None:
    """How far the import is; the whole page is drawn again when it is over."""
    if importing.is_over:
        st.rerun()
    now = importing.progress
    text = f"{now.done}/{now.total}　{plain(now.name)}" if now.name else "正在读取……"
    st.progress(now.done / max(now.total, 1), text=text)
    st.caption("可以先看别的，加入会在后台继续。")


def _collect() -> None:
    """Takes over what an import that is over has to tell."""
    importing = session.current().importing
    if importing is None or not importing.is_over:
        return
    session.change(importing=None)
    with session.guarded():
        imports = importing.outcome()
        session.change(imports=imports, upload_round=session.current().upload_round + 1)
        return
    # The sentence above the page is drawn by the next run.
    st.rerun()
