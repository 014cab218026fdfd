"""Pasquino: an engine for online magazines of sourced commentary with a reader community."""

__version__ = "0.1.0"
