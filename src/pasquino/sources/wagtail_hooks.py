"""Puts sources on the desk: their menu, which rooms' pages may join, and their pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from pasquino.accounts.models import Role, User
from pasquino.sources import desk_copies, desk_list, desk_look_up, desk_parties, desk_work

# Other pages about sources join this menu by the hook `register_sources_menu_item`.
menu = Menu(register_hook_name="register_sources_menu_item")


class SourcesItem(MenuItem):
    """An entry of the menu that writers, editors and administrators see."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those whom the page behind it lets in."""
        roles = request.user.roles if isinstance(request.user, User) else set()
        return bool(roles & {str(Role.WRITER), str(Role.EDITOR), str(Role.ADMIN)})


@hooks.register("register_admin_menu_item")
def sources_menu() -> SubmenuMenuItem:
    """Sources, and whoever wrote them."""
    return SubmenuMenuItem(_("Sources"), menu, name="sources", icon_name="openquote", order=150)


@hooks.register("register_sources_menu_item")
def all_sources() -> MenuItem:
    """The list."""
    return SourcesItem(
        _("All sources"), reverse_lazy("desk-sources"), name="all-sources",
        icon_name="list-ul", order=10,
    )  # fmt: skip


@hooks.register("register_sources_menu_item")
def add_a_source() -> MenuItem:
    """A pasted address."""
    return SourcesItem(
        _("Add a source"), reverse_lazy("desk-source-add"), name="add-source",
        icon_name="plus", order=20,
    )  # fmt: skip


@hooks.register("register_sources_menu_item")
def people() -> MenuItem:
    """Who wrote, said and published."""
    return SourcesItem(
        _("People and organisations"), reverse_lazy("desk-parties"), name="parties",
        icon_name="group", order=30,
    )  # fmt: skip


@hooks.register("register_admin_urls")
def pages() -> list[URLPattern]:
    """The pages behind them."""
    return [
        path("sources/", desk_list.sources, name="desk-sources"),
        path("sources/add/", desk_work.add, name="desk-source-add"),
        path("sources/look-up/", desk_look_up.look_up, name="desk-source-look-up"),
        path("sources/people/", desk_parties.people, name="desk-parties"),
        path(
            "sources/people/<int:one_id>/<int:other_id>/", desk_parties.decide,
            name="desk-parties-decide",
        ),
        path("sources/people/<int:party_id>/part/", desk_parties.part, name="desk-party-part"),
        path("sources/copies/<int:copy_id>/", desk_copies.text, name="desk-copy"),
        path("sources/copies/<int:copy_id>/record/", desk_copies.record, name="desk-copy-record"),
        path("sources/<int:number>/", desk_work.source, name="desk-source"),
        path("sources/<int:number>/state/", desk_look_up.state, name="desk-source-state"),
        path("sources/<int:number>/fetch/", desk_copies.fetch, name="desk-source-fetch"),
        path("sources/<int:number>/upload/", desk_copies.upload, name="desk-source-upload"),
    ]  # fmt: skip
