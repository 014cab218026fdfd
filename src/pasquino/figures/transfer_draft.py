"""Reads the draft of our format, `pasquino-figures/0-draft`; what becomes of it is documented.

Its `checks` are never taken over: what the checks find is computed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from pasquino.figures import wording
from pasquino.figures.documents import Document, FigureEntry, RelationEntry
from pasquino.figures.stated import Reading, Stated
from pasquino.figures.texts import one_line
from pasquino.figures.transfer_draft_series import read_series
from pasquino.figures.transfer_draft_sources import Sources
from pasquino.figures.transfer_draft_values import stated_of
from pasquino.figures.transfer_given import Given
from pasquino.figures.transfer_reading import a_place

FIGURE = (
    "id", "anchor", "stated", "population", "place", "source", "reported_in", "reported_on",
    "as_of", "as_of_precision", "as_of_note", "reading", "part_of", "share_of", "same_as",
    "superseded_by", "supersedes", "conflicts_with", "exclusions", "via", "note", "rhetorical",
    "source_status", "layer",
)  # fmt: skip
LEFT_OUT = ("note", "checks", "extra_sum_check_example")
_BASIS = re.compile(r"(stated|implied|not stated)\W*(.*?)\W*", re.DOTALL)
_OF = re.compile(r"of (\w+): ")
LANGUAGE = "en"


def read(raw: dict[str, Any], name: str) -> Document:
    """The document in a draft; `name` is what it is called. Raises NotUnderstood."""
    given = Given(raw, "", ("format", "document", "sources", "figures", "series", *LEFT_OUT))
    name = one_line(given.text("document") or name)
    sources = Sources(given.object("sources"))
    figures = [
        _figure(value, number, sources, name)
        for number, value in enumerate(given.items("figures"), 1)
    ]
    figures = _with_overtaking(figures, given.items("figures"))
    series, points = read_series(given.items("series"), figures, sources, name)
    figures = [_within_shares(figure, figures) for figure in [*figures, *points]]
    left_out = tuple(key for key in LEFT_OUT if given.has(key))
    return Document(sources.entries, tuple(figures), tuple(series), left_out)


def _figure(value: object, number: int, sources: Sources, name: str) -> FigureEntry:
    local = value.get("id") if isinstance(value, dict) else ""
    local = local if isinstance(local, str) else ""
    given = Given(value, a_place("figure", number, local), FIGURE)
    if not local:
        given.refuse(_("“id” is missing: others in the document lead to it by its id."))
    anchor = Given(given.object("anchor"), given.where, ("type", "exact", "prefix", "suffix"))
    words = anchor.text("exact")
    stated, bounds = stated_of(given)
    source, producer = sources.of(given, "source")
    reported_in, comment = sources.reported(given)
    noted = {
        "language": LANGUAGE,
        "population": _population(given),
        "place": _unless(given.text("place"), "not stated"),
        "leaves_out": "; ".join(str(one) for one in given.items("exclusions")),
        "as_of": given.text("as_of"),
        "as_of_note": given.text("as_of_note"),
        "via": given.text("via"),
        "comment_number": comment,
        "reported_on": given.text("reported_on"),
        "is_rhetorical": given.flag("rhetorical"),
        "note": given.text("note"),
    }
    return FigureEntry(
        id=local, words=words, stated=stated, reading=_reading(given, stated, bounds),
        noted=noted, counted_by=producer, source=source, reported_in=reported_in,
        relations=tuple(_relations(given)), document=name, document_id=one_line(local),
        where=given.where,
    )  # fmt: skip


def _reading(given: Given, stated: Stated, bounds: Reading | None) -> Reading | None:
    """A reading that is not the default: an editor's, or bounds that the words do not tell."""
    if given.has("reading"):
        keys = ("low", "high", "high_open", "basis", "by", "note")
        reading = Given(given.fields["reading"], given.where, keys)
        if not reading.text("by").startswith("engine default"):
            basis = reading.text("basis") or _("given with it")
            is_open = reading.flag("high_open")
            return Reading(reading.number("low"), reading.number("high"), basis, is_open)
    default = wording.reading(stated)
    is_default = default and bounds and (default.low, default.high) == (bounds.low, bounds.high)
    return None if is_default else bounds


def _population(given: Given) -> str:
    """Of whom; "of F1: " is dropped where a relation says it."""
    text = given.text("population")
    begins = _OF.match(text)
    related = {one.to for one in _relations(given)}
    return text[begins.end() :] if begins and begins[1] in related else text


def _relations(given: Given) -> Iterator[RelationEntry]:
    for value in given.items("part_of"):
        one = Given(value, given.where, ("figure", "basis", "relation"))
        basis, note = _basis(one)
        relation = one.choice("relation", ("subset", "unknown"), "subset")
        kind = "unstated" if relation == "unknown" else "subset"
        yield RelationEntry(kind, one.text("figure"), basis, note=note)
    if given.has("share_of"):
        one = Given(given.fields["share_of"], given.where, ("figure", "basis"))
        basis, note = _basis(one)
        yield RelationEntry("share", one.text("figure"), basis, note=note)
    if given.has("same_as"):
        yield RelationEntry("same", given.text("same_as"))
    for value in given.items("conflicts_with"):
        one = Given(value, given.where, ("figure", "kind"))
        yield RelationEntry("conflicts", one.text("figure"), note=one.text("kind"))
    if given.has("supersedes"):
        yield RelationEntry("supersedes", given.text("supersedes"))


def _basis(given: Given) -> tuple[str, str]:
    """Who says so, and what follows in brackets or behind a sign."""
    text = given.text("basis")
    found = _BASIS.fullmatch(text)
    if not found:
        return "editor", text
    note = found[2].strip()
    return ("editor" if found[1] == "not stated" else found[1]), note


def _with_overtaking(figures: list[FigureEntry], given: list[Any]) -> list[FigureEntry]:
    """`superseded_by` is said of the newer figure, unless that says it, too."""
    pairs = zip(given, figures, strict=True)
    looked = [(Given(value, one.where, FIGURE), one.id) for value, one in pairs]
    newer = [(_known(one, figures), old) for one, old in looked if one.has("superseded_by")]
    found = []
    for figure in figures:
        said = {one.to for one in figure.relations if one.kind == "supersedes"}
        more = [old for new, old in newer if new == figure.id and old not in said]
        relations = (*figure.relations, *(RelationEntry("supersedes", old) for old in more))
        found.append(replace(figure, relations=relations))
    return found


def _known(given: Given, figures: list[FigureEntry]) -> str:
    newer = given.text("superseded_by")
    if newer not in {one.id for one in figures}:
        why = _("“superseded_by” is “{id}”, which is none of the document's figures.")
        given.refuse(why.format(id=newer[:60]))
    return newer


def _within_shares(figure: FigureEntry, figures: list[FigureEntry]) -> FigureEntry:
    """A part of a whole whose place is one of those of a share of that whole is part of it.

    The French are among the French, British and German: implied by the words.
    """
    wholes = {one.to for one in figure.relations if one.kind == "subset"}
    place = figure.noted["place"]
    more = []
    for other in figures:
        places = [one.strip() for one in other.noted["place"].split(";")]
        shares = {one.to for one in other.relations if one.kind == "share"}
        if len(places) > 1 and place in places and wholes & shares and other.id not in wholes:
            note = _("{place} is one of its places").format(place=place)
            more.append(RelationEntry("subset", other.id, "implied", note=note))
    return replace(figure, relations=(*figure.relations, *more)) if more else figure


def _unless(text: str, nothing: str) -> str:
    return "" if text == nothing else text
