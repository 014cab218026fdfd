"""What readers think of comments, and how they like to read them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pasquino.discussion.models.comments import Comment
from pasquino.discussion.reading import Display, Preference, Sort


class Rating(models.Model):
    """What one reader thinks of one comment; a newer one replaces it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="ratings")
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="ratings"
    )
    value = models.PositiveSmallIntegerField()
    rated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rating")
        constraints = [
            models.UniqueConstraint(
                name="reader_rates_a_comment_once", fields=["comment", "rater"]
            ),
            models.CheckConstraint(
                name="rating_is_between_0_and_5", condition=Q(value__gte=0, value__lte=5)
            ),
        ]
        indexes = [models.Index(fields=["rater", "-rated_at"], name="rating_by_rater")]

    def __str__(self) -> str:
        return f"{self.value} by {self.rater}"


class ReadingPreference(models.Model):
    """How a member likes to read discussions."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="reading_preference",
    )
    display = models.CharField(_("display"), max_length=20, choices=Display.choices, blank=True)
    sort = models.CharField(_("sort"), max_length=20, choices=Sort.choices, blank=True)
    overflow_at = models.PositiveIntegerField(_("overflow above"), null=True, blank=True)
    overflow_display = models.CharField(
        _("display above it"), max_length=20, choices=Display.choices, blank=True
    )

    class Meta:
        verbose_name = _("reading preference")

    def __str__(self) -> str:
        return f"{self.member}: {self.display}, {self.sort}"

    @property
    def chosen(self) -> Preference:
        """The choice as `reading.py` takes it; what is left empty is left to the site."""
        return Preference(
            Display(self.display) if self.display else None,
            Sort(self.sort) if self.sort else None,
            self.overflow_at,
            Display(self.overflow_display) if self.overflow_display else None,
        )
