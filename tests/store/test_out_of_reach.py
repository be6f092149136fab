"""Nothing of another user can be reached by its id, through any method of any store; on every database.

The attempts are made from the signatures of the protocols: a method added to one is tried, too, and one with
a parameter nobody has thought of makes these tests fail.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest
from sample_builders import TEXTS, make_passages, make_sample
from store_builders import make_document, new_section

from summarizer.domain import (
    Access,
    AuditFilter,
    Fact,
    Generation,
    Organisation,
    Origin,
    PassageFilter,
    Proposal,
    Role,
    Run,
    RunOptions,
    SampleFilter,
    SampleHolder,
    SampleSource,
    SectionRun,
    SourceSample,
    User,
)
from summarizer.errors import NotAllowedError, SummarizerError
from summarizer.protocols import LibraryStore, PeopleStore, RunStore, Store, StoredVector
from summarizer.store import SqlStore

pytest_plugins = ["store_fixtures"]

OWNER = "o"
MADE = ("create_document", "sign_in", "add_sample", "add_source", "add_sources")
"""Methods that make something new of the caller's own, whatever id they are given."""


def methods(protocol: type) -> Iterator[str]:
    """The names of a protocol's methods, those it inherits included."""
    for name, _ in inspect.getmembers(protocol, inspect.isfunction):
        if not name.startswith("_"):
            yield name


PROTOCOLS = {"store": Store, "runs": RunStore, "samples": LibraryStore, "people": PeopleStore}
ATTEMPTS = [
    (part, name)
    for part, protocol in PROTOCOLS.items()
    for name in methods(protocol)
    if name not in {"close", *MADE}
]


def given(ids: Mapping[str, str]) -> Mapping[str, Any]:
    """A value for every parameter a protocol's method has, speaking of the things with these ids."""
    return {**of_documents(ids), **of_runs(ids), **of_people(ids), **of_samples(ids), **of_no_thing()}


def of_documents(ids: Mapping[str, str]) -> Mapping[str, Any]:
    proposal = Proposal(
        id="new-proposal",
        section_id=ids["section"],
        text="偷放",
        origin=Origin.MODEL,
        generation=Generation(engine="llm"),
    )
    return {
        "document": replace(make_document(ids["document"]), title="偷改", sections=()),
        "document_id": ids["document"],
        "section": replace(new_section(ids["section"]), heading="偷改"),
        "section_id": ids["section"],
        "headings": {ids["section"]: (0, "偷改")},
        "version_id": ids["version"],
        "proposal": proposal,
        "proposal_id": ids["proposal"],
        "unit": make_document().unit,
        "kind": make_document().kind,
        "period": make_document().period,
    }


def of_runs(ids: Mapping[str, str]) -> Mapping[str, Any]:
    run = Run(
        id="new-run",
        document_id=ids["document"],
        engine="offline",
        options=RunOptions(),
        sections=(SectionRun(section_id=ids["section"]),),
    )
    return {
        "run": run,
        "run_id": ids["run"],
        "sections": (SectionRun(section_id=ids["section"], text="偷改"),),
        "owner": OWNER,
        "lease_s": 5.0,
        "joined": None,
    }


def of_people(ids: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        "user_id": ids["user"],
        "user_ids": (ids["user"],),
        "holder_id": ids["user"],
        "organisation_id": ids["organisation"],
        "organisation": Organisation(id=ids["organisation"], name="偷改"),
        "role": Role.ADMIN,
        "access": Access.EDIT,
        "tokens": 1,
        "identity": ids["identity"],
        "invitation_id": ids["invitation"],
        "matching": AuditFilter(organisation_id=ids["organisation"]),
        "shared": True,
    }


