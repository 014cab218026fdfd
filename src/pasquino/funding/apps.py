"""The room as Django knows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from pasquino.magazine.navigation import Entry


class Funding(AppConfig):
    """Offers the Contribute page to the navigation."""

    name = "pasquino.funding"
    verbose_name = "Funding"

    def ready(self) -> None:
        """Stand last in the navigation."""
        from pasquino.funding.models import ContributePage
        from pasquino.magazine import navigation

        navigation.offer_page(90, _entries)
        navigation.list_anew_with(ContributePage)


def _entries() -> Iterator[Entry]:
    from django.urls import reverse
    from django.utils.translation import gettext as _

    from pasquino.funding.models import ContributePage
    from pasquino.magazine.navigation import Entry

    page = ContributePage.objects.first() or ContributePage()
    yield Entry(page.label or _("Contribute"), reverse("contribute"), "give")
