"""Puts people on the desk: links that let somebody in, and nobody is deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from pasquino.accounts import desk_people
from pasquino.accounts.access import roles_in
from pasquino.accounts.models import Role, User


@hooks.register("register_admin_urls")
def pages() -> list[URLPattern]:
    """The page that makes a sign-in link."""
    return desk_people.urlpatterns


@hooks.register("before_delete_user")
def nobody_is_deleted(request: HttpRequest, person: User) -> HttpResponse:
    """Stories, comments and approvals carry their names; unticking "active" is enough."""
    messages.error(request, _refusal())
    return redirect("wagtailusers_users:edit", person.pk)


@hooks.register("before_bulk_action")
def nobody_is_deleted_in_bulk(
    request: HttpRequest, action: str, things: Iterable[Any], view: Any
) -> HttpResponse | None:
    """The same for many at once; imported readers get no roles either."""
    if view.model is not User:
        return None
    if action == "delete":
        messages.error(request, _refusal())
        return redirect("wagtailusers_users:index")
    if action == "assign_role" and any(person.origin for person in things):
        messages.error(
            request,
            _(
                "Imported readers and closed accounts hold no roles at the desk. "
                "Leave them out and try again."
            ),
        )
        return redirect("wagtailusers_users:index")
    return None


class EditorsItem(MenuItem):
    """An entry of the menu that editors and administrators see."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those whom the page behind it lets in."""
        return bool(roles_in(request) & {str(Role.EDITOR), str(Role.ADMIN)})


class WritersItem(MenuItem):
    """An entry of the menu that writers, editors and administrators see."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those whom the page behind it lets in."""
        return bool(roles_in(request) & {str(Role.WRITER), str(Role.EDITOR), str(Role.ADMIN)})


@hooks.register("register_admin_menu_item")
def readers() -> SubmenuMenuItem:
    """What editors decide about readers, on pages of the magazine itself."""
    pages = [
        EditorsItem(_l("Claims"), reverse_lazy("claims"), name="claims", order=1),
        EditorsItem(_l("Trusted readers"), reverse_lazy("trust"), name="trust", order=2),
    ]
    menu = Menu(items=pages)
    return SubmenuMenuItem(_l("Readers"), menu, name="readers", icon_name="group", order=500)


def _refusal() -> str:
    return _(
        "Nobody is deleted at the desk: stories and comments carry their names. "
        "Untick “active” instead; they cannot sign in then."
    )
