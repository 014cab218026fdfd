"""Quotations as stories and comments have them, and what the checker said of each."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from pasquino.sources.models import Capture, Party, Work


class QuotationChanged(Exception):
    """The words of a quotation were about to be edited; other words are another quotation."""


class Quotation(models.Model):
    """Words that somebody is said to have said or written, and where.

    Owned by the story or comment that points at it. Its words never change; what it cites may
    become known later (`work`, `speaker`). `let_go_at`: since then no edition prints it; it
    stays with its checks, and is neither checked again nor counted.
    """

    class Kind(models.TextChoices):
        QUOTATION = "quotation", _("quotation")
        PARAPHRASE = "paraphrase", _("paraphrase")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    text = models.TextField(_("words"))
    text_hash = models.CharField(max_length=64, db_index=True)
    language = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.QUOTATION)
    work = models.ForeignKey(
        Work, null=True, blank=True, on_delete=models.PROTECT, related_name="quotations",
        verbose_name=_("source"),
    )  # fmt: skip
    speaker = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="quotations",
        verbose_name=_("speaker"),
    )  # fmt: skip
    speaker_words = models.CharField(max_length=200, blank=True)
    via = models.CharField(_("quoted there from"), max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    let_go_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")

    def __str__(self) -> str:
        return Truncator(self.text).chars(80)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it; refuse to change its words (`update_fields` says what else may)."""
        fields = set(kwargs.get("update_fields") or ())
        if self.pk and (not fields or fields & {"text", "text_hash", "kind"}):
            raise QuotationChanged
        super().save(*args, **kwargs)


class QuoteCheck(models.Model):
    """What the checker said of a quotation against one copy, or without any.

    Bound to (words, copy, checker version); `stale_at` says since when it no longer counts.
    `spans` are `[[start, end], ...]` in the copy's text; `diff` is what `Verdict.as_json` gives;
    `context` are the quoted words and the sentences around them as the copy has them,
    `[[kind, text], ...]` as `context.pieces` gives them. A later copy of the
    page does not take the place of the one that holds the words: it was `compared_with`, and
    `drift` says what became of them there.
    """

    class Status(models.TextChoices):
        VERBATIM = "verbatim", _("verbatim")
        VERBATIM_MARKED = "verbatim_marked", _("verbatim, with marked cuts")
        ALTERED = "altered", _("altered")
        NOT_FOUND = "not_found", _("not found")
        CANNOT_TELL = "cannot_tell", _("cannot tell")
        ATTESTED = "attested", _("attested")
        AMBIGUOUS = "ambiguous", _("ambiguous")

    class Drift(models.TextChoices):
        STILL = "still", _("page changed, quoted words still there")
        REWORDED = "reworded", _("page changed, quoted words reworded since")
        GONE = "gone", _("page changed, quoted words gone")

    quotation = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="checks")
    capture = models.ForeignKey(
        Capture, null=True, on_delete=models.PROTECT, related_name="quote_checks"
    )
    at = models.DateTimeField(default=timezone.now)
    checker_version = models.CharField(max_length=20)
    evidence = models.CharField(max_length=12)
    reasons = models.JSONField(default=list)
    status = models.CharField(max_length=16, choices=Status)
    kind = models.CharField(max_length=10, blank=True)
    critical = models.BooleanField(default=False)
    warnings = models.JSONField(default=list)
    words_omitted = models.PositiveIntegerField(default=0)
    spans = models.JSONField(default=list)
    nearest = models.JSONField(null=True)
    diff = models.JSONField(default=list)
    context = models.JSONField(default=list)
    drift = models.CharField(max_length=10, choices=Drift, blank=True)
    compared_with = models.ForeignKey(
        Capture, null=True, on_delete=models.PROTECT, related_name="+"
    )
    stale_at = models.DateTimeField(null=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("check of a quotation")
        constraints = [
            models.UniqueConstraint(
                name="quotation_has_one_check_that_counts",
                fields=["quotation"],
                condition=Q(stale_at__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["quotation", "-at"], name="quote_check_newest")]

    def __str__(self) -> str:
        return f"{self.quotation}: {self.status}"


class Attestation(models.Model):
    """An editor vouches for words that no copy can show: heard live, in print, translated."""

    class How(models.TextChoices):
        HEARD = "heard", _("heard live")
        PRINT = "print", _("in print")
        TRANSLATION = "translation", _("translated")

    quotation = models.ForeignKey(Quotation, on_delete=models.CASCADE, related_name="attestations")
    how = models.CharField(_("how"), max_length=12, choices=How)
    note = models.TextField(_("note"))
    name = models.CharField(_("name"), max_length=200, help_text=_("Who vouches; readers see it."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("attestation")

    def __str__(self) -> str:
        return f"{self.quotation}: {self.how}, {self.name}"
