"""The faithfulness loop: a draft is verified, mended and completed before it is delivered."""

from summarizer.refine.headlines import (
    HeadingProposals,
    TitleProposals,
    propose_headings,
    propose_titles,
)
from summarizer.refine.loop import refine_section
from summarizer.refine.rewording import Rewrite, reword
from summarizer.refine.values import Refined, RefineState

__all__ = [
    "HeadingProposals",
    "RefineState",
    "Refined",
    "Rewrite",
    "TitleProposals",
    "propose_headings",
    "propose_titles",
    "refine_section",
    "reword",
]
