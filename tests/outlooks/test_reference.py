"""The reference page names every key and every state of the format."""

from __future__ import annotations

import re

import pytest

from pasquino.outlooks import document_format
from pasquino.outlooks.models import Layer, State
from tests.fixtures import PROJECT

pytestmark = pytest.mark.once  # no database


def test_the_page_names_every_key_state_and_layer() -> None:
    page = (PROJECT / "docs" / "reference" / "outlooks.md").read_text(encoding="utf-8")
    source = (PROJECT / "src/pasquino/outlooks/document_format.py").read_text(encoding="utf-8")
    keys = set(re.findall(r'^\s+"(\w+)":|\{"(\w+)":|, "(\w+)":', source, re.MULTILINE))
    wanted = {key for found in keys for key in found if key}

    missing = {word for word in wanted | set(State.values) | set(Layer.values)
               if f"`{word}`" not in page}  # fmt: skip

    assert len(wanted) > 60
    assert missing == set()
    assert document_format.FORMAT in page