def of_samples(ids: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        "sample": make_sample(ids["sample"], content_hash=ids["text"]),
        "sample_id": ids["sample"],
        "sample_ids": (ids["sample"],),
        "wanted": SampleFilter(sample_ids=frozenset({ids["sample"]})),
        "passages": make_passages(ids["sample"]),
        "passage_id": ids["passage"],
        "passage_ids": (ids["passage"],),
        "pinned": True,
        "text": TEXTS[0][1],
        "content_hash": ids["text"],
        "where": PassageFilter(sample_ids=frozenset({ids["sample"]})),
        "also": (ids["passage"],),
        "vectors": (StoredVector(ids["passage"], b"\0\0"),),
        "source_id": ids["source"],
        "source_ids": (ids["source"],),
        "cleaning": b"stolen",
    }


def of_no_thing() -> Mapping[str, Any]:
    """Values of parameters that say how, how many or which, but not whose."""
    return {
        "deleted": False,
        "older_than_days": 0.0,
        "until": datetime(2100, 1, 1, tzinfo=UTC),
        "position": 0,
        "revision": 0,
        "heading": "偷改",
        "topic": None,
        "length_chars": 1,
        "locked": True,
        "facts": (Fact(id="x", text="偷改"),),
        "origin": Origin.EDIT,
        "generation": None,
        "before": None,
        "limit": 100,
        "offset": 0,
        "top_k": 50,
        "model": "model",
        "vector": np.ones(1, dtype=np.float32),
    }


def outcome(view: SqlStore, part: str, name: str, ids: Mapping[str, str]) -> str:
    """What an attempt comes to, in words that do not name the ids it was made with."""
    parts: Mapping[str, object] = {
        "store": view,
        "runs": view.runs,
        "samples": view.samples,
        "people": view.people,
    }
    method: Callable[..., object] = getattr(parts[part], name)
    values = given(ids)
    arguments = {parameter: values[parameter] for parameter in inspect.signature(method).parameters}
    try:
        made = method(**arguments)
        said = repr(tuple(made) if isinstance(made, Iterator) else made)
    except SummarizerError as error:
        said = f"{type(error).__name__}: {error.sentence}"
    for kind, stolen in sorted(ids.items(), key=lambda one: -len(one[1])):
        said = said.replace(stolen, f"<{kind}>")
    return said


@pytest.fixture
def victim(store: SqlStore) -> User:
    store.people.put_organisation(Organisation(id="victim-org", name="东湖区总工会"))
    user = store.people.sign_in("id|victim", "受害者")
    return store.people.set_member(user.id, "victim-org", Role.ADMIN)


@pytest.fixture
def thieves(store: SqlStore, victim: User) -> Mapping[str, SqlStore]:
    """A colleague who is admin of the same organisation, the admin of another, and one of none."""
    store.people.put_organisation(Organisation(id="thief-org", name="西山区总工会"))
    users = {name: store.people.sign_in(f"id|{name}", name) for name in ("colleague", "stranger", "nobody")}
    users["colleague"] = store.people.set_member(users["colleague"].id, "victim-org", Role.ADMIN)
    users["stranger"] = store.people.set_member(users["stranger"].id, "thief-org", Role.ADMIN)
    return {name: store.for_user(user) for name, user in users.items()}


@pytest.fixture
def stolen(store: SqlStore, victim: User) -> Mapping[str, str]:
    """The ids of one thing of each kind of the victim's, and of what lies in the victim's bin."""
    view = store.for_user(victim)
    invited = view.people.invite("victim@union.example", "victim-org")
    view.create_document(make_document("victim-document"))
    view.create_document(make_document("victim-binned"))
    view.delete_document("victim-binned")
    view.put_proposal(
        Proposal(
            id="victim-proposal",
            section_id="victim-document-a",
            text="待采用",
            origin=Origin.MODEL,
            generation=Generation(engine="llm", passage_ids=("lent",)),
        )
    )
    sections = (SectionRun(section_id="victim-document-a"),)
    run = Run(
        id="victim-run", document_id="victim-document", engine="llm", options=RunOptions(), sections=sections
    )
    view.runs.create_run(run, owner=OWNER, lease_s=3600)
    for name in ("victim-sample", "victim-gone"):
        add_file(view, name)
    view.samples.save_vectors("model", [StoredVector("victim-sample-0", b"\1\1")])
    view.samples.bin_sample("victim-gone")
    view.samples.choose_passage("victim-document-a", "victim-sample-0", pinned=True)
    return {
        "document": "victim-document",
        "section": "victim-document-a",
        "version": view.list_versions("victim-document-a")[0].id,
        "proposal": "victim-proposal",
        "run": "victim-run",
        "user": victim.id,
        "identity": victim.subject,
        "invitation": invited.id,
        "organisation": "victim-org",
        "sample": "victim-sample",
        "passage": "victim-sample-0",
        "text": "victim-sample-text",
        "source": "victim-sample-file",
    }


