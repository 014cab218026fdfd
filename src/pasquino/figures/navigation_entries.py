"""What this room offers to the navigation: the list of figures, once there is one."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from pasquino.figures import citing
from pasquino.magazine.navigation import Entry


def pages() -> Iterator[Entry]:
    """The list, where it shows something."""
    if citing.listed().exists():
        yield Entry(_("Figures"), reverse("figures"))
