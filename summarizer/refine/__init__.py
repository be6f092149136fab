"""The faithfulness loop: a draft is verified, mended and completed before it is delivered."""

from summarizer.refine.loop import refine_section
from summarizer.refine.rewording import Rewrite, reword
from summarizer.refine.values import Refined, RefineState

__all__ = ["RefineState", "Refined", "Rewrite", "refine_section", "reword"]