IDS_OF = (
    "document",
    "section",
    "version",
    "proposal",
    "run",
    "user",
    "organisation",
    "identity",
    "invitation",
)
LIBRARY_IDS_OF = ("sample", "passage", "text", "source")
UNKNOWN = {kind: f"unknown-{kind}" for kind in (*IDS_OF, *LIBRARY_IDS_OF)}


def add_file(view: SqlStore, name: str) -> None:
    """A file with one sample, which bears `name`."""
    source = SampleSource(id=f"{name}-file", name=f"{name}.docx", content=b"file", cleaning=b"", articles=1)
    sample = make_sample(name, content_hash=f"{name}-text")
    view.samples.add_source(source, [SourceSample(article=0, sample=sample, passages=make_passages(name))])


def everything(store: SqlStore, stolen: Mapping[str, str]) -> tuple[object, ...]:
    """All of the victim's, as the program sees it that works for nobody."""
    return (
        store.load_document(stolen["document"]),
        store.list_documents(deleted=True),
        [store.list_versions(section.id) for section in store.load_document(stolen["document"]).sections],
        store.list_proposals(stolen["document"]),
        store.runs.latest_run(stolen["document"]),
        store.people.shares_of(stolen["document"]),
        store.people.find_user(stolen["user"]),
        store.people.members(stolen["organisation"]),
        store.people.organisation_tokens(stolen["organisation"]),
        store.people.member_tokens(stolen["organisation"]),
        store.people.invitations(stolen["organisation"]),
        store.people.audit_log(matching=AuditFilter(organisation_id=stolen["organisation"])),
        store.people.sample_holders(),
        store.samples.list_samples(),
        store.samples.list_binned(),
        store.samples.passages_of(stolen["sample"]),
        store.samples.source_of(stolen["sample"]),
        store.samples.passage_choices(stolen["section"]),
        tuple(store.samples.load_vectors("model")),
    )


@pytest.mark.parametrize(("part", "name"), ATTEMPTS)
def test_a_stranger_learns_and_changes_nothing_by_anothers_ids(
    store: SqlStore, thieves: Mapping[str, SqlStore], stolen: Mapping[str, str], part: str, name: str
) -> None:
    before = everything(store, stolen)
    for thief in ("stranger", "nobody"):
        found = outcome(thieves[thief], part, name, stolen)
        assert found == outcome(thieves[thief], part, name, UNKNOWN)
        assert "victim" not in found
    assert everything(store, stolen) == before


@pytest.mark.parametrize(("part", "name"), [one for one in ATTEMPTS if one[0] != "people"])
def test_a_colleague_and_be_they_admin_reaches_no_document_that_was_not_shared(
    store: SqlStore, thieves: Mapping[str, SqlStore], stolen: Mapping[str, str], part: str, name: str
) -> None:
    before = everything(store, stolen)
    found = outcome(thieves["colleague"], part, name, stolen)
    assert found == outcome(thieves["colleague"], part, name, UNKNOWN)
    assert everything(store, stolen) == before


@pytest.mark.parametrize("document_id", ["victim-document", "victim-binned"])
@pytest.mark.parametrize(
    "name", ["delete_document", "restore_document", "purge_document", "load_document", "list_proposals"]
)
def test_the_bin_of_another_is_as_far_away(
    store: SqlStore, thieves: Mapping[str, SqlStore], stolen: Mapping[str, str], name: str, document_id: str
) -> None:
    ids = {**stolen, "document": document_id}
    for view in thieves.values():
        assert outcome(view, "store", name, ids) == outcome(view, "store", name, UNKNOWN)
        assert view.list_documents(deleted=True) == ()
        assert view.purge_deleted(older_than_days=0) == 0
        assert view.purge_deleted(older_than_days=None) == 0
    assert [card.id for card in store.list_documents(deleted=True)] == ["victim-binned"]


