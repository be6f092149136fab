"""The faithfulness loop: a draft is verified, mended and completed before it is delivered."""

from summarizer.refine.loop import refine_section
from summarizer.refine.values import Refined, RefineState

__all__ = ["RefineState", "Refined", "refine_section"]
