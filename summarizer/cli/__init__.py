"""The command line: draft, check, export and serve, without a browser where none is needed."""

from summarizer.cli.commands import main

__all__ = ["main"]
