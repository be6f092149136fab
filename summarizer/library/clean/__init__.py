"""Loaded lines → cleaned text with an edit for every change; rules run in order, each linear in time."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeAlias

from summarizer.library.clean.anchors import drop_anchors
from summarizer.library.clean.articles import mark_articles, tidy_titles
from summarizer.library.clean.characters import drop_invisible, narrow_width, tidy_spaces
from summarizer.library.clean.edges import drop_edges
from summarizer.library.clean.filtered import flag_uneven, restore_filtered
from summarizer.library.clean.foreign import flag_foreign
from summarizer.library.clean.frames import drop_frames
from summarizer.library.clean.glued import drop_glued
from summarizer.library.clean.markup import drop_codes, drop_scripts, drop_tags, unescape_entities
from summarizer.library.clean.mojibake import drop_lost, turn_back
from summarizer.library.clean.numbers import mark_numbers
from summarizer.library.clean.pages import drop_page_numbers, drop_page_prefixes
from summarizer.library.clean.punctuation import flag_signs, mend_marks, single_marks, widen_marks
from summarizer.library.clean.remarks import drop_remarks, drop_site_sentences
from summarizer.library.clean.script import drop_pinyin, simplify
from summarizer.library.clean.shell import drop_shell_lines, drop_shell_sentences
from summarizer.library.clean.slips import flag_slips
from summarizer.library.clean.strays import flag_strays
from summarizer.library.clean.systems import drop_program_codes, drop_program_lines
from summarizer.library.clean.wraps import join_lines
from summarizer.library.loaders.values import SourceLine
from summarizer.library.manuscript import Change, Cleaned, Manuscript

__all__ = ["clean"]

Rule: TypeAlias = Callable[[str], Iterable[Change]]

# Codecs before characters, characters before words, lines before sentences: each relies on those above it.
_CHARACTER_RULES: Final[tuple[Rule, ...]] = (
    turn_back,
    unescape_entities,
    drop_tags,
    drop_codes,
    drop_program_codes,
    drop_remarks,
    drop_scripts,
    drop_invisible,
    drop_lost,
    narrow_width,
    drop_pinyin,
    simplify,
)
_LINE_RULES: Final[tuple[Rule, ...]] = (
    drop_page_numbers,
    drop_page_prefixes,
    drop_program_lines,
    drop_shell_lines,
    drop_frames,
)
_PARAGRAPH_RULES: Final[tuple[Rule, ...]] = (join_lines, mark_numbers, tidy_spaces, mend_marks, widen_marks)
_SENTENCE_RULES: Final[tuple[Rule, ...]] = (
    drop_shell_sentences,
    drop_site_sentences,
    single_marks,
    flag_signs,
    restore_filtered,
    flag_uneven,
    flag_slips,
)


def clean(source: Sequence[SourceLine]) -> Cleaned:
    """The cleaned text of a file, every edit in offsets of the original, and where its articles begin."""
    manuscript = Manuscript(source)
    for rule in (*_CHARACTER_RULES, *_LINE_RULES):
        manuscript.apply(rule(manuscript.text))
    mark_articles(manuscript)
    tidy_titles(manuscript)
    manuscript.apply(drop_glued(manuscript.text))
    manuscript.apply(drop_anchors(manuscript.text, manuscript.begins_article))
    manuscript.apply(flag_foreign(manuscript.text))
    manuscript.apply(flag_strays(manuscript.text))
    for rule in _PARAGRAPH_RULES:
        manuscript.apply(rule(manuscript.text))
    drop_edges(manuscript)
    for rule in _SENTENCE_RULES:
        manuscript.apply(rule(manuscript.text))
    return manuscript.finish()
