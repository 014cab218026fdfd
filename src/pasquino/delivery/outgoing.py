"""What every answer passes through before it leaves; rooms above say what that is.

A filter sees an answer once, before it is hashed and compressed: what a browser or an edge keeps
is what the filter made of it, and changes when the filter does.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

Filter = Callable[[HttpRequest, HttpResponseBase], None]
_filters: list[Filter] = []


def pass_through(outgoing: Filter) -> None:
    """Have all answers pass through this; it changes the answer it is given."""
    _filters.append(outgoing)


def passed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer after all filters; one that has passed already is left alone."""
    if not getattr(response, "has_passed", False):
        for outgoing in _filters:
            outgoing(request, response)
        response.has_passed = True  # type: ignore[attr-defined]  # read above, here alone
    return response


class Outgoing:
    """Middleware: what no public page sends, such as members' pages and errors, passes too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, after the filters."""
        return passed(request, self.get_response(request))
