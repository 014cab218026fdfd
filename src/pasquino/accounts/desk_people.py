"""The desk's pages about people: list, create, edit, and links that let somebody in."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, BulkActionsCheckboxColumn, Column, DateColumn
from wagtail.admin.widgets.boolean_radio_select import BooleanRadioSelect
from wagtail.users.views.groups import GroupViewSet
from wagtail.users.views.users import EditView, IndexView, UserColumn, UserViewSet

from pasquino.accounts import actions
from pasquino.accounts.desk_forms import DESK_ROLES, EditPersonForm, PersonForm
from pasquino.accounts.models import User


class PeopleFilters(WagtailFilterSet):
    """By role, state and where they came from."""

    groups = django_filters.ModelMultipleChoiceFilter(
        queryset=Group.objects.filter(name__in=DESK_ROLES).order_by("name"),
        label=gettext_lazy("Role"),
        widget=CheckboxSelectMultiple,
    )
    is_superuser = django_filters.BooleanFilter(
        label=gettext_lazy("Administrator"), widget=BooleanRadioSelect
    )
    is_active = django_filters.BooleanFilter(
        label=gettext_lazy("Active"), widget=BooleanRadioSelect
    )
    imported = django_filters.BooleanFilter(
        method="came_with_import", label=gettext_lazy("Imported"), widget=BooleanRadioSelect
    )

    class Meta:
        model = User
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, is_searching: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def came_with_import(self, people: QuerySet[User], _name: str, yes: bool) -> QuerySet[User]:
        """Imported readers, or all others."""
        return people.exclude(origin="") if yes else people.filter(origin="")


class PeopleIndex(IndexView):
    """Everybody with an account, and readers that came with an import."""

    page_title = gettext_lazy("People")
    add_item_label = gettext_lazy("Add somebody")

    @property
    def columns(self) -> list[Any]:
        """Name, mail, roles, origin, state."""
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="user"),
            self._get_title_column_class(UserColumn)(
                "name",
                label=gettext_lazy("Name"),
                sort_key="name_key",
                get_url=self.get_edit_url,
                classname="name",
            ),
            Column("email", label=gettext_lazy("Mail address"), width="22%"),
            Column("roles", accessor=_roles, label=gettext_lazy("Roles"), width="18%"),
            BooleanColumn("is_active", label=gettext_lazy("Active"), width="8%"),
            DateColumn(
                "last_login",
                label=gettext_lazy("Last sign-in"),
                sort_key="last_login",
                width="14%",
            ),
        ]

    def get_base_queryset(self) -> QuerySet[User]:
        """With their groups, so that the list asks for them once."""
        found: QuerySet[User] = super().get_base_queryset().prefetch_related("groups")
        return found

    def search_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """By name or mail address."""
        if not self.is_searching:
            return queryset
        wanted = self.search_query
        return queryset.filter(Q(name__icontains=wanted) | Q(email__icontains=wanted))

    def order_queryset(self, queryset: QuerySet[User]) -> QuerySet[User]:
        """By name, or as asked."""
        return queryset.order_by(self.ordering or "name_key", "pk")


def _roles(user: User) -> str:
    if user.is_imported:
        return _("imported from %(origin)s") % {"origin": user.origin}
    if user.is_closed:
        return _("closed account")
    held = [group.name for group in user.groups.all()]
    if user.is_superuser:
        held.insert(0, _("administrator"))
    if user.is_trusted:
        held.append(_("trusted"))
    return ", ".join(held) or _("reader")


class EditPerson(EditView):
    """One account, with a button for a sign-in link."""

    template_name = "wagtailusers/users/edit.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Where the link is made."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if not self.object.origin:
            context["link_url"] = reverse("person-sign-in-link", args=[self.object.pk])
        return context


class People(UserViewSet):
    """Wagtail's user pages with our user."""

    menu_label = gettext_lazy("People")
    ordering = "name_key"
    filterset_class = PeopleFilters
    index_view_class = PeopleIndex
    edit_view_class = EditPerson
    search_fields: ClassVar[list[str]] = ["name", "email"]

    def get_form_class(self, for_update: bool = False) -> type[PersonForm]:
        """Ours."""
        return EditPersonForm if for_update else PersonForm


class Roles(GroupViewSet):
    """Roles are set by the engine (`stories/desk_setup.py`); no menu leads to their pages."""

    add_to_settings_menu = False


@sensitive_variables("secret")
def sign_in_link(request: HttpRequest, user_id: int) -> HttpResponse:
    """Make a link that signs somebody in once; shown this one time, only its hash is kept."""
    if not (isinstance(request.user, User) and request.user.is_superuser):
        raise PermissionDenied
    person = get_object_or_404(User, pk=user_id, is_active=True, origin="")
    if request.method != "POST":
        return redirect("wagtailusers_users:edit", person.pk)
    secret = actions.make_link(person)
    address = request.build_absolute_uri(reverse("sign-in-link", args=[secret]))
    hours = int(actions.LINK_LIVES.total_seconds() // 3600)
    context = {"person": person, "address": address, "hours": hours}
    return render(request, "wagtailusers/users/sign_in_link.html", context)


urlpatterns: list[URLPattern] = [
    path("people/<int:user_id>/sign-in-link/", sign_in_link, name="person-sign-in-link"),
]
