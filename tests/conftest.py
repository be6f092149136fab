"""Fixtures of all tests: the fault-injecting model server, one process for a whole run."""

pytest_plugins = ["llm_fixtures"]
