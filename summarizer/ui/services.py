"""The one pipeline all tabs share, and reports that are computed once per content."""

from dataclasses import replace
from functools import lru_cache
from typing import Final

import streamlit as st

from summarizer.assemble import build_pipeline
from summarizer.domain import Document, Report, Section, SectionReport
from summarizer.pipeline import Pipeline
from summarizer.verify import check_section

_REPORTS_KEPT: Final = 1024


@st.cache_resource(show_spinner=False)
def pipeline() -> Pipeline:
    """The pipeline made from the settings, kept for the life of the server."""
    return build_pipeline()


def report_of(document: Document) -> Report:
    """The fidelity of the document; after an edit only the section that changed is checked again."""
    frame = replace(
        document,
        sections=tuple(_bare(replace(section, text="")) for section in document.sections),
        revision=0,
        updated_at=None,
    )
    return Report(sections=tuple(_checked(frame, _bare(section)) for section in document.sections))


def _bare(section: Section) -> Section:
    """The section without what the check does not look at."""
    return replace(section, revision=0, locked=False, origin=None, length_chars=0)


@lru_cache(maxsize=_REPORTS_KEPT)
def _checked(frame: Document, section: Section) -> SectionReport:
    return check_section(frame, section)
