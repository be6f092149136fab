"""Outline data, one TOML file per unit kind."""
