"""The faithfulness loop: a draft is verified, mended and completed before it is delivered."""

from summarizer.refine.headlines import (
    HeadingProposals,
    TitleProposals,
    draft_title,
    propose_headings,
    propose_titles,
)
from summarizer.refine.loop import refine_section
from summarizer.refine.proving import proven_document
from summarizer.refine.rewording import Rewrite, reword
from summarizer.refine.values import Refined, RefineState

__all__ = [
    "HeadingProposals",
    "RefineState",
    "Refined",
    "Rewrite",
    "TitleProposals",
    "draft_title",
    "propose_headings",
    "propose_titles",
    "proven_document",
    "refine_section",
    "reword",
]
