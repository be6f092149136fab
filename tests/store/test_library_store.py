"""The contract of `LibraryStore`: sources, the bin, what is chosen for sections."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from sample_builders import TEXTS, make_passages, make_sample
from sqlalchemy import func, select
from store_builders import ManualClock, make_document

from summarizer.domain import PassageChoices, SampleSource, SourceSample
from summarizer.errors import ConflictError, NotFoundError
from summarizer.protocols import StoredVector
from summarizer.store import SqlStore, open_store
from summarizer.store.library_store import SqlLibraryStore
from summarizer.store.samples import unpack_numbers
from summarizer.store.tables import (
    corpus,
    fingerprints,
    metadata,
    passages,
    postings,
    sample_sources,
    sources,
    terms,
)

pytest_plugins = ["store_fixtures"]


@pytest.fixture
def library(store: SqlStore) -> SqlLibraryStore:
    return store.samples


def contents(store: SqlStore) -> Mapping[str, int]:
    """Rows of every table."""
    with store._engines.reading() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in metadata.sorted_tables
        }


def counters(store: SqlStore) -> tuple[int, int]:
    with store._engines.reading() as connection:
        row = connection.execute(select(corpus.c.passages, corpus.c.length)).one()
        return row.passages, row.length


def source(name: str = "file", *, articles: int = 1, builtin: bool = False) -> SampleSource:
    return SampleSource(
        id=f"hash-of-{name}",
        name=f"{name}.txt",
        content=f"{name}\x00原文".encode(),
        cleaning=b"record",
        articles=articles,
        builtin=builtin,
    )


def article(name: str, number: int = 0) -> SourceSample:
    """A sample whose passages are nobody's copies."""
    passages = tuple(replace(passage, text=f"{name * 40}{passage.text}") for passage in make_passages(name))
    return SourceSample(article=number, sample=make_sample(name), passages=passages)


# sources


def test_a_file_comes_back_as_it_was_given(library: SqlLibraryStore) -> None:
    library.add_source(source(), [article("a")])
    assert library.find_source("hash-of-file") == source()
    assert library.source_of("a") == (source(), 0)
    assert library.source_articles("hash-of-file") == {0: "a"}


def test_what_is_not_there_has_no_source(library: SqlLibraryStore) -> None:
    library.add_sample(make_sample("a"), make_passages("a"))
    assert library.find_source("hash-of-file") is None
    assert library.source_articles("hash-of-file") == {}
    assert library.source_of("a") is None


def test_a_file_is_stored_with_all_its_samples_or_not_at_all(
    store: SqlStore, library: SqlLibraryStore
) -> None:
    library.add_source(source("first"), [article("a")])
    before, found = contents(store), library.search_lexical("职工代表大会")
    clash = replace(article("b", 1), passages=(replace(make_passages("b")[0], id="a-0"),))
    with pytest.raises(ConflictError):
        library.add_source(source("second", articles=2), [article("c"), clash])
    assert contents(store) == before
    assert library.search_lexical("职工代表大会") == found


def test_a_text_the_library_has_is_not_stored_twice(store: SqlStore, library: SqlLibraryStore) -> None:
    library.add_source(source("first"), [article("a")])
    before = contents(store)
    again = replace(article("b"), sample=make_sample("b", content_hash="hash-a"))
    assert [sample.id for sample in library.add_source(source("second"), [again])] == ["a"]
    assert contents(store) == before


def test_a_file_added_again_gets_only_its_missing_articles(library: SqlLibraryStore) -> None:
    both = source(articles=2)
    library.add_source(both, [article("a", 0), article("b", 1)])
    library.remove_sample("a")
    stored = library.add_source(both, [article("c", 0), article("d", 1)])
    assert [sample.id for sample in stored] == ["c", "b"]
    assert library.source_articles(both.id) == {0: "c", 1: "b"}


