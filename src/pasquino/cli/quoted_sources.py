"""The sources that `pasquino quotes check` is given: read once, kept while there is room."""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pasquino.quotations import Evidence, SourceText, Verdict, check, regions_of

LARGEST = 64_000_000  # bytes of a file
ROOM = 20_000_000  # characters of sources kept ready, about 150 MB
INLINE = "text:"


class Unusable(Exception):
    """A case that cannot be checked; the text says why."""

    def __init__(self, why: str, id: object = None) -> None:
        super().__init__(why)
        self.id = id


@dataclass(frozen=True)
class Case:
    """One line of a file of cases."""

    id: object
    source: str
    quote: str
    evidence: str
    language: str


def case(line: bytes, number: int) -> Case:
    """Read a line; raises Unusable with a sentence about what is wrong in it."""
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise Unusable(f"Line {number} is not JSON: {problem}.") from problem
    if not isinstance(said, dict):
        raise Unusable(f'Line {number} is not an object with "id", "source" and "quote".')
    for name in ("source", "quote"):
        if not isinstance(said.get(name), str):
            raise Unusable(f'Line {number} has no text "{name}".', said.get("id"))
    evidence, language = said.get("evidence") or "", said.get("language") or ""
    if evidence not in ("", *Evidence):
        allowed = ", ".join(Evidence)
        raise Unusable(
            f"Line {number} names evidence {evidence!r}; there is {allowed}.", said.get("id")
        )
    if not isinstance(language, str):
        raise Unusable(f'Line {number}: "language" is not a text.', said.get("id"))
    return Case(said.get("id"), said["source"], said["quote"], evidence, language)


@dataclass(frozen=True)
class Held:
    """A source that was read, with what may be concluded from it."""

    text: SourceText
    evidence: str = "complete"
    reasons: tuple[str, ...] = ()

    def check(self, quote: str, evidence: str | None, language: str) -> Verdict:
        """Hold a quotation against it; `evidence` says what it is, else it is as it looks."""
        return check(quote, self.text, evidence=evidence or self.evidence, language=language)


class Sources:
    """Reads sources and keeps the latest."""

    def __init__(self, folders: list[Path], language: str = "") -> None:
        self.folders = folders
        self.language = language
        self._kept: OrderedDict[tuple[str, str], Held | Unusable] = OrderedDict()

    def held(self, source: str, language: str = "") -> Held:
        """The source at this path (or behind `text:`); raises Unusable where there is none."""
        name = (source, language or self.language)
        found = self._kept.pop(name, None)
        if found is None:
            try:
                found = self._read(*name)
            except Unusable as problem:
                found = problem
        self._kept[name] = found
        self._make_room()
        if isinstance(found, Unusable):
            raise found
        return found

    def _make_room(self) -> None:
        sizes = [
            len(held.text.text) if isinstance(held, Held) else 0 for held in self._kept.values()
        ]
        total = sum(sizes)
        while total > ROOM and len(self._kept) > 1:
            _name, gone = self._kept.popitem(last=False)
            total -= len(gone.text.text) if isinstance(gone, Held) else 0

    def _read(self, source: str, language: str) -> Held:
        if source.startswith(INLINE):
            return Held(SourceText(source[len(INLINE) :], (), language))
        return _as_held(self._bytes(source), language)

    def _bytes(self, source: str) -> bytes:
        for folder in self.folders:
            path = folder / source
            try:
                if not path.is_file():
                    continue
                if path.stat().st_size > LARGEST:
                    raise Unusable(f"The source {source} is larger than {LARGEST:,} bytes.")
                return path.read_bytes()
            except (OSError, ValueError) as problem:
                why = getattr(problem, "strerror", None) or problem
                raise Unusable(f"The source {source} cannot be read: {why}.") from problem
        raise Unusable(f"There is no source {source}.")


def _as_held(data: bytes, language: str) -> Held:
    from pasquino.sources import reading

    read: Any = reading.read_apart if data[:1024].find(b"%PDF-") >= 0 else reading.read
    found = read(data)
    text = SourceText(found.text, regions_of(found.blocks), language or found.language)
    return Held(text, found.state, found.reasons)
