"""The model server for the tests of this folder."""

from llm_fixtures import llm_server

__all__ = ["llm_server"]
