"""Who may use this room's pages at the desk, and what their answers share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pasquino.accounts.access import View, only
from pasquino.accounts.models import Role
from pasquino.outlooks import sentences


def at_the_desk(view: View) -> View:
    """A page for writers and editors; kept by nobody."""
    return only(Role.WRITER, Role.EDITOR, Role.ADMIN, why="writers and editors enter outlooks")(
        view
    )


def by_editors(view: View) -> View:
    """A page where it is decided how a claim stands; kept by nobody."""
    return only(Role.EDITOR, Role.ADMIN, why="editors answer for what is said of a claim")(view)


def shown(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],  # whatever the template shows
    *,
    refused: bool = False,
) -> HttpResponse:
    """The page; 422 where a form on it was refused."""
    return render(request, f"outlooks/desk/{template}", context, status=422 if refused else 200)


def done(form: forms.Form, deed: Callable[[], object]) -> bool:
    """Whether the deed was done, all of it; if not, the form says why."""
    try:
        with transaction.atomic():
            deed()
    except sentences.REFUSALS as refused:
        form.add_error(None, sentences.of_refusal(refused))
        return False
    return True
