"""The desk's own frame: its name, its menus without what is not used, its script and style."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from pasquino.magazine import desk

# Names of Wagtail's menu items that lead to what this magazine does not use.
WITHOUT_SENSE = {"explorer", "documents", "snippets"}
SETTINGS_WITHOUT_SENSE = {"sites", "collections", "redirects", "locales", "groups"}
REPORTS_WITHOUT_SENSE = {"aging-pages", "page-types-usage", "workflow-tasks"}
NAMED_OTHERWISE = {"images": _("Pictures")}
HELP_KEPT = {"keyboard-shortcuts-trigger"}

desk.without_inline_scripts()
desk.call_comments_notes()


@hooks.register("construct_main_menu")
def menu(request: HttpRequest, items: list[Any]) -> None:
    """Stories and what belongs to them; Wagtail's tree of pages is a shelf nobody walks along."""
    items[:] = [item for item in items if item.name not in WITHOUT_SENSE]
    for item in items:
        item.label = NAMED_OTHERWISE.get(item.name, item.label)


@hooks.register("construct_settings_menu")
def settings_menu(request: HttpRequest, items: list[Any]) -> None:
    """The magazine's settings first."""
    items[:] = [item for item in items if item.name not in SETTINGS_WITHOUT_SENSE]


@hooks.register("construct_reports_menu")
def reports_menu(request: HttpRequest, items: list[Any]) -> None:
    """Locks, approvals and who did what."""
    items[:] = [item for item in items if item.name not in REPORTS_WITHOUT_SENSE]


@hooks.register("construct_help_menu")
def help_menu(request: HttpRequest, items: list[Any]) -> None:
    """Wagtail's manuals describe another desk than this one."""
    items[:] = [item for item in items if item.name in HELP_KEPT]


@hooks.register("construct_admin_api")
def no_documents(router: Any) -> None:
    """Wagtail 8 asks for the address of its documents on every page, even without documents."""
    router.register_endpoint("documents", desk.NoDocuments)


@hooks.register("insert_global_admin_css")
def style() -> SafeString:
    """The few rules the desk needs of us."""
    return format_html('<link rel="stylesheet" href="{}">', static("magazine/desk.css"))


@hooks.register("insert_global_admin_js")
def script() -> SafeString:
    """Starts the widgets that Wagtail would start with inline scripts, see `desk.py`."""
    return format_html(
        '<script src="{}"></script><script src="{}" defer></script>',
        static("magazine/desk-words.js"),
        static("magazine/desk.js"),
    )


@hooks.register("get_avatar_url")
def initials(user: Any, size: int) -> str:
    """The person's initials, drawn here: no third party learns who works at the desk."""
    return desk.initials_picture(str(user))
