"""Copies' texts ready to be searched: indexes take long to make, so the last ones are kept."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from pasquino.quotations import Region, SourceText
from pasquino.sources.models import Capture

CHARACTERS_KEPT = 4_000_000  # of all together; with their indexes some 30 MB in a process
_kept: dict[uuid.UUID, SourceText] = {}  # those asked for last at the end


def source_text(capture: Capture) -> SourceText:
    """A copy's text; as copies never change, what was made once is true for good."""
    text = _kept.pop(capture.uuid, None) or _read(capture.uuid)
    _kept[capture.uuid] = text
    _let_go()
    return text


def forget() -> None:
    """Make each anew: for measuring, and for tests."""
    _kept.clear()


def _let_go() -> None:
    """Drop the oldest beyond the bound; the newest stays, however long it is."""
    kept = list(_kept.items())  # other threads ask too
    size = sum(len(text.text) for _key, text in kept)
    for key, text in kept[:-1]:
        if size <= CHARACTERS_KEPT:
            return
        _kept.pop(key, None)
        size -= len(text.text)


def _read(key: uuid.UUID) -> SourceText:
    capture = Capture.objects.select_related("work").get(uuid=key)
    return SourceText(
        capture.text, regions=_regions(capture.blocks), language=capture.work.language
    )


def _regions(blocks: Iterable[list[Any]]) -> tuple[Region, ...]:  # Any: rows of JSON
    """The stretches of a text with what they are; a heading is one whatever its region."""
    return tuple(
        (start, end, "heading" if kind == "heading" else region)
        for start, end, region, kind in blocks
    )
