"""What all commands share: exit codes, the option for JSON, and lines and JSON on the right stream."""

import json
import sys
from typing import Annotated, Final

import typer

DONE: Final = 0
FINDINGS: Final = 1
BAD_INPUT: Final = 2
FAILED: Final = 3
STOPPED: Final = 130
AsJson = Annotated[bool, typer.Option("--json", help="在标准输出打印 JSON")]


def say(line: str) -> None:
    """Prints a line to the person, on stderr."""
    print(line, file=sys.stderr, flush=True)


def print_json(shape: object) -> None:
    """Prints a result as JSON on stdout."""
    print(json.dumps(shape, ensure_ascii=False, indent=2))
