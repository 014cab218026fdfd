"""The list of figures at the desk: searched, narrowed down, newest first, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from pasquino.figures import citing, records
from pasquino.figures.desk_door import at_the_desk, shown
from pasquino.figures.models import Figure, FigureMark, FigureProposal, FigureRelation

SHOWN = 40
_DIGITS = 18
SUPERSEDED = Exists(
    FigureRelation.objects.filter(other=OuterRef("pk"), kind=FigureRelation.Kind.SUPERSEDES)
)
MARKED = Exists(FigureMark.objects.filter(figure=OuterRef("pk"), lifted_at=None))
ONLY = {
    "undated": Q(as_of=""),
    "unsourced": Q(work=None, producer=None),
    "superseded": Q(SUPERSEDED),
    "marked": Q(MARKED),
}


@dataclass(frozen=True)
class Row:
    """A figure as the list shows it; `cited` is how often in public."""

    figure: Figure
    state: str
    cited: int


@at_the_desk
def figures(request: HttpRequest) -> HttpResponse:
    """All figures, or those whose words, population or source hold some words."""
    words, only = request.GET.get("q", "").strip(), request.GET.get("only", "")
    found = _matching(words).filter(ONLY.get(only, Q()))
    before = request.GET.get("before", "")[:_DIGITS]
    if before.isascii() and before.isdecimal():
        found = found.filter(pk__lt=int(before))
    rows = list(found.select_related("work", "producer").order_by("-pk")[: SHOWN + 1])
    older = ""
    if len(rows) > SHOWN:
        asked = {"q": words, "only": only, "before": rows[SHOWN - 1].pk}
        older = "?" + urlencode({name: value for name, value in asked.items() if value})
    context = {
        "rows": _rows(rows[:SHOWN]),
        "older": older,
        "words": words,
        "only": only,
        "choices": _choices(),
        "proposals": FigureProposal.objects.filter(outcome="").count(),
    }
    return shown(request, "list.html", context)


def _choices() -> list[tuple[str, str]]:
    return [
        ("", _("All")),
        ("undated", _("Without a date")),
        ("unsourced", _("Without a source")),
        ("superseded", _("With a newer count")),
        ("marked", _("Disputed or withdrawn")),
    ]


def _rows(figures: list[Figure]) -> list[Row]:
    states = records.states_of(figures)
    cited = citing.counts([figure.pk for figure in figures])
    return [Row(figure, states[figure.pk], cited[figure.pk]) for figure in figures]


def _matching(words: str) -> QuerySet[Figure]:
    found = Figure.objects.all()
    for word in words.split():
        number = word.removeprefix("fig:")[:_DIGITS]
        by_number = Q(pk=int(number)) if number.isascii() and number.isdecimal() else Q()
        in_words = Q(words__icontains=word) | Q(population__icontains=word)
        by_origin = Q(work__title__icontains=word) | Q(producer__name__icontains=word)
        found = found.filter(in_words | by_origin | by_number)
    return found
