"""What members are writing: drafts, and the forms they have sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pasquino.discussion.models.comments import Comment, Thread


class Draft(models.Model):
    """What a member has written and not posted yet, kept for them alone; one for each place.

    `parent_number` is the comment that is answered, or the own one that is edited or added to.
    """

    class Kind(models.TextChoices):
        COMMENT = "", _("a comment or an answer")
        EDIT = "edit", _("an edit")
        ADDITION = "addition", _("an addition")

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts"
    )
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.COMMENT, blank=True)
    parent_number = models.PositiveIntegerField(default=0)
    subject = models.TextField(blank=True)
    source = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft of a comment")
        constraints = [
            models.UniqueConstraint(
                name="member_has_one_draft_for_a_place",
                fields=["member", "thread", "kind", "parent_number"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.thread}"


class Submission(models.Model):
    """A form that was sent, by the key it carries: sent again, it gives the same comment."""

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="submissions"
    )
    key = models.CharField(max_length=64)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="submissions")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="form_is_taken_once", fields=["author", "key"])
        ]
        indexes = [models.Index(fields=["sent_at"], name="submission_sent_at")]

    def __str__(self) -> str:
        return f"{self.comment}: {self.key}"
