"""What was done by whom, and why: records that are only ever added to."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pasquino.accounts.models import User
from pasquino.discussion.models import Comment, Thread

LONGEST_REASON = 2_000


class RecordsStay(Exception):
    """Somebody tried to change or delete a record of what was done."""


class ActionQuerySet(models.QuerySet["Action"]):
    """Records can be added and read, nothing else."""

    def update(self, **_fields: object) -> NoReturn:
        """Refuse."""
        raise RecordsStay

    def delete(self) -> NoReturn:
        """Refuse."""
        raise RecordsStay

    def on(self, target: Comment | Thread | User | None) -> ActionQuerySet:
        """What was done to a comment, a discussion, an account or (None) the site's switch."""
        if target is None:
            return self.filter(verb__in=SWITCH_VERBS)
        return self.filter(**{_field_of(target): target})

    def listed(self) -> ActionQuerySet:
        """Newest first, with all that a list says of them."""
        return self.select_related(
            "by", "account", "comment__author", "comment__text", "comment__thread__story",
            "thread__story", "undone_by__by", "undo_of__by",
        ).order_by("-pk")  # fmt: skip


class Action(models.Model):
    """One thing that a moderator did: never changed, only followed by another that undoes it.

    `before` and `after` are how the target stood, so that undoing gives back exactly what was,
    and nothing where somebody has changed it since (decision 0017).
    """

    class Verb(models.TextChoices):
        REMOVE_COMMENT = "remove_comment", _("removed a comment")
        RESTORE_COMMENT = "restore_comment", _("restored a comment")
        HIDE_BRANCH = "hide_branch", _("hid a branch")
        RESTORE_BRANCH = "restore_branch", _("restored a branch")
        RELEASE_COMMENT = "release_comment", _("released a held comment")
        HOLD_COMMENT = "hold_comment", _("held a comment again")
        CLOSE_DISCUSSION = "close_discussion", _("closed a discussion")
        REOPEN_DISCUSSION = "reopen_discussion", _("reopened a discussion")
        SUSPEND_ACCOUNT = "suspend_account", _("suspended an account")
        RELEASE_ACCOUNT = "release_account", _("released an account")
        HOLD_FIRST_COMMENTS = "hold_first_comments", _("switched holding first comments on")
        PASS_FIRST_COMMENTS = "pass_first_comments", _("switched holding first comments off")

    verb = models.CharField(_("what"), max_length=20, choices=Verb)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="moderator_actions",
        db_index=False,  # "action_by_person" serves
    )
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(_("reason"), help_text=_("Readers see it."))
    note = models.TextField(_("note"), blank=True, help_text=_("Only moderators see it."))
    comment = models.ForeignKey(
        Comment, null=True, on_delete=models.PROTECT, related_name="moderator_actions"
    )
    thread = models.ForeignKey(
        Thread, null=True, on_delete=models.PROTECT, related_name="moderator_actions"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="moderated"
    )
    before = models.JSONField()
    after = models.JSONField()
    undo_of = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    objects: ClassVar = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderator's action")
        verbose_name_plural = _("moderators' actions")
        # Nothing but reading and adding, for nobody: the desk does not offer records at all.
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="action_has_the_target_its_verb_needs",
                condition=Q(
                    verb__in=[
                        "remove_comment", "restore_comment", "hide_branch", "restore_branch",
                        "release_comment", "hold_comment",
                    ],
                    comment__isnull=False, thread__isnull=True, account__isnull=True,
                )
                | Q(
                    verb__in=["close_discussion", "reopen_discussion"],
                    comment__isnull=True, thread__isnull=False, account__isnull=True,
                )
                | Q(
                    verb__in=["suspend_account", "release_account"],
                    comment__isnull=True, thread__isnull=True, account__isnull=False,
                )
                | Q(
                    verb__in=["hold_first_comments", "pass_first_comments"],
                    comment__isnull=True, thread__isnull=True, account__isnull=True,
                ),
            ),
            models.CheckConstraint(name="action_has_a_reason", condition=~Q(reason="")),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["verb", "-id"], name="action_by_verb"),
            models.Index(fields=["by", "-id"], name="action_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} by {self.by}, {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the record; raises RecordsStay for one that is there already."""
        if not self._state.adding:
            raise RecordsStay
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refuse."""
        raise RecordsStay

    @property
    def target(self) -> Comment | Thread | User | None:
        """What it was done to; None for the site's switch."""
        return self.comment or self.thread or self.account

    @property
    def undoing(self) -> Action | None:
        """The action that undid this one, if any."""
        return getattr(self, "undone_by", None)


Verb = Action.Verb
INVERSE = {
    Verb.REMOVE_COMMENT: Verb.RESTORE_COMMENT,
    Verb.RESTORE_COMMENT: Verb.REMOVE_COMMENT,
    Verb.HIDE_BRANCH: Verb.RESTORE_BRANCH,
    Verb.RESTORE_BRANCH: Verb.HIDE_BRANCH,
    Verb.RELEASE_COMMENT: Verb.HOLD_COMMENT,
    Verb.HOLD_COMMENT: Verb.RELEASE_COMMENT,
    Verb.CLOSE_DISCUSSION: Verb.REOPEN_DISCUSSION,
    Verb.REOPEN_DISCUSSION: Verb.CLOSE_DISCUSSION,
    Verb.SUSPEND_ACCOUNT: Verb.RELEASE_ACCOUNT,
    Verb.RELEASE_ACCOUNT: Verb.SUSPEND_ACCOUNT,
    Verb.HOLD_FIRST_COMMENTS: Verb.PASS_FIRST_COMMENTS,
    Verb.PASS_FIRST_COMMENTS: Verb.HOLD_FIRST_COMMENTS,
}
SWITCH_VERBS = (Verb.HOLD_FIRST_COMMENTS, Verb.PASS_FIRST_COMMENTS)


def _field_of(target: Comment | Thread | User) -> str:
    if isinstance(target, Comment):
        return "comment"
    return "thread" if isinstance(target, Thread) else "account"
