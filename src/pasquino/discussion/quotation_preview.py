"""What a writer is told of their quotations before posting, and what one click changes. No script.

The sentences stand in the preview under each quotation; the buttons and fields there belong to
the form of the text, so that whatever they change is the text itself. Decision 0024.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, cast

from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from pasquino.accounts.limits import TooOften
from pasquino.discussion import figure_preview, figuring, fragments, origins, refusal_words, texts
from pasquino.discussion.figure_preview import NO_FIGURES, NamedFigures
from pasquino.discussion.origins import Found, Where
from pasquino.discussion.preview_words import sentence
from pasquino.discussion.quoting import MOST, Quoted, count, quoted, with_slots
from pasquino.discussion.requoting import rewritten, with_source
from pasquino.quotations import telling
from pasquino.quotations.differing import Clause, clauses
from pasquino.sources import web_addresses

SECONDS = 1.5  # that a preview looks through sources
LONGEST_COPY = 500_000  # characters of a source; longer ones are looked into after posting
LONGEST = 64 * 1024  # letters: what is longer is refused before it is looked at
MARK, RESTORE = "mark", "restore"
TEMPLATE = "discussion/_previewed_quotation.html"
_FIX = re.compile(rf"([1-9]\d?):({MARK}|{RESTORE})")
_SOURCE = re.compile(r"source-([1-9]\d?)")
Origin = origins.Origin


class Asked(NamedTuple):
    """What the buttons and fields under the quotations ask for, by their places."""

    sources: dict[int, str]
    fix: tuple[int, str] | None

    def __bool__(self) -> bool:
        return bool(self.sources or self.fix)


@dataclass
class Worked:
    """A form with what was asked for written into its text, and what could not be done and why.

    `often` is the refusal where too many previews were asked for: then nothing was done.
    """

    data: QueryDict
    source: str
    wants_preview: bool = False
    often: TooOften | None = None
    is_counted: bool = False
    refusals: dict[int, str] = field(default_factory=dict)
    kept: dict[int, str] = field(default_factory=dict)  # addresses that were refused, as given


@dataclass(frozen=True)
class Previewed:
    """A quotation in the preview: what is said of it, and what is offered."""

    place: int
    sentence: str
    verdict: str
    clauses: list[Clause]
    can_mark: bool
    can_restore: bool
    asks_source: bool
    address: str = ""
    refusal: str = ""


@dataclass(frozen=True)
class Preview:
    """A text as it will look, with what is said under its quotations; `unread` are not checked.

    `figures` says what each `fig:12` in it leads to.
    """

    html: str
    subject: str = ""
    unread: int = 0
    most: int = MOST
    figures: NamedFigures = NO_FIGURES


def asked(post: Mapping[str, str]) -> Asked:
    """What a form asks for beside its text."""
    sources = {
        int(found[1]): address.strip()
        for name, address in post.items()
        if (found := _SOURCE.fullmatch(name)) and address.strip()
    }
    fix = _FIX.fullmatch(post.get("fix", ""))
    return Asked(sources, (int(fix[1]), fix[2]) if fix else None)


def work(request: HttpRequest, where: Where) -> Worked:
    """Do what a form asks for beside its text; what cannot be done leaves the text as it was."""
    post, wanted = request.POST, asked(request.POST)
    source = texts.printable(post.get("source", "").replace("\r\n", "\n"))
    worked = Worked(post, source, post.get("act") == "preview")
    if not wanted or len(source) > LONGEST:
        return worked
    worked.often = refusal_words.previews_too_often(request)
    worked.is_counted = True
    if worked.often:
        return worked
    for place, address in wanted.sources.items():
        _name_source(worked, place, address)
    if wanted.fix:
        _fix(worked, *wanted.fix, where)
    worked.wants_preview |= bool(wanted.fix or worked.refusals)
    worked.data = post.copy()
    worked.data["source"] = worked.source
    return worked


def too_often(request: HttpRequest, worked: Worked) -> TooOften | None:
    """Count a preview, unless what was asked for with it was counted already."""
    return None if worked.is_counted else refusal_words.previews_too_often(request)


def preview(
    source: str, where: Where, worked: Worked | None = None, *, subject: str = ""
) -> Preview:
    """The text as it will look, each quotation with what is known of it."""
    html = texts.render_commonmark(source)
    figures = figure_preview.look_up(html)
    marked, parts = figuring.with_slots([html])[0], figures.slots()
    total = count(html)
    if not total:
        return Preview(fragments.fill(marked, parts), subject, figures=figures)
    quotations = quoted([html])
    where = replace(where, source=source)
    found = origins.look(quotations, where, seconds=SECONDS, longest=LONGEST_COPY)
    for one in quotations:
        shown = _previewed(one, found.get(one.place), worked)
        parts[f"verdict-{one.place}"] = f' data-verdict="{shown.verdict}"'
        parts[f"quotation-{one.place}"] = render_to_string(TEMPLATE, {"quotation": shown})
    shown_html = fragments.fill(with_slots(marked), parts)
    return Preview(shown_html, subject, max(0, total - MOST), figures=figures)


def _previewed(one: Quoted, found: Found | None, worked: Worked | None) -> Previewed:
    verdict = found.verdict if found else None
    is_altered = verdict is not None and verdict.status == "altered"
    said = verdict.as_json() if verdict and is_altered else {"diff": []}
    diff = cast("list[dict[str, Any]]", said["diff"])
    ops = {change["op"] for change in diff}
    return Previewed(
        place=one.place,
        sentence=sentence(one, found),
        verdict=verdict.status if verdict else "cannot_tell" if found else "none",
        clauses=_shown(found, diff),
        can_mark="dropped" in ops,
        can_restore=found is not None and can_restore(found),
        asks_source=not one.url and (found is None or found.origin == Origin.NONE),
        address=worked.kept.get(one.place, "") if worked else "",
        refusal=worked.refusals.get(one.place, "") if worked else "",
    )


def _shown(found: Found | None, diff: list[dict[str, Any]]) -> list[Clause]:
    """What differs without a mark; of a source's copy no more than may be told."""
    if found and found.work:
        return telling.limited(clauses(diff), diff)
    return [clause for clause in clauses(diff) if not clause.is_marked]


