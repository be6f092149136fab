"""What an import tells of each file, and a sample opened beside the text it was made from."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from summarizer.domain.kinds import LabelledEnum, Topic
from summarizer.domain.samples import Passage, Sample

EditKindName: TypeAlias = Literal["removed", "mended", "suspect"]


class IngestStatus(LabelledEnum):
    """What became of one file of an import."""

    ADDED = "added", "已入库"
    KNOWN = "known", "已在库中"
    REFUSED = "refused", "未入库"


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSource:
    """A file of the library as it was given, with the record of its cleaning.

    Attributes:
        id: sha256 of `content`, hexadecimal; two sources never have the same.
        name: the file's name when it was first added.
        content: the file's bytes.
        cleaning: what the library wrote down about it, opaque to the store.
        articles: how many samples it holds.
        builtin: True for those shipped with the program.
        revision: grows by one with every change of `cleaning`; guards against two tabs.
    """

    id: str
    name: str
    content: bytes
    cleaning: bytes = b""
    articles: int = 1
    builtin: bool = False
    revision: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSample:
    """A sample with its passages, and its 0-based place among the articles of its file."""

    article: int
    sample: Sample
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestedArticle:
    """One summary found in an imported file.

    Attributes:
        sample: as stored; the one that was there already when `known`.
        known: True when the library had this text, and nothing was stored.
        sections: headings found, and the text before the first one.
        passages: passages made of them.
        copies: passages that are near-copies of other samples'; a search finds each text once.
        removed, restored, suspect: pieces taken out, pieces mended, and places a person should look at.
        quality: 0 to 1.
        is_kind_corrected: whether a person chose the kind of unit.
    """

    sample: Sample
    known: bool = False
    sections: int = 0
    passages: int = 0
    copies: int = 0
    removed: int = 0
    restored: int = 0
    suspect: int = 0
    quality: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestReport:
    """What became of one file of an import.

    Attributes:
        name: the file's name; inside an archive `archive.zip/folder/name`.
        status: whether it is in the library now.
        reason: one Chinese sentence for a file that was refused or known, "" for an added one.
        notes: Chinese sentences about the file as a whole.
        articles: the summaries found in it, in order.
        left_out: title and reason of each part of it that is no summary.
    """

    name: str
    status: IngestStatus
    reason: str = ""
    notes: tuple[str, ...] = ()
    articles: tuple[IngestedArticle, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def sections(self) -> int:
        """Sections of all its articles."""
        return sum(article.sections for article in self.articles)

    @property
    def removed(self) -> int:
        """Pieces taken out of all its articles."""
        return sum(article.removed for article in self.articles)

    @property
    def restored(self) -> int:
        """Pieces mended in all its articles."""
        return sum(article.restored for article in self.articles)

    @property
    def suspect(self) -> int:
        """Places of all its articles a person should look at."""
        return sum(article.suspect for article in self.articles)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleEdit:
    """One change the cleaning made to a sample, or one doubt it has.

    Attributes:
        id: stable, unique within the sample.
        line: number of the line or paragraph of the file it begins in.
        start, end: code-point offsets into `SampleView.original`.
        before: `original[start:end]`.
        after: what stands there instead; equal to `before` for a doubt.
        reason: Chinese.
        is_back: True when the user put the original back, or settled the doubt.
    """

    id: str
    kind: EditKindName
    line: int
    start: int
    end: int
    before: str
    after: str
    reason: str
    is_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSection:
    """One section of a sample as split.

    Attributes:
        heading: without number.
        level: from 1.
        topics: the strongest first.
        is_corrected: whether a person chose the topics.
    """

    heading: str
    level: int
    numbering: str
    topics: tuple[Topic, ...]
    text: str
    is_corrected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleView:
    """A sample opened: before, after, what was changed, and what a model sees of it.

    Attributes:
        original: this sample's part of the file as it was read, before cleaning.
        cleaned: title, headings and text after it.
        edits: changes and doubts by place.
        sections: of the cleaned text.
        passages: as indexed; `masked` is the masked view.
        notes: Chinese sentences about the file it came in.
        quality: 0 to 1.
    """

    sample: Sample
    original: str
    cleaned: str
    edits: tuple[SampleEdit, ...] = ()
    sections: tuple[SampleSection, ...] = ()
    passages: tuple[Passage, ...] = ()
    notes: tuple[str, ...] = ()
    quality: float = 1.0
    is_kind_corrected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageChoices:
    """The passages a user fixed for a section, the first fixed first, and those it must not be shown."""

    pinned: tuple[str, ...] = ()
    excluded: frozenset[str] = frozenset()
