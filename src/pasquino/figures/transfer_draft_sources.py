"""The sources of a draft: stories, comments below them, works, organisations that count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from pasquino.figures.documents import ORGANISATION, PERSON, PartyEntry, SourceEntry
from pasquino.figures.transfer_given import Given
from pasquino.figures.transfer_reading import a_place
from pasquino.sources.models import Work

STORY, COMMENT = "story", "comment"
COUNTING = ("organisation-figures", "organisation")
KINDS = (STORY, COMMENT, *COUNTING, *Work.Kind.values)
KEYS = (
    "kind", "title", "publisher", "producer", "author", "url", "identified_copy", "republished_by",
    "published", "published_basis", "capture", "note", "n", "at", "story",
)  # fmt: skip
_DATE = re.compile(r"(\d{4}(?:-\d\d(?:-\d\d)?)?)(T[\d:.+Z-]*)?(.*)", re.DOTALL | re.ASCII)


@dataclass(frozen=True)
class _Comment:
    number: int
    story: str


class Sources:
    """What the keys of a draft's sources stand for."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.entries: dict[str, SourceEntry] = {}
        self.producers: dict[str, PartyEntry] = {}  # of the sources that are somebody's counts
        self.comments: dict[str, _Comment] = {}
        looked = {
            key: Given(value, a_place("source", number, key), KEYS)
            for number, (key, value) in enumerate(given.items(), 1)
        }
        stories = [key for key, one in looked.items() if one.fields.get("kind") == STORY]
        for key, one in looked.items():
            if one.choice("kind", KINDS) == COMMENT:
                self.comments[key] = self._comment(one, stories)
            else:
                self.entries[key] = self._entry(key, one)

    def of(self, figure: Given, field: str) -> tuple[str, PartyEntry | None]:
        """The key of the work a figure is from, and who counted; a comment is no work."""
        key = self._known(figure, field)
        return ("" if key in self.comments else key), self.producers.get(key)

    def reported(self, figure: Given) -> tuple[str, int | None]:
        """The key of the story that reports a figure, and the number of the comment that does."""
        key = self._known(figure, "reported_in")
        comment = self.comments.get(key)
        return (comment.story, comment.number) if comment else (key, None)

    def at(self, url: str, where: str) -> str:
        """The key of the work at an address, which is a source of the document from now on."""
        for key, entry in self.entries.items():
            if url in (entry.url, *entry.other_urls):
                return key
        self.entries[url] = SourceEntry(url, url=url, where=where)
        return url

    def _known(self, figure: Given, field: str) -> str:
        key = figure.text(field)
        if key and key not in self.entries and key not in self.comments:
            why = _("“{field}” is “{key}”, which is none of the document's sources.")
            figure.refuse(why.format(field=field, key=key[:60]))
        return key

    def _comment(self, given: Given, stories: list[str]) -> _Comment:
        story = given.text("story") or (stories[0] if len(stories) == 1 else "")
        number = given.whole("n")
        if story not in stories or number is None:
            given.refuse(
                _("A comment needs its number, “n”, and its “story”, unless there is just one.")
            )
        return _Comment(number, story)

    def _entry(self, key: str, given: Given) -> SourceEntry:
        kind = given.text("kind")
        counted_by = given.text("producer") if kind in COUNTING else ""
        if counted_by:
            self.producers[key] = PartyEntry(counted_by, ORGANISATION)
        published, about = _published(given.text("published"))
        publishers = _several(given.text("publisher") or counted_by)
        is_named = not given.has("identified_copy")
        notes = [
            given.text("note"), about, _labelled(_("Published with"), "; ".join(publishers[1:])),
            _labelled(_("Author"), given.text("author")),
            "" if is_named else _labelled(_("Called"), given.text("title")),
        ]  # fmt: skip
        return SourceEntry(
            key,
            kind=_kind(kind),
            title=given.text("title") if is_named else "",
            publisher=PartyEntry(publishers[0]) if publishers else None,
            authors=tuple(PartyEntry(name, PERSON) for name in _people(given, kind)),
            published=published,
            note="\n".join(note for note in notes if note),
            url=given.text("url") or given.text("identified_copy"),
            other_urls=tuple(str(url) for url in given.items("republished_by")),
            where=given.where,
        )


def _kind(kind: str) -> str:
    if kind == STORY:
        return Work.Kind.ARTICLE
    return Work.Kind.DATASET if kind in COUNTING else kind


def _people(given: Given, kind: str) -> list[str]:
    """Who wrote it: the producers of a report or article, several parted by semicolons."""
    return [] if kind in COUNTING else _several(given.text("producer"))


def _several(names: str) -> list[str]:
    return [name.strip() for name in names.split(";") if name.strip()]


def _published(text: str) -> tuple[str, str]:
    """The date as exactly as it is known, and the text where it says more than that."""
    found = _DATE.fullmatch(text)
    if not found:
        return "", _labelled(_("Published"), text)
    date, _time, rest = found.groups()
    if rest.startswith(("/", "-")):  # a span: only what both ends share is known
        date = date.rpartition("-")[0]
    return date, _labelled(_("Published"), text) if text != date else ""


def _labelled(label: str, text: str) -> str:
    return f"{label}: {text}." if text else ""
