"""Leads readers from addresses that changed to where things stand now, for good."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from pasquino.stories.models import FormerAddress

NOT_FOUND = 404


class FormerAddresses:
    """Middleware: before "not found" is answered, looks whether something stood there once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a path that nothing answers may lead on permanently."""
        response = self.get_response(request)
        if response.status_code != NOT_FOUND or request.method not in ("GET", "HEAD"):
            return response
        target = where_now(request.path)
        if target is None:
            return response
        query = request.META.get("QUERY_STRING", "")
        moved = HttpResponsePermanentRedirect(f"{target}?{query}" if query else target)
        moved.headers["Cache-Control"] = "no-cache"
        return moved


def where_now(path: str) -> str | None:
    """The path at which what stood at `path`, or above it, stands now; None if nothing did."""
    if "\x00" in path:  # PostgreSQL refuses it in a text, and nothing ever stood there
        return None
    parts = path.strip("/").split("/")
    stems = ["/" + "/".join(parts[:length]) + "/" for length in range(len(parts), 0, -1)]
    found = {row.path: row.target for row in FormerAddress.objects.filter(path__in=stems[:8])}
    for stem in stems:
        if stem in found:
            return (
                found[stem]
                + path.strip("/")[len(stem) - 1 :].lstrip("/")
                + ("/" if len(path) > len(stem) and path.endswith("/") else "")
            )
    return None
