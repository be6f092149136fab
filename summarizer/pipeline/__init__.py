"""The user's actions in order: new document, facts, draft, check, edit, export."""

from summarizer.domain import Document, Proposal, UnitKind
from summarizer.examples import example_sheet
from summarizer.pipeline.core import Progress
from summarizer.pipeline.documents import DocumentActions
from summarizer.pipeline.drafted import draft_document
from summarizer.pipeline.facts import FactActions
from summarizer.pipeline.headings import HeadingActions
from summarizer.pipeline.outlining import OutlineActions
from summarizer.pipeline.proof import ExportedFile, ProofActions
from summarizer.pipeline.proofreading import ProofreadActions
from summarizer.pipeline.read_back import Placement, ReadBackActions, TakenBack
from summarizer.pipeline.rewriting import RewriteActions
from summarizer.pipeline.runs import RunActions
from summarizer.pipeline.samples import SampleActions
from summarizer.pipeline.sections import SectionActions
from summarizer.pipeline.texts import TextActions
from summarizer.refine import HeadingProposals, Rewrite, TitleProposals
from summarizer.revise.proposals import DraftAllOutcome

__all__ = [
    "DraftAllOutcome",
    "ExportedFile",
    "HeadingProposals",
    "Pipeline",
    "Placement",
    "Progress",
    "Proposal",
    "Rewrite",
    "TakenBack",
    "TitleProposals",
    "draft_document",
]


class Pipeline(
    ReadBackActions,
    DocumentActions,
    SectionActions,
    OutlineActions,
    FactActions,
    TextActions,
    RunActions,
    RewriteActions,
    HeadingActions,
    SampleActions,
    ProofActions,
    ProofreadActions,
):
    """Everything a user can do, on top of one store and the configured drafters.

    One instance serves all threads. Every method raises StorageError when the database fails and
    NotFoundError for ids that do not exist; those taking `revision` raise ConflictError when somebody
    else saved first.
    """

    def open_example(self, kind: UnitKind = UnitKind.SCHOOL) -> Document:
        """A stored and drafted document made from the built-in example of `kind`."""
        document = self.import_fact_sheet(example_sheet(kind))
        return self.draft_all(document.id, engine="offline").document
