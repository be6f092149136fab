"""The one pipeline all tabs share, and reports that are computed once per content."""

from dataclasses import replace
from functools import lru_cache

import streamlit as st

from summarizer.assemble import build_pipeline
from summarizer.domain import Document, Report, Section, SectionReport
from summarizer.pipeline import Pipeline


@st.cache_resource(show_spinner=False)
def pipeline() -> Pipeline:
    """The pipeline made from the settings, kept for the life of the server."""
    return build_pipeline()


def report_of(document: Document) -> Report:
    """The fidelity of the document; unchanged content is not checked twice."""
    sections = tuple(replace(section, revision=0, locked=False, origin=None) for section in document.sections)
    return _checked(replace(document, sections=sections, revision=0, updated_at=None))


@lru_cache(maxsize=64)
def _checked(document: Document) -> Report:
    return pipeline().check(document)


def section_report(document: Document, section: Section) -> SectionReport:
    """The part of the document's report that belongs to `section`."""
    return next(one for one in report_of(document).sections if one.section_id == section.id)
