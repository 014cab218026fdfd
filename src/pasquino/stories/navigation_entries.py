"""What this room offers to the navigation."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from pasquino.magazine.navigation import Entry
from pasquino.stories.models import Section


def sections() -> Iterator[Entry]:
    """All sections in their order."""
    for section in Section.objects.all():
        yield Entry(section.name, section.get_absolute_url(), "section")


def pages() -> Iterator[Entry]:
    """Archive and corrections."""
    yield Entry(_("Archive"), reverse("archive"))
    yield Entry(_("Corrections"), reverse("corrections"))
