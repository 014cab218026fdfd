"""The Contribute page."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import RichTextField


@register_setting(icon="group", order=4)
class ContributePage(BaseGenericSetting):
    """What the magazine says to those who want to help; one row."""

    label = models.CharField(
        _("label in the navigation"), max_length=60, blank=True, help_text=_("Such as Contribute.")
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = RichTextField(
        _("text"), blank=True, features=["h2", "bold", "italic", "link", "ul", "ol"]
    )

    panels = [FieldPanel("label"), FieldPanel("title"), FieldPanel("text")]

    class Meta:
        verbose_name = _("contribute page")

    def __str__(self) -> str:
        return str(_("Contribute"))
