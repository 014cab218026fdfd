"""Puts figures on the desk: their menu and their pages."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from pasquino.accounts.wagtail_hooks import EditorsItem, WritersItem
from pasquino.figures import (
    desk_documents,
    desk_figure,
    desk_list,
    desk_proposals,
    desk_series,
)

# Other pages about figures join this menu by the hook `register_figures_menu_item`.
menu = Menu(register_hook_name="register_figures_menu_item")


@hooks.register("register_admin_menu_item")
def figures_menu() -> SubmenuMenuItem:
    """Numbers and who counted them."""
    return SubmenuMenuItem(_("Figures"), menu, name="figures", icon_name="order", order=160)


@hooks.register("register_figures_menu_item")
def all_figures() -> MenuItem:
    """The list."""
    return WritersItem(
        _("All figures"), reverse_lazy("desk-figures"), name="all-figures",
        icon_name="list-ul", order=10,
    )  # fmt: skip


@hooks.register("register_figures_menu_item")
def add_a_figure() -> MenuItem:
    """Words with a number."""
    return WritersItem(
        _("Add a figure"), reverse_lazy("desk-figure-add"), name="add-figure",
        icon_name="plus", order=20,
    )  # fmt: skip


@hooks.register("register_figures_menu_item")
def all_series() -> MenuItem:
    """Counts over time."""
    return WritersItem(
        _("Series"), reverse_lazy("desk-figure-all-series"), name="figure-series",
        icon_name="history", order=30,
    )  # fmt: skip


@hooks.register("register_figures_menu_item")
def proposals() -> MenuItem:
    """What readers know."""
    return EditorsItem(
        _("Newer counts proposed"), reverse_lazy("desk-figure-proposals"),
        name="figure-proposals", icon_name="comment", order=40,
    )  # fmt: skip


@hooks.register("register_figures_menu_item")
def bring_in() -> MenuItem:
    """Documents."""
    return EditorsItem(
        _("Import and export"), reverse_lazy("desk-figures-import"), name="figures-import",
        icon_name="upload", order=50,
    )  # fmt: skip


@hooks.register("register_admin_urls")
def pages() -> list[URLPattern]:
    """The pages behind them."""
    one = "figures/<int:number>/"
    series = "figures/series/<int:number>/"
    return [
        path("figures/", desk_list.figures, name="desk-figures"),
        path("figures/add/", desk_figure.add, name="desk-figure-add"),
        path("figures/proposals/", desk_proposals.proposals, name="desk-figure-proposals"),
        path("figures/proposals/<int:key>/", desk_proposals.proposal, name="desk-figure-proposal"),
        path(
            "figures/proposals/<int:key>/decline/", desk_proposals.decline,
            name="desk-figure-decline",
        ),
        path("figures/series/", desk_series.all_series, name="desk-figure-all-series"),
        path(series, desk_series.series, name="desk-figure-series"),
        path(
            f"{series}lines/<int:line>/", desk_series.add_point, name="desk-figure-series-point"
        ),
        path(
            f"{series}points/<int:point>/remove/", desk_series.remove_point,
            name="desk-figure-series-remove",
        ),
        path("figures/import/", desk_documents.bring_in, name="desk-figures-import"),
        re_path(
            r"^figures/export\.(?P<format>json|csv)$", desk_documents.write_out,
            name="desk-figures-export",
        ),
        path(one, desk_figure.figure, name="desk-figure"),
        path(f"{one}newer/", desk_figure.newer, name="desk-figure-newer"),
        path(f"{one}reading/", desk_figure.read_otherwise, name="desk-figure-reading"),
        path(f"{one}relations/", desk_figure.relate, name="desk-figure-relate"),
        path(
            f"{one}relations/<int:relation>/remove/", desk_figure.unrelate,
            name="desk-figure-unrelate",
        ),
        path(f"{one}marks/", desk_figure.mark, name="desk-figure-mark"),
        path(f"{one}marks/<int:mark>/lift/", desk_figure.lift, name="desk-figure-lift"),
    ]  # fmt: skip
