"""Figures in comments."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pasquino.discussion.models.comments import Comment
from pasquino.figures.models import Figure


class CommentFigure(models.Model):
    """A figure in a comment: cited there as `fig:12`, reported there in words, or both.

    `words` are those in which the comment reports it, as an import by the editors says; they are
    empty where it is only cited. Editing a comment renews its rows.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="figures")
    figure = models.ForeignKey(Figure, on_delete=models.PROTECT, related_name="comment_figures")
    is_cited = models.BooleanField(default=False)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("figure in a comment")
        constraints = [
            models.UniqueConstraint(
                name="comment_has_a_figure_once", fields=["comment", "figure"]
            ),
            models.CheckConstraint(
                name="comment_cites_or_reports_a_figure",
                condition=Q(is_cited=True) | ~Q(words=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment}: {self.figure}"
