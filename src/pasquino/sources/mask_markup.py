"""Hides names in HTML, XML and JSON: in what people read, never in tags or addresses. No database.

All but the names stays as it is, byte for byte. A name is found over the tags inside a sentence
(`Ada <em>Quill</em>`) and over entities (`O&#x27;Neil`). What somebody is writing themselves, the
content of a `<textarea>` and the `value` of a field, is left alone: it would be saved masked.
"""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

from pasquino.sources.mask_words import Masks

_BEGIN = re.compile(
    r"(?P<unseen><!--|<\?|<!DOCTYPE)|(?P<cdata><!\[CDATA\[)"
    r"|</?(?P<name>[a-zA-Z][^\s<>/]*)"
    r"""[^<>"']*(?:"[^"]*"[^<>"']*|'[^']*'[^<>"']*)*>""",
    re.IGNORECASE,
)
_ENDS = {"<!--": "-->", "<?": "?>", "<!doctype": ">", "<![cdata[": "]]>"}
_HELD = {name: re.compile(rf"</{name}\s*>", re.I) for name in ("script", "style", "textarea")}
_INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "font", "i",
     "ins", "kbd", "mark", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "time",
     "tspan", "u", "var", "wbr")
)  # fmt: skip
_CDATA, _UNSEEN = "<![cdata[", "<!--"
_READ_OVER = _INLINE | {_UNSEEN}
_READ_OUT = re.compile(
    r"""\s(alt|title|content|label|summary|placeholder|aria-[a-z]+)\s*=\s*("[^"]*"|'[^']*')""",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);?", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?/\S*\s*", re.IGNORECASE)
