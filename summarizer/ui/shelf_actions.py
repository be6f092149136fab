"""What the buttons of 范文库 and of the workbench's 范文 pane do."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Final

import streamlit as st

from summarizer.domain import Hit, SampleFilter, Topic, UnitKind
from summarizer.ui import people, session, shelf
from summarizer.ui.cleaning import grouped
from summarizer.ui.holding import ALONE, Held
from summarizer.ui.services import pipeline, quality_of, shared_pipeline

_SAMPLE: Final = "sample"
_CORRECTING: Final = "samples:correcting"


def sample_in_address() -> str:
    """The id of the sample the address names, "" for the list."""
    return str(st.query_params.get(_SAMPLE, ""))


def open_sample(sample_id: str) -> None:
    """Shows one sample."""
    st.query_params[_SAMPLE] = sample_id


def close_sample() -> None:
    """Back to the list."""
    st.query_params.pop(_SAMPLE, None)


def titles_of(hits: Sequence[Hit]) -> Mapping[str, str]:
    """The titles of the samples in which passages were found, by sample id."""
    found = SampleFilter(sample_ids=frozenset(hit.passage.sample_id for hit in hits))
    cards = pipeline().list_samples(found) if hits else ()
    return {card.sample.id: shelf.title_of(card.sample) for card in cards}


def held(sample_ids: Collection[str]) -> Held:
    """Whose these samples are, as the user of the page stands to them."""
    user = people.current_user(shared_pipeline)
    if user is None:
        return ALONE
    here = pipeline().people
    holders = here.sample_holders(sample_ids=sample_ids)
    owners = {one.owner_id for one in holders.values()}
    known = here.members(user.organisation_id, user_ids=owners) if user.organisation_id is not None else ()
    return Held(user=user, holders=holders, names={one.id: one.name or one.subject for one in known})


@session.action
def share(sample_id: str, *, shared: bool) -> None:
    """共享给本单位 and 取消共享, for the owner each the other's 撤销."""
    mine, title = held([sample_id]).is_mine(sample_id), pipeline().load_sample(sample_id).sample.title
    pipeline().people.share_sample(sample_id, shared=shared)
    if not mine:
        # Another's own again: the librarian who took it back does not see it any more.
        close_sample()
    told = "已共享给本单位，起草时人人都能参考" if shared else "已取消共享，只有它的主人能看到"
    session.tell(f"“{title}”{told}。", undo=partial(share, sample_id, shared=not shared) if mine else None)


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


@session.action
def hide(sample_id: str) -> None:
    """隐藏 a shipped sample, with 撤销."""
    title = pipeline().load_sample(sample_id).sample.title
    pipeline().hide_sample(sample_id)
    close_sample()
    session.tell(f"已隐藏“{title}”，起草和查找都不再用它。", undo=lambda: show_again(sample_id))


@session.action
def show_again(sample_id: str) -> None:
    """恢复显示 a hidden sample."""
    pipeline().show_sample(sample_id)


@session.action
def set_kind(sample_id: str, kind: UnitKind | None) -> None:
    """保存 of 更正类型."""
    pipeline().set_sample_kind(sample_id, kind)
    session.tell("单位类型已更正。" if kind else "单位类型已改回按内容判断。")


@session.action
def set_topics(sample_id: str, place: int, chosen: str) -> None:
    """保存 of 更正主题; `chosen` is the key of the field, "" for 按内容判断."""
    topics = [Topic(one) for one in st.session_state.get(chosen, ())] if chosen else []
    pipeline().set_sample_topics(sample_id, place, topics)
    session.tell("这一节的主题已更正。" if topics else "这一节的主题已改回按内容判断。")


def act_on_sections(_verb: str, place: str) -> None:
    """更正 of a section: the page then opens its topics."""
    st.session_state[_CORRECTING] = int(place)


def section_to_correct() -> int | None:
    """The place of the section whose topics are to be opened, told once."""
    place: int | None = st.session_state.pop(_CORRECTING, None)
    return place


def act_on_list(verb: str, sample_id: str) -> None:
    """What a button of the list does."""
    if verb == "remove":
        remove(sample_id)
    elif verb == "hide":
        hide(sample_id)
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
