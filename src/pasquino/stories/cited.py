"""What a story's edition cites, as it stands now: its quotations' figures, its list of sources.

Two light queries say which checks and links count now. What follows from them is made once and
kept by everything it depends on, so a page to which nothing happened reads no check and no diff.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pasquino.magazine.models import Magazine
from pasquino.stories import cited_rows, sources_shown
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


def cited_by(edition: Edition) -> Cited:
    """What a published story's newest edition cites; two queries, four when something is new."""
    if not edition.quotations:
        return _made(edition, [], [])
    rows = cited_rows.quotations_of(edition.story_id)
    sources = cited_rows.sources_of(edition.story_id) if rows else []
    key = (edition.pk, tuple(rows), tuple(sources), *_manner())
    cited = _kept.get(key)
    if cited is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        cited = _kept[key] = _made(edition, _found(rows), sources_shown.shown(sources, rows))
    return cited


def forget() -> None:
    """Make each anew: for measuring, and for tests."""
    _kept.clear()


def _manner() -> tuple[object, ...]:
    """What words and dates depend on."""
    magazine = Magazine.current()
    zone = timezone.get_current_timezone_name()
    return get_language(), zone, magazine.clock, magazine.language


def _found(rows: Sequence[QuotationRow]) -> list[Found]:
    """The rows with their checks and attestations; a query for each of both, where there are."""
    checks, vouched = cited_rows.checks_of(rows), cited_rows.vouched_of(rows)
    return [
        Found(row, checks.get(row.check or 0), vouched.get(row.attestation or 0)) for row in rows
    ]


def _made(edition: Edition, found: Sequence[Found], sources: Sequence[SourceShown]) -> Cited:
    by_place = {one.row.place: one for one in found}
    by_work = {source.work: source for source in sources}
    quotations = []
    for number, entry in enumerate(edition.quotations, start=1):
        one = by_place.get(number)
        source = by_work.get(one.row.work or 0) if one else None
        quotations.append(shown(number, entry, one, source))
    return Cited(
        quotations,
        sources,
        [_rendered("_quotation", quotation=quotation) for quotation in quotations],
        _rendered("_sources", sources=sources) if sources else mark_safe(""),
    )


def _rendered(template: str, **context: object) -> SafeString:
    html = get_template(f"stories/{template}.html").render(
        {"magazine": Magazine.current(), **context}
    )
    return mark_safe(html.strip())  # noqa: S308 - a template has escaped it