_MARKUP = re.compile(r"</?[a-zA-Z]")
_KEYS = frozenset({"id", "@id", "uuid", "slug", "cursor", "href", "url"})
_BREAKS_OUT = {mark: f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


class _Token(NamedTuple):
    """A stretch of markup that is not text.

    `name` is a tag's; `inside` is the stretch that a script, a `<textarea>` or CDATA holds.
    """

    start: int
    end: int
    name: str
    tag_end: int
    inside: tuple[int, int] | None = None


class _Edit(NamedTuple):
    """What takes the place of a stretch of the markup."""

    start: int
    end: int
    new: str


class _Run:
    """Text that reads on without a break, with where each part of it stands in the markup."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at: list[int] = []  # where each part begins in the text
        self.raw: list[tuple[int, int]] = []  # where it stands in the markup
        self.length = 0

    def add(self, text: str, start: int, end: int) -> None:
        """One part: itself, or as an entity writes it."""
        self.parts.append(text)
        self.at.append(self.length)
        self.raw.append((start, end))
        self.length += len(text)

    def edits(self, masks: Masks) -> Iterator[_Edit]:
        """The first part of a name becomes what is shown, what follows of it goes."""
        for place in masks.places("".join(self.parts)):
            shown = html.escape(place.shown)
            first, last = (
                bisect_right(self.at, place.start) - 1,
                bisect_right(self.at, place.end - 1),
            )
            for number in range(first, last):
                yield _Edit(*self._stretch(number, place.start, place.end), shown)
                shown = ""

    def _stretch(self, number: int, start: int, end: int) -> tuple[int, int]:
        """What of a part lies between two places of the text, as a stretch of the markup."""
        (raw_start, raw_end), at = self.raw[number], self.at[number]
        if raw_end - raw_start != len(self.parts[number]):
            return raw_start, raw_end  # an entity: whole or not at all
        return raw_start + max(0, start - at), min(raw_end, raw_start + end - at)


def masked_html(markup: str, masks: Masks, *, is_feed: bool = False) -> str:
    """HTML or XML with the names hidden; in a feed also in the HTML that stands escaped in it."""
    edits: list[_Edit] = []
    run, end = _Run(), 0
    for token in _tokens(markup):
        _read(markup, end, token.start, run)
        end = token.end
        edits += _within(markup, token, masks)
        if token.name not in _READ_OVER:
            edits += _finished(run, masks, is_feed=is_feed)
            run = _Run()
    _read(markup, end, len(markup), run)
    return _edited(markup, [*edits, *_finished(run, masks, is_feed=is_feed)])


def masked_json(value: Any, masks: Masks) -> Any:  # whatever JSON may hold
    """What JSON holds with the names hidden; keys, addresses and identifiers stay."""
    if isinstance(value, dict):
        return {k: v if k in _KEYS else masked_json(v, masks) for k, v in value.items()}
    if isinstance(value, list):
        return [masked_json(one, masks) for one in value]
    return masked_text(value, masks) if isinstance(value, str) else value


def masked_text(text: str, masks: Masks) -> str:
    """Plain text, or HTML where it looks like that, with the names hidden; an address stays."""
    if _ADDRESS.fullmatch(text):
        return text
    return masked_html(text, masks) if _MARKUP.search(text) else masks.masked(text)


def _tokens(markup: str) -> Iterator[_Token]:
    """Tags, comments and the like, in time linear in the markup; what has no end is text."""
    endless: set[str] = set()
    at = 0
    while found := _BEGIN.search(markup, at):
        begun = (found["unseen"] or found["cdata"] or found["name"]).lower()
        is_tag = found["name"] is not None
        at = found.end()
        if is_tag and (begun not in _HELD or markup[found.start() + 1] == "/"):
            yield _Token(found.start(), at, begun, at)
            continue
        end = None if begun in endless else _end(markup, begun, at)
        if end is not None:
            name = begun if is_tag else _CDATA if found["cdata"] else _UNSEEN
            yield _Token(found.start(), end[1], name, found.end(), (found.end(), end[0]))
            at = end[1]
        else:
            endless.add(begun)


def _end(markup: str, begun: str, at: int) -> tuple[int, int] | None:
    """Where that which ends what has begun stands."""
    if begun in _HELD:
        found = _HELD[begun].search(markup, at)
        return found and found.span()
    place = markup.find(_ENDS[begun], at)
    return None if place < 0 else (place, place + len(_ENDS[begun]))


def _within(markup: str, token: _Token, masks: Masks) -> Iterator[_Edit]:
    """What changes inside a token."""
    if token.name == _CDATA and token.inside:
        text = markup[slice(*token.inside)]
        yield _Edit(*token.inside, masked_text(text, masks))
    elif token.name == "script" and token.inside:
        yield from _script(markup, token, masks)
    elif token.name != _UNSEEN:
        yield from _attributes(markup, token, masks)


def _read(markup: str, start: int, end: int, run: _Run) -> None:
    """Add a stretch without tags to the run; each entity is a part of its own."""
    for entity in _ENTITY.finditer(markup, start, end):
        if entity.start() > start:
            run.add(markup[start : entity.start()], start, entity.start())
        run.add(html.unescape(entity[0]), entity.start(), entity.end())
        start = entity.end()
    if end > start:
        run.add(markup[start:end], start, end)


def _finished(run: _Run, masks: Masks, *, is_feed: bool) -> list[_Edit]:
    """What changes in a run; where it holds escaped HTML, as feeds do, in that."""
    text = "".join(run.parts)
    if not (is_feed and _MARKUP.search(text)):
        return list(run.edits(masks))
    masked = masked_html(text, masks)
    if masked == text:
        return []
    start, end = run.raw[0][0], run.raw[-1][1]
    return [_Edit(start, end, html.escape(masked, quote=False))]


def _script(markup: str, token: _Token, masks: Masks) -> Iterator[_Edit]:
    """Data for machines that stands in a page; a real script says no names."""
    if not token.inside or "json" not in markup[token.start : token.tag_end].lower():
        return
    try:
        value = json.loads(markup[slice(*token.inside)])
    except ValueError:
        return
    masked = masked_json(value, masks)
    if masked != value:
        text = json.dumps(masked, ensure_ascii=False, separators=(",", ":"))
        for mark, escape in _BREAKS_OUT.items():
            text = text.replace(mark, escape)
        yield _Edit(*token.inside, text)


def _attributes(markup: str, token: _Token, masks: Masks) -> Iterator[_Edit]:
    """What changes in those attributes of a tag that are read out or shown."""
    for found in _READ_OUT.finditer(markup, token.start, token.tag_end):
        start, end = found.start(2) + 1, found.end(2) - 1
        if not _ADDRESS.fullmatch(markup, start, end):
            run = _Run()
            _read(markup, start, end, run)
            yield from run.edits(masks)


def _edited(markup: str, edits: list[_Edit]) -> str:
    parts, end = [], 0
    for edit in sorted(edits):
        parts += [markup[end : edit.start], edit.new]
        end = edit.end
    return "".join([*parts, markup[end:]])
