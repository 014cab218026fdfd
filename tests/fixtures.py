"""Inputs that nobody in this project wrote; they lie beside the project, not in it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent


def fixture(path: str) -> Path:
    """The file or folder at this path below the folder ``PASQUINO_TEST_FIXTURES`` names.

    Where it is missing the test is skipped, the only reason for which one may be; under
    ``CI=true`` it fails instead.
    """
    shared = PROJECT / os.environ.get("PASQUINO_TEST_FIXTURES", "../shared")
    found = shared / path
    if not found.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"No fixtures: {found} is missing; PASQUINO_TEST_FIXTURES names {shared}.")
        pytest.skip("fixtures")
    return found
