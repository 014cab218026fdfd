"""Who may use this room's pages at the desk, and what their answers share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pasquino.accounts.access import View, only, roles_in
from pasquino.accounts.models import Role
from pasquino.figures import citing, sentences
from pasquino.figures.models import Figure


def at_the_desk(view: View) -> View:
    """A page for writers and editors; kept by nobody."""
    return only(Role.WRITER, Role.EDITOR, Role.ADMIN, why="writers and editors enter figures")(
        view
    )


def by_editors(view: View) -> View:
    """A page where what the magazine says of others' numbers is decided; kept by nobody."""
    return only(Role.EDITOR, Role.ADMIN, why="editors answer for what is said of a figure")(view)


def may_change(request: HttpRequest, figures: Iterable[Figure]) -> bool:
    """Whether somebody may decide what is said of these: of what readers see, editors do."""
    if not roles_in(request).isdisjoint((Role.EDITOR, Role.ADMIN)):
        return True
    return not citing.public(figure.pk for figure in figures)


def left_to_editors() -> str:
    """What somebody is told who may not change what readers see."""
    return _(
        "Readers see this figure already, or one beside it, so an editor decides what is said of "
        "it. Nothing was saved; what you wrote stands below: ask an editor to enter it."
    )


def shown(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],  # whatever the template shows
    *,
    refused: bool = False,
) -> HttpResponse:
    """The page; 422 where a form on it was refused."""
    return render(request, f"figures/desk/{template}", context, status=422 if refused else 200)


def done(form: forms.Form, deed: Callable[[], object]) -> bool:
    """Whether the deed was done; if not, the form says why."""
    try:
        deed()
    except sentences.REFUSALS as refused:
        form.add_error(None, sentences.of_refusal(refused))
        return False
    return True
