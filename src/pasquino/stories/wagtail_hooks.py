"""Puts the stories on the desk: lists, home panels, buttons, and refusals in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, reverse, reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from pasquino.accounts.wagtail_hooks import WritersItem
from pasquino.stories import (
    desk_doubtful,
    desk_gate,
    desk_guards,
    desk_numbers_views,
    desk_pictures,
    desk_quotations_views,
    desk_views,
)
from pasquino.stories.desk_doubtful import Doubtful
from pasquino.stories.desk_editing import StoryPages
from pasquino.stories.desk_home import MyDrafts, Schedule
from pasquino.stories.desk_listing import Sections, Stories, Topics, Writers
from pasquino.stories.models import Story

hooks.register("before_create_page", desk_guards.keep_text)
hooks.register("before_edit_page", desk_guards.keep_text)
hooks.register("before_delete_page", desk_guards.keep_published)
hooks.register("before_bulk_action", desk_guards.keep_published_in_bulk)
hooks.register("before_bulk_action", desk_pictures.keep_needed_in_bulk)
hooks.register("before_bulk_action", desk_gate.stop_in_bulk)
hooks.register("before_copy_page", desk_guards.copy_as_draft)


@hooks.register("register_admin_viewset")
def lists() -> list[ViewSet]:
    """The lists in the menu."""
    return [Stories(), StoryPages("story_pages"), Writers(), Sections(), Topics()]


@hooks.register("register_admin_urls", order=-1)
def pages() -> list[URLPattern]:
    """Our own pages; before Wagtail's, because some of its picture pages are changed here."""
    return [
        *desk_views.urlpatterns,
        *desk_quotations_views.urlpatterns,
        *desk_numbers_views.urlpatterns,
        *desk_doubtful.urlpatterns,
        *desk_pictures.urlpatterns,
    ]


@hooks.register("register_sources_menu_item")
def doubtful_quotations() -> MenuItem:
    """Published quotations that are in doubt."""
    return WritersItem(
        _("Doubtful quotations"),
        reverse_lazy("desk-quotations"),
        name="doubtful-quotations",
        icon_name="openquote",
        order=15,
    )


@hooks.register("insert_editor_js")
def quotation_script() -> SafeString:
    """Says beside each quotation's block what the check found."""
    return format_html(
        '<script src="{}" type="module"></script>', static("stories/desk-quotation.js")
    )


@hooks.register("insert_global_admin_css")
def quotation_style() -> SafeString:
    """How verdicts, doubts and numbers look at the desk."""
    sheets = (static(f"stories/desk-{name}.css") for name in ("quotations", "figures"))
    return format_html_join(
        "", '<link rel="stylesheet" href="{}">', ((sheet,) for sheet in sheets)
    )


@hooks.register("construct_admin_api")
def no_publishing_by_api(router: Any) -> None:
    """The desk's own pages do not use these; they would publish past the gate."""
    for action in ("publish", "copy", "create_alias", "copy_for_translation"):
        PagesAdminAPIViewSet.actions.pop(action, None)


@hooks.register("construct_homepage_panels")
def home(request: HttpRequest, panels: list[Any]) -> None:
    """Schedule and drafts, then Wagtail's approvals and locks; recent edits say the same again."""
    panels[:] = [panel for panel in panels if not isinstance(panel, RecentEditsPanel)]
    panels += [Schedule(), MyDrafts(), Doubtful()]
    for panel in panels:
        if isinstance(panel, LockedPagesPanel):
            panel.order = 400


@hooks.register("construct_homepage_summary_items", order=1000)
def no_counts(request: HttpRequest, items: list[Any]) -> None:
    """How many pages and pictures there are helps nobody with their day."""
    items.clear()


@hooks.register("register_page_header_buttons")
def share_draft(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """A link that shows the draft to somebody without an account."""
    if (
        view_name == "edit"
        and isinstance(page, Story)
        and page.permissions_for_user(user).can_edit()
    ):
        yield Button(
            _("Preview link"),
            url=reverse("story-preview-link", args=[page.pk]),
            icon_name="link",
            priority=15,
        )


class StorySearch(SearchArea):
    """The search at the top of the menu looks through headlines."""

    def __init__(self) -> None:
        super().__init__(
            _("Stories"), reverse("stories:index"), name="stories", icon_name="doc-full", order=1
        )


@hooks.register("register_admin_search_area")
def search() -> StorySearch:
    """First, so that the menu's search uses it."""
    return StorySearch()


@hooks.register("construct_search")
def only_quick_search(request: HttpRequest, areas: list[SearchArea]) -> None:
    """Wagtail's own search of pages takes too long in a large magazine (DESIGN.md, part 3)."""
    areas[:] = [area for area in areas if area.name != "pages"]
