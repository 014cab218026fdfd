"""Says of a view which roles may use it; the list of routes is read from here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from pasquino.accounts.models import Role, User
from pasquino.delivery.pages import Rule
from pasquino.magazine import kept_words
from pasquino.magazine.views import SIGNED_OUT, form_refused

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def roles_in(request: HttpRequest) -> set[str]:
    """The roles of whoever is asking, read once a request: a menu asks for each of its entries."""
    if not isinstance(request.user, User):
        return set()
    known: set[str] | None = getattr(request, "_pasquino_roles", None)
    if known is None:
        known = request.user.roles
        request._pasquino_roles = known  # type: ignore[attr-defined]  # a place of our own
    return known


def only(*roles: Role, why: str) -> Callable[[View], View]:
    """A page for these roles; others are asked to sign in, or refused when they have.

    What a form brings from somebody whose session has ended comes back to them.

    Everybody who is signed in is a reader: for readers' pages no role is looked up.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return _signed_out(request)
            if Role.READER not in roles and not request.user.roles & set(map(str, roles)):
                raise PermissionDenied
            return kept_private(view(request, *args, **kwargs))

        answer.rule = Rule(tuple(str(role) for role in roles), why)  # type: ignore[attr-defined]  # read by `pasquino routes`
        return answer  # type: ignore[return-value]  # same signature as the view's

    return mark


def member(request: HttpRequest) -> User:
    """Who is signed in; for views behind `only`, which has let nobody else in."""
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - says so to mypy
    return user


def _signed_out(request: HttpRequest) -> HttpResponseBase:
    """Asks to sign in; what somebody has written meanwhile comes back to be copied."""
    if request.method == "POST" and kept_words.of(request):
        return form_refused(request, SIGNED_OUT)
    return redirect_to_login(request.get_full_path())


def holder_of_secret(*, why: str) -> Callable[[View], View]:
    """A page for whoever holds the secret in its address; never stored, never indexed."""

    def mark(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return kept_private(view(request, *args, **kwargs))

        answer.rule = Rule(("holder of the link",), why)  # type: ignore[attr-defined]  # read by `pasquino routes`
        return answer  # type: ignore[return-value]  # same signature as the view's

    return mark


def kept_private(response: HttpResponseBase) -> HttpResponseBase:
    """Neither browser nor proxy keeps it, and no search engine lists it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
