"""What editors said of quotations before publication: they vouch, or they let a doubt pass."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pasquino.quotations.models import Attestation
from pasquino.stories.models.story import Story


class AttestedWords(models.Model):
    """An editor vouches for exactly these words of a story; publishing makes an `Attestation`.

    `text_hash` is theirs (`records.hash_of`): other words are vouched for by nobody.
    """

    wagtail_reference_index_ignore = True

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="attested_words")
    text_hash = models.CharField(max_length=64)
    how = models.CharField(_("how"), max_length=12, choices=Attestation.How)
    note = models.TextField(_("note"))
    name = models.CharField(_("name"), max_length=200, help_text=_("Who vouches; readers see it."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("words vouched for")
        constraints = [
            models.UniqueConstraint(
                name="words_of_a_story_are_vouched_for_once", fields=["story", "text_hash"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.how}, {self.name}"


class PassedDoubt(models.Model):
    """An editor's answer to one doubt about a quotation; each edition with it records it.

    `key` binds it to the problem, the words and their source (`gate.Doubt.key`): a changed
    quotation needs another answer. Kept apart from the edition, because a story may be
    scheduled, or approved, long before its edition is made.
    """

    wagtail_reference_index_ignore = True

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="passed_doubts")
    key = models.CharField(max_length=64)
    problem = models.CharField(max_length=40)
    said = models.TextField(help_text=_("The sentence the editor was shown."))
    reason = models.TextField(_("reason"), blank=True)
    is_public = models.BooleanField(_("readers see the reason"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("answer to a doubt")
        constraints = [
            models.UniqueConstraint(
                name="doubt_of_a_story_is_answered_once", fields=["story", "key"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.problem}"
