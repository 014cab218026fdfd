"""What a story's edition cites, as it stands now: its quotations' figures, its list of sources.

Three light queries say which checks, links and reasons count now. What follows from them is made
once and kept by everything it depends on: a page to which nothing happened reads no check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pasquino.magazine.models import Magazine
from pasquino.quotations.differing import clauses
from pasquino.stories import cited_rows, desk_quotations, sources_shown
from pasquino.stories.cited_rows import QuotationRow
from pasquino.stories.models import Edition
from pasquino.stories.quotations_shown import Found, QuotationShown, shown
from pasquino.stories.sources_shown import SourceShown

MOST_KEPT = 200  # stories, at about 5 KB a quotation
_kept: dict[tuple[object, ...], Cited] = {}


@dataclass(frozen=True)
class Cited:
    """The quotations and sources of one edition in their order, and both as HTML.

    `source_list` is empty without sources.
    """

    quotations: Sequence[QuotationShown]
    sources: Sequence[SourceShown]
    figures: Sequence[SafeString]
    source_list: SafeString


def cited_by(edition: Edition, address: str = "") -> Cited:
    """What a published story's newest edition cites; three queries, five when something is new.

    With its `address` the list of sources leads to the files for other programs.
    """
    if not edition.quotations:
        return _made(edition, [], [])
    rows = cited_rows.quotations_of(edition.story_id)
    sources = cited_rows.sources_of(edition.story_id) if rows else []
    reasons = cited_rows.reasons_of(edition.pk) if rows else []
    key = (*_words(edition), address, *rows, *sources, *reasons, *_manner())
    cited = _kept.get(key)
    if cited is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        cited = _kept[key] = _made(
            edition, _found(rows, reasons), sources_shown.shown(sources, rows), address
        )
    return cited


def cited_in_draft(edition: Edition) -> Cited:
    """What a draft's edition cites, each quotation judged now by the copies there are."""
    if not edition.quotations:
        return _made(edition, [], [])
    judged = desk_quotations.of_entries(edition.quotations, edition.language, edition.story)
    quotations = [
        replace(shown(one.place, one.entry, None, None), **_judged(one)) for one in judged
    ]
    return _printed(quotations, [])


def _judged(one: desk_quotations.Shown) -> dict[str, Any]:
    """What the desk found of a draft's quotation."""
    if one.is_paraphrase:
        return {"is_paraphrase": True}
    differs = [asdict(change) for change in one.looked.verdict.diff]
    return {"said": one.said, "clauses": clauses(differs)}


def forget() -> None:
    """Make each anew: for measuring, and for tests."""
    _kept.clear()


def _words(edition: Edition) -> Iterator[tuple[str, ...]]:
    """What is taken from the edition itself."""
    for entry in edition.quotations:
        said = (entry["speaker"], entry["work"], entry["publisher"], entry["link"])
        yield (*said, entry.get("via") or "", *entry["words"])


def _manner() -> tuple[object, ...]:
    """What words and dates depend on."""
    magazine = Magazine.current()
    zone = timezone.get_current_timezone_name()
    return get_language(), zone, magazine.clock, magazine.language


def _found(rows: Sequence[QuotationRow], reasons: Sequence[tuple[int, str]]) -> list[Found]:
    """The rows with their checks and attestations; a query for each of both, where there are."""
    checks, vouched = cited_rows.checks_of(rows), cited_rows.vouched_of(rows)
    return [
        Found(
            row,
            checks.get(row.check or 0),
            vouched.get(row.attestation or 0),
            tuple(reason for place, reason in reasons if place == row.place),
        )
        for row in rows
    ]


def _made(
    edition: Edition,
    found: Sequence[Found],
    sources: Sequence[SourceShown],
    address: str = "",
) -> Cited:
    by_place = {one.row.place: one for one in found}
    by_work = {source.work: source for source in sources}
    quotations = []
    for number, entry in enumerate(edition.quotations, start=1):
        one = by_place.get(number)
        source = by_work.get(one.row.work or 0) if one else None
        quotations.append(shown(number, entry, one, source))
    return _printed(quotations, sources, address)


def _printed(
    quotations: Sequence[QuotationShown], sources: Sequence[SourceShown], address: str = ""
) -> Cited:
    return Cited(
        quotations,
        sources,
        [_rendered("_quotation", quotation=quotation) for quotation in quotations],
        _rendered("_sources", sources=sources, address=address) if sources else mark_safe(""),
    )


def _rendered(template: str, **context: object) -> SafeString:
    html = get_template(f"stories/{template}.html").render(
        {"magazine": Magazine.current(), **context}
    )
    return mark_safe(html.strip())  # noqa: S308 - a template has escaped it
