"""The room of sources, as Django knows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from pasquino.magazine.navigation import Entry


class Sources(AppConfig):
    """Works that stories and comments cite, and the copies that are kept of them."""

    name = "pasquino.sources"
    verbose_name = _("Sources")

    def ready(self) -> None:
        """Have everything that leaves pass through the masks; offer the list to the navigation."""
        from pasquino.delivery import outgoing
        from pasquino.magazine import navigation
        from pasquino.sources import mask_answers

        outgoing.pass_through(mask_answers.mask)
        navigation.offer_page(20, _pages)


def _pages() -> Iterator[Entry]:
    """The list of sources."""
    from pasquino.magazine.navigation import Entry

    yield Entry(gettext("Sources"), reverse("sources"))
