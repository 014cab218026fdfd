"""The list of sources at the desk: searched, newest first, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse

from pasquino.sources import citing, copies, sentences
from pasquino.sources.copies import Held
from pasquino.sources.desk_door import at_the_desk, shown
from pasquino.sources.models import Work, WorkAddress

SHOWN = 40
_DIGITS = 18


@dataclass(frozen=True)
class Row:
    """A work as the list shows it; `cited` is how often in public."""

    work: Work
    held: Held
    said: str
    cited: int


@at_the_desk
def sources(request: HttpRequest) -> HttpResponse:
    """All sources, or those whose title, publisher or address holds some words."""
    words = request.GET.get("q", "").strip()
    found = _matching(words) if words else Work.objects.all()
    before = request.GET.get("before", "")[:_DIGITS]
    if before.isascii() and before.isdecimal():
        found = found.filter(pk__lt=int(before))
    works = list(found.select_related("publisher").order_by("-pk")[: SHOWN + 1])
    older = ""
    if len(works) > SHOWN:
        asked = {"q": words} if words else {}
        older = "?" + urlencode({**asked, "before": works[SHOWN - 1].pk})
    context = {"rows": rows(works[:SHOWN]), "older": older, "words": words}
    return shown(request, "list.html", context)


def rows(works: list[Work]) -> list[Row]:
    """The works with what is held of them and how often they are cited."""
    numbers = [work.pk for work in works]
    held, cited = copies.held(numbers), citing.counts(numbers)
    return [
        Row(work, held[work.pk], sentences.of_held(held[work.pk]), cited[work.pk])
        for work in works
    ]


def _matching(words: str) -> QuerySet[Work]:
    found = Work.objects.all()
    for word in words.split():
        at_address = Exists(WorkAddress.objects.filter(work=OuterRef("pk"), url__icontains=word))
        found = found.filter(
            Q(title__icontains=word) | Q(publisher__name__icontains=word) | at_address
        )
    return found
