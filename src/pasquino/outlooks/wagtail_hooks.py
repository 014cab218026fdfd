"""Puts outlooks on the desk: their menu and their pages."""

from __future__ import annotations

from django.urls import URLPattern, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from pasquino.accounts.wagtail_hooks import EditorsItem, WritersItem
from pasquino.outlooks import (
    desk_assessing,
    desk_documents,
    desk_list,
    desk_outlook,
    desk_proposals,
    desk_text,
)

# Other pages about outlooks join this menu by the hook `register_outlooks_menu_item`.
menu = Menu(register_hook_name="register_outlooks_menu_item")


@hooks.register("register_admin_menu_item")
def outlooks_menu() -> SubmenuMenuItem:
    """What named people expect."""
    return SubmenuMenuItem(_("Outlooks"), menu, name="outlooks", icon_name="history", order=170)


@hooks.register("register_outlooks_menu_item")
def all_outlooks() -> MenuItem:
    """The list."""
    return WritersItem(
        _("All outlooks"), reverse_lazy("desk-outlooks"), name="all-outlooks",
        icon_name="list-ul", order=10,
    )  # fmt: skip


@hooks.register("register_outlooks_menu_item")
def new_outlook() -> MenuItem:
    """Written as text."""
    return WritersItem(
        _("New outlook"), reverse_lazy("desk-outlook-new"), name="new-outlook",
        icon_name="plus", order=20,
    )  # fmt: skip


@hooks.register("register_outlooks_menu_item")
def proposals() -> MenuItem:
    """What readers and files propose."""
    return EditorsItem(
        _("Proposed assessments"), reverse_lazy("desk-outlook-proposals"),
        name="outlook-proposals", icon_name="comment", order=30,
    )  # fmt: skip


@hooks.register("register_outlooks_menu_item")
def bring_in() -> MenuItem:
    """Files."""
    return EditorsItem(
        _("Import and export"), reverse_lazy("desk-outlooks-import"), name="outlooks-import",
        icon_name="upload", order=40,
    )  # fmt: skip


@hooks.register("register_outlooks_menu_item")
def policy() -> MenuItem:
    """Probabilities on or off."""
    return EditorsItem(
        _("What readers expect"), reverse_lazy("desk-outlooks-policy"), name="outlooks-policy",
        icon_name="cog", order=50,
    )  # fmt: skip


@hooks.register("register_admin_urls")
def pages() -> list[URLPattern]:
    """The pages behind them."""
    one, proposed = "outlooks/<int:number>/", "outlooks/proposals/<int:key>/"
    return [
        path("outlooks/", desk_list.outlooks, name="desk-outlooks"),
        path("outlooks/new/", desk_text.new, name="desk-outlook-new"),
        path("outlooks/import/", desk_documents.bring_in, name="desk-outlooks-import"),
        path("outlooks/export.json", desk_documents.write_out_all, name="desk-outlooks-export"),
        path("outlooks/readers/", desk_documents.policy, name="desk-outlooks-policy"),
        path("outlooks/proposals/", desk_proposals.proposals, name="desk-outlook-proposals"),
        path(proposed, desk_proposals.proposal, name="desk-outlook-proposal"),
        path(f"{proposed}decline/", desk_proposals.decline, name="desk-outlook-decline"),
        path("outlooks/claims/<int:claim>/", desk_assessing.assess, name="desk-outlook-assess"),
        path(
            "outlooks/assessments/<int:assessment>/withdraw/", desk_assessing.withdraw,
            name="desk-outlook-withdraw",
        ),
        path(one, desk_outlook.outlook, name="desk-outlook"),
        path(f"{one}text/", desk_text.edit, name="desk-outlook-edit"),
        path(f"{one}outlook.json", desk_documents.write_out, name="desk-outlook-export"),
        path(f"{one}observations/", desk_outlook.observe, name="desk-outlook-observe"),
        path(
            f"{one}observations/<int:observation>/", desk_outlook.decide,
            name="desk-outlook-observation",
        ),
    ]  # fmt: skip
