"""What a story cites: its quotations in their places, its sources, and who let a doubt pass."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from pasquino.quotations.models import Quotation
from pasquino.sources.models import Work
from pasquino.stories.models.published import Edition
from pasquino.stories.models.story import Story


class StoryQuotation(models.Model):
    """A quotation in the place where a story's newest edition has it.

    `block` is the block's id, which stays over editions; `place` counts from 1, as the slots
    do. Publishing replaces the rows; the quotations and their checks stay.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="story_quotations")
    block = models.CharField(max_length=64)
    place = models.PositiveSmallIntegerField()
    quotation = models.ForeignKey(
        Quotation, on_delete=models.PROTECT, related_name="story_quotations"
    )

    class Meta:
        verbose_name = _("quotation in a story")
        constraints = [
            models.UniqueConstraint(
                name="story_has_one_quotation_a_place", fields=["story", "place"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.place}"


class StorySource(models.Model):
    """A work that a story's newest edition names, numbered as in the list at its foot."""

    class Role(models.TextChoices):
        QUOTED = "quoted", _("quoted")
        FIGURE = "figure", _("gives a figure")
        RELATED = "related", _("related")
        BACKGROUND = "background", _("background")
        UPDATE = "update", _("update")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="story_sources")
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="story_sources")
    role = models.CharField(max_length=10, choices=Role, default=Role.QUOTED)
    place = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("source of a story")
        constraints = [
            models.UniqueConstraint(name="story_names_a_source_once", fields=["story", "work"])
        ]
        indexes = [models.Index(fields=["story", "place"], name="story_source_in_order")]

    def __str__(self) -> str:
        return f"{self.story}: {self.work}"


class PublicationOverride(models.Model):
    """An editor published in spite of a doubt, and said why; never taken back."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="overrides")
    block = models.CharField(max_length=64)
    place = models.PositiveSmallIntegerField()
    problem = models.CharField(max_length=40)
    said = models.TextField(help_text=_("The sentence the editor was shown."))
    reason = models.TextField(_("reason"))
    is_public = models.BooleanField(_("readers see the reason"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("publication in spite of a doubt")

    def __str__(self) -> str:
        return f"{self.edition}: {self.problem}"


class Answer(models.TextChoices):
    """What the desk does about a doubt when a story is to be published."""

    BLOCK = "block", _("refuse, unless a reason is given")
    ASK = "ask", _("ask first")
    INFORM = "inform", _("say it only")


@register_setting(icon="openquote", order=4)
class PublicationPolicy(BaseGenericSetting):
    """What stands between a doubtful quotation or figure and its publication here; one row."""

    altered_critical = models.CharField(
        _("the meaning may be changed"), max_length=10, choices=Answer, default=Answer.BLOCK
    )
    not_found = models.CharField(
        _("words not found in the copy"), max_length=10, choices=Answer, default=Answer.BLOCK
    )
    altered = models.CharField(
        _("other words than the source's"), max_length=10, choices=Answer, default=Answer.ASK
    )
    hidden_negation = models.CharField(
        _("a cut or bracket takes out a negation or condition"),
        max_length=10, choices=Answer, default=Answer.ASK,
    )  # fmt: skip
    cannot_tell = models.CharField(
        _("could not be checked, and nobody vouches"),
        max_length=10, choices=Answer, default=Answer.ASK,
    )  # fmt: skip
    no_speaker = models.CharField(
        _("no speaker named"), max_length=10, choices=Answer, default=Answer.ASK
    )
    no_as_of = models.CharField(
        _("a figure without a date"), max_length=10, choices=Answer, default=Answer.ASK
    )
    no_sum = models.CharField(
        _("figures that do not add up"), max_length=10, choices=Answer, default=Answer.ASK
    )
    words_gone = models.CharField(
        _("the words of a figure stand in the text no longer"),
        max_length=10, choices=Answer, default=Answer.ASK,
    )  # fmt: skip
    longest_words = models.PositiveIntegerField(
        _("words quoted from one source"), default=400,
        help_text=_("More than this, and the desk says so."),
    )  # fmt: skip
    longest_share = models.PositiveSmallIntegerField(
        _("share of one source quoted, in percent"), default=15,
        help_text=_("More than this, and the desk says so."),
    )  # fmt: skip

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("altered_critical"),
                FieldPanel("not_found"),
                FieldPanel("altered"),
                FieldPanel("hidden_negation"),
                FieldPanel("cannot_tell"),
                FieldPanel("no_speaker"),
                FieldPanel("no_as_of"),
                FieldPanel("no_sum"),
                FieldPanel("words_gone"),
            ],
            _("When a story is published"),
        ),
        MultiFieldPanel(
            [FieldPanel("longest_words"), FieldPanel("longest_share")], _("How much is quoted")
        ),
    ]

    class Meta:
        verbose_name = _("quotations and figures")

    def __str__(self) -> str:
        return str(_("Quotations and figures"))
