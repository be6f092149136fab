"""Text rules for official prose: punctuation, numerals, numbering, wrong words and style.

Every rule is a row of data with its clause, its level and a finder; nothing here knows facts or files,
except `load_lexicon`, which reads the user's own word list.
"""

from summarizer.proofread.check import proofread
from summarizer.proofread.document import SectionRemarks, proofread_document
from summarizer.proofread.fixes import apply_fixes
from summarizer.proofread.lexicon import Lexicon, LexiconEntry, load_lexicon, parse_lexicon
from summarizer.proofread.remarks import Level, Remark, Rule
from summarizer.proofread.rules import RULES

__all__ = [
    "RULES",
    "Level",
    "Lexicon",
    "LexiconEntry",
    "Remark",
    "Rule",
    "SectionRemarks",
    "apply_fixes",
    "load_lexicon",
    "parse_lexicon",
    "proofread",
    "proofread_document",
]
