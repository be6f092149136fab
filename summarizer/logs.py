"""Structured logs: one JSON object a line, without a word of any document and without keys."""

import json
import logging
import re
import sys
import traceback
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

_OWN: Final = "summarizer"
_LONGEST: Final = 300
# Whoever logs a sentence of a document logs Chinese; what a foreign library says of itself is English.
_HAN: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+")
_SECRETS: Final = re.compile(
    r"(?i)(?:bearer\s+|(?:api[-_]?key|token|password|passwd|pwd|secret)\W{1,3})[^\s,;'\"&]+|\bsk-[\w-]{6,}"
    r"|(?<=://)[^/@\s]+(?=@)|(?<=\?)[^\s'\"]+"
)
_MASK: Final = "***"


class JsonFormatter(logging.Formatter):
    """A record as one line of JSON: time, level, logger, event, and for errors their type and place.

    Of arguments only numbers are written: any string may hold a user's text, a key or an address. Messages of
    this program are constants, so the unfilled one says what happened; those of other programs lose their
    Chinese and whatever looks like a secret.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        numbers = [value for value in _arguments(record) if isinstance(value, int | float)]
        if numbers:
            line["numbers"] = numbers
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            error = next((one for one in _arguments(record) if isinstance(one, BaseException)), None)
        if error is not None:
            line["error"] = type(error).__name__
            line["at"] = _places(error)
        return json.dumps(line, ensure_ascii=False)


class CountingHandler(logging.Handler):
    """Counts records by level, for the metrics."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.counts: Counter[str] = Counter()

    def emit(self, record: logging.LogRecord) -> None:
        """Counts one record; `Handler` holds its lock meanwhile."""
        self.counts[record.levelname.lower()] += 1


def write_json_logs() -> None:
    """Makes every logger of this process write JSON lines to stderr, those that have handlers, too."""
    root = logging.getLogger()
    if not any(isinstance(handler.formatter, JsonFormatter) for handler in root.handlers):
        stderr = logging.StreamHandler(sys.stderr)
        stderr.setFormatter(JsonFormatter())
        root.addHandler(stderr)
        root.setLevel(min(root.level, logging.INFO) if root.level else logging.INFO)
    loggers = [one for one in logging.root.manager.loggerDict.values() if isinstance(one, logging.Logger)]
    for logger in (root, *loggers):
        for handler in logger.handlers:
            handler.setFormatter(JsonFormatter())


def _event(record: logging.LogRecord) -> str:
    message = str(record.msg)
    if record.name.split(".")[0] == _OWN:
        return message[:_LONGEST]
    return _HAN.sub("…", _SECRETS.sub(_MASK, message))[:_LONGEST]


def _arguments(record: logging.LogRecord) -> tuple[object, ...]:
    if isinstance(record.args, tuple):
        return record.args
    return tuple(record.args.values()) if record.args else ()


def _places(error: BaseException) -> list[str]:
    """Where it was raised, the innermost place last; the error's words stay out, they may quote a text."""
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    return [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
