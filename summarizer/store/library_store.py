"""`SqlLibraryStore`: the LibraryStore protocol, each method one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from summarizer.domain import (
    AuditAction,
    Passage,
    PassageChoices,
    Sample,
    SampleCard,
    SampleSource,
    SourceSample,
)
from summarizer.errors import ConflictError, NotFoundError
from summarizer.store import choices, indexed, samples, sources
from summarizer.store.audit import note
from summarizer.store.rights import check_sample_editable, own_key
from summarizer.store.sample_store import SqlSampleStore


class SqlLibraryStore(SqlSampleStore):
    """Samples with their files, the bin and the sections' choices; see `protocols.LibraryStore`."""

    def add_source(
        self, source: SampleSource, articles: Sequence[SourceSample], *, replaces: str = ""
    ) -> tuple[Sample, ...]:
        """The samples as stored with their source, all of them or none."""
        ready = self._ready(source, articles)
        with self._terms.growing() as known, self._engines.writing() as connection:
            samples.lock_corpus(connection)
            if replaces and not sources.retire(connection, replaces):
                return ()
            return sources.write_files(connection, [ready], clock=self._clock, known_terms=known)[0]

    def add_sources(
        self, files: Sequence[tuple[SampleSource, Sequence[SourceSample]]]
    ) -> tuple[tuple[Sample, ...], ...]:
        """The samples of each file as stored, all files or none."""
        ready = [self._ready(source, articles) for source, articles in files]
        with self._terms.growing() as known, self._engines.writing() as connection:
            samples.lock_corpus(connection)
            return sources.write_files(connection, ready, clock=self._clock, known_terms=known)

    def _ready(self, source: SampleSource, articles: Sequence[SourceSample]) -> sources.ReadyFile:
        if not source.builtin:
            source = replace(source, id=own_key(self._engines.viewer, source.id))
        passages = [indexed.index_passages(one.passages, segment=self._segment) for one in articles]
        return sources.ReadyFile(source=source, articles=articles, passages=passages)

    def articles_of(self, source_ids: Collection[str]) -> Mapping[str, Mapping[int, str]]:
        """The samples of each source by article."""
        with self._engines.reading() as connection:
            return sources.linked_to(connection, source_ids)

    def source_articles(self, source_id: str) -> Mapping[int, str]:
        """The samples of a source by article."""
        with self._engines.reading() as connection:
            return sources.linked(connection, source_id)

    def find_source(self, source_id: str) -> SampleSource | None:
        """A source with its content."""
        with self._engines.reading() as connection:
            return sources.find_source(connection, source_id)

    def source_of(self, sample_id: str) -> tuple[SampleSource, int] | None:
        """The source of a sample and its place in it."""
        with self._engines.reading() as connection:
            return sources.source_of(connection, sample_id)

    def builtin_sources(self) -> Mapping[str, str]:
        """The ids of the shipped sources by name."""
        with self._engines.reading() as connection:
            return sources.builtin_sources(connection)

    def replace_passages(
        self, sample: Sample, passages: Sequence[Passage], *, cleaning: bytes, revision: int
    ) -> Sample:
        """The sample as stored anew, in the place of the one with its id."""
        ready = indexed.index_passages(passages, segment=self._segment)
        with self._engines.writing() as connection:
            samples.lock_corpus(connection)
            old = samples.find_sample(connection, sample.id)
            check_sample_editable(connection, sample.id)
            owner = samples.owner_of(connection, sample.id)
            found = sources.source_of(connection, sample.id)
            if found is None:
                raise NotFoundError("这份范文没有保存原文件", hint="请重新导入它的原文件。")
            source, article = found
            if source.revision != revision:
                raise ConflictError("这份范文刚在别处改过，这次没有覆盖它", hint="请刷新后再试。")
            indexed.remove_sample(connection, sample.id)
            stored = indexed.insert_sample(connection, sample, ready, now=old.added_at or self._clock())
            if stored.id != sample.id:
                raise ConflictError(
                    f"改回后与范文《{stored.title}》完全相同", hint="可以直接使用那一份，删去这一份。"
                )
            samples.give(connection, sample.id, owner)
            sources.link(connection, sample.id, source.id, article)
            sources.save_cleaning(connection, source.id, cleaning)
            return stored

    def remove_sample(self, sample_id: str) -> None:
        """Removes a sample for good, with its source and every choice of its passages."""
        with self._engines.writing() as connection:
            samples.lock_corpus(connection)
            check_sample_editable(connection, sample_id)
            sources.remove_for_good(connection, sample_id)
            note(connection, AuditAction.DELETE, sample_id, now=self._clock())

    def bin_sample(self, sample_id: str) -> None:
        """Takes a sample out of the library into the bin."""
        with self._engines.writing() as connection:
            check_sample_editable(connection, sample_id)
            sources.put_into_bin(connection, sample_id, now=self._clock())
            note(connection, AuditAction.DELETE, sample_id, now=self._clock())

    def restore_sample(self, sample_id: str) -> Sample:
        """A sample of the bin, back in the library."""
        with self._engines.reading() as connection:
            sample, passages = sources.binned(connection, sample_id)
        ready = indexed.index_passages(passages, segment=self._segment)
        with self._engines.writing() as connection:
            samples.lock_corpus(connection)
            sources.binned(connection, sample_id)
            return sources.take_out_of_bin(connection, sample, ready, now=self._clock())

    def list_binned(self, *, limit: int | None = None, offset: int = 0) -> tuple[SampleCard, ...]:
        """Cards of the samples in the bin."""
        with self._engines.reading() as connection:
            return sources.bin_cards(connection, limit=limit, offset=offset)

    def count_binned(self) -> int:
        """Number of samples in the bin."""
        with self._engines.reading() as connection:
            return sources.count_binned(connection)

    def purge_binned(self, *, older_than_days: float) -> int:
        """Number of samples removed for good; a bin without any is only read."""
        until = self._clock() - timedelta(days=older_than_days)
        with self._engines.reading() as connection:
            if not sources.has_due(connection, binned_until=until):
                return 0
        with self._engines.writing() as connection:
            return sources.purge_bin(connection, binned_until=until)

    def passage_choices(self, section_id: str) -> PassageChoices:
        """The passages fixed and excluded for a section."""
        with self._engines.reading() as connection:
            return choices.choices_of(connection, section_id)

    def choose_passage(self, section_id: str, passage_id: str, *, pinned: bool | None) -> PassageChoices:
        """The section's choices after this one."""
        with self._engines.writing() as connection:
            choices.choose(connection, section_id, passage_id, pinned=pinned)
            return choices.choices_of(connection, section_id)
