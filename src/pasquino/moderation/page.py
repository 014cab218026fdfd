"""What all pages of this room share: who looks, what stands around, what was just done."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from pasquino.accounts.access import View, only
from pasquino.accounts.models import Role, User
from pasquino.accounts.sweepers import in_good_standing
from pasquino.moderation import listing
from pasquino.moderation.models import Action

_DIGITS = 18
MOST_DONE = 20
ROOM = "/moderation/"


def sweepers(view: View) -> View:
    """A page of this room: for these roles, and a suspended one of them changes nothing."""
    return only(
        Role.MODERATOR,
        Role.EDITOR,
        Role.ADMIN,
        why="moderators and editors sweep what readers write",
    )(in_good_standing(view))


def moderator(request: HttpRequest) -> User:
    """Who looks; `sweepers` has let nobody else in."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - says so to mypy
    return user


def shown(
    request: HttpRequest, template: str, context: dict[str, Any], *, refused: bool = False
) -> HttpResponse:
    """The page, with what its reader has just done."""
    around = {"just_done": _just_done(request)}
    return render(request, template, around | context, status=422 if refused else 200)


def after(actions: Iterable[Action], address: str) -> HttpResponse:
    """Back to a page of this room, which says what was done and offers to undo it."""
    return redirect(f"{address}?done={','.join(str(action.pk) for action in actions)}")


def way_back(request: HttpRequest) -> str:
    """The page of this room from which a form was sent; the list, if none is named."""
    back = request.POST.get("back", "")
    is_ours = back.startswith(ROOM) and back.isascii() and "?" not in back and "\\" not in back
    return back if is_ours else reverse("moderation")


def _just_done(request: HttpRequest) -> list[listing.Done]:
    """The actions that the address names, if its reader did them."""
    named = request.GET.get("done", "").split(",")[:MOST_DONE]
    asked = [int(number[:_DIGITS]) for number in named if number.isdecimal()]
    if not asked:
        return []
    return listing.rows(Action.objects.filter(pk__in=asked, by=moderator(request)).listed())
