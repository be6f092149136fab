"""What is due in the bin is removed when the app starts and once an hour at most, by no page's doing."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from summarizer.assemble import load_settings
from summarizer.domain import DocumentCard, Period, UnitKind
from summarizer.drafting.composer import Composer
from summarizer.errors import ConfigurationError, StorageError
from summarizer.pipeline import Pipeline
from summarizer.store import open_store
from summarizer.ui.panes.trash import told
from summarizer.ui.purging import Purging

NOW = datetime(2025, 3, 5, 9, 0, tzinfo=UTC)
SHEET = "---\nunit: 某工会\nkind: school\nperiod: 2024年度\n---\n## 甲\n- 慰问困难职工32户"


class Clock:
    """One that obeys the test, for the store and for the app."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return (self.now - NOW).total_seconds()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@contextmanager
def make_pipeline(folder: Path, clock: Clock, *, trash_days: int = 30) -> Iterator[Pipeline]:
    url = f"sqlite:///{(folder / 'summarizer.db').as_posix()}"
    with open_store(url, clock=clock) as store:
        yield Pipeline(store=store, drafters={"offline": Composer()}, trash_days=trash_days)


def looked(purging: Purging, pipeline: Pipeline) -> bool:
    """Whether something was due; it is gone then."""
    thread = purging.look(lambda: pipeline)
    if thread is None:
        return False
    thread.join()
    return True


def test_the_running_app_removes_what_is_due_and_nothing_before(tmp_path: Path, clock: Clock) -> None:
    with make_pipeline(tmp_path, clock) as pipeline:
        purging = Purging(clock.seconds)
        assert not looked(purging, pipeline)
        document = pipeline.import_fact_sheet(SHEET)
        pipeline.delete_document(document.id)
        for _ in range(30):
            clock.now += timedelta(days=1)
            assert not looked(purging, pipeline)
        assert pipeline.count_documents(deleted=True) == 1
        clock.now += timedelta(days=1)
        assert looked(purging, pipeline)
        assert pipeline.count_documents(deleted=True) == 0


def test_with_no_days_set_the_bin_keeps_everything(tmp_path: Path, clock: Clock) -> None:
    with make_pipeline(tmp_path, clock, trash_days=0) as pipeline:
        pipeline.delete_document(pipeline.import_fact_sheet(SHEET).id)
        for _ in range(4):
            clock.now += timedelta(days=400)
            assert not looked(Purging(clock.seconds), pipeline)
        assert pipeline.count_documents(deleted=True) == 1


def test_the_store_is_asked_once_an_hour(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    with make_pipeline(tmp_path, clock) as pipeline:
        monkeypatch.setattr(pipeline, "begin_purge", lambda: asked.append(clock.now))
        purging = Purging(clock.seconds)
        for _ in range(5):
            purging.look(lambda: pipeline)
            clock.now += timedelta(minutes=25)
    assert asked == [NOW, NOW + timedelta(minutes=75)]


@pytest.mark.parametrize("error", [StorageError("数据库暂时无法写入"), ConfigurationError("设置不对")])
def test_a_database_that_fails_costs_a_warning_and_no_page(
    clock: Clock, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> Pipeline:
        raise error

    assert Purging(clock.seconds).look(fail) is None
    assert type(error).__name__ in caplog.text


@pytest.mark.parametrize(
    ("set_to", "days"), [(None, 30), ("0", 0), ("7", 7)], ids=["by default", "never", "a week"]
)
def test_the_days_are_a_setting(monkeypatch: pytest.MonkeyPatch, set_to: str | None, days: int) -> None:
    if set_to is not None:
        monkeypatch.setenv("SUMMARIZER_TRASH_DAYS", set_to)
    assert load_settings().trash_days == days


@pytest.mark.parametrize("wrong", ["-1", "一个月", "99999"])
def test_days_that_cannot_be_are_refused_by_name(monkeypatch: pytest.MonkeyPatch, wrong: str) -> None:
    monkeypatch.setenv("SUMMARIZER_TRASH_DAYS", wrong)
    with pytest.raises(ConfigurationError, match="SUMMARIZER_TRASH_DAYS"):
        load_settings()


@pytest.mark.parametrize(
    ("since", "days", "sentence"),
    [
        (timedelta(), 30, "，30天后彻底删除"),
        (timedelta(hours=1), 30, "，30天后彻底删除"),
        (timedelta(days=29, hours=1), 30, "，1天后彻底删除"),
        (timedelta(days=30), 30, "，即将彻底删除"),
        (timedelta(days=90), 30, "，即将彻底删除"),
        (timedelta(days=90), 0, "删除"),
    ],
)
def test_a_line_of_the_bin_counts_the_days_left(since: timedelta, days: int, sentence: str) -> None:
    assert told(make_card(NOW - since), days=days, now=NOW).endswith(sentence)


def make_card(deleted_at: datetime) -> DocumentCard:
    return DocumentCard(
        id="d",
        title="工作总结",
        unit="某工会",
        kind=UnitKind.SCHOOL,
        period=Period(year=2024),
        sections_total=1,
        sections_drafted=0,
        updated_at=deleted_at,
        deleted_at=deleted_at,
    )
