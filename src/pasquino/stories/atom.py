"""What a feed says, and its text in Atom (RFC 4287). No database.

With paging (RFC 5005, 3), threads (RFC 4685) and no trust in what it is given: characters that
XML 1.0 forbids are left out, the rest is escaped by the standard library's writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"
THREAD_NAMESPACE = "http://purl.org/syndication/thread/1.0"
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)

# The complement of Char in https://www.w3.org/TR/xml/#charsets.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who wrote something, and the absolute address of their page, if any."""

    name: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Category:
    """What an entry is listed under: a word, the list of words it is from, and how to print it."""

    term: str
    scheme: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Picture:
    """The lead picture: an absolute address and its media type."""

    address: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What an entry answers: its id as in its own feed, and its page."""

    id: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One story or comment. `id` never changes; `html` is clean and has absolute addresses only;
    the moments are aware and in the zone to print; `language` is empty where it is the feed's.
    """

    id: str
    address: str
    title: str
    html: str
    published: datetime
    updated: datetime
    summary: str = ""
    authors: Sequence[Person] = ()
    categories: Sequence[Category] = ()
    language: str = ""
    picture: Picture | None = None
    answers: Answered | None = None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """One page of a feed. All addresses are absolute; `next` and `previous` may be empty.

    `first` is the address of the feed itself, `here` that of this page of it; `page` is the HTML
    page that shows the same; `author` answers for entries that name nobody.
    """

    id: str
    title: str
    about: str
    language: str
    author: Person
    page: str
    first: str
    here: str
    next: str = ""
    previous: str = ""
    entries: Sequence[Entry] = ()

    @property
    def updated(self) -> datetime:
        """The newest change among the entries; a fixed moment while there is none."""
        return max((entry.updated for entry in self.entries), default=NOTHING_YET)


def write(feed: Feed) -> bytes:
    """The feed as an Atom document in UTF-8."""
    root = Element(
        "feed",
        {"xmlns": NAMESPACE, "xmlns:thr": THREAD_NAMESPACE, "xml:lang": feed.language},
    )
    _text(root, "id", feed.id)
    _text(root, "title", feed.title)
    if feed.about:
        _text(root, "subtitle", feed.about)
    _text(root, "updated", moment(feed.updated))
    _person(root, feed.author)
    for rel, address in _links(feed):
        kind = "text/html" if rel == "alternate" else "application/atom+xml"
        SubElement(root, "link", {"rel": rel, "type": kind, "href": allowed(address)})
    for entry in feed.entries:
        _entry(root, entry)
    document: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def allowed(text: str) -> str:
    """The text without the characters that XML 1.0 forbids (NUL, most controls, U+FFFE)."""
    return _FORBIDDEN.sub("", text)


def moment(at: datetime) -> str:
    """An aware moment as RFC 3339 has it, to the second, with its offset."""
    return at.isoformat(timespec="seconds")


def _links(feed: Feed) -> Iterator[tuple[str, str]]:
    yield "self", feed.here
    yield "alternate", feed.page
    if feed.next or feed.previous:
        yield "first", feed.first
    if feed.next:
        yield "next", feed.next
    if feed.previous:
        yield "previous", feed.previous


def _entry(root: Element, entry: Entry) -> None:
    node = SubElement(root, "entry")
    if entry.language:
        node.set("xml:lang", allowed(entry.language))
    _text(node, "id", entry.id)
    _text(node, "title", entry.title)
    _text(node, "updated", moment(entry.updated))
    _text(node, "published", moment(entry.published))
    for author in entry.authors:
        _person(node, author)
    _relations(node, entry)
    for category in entry.categories:
        words = {"term": category.term, "scheme": category.scheme, "label": category.label}
        SubElement(node, "category", {name: allowed(word) for name, word in words.items()})
    if entry.summary:
        _text(node, "summary", entry.summary)
    _text(node, "content", entry.html).set("type", "html")


def _relations(node: Element, entry: Entry) -> None:
    """Where the entry stands, its picture, and what it answers."""
    href = {"href": allowed(entry.address)}
    SubElement(node, "link", {"rel": "alternate", "type": "text/html", **href})
    if entry.picture:
        href = {"href": allowed(entry.picture.address)}
        SubElement(node, "link", {"rel": "enclosure", "type": entry.picture.kind, **href})
    if entry.answers:
        answered = {"ref": entry.answers.id, "href": allowed(entry.answers.address)}
        SubElement(node, "thr:in-reply-to", {**answered, "type": "text/html"})


def _person(parent: Element, person: Person) -> None:
    node = SubElement(parent, "author")
    _text(node, "name", person.name)
    if person.address:
        _text(node, "uri", person.address)


def _text(parent: Element, name: str, text: str) -> Element:
    node = SubElement(parent, name)
    node.text = allowed(text)
    return node
