"""What a story's edition cites, as it stands now, and its text with all that in its places.

Few light queries say which checks, links, reasons and figures count now. What follows from them
is made once and kept by everything it depends on: a page to which nothing happened reads no check.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pasquino.delivery.recent import Recent
from pasquino.magazine.models import Magazine
from pasquino.quotations.differing import clauses
from pasquino.stories import (
    cited_rows,
    desk_quotations,
    figure_places,
    figured_rows,
    figures_shown,
    insets_shown,
    sources_shown,
)
from pasquino.stories.cited_rows import QuotationRow
from pasquino.stories.figured_rows import FigureRow
from pasquino.stories.figures_shown import FigureShown
from pasquino.stories.models import Edition, PublishedStory
from pasquino.stories.quotations_shown import Found, QuotationShown, shown
from pasquino.stories.sources_shown import SourceShown
from pasquino.stories.story_body import body

MOST_KEPT = 200  # stories, at about 5 KB a quotation and 2 KB a figure


@dataclass(frozen=True)
class Cited:
    """The quotations, sources and figures of one edition in their order, and its text with them.

    `source_list` is empty without sources.
    """

    quotations: Sequence[QuotationShown]
    sources: Sequence[SourceShown]
    figures: Sequence[FigureShown]
    body: SafeString
    source_list: SafeString


_kept: Recent[Cited] = Recent(MOST_KEPT)


def cited_by(public: PublishedStory, address: str = "") -> Cited:
    """What a published story's newest edition cites.

    Three queries for quotations, one for figures, and some where something is new. With its
    `address` the list of sources leads to the files for other programs.
    """
    edition = public.edition
    figures = figured_rows.of_story(public.pk) if public.has_figures else []
    if not (edition.quotations or figures or edition.insets):
        return _printed(edition, [], [], [], ())
    rows = cited_rows.quotations_of(public.pk) if edition.quotations else []
    sources = cited_rows.sources_of(public.pk) if rows or figures else []
    reasons = cited_rows.reasons_of(edition.pk) if rows else []
    insets = insets_shown.depends(edition.insets)
    given = (*rows, *sources, *reasons, *figures, *insets)
    key = (*_words(edition), address, *given, *_manner())
    cited = _kept.get(key)
    if cited is None:
        listed = sources_shown.shown(sources, rows)
        quotations = _quotations(edition, _found(rows, reasons), listed)
        cited = _printed(edition, quotations, listed, figures, insets, address)
        _kept.keep(key, cited)
    return cited


def cited_in_draft(edition: Edition) -> Cited:
    """What a draft's edition cites, each quotation judged now by the copies there are."""
    judged = desk_quotations.of_entries(edition.quotations, edition.language, edition.story)
    quotations = [
        replace(shown(one.place, one.entry, None, None), **_judged(one)) for one in judged
    ]
    places = figure_places.placed(edition, edition.story.marked_figures.all())
    insets = insets_shown.depends(edition.insets)
    return _printed(edition, quotations, [], figured_rows.of_places(places), insets)


def _judged(one: desk_quotations.Shown) -> dict[str, Any]:
    """What the desk found of a draft's quotation."""
    if one.is_paraphrase:
        return {"is_paraphrase": True}
    differs = [asdict(change) for change in one.looked.verdict.diff]
    return {"said": one.said, "clauses": clauses(differs)}


def forget() -> None:
    """Make each anew: for measuring, and for tests."""
    _kept.forget()


def _words(edition: Edition) -> Iterator[tuple[str, ...]]:
    """What is taken from the edition itself."""
    yield edition.language, edition.html
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


def _quotations(
    edition: Edition, found: Sequence[Found], sources: Sequence[SourceShown]
) -> list[QuotationShown]:
    by_place = {one.row.place: one for one in found}
    by_work = {source.work: source for source in sources}
    quotations = []
    for number, entry in enumerate(edition.quotations, start=1):
        one = by_place.get(number)
        source = by_work.get(one.row.work or 0) if one else None
        quotations.append(shown(number, entry, one, source))
    return quotations


def _printed(
    edition: Edition,
    quotations: Sequence[QuotationShown],
    sources: Sequence[SourceShown],
    rows: Sequence[FigureRow],
    insets: Sequence[insets_shown.Depends],
    address: str = "",
) -> Cited:
    by_work = {source.work: source for source in sources}
    figures = figures_shown.shown(rows, by_work)
    slots = {
        ("quotation", number): _rendered("_quotation", quotation=quotation)
        for number, quotation in enumerate(quotations, start=1)
    }
    slots |= insets_shown.drawn(edition.insets, insets, figures, by_work)

    def cards(of: Sequence[FigureShown]) -> str:
        return _rendered("_figure_cards", figures=of, language=edition.language)

    return Cited(
        quotations,
        sources,
        figures,
        body(edition, slots, figures, cards),
        _rendered("_sources", sources=sources, address=address) if sources else mark_safe(""),
    )


def _rendered(template: str, **context: object) -> SafeString:
    html = get_template(f"stories/{template}.html").render(
        {"magazine": Magazine.current(), **context}
    )
    return mark_safe(html.strip())  # noqa: S308 - a template has escaped it
