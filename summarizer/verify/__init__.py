"""Deterministic proof that a text says what the facts say."""

from summarizer.verify.check import check_document, check_section, check_text

__all__ = ["check_document", "check_section", "check_text"]
