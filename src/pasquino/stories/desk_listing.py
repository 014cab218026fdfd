"""The lists at the desk: all stories with filters, sections, topics and writers."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from pasquino.stories.models import Section, Story, Topic, Writer

STATES = {
    "draft": Q(live=False, public__isnull=True),
    "scheduled": Q(go_live_at__isnull=False) & Q(_revisions__approved_go_live_at__isnull=False),
    "published": Q(live=True),
    "changed": Q(live=True, has_unpublished_changes=True),
    "withdrawn": Q(live=False, public__isnull=False),
}
STATE_NAMES = [
    ("draft", _("Drafts, never published")),
    ("scheduled", _("Scheduled")),
    ("published", _("Published")),
    ("changed", _("Published, with changes in draft")),
    ("withdrawn", _("Unpublished")),
]


class StoryFilters(WagtailFilterSet):
    """By section, state, topic and writer."""

    section = django_filters.ModelMultipleChoiceFilter(
        queryset=Section.objects.all(), widget=CheckboxSelectMultiple, label=_("Section")
    )
    state = django_filters.ChoiceFilter(
        method="in_state",
        choices=STATE_NAMES,
        empty_label=_("Any"),
        widget=RadioSelect,
        label=_("State"),
    )
    topics = django_filters.ModelChoiceFilter(queryset=Topic.objects.all(), label=_("Topic"))
    writer = django_filters.ModelChoiceFilter(
        field_name="bylines__writer", queryset=Writer.objects.all(), label=_("Writer")
    )

    class Meta:
        model = Story
        fields: ClassVar[list[str]] = []

    def in_state(self, stories: QuerySet[Story], _name: str, state: str) -> QuerySet[Story]:
        """The stories in one of `STATES`."""
        return stories.filter(STATES[state]).distinct() if state in STATES else stories


class StoriesIndex(IndexView):
    """All stories; searched by their headline alone, which stays quick with 20,000 of them."""

    page_title = _("Stories")
    add_item_label = _("Write a story")
    default_ordering = "-latest_revision_created_at"
    columns: ClassVar = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Headline"), sort_key="title", classname="title"),
        Column("section", label=_("Section"), sort_key="section__name", width="14%"),
        DateColumn(
            "latest_revision_created_at",
            label=_("Updated"),
            sort_key="latest_revision_created_at",
            width="12%",
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="14%"),
    ]

    def get_base_queryset(self) -> QuerySet[Story]:
        """Stories with their sections."""
        found: QuerySet[Story] = super().get_base_queryset().select_related("section")
        return found

    def search_queryset(self, queryset: QuerySet[Story]) -> QuerySet[Story]:
        """Wagtail's ranked search takes 90 s for a common word on SQLite (DESIGN.md, part 3)."""
        if not self.is_searching:
            return queryset
        words = self.search_query.split()
        for word in words:
            queryset = queryset.filter(Q(draft_title__icontains=word) | Q(title__icontains=word))
        return queryset


class Stories(PageListingViewSet):
    """The list of stories in the menu."""

    name = "stories"
    icon = "doc-full"
    menu_label = _("Stories")
    menu_order = 100
    add_to_admin_menu = True
    model = Story
    index_view_class = StoriesIndex
    columns = StoriesIndex.columns
    filterset_class = StoryFilters
    list_per_page = 30


class DeleteUnused(DeleteView):
    """Deletes what no story needs; what stories need is kept, and said so."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete it, or lead back to it with a sentence."""
        try:
            with transaction.atomic():
                answer: HttpResponse = super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request,
                gettext(
                    "Stories stand under “%(name)s”, so it is kept. Move them elsewhere first."
                )
                % {"name": self.object},
            )
            return redirect(str(self.index_url_name))
        return answer


class ListViewSet(ModelViewSet):
    """What the three lists below share."""

    add_to_admin_menu = True
    delete_view_class = DeleteUnused
    search_fields: ClassVar[list[str]] = ["name"]
    search_backend_name = None
    ordering: ClassVar[list[str]] = ["name"]


class Writers(ListViewSet):
    """The people whose names stand over stories."""

    name = "writers"
    icon = "user"
    model = Writer
    menu_label = _("Writers")
    menu_order = 210
    list_display: ClassVar[list[Any]] = ["name", "slug", "account"]


class Sections(ListViewSet):
    """The departments of the magazine."""

    name = "sections"
    icon = "folder-open-inverse"
    model = Section
    menu_label = _("Sections")
    menu_order = 220
    list_display: ClassVar[list[Any]] = ["name", "slug", "position"]
    ordering: ClassVar = ["position", "name"]


class Topics(ListViewSet):
    """The subjects that stories of any section share."""

    name = "topics"
    icon = "tag"
    model = Topic
    menu_label = _("Topics")
    menu_order = 230
    list_display: ClassVar[list[Any]] = ["name", "slug"]
