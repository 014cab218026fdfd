"""The rules of Atom (RFC 4287, 4685, 4151), written from those documents alone.

Knows nothing of our writer. Faults bear the names that the W3C's feed validator gives them, so
that its own cases can judge these rules (test_feed_rules.py). JSON Feed: json_feed_rules.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tests.stories.html_rules import html_faults

ATOM = "{http://www.w3.org/2005/Atom}"
THREAD = "{http://purl.org/syndication/thread/1.0}"
XHTML = "{http://www.w3.org/1999/xhtml}"
XML = "{http://www.w3.org/XML/1998/namespace}"

PERSONS, TEXTS, DATES = (
    ("author", "contributor"),
    ("title", "summary", "subtitle", "rights"),
    ("updated", "published"),
)
ONCE = {
    "feed": {"generator", "icon", "id", "logo", "rights", "subtitle", "title", "updated"},
    "entry": {"content", "id", "published", "rights", "source", "summary", "title", "updated"},
    "author": {"name", "uri", "email"},
    "contributor": {"name", "uri", "email"},
}
REQUIRED = {
    "feed": ("id", "title", "updated"),
    "entry": ("id", "title", "updated"),
    "author": ("name",),
    "contributor": ("name",),
}
KNOWN = {
    "feed": ONCE["feed"] | {"author", "category", "contributor", "link", "entry"},
    "entry": ONCE["entry"] | {"author", "category", "contributor", "link"},
    "author": ONCE["author"],
    "contributor": ONCE["contributor"],
}
KNOWN["source"] = KNOWN["feed"] - {"entry"}
THREAD_ELEMENTS = {"in-reply-to", "total"}
# https://www.iana.org/assignments/link-relations/ as far as feeds use it
RELATIONS = {
    "alternate", "self", "related", "via", "enclosure", "next", "previous", "first", "last",
    "current", "next-archive", "prev-archive", "replies", "license", "edit", "edit-media",
    "payment", "hub", "up", "service",
}  # fmt: skip
_MOMENT = re.compile(
    r"(\d{4}-\d\d-\d\dT\d\d:\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))"
)
_TAG = re.compile(
    r"tag:(?:[\w.+-]+@)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
    r",\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
    r":(?:[\w.~:@!$&'()*+,;=/?-]|%[0-9a-f]{2})*(?:\#(?:[\w.~:@!$&'()*+,;=/?-]|%[0-9a-f]{2})*)?",
    re.IGNORECASE | re.ASCII,
)
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:\S+", re.IGNORECASE)
_UUID = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+")
_MIME = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(\s*;.*)?", re.ASCII)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Fault(NamedTuple):
    """One rule broken: which, in which element, and its parent."""

    kind: str
    parent: str = ""
    element: str = ""


def parsed(document: bytes | str) -> Element:
    """The root of an XML document; raises ParseError when it is not well-formed."""
    return ElementTree.fromstring(document)  # noqa: S314 - of our own making


def atom_faults(document: bytes | str) -> list[Fault]:
    """All rules of Atom that a document breaks; none for a valid one."""
    try:
        root = parsed(document)
    except ElementTree.ParseError:
        return [Fault("SAXError")]
    if root.tag not in (f"{ATOM}feed", f"{ATOM}entry"):
        return [Fault(_namespace_fault(root.tag), "", "feed")]
    faults = [*_element(root, "root", has_base=f"{XML}base" in root.attrib)]
    return [*faults, *_unlike(root), *_authors(root)]


def _namespace_fault(tag: str) -> str:
    if "}" not in tag:
        return "MissingNamespace"
    return (
        "ObsoleteNamespace" if tag.startswith("{http://purl.org/atom/ns#}") else "InvalidNamespace"
    )


def _element(node: Element, parent: str, has_base: bool) -> Iterator[Fault]:
    """The rules of one Atom element and all below it."""
    name = node.tag.removeprefix(ATOM)
    yield from _children(node, name)
    if name in ("feed", "entry"):
        yield from _links(node, name)
    if name == "entry":
        yield from _entry(node)
    for child in node:
        kind = child.tag.removeprefix(ATOM)
        base = has_base or f"{XML}base" in child.attrib
        if child.tag.startswith(THREAD):
            yield from _thread(child, name)
        elif child.tag.startswith(ATOM):
            yield from _value(child, kind, name, base)
            if kind in KNOWN and kind != "content":
                yield from _element(child, name, base)


def _children(node: Element, name: str) -> Iterator[Fault]:
    """What must stand in it, what may stand there once, and what may not."""
    counts = Counter(child.tag.removeprefix(ATOM) for child in node if child.tag.startswith(ATOM))
    for child, times in counts.items():
        if child not in KNOWN[name]:
            yield Fault("UndefinedElement", name, child)
        if times > 1 and child in ONCE.get(name, ()):
            yield Fault("DuplicateElement", name, child)
    for child in REQUIRED.get(name, ()):
        if not counts[child]:
            yield Fault("MissingElement", name, child)


def _links(node: Element, name: str) -> Iterator[Fault]:
    """4.1.1 and 4.1.2: one alternate a type and language."""
    alternates: Counter[tuple[str, str]] = Counter()
    for link in node.iterfind(f"{ATOM}link"):
        if link.get("rel", "alternate") == "alternate":
            alternates[link.get("type", ""), link.get("hreflang", "")] += 1
        yield from (Fault(kind, name, "link") for kind in _link_faults(link))
        if not link.get(f"{THREAD}count", "0").isdecimal():
            yield Fault("InvalidInteger", name, "thr:count")
    if any(times > 1 for times in alternates.values()):
        yield Fault("DuplicateAtomLink", name, "link")


def _link_faults(link: Element) -> Iterator[str]:
    """4.2.7: what a link is."""
    rel = link.get("rel", "alternate")
    if "href" not in link.attrib:
        yield "MissingHref"
    if not rel.strip() or not link.get("title", "none").strip():
        yield "AttrNotBlank"
    elif rel not in RELATIONS and not _SCHEME.match(rel):
        yield "UnregisteredAtomLinkRel"
    if (link.text or "").strip() or len(link):
        yield "AtomLinkNotEmpty"
    if "type" in link.attrib and not _MIME.fullmatch(link.get("type", "")):
        yield "InvalidMIMEType"


def _entry(entry: Element) -> Iterator[Fault]:
    """4.1.2: content or an alternate page; 4.1.3.2: a summary for content kept elsewhere."""
    content = entry.find(f"{ATOM}content")
    rels = {link.get("rel", "alternate") for link in entry.iterfind(f"{ATOM}link")}
    if content is None and "alternate" not in rels:
        yield Fault("MissingContentOrAlternate", "feed", "entry")
    if content is not None and entry.find(f"{ATOM}summary") is None:
        kind = content.get("type", "text")
        is_binary = (
            "/" in kind and not kind.startswith("text/") and not re.search(r"[+/]xml$", kind)
        )
        if "src" in content.attrib or is_binary:
            yield Fault("MissingSummary", "feed", "entry")


def _value(node: Element, name: str, parent: str, has_base: bool) -> Iterator[Fault]:
    """What one element holds."""
    yield from (Fault(kind, parent, name) for kind in _simple_faults(node, name))
    if name in (*TEXTS, "content"):
        yield from _construct(node, name, parent, has_base)
    text = (node.text or "").strip() if name in ("uri", "icon", "logo") else ""
    for held in (text, node.get("href"), node.get("src")):
        if held and not has_base and not _SCHEME.match(held):
            yield Fault("InvalidLink", parent, name)


def _simple_faults(node: Element, name: str) -> Iterator[str]:
    """The elements that hold one value."""
    text = (node.text or "").strip()
    if name == "id":
        yield from _id_faults(text)
    if name in DATES and not is_moment(node.text or ""):
        yield "InvalidRFC3339Date"
    if name == "name" and not text:
        yield "NotBlank"
    if name == "email" and not _EMAIL.fullmatch(text):
        yield "InvalidContact"
    if name == "category" and not node.get("term"):
        yield "MissingAttribute"


def _construct(node: Element, name: str, parent: str, has_base: bool) -> Iterator[Fault]:
    """3.1 and 4.1.3: text, html, xhtml or, for content, a media type."""
    kind = node.get("type", "text")
    if not kind.strip():
        yield Fault("AttrNotBlank", parent, name)
    elif kind == "xhtml":
        if [child.tag for child in node] != [f"{XHTML}div"] or (node.text or "").strip():
            yield Fault("NotInline", parent, name)
    elif kind not in ("text", "html") and not _MIME.fullmatch(kind):
        yield Fault("InvalidMIMEType", parent, name)
    elif kind not in ("text", "html") and name != "content":
        yield Fault("InvalidTextType", parent, name)
    yield from _escaped(node, kind, name, parent, has_base)


def _escaped(node: Element, kind: str, name: str, parent: str, has_base: bool) -> Iterator[Fault]:
    """3.1.1.1 and 3.1.1.2: text holds no elements, and HTML holds them escaped."""
    if kind == "text":
        yield from (Fault("UndefinedElement", name, child.tag.split("}")[-1]) for child in node)
    if kind in ("html", "text/html"):
        if len(node):
            yield Fault("NotEscaped", parent, name)
        found = html_faults(node.text or "", has_base)
        yield from (Fault(fault, parent, name) for fault in found)


def _thread(node: Element, parent: str) -> Iterator[Fault]:
    """RFC 4685."""
    name = node.tag.removeprefix(THREAD)
    if name not in THREAD_ELEMENTS:
        yield Fault("UndefinedElement", parent, f"thr:{name}")
    if name == "in-reply-to" and parent == "entry" and not _SCHEME.match(node.get("ref", "")):
        yield Fault("MissingAttribute", parent, "thr:in-reply-to")
    if name == "total" and not (node.text or "").strip().isdecimal():
        yield Fault("InvalidInteger", parent, "thr:total")


def _unlike(root: Element) -> Iterator[Fault]:
    """4.1.1: entries with one id must differ in when they were updated."""
    seen = Counter(
        (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated"))
        for entry in root.iterfind(f"{ATOM}entry")
    )
    for (id_, _updated), times in seen.items():
        if id_ and times > 1:
            yield Fault("DuplicateEntries", "feed", "entry")


def _authors(root: Element) -> Iterator[Fault]:
    """4.1.1 and 4.1.2: somebody answers for every entry."""
    if root.find(f"{ATOM}author") is not None:
        return
    for entry in root.iterfind(f"{ATOM}entry"):
        if (
            entry.find(f"{ATOM}author") is None
            and entry.find(f"{ATOM}source/{ATOM}author") is None
        ):
            yield Fault("MissingAuthor", "feed", "entry")


def _id_faults(text: str) -> Iterator[str]:
    """4.2.6: an absolute IRI; of those we know, a right one."""
    low = text.lower()
    if not text:
        yield "NotBlank"
    elif not _SCHEME.match(text) or (low.startswith("http") and not urlsplit(text).netloc):
        yield "InvalidLink"
    elif low.startswith("tag:") and not _TAG.fullmatch(text):
        yield "InvalidTAG"
    elif low.startswith("urn:uuid:") and not _UUID.fullmatch(text):
        yield "InvalidUUID"
    elif low.startswith("urn:") and not _URN.fullmatch(text):
        yield "InvalidURN"
    elif any(char.isspace() for char in text):
        yield "InvalidLink"


def is_moment(text: str) -> bool:
    """RFC 3339, with upper-case T and Z as RFC 4287 3.3 wants, and a day that exists."""
    found = _MOMENT.fullmatch(text)
    if not found or int(found[2]) > 60:
        return False
    try:
        datetime.fromisoformat(f"{found[1]}:00+00:00")
    except ValueError:
        return False
    return True
