"""Quotations inside comments."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from pasquino.discussion.models.comments import Comment
from pasquino.quotations.models import Quotation


class CommentQuotation(models.Model):
    """A quotation in a comment: its place among the outermost quotations there, from 1.

    Editing a comment replaces the rows. `url` is the source as the reader gave it; a quotation
    of the story above or of another comment needs none, and says so by its `origin`.
    """

    class Origin(models.TextChoices):
        GIVEN = "given", _("a source is given")
        NONE = "none", _("source not given")
        STORY = "story", _("from the story")
        COMMENT = "comment", _("from a comment here")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="quotations")
    place = models.PositiveSmallIntegerField()
    quotation = models.ForeignKey(
        Quotation, on_delete=models.PROTECT, related_name="comment_quotations"
    )
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.NONE)
    url = models.CharField(max_length=2000, blank=True)
    of_number = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("quotation in a comment")
        constraints = [
            models.UniqueConstraint(
                name="comment_has_one_quotation_a_place", fields=["comment", "place"]
            )
        ]
        indexes = [models.Index(fields=["origin", "-comment"], name="comment_quotation_origin")]

    def __str__(self) -> str:
        return f"{self.comment}: {self.place}"
