"""Who may use this room's pages at the desk, and what their answers share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pasquino.accounts.access import View, only
from pasquino.accounts.models import Role


def at_the_desk(view: View) -> View:
    """A page for writers and editors; kept by nobody."""
    return only(
        Role.WRITER, Role.EDITOR, Role.ADMIN, why="writers and editors look after sources"
    )(view)


def by_editors(view: View) -> View:
    """A page about what the public is shown: for editors alone; kept by nobody."""
    return only(Role.EDITOR, Role.ADMIN, why="editors answer for what the public is shown")(view)


def shown(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],  # whatever the template shows
    *,
    refused: bool = False,
) -> HttpResponse:
    """The page; 422 where a form on it was refused."""
    return render(request, f"sources/desk/{template}", context, status=422 if refused else 200)
