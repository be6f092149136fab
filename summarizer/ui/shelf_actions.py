"""What the buttons of 范文库 and of the workbench's 范文 pane do."""

from typing import Final

import streamlit as st

from summarizer.ui import session
from summarizer.ui.cleaning import grouped
from summarizer.ui.services import pipeline, quality_of

_SAMPLE: Final = "sample"


def sample_in_address() -> str:
    """The id of the sample the address names, "" for the list."""
    return str(st.query_params.get(_SAMPLE, ""))


def open_sample(sample_id: str) -> None:
    """Shows one sample."""
    st.query_params[_SAMPLE] = sample_id


def close_sample() -> None:
    """Back to the list."""
    st.query_params.pop(_SAMPLE, None)


@session.action
def remove(sample_id: str) -> None:
    """删除, with 撤销."""
    title = pipeline().load_sample(sample_id).sample.title
    pipeline().remove_sample(sample_id)
    close_sample()

    @session.action
    def undo() -> None:
        pipeline().restore_sample(sample_id)

    session.tell(f"已删除“{title}”，一天之内可以撤销。", undo=undo)


@session.action
def restore(sample_id: str) -> None:
    """放回 a removed sample."""
    session.tell(f"“{pipeline().restore_sample(sample_id).sample.title}”已放回范文库。")


def act_on_list(verb: str, sample_id: str) -> None:
    """What a button of the list does."""
    if verb == "remove":
        remove(sample_id)
    else:
        open_sample(sample_id)


@session.action
def act_on_edit(sample_id: str, verb: str, group_id: str) -> None:
    """放回 (put-back) or 再清洗 (clean) of one row of the before-and-after list."""
    back = verb == "put-back"
    for group in grouped(pipeline().load_sample(sample_id).edits):
        if group.id == group_id:
            wanted = [edit.id for edit in group.edits if edit.is_back != back]
            pipeline().put_back(sample_id, *wanted, back=back)
            # A doubt settled changes the quality, but not the text it is remembered by.
            quality_of.cache_clear()


@session.action
def act_on_passage(section_id: str, verb: str, passage_id: str) -> None:
    """固定, 取消固定, 排除, 看原文 and 看遮蔽后 of a passage beside a section."""
    if verb in ("unmask", "mask"):
        unmasked = session.current().unmasked
        change = {passage_id}
        session.change(unmasked=unmasked | change if verb == "unmask" else unmasked - change)
    elif verb == "exclude":
        pipeline().exclude_passage(section_id, passage_id)

        @session.action
        def undo() -> None:
            pipeline().exclude_passage(section_id, passage_id, excluded=False)

        session.tell("这一节不再参考这段范文。", undo=undo)
    else:
        pipeline().pin_passage(section_id, passage_id, pinned=verb == "pin")


@session.action
def allow_all(section_id: str) -> None:
    """Takes back every 排除 of a section."""
    for passage_id in sorted(pipeline().passage_choices(section_id).excluded):
        pipeline().exclude_passage(section_id, passage_id, excluded=False)
