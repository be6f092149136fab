"""A stored sample opened beside its original, and the sample that results when an edit is put back."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from summarizer.domain import (
    Passage,
    Sample,
    SampleEdit,
    SampleSection,
    SampleSource,
    SampleView,
    SourceSample,
    Topic,
    UnitKind,
)
from summarizer.errors import NotFoundError
from summarizer.library.articles import Article
from summarizer.library.corrections import Corrections, section_names
from summarizer.library.ingest import make_sample
from summarizer.library.manuscript import Cleaned, CleanEdit
from summarizer.library.passages import section_topics
from summarizer.library.record import (
    CleaningRecord,
    PlacedArticle,
    edit_id,
    place_articles,
    unpack_record,
)
from summarizer.library.sample_sheet import read_sample_sheet


def view_sample(
    sample: Sample, passages: Sequence[Passage], placed: tuple[SampleSource, int] | None
) -> SampleView:
    """A sample with its original, its edits and its sections.

    Args:
        sample: as stored.
        passages: as stored.
        placed: its source and its place there; None for a sample that was added without a file.
    """
    if placed is None:
        text = "\n".join(part for passage in passages for part in (passage.heading, passage.text) if part)
        return SampleView(sample=sample, original=text, cleaned=text, passages=tuple(passages))
    source, number = placed
    record = record_of(source)
    if record.is_sheet:
        return _sheet_view(sample, passages, source, record.corrected(number))
    article = _article(record, number)
    edits = _edits(record, article)
    # An edit that begins in this article may reach into the next one.
    end = max([article.end, *(article.start + edit.end for edit in edits)])
    return SampleView(
        sample=sample,
        original=record.cleaned.original[article.start : end],
        cleaned=article.article.text,
        edits=edits,
        sections=_sections(record.corrected(number).applied(article.article)),
        passages=tuple(passages),
        notes=record.notes,
        quality=article.article.quality,
        is_kind_corrected=record.corrected(number).kind is not None,
    )


def record_of(source: SampleSource) -> CleaningRecord:
    """The record of a file, an empty one where nothing has been said of it yet."""
    return unpack_record(source.cleaning) if source.cleaning else CleaningRecord(cleaned=Cleaned(source=()))


def corrected_record(
    source: SampleSource,
    number: int,
    *,
    kind: UnitKind | None = None,
    section: int | None = None,
    topics: Sequence[Topic] = (),
) -> CleaningRecord:
    """The source's record with another kind of one of its articles, or with other topics of a section.

    Args:
        source: the file.
        number: of the article.
        kind: None leaves the kind to the text; not looked at when a section is given.
        section: its place in the view.
        topics: of the section, the main one first; none leaves them to its text.

    Raises:
        NotFoundError: no such article or section.
    """
    record = record_of(source)
    said = record.corrected(number)
    if section is None:
        return record.with_corrections(number, replace(said, kind=kind))
    names = tuple(section_names(_article_of(source, record, number).sections))
    if not 0 <= section < len(names):
        raise NotFoundError("找不到这一节", hint="它可能已被改动，请刷新后再试。")
    return record.with_corrections(number, said.with_topics(names[section], topics))


def changed_record(
    source: SampleSource, number: int, names: Collection[str], *, back: bool
) -> CleaningRecord:
    """The source's record with edits of one of its articles put back, or made again.

    Raises:
        NotFoundError: the article lacks one of them.
    """
    record = unpack_record(source.cleaning) if source.cleaning else None
    known = {edit.id for edit in _edits(record, _article(record, number))} if record is not None else set()
    if record is None or not known.issuperset(names):
        raise NotFoundError("找不到这处改动", hint="它可能已被改回，请刷新后再看。")
    return replace(record, back=record.back.union(names) if back else record.back.difference(names))


def sample_anew(source: SampleSource, record: CleaningRecord, number: int, sample: Sample) -> SourceSample:
    """The sample an article makes after its record changed; its id, source and licence stay."""
    sheet = read_sample_sheet(source.content) if record.is_sheet else None
    article = _article_of(source, record, number)
    placed = PlacedArticle(number=number, start=0, end=0, article=record.corrected(number).applied(article))
    title = article.title or sample.title
    made = make_sample(
        placed,
        title=sample.title if sample.title.startswith(title) else title,
        name=source.name,
        sample_id=sample.id,
        sheet=sheet,
        builtin=sample.builtin,
    )
    return replace(made, sample=replace(made.sample, source=sample.source, licence=sample.licence))


def _article_of(source: SampleSource, record: CleaningRecord, number: int) -> Article:
    return _sheet_article(source) if record.is_sheet else _article(record, number).article


def _article(record: CleaningRecord, number: int) -> PlacedArticle:
    """The article with this place in its file.

    Raises:
        NotFoundError: the record holds no such article.
    """
    for placed in place_articles(record.effective):
        if placed.number == number:
            return placed
    raise NotFoundError("找不到这份范文的原文", hint="请重新导入它的原文件。")


def _edits(record: CleaningRecord, placed: PlacedArticle) -> tuple[SampleEdit, ...]:
    """The edits and doubts of an article by place, offsets counted from the article's beginning.

    Doubts of the splitting (a gap in the numbering) are made anew each time, those of the cleaning recorded.
    """
    recorded = (*record.cleaned.edits, *record.cleaned.doubts)
    own = [edit for edit in recorded if placed.start <= edit.start < max(placed.end, placed.start + 1)]
    found = {edit_id(edit): edit for edit in (*own, *placed.article.doubts)}
    ordered = sorted(found.items(), key=lambda pair: (pair[1].start, pair[1].end, pair[0]))
    return tuple(_edit(name, edit, placed.start, is_back=name in record.back) for name, edit in ordered)


def _edit(name: str, edit: CleanEdit, shift: int, *, is_back: bool) -> SampleEdit:
    return SampleEdit(
        id=name,
        kind=edit.kind.value,
        line=edit.line,
        start=edit.start - shift,
        end=edit.end - shift,
        before=edit.before,
        after=edit.after,
        reason=edit.reason,
        is_back=is_back,
    )


def _sections(article: Article, *, labelled: bool = False) -> tuple[SampleSection, ...]:
    return tuple(
        SampleSection(
            heading=section.heading,
            level=section.level,
            numbering=section.numbering,
            topics=section.chosen
            or section_topics(section.heading, section.text, section.topic, labelled=labelled),
            text=section.text,
            is_corrected=bool(section.chosen),
        )
        for section in article.sections
    )


def _sheet_article(source: SampleSource) -> Article:
    sheet = read_sample_sheet(source.content)
    if sheet is None:
        raise NotFoundError("找不到这份范文的原文", hint="请重新导入它的原文件。")
    return sheet.article


def _sheet_view(
    sample: Sample, passages: Sequence[Passage], source: SampleSource, said: Corrections
) -> SampleView:
    """A sample in our own format: nothing was cleaned."""
    article = said.applied(_sheet_article(source))
    return SampleView(
        sample=sample,
        original=article.text,
        cleaned=article.text,
        sections=_sections(article, labelled=True),
        passages=tuple(passages),
        is_kind_corrected=said.kind is not None,
    )
