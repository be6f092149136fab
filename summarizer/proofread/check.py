"""`proofread` asks every rule, and the user's lexicon."""

from summarizer.proofread.lexicon import Lexicon
from summarizer.proofread.manuscript import Manuscript
from summarizer.proofread.remarks import Remark
from summarizer.proofread.rules import RULES


def proofread(text: str, *, lexicon: Lexicon | None = None) -> tuple[Remark, ...]:
    """The remarks on `text`, sorted by start, then end, errors before hints.

    Front matter, code, web addresses and the {…} behind Markdown headings are passed over.

    Args:
        text: any text; offsets count its code points.
        lexicon: the user's own words; it adds remarks, allows words and switches rules off.
    """
    manuscript = Manuscript.of(text)
    remarks: list[Remark] = []
    for rule in RULES:
        is_off = lexicon is not None and rule.id in lexicon.off
        if not is_off and (not rule.signs or not manuscript.characters.isdisjoint(rule.signs)):
            remarks.extend(rule.remarks(manuscript))
    if lexicon is not None:
        remarks = [*lexicon.without_allowed(text, remarks), *lexicon.remarks(manuscript)]
    return tuple(sorted(remarks, key=lambda one: (one.start, one.end, one.level, one.rule)))