def test_removing_every_sample_of_a_file_leaves_no_row_anywhere(
    store: SqlStore, library: SqlLibraryStore
) -> None:
    document = store.create_document(make_document())
    empty = contents(store)
    library.add_source(source(articles=2), [article("a", 0), article("b", 1)])
    library.save_vectors("model", [StoredVector("a-0", b"\x00\x3c")])
    library.choose_passage(document.sections[0].id, "a-1", pinned=True)
    library.remove_sample("a")
    assert library.find_source("hash-of-file") is not None
    library.remove_sample("b")
    assert contents(store) == empty
    assert counters(store) == (0, 0)


def library_rows(store: SqlStore) -> tuple[object, ...]:
    """Everything an import writes, ids of terms and passages resolved; the revision left out."""
    with store._engines.reading() as connection:
        names = {row.id: row.term for row in connection.execute(terms.select())}
        held = connection.execute(select(passages).order_by(passages.c.number)).all()
        numbers = {row.number: row.id for row in held}
        return (
            [
                (
                    row.id,
                    row.copy_group,
                    row.length,
                    sorted(names[one] for one in unpack_numbers(row.term_ids)),
                )
                for row in held
            ],
            {row.term: row.df for row in connection.execute(terms.select())},
            {
                (names[row.term_id], numbers[row.passage], row.tf, row.length)
                for row in connection.execute(postings.select())
            },
            {(row.hash, numbers[row.passage]) for row in connection.execute(fingerprints.select())},
            connection.execute(select(corpus.c.passages, corpus.c.length, corpus.c.next_passage)).all(),
            {row.id: row.name for row in connection.execute(sources.select())},
            set(connection.execute(sample_sources.select()).all()),
        )


def files_with_copies() -> list[tuple[SampleSource, tuple[SourceSample, ...]]]:
    """Four files: one has two articles, one near-copies of another, one the text of another."""
    same = replace(article("丁"), sample=make_sample("丁", content_hash="hash-甲"))
    copied = replace(
        article("丙"),
        passages=tuple(
            replace(passage, id=f"丙-{passage.position}", sample_id="丙", text=f"{passage.text}又及。")
            for passage in article("甲").passages
        ),
    )
    return [
        (source("one", articles=2), (article("甲"), article("乙", 1))),
        (source("two"), (copied,)),
        (source("three"), (same,)),
        (source("four"), (article("戊"),)),
    ]


def test_files_stored_together_leave_what_files_stored_one_by_one_leave(
    store: SqlStore, library: SqlLibraryStore, tmp_path: Path
) -> None:
    files = files_with_copies()
    library.add_source(*files[3])
    together = library.add_sources(files)
    with open_store(f"sqlite:///{(tmp_path / 'single.db').as_posix()}") as single:
        single.samples.add_source(*files[3])
        alone = tuple(single.samples.add_source(*file) for file in files)
        assert [[one.id for one in stored] for stored in together] == [["甲", "乙"], ["丙"], ["甲"], ["戊"]]
        assert [[one.id for one in stored] for stored in together] == [[o.id for o in one] for one in alone]
        assert library_rows(store) == library_rows(single)
    assert set(library.copies_of(["丙-0", "丙-1", "丙-2"]).values()) == {"甲-0", "甲-1", "甲-2"}
    assert library.articles_of(["hash-of-one", "hash-of-three"]) == {
        "hash-of-one": {0: "甲", 1: "乙"},
        "hash-of-three": {},
    }


def test_of_files_stored_together_all_or_none_are_there(store: SqlStore, library: SqlLibraryStore) -> None:
    library.add_source(source("old"), [article("a")])
    before = contents(store)
    taken = replace(article("a"), sample=make_sample("a", content_hash="another"))
    with pytest.raises(ConflictError):
        library.add_sources([(source("new"), [article("b")]), (source("bad"), [taken])])
    assert contents(store) == before
    library.add_sources([(source("new"), [article("b")])])
    assert {found.passage_id for found in library.search_lexical("歌咏比赛")} == {"a-1", "b-1"}


def test_a_shipped_file_is_remembered_without_content_after_its_removal(library: SqlLibraryStore) -> None:
    shipped = source("shipped", builtin=True)
    library.add_source(shipped, [article("a")])
    library.remove_sample("a")
    assert library.builtin_sources() == {"shipped.txt": "hash-of-shipped"}
    assert library.find_source("hash-of-shipped") == replace(shipped, content=b"", cleaning=b"")
    library.add_source(replace(shipped, builtin=False), [article("b")])
    assert library.source_of("b") == (replace(shipped, builtin=False), 0)


