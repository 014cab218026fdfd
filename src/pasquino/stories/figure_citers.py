"""Tells the rooms of figures and outlooks which stories have them in public."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet

from pasquino.figures.citing import FigureCiters
from pasquino.figures.citing import register as register_figures
from pasquino.figures.models import Figure
from pasquino.outlooks.citing import Citation, OutlookCiters
from pasquino.outlooks.citing import register as register_outlooks
from pasquino.outlooks.models import Outlook
from pasquino.stories.models import PublishedStory, StoryAssessment, StoryFigure, StoryOutlook

SHOWN = 100
PUBLIC = Q(story__public__isnull=False, story__public__withdrawn_at__isnull=True)


def offer() -> None:
    """Have stories asked."""
    register_figures(
        FigureCiters(
            order=10,
            name="stories",
            figures=lambda: _figures().values("figure"),
            counts=_counts,
            context=_context,
            template="stories/_citing_figure.html",
        )
    )
    register_outlooks(
        OutlookCiters(order=10, name="stories", outlooks=_outlooks, citations=_citations)
    )


def _figures() -> QuerySet[StoryFigure]:
    return StoryFigure.objects.filter(PUBLIC)


def _counts(numbers: Collection[int]) -> dict[int, int]:
    """How many stories cite each of these figures."""
    found = _figures().filter(figure__in=numbers).values("figure")
    return dict(found.annotate(times=Count("story", distinct=True)).values_list("figure", "times"))


def _context(figure: Figure) -> dict[str, Any]:  # what a template is given
    """The newest stories that cite a figure; `more` says that there are older ones."""
    citing = StoryFigure.objects.filter(figure=figure).values("story")
    newest = list(PublishedStory.objects.public().filter(story__in=citing).newest()[: SHOWN + 1])
    return {"stories": newest[:SHOWN], "more": len(newest) > SHOWN}


def _outlooks() -> QuerySet[Any, Any]:  # of values
    shown = StoryOutlook.objects.filter(PUBLIC).values("outlook")
    cited = StoryAssessment.objects.filter(PUBLIC).values("claim__outlook")
    return Outlook.objects.filter(Q(pk__in=shown) | Q(pk__in=cited)).values("pk")


def _citations(outlook: Outlook) -> Iterator[Citation]:
    """The stories that show an outlook or come back to claims of it, newest first; 3 queries."""
    shown = set(
        StoryOutlook.objects.filter(PUBLIC, outlook=outlook).values_list("story", flat=True)
    )
    cited: dict[int, list[tuple[int, int | None]]] = {}
    rows = StoryAssessment.objects.filter(PUBLIC, claim__outlook=outlook)
    for story, claim, assessment in rows.values_list("story", "claim", "assessment"):
        cited.setdefault(story, []).append((claim, assessment))
    for public in PublishedStory.objects.filter(pk__in={*shown, *cited}).newest():
        found = cited.get(public.pk, [])
        yield Citation(
            title=public.headline,
            address=public.get_absolute_url(),
            at=public.published_at,
            language=public.language,
            shows_all=public.pk in shown,
            claims=frozenset(claim for claim, _assessment in found),
            carries=frozenset(assessment for _claim, assessment in found if assessment),
        )
