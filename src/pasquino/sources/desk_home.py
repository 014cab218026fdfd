"""The desk's front: how many links of our sources are dead or have changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from pasquino.accounts.access import member
from pasquino.accounts.models import Role
from pasquino.sources.desk_links import TO_SEE_TO, tabs


class LinksToSeeTo(Component):
    """The states that need somebody, each leading to its list; nothing where none does."""

    name = "links_to_see_to"
    order = 260
    template_name = "sources/desk/home_links.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> Mapping[str, Any]:
        """For editors, who see to them."""
        person = member(parent_context["request"])
        if not person.roles & {str(Role.EDITOR), str(Role.ADMIN)}:
            return {"tabs": []}
        return {"tabs": [tab for tab in tabs() if tab[0] in TO_SEE_TO]}
