"""Reads the demo magazine's files; their format is in `docs/reference/demo-magazine.md`."""

from __future__ import annotations

import html
import re
import tomllib
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pasquino.stories import markup
from pasquino.stories.publishing import Block

FOLDER = Path(__file__).parent
Table = dict[str, Any]
EDITORIAL = {"kind", "since", "until"}


@dataclass(frozen=True)
class Known:
    """What the files name and the site knows: the keys of pictures by file, the zone.

    `from_records` makes the blocks of kinds that show figures and outlooks.
    """

    pictures: dict[str, int]
    zone: ZoneInfo
    from_records: Mapping[str, Callable[[Table], Any]]


_LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s]+)\)")
_STRONG = re.compile(r"\*\*([^*]+)\*\*")
_EMPHASIS = re.compile(r"\*([^*]+)\*")


def table(name: str) -> Table:
    """A file of its own: `magazine` (name, people, sections), `sources`, `figures`, `outlook`."""
    return _read(FOLDER / f"{name}.toml")


def stories() -> Iterator[tuple[str, Table, list[Table]]]:
    """Each story from the oldest on: its file's stem, its table, its comments' tables."""
    found = [(path, _read(path)) for path in (FOLDER / "stories").glob("*.toml")]
    for path, story in sorted(found, key=lambda one: one[1]["published"]):
        comments = FOLDER / "comments" / path.name
        yield (
            path.stem,
            story,
            _read(comments).get("comment", []) if comments.exists() else [],
        )


def picture(name: str) -> Path:
    """The file of a picture."""
    return FOLDER / "pictures" / name


def rich(text: str) -> str:
    """Paragraphs with inline marks as the desk's formatted text."""
    return "".join(f"<p>{inline(part)}</p>" for part in markup.paragraphs(text))


def inline(text: str) -> str:
    """One paragraph's inline marks: links, strong, emphasis."""
    escaped = html.escape(text, quote=False)
    linked = _LINK.sub(r'<a href="\2">\1</a>', escaped)
    return _EMPHASIS.sub(r"<i>\1</i>", _STRONG.sub(r"<b>\1</b>", linked))


def blocks(table: Table, edition: int, stem: str, known: Known) -> list[Block]:
    """The blocks that stand in one edition; a block keeps its id from edition to edition.

    A reworded block (`until` directly followed by `since`) keeps the id of what it replaces.
    """
    found, ids, last_until = [], 0, None
    for entry in table["block"]:
        reworded = "since" in entry and last_until == entry["since"] - 1
        ids += 0 if reworded else 1
        last_until = entry.get("until")
        if entry.get("since", 1) <= edition <= entry.get("until", edition):
            found.append(Block(entry["kind"], _value(entry, known), _uuid(stem, ids)))
    return found


def _value(entry: Table, known: Known) -> Any:
    """What the desk keeps of a block of this kind."""
    make = {
        "text": lambda: rich(entry["text"]),
        "heading": lambda: entry["text"],
        "list": lambda: {"items": [f"<p>{inline(item)}</p>" for item in entry["items"]]},
        "image": lambda: {"picture": known.pictures[entry["file"]], **_words(entry)},
        "opinion": lambda: {"label": entry["label"], "text": rich(entry["text"])},
        "update": lambda: {"at": _iso(entry["at"], known.zone), "text": rich(entry["text"])},
    }.get(entry["kind"], lambda: {key: entry[key] for key in entry.keys() - EDITORIAL})
    from_records = known.from_records.get(entry["kind"])
    return from_records(entry) if from_records else make()


def _iso(moment: datetime, zone: ZoneInfo) -> str:
    return local(moment, zone).isoformat()


def _words(entry: Table) -> dict[str, str]:
    return {key: entry.get(key, "") for key in ("alt", "caption", "credit")}


def picture_words(entry: Table | None) -> dict[str, str]:
    """Alternative text, caption and credit of a lead picture."""
    return _words(entry) if entry else {}


def local(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment as the files write it, in the magazine's zone."""
    return moment.replace(tzinfo=zone)


def _uuid(stem: str, number: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"pasquino:demo:{stem}:{number}"))


def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))
