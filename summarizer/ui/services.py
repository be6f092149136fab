"""The one pipeline all tabs share, and reports that are computed once per content."""

import logging
import threading
from dataclasses import replace
from functools import lru_cache
from typing import Final

import streamlit as st

from summarizer.assemble import build_drafters, build_pipeline
from summarizer.domain import Document, DraftedDocument, Report, Section, UnitKind, User
from summarizer.errors import NotFoundError, SummarizerError
from summarizer.examples import example_sheet
from summarizer.factsheet import parse_fact_sheet
from summarizer.pipeline import Pipeline, draft_document
from summarizer.revise.completion import FilledSpan
from summarizer.ui import engine, people

_REPORTS_KEPT: Final = 1024
_QUALITIES_KEPT: Final = 4096
_USERS_KEPT: Final = 512
_WARMING: Final = "summarizer-warm-library"
_log = logging.getLogger(__name__)


@st.cache_resource(show_spinner=False)
def shared_pipeline() -> Pipeline:
    """The pipeline made from the settings, kept for the life of the server."""
    settings, target = engine.remembered_settings()
    drafters = build_drafters(settings, target=target, local=engine.local_model(settings))
    return build_pipeline(settings, drafters=drafters, target=target)


def pipeline() -> Pipeline:
    """The pipeline of the user who is signed in, with the engines this browser session has chosen.

    Raises:
        NotAllowedError: people sign in here, and nobody has.
        ConfigurationError: settings cannot be used.
        StorageError: the database cannot be opened or written.
    """
    user = people.current_user(shared_pipeline)
    here = shared_pipeline() if user is None else _seen_by(shared_pipeline(), user)
    chosen = engine.session_drafters()
    if chosen is None:
        return here
    drafters, default_engine = chosen
    return here.with_drafters(drafters, default_engine=default_engine)


@lru_cache(maxsize=_USERS_KEPT)
def _seen_by(shared: Pipeline, user: User) -> Pipeline:
    """The pipeline of one user; it knows their runs of this process."""
    return shared.for_user(user)


def document_in_address() -> Document:
    """The document the address names.

    Raises:
        NotFoundError: it names none, or one that does not exist.
    """
    document_id = st.query_params.get("doc", "")
    if not document_id:
        message = "网址里没有指明是哪一份总结"
        raise NotFoundError(message, hint="请回到“我的总结”打开一份。")
    return pipeline().load(document_id)


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


def report_of(document: Document, *, with_library: bool = True) -> Report:
    """The fidelity of the document; after an edit only the section that changed is checked again.

    Args:
        document: with its present texts.
        with_library: whether sentences copied from the library or from last year's document are looked for,
            too; a list of many documents has no time for that.
    """
    here = pipeline()
    if not with_library:
        return here.check(document)
    revision = here.library_revision()
    user = people.current_user(shared_pipeline)
    near = {section.id: _near(section.text, revision, user) for section in document.sections}
    return here.check(document, library=near, last_year=here.document_of_last_year(document))


@lru_cache(maxsize=_REPORTS_KEPT)
def _near(text: str, _library_revision: int, _user: User | None) -> tuple[str, ...]:
    """The nearest passages of the library as it is at a revision, and as a user sees it."""
    return pipeline().near_texts(text)


def filled_in(section: Section) -> tuple[FilledSpan, ...]:
    """Where sentences stand in a section's text that were filled in; looked up once for each state of it."""
    return _filled_in(replace(section, facts=()))


@lru_cache(maxsize=_REPORTS_KEPT)
def _filled_in(section: Section) -> tuple[FilledSpan, ...]:
    return pipeline().filled_spans(section)
