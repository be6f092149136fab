"""The whole way from a file's bytes to its articles, and what is told about it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Final

from summarizer.errors import NotASummaryError
from summarizer.library.articles import Article
from summarizer.library.clean import clean
from summarizer.library.clean.remarks import SITE_DOUBT
from summarizer.library.clean.titles import is_title
from summarizer.library.guesses import NO_DATA, NO_UNION_WORK, NO_WORK, TOO_SHORT, refusal
from summarizer.library.lexicon import patterns
from summarizer.library.limits import DEFAULT_LIMITS, Limits
from summarizer.library.loaders import load
from summarizer.library.manuscript import Cleaned, CleanEdit, EditKind, apply_edits
from summarizer.library.split import split

_SCANTY: Final = frozenset({TOO_SHORT, NO_UNION_WORK, NO_WORK, NO_DATA})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """An article that was left out: its title or first words, and why."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanReport:
    """What became of one file.

    Attributes:
        name: the file's name.
        notes: Chinese sentences about the file as a whole.
        cleaned: its text with all edits; put_back works on it.
        articles: the summaries found, in order.
        refused: articles of the same file that are no summaries.
    """

    name: str
    notes: tuple[str, ...]
    cleaned: Cleaned
    articles: tuple[Article, ...]
    refused: tuple[Refused, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The shape of `samples clean --json`."""
        source = self.cleaned
        return {
            "name": self.name,
            "notes": list(self.notes),
            "articles": [_article_json(article, source) for article in self.articles],
            "refused": [{"title": one.title, "reason": one.reason} for one in self.refused],
        }


def clean_file(
    content: bytes, name: str, *, limits: Limits = DEFAULT_LIMITS, encoding: str = ""
) -> CleanReport:
    """One file cleaned, split and judged.

    Raises:
        UnreadableFileError, TooLargeError, InputError: as `loaders.load`.
        NotASummaryError: none of its articles is a summary; the sentence says why.
    """
    loaded = load(content, name, limits=limits, encoding=encoding)
    return report(clean(loaded.lines), name=name, notes=loaded.notes)


def report(cleaned: Cleaned, *, name: str = "", notes: Sequence[str] = ()) -> CleanReport:
    """The articles of a cleaned text, also after edits have been put back.

    Raises:
        NotASummaryError: none of them is a summary.
    """
    kept: list[Article] = []
    refused: list[Refused] = []
    articles, opening = split(cleaned), _opening(cleaned)
    for article in articles:
        reason = refusal(_undoubted(article), title=article.title, opening=opening)
        if reason == TOO_SHORT or (not reason and not article.title):
            reason = refusal(_as_given(article), title=article.title, opening=opening) or reason
        if reason in _SCANTY and len(articles) > 1 and _is_part(article):
            reason = ""
        if reason:
            refused.append(Refused(title=article.title or article.text[:20], reason=reason))
        else:
            kept.append(article)
    if not kept:
        reason = refused[0].reason if refused else "清理后没有剩下正文"
        raise NotASummaryError(reason)
    found = len(kept) + len(refused)
    counted = (
        (f"标题说有{cleaned.promised}篇，实际找到{found}篇。",)
        if cleaned.promised > 1 and cleaned.promised != found
        else ()
    )
    return CleanReport(
        name=name, notes=(*notes, *counted), cleaned=cleaned, articles=tuple(kept), refused=tuple(refused)
    )


def _opening(cleaned: Cleaned) -> str:
    """The first line of a file that is not blank, as it came."""
    return next((line for line in cleaned.original.split("\n") if line.strip()), "")


def _undoubted(article: Article) -> str:
    """The text without what a site may have put in: its words tell nothing of the article."""
    text = article.text
    for doubt in article.doubts:
        if doubt.reason == SITE_DOUBT:
            text = text.replace(doubt.before, "", 1)
    return text


def _is_part(article: Article) -> bool:
    """Whether a short article of a collection is one all the same: a title, and a heading or a figure."""
    return (
        is_title(article.title)
        and "。" in article.text
        and (
            any(section.heading and section.text for section in article.sections)
            or any(patterns("judge", figures).search(article.text) for figures in ("figures", "counted"))
        )
    )


def _as_given(article: Article) -> str:
    """What stood there before cleaning, for telling why so little is left."""
    return "\n".join((*(edit.before for edit in article.edits), article.text))


def _article_json(article: Article, source: Cleaned) -> dict[str, Any]:
    return {
        "title": article.title,
        "kind": article.kind.value if article.kind else None,
        "period": article.period.sheet_label if article.period else None,
        "sections": [
            {
                "heading": section.heading,
                "level": section.level,
                "numbering": section.numbering,
                "run_in": section.run_in,
                "topic": section.topic.value if section.topic else None,
                "text": section.text,
            }
            for section in article.sections
        ],
        "removed": [
            {"text": edit.before.strip("\n"), "line": edit.line, "reason": edit.reason}
            for edit in article.edits
            if edit.kind is EditKind.REMOVED
        ],
        "restored": list(_mended_lines(article.edits, source)),
        "suspect": [
            {"text": doubt.before, "line": doubt.line, "reason": doubt.reason} for doubt in article.doubts
        ],
        "quality": article.quality,
        "signed": article.signed,
        "traditional": article.traditional,
        "text": article.text,
    }


def _mended_lines(edits: Sequence[CleanEdit], source: Cleaned) -> Iterator[dict[str, Any]]:
    """Each stretch of whole source lines in which something was mended: as it was and as it is."""
    original = source.original
    bounds = _line_bounds(source)
    pending: list[CleanEdit] = []
    end = -1
    for edit in edits:
        start = bounds[bisect_right(bounds, edit.start) - 1]
        if pending and start > end:
            yield from _mended(pending, original, end)
            pending = []
        pending.append(edit)
        last = edit.end - (edit.before[-1:] == "\n" and not edit.after)
        following = bisect_right(bounds, max(edit.start, last))
        end = max(end, bounds[following] - 1 if following < len(bounds) else len(original))
    yield from _mended(pending, original, end)


def _line_bounds(source: Cleaned) -> list[int]:
    """Offsets at which the source lines begin."""
    return [0, *accumulate(len(line.text) + 1 for line in source.source[:-1])]


def _mended(edits: Sequence[CleanEdit], original: str, end: int) -> Iterator[dict[str, Any]]:
    if not any(
        edit.kind is EditKind.MENDED and (edit.before + edit.after).strip(" \t\u3000\xa0") for edit in edits
    ):
        return
    start = original.rfind("\n", 0, edits[0].start) + 1
    raw = original[start:end]
    moved = [
        CleanEdit(
            line=edit.line,
            start=edit.start - start,
            end=edit.end - start,
            before=edit.before,
            after=edit.after,
            reason=edit.reason,
            kind=edit.kind,
        )
        for edit in edits
    ]
    yield {"line": edits[0].line, "raw": raw, "mended": apply_edits(raw, moved), "reason": _reasons(edits)}


def _reasons(edits: Sequence[CleanEdit]) -> str:
    parts = [part for edit in edits if edit.kind is EditKind.MENDED for part in edit.reason.split("；")]
    return "；".join(dict.fromkeys(parts))
