"""What the desk needs before anybody sits down at it: the shelf, and who may do what."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from pasquino.accounts.models import Role
from pasquino.stories import desk_notes  # noqa: F401 - listens to editions
from pasquino.stories.models import Shelf

WRITERS_MAY = ("add_page",)  # which includes changing what they began themselves
EDITORS_MAY = (
    *WRITERS_MAY,
    "change_page",
    "publish_page",
    "lock_page",
    "unlock_page",
    "bulk_delete_page",
)
# Wagtail asks for the permissions of its own image model, whichever model is in use.
WRITERS_PICTURES = ("add_image", "choose_image")  # which includes changing their own
EDITORS_PICTURES = (*WRITERS_PICTURES, "change_image")
EDITORS_KEEP = (
    ("stories", ("section", "topic", "writer", "frontpage")),
    ("magazine", ("magazine",)),
    ("funding", ("contributepage",)),
    ("discussion", ("discussionpolicy",)),
)
APPS = (
    "wagtailadmin",
    "wagtailcore",
    "wagtailimages",
    "stories",
    "magazine",
    "funding",
    "discussion",
)


def set_up(**_signal: Any) -> None:
    """Make what is missing; run after each migration, changes nothing the second time."""
    for app in APPS:
        create_permissions(apps.get_app_config(app), verbosity=0)
    shelf = _shelf()
    Group.objects.filter(name__in=("Editors", "Moderators")).delete()
    writers, editors = _group(Role.WRITER), _group(Role.EDITOR)
    _group(Role.MODERATOR)
    for group, deeds, pictures in (
        (writers, WRITERS_MAY, WRITERS_PICTURES),
        (editors, EDITORS_MAY, EDITORS_PICTURES),
    ):
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        _allow_on_shelf(group, shelf, deeds)
        _allow_pictures(group, pictures)
    editors.permissions.add(*_kept_by_editors())
    _approval_by(editors, shelf)


def _shelf() -> Page:
    """The page under which the desk keeps all stories, in place of Wagtail's welcome page."""
    found = Shelf.objects.first()
    if found:
        return found
    root = Page.objects.get(depth=1)
    shelf: Page = root.add_child(
        instance=Shelf(title="Stories", slug="stories", locale=root.locale)
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "root_page": shelf, "site_name": "Pasquino"},
    )
    for page in root.get_children().exclude(pk=shelf.pk):
        page.delete()
    return shelf


def _group(role: Role) -> Group:
    return Group.objects.get_or_create(name=str(role))[0]


def _allow_on_shelf(group: Group, shelf: Page, deeds: tuple[str, ...]) -> None:
    for permission in Permission.objects.filter(
        codename__in=deeds, content_type__app_label="wagtailcore"
    ):
        GroupPagePermission.objects.get_or_create(group=group, page=shelf, permission=permission)


def _allow_pictures(group: Group, deeds: tuple[str, ...]) -> None:
    everywhere = Collection.objects.get(depth=1)
    for permission in Permission.objects.filter(
        codename__in=deeds, content_type__app_label="wagtailimages"
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=everywhere, permission=permission
        )


def _approval_by(editors: Group, shelf: Page) -> None:
    """Writers submit their stories to the editors; replaces the workflow Wagtail comes with."""
    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()
    if WorkflowPage.objects.filter(page=shelf).exists() or Workflow.objects.exists():
        return
    task = GroupApprovalTask.objects.create(name="An editor approves")
    task.groups.add(editors)
    workflow = Workflow.objects.create(name="Editors' approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=shelf)


def _kept_by_editors() -> list[Permission]:
    return [
        permission
        for app, models in EDITORS_KEEP
        for permission in Permission.objects.filter(
            content_type__app_label=app, content_type__model__in=models
        )
    ]
