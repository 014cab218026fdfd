"""Turns networks that guess passwords away before a session, a form or a page costs anything."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pasquino.accounts import guest_pages, limits, signing_in

DOOR = "/account/login/"


class GuessersOutside:
    """Middleware, outside of sessions: one query decides at the door, and a kept page answers.

    A hundred wrong sign-ins a second must leave the other readers their time (P5). The other
    limits of signing in are looked at later, when it is known who is meant.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let everybody pass but them."""
        if request.method == "POST" and request.path == DOOR:
            try:
                signing_in.check_network(request)
            except limits.TooOften as limit:
                return guest_pages.too_often(limit)
        return self.get_response(request)
