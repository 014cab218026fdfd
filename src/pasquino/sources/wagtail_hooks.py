"""Puts sources on the desk: their menu, which rooms' pages may join, and their pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from pasquino.accounts.wagtail_hooks import EditorsItem, WritersItem
from pasquino.sources import (
    desk_copies,
    desk_links,
    desk_list,
    desk_look_up,
    desk_masks,
    desk_parties,
    desk_takedowns,
    desk_work,
)
from pasquino.sources.desk_home import LinksToSeeTo

# Other pages about sources join this menu by the hook `register_sources_menu_item`.
menu = Menu(register_hook_name="register_sources_menu_item")


@hooks.register("register_admin_menu_item")
def sources_menu() -> SubmenuMenuItem:
    """Sources, and whoever wrote them."""
    return SubmenuMenuItem(_("Sources"), menu, name="sources", icon_name="openquote", order=150)


@hooks.register("register_sources_menu_item")
def all_sources() -> MenuItem:
    """The list."""
    return WritersItem(
        _("All sources"), reverse_lazy("desk-sources"), name="all-sources",
        icon_name="list-ul", order=10,
    )  # fmt: skip


@hooks.register("register_sources_menu_item")
def add_a_source() -> MenuItem:
    """A pasted address."""
    return WritersItem(
        _("Add a source"), reverse_lazy("desk-source-add"), name="add-source",
        icon_name="plus", order=20,
    )  # fmt: skip


@hooks.register("register_sources_menu_item")
def people() -> MenuItem:
    """Who wrote, said and published."""
    return WritersItem(
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


@hooks.register("register_sources_menu_item")
def link_health() -> MenuItem:
    """How the links stand."""
    return EditorsItem(
        _("Link health"), reverse_lazy("desk-links"), name="link-health", icon_name="link",
        order=40,
    )  # fmt: skip


@hooks.register("register_sources_menu_item")
def masked_names() -> MenuItem:
    """Names that the public is not shown."""
    return EditorsItem(
        _("Masked names"), reverse_lazy("desk-masks"), name="masked-names", icon_name="view",
        order=50,
    )  # fmt: skip


@hooks.register("construct_homepage_panels")
def links_to_see_to(request: HttpRequest, panels: list[Any]) -> None:
    """How many links are dead."""
    panels.append(LinksToSeeTo())


@hooks.register("register_admin_urls")
def pages_of_editors() -> list[URLPattern]:
    """The pages behind them."""
    return [
        path("sources/links/", desk_links.health, name="desk-links"),
        path(
            "sources/links/<int:address_id>/look/", desk_links.look_now, name="desk-link-look"
        ),
        path("sources/masks/", desk_masks.masks, name="desk-masks"),
        path("sources/masks/<int:mask_id>/lift/", desk_masks.lift, name="desk-mask-lift"),
        path("sources/<int:number>/takedowns/", desk_takedowns.of_source, name="desk-takedowns"),
        path(
            "sources/takedowns/<int:takedown_id>/lift/", desk_takedowns.lift,
            name="desk-takedown-lift",
        ),
    ]  # fmt: skip
