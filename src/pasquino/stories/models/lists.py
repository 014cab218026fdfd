"""What stories are listed under: sections, topics and writers, and the front page's lead."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page

FROM_NAME = _("Left empty, it follows the name.")


class Named(models.Model):
    """Something with a name and an address made of it."""

    name: models.CharField[str, str]
    slug: models.SlugField[str, str]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Make the address from the name where none is given; a name may give none."""
        super().clean()
        if self.slug:
            return
        self.slug = slugify(self.name)[:60]
        if not self.slug:
            raise ValidationError({"slug": _("Give it an address in Latin letters.")})
        others: Any = type(self)._default_manager.exclude(pk=self.pk)  # of the subclass
        if others.filter(slug=self.slug).exists():
            raise ValidationError({"slug": _("Another one has this address. Give one here.")})


class Section(Named):
    """A department of the magazine; every story stands in one."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(
        _("address"), max_length=60, unique=True, blank=True, help_text=FROM_NAME
    )
    about = models.CharField(_("about"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=100, help_text=_("Sections are listed by it, lowest first.")
    )

    panels = [FieldPanel(name) for name in ("name", "slug", "about", "position")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that lists this section's stories."""
        return reverse("section", args=[self.slug])


class Topic(Named):
    """A subject that stories of any section share."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(
        _("address"), max_length=60, unique=True, blank=True, help_text=FROM_NAME
    )
    about = models.CharField(_("about"), max_length=300, blank=True)

    panels = [FieldPanel(name) for name in ("name", "slug", "about")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that lists this topic's stories."""
        return reverse("topic", args=[self.slug])


class Writer(Named):
    """Somebody whose name stands over stories, with an account here or without."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(
        _("address"), max_length=100, unique=True, blank=True, help_text=FROM_NAME
    )
    about = models.TextField(_("about"), max_length=1000, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="writer",
    )

    panels = [FieldPanel(name) for name in ("name", "slug", "about", "account")]

    class Meta:
        verbose_name = _("writer")
        verbose_name_plural = _("writers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page that lists this writer's stories."""
        return reverse("writer", args=[self.slug])


@register_setting(icon="pick", order=2)
class FrontPage(BaseGenericSetting):
    """The editors' choice for the front page; one row."""

    lead = models.ForeignKey(
        Page,
        verbose_name=_("lead story"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Left empty, the newest story leads."),
    )

    panels = [PageChooserPanel("lead", "stories.Story")]

    class Meta:
        verbose_name = _("front page")

    def __str__(self) -> str:
        return str(_("Front page"))