def test_a_new_document_with_anothers_ids_takes_nothing_away(
    store: SqlStore, thieves: Mapping[str, SqlStore], stolen: Mapping[str, str]
) -> None:
    before = everything(store, stolen)
    for view in thieves.values():
        for document in (
            make_document("victim-document"),
            make_document("theirs", sections=(new_section("victim-document-a"),)),
        ):
            with pytest.raises(SummarizerError):
                view.create_document(document)
    assert everything(store, stolen) == before


@pytest.mark.parametrize("name", ["colleague", "stranger", "nobody"])
def test_the_same_file_is_everybodys_own_and_tells_nothing_of_anothers(
    store: SqlStore, thieves: Mapping[str, SqlStore], stolen: Mapping[str, str], name: str
) -> None:
    before = everything(store, stolen)[:-8]
    library = thieves[name].samples
    source = SampleSource(id=stolen["source"], name="my.docx", content=b"file", cleaning=b"", articles=1)
    sample = make_sample(f"{name}-sample", content_hash=stolen["text"])
    passages = make_passages(f"{name}-sample")
    (added,) = library.add_source(source, [SourceSample(article=0, sample=sample, passages=passages)])
    assert (added.id, added.content_hash) == (f"{name}-sample", stolen["text"])
    assert [card.sample.id for card in library.list_samples()] == [f"{name}-sample"]
    assert library.find_content(stolen["text"]) == added
    assert library.source_articles(stolen["source"]) == {0: f"{name}-sample"}
    hits = library.search_lexical(passages[0].text)
    assert {hit.passage_id for hit in hits} <= {passage.id for passage in passages}
    assert set(library.copies_of([passages[0].id]).values()) == {passages[0].id}
    with pytest.raises(SummarizerError):
        library.add_sample(make_sample("victim-sample", content_hash="other"), ())
    library.remove_sample(f"{name}-sample")
    assert everything(store, stolen)[:-8] == before
    assert [card.sample.id for card in store.samples.list_samples()] == ["victim-sample"]


def test_a_sample_shared_with_the_organisation_is_read_there_and_kept_by_its_librarians(
    store: SqlStore, victim: User, thieves: Mapping[str, SqlStore], stolen: Mapping[str, str]
) -> None:
    simple = store.people.set_member(store.people.sign_in("id|simple", "王").id, "victim-org")
    member = store.for_user(simple)
    store.for_user(victim).people.share_sample(stolen["sample"], shared=True)
    with pytest.raises(NotAllowedError, match="范文管理员"):
        member.people.share_sample(stolen["sample"], shared=False)
    for view in (member, thieves["colleague"]):
        assert view.samples.load_sample(stolen["sample"]).content_hash == stolen["text"]
        assert view.samples.search_lexical(make_passages("x")[0].text)
        assert view.samples.source_of(stolen["sample"]) is not None
    for view in (thieves["stranger"], thieves["nobody"]):
        assert view.samples.list_samples() == ()
    with pytest.raises(NotAllowedError, match="范文管理员"):
        member.samples.bin_sample(stolen["sample"])
    add_file(member, "mine")
    thieves["colleague"].samples.bin_sample(stolen["sample"])
    assert member.samples.list_binned() != ()
    with pytest.raises(NotAllowedError, match="范文管理员"):
        member.samples.restore_sample(stolen["sample"])
    thieves["colleague"].samples.restore_sample(stolen["sample"])
    assert member.samples.load_sample(stolen["sample"])
    store.for_user(victim).people.share_sample(stolen["sample"], shared=False)
    assert [card.sample.id for card in member.samples.list_samples()] == ["mine"]