# replacing


def test_a_sample_cleaned_otherwise_takes_the_place_of_the_old_one(library: SqlLibraryStore) -> None:
    library.add_source(source(), [article("a")])
    added_at = library.load_sample("a").added_at
    new = replace(article("a").sample, content_hash="another", title="改过的标题")
    passages = (replace(make_passages("a")[0], text="全新的一段话，讲的是消防演练。"),)
    stored = library.replace_passages(new, passages, cleaning=b"record 2", revision=0)
    assert stored == replace(new, added_at=added_at)
    assert library.passages_of("a") == passages
    assert [name for name, _ in library.search_lexical("消防演练")] == ["a-0"]
    assert library.search_lexical("运动会") == ()
    assert library.source_of("a") == (replace(source(), cleaning=b"record 2", revision=1), 0)


def test_of_two_changes_made_at_once_the_second_is_refused(library: SqlLibraryStore) -> None:
    one = article("a")
    library.add_source(source(), [one])
    library.replace_passages(one.sample, one.passages, cleaning=b"mine", revision=0)
    with pytest.raises(ConflictError, match="别处改过"):
        library.replace_passages(one.sample, one.passages, cleaning=b"yours", revision=0)
    assert library.source_of("a") == (replace(source(), cleaning=b"mine", revision=1), 0)


def test_a_change_that_makes_two_samples_equal_is_refused_and_leaves_both(
    store: SqlStore, library: SqlLibraryStore
) -> None:
    one = article("a")
    library.add_source(source("first"), [one])
    library.add_source(source("second"), [article("b")])
    before = contents(store)
    with pytest.raises(ConflictError, match="完全相同"):
        library.replace_passages(
            replace(one.sample, content_hash="hash-b"), one.passages, cleaning=b"", revision=0
        )
    assert contents(store) == before
    assert library.load_sample("a").content_hash == "hash-a"


@pytest.mark.parametrize("sample_id", ["nowhere", "a"])
def test_only_a_sample_with_a_source_can_be_replaced(library: SqlLibraryStore, sample_id: str) -> None:
    library.add_sample(make_sample("a"), make_passages("a"))
    with pytest.raises(NotFoundError):
        library.replace_passages(make_sample(sample_id), (), cleaning=b"", revision=0)


# bin


def test_a_sample_comes_out_of_the_bin_as_it_went_in(
    store: SqlStore, library: SqlLibraryStore, clock: ManualClock
) -> None:
    library.add_source(source(), [article("a")])
    before, sample, found = contents(store), library.load_sample("a"), library.search_lexical("慰问金")
    library.bin_sample("a")
    assert library.list_samples() == ()
    assert library.search_lexical("慰问金") == ()
    assert [card.sample for card in library.list_binned()] == [sample]
    assert library.list_binned()[0].passages_total == len(TEXTS)
    clock.advance(days=0.5)
    assert library.restore_sample("a") == sample
    assert library.search_lexical("慰问金") == found
    assert library.source_of("a") == (source(), 0)
    assert contents(store) == before


def test_what_is_in_the_bin_for_long_is_removed_for_good(
    store: SqlStore, library: SqlLibraryStore, clock: ManualClock
) -> None:
    document = store.create_document(make_document())
    empty = contents(store)
    library.add_source(source("first"), [article("a")])
    library.add_source(source("second"), [article("b")])
    library.choose_passage(document.sections[0].id, "a-1", pinned=False)
    library.bin_sample("a")
    clock.advance(days=2)
    library.bin_sample("b")
    assert library.purge_binned(older_than_days=1) == 1
    assert library.purge_binned(older_than_days=1) == 0
    assert [card.sample.id for card in library.list_binned()] == ["b"]
    with pytest.raises(NotFoundError, match="回收站"):
        library.restore_sample("a")
    clock.advance(days=2)
    library.purge_binned(older_than_days=1)
    assert contents(store) == empty


