"""The one pipeline all tabs share, and reports that are computed once per content."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Final

import streamlit as st

from summarizer.assemble import build_drafters, build_pipeline
from summarizer.domain import Document, DraftedDocument, Report, Section, SectionReport, UnitKind
from summarizer.errors import SummarizerError
from summarizer.examples import example_sheet
from summarizer.factsheet import parse_fact_sheet
from summarizer.pipeline import Pipeline, draft_document
from summarizer.protocols import Drafter
from summarizer.ui import engine
from summarizer.verify import check_section

_REPORTS_KEPT: Final = 1024
_QUALITIES_KEPT: Final = 4096
_WARMING: Final = "summarizer-warm-library"
_log = logging.getLogger(__name__)


@st.cache_resource(show_spinner=False)
def shared_pipeline() -> Pipeline:
    """The pipeline made from the settings, kept for the life of the server."""
    settings, target = engine.remembered_settings()
    drafters = build_drafters(settings, target=target, local=engine.local_model(settings))
    return build_pipeline(settings, drafters=drafters, target=target)


def pipeline() -> Pipeline:
    """The pipeline all tabs share, with the engines this browser session has chosen.

    Raises:
        ConfigurationError: settings cannot be used.
        StorageError: the database cannot be opened or written.
    """
    chosen = engine.session_drafters()
    if chosen is None:
        return shared_pipeline()
    drafters, default_engine = chosen
    return shared_pipeline().with_drafters(drafters, default_engine=default_engine)


def drafters_for_session() -> Mapping[str, Drafter]:
    """The drafters of this browser session, by engine name."""
    return pipeline().drafters


def warm_library() -> None:
    """Has vectors made in the background for the passages that have none; at most one thread does it."""
    if not any(thread.name == _WARMING for thread in threading.enumerate()):
        threading.Thread(target=_warm, args=(pipeline(),), name=_WARMING, daemon=True).start()


def _warm(shared: Pipeline) -> None:
    try:
        shared.warm_library()
    except SummarizerError as error:
        # Nobody waits for it: searches go by words until the next visit tries again.
        _log.warning("the library could not be warmed: %s", error)


@lru_cache(maxsize=_QUALITIES_KEPT)
def quality_of(sample_id: str, _content_hash: str) -> float:
    """How much of a sample is there and beyond doubt, 0 to 1; worked out once for each state of its text."""
    return pipeline().load_sample(sample_id).quality


@lru_cache(maxsize=1)
def example() -> DraftedDocument:
    """The built-in example, drafted offline and checked; nothing is stored."""
    return draft_document(parse_fact_sheet(example_sheet(UnitKind.SCHOOL)), engine="offline")


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
