"""Deterministic proof that a text says what the facts say."""