def _name_source(worked: Worked, place: int, address: str) -> None:
    try:
        cleaned = web_addresses.cleaned(address)
    except web_addresses.NoWebAddress:
        worked.kept[place] = address
        worked.refusals[place] = _(
            "This is not the address of a web page: it begins with https:// or http://."
        )
        return
    changed = with_source(worked.source, place, cleaned)
    if changed is None:
        worked.kept[place] = address
        worked.refusals[place] = _(
            "The address could not be written into the text here. Write it below the quotation, "
            "on a line of its own."
        )
        return
    worked.source = changed


def _fix(worked: Worked, place: int, act: str, where: Where) -> None:
    words = _fixed(worked.source, place, act, where)
    changed = words and rewritten(worked.source, place, words)
    if changed:
        worked.source = changed
        return
    worked.refusals[place] = (
        _("The cut could not be marked here. Write […] where words are missing.")
        if act == MARK
        else _("The words could not be put back here. Change them in the text below.")
    )


def _fixed(source: str, place: int, act: str, where: Where) -> str:
    """The words of a quotation with its cuts marked, or as the source has them."""
    quotations = quoted([texts.render_commonmark(source)])
    one = next((one for one in quotations if one.place == place), None)
    where = replace(where, source=source)
    found = one and origins.look([one], where, seconds=SECONDS, longest=LONGEST_COPY).get(place)
    if not one or not found or not found.verdict or not found.source:
        return ""
    if act == MARK:
        return found.verdict.marked(one.text)
    return found.verdict.restored(one.text, found.source.text) if can_restore(found) else ""


def can_restore(found: Found) -> bool:
    """Whether the source's words may be put back: a few; copies are not to be read out here."""
    verdict = found.verdict
    if verdict is None or verdict.status != "altered":
        return False
    diff = cast("list[dict[str, Any]]", verdict.as_json()["diff"])
    return found.work is None or telling.may_restore(diff)
