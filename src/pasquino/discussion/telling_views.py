"""Members tell the editors what a comment knows: a newer count, or what became of a claim."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from pasquino.accounts.access import only
from pasquino.accounts.models import Role
from pasquino.discussion import telling
from pasquino.discussion.models import Comment
from pasquino.discussion.writing_places import Place, find
from pasquino.figures import newer_views
from pasquino.outlooks import proposing_views

DIGITS = 18


@only(Role.READER, why="members tell the editors what a comment knows")
def tell(request: HttpRequest, year: str, month: str, slug: str, number: str) -> HttpResponse:
    """The figures and claims around a comment, to choose which one it is about."""
    place, comment = _found(year, month, slug, number)
    asked = request.GET.get("figure", "").strip()[:40].lower().removeprefix("fig:")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= DIGITS
    is_refused = bool(asked) and not (is_number and telling.is_known(int(asked)))
    if asked and not is_refused:
        return redirect("comment-newer", *place.story.address, comment.number, int(asked))
    context = {
        "place": place,
        "comment": comment,
        "figures": telling.figures_near(comment),
        "claims": telling.claims_near(comment),
        "asked": request.GET.get("figure", "")[:40],
        "is_refused": is_refused,
    }
    return render(request, "discussion/tell.html", context, status=422 if is_refused else 200)


@only(Role.READER, why="members tell the editors of newer counts")
def newer(
    request: HttpRequest, year: str, month: str, slug: str, number: str, figure: str
) -> HttpResponse:
    """The form about one figure, of which the comment gives a newer count."""
    _place, comment = _found(year, month, slug, number)
    said_in = newer_views.SaidIn(comment.get_absolute_url(), comment.number)
    return newer_views.answer(request, int(figure), said_in)


@only(Role.READER, why="members tell the editors what became of claims")
def assess(
    request: HttpRequest, year: str, month: str, slug: str, number: str, claim: str
) -> HttpResponse:
    """The form about one claim, of which the comment says what became of it."""
    _place, comment = _found(year, month, slug, number)
    found = telling.public_claims().filter(pk=int(claim)).first()
    if found is None:
        raise Http404
    said_in = proposing_views.SaidIn(comment.get_absolute_url(), comment.number)
    return proposing_views.answer(request, found, said_in)


def _found(year: str, month: str, slug: str, number: str) -> tuple[Place, Comment]:
    """A comment that everybody may read. Raises Http404."""
    place = find(year, month, slug, number)
    if place.comment is None or not Comment.objects.listed().filter(pk=place.comment.pk).exists():
        raise Http404
    return place, place.comment
