"""What stands in a story's text as drawn from records: charts of figures, outlooks, claims.

An edition keeps which records and how (`Edition.insets`) and a numbered slot; the page draws them
as they stand when it is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from pasquino.figures.models import Figure, SeriesPoint
from pasquino.outlooks.models import Outlook, OutlookClaim

FIGURES, OUTLOOK, CLAIM = "figures", "outlook", "claim"
KINDS = (FIGURES, OUTLOOK, CLAIM)


def entry(id: str, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """An inset as editions list it, from its block's fields."""
    made = {FIGURES: _figures, OUTLOOK: _outlook, CLAIM: _claim}[kind](value)
    return {"id": id, "kind": kind, **made}


def words(entry: Mapping[str, Any]) -> str:
    """An inset in plain words, as search and comparing editions have it."""
    if entry["kind"] == FIGURES:
        return _said(entry["title"], _words_of_figures(entry["figures"]))
    if entry["kind"] == OUTLOOK:
        outlook = Outlook.objects.filter(pk=entry["outlook"]).first()
        return _("Outlook: {title}").format(title=outlook) if outlook else ""
    claim = OutlookClaim.objects.filter(pk=entry["claim"]).first()
    return _said(entry["why"], [str(claim)] if claim else [])


def _figures(value: Mapping[str, Any]) -> dict[str, Any]:
    series = value.get("series")
    return {
        "figures": _of_series(series) if series else [*dict.fromkeys(value.get("figures") or [])],
        "series": series,
        "shown": value.get("shown") or "bars",
        "title": value.get("title") or "",
    }


def _of_series(series: int) -> list[int]:
    """The figures that stand in a series, line after line, each once."""
    points = SeriesPoint.objects.filter(line__series=series)
    found = points.order_by("line__order", "line", "order", "pk").values_list("figure", flat=True)
    return list(dict.fromkeys(found))


def _outlook(value: Mapping[str, Any]) -> dict[str, Any]:
    return {"outlook": value["outlook"]}


def _claim(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "claim": value["claim"],
        "assessment": value.get("assessment"),
        "why": value.get("why") or "",
    }


def _words_of_figures(numbers: list[int]) -> list[str]:
    known = {figure.pk: str(figure) for figure in Figure.objects.filter(pk__in=numbers)}
    return [known[number] for number in numbers if number in known]


def _said(title: str, lines: list[str]) -> str:
    return "\n".join(filter(None, [title, *lines]))
