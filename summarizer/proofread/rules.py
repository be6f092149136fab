"""All rules, in the order of the standards: marks, pairs, numbering, figures, words, style."""

from summarizer.proofread.numerals import NUMERAL_RULES
from summarizer.proofread.pairs import PAIR_RULES
from summarizer.proofread.punctuation import PUNCTUATION_RULES
from summarizer.proofread.remarks import Rule
from summarizer.proofread.structure import STRUCTURE_RULES
from summarizer.proofread.style import STYLE_RULES
from summarizer.proofread.words import WORD_RULES

RULES: tuple[Rule, ...] = (
    *PUNCTUATION_RULES,
    *PAIR_RULES,
    *STRUCTURE_RULES,
    *NUMERAL_RULES,
    *WORD_RULES,
    *STYLE_RULES,
)
