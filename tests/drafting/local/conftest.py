"""The local engine on a fake child process for the tests of this folder."""

from local_fixtures import make_model

__all__ = ["make_model"]
