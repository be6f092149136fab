"""Files into the library: what is told of each, and what a kill leaves behind."""

import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from summary_texts import contents, summary

from summarizer.domain import IngestReport, IngestStatus, SampleSource, SourceSample, Topic, UnitKind
from summarizer.errors import InputError, StorageError, UnreadableFileError
from summarizer.library import ingest
from summarizer.library.guesses import refusal
from summarizer.library.loaders import Entry
from summarizer.library.sample_library import SampleLibrary, make_sample_id
from summarizer.protocols import LibraryStore
from summarizer.store import SqlStore, open_store

ROOT = Path(__file__).parents[2]
ADVERT = (
    "清仓大甩卖，全场五折起，欢迎新老顾客前来选购，数量有限，售完为止，地址在市中心商场一楼，咨询电话请见门口海报。"
    * 3
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    with open_store(f"sqlite:///{(tmp_path / 'library.db').as_posix()}") as opened:
        yield opened


@pytest.fixture
def library(store: SqlStore) -> SampleLibrary:
    return SampleLibrary(store.samples, bundled=False)


def added(library: SampleLibrary, content: str | bytes, name: str = "总结.txt") -> IngestReport:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    (report,) = library.add_files([(name, raw)])
    return report


def library_reason(text: str) -> str:
    return refusal(text, title="工会工作总结")


def zipped(**files: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return packed.getvalue()


# one file


def test_a_file_becomes_a_sample_with_labelled_masked_passages(library: SampleLibrary) -> None:
    report = added(library, summary(1))
    (article,) = report.articles
    assert (report.status, report.reason) == (IngestStatus.ADDED, "")
    assert (article.sample.kind, article.sections, article.passages) == (UnitKind.COMMUNITY, 4, 4)
    passages = library.show(article.sample.id).passages
    assert [passage.topic for passage in passages] == [
        Topic.OVERVIEW,
        Topic.WELFARE,
        Topic.ACHIEVEMENT,
        Topic.CULTURE,
    ]
    assert "31户" in passages[1].text
    assert not any(char.isdigit() for passage in passages for char in passage.masked)


def test_what_was_cleaned_is_counted(library: SampleLibrary) -> None:
    dirty = (
        summary(1).replace("送去清凉用品。", "送去清凉用品，\n并慰问一线职工。")
        + "上一篇：社区工会工作总结\n"
    )
    report = added(library, dirty)
    assert report.removed == 1
    assert report.restored == 1
    assert report.sections == 4


def test_the_articles_of_a_compilation_are_stored_one_by_one(library: SampleLibrary) -> None:
    text = "".join(f"篇{number}：工会工作总结\n{summary(number)}\n" for number in (1, 2, 3))
    report = added(library, text)
    assert [library.show(one.sample.id).cleaned.count("技能竞赛") for one in report.articles] == [1, 1, 1]
    assert len(library.list()) == 3


def test_a_part_that_is_no_summary_is_left_out_with_its_reason(library: SampleLibrary) -> None:
    text = f"篇1：工会工作总结\n{summary(1)}\n篇2：工会工作总结\n{ADVERT}\n篇3：工会工作总结\n{summary(3)}"
    report = added(library, text)
    assert report.status is IngestStatus.ADDED
    assert [reason for _, reason in report.left_out] == [library_reason(ADVERT)]
    shown = [library.show(article.sample.id) for article in report.articles]
    assert ["发展会员301人" in view.cleaned for view in shown] == [True, False]
    assert "发展会员303人" in shown[1].original
    assert "发展会员301人" not in shown[1].original


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "空.txt", "是空的"),
        (ADVERT.encode(), "广告.txt", "总结"),
        (b"%PDF-1.7 cut", "坏.pdf", "PDF 不完整"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "坏.doc", "损坏"),
        ("工会工作总结".encode(), "短.md", "太短"),
        (b"---\ntitle: x\nkind: factory\n---\n## a\nb\n", "范文.md", "单位类型"),
        (b"---\ntitle: x\nkind: soe\nperiod: soon\n---\n## a\nb\n", "范文.md", "period"),
        (b"---\ntitle: x\nkind: soe\n---\n## a {topic=fun}\nb\n", "范文.md", "主题"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_sentence_and_leaves_nothing(
    store: SqlStore, library: SampleLibrary, content: bytes, name: str, reason: str
) -> None:
    before = contents(store)
    report = added(library, content, name)
    assert report.status is IngestStatus.REFUSED
    assert reason in report.reason
    assert "\n" not in report.reason
    assert contents(store) == before


def test_the_same_file_under_another_name_is_known(store: SqlStore, library: SampleLibrary) -> None:
    first = added(library, summary(1))
    before = contents(store)
    again = added(library, summary(1), "另一个名字.txt")
    assert again.status is IngestStatus.KNOWN
    assert [article.sample.id for article in again.articles] == [first.articles[0].sample.id]
    assert first.articles[0].sample.title in again.reason
    assert contents(store) == before


def test_the_same_text_in_another_file_is_known(store: SqlStore, library: SampleLibrary) -> None:
    added(library, summary(1))
    before = contents(store)
    again = added(library, "\ufeff" + summary(1).replace("\n", "\r\n"))
    assert again.status is IngestStatus.KNOWN
    assert contents(store) == before


def test_passages_that_another_sample_has_too_are_counted_and_found_once(library: SampleLibrary) -> None:
    added(library, summary(1))
    report = added(library, summary(1).replace("31户", "45户").replace("301人", "412人"))
    (article,) = report.articles
    assert not article.known
    assert article.copies == article.passages - 1  # the overview is too short to be compared
    hits = library.search("走访慰问困难职工，发放慰问金", topic=Topic.WELFARE)
    assert len(hits) == 1


def test_a_sample_in_our_own_format_is_taken_as_it_stands(library: SampleLibrary) -> None:
    path = ROOT / "samples" / "school-1-annual.md"
    (article,) = library.add([path])[0].articles
    assert (article.sample.kind, article.sample.source) == (UnitKind.SCHOOL, "本项目原创")
    assert (article.removed, article.restored, article.suspect) == (0, 0, 0)
    assert not article.sample.builtin
    view = library.show(article.sample.id)
    assert view.sections[1].topics == (Topic.IDEOLOGY,)
    assert view.original == view.cleaned


# many files


def test_folders_and_archives_are_walked_with_progress(library: SampleLibrary, tmp_path: Path) -> None:
    folder = tmp_path / "范文"
    (folder / "往年").mkdir(parents=True)
    (folder / "往年" / "a.txt").write_text(summary(1), encoding="gb18030")
    (folder / "b.txt").write_text(summary(2), encoding="utf-16")
    (folder / "两份.zip").write_bytes(zipped(c=summary(3), d=ADVERT))
    told: list[tuple[int, int, str]] = []
    reports = library.add([folder], on_progress=lambda *step: told.append(step))
    assert [(done, total) for done, total, _ in told] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert [report.name for report in reports] == [name for *_, name in told]
    assert sorted(report.status for report in reports) == ["added", "added", "added", "refused"]
    assert len(library.list()) == 3


def test_a_path_that_does_not_exist_stores_nothing_of_the_others(
    library: SampleLibrary, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(summary(1), encoding="utf-8")
    with pytest.raises(UnreadableFileError):
        library.add([tmp_path / "a.txt", tmp_path / "nowhere.txt"])
    assert library.list() == ()


def test_a_folder_without_documents_is_an_input_error(library: SampleLibrary, tmp_path: Path) -> None:
    folder = tmp_path / "照片"
    folder.mkdir()
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(InputError, match="没有找到可以导入的文件"):
        library.add([folder])


class WatchedStore:
    """A store that notes how many files were stored at a time, and fails when told to."""

    def __init__(self, store: SqlStore, *, broken: str = "") -> None:
        self._store = store.samples
        self._broken = broken
        self.batches: list[int] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    def add_source(self, source: SampleSource, articles: Sequence[SourceSample]) -> object:
        if source.name == self._broken:
            raise StorageError("磁盘空间已满")
        return self._store.add_source(source, articles)

    def add_sources(self, files: Sequence[tuple[SampleSource, Sequence[SourceSample]]]) -> object:
        self.batches.append(len(files))
        if any(source.name == self._broken for source, _ in files):
            raise StorageError("磁盘空间已满")
        return self._store.add_sources(files)


def import_all(
    store: object,
    numbers: Iterable[int],
    *,
    ids: Iterable[str] = (),
    on_progress: ingest.FileProgress | None = None,
) -> Iterator[IngestReport]:
    entries = [Entry(f"{number}.txt", summary(number).encode()) for number in numbers]
    given = iter(ids)
    return ingest.ingest(
        entries,
        store=cast(LibraryStore, store),
        new_id=lambda: next(given, "") or make_sample_id(),
        total=len(entries),
        on_progress=on_progress,
    )


@pytest.mark.parametrize(
    ("limit", "value", "batches"),
    [
        ("LONGEST_BATCH", 2, [2, 2, 1]),
        ("LARGEST_BATCH", 2 * len(summary(1).encode()) + 10, [2, 2, 1]),
        ("LONGEST_WAIT_S", -1.0, [1, 1, 1, 1, 1]),
        ("LONGEST_BATCH", 16, [5]),
    ],
)
def test_files_are_stored_some_at_a_time(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, batches: list[int]
) -> None:
    monkeypatch.setattr(ingest, "LONGEST_WAIT_S", 600.0)
    monkeypatch.setattr(ingest, limit, value)
    watched = WatchedStore(store)
    told: list[int] = []
    reports = list(import_all(watched, range(1, 6), on_progress=lambda done, *_: told.append(done)))
    assert watched.batches == batches
    assert told == [1, 2, 3, 4, 5]
    assert [report.name for report in reports] == [f"{number}.txt" for number in range(1, 6)]
    assert {report.status for report in reports} == {IngestStatus.ADDED}


def test_a_file_the_database_refuses_takes_none_of_its_batch_along(store: SqlStore) -> None:
    list(import_all(store.samples, [1], ids=["taken"]))
    reports = list(import_all(store.samples, [2, 3, 4], ids=["first", "taken", "last"] * 2))
    assert [report.status for report in reports] == ["added", "refused", "added"]
    assert "编号" in reports[1].reason
    assert {card.sample.id for card in store.samples.list_samples()} == {"taken", "first", "last"}


def test_files_before_a_storage_error_are_stored(store: SqlStore) -> None:
    reports = import_all(WatchedStore(store, broken="3.txt"), [1, 2, 3, 4])
    assert [next(reports).name, next(reports).name] == ["1.txt", "2.txt"]
    with pytest.raises(StorageError):
        next(reports)
    assert {card.sample.source for card in store.samples.list_samples()} == {"1.txt", "2.txt"}


def test_a_file_given_twice_is_known_the_second_time(store: SqlStore) -> None:
    first, again, other = import_all(store.samples, [1, 1, 2])
    assert [first.status, again.status, other.status] == ["added", "known", "added"]
    assert again.articles[0].sample.id == first.articles[0].sample.id


# kills

_KILLED = """
import sys, time
from pathlib import Path
from summarizer.library import ingest
from summarizer.library.sample_library import SampleLibrary
from summarizer.store import lexical, open_store

ingest.LONGEST_BATCH, ingest.LONGEST_WAIT_S = 2, 600.0
writes = iter(range(100))
insert = lexical.insert_postings

def insert_or_hang(connection, rows):
    insert(connection, rows)
    if next(writes) == 1:
        print("inside", flush=True)
        time.sleep(120)

lexical.insert_postings = insert_or_hang
library = SampleLibrary(open_store(sys.argv[1]).samples, bundled=False)
library.add([Path(sys.argv[2])])
"""


def test_a_killed_import_leaves_whole_batches_only_and_is_resumed(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(summary(number), encoding="utf-8")
    url = f"sqlite:///{(tmp_path / 'killed.db').as_posix()}"
    process = subprocess.Popen(
        [sys.executable, "-c", _KILLED, url, str(folder)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert process.stdout is not None
    with process, process.stdout:
        assert process.stdout.readline().strip() == "inside"
        process.kill()
    with open_store(url) as store, open_store(f"sqlite:///{(tmp_path / 'two.db').as_posix()}") as two:
        SampleLibrary(two.samples, bundled=False).add([folder / "0.txt", folder / "1.txt"])
        assert contents(store) == contents(two)
        library = SampleLibrary(store.samples, bundled=False)
        statuses = [report.status for report in library.add([folder])]
        assert statuses == [IngestStatus.KNOWN] * 2 + [IngestStatus.ADDED] * 3
        SampleLibrary(two.samples, bundled=False).add([folder])
        assert contents(store) == contents(two)


# at the same time


def test_two_imports_of_one_folder_at_once_store_each_file_once(store: SqlStore, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(summary(number), encoding="utf-8")
    libraries = [SampleLibrary(store.samples, bundled=False) for _ in range(2)]
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda library: library.add([folder]), libraries))
    assert len(libraries[0].list()) == 6
    for pair in zip(*both, strict=True):
        assert sorted(report.status for report in pair) == [IngestStatus.ADDED, IngestStatus.KNOWN]
        assert len({report.articles[0].sample.id for report in pair}) == 1


# removal


def test_after_removing_all_that_was_imported_no_table_holds_a_row_more(
    store: SqlStore, library: SampleLibrary
) -> None:
    before = contents(store)
    reports = library.add_files(
        [("a.zip", zipped(a=summary(1), b=summary(2))), ("c.txt", summary(3).encode())]
    )
    for report in reports:
        library.remove(report.articles[0].sample.id)
    assert contents(store) == before


def test_ids_are_short_and_differ() -> None:
    made = {make_sample_id() for _ in range(100)}
    assert len(made) == 100
    assert {len(name) for name in made} == {12}


def test_a_storage_error_is_not_taken_for_a_bad_file(store: SqlStore) -> None:
    with pytest.raises(RuntimeError, match="no ids left"):
        SampleLibrary(store.samples, new_id=_fail).add_files([("a.txt", summary(1).encode())])


def _fail() -> str:
    raise RuntimeError("no ids left")
