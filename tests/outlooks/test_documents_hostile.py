"""Whatever stands in a document's keys, it is refused by name or has one form."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from pasquino.outlooks import documents
from pasquino.outlooks.document_format import DRAFT, FORMAT
from pasquino.outlooks.shapes import NotUnderstood
from tests.outlooks.expected import claim_said, document, group

pytestmark = pytest.mark.once  # no database
VALUES: tuple[Any, ...] = (
    None, "", " ", 3, -1, 1.5, float("nan"), True, [], {}, [[]], [{}], [None], {"a": 1}, "x", "P1",
    ["x"], "C1", "2024", "2024-03-07", "\0", "https://river.example/a#b", "Two\r\nlines",
)  # fmt: skip


@pytest.mark.parametrize("name", [FORMAT, DRAFT])
def test_any_value_at_any_place_is_refused_by_name_or_has_one_form(name: str) -> None:
    whole = rich(name)
    taken = 0

    for path in places(whole):
        for value in VALUES:
            with suppress(NotUnderstood):
                found = documents.normalised(changed(whole, path, value))
                taken += 1
                again = documents.normalised(copy.deepcopy(found))
                assert again == found
    assert taken > 100


def rich(name: str) -> Any:
    """A document with most keys of the format."""
    evidence = [{"textStart": "The wall", "textEnd": "holds", "mode": "quoted", "check": "seen"}]
    proposal = {"date": "2025", "verdict": "borne out", "source": "https://river.example/a"}
    inner = group(
        id="G3", options=[], claims=[claim_said("C5", proposed_assessments=[proposal])],
        threat_rank={"rank": 1, "text": "first"}, inner_quote={"by": "P2", "evidence": evidence},
        mitigation=[{"text": "sandbags"}], amplifier={"text": "if it rains", "figures": ["F1"]},
    )  # fmt: skip
    return document(
        format=name,
        horizon={"proxy": "soon", "review_on": ["2025-03-07"]},
        groups=[group(subgroups=[inner])],
        cross_claims=[claim_said("C6", relation={"supports": "C1"}, evidence=evidence)],
        handling_advice=[{"for": "G1", "advice": "wait", "by": ["P1"]}],
        rival_outlooks=[{"by": "P2", "work": "Walls (The Post)", "claims": [claim_said("C7")]}],
        caution={"by": "P1", "text": "nobody measured it"},
    )


def places(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all values within."""
    pairs: Any = enumerate(part) if isinstance(part, list) else ()
    for key, below in part.items() if isinstance(part, dict) else pairs:
        yield (*path, key)
        yield from places(below, (*path, key))


def changed(whole: Any, path: tuple[Any, ...], value: object) -> Any:
    """The document with another value in one place."""
    found = part = copy.deepcopy(whole)
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    return found
