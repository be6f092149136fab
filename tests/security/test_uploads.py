"""Mutated and hostile uploads: taken or refused in a sentence, quickly, in little memory, touching nothing.

`python -m benchmarks.fuzz_uploads` does ten thousand of them; these are the first of the same.
"""

import shutil
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from types import ModuleType

import pytest

from benchmarks import fuzz_uploads
from benchmarks.fuzz_uploads import Outcome, mutation, run
from benchmarks.hostile_uploads import HOSTILE
from benchmarks.upload_seeds import seeds, unpacked
from summarizer.errors import SummarizerError, UnreadableFileError
from summarizer.export.blocks import Paragraph
from summarizer.export.template import fill_template
from summarizer.library.limits import DEFAULT_LIMITS
from summarizer.library.loaders import load
from summarizer.library.loaders.legacy import read_docx_converted

MUTATIONS = 100
# Cases in which something went wrong once; further down in the same row.
FOUND = (388, 438, 614)
# Quick to make and to read; what takes half a gigabyte to make is left to the benchmark.
CHEAP = tuple(
    name
    for name in HOSTILE
    if any(
        word in name
        for word in ("nested", "entities", "outside", "macros", "out of it", "cells", "level", "ring", "lies")
    )
    or name
    in {"yaml aliases", "yaml of an object", "old word of noise", "archive in archives", "word of members"}
)


@pytest.fixture(scope="module")
def outcomes() -> tuple[Outcome, ...]:
    """What became of all of them, in one process: starting it takes longer than most."""
    with pytest.MonkeyPatch.context() as patched:
        # Streamlit's test runner leaves its script behind as the main module, which a new process would run.
        patched.setitem(sys.modules, "__main__", ModuleType("__main__"))
        return tuple(run((*range(MUTATIONS), *FOUND, *CHEAP)))


def test_hostile_and_mutated_files_are_taken_or_refused_in_a_sentence(outcomes: tuple[Outcome, ...]) -> None:
    assert [one for one in outcomes if one.fault] == []


def test_the_mutations_reach_every_door_and_behind_it(outcomes: tuple[Outcome, ...]) -> None:
    assert {one.door for one in outcomes} == {"范文", "事实", "模板", "读回", "成批", "事实单"}
    # Neither all taken nor all refused.
    refused = sum(bool(one.refused) for one in outcomes)
    assert 0.1 * len(outcomes) < refused < 0.9 * len(outcomes)


def test_a_mutation_is_the_same_on_every_run() -> None:
    assert mutation(7) == mutation(7)
    assert mutation(7) != mutation(7 + len(seeds()))


def test_the_watch_sees_what_no_upload_may_do() -> None:
    guard = fuzz_uploads.Watch(allowed=("/tmp/mine",), is_on=True)
    guard.hear("open", ("/etc/passwd", "r", 0))
    guard.hear("open", ("/tmp/mine/a", "w", 0))
    guard.hear("os.mkdir", ("/tmp/mine/b", 0o777, -1))
    assert guard.seen == []
    guard.hear("open", ("/etc/cron.d/a", "w", 0))
    guard.hear("os.mkdir", ("/srv/b", 0o777, -1))
    guard.hear("socket.connect", (None, ("127.0.0.1", 9)))
    guard.hear("subprocess.Popen", ("/bin/sh",))
    assert len(guard.seen) == 4


@pytest.mark.parametrize("name", ["word with entities", "word with a file of the server"])
def test_nothing_of_the_server_s_files_is_read_into_a_text(name: str) -> None:
    _, make = HOSTILE[name]
    try:
        text = load(make(), "a.docx").text
    except SummarizerError:
        return
    assert "root:" not in text


def test_what_a_template_says_in_braces_is_never_evaluated() -> None:
    import docx

    word = docx.Document()
    hostile = "{{ 7*7 }} {% for a in ().__class__.__mro__ %}{{ a }}{% endfor %} ${7*7} {{config}}"
    word.add_paragraph(hostile)
    word.add_paragraph("{{正文}}")
    stream = BytesIO()
    word.save(stream)
    filled = fill_template(stream.getvalue(), [Paragraph(text="{{ 7*7 }}{{标题}}慰问32户")])
    lines = [one.text for one in docx.Document(BytesIO(filled.content)).paragraphs]
    assert lines == [hostile, "{{ 7*7 }}{{标题}}慰问32户"]
    assert b"<class" not in unpacked(filled.content)["word/document.xml"]


# LibreOffice


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """The port of a server, and what it is asked for."""
    paths: list[str] = []

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - the names the library calls

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, paths
    server.shutdown()
    server.server_close()


@pytest.mark.office
def test_libreoffice_asks_for_nothing_a_document_names(asked: tuple[int, list[str]]) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("no LibreOffice here")
    port, paths = asked
    page = (
        f'<html><head><link rel="stylesheet" href="http://127.0.0.1:{port}/a.css"></head>'
        f'<body><p>工会工作</p><img src="http://127.0.0.1:{port}/a.png"></body></html>'
    )
    # It makes no Word document of a page; looking at it was enough to load what the page names.
    with pytest.raises(UnreadableFileError, match="不完整或已损坏"):
        read_docx_converted(page.encode(), ".doc", DEFAULT_LIMITS)
    assert paths == []
