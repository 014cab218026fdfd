"""How a member likes to read: time, display, sort, and what happens in huge discussions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pasquino.accounts.models import User
from pasquino.discussion.models import ReadingPreference
from pasquino.discussion.reading import Display, Sort

MOST = 100_000
AS_MAGAZINE = ("", _("as the magazine"))


class PreferencesForm(forms.Form):
    """All of it, each left to the magazine when empty."""

    zone = forms.ChoiceField(
        label=_("Time zone"), required=False, help_text=_("Times on all pages are shown in it.")
    )
    clock = forms.ChoiceField(
        label=_("Clock"),
        required=False,
        choices=[AS_MAGAZINE, ("12", _("12 hours: 11:59:08 PM")), ("24", _("24 hours: 23:59"))],
    )
    display = forms.ChoiceField(
        label=_("Display"), required=False, choices=[AS_MAGAZINE, *Display.choices]
    )
    sort = forms.ChoiceField(label=_("Sort"), required=False, choices=[AS_MAGAZINE, *Sort.choices])
    overflow_at = forms.IntegerField(
        label=_("Another display above so many comments"),
        required=False,
        min_value=0,
        max_value=MOST,
        help_text=_("Empty: as the magazine. 0: never."),
    )
    overflow_display = forms.ChoiceField(
        label=_("Display above that number"),
        required=False,
        choices=[AS_MAGAZINE, *Display.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone = self.fields["zone"]
        assert isinstance(zone, forms.ChoiceField)  # noqa: S101 - tells mypy which field it is
        zone.choices = zone_choices()


def zone_choices() -> list[tuple[str, Any]]:
    """All time zones of the zone database that are places, by continent, for a select."""
    zones = sorted(name for name in available_timezones() if _is_place(name))
    groups = groupby(zones, key=lambda name: name.split("/", 1)[0])
    return [AS_MAGAZINE, ("UTC", "UTC"), *((region, _named(names)) for region, names in groups)]


def present(member: User) -> dict[str, object]:
    """What a member has chosen so far, as the form's initial values."""
    own = ReadingPreference.objects.filter(member=member).first() or ReadingPreference()
    return {
        "zone": member.zone,
        "clock": member.clock,
        "display": own.display,
        "sort": own.sort,
        "overflow_at": own.overflow_at,
        "overflow_display": own.overflow_display,
    }


@transaction.atomic
def keep(*, member: User, zone: str, clock: str, **reading: Any) -> None:
    """Keep a member's preferences; `reading` are the fields of `ReadingPreference`."""
    member.zone, member.clock = zone, clock
    member.save(update_fields=["zone", "clock"])
    ReadingPreference.objects.update_or_create(member=member, defaults=reading)


def remember(*, member: User, display: Display, sort: Sort) -> None:
    """Keep the display and sort of the page the member is on."""
    ReadingPreference.objects.update_or_create(
        member=member, defaults={"display": display, "sort": sort}
    )


def _is_place(name: str) -> bool:
    """`Europe/Rome`, but not `Etc/GMT+3` or `CET`."""
    return "/" in name and not name.startswith(("Etc/", "SystemV/", "posix/", "right/", "US/"))


def _named(names: Iterable[str]) -> list[tuple[str, str]]:
    """Each zone of one continent with its city: `America/New_York` is “New York”."""
    return [(name, name.split("/", 1)[1].replace("_", " ")) for name in names]
