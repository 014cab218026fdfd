"""What readers get: editions that never change, and which one is the newest at which address."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pasquino.stories.models.lists import Section, Topic, Writer
from pasquino.stories.models.story import Story


class PublishedFactChanged(Exception):
    """Something that readers have seen was about to be edited; make a newer one instead."""


class Edition(models.Model):
    """A story as it was published once, rendered; never edited, only followed by a newer one.

    `html` holds numbered slots (`slots.py`) where quotations stand, and what is drawn from records
    (charts, outlooks, claims); their data is in `quotations` and `insets`, in order. `blocks` are
    the parts a reader can compare between editions: `[{"id", "kind", "html", "text"}]`.
    """

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)
    headline = models.CharField(max_length=255)
    standfirst = models.TextField(blank=True)
    language = models.CharField(max_length=20)
    section = models.CharField(max_length=60, blank=True)
    html = models.TextField()
    text = models.TextField()
    blocks = models.JSONField(default=list)
    quotations = models.JSONField(default=list)
    insets = models.JSONField(default=list)
    links = models.JSONField(default=list)
    bylines = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    lead = models.JSONField(null=True)
    corrections = models.JSONField(default=list)
    neighbours = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(
                name="edition_number_is_unique_in_its_story", fields=["story", "number"]
            )
        ]
        indexes = [
            models.Index(
                fields=["-made_at"], name="edition_scheduled", condition=Q(due_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new edition; refuse to change one."""
        if self.pk:
            raise PublishedFactChanged
        super().save(*args, **kwargs)


class PublishedQuerySet(models.QuerySet["PublishedStory"]):
    """Lists of what readers may see, always newest first and never counted."""

    def public(self) -> PublishedQuerySet:
        """What is published and was not withdrawn."""
        return self.filter(withdrawn_at=None)

    def newest(self) -> PublishedQuerySet:
        """By time of publication, newest first; ties by number."""
        return self.order_by("-published_at", "-story_id")


class PublishedStory(models.Model):
    """One row a story: its address, its newest edition and what lists show of it."""

    story = models.OneToOneField(
        Story, primary_key=True, on_delete=models.PROTECT, related_name="public"
    )
    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="newest_of")
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="published")
    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=90)
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    headline = models.CharField(max_length=255)
    standfirst = models.TextField(blank=True)
    byline = models.TextField(blank=True)
    language = models.CharField(max_length=20)
    lead = models.JSONField(null=True)
    has_figures = models.BooleanField(default=False)

    objects: ClassVar = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("published story")
        constraints = [
            models.UniqueConstraint(
                name="story_address_is_unique", fields=["year", "month", "slug"]
            )
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-story"],
                name="published_newest",
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["section", "-published_at", "-story"],
                name="published_in_section",
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.Index(
                fields=["year", "month", "-published_at", "-story"],
                name="published_in_month",
                condition=Q(withdrawn_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """The story's address, which does not change when it is edited."""
        return reverse("story", args=self.address)

    @property
    def address(self) -> tuple[str, str, str]:
        """Year, month and slug as they stand in the address."""
        return f"{self.year:04}", f"{self.month:02}", self.slug


class PublishedTopic(models.Model):
    """A published story under one of its topics, so that a topic's list is one index."""

    story = models.ForeignKey(PublishedStory, on_delete=models.CASCADE, related_name="in_topics")
    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="published")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="story_is_once_in_a_topic", fields=["story", "topic"])
        ]
        indexes = [
            models.Index(fields=["topic", "-published_at", "-story"], name="published_in_topic")
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.story}"


class PublishedByline(models.Model):
    """A published story under one of its writers."""

    story = models.ForeignKey(PublishedStory, on_delete=models.CASCADE, related_name="by_writers")
    writer = models.ForeignKey(Writer, on_delete=models.PROTECT, related_name="published")
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="story_is_once_by_a_writer", fields=["story", "writer"])
        ]
        indexes = [
            models.Index(fields=["writer", "-published_at", "-story"], name="published_by_writer")
        ]

    def __str__(self) -> str:
        return f"{self.writer}: {self.story}"


class ArchiveMonth(models.Model):
    """A month in which something was published, so that the archive never counts stories."""

    year = models.PositiveSmallIntegerField()
    month = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-year", "-month"]
        constraints = [
            models.UniqueConstraint(name="archive_month_is_unique", fields=["year", "month"])
        ]

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


class FormerAddress(models.Model):
    """A path at which something stood once, and where it stands now."""

    path = models.CharField(max_length=250, unique=True)
    target = models.CharField(max_length=250)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="former_address_leads_elsewhere", condition=~Q(path=models.F("target"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.path} → {self.target}"
