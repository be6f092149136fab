"""JSON logs tell what happened and where, and never what a user wrote or a key."""

import json
import logging
import subprocess
import sys
from typing import Any

import pytest

from summarizer.errors import InputError
from summarizer.logs import JsonFormatter

TEXT = "慰问困难职工32户，发放4.8万元"
KEY = "sk-abcdef123456"


def line_of(
    name: str, message: str, *arguments: object, error: BaseException | None = None
) -> dict[str, Any]:
    exc_info = (type(error), error, error.__traceback__) if error is not None else None
    record = logging.LogRecord(name, logging.WARNING, __file__, 1, message, arguments, exc_info)
    written = JsonFormatter().format(record)
    assert "\n" not in written
    assert TEXT not in written
    assert KEY not in written
    shape: dict[str, Any] = json.loads(written)
    return shape


def test_a_line_says_when_how_bad_who_and_what() -> None:
    shape = line_of("summarizer.runs", "a run of %d sections ended after %s", 7, TEXT)
    assert shape["time"].endswith("+00:00")
    assert (shape["level"], shape["logger"]) == ("warning", "summarizer.runs")
    assert shape["event"] == "a run of %d sections ended after %s"
    assert shape["numbers"] == [7]


def test_an_error_gives_its_type_and_place_but_not_its_words() -> None:
    try:
        raise InputError(f"看不懂“{TEXT}” {KEY}")
    except InputError as caught:
        shape = line_of("summarizer.ui", "the page failed", error=caught)
        passed = line_of("summarizer.ui", "the page failed: %s", caught)
    assert shape["error"] == passed["error"] == "InputError"
    assert "test_an_error_gives_its_type" in shape["at"][-1]


@pytest.mark.parametrize(
    ("message", "left"),
    [
        (f"Uncaught app exception: {TEXT}", "Uncaught app exception"),
        (f"Authorization: Bearer {KEY}", "Authorization"),
        (f"api_key={KEY} was refused", "was refused"),
        ("connecting to postgresql://me:hunter2@db/work", "@db/work"),
        ("GET https://host/v1/models?token=hunter2", "https://host/v1/models"),
    ],
)
def test_what_other_programs_say_loses_texts_and_secrets(message: str, left: str) -> None:
    event = line_of("streamlit.web", message)["event"]
    assert left in event
    assert "hunter2" not in event


def test_arguments_of_other_programs_are_left_out() -> None:
    shape = line_of("sqlalchemy.engine", "[params] %s", (TEXT, KEY))
    assert shape["event"] == "[params] %s"


def test_a_mapping_of_arguments_is_looked_through_for_numbers() -> None:
    record = logging.LogRecord("uvicorn", 20, __file__, 1, "%(n)d of %(who)s", ({"n": 3, "who": TEXT},), None)
    shape = json.loads(JsonFormatter().format(record))
    assert shape["numbers"] == [3]


def test_the_root_logger_and_existing_handlers_write_json() -> None:
    code = (
        "import logging, sys; logging.getLogger('streamlit.x').addHandler(logging.StreamHandler(sys.stderr));"
        "logging.getLogger('streamlit.x').propagate = False;"
        "from summarizer.logs import write_json_logs; write_json_logs(); write_json_logs();"
        "logging.getLogger('streamlit.x').warning('one'); logging.getLogger('summarizer').warning('two')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert [json.loads(line)["event"] for line in done.stderr.splitlines()] == ["one", "two"]
