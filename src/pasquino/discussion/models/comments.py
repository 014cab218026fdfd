"""Threads, comments and what they say; a comment's skeleton is split from its text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pasquino.accounts.models import User
from pasquino.discussion import fragments
from pasquino.discussion.models.policy import DiscussionPolicy
from pasquino.stories.models import PublishedStory


class Thread(models.Model):
    """All comments under one story; numbers and revisions are taken from its row.

    `revision` grows with every change to any of its comments, so whoever knows a revision
    can ask for what came since (DESIGN.md, "Schema of comments").
    """

    class State(models.TextChoices):
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed: read only")
        NONE = "none", _("no discussion")

    story = models.OneToOneField(
        PublishedStory, on_delete=models.PROTECT, related_name="thread", verbose_name=_("story")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    last_number = models.PositiveIntegerField(default=0, editable=False)
    revision = models.PositiveIntegerField(default=0, editable=False)
    visible_count = models.PositiveIntegerField(default=0, editable=False)
    last_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self) -> str:
        return str(self.story)


class CommentQuerySet(models.QuerySet["Comment"]):
    """The door to readers' data: everything shown passes through `visible_to`."""

    def visible_to(self, reader: object) -> CommentQuerySet:
        """What this reader may find by itself: all but what is unseen or hidden with a branch.

        Writers of held comments see their own. Tombstones count: they keep their place.
        """
        shown = ~Q(state__in=(*Comment.UNSEEN, Comment.State.BRANCH_HIDDEN))
        if isinstance(reader, User):
            shown |= Q(author=reader, state=Comment.State.HELD)
        return self.filter(shown, is_under_hidden=False)

    def listed(self) -> CommentQuerySet:
        """What may be named anywhere: readable, under a story and in a discussion that are.

        What readers folded can be opened by anyone, unless this magazine hides what is rated low.
        """
        hides_low = DiscussionPolicy.current().low_rating_hides
        folded = [] if hides_low else [Comment.State.FOLDED]
        return self.filter(
            state__in=[Comment.State.VISIBLE, *folded],
            is_under_hidden=False,
            thread__story__withdrawn_at=None,
            thread__state__in=(Thread.State.OPEN, Thread.State.CLOSED),
        )


class Comment(models.Model):
    """One comment's place in its thread; what it says is in `CommentText`.

    A child's number is always greater than its parent's, so a tree is built in one pass and
    a cycle cannot be (specs/discussion.md e1).
    """

    class State(models.IntegerChoices):
        VISIBLE = 0, _("visible")
        HELD = 1, _("held")
        REMOVED_BY_AUTHOR = 2, _("removed by its author")
        REMOVED_BY_MODERATOR = 3, _("removed by a moderator")
        BRANCH_HIDDEN = 4, _("hidden with its replies")
        FOLDED = 5, _("folded")
        TAKEN_BACK = 6, _("taken back by its author while it was held")

    UNSEEN: ClassVar = (State.HELD, State.TAKEN_BACK)  # readers never saw it, and learn of none

    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="comments")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    parent_number = models.PositiveIntegerField(default=0)
    depth = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comments"
    )
    posted_at = models.DateTimeField()
    revision = models.PositiveIntegerField()
    state = models.PositiveSmallIntegerField(choices=State, default=State.VISIBLE)
    is_under_hidden = models.BooleanField(default=False)
    rating_sum = models.PositiveIntegerField(default=0)
    rating_count = models.PositiveIntegerField(default=0)

    objects: ClassVar = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(
                name="comment_number_is_unique_in_its_thread", fields=["thread", "number"]
            ),
            models.CheckConstraint(
                name="comment_answers_an_earlier_one",
                condition=Q(parent_number__lt=F("number")),
            ),
            models.CheckConstraint(
                name="comment_parent_and_its_number_agree",
                condition=Q(parent__isnull=True, parent_number=0)
                | Q(parent__isnull=False, parent_number__gt=0),
            ),
        ]
        indexes = [
            # the skeleton of a thread is read from this index alone
            models.Index(
                fields=[
                    "thread", "number", "parent_number", "state", "author",
                    "rating_sum", "rating_count", "revision",
                ],
                name="comment_skeleton",
            ),
            models.Index(fields=["thread", "revision"], name="comment_changed_since"),
            models.Index(
                fields=["-posted_at", "-id"],
                name="comment_newest",
                condition=Q(state=0, is_under_hidden=False),
            ),
            models.Index(fields=["author", "-posted_at", "-id"], name="comment_by_author"),
            models.Index(fields=["id"], name="comment_held", condition=Q(state=1)),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"#{self.number}"

    def get_absolute_url(self) -> str:
        """The page of this comment with its branch."""
        return reverse("comment", args=[*self.thread.story.address, self.number])


class CommentText(models.Model):
    """What a comment says: its source as written, and the fragment made of it once."""

    class Format(models.TextChoices):
        COMMONMARK = "commonmark", _("CommonMark")
        PARAGRAPHS = "paragraphs", _("plain paragraphs")

    comment = models.OneToOneField(
        Comment, primary_key=True, on_delete=models.CASCADE, related_name="text"
    )
    subject = models.CharField(_("subject"), max_length=200)
    source = models.TextField(_("text"))
    format = models.CharField(max_length=12, choices=Format, default=Format.COMMONMARK)
    quoted = models.JSONField(
        default=list, help_text="Which plain paragraphs are quotations, counted from 0."
    )
    language = models.CharField(max_length=20, blank=True)
    html = models.TextField()
    fragment = models.TextField()
    fragment_version = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    edited_at = models.DateTimeField(null=True, editable=False)
    moderator_reason = models.TextField(
        blank=True,
        editable=False,
        help_text="Why a moderator removed or hid the comment; readers see it in its place.",
    )

    class Meta:
        verbose_name = _("text of a comment")

    def __str__(self) -> str:
        return self.subject

    def as_written(self, additions: Iterable[Addition] | None = None) -> fragments.Written:
        """What its fragment is made of; what was added to it is read unless it is given."""
        comment = self.comment
        additions = comment.additions.all() if additions is None else additions
        return fragments.Written(
            comment.number,
            comment.parent_number,
            comment.depth,
            self.subject,
            self.html,
            self.language,
            [fragments.Added(added.html, added.added_at.isoformat()) for added in additions],
            fragments.FIGURES in self.fragment,
        )


class CommentVersion(models.Model):
    """What a comment said before it was edited; anyone may look at it."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=200)
    source = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("earlier version of a comment")
        constraints = [
            models.UniqueConstraint(
                name="comment_version_is_kept_once", fields=["comment", "version"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment}, version {self.version}"


class Addition(models.Model):
    """What its author added below a comment later, when it could no longer be edited."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="additions")
    source = models.TextField(_("text"))
    html = models.TextField()
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = _("addition to a comment")
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"{self.comment}, {self.added_at:%Y-%m-%d}"
