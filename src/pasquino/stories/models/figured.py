"""The figures and outlooks in a story: as a draft marks them, as its newest edition has them."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from pasquino.figures.models import Figure
from pasquino.outlooks.models import Assessment, Outlook, OutlookClaim
from pasquino.stories.models.story import Story


class MarkedFigure(models.Model):
    """Words in a draft's text that are a figure; part of each of its revisions.

    The text itself is never touched: the words are found in the block of that id, `occurrence`
    counted from 1. Where they stand no longer, nothing is shown.
    """

    wagtail_reference_index_ignore = True

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="marked_figures")
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="marked_in")
    block = models.CharField(max_length=64)
    words = models.CharField(max_length=300)
    occurrence = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("figure in a draft")
        constraints = [
            models.UniqueConstraint(
                name="words_of_a_draft_are_one_figure",
                fields=["story", "block", "words", "occurrence"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.words}"


class StoryFigure(models.Model):
    """A figure in the place where a story's newest edition has it.

    `place` counts from 1, in the order of the text; a figure in a chart has no words of its own
    in the text. Publishing replaces the rows.
    """

    class Role(models.TextChoices):
        INLINE = "inline", _("in the text")
        BLOCK = "block", _("in a chart or table")

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="story_figures")
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="story_figures")
    role = models.CharField(max_length=6, choices=Role)
    block = models.CharField(max_length=64)
    words = models.CharField(max_length=300, blank=True)
    occurrence = models.PositiveSmallIntegerField(default=1)
    place = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("figure in a story")
        constraints = [
            models.UniqueConstraint(name="story_has_one_figure_a_place", fields=["story", "place"])
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.figure}"


class DismissedNumber(models.Model):
    """A number in a story's text of which an editor said that it is no figure to keep.

    `key` is that of its words with the words after them (`desk_numbers.key_of`).
    """

    wagtail_reference_index_ignore = True

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="dismissed_numbers")
    key = models.CharField(max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("number that is no figure")
        constraints = [
            models.UniqueConstraint(
                name="number_of_a_story_is_dismissed_once", fields=["story", "key"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.key}"


class StoryOutlook(models.Model):
    """An outlook that a story's newest edition shows; publishing replaces the rows."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="story_outlooks")
    outlook = models.ForeignKey(Outlook, on_delete=models.PROTECT, related_name="story_outlooks")
    block = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("outlook in a story")
        constraints = [
            models.UniqueConstraint(name="story_block_shows_an_outlook", fields=["story", "block"])
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.outlook}"


class StoryAssessment(models.Model):
    """A claim that a story's newest edition comes back to, with the assessment it carries, if any.

    Publishing replaces the rows; claim and assessment lead to the story by them.
    """

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="story_assessments")
    claim = models.ForeignKey(
        OutlookClaim, on_delete=models.PROTECT, related_name="story_assessments"
    )
    assessment = models.ForeignKey(
        Assessment, null=True, on_delete=models.PROTECT, related_name="story_assessments"
    )
    block = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("claim in a story")
        constraints = [
            models.UniqueConstraint(name="story_block_cites_a_claim", fields=["story", "block"])
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.claim}"