def test_a_text_added_anew_meanwhile_makes_the_binned_one_superfluous(library: SqlLibraryStore) -> None:
    library.add_source(source(), [article("a")])
    library.bin_sample("a")
    again = replace(article("b"), sample=make_sample("b", content_hash="hash-a"))
    library.add_source(source(), [again])
    assert library.restore_sample("a").id == "b"
    assert library.list_binned() == ()
    assert library.source_articles("hash-of-file") == {0: "b"}


def test_a_sample_without_a_file_can_be_restored_too(library: SqlLibraryStore) -> None:
    stored = library.add_sample(make_sample("a", kind=None, period=None), make_passages("a", kind=None))
    library.bin_sample("a")
    assert library.restore_sample("a") == stored
    assert library.passages_of("a") == make_passages("a", kind=None)


def test_a_sample_in_the_bin_is_not_found_in_the_library(library: SqlLibraryStore) -> None:
    library.add_sample(make_sample("a"), make_passages("a"))
    library.bin_sample("a")
    for action in (library.bin_sample, library.remove_sample, library.load_sample):
        with pytest.raises(NotFoundError):
            action("a")


# choices


def test_passages_are_pinned_in_the_order_they_were_chosen(store: SqlStore, library: SqlLibraryStore) -> None:
    section = store.create_document(make_document()).sections[0].id
    library.add_sample(make_sample("a"), make_passages("a"))
    library.choose_passage(section, "a-2", pinned=True)
    library.choose_passage(section, "a-0", pinned=True)
    library.choose_passage(section, "a-2", pinned=True)
    assert library.passage_choices(section) == PassageChoices(pinned=("a-2", "a-0"))


def test_a_passage_is_pinned_or_excluded_never_both(store: SqlStore, library: SqlLibraryStore) -> None:
    section = store.create_document(make_document()).sections[0].id
    library.add_sample(make_sample("a"), make_passages("a"))
    library.choose_passage(section, "a-0", pinned=True)
    excluded = library.choose_passage(section, "a-0", pinned=False)
    assert excluded == PassageChoices(excluded=frozenset({"a-0"}))
    assert library.choose_passage(section, "a-0", pinned=None) == PassageChoices()
    assert library.choose_passage(section, "a-0", pinned=None) == PassageChoices()


def test_choices_belong_to_one_section(store: SqlStore, library: SqlLibraryStore) -> None:
    first, second, *_ = store.create_document(make_document()).sections
    library.add_sample(make_sample("a"), make_passages("a"))
    library.choose_passage(first.id, "a-0", pinned=True)
    assert library.passage_choices(second.id) == PassageChoices()


@pytest.mark.parametrize(("section", "passage"), [("nowhere", "a-0"), ("d-a", "nowhere")])
def test_only_what_exists_can_be_chosen(
    store: SqlStore, library: SqlLibraryStore, section: str, passage: str
) -> None:
    store.create_document(make_document())
    library.add_sample(make_sample("a"), make_passages("a"))
    with pytest.raises(NotFoundError):
        library.choose_passage(section, passage, pinned=True)


# taking the place of an older file


def test_a_file_takes_the_place_of_an_older_one_in_one_step(
    store: SqlStore, library: SqlLibraryStore
) -> None:
    library.add_source(source("old", builtin=True), [article("a")])
    before = contents(store)
    new = replace(article("a"), sample=make_sample("a", content_hash="new"))
    stored = library.add_source(source("new", builtin=True), [new], replaces="hash-of-old")
    assert [sample.content_hash for sample in stored] == ["new"]
    assert library.builtin_sources() == {"new.txt": "hash-of-new"}
    assert {name: rows for name, rows in contents(store).items() if name != "terms"} == {
        name: rows for name, rows in before.items() if name != "terms"
    }


def test_a_file_does_not_take_the_place_of_one_whose_sample_was_removed(
    store: SqlStore, library: SqlLibraryStore
) -> None:
    library.add_source(source("old", builtin=True), [article("a")])
    library.remove_sample("a")
    before = contents(store)
    assert library.add_source(source("new", builtin=True), [article("a")], replaces="hash-of-old") == ()
    assert contents(store) == before
