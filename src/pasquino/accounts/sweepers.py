"""What all pages below `/moderation/` share: who may act there, and the ways between them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from pasquino.accounts import standing
from pasquino.accounts.access import View
from pasquino.accounts.models import Role, Suspension, User

EDITORS = frozenset({str(Role.EDITOR), str(Role.ADMIN)})


@dataclass(frozen=True)
class Way:
    """A page in the navigation of moderation, for these roles; `count` is what waits there."""

    title: str | Promise
    route: str
    roles: frozenset[str] = frozenset(standing.SWEEPERS)
    count: Callable[[], int] | None = None

    @property
    def url(self) -> str:
        """Where it leads."""
        return reverse(self.route)


_ways: list[tuple[int, Way]] = []


def offer(order: int, way: Way) -> None:
    """Have this page in the navigation, lower `order` first."""
    if all(way.route != other.route for _order, other in _ways):
        _ways.append((order, way))
        _ways.sort(key=lambda offered: offered[0])


def ways(sweeper: User) -> list[Way]:
    """The pages that are open to this person, in the order they are shown."""
    roles = sweeper.roles
    return [way for _order, way in _ways if way.roles & roles]


def in_good_standing(view: View) -> View:
    """Whoever is suspended looks at such a page and changes nothing: 403, with until when."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and isinstance(request.user, User):
            suspension = standing.suspension(request.user)
            if suspension is not None:
                return _refused(request, suspension)
        return view(request, *args, **kwargs)

    return answer  # type: ignore[return-value]  # same signature as the view's


def _refused(request: HttpRequest, suspension: Suspension) -> HttpResponse:
    context = {"suspension": suspension}
    return render(request, "accounts/suspended_sweeper.html", context, status=403)
