"""The contract of `RunStore` and of proposals, on every database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from store_builders import ManualClock, make_document

from summarizer.domain import (
    Document,
    FilledSentence,
    Generation,
    Origin,
    Proposal,
    Run,
    RunOptions,
    RunOutcome,
    RunState,
    SectionRun,
)
from summarizer.errors import ConflictError, LeaseLostError, LockedError, NotFoundError
from summarizer.protocols import RunRequests, RunStore, Store

pytest_plugins = ["store_fixtures"]

LEASE_S = 60.0
LATER_DAYS = 1.0


def make_run(run_id: str = "r", document_id: str = "d", *section_ids: str) -> Run:
    ids = section_ids or (f"{document_id}-a", f"{document_id}-c")
    return Run(
        id=run_id,
        document_id=document_id,
        engine="llm",
        options=RunOptions(instruction="突出成效\x00", tone="凝练", passage_ids=("p1", "p2"), fallback=True),
        sections=tuple(SectionRun(section_id=one) for one in ids),
    )


@pytest.fixture
def runs(store: Store) -> RunStore:
    return store.runs


@pytest.fixture
def run(runs: RunStore, document: Document) -> Run:
    return runs.create_run(make_run(), owner="one", lease_s=LEASE_S)


def written(section_id: str = "d-a", **fields: object) -> SectionRun:
    given = SectionRun(
        section_id=section_id,
        state=RunState.DONE,
        text="慰问32户。\n第二段。",
        message="都写好了。",
        outcome=RunOutcome.SAVED,
        tokens_in=700,
        tokens_out=300,
        filled=(FilledSentence(fact_id="f1", sentence="慰问32户。"),),
    )
    return replace(given, **fields)  # type: ignore[arg-type]


# Runs


def test_a_run_comes_back_as_it_was_stored(runs: RunStore, run: Run) -> None:
    assert run == runs.load_run("r") == runs.latest_run("d")
    assert run.state is RunState.WRITING
    assert run.created_at is not None
    assert run.ended_at is None
    assert run.options == replace(make_run().options, instruction="突出成效")
    assert [one.section_id for one in run.sections] == ["d-a", "d-c"]
    assert {one.state for one in run.sections} == {RunState.WAITING}


@pytest.mark.parametrize("ids", [None, (), ("p",)])
def test_no_passages_and_those_the_library_finds_are_told_apart(
    runs: RunStore, document: Document, ids: tuple[str, ...] | None
) -> None:
    asked = replace(make_run(), options=RunOptions(passage_ids=ids, variant=3, length_chars=200))
    assert runs.create_run(asked, owner="one", lease_s=LEASE_S).options == asked.options


def test_a_document_without_a_run_has_none(runs: RunStore, document: Document) -> None:
    assert runs.latest_run("d") is None
    assert runs.latest_run("nowhere") is None


@pytest.mark.parametrize(
    "reach",
    [
        lambda runs: runs.load_run("x"),
        lambda runs: runs.ask_stop("x"),
        lambda runs: runs.take_over("x", owner="o", lease_s=1),
        lambda runs: runs.create_run(make_run("x", "nowhere"), owner="o", lease_s=1),
    ],
)
def test_what_is_not_there_is_not_found(
    runs: RunStore, document: Document, reach: Callable[[RunStore], object]
) -> None:
    with pytest.raises(NotFoundError):
        reach(runs)


def test_progress_is_stored_and_leaves_other_sections_alone(runs: RunStore, run: Run) -> None:
    assert runs.save_progress("r", [written()], owner="one", lease_s=LEASE_S) == RunRequests()
    stored = runs.load_run("r")
    assert stored.sections == (written(), run.sections[1])
    assert stored.is_live


def test_a_run_that_is_not_renewed_reads_as_interrupted_with_its_text(
    runs: RunStore, run: Run, clock: ManualClock
) -> None:
    half = written("d-c", state=RunState.WRITING, text="写到一半", outcome=RunOutcome.NONE)
    runs.save_progress("r", [written(), half], owner="one", lease_s=LEASE_S)
    clock.advance(days=LATER_DAYS)
    left = runs.latest_run("d")
    assert left is not None
    assert left.state is RunState.INTERRUPTED
    assert [one.state for one in left.sections] == [RunState.DONE, RunState.INTERRUPTED]
    assert left.sections[1].text == "写到一半"
    assert left.ended_at is None


def test_a_run_whose_owner_was_only_late_goes_on(runs: RunStore, run: Run, clock: ManualClock) -> None:
    clock.advance(days=LATER_DAYS)
    runs.save_progress("r", [], owner="one", lease_s=LEASE_S)
    assert runs.load_run("r").is_live


def test_only_its_owner_writes_to_a_run(runs: RunStore, run: Run) -> None:
    with pytest.raises(LeaseLostError):
        runs.save_progress("r", [written()], owner="two", lease_s=LEASE_S)
    with pytest.raises(LeaseLostError):
        runs.end_run("r", [written()], owner="two")
    assert runs.load_run("r") == run


def test_a_run_that_goes_on_is_not_taken_over_nor_joined_by_another(runs: RunStore, run: Run) -> None:
    with pytest.raises(ConflictError, match="正在生成"):
        runs.take_over("r", owner="two", lease_s=LEASE_S)
    with pytest.raises(ConflictError, match="正在生成"):
        runs.create_run(make_run("s"), owner="two", lease_s=LEASE_S)
    assert runs.latest_run("d") == run


def test_a_run_whose_lease_ran_out_is_taken_over_and_its_old_owner_is_shut_out(
    runs: RunStore, run: Run, clock: ManualClock
) -> None:
    runs.save_progress(
        "r", [written("d-c", state=RunState.CHECKING, outcome=RunOutcome.NONE)], owner="one", lease_s=LEASE_S
    )
    runs.ask_stop("r", "d-a")
    clock.advance(days=LATER_DAYS)
    taken = runs.take_over("r", owner="two", lease_s=LEASE_S)
    assert taken.state is RunState.WRITING
    assert [one.state for one in taken.sections] == [RunState.INTERRUPTED, RunState.INTERRUPTED]
    assert not any(one.stop_asked for one in taken.sections)
    with pytest.raises(LeaseLostError):
        runs.save_progress("r", [written()], owner="one", lease_s=LEASE_S)
    assert runs.save_progress("r", [written()], owner="two", lease_s=LEASE_S) == RunRequests()


def test_of_owners_who_come_at_once_one_takes_a_run_over(
    runs: RunStore, run: Run, clock: ManualClock
) -> None:
    clock.advance(days=LATER_DAYS)

    def take(owner: str) -> bool:
        try:
            runs.take_over("r", owner=owner, lease_s=LEASE_S)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, [f"o{number}" for number in range(8)])) == 1


def test_of_runs_started_at_once_one_begins(runs: RunStore, document: Document) -> None:
    def start(number: int) -> bool:
        try:
            runs.create_run(make_run(f"r{number}"), owner=f"o{number}", lease_s=LEASE_S)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(start, range(8))) == 1


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((RunState.DONE, RunState.DONE), RunState.DONE),
        ((RunState.DONE, RunState.FAILED), RunState.FAILED),
        ((RunState.FAILED, RunState.STOPPED), RunState.STOPPED),
        ((RunState.STOPPED, RunState.INTERRUPTED), RunState.INTERRUPTED),
    ],
)
def test_a_run_ends_as_its_sections_did(
    runs: RunStore, run: Run, states: tuple[RunState, RunState], expected: RunState
) -> None:
    sections = [replace(one, state=state) for one, state in zip(run.sections, states, strict=True)]
    ended = runs.end_run("r", sections, owner="one")
    assert ended.state is expected
    assert ended.ended_at is not None
    with pytest.raises(LeaseLostError):
        runs.save_progress("r", [written()], owner="one", lease_s=LEASE_S)


def test_a_run_given_up_with_live_sections_reads_as_interrupted_at_once(runs: RunStore, run: Run) -> None:
    left = runs.end_run("r", [written("d-a", state=RunState.WRITING)], owner="one")
    assert left.state is RunState.INTERRUPTED
    assert left.ended_at is None
    assert runs.take_over("r", owner="two", lease_s=LEASE_S).is_live


def test_after_the_end_another_run_begins_and_is_the_latest(runs: RunStore, run: Run) -> None:
    runs.end_run("r", [replace(one, state=RunState.STOPPED) for one in run.sections], owner="one")
    second = runs.create_run(make_run("s"), owner="two", lease_s=LEASE_S)
    assert runs.latest_run("d") == second
    runs.end_run("s", [replace(one, state=RunState.DONE) for one in second.sections], owner="two")
    with pytest.raises(ConflictError, match="之后又生成过"):
        runs.take_over("r", owner="three", lease_s=LEASE_S)


def test_runs_of_different_documents_do_not_meet(runs: RunStore, run: Run, store: Store) -> None:
    store.create_document(make_document("e"))
    other = runs.create_run(make_run("s", "e"), owner="two", lease_s=LEASE_S)
    assert (runs.latest_run("d"), runs.latest_run("e")) == (run, other)


def test_the_owner_is_told_what_shall_be_stopped(runs: RunStore, run: Run) -> None:
    runs.ask_stop("r", "d-c")
    told = runs.save_progress("r", [], owner="one", lease_s=LEASE_S)
    assert told == RunRequests(stops=frozenset({"d-c"}))
    assert [one.stop_asked for one in runs.load_run("r").sections] == [False, True]
    runs.ask_stop("r")
    assert runs.save_progress("r", [], owner="one", lease_s=LEASE_S).stop_all
    assert runs.load_run("r").stop_asked


WISH = RunOptions(instruction="突出参与\x00", passage_ids=("p9",), variant=2)


def joining(*section_ids: str, engine: str = "llm") -> Run:
    return replace(make_run("new", "d", *section_ids), engine=engine, options=WISH)


def test_sections_join_the_run_that_goes_on_with_wishes_of_their_own(runs: RunStore, run: Run) -> None:
    runs.save_progress("r", [written()], owner="one", lease_s=LEASE_S)
    joined = runs.join_run(joining("d-a", "d-b"))
    assert joined == runs.load_run("r") == runs.latest_run("d")
    assert joined is not None
    assert [one.section_id for one in joined.sections] == ["d-a", "d-c", "d-b"]
    assert joined.section("d-a") == SectionRun(section_id="d-a", tokens_in=700, tokens_out=300)
    assert [one.section_ids for one in joined.joined] == [("d-a", "d-b")]
    assert joined.options_of("d-b") == replace(WISH, instruction="突出参与")
    assert joined.options_of("d-c") == joined.options == run.options
    told = runs.save_progress("r", [], owner="one", lease_s=LEASE_S)
    assert told == RunRequests(joined=joined.joined)


def test_without_a_run_that_goes_on_there_is_nothing_to_join(
    runs: RunStore, document: Document, clock: ManualClock
) -> None:
    assert runs.join_run(joining("d-b")) is None
    runs.create_run(make_run(), owner="one", lease_s=LEASE_S)
    clock.advance(days=LATER_DAYS)
    assert runs.join_run(joining("d-b")) is None, "it is interrupted"
    runs.end_run("r", [written("d-a"), written("d-c")], owner="one")
    assert runs.join_run(joining("d-b")) is None
    with pytest.raises(NotFoundError):
        runs.join_run(make_run("new", "nowhere"))


def test_sections_under_way_stay_as_they_were_asked_for(runs: RunStore, run: Run) -> None:
    writing = written("d-c", state=RunState.WRITING, text="写到一半", outcome=RunOutcome.NONE)
    runs.save_progress("r", [writing], owner="one", lease_s=LEASE_S)
    for ids in (("d-a",), ("d-c",), ("d-a", "d-c")):
        with pytest.raises(ConflictError, match="正在生成"):
            runs.join_run(joining(*ids))
    joined = runs.join_run(joining("d-a", "d-b", "d-c"))
    assert joined is not None
    assert [one.section_ids for one in joined.joined] == [("d-b",)]
    assert joined.section("d-c") == writing


def test_another_engine_joins_no_run(runs: RunStore, run: Run) -> None:
    with pytest.raises(ConflictError, match="另一种引擎"):
        runs.join_run(joining("d-b", engine="offline"))
    assert runs.load_run("r") == run


def test_a_section_told_to_stop_before_its_turn_is_asked_for_anew(runs: RunStore, run: Run) -> None:
    runs.ask_stop("r", "d-a")
    assert runs.join_run(joining("d-a")) is not None
    told = runs.save_progress("r", [], owner="one", lease_s=LEASE_S)
    assert (told.stops, len(told.joined)) == (frozenset(), 1)


def test_what_joins_a_run_told_to_stop_goes_on_alone(runs: RunStore, run: Run) -> None:
    runs.ask_stop("r")
    joined = runs.join_run(joining("d-b"))
    assert joined is not None
    assert not joined.stop_asked
    told = runs.save_progress("r", [], owner="one", lease_s=LEASE_S)
    assert (told.stop_all, told.stops) == (False, frozenset({"d-a", "d-c"}))


def test_a_run_that_more_has_joined_than_its_owner_knows_of_goes_on(runs: RunStore, run: Run) -> None:
    runs.join_run(joining("d-b"))
    done = [written("d-a"), written("d-c")]
    going = runs.end_run("r", done, owner="one", joined=0)
    assert (going.is_live, going.done, len(going.joined)) == (True, 2, 1)
    ended = runs.end_run("r", [written("d-b")], owner="one", joined=1)
    assert (ended.state, ended.done) == (RunState.DONE, 3)


@pytest.mark.parametrize("joined", [None, 1])
def test_what_joined_and_was_not_written_makes_a_run_interrupted(
    runs: RunStore, run: Run, joined: int | None
) -> None:
    runs.join_run(joining("d-b"))
    left = runs.end_run("r", [written("d-a"), written("d-c")], owner="one", joined=joined)
    assert (left.state, left.unfinished) == (RunState.INTERRUPTED, ("d-b",))
    taken = runs.take_over("r", owner="two", lease_s=LEASE_S)
    assert taken.options_of("d-b").variant == 2


def test_an_ended_run_is_not_stopped(runs: RunStore, run: Run) -> None:
    ended = runs.end_run("r", [replace(one, state=RunState.DONE) for one in run.sections], owner="one")
    runs.ask_stop("r")
    assert runs.load_run("r") == ended


def test_runs_go_with_their_document(runs: RunStore, run: Run, store: Store) -> None:
    store.delete_document("d")
    assert runs.load_run("r") == run
    store.purge_deleted(older_than_days=0)
    with pytest.raises(NotFoundError):
        runs.load_run("r")
    with pytest.raises(LeaseLostError):
        runs.save_progress("r", [written()], owner="one", lease_s=LEASE_S)


# Proposals


def make_proposal(proposal_id: str = "p", section_id: str = "d-a", text: str = "新稿。") -> Proposal:
    return Proposal(
        id=proposal_id,
        section_id=section_id,
        text=text,
        origin=Origin.MODEL,
        generation=Generation(engine="llm", prompt="写", passage_ids=("p1",), tokens_in=7, tokens_out=3),
        variant=2,
        is_partial=True,
    )


def revision_of(store: Store, section_id: str = "d-a") -> int:
    return store.load_document("d").section(section_id).revision


def test_a_proposal_waits_as_it_was_put(store: Store, document: Document) -> None:
    stored = store.put_proposal(make_proposal())
    assert stored == replace(make_proposal(), created_at=stored.created_at)
    assert stored.created_at is not None
    assert store.list_proposals("d") == (stored,)
    assert store.load_document("d") == document, "the document itself has not changed"


def test_a_newer_proposal_takes_the_place_of_the_one_that_waits(store: Store, document: Document) -> None:
    store.put_proposal(make_proposal("p"))
    newer = store.put_proposal(make_proposal("q"))
    other = store.put_proposal(make_proposal("o", "d-c"))
    assert store.list_proposals("d") == (newer, other)


def test_an_adopted_proposal_becomes_the_text_with_how_it_came_about(
    store: Store, document: Document
) -> None:
    store.put_proposal(make_proposal())
    section = store.adopt_proposal("p", revision=revision_of(store))
    assert (section.text, section.origin) == ("新稿。", Origin.MODEL)
    assert store.list_versions("d-a")[0].generation == make_proposal().generation
    assert store.list_proposals("d") == ()


def test_a_part_of_a_proposal_is_saved_as_an_edit_and_the_rest_waits(
    store: Store, document: Document
) -> None:
    proposal = store.put_proposal(make_proposal())
    section = store.adopt_proposal("p", revision=revision_of(store), text="我的一句。新稿。")
    assert (section.text, section.origin) == ("我的一句。新稿。", Origin.EDIT)
    assert store.list_versions("d-a")[0].generation is None
    assert store.list_proposals("d") == (proposal,)
    store.adopt_proposal("p", revision=section.revision, text="新稿。")
    assert store.list_proposals("d") == ()


def test_a_proposal_is_adopted_only_on_the_revision_seen(store: Store, document: Document) -> None:
    proposal = store.put_proposal(make_proposal())
    with pytest.raises(ConflictError):
        store.adopt_proposal("p", revision=revision_of(store) + 1)
    assert store.list_proposals("d") == (proposal,)
    assert store.load_document("d") == document


def test_a_locked_section_takes_a_proposal_but_not_its_text(store: Store, document: Document) -> None:
    proposal = store.put_proposal(make_proposal(section_id="d-b"))
    with pytest.raises(LockedError):
        store.adopt_proposal("p", revision=revision_of(store, "d-b"))
    assert store.list_proposals("d") == (proposal,)


def test_a_dropped_proposal_can_be_brought_back(store: Store, document: Document) -> None:
    proposal = store.put_proposal(make_proposal())
    store.drop_proposal("p")
    store.drop_proposal("p")
    assert store.list_proposals("d") == ()
    with pytest.raises(NotFoundError):
        store.adopt_proposal("p", revision=revision_of(store))
    newer = store.put_proposal(make_proposal("q"))
    assert store.restore_proposal("p") == proposal
    assert store.list_proposals("d") == (proposal,)
    assert store.restore_proposal("q") == newer


def test_proposals_put_away_long_ago_are_gone(store: Store, document: Document, clock: ManualClock) -> None:
    store.put_proposal(make_proposal("p"))
    store.drop_proposal("p")
    clock.advance(days=20)
    store.put_proposal(make_proposal("q"))
    store.restore_proposal("p")
    store.drop_proposal("p")
    clock.advance(days=31)
    store.put_proposal(make_proposal("r"))
    with pytest.raises(NotFoundError):
        store.restore_proposal("p")


def test_a_hidden_section_takes_a_proposal_and_shows_it_when_it_is_back(
    store: Store, document: Document
) -> None:
    store.delete_section("d-a")
    proposal = store.put_proposal(make_proposal())
    assert store.list_proposals("d") == ()
    with pytest.raises(NotFoundError):
        store.adopt_proposal("p", revision=1)
    store.restore_section("d-a")
    assert store.list_proposals("d") == (proposal,)


def test_a_document_in_the_bin_takes_a_proposal(store: Store, document: Document) -> None:
    store.delete_document("d")
    proposal = store.put_proposal(make_proposal())
    store.restore_document("d")
    assert store.list_proposals("d") == (proposal,)


@pytest.mark.parametrize(
    "reach",
    [
        lambda store: store.put_proposal(make_proposal(section_id="nowhere")),
        lambda store: store.adopt_proposal("nowhere", revision=0),
        lambda store: store.drop_proposal("nowhere"),
        lambda store: store.restore_proposal("nowhere"),
    ],
)
def test_a_proposal_that_is_not_there_is_not_found(
    store: Store, document: Document, reach: Callable[[Store], object]
) -> None:
    with pytest.raises(NotFoundError):
        reach(store)


def test_threads_that_propose_at_once_leave_one_that_waits(store: Store, document: Document) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: store.put_proposal(make_proposal(f"p{number}")), range(16)))
    assert len(store.list_proposals("d")) == 1
