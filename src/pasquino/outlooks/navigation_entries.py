"""What this room offers to the navigation: the list of outlooks, once there is one."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from pasquino.magazine.navigation import Entry
from pasquino.outlooks import citing


def pages() -> Iterator[Entry]:
    """The list, where it shows something."""
    if citing.public().exists():
        yield Entry(_("Outlooks"), reverse("outlooks"))
