"""The magazine itself: its name, language, zone and what its readers find where."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from pasquino.magazine.kept import Kept

# BCP 47's langtag by its shape: a primary language of two or three letters, then its subtags.
LANGUAGE_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
RIGHT_TO_LEFT = ("ar", "fa", "he", "ur", "yi", "ps", "sd", "ug", "dv")


def known_zone(name: str) -> None:
    """Refuse a time zone that the zone database does not know."""
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write it like Europe/Rome or America/New_York."),
            params={"name": name},
        )


def known_language(tag: str) -> None:
    """Refuse what is not built like a language tag (BCP 47): `en`, `pt-BR`, `zh-Hant-TW`."""
    if not LANGUAGE_TAG.fullmatch(tag):
        raise ValidationError(
            _("“%(tag)s” is not a language's code. Write it like en, fr or pt-BR."),
            params={"tag": tag},
        )


def direction(language: str) -> str:
    """The direction a language is written in: `ltr` or `rtl`."""
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


@register_setting(icon="home", order=1)
class Magazine(BaseGenericSetting, ClusterableModel):
    """What the magazine is called and how it speaks; one row."""

    class Clock(models.TextChoices):
        TWELVE = "12", _("12 hours: 11:59:08 PM")
        TWENTY_FOUR = "24", _("24 hours: 23:59")

    name = models.CharField(_("name"), max_length=120, default="Pasquino")
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    language = models.CharField(
        _("language"),
        max_length=20,
        default="en",
        validators=[known_language],
        help_text=_("A code such as en, fr or pt-br."),
    )
    zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="UTC",
        validators=[known_zone],
        help_text=_("Dates on public pages are shown in it: Europe/Rome, America/New_York."),
    )
    clock = models.CharField(_("clock"), max_length=2, choices=Clock, default=Clock.TWELVE)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline")], _("Masthead")),
        MultiFieldPanel(
            [FieldPanel("language"), FieldPanel("zone"), FieldPanel("clock")],
            _("Language and time"),
        ),
        InlinePanel(
            "links",
            heading=_("Navigation"),
            label=_("link"),
            help_text=_("Left empty, the navigation lists the sections."),
        ),
    ]

    class Meta:
        verbose_name = _("magazine")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Magazine:
        """The one magazine of this site, with the site's defaults while none is set.

        Kept for a second: not for changing it.
        """
        return _current()

    @property
    def zone_info(self) -> ZoneInfo:
        """The time zone as an object; UTC while the zone database does not know the row's.

        A row may hold what `known_zone` would refuse: edited in the database, or restored where
        the zone database is older. Pages shall be readable until somebody sets it right.
        """
        try:
            return ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder
            return ZoneInfo("UTC")

    @property
    def direction(self) -> str:
        """The direction of the magazine's language: `ltr` or `rtl`."""
        return direction(self.language)


_current = Kept(lambda: Magazine.objects.first() or Magazine())
_current.depends_on(Magazine)


class NavigationLink(Orderable):
    """One link of the navigation that the editors arranged themselves."""

    magazine = ParentalKey(Magazine, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(_("label"), max_length=60)
    address = models.CharField(
        _("address"),
        max_length=200,
        help_text=_("A path such as /section/river/ or a full address."),
    )

    panels = [FieldPanel("label"), FieldPanel("address")]

    class Meta(Orderable.Meta):
        verbose_name = _("navigation link")

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Refuse an address that a browser would run instead of open."""
        super().clean()
        if not self.address.startswith(("/", "https://", "http://")):
            raise ValidationError({"address": _("An address starts with /, https:// or http://.")})