def test_a_member_offers_their_own_sample_and_takes_it_back_and_a_librarian_may_too(
    store: SqlStore, thieves: Mapping[str, SqlStore], stolen: Mapping[str, str]
) -> None:
    simple = store.people.set_member(store.people.sign_in("id|simple", "王").id, "victim-org")
    member, colleague = store.for_user(simple), thieves["colleague"]
    add_file(member, "mine")
    holder = SampleHolder(owner_id=simple.id, shared=True)
    for taken_back_by in (member, colleague):
        member.people.share_sample("mine", shared=True)
        assert colleague.people.sample_holders() == {"mine": holder}
        with pytest.raises(NotAllowedError) as caught:
            member.samples.bin_sample("mine")
        assert "先取消共享" in caught.value.hint
        taken_back_by.people.share_sample("mine", shared=False)
        assert colleague.people.sample_holders() == {}
        assert member.people.sample_holders() == {"mine": replace(holder, shared=False)}
    for name in ("stranger", "nobody"):
        assert thieves[name].people.sample_holders() == {}


def test_what_ships_with_the_program_is_everybodys_and_nobodys_to_change(
    store: SqlStore, thieves: Mapping[str, SqlStore]
) -> None:
    store.samples.add_sample(make_sample("shipped", builtin=True), make_passages("shipped"))
    for view in thieves.values():
        assert view.samples.load_passages(["shipped-0"])
        same = make_sample("copy", content_hash="hash-shipped")
        assert view.samples.add_sample(same, make_passages("copy")).id == "shipped"
        for change in (view.samples.bin_sample, view.samples.remove_sample):
            with pytest.raises(NotAllowedError, match="自带的范文"):
                change("shipped")


@pytest.mark.parametrize("identity", ["id|victim", "victim", "VICTIM@union.example"])
def test_whoever_adds_somebody_by_their_identity_learns_nothing_and_takes_nobody_away(
    store: SqlStore, victim: User, thieves: Mapping[str, SqlStore], stolen: Mapping[str, str], identity: str
) -> None:
    before = everything(store, stolen)
    made = thieves["stranger"].people.invite(identity, "thief-org", Role.ADMIN)
    other = thieves["stranger"].people.invite("id|nobody-knows-them", "thief-org", Role.ADMIN)
    assert replace(made, id=other.id, identity=other.identity, invited_at=other.invited_at) == other
    assert everything(store, stolen) == before
    again = store.people.sign_in(victim.subject, victim.name, email="victim@union.example")
    assert again == victim


def test_an_admin_of_another_organisation_is_told_none_of_its_log(
    store: SqlStore, thieves: Mapping[str, SqlStore], stolen: Mapping[str, str], victim: User
) -> None:
    assert store.people.audit_log(matching=AuditFilter(user_id=victim.id))
    for matching in (None, AuditFilter(user_id=victim.id)):
        log = thieves["stranger"].people.audit_log(matching=matching)
        assert not [entry for entry in log if "victim" in repr(entry) or entry.user_id == victim.id]
        assert "victim" not in repr(thieves["stranger"].people.export_audit_log(matching=matching))


def test_the_attempts_succeed_for_the_owner(store: SqlStore, victim: User, stolen: Mapping[str, str]) -> None:
    view = store.for_user(victim)
    for part, name in (("store", "load_document"), ("store", "load_version"), ("runs", "load_run")):
        assert "Error" not in outcome(view, part, name, stolen)
    assert outcome(view, "store", "list_versions", stolen) != "()"
    assert outcome(view, "store", "list_proposals", stolen) != "()"
    for name in ("invitations", "member_tokens", "audit_log", "members", "sample_holders", "organisations"):
        assert outcome(view, "people", name, stolen) not in {"()", "{}"}
        assert "Error" not in outcome(view, "people", name, stolen)
    for name in ("load_sample", "find_content", "source_of", "search_lexical", "load_vectors", "list_binned"):
        assert outcome(view, "samples", name, stolen) not in {"()", "None"}
        assert "Error" not in outcome(view, "samples", name, stolen)
