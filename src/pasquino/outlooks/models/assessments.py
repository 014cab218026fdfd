"""What later news made of a claim: assessments by editors, and proposals for them."""

from __future__ import annotations

import re
import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pasquino.outlooks.models.claims import OutlookClaim
from pasquino.outlooks.models.outlook import DATE
from pasquino.sources.models import Capture, Work

_COMMENT = re.compile(r"/comments/([0-9]+)/")


class State(models.TextChoices):
    """What a claim can be; "not assessed" follows from review dates and is never stored."""

    OPEN = "open", _("open")
    PARTLY_MET = "partly_met", _("partly met")
    CONFIRMED = "confirmed", _("confirmed")
    REFUTED = "refuted", _("refuted")
    MIXED = "mixed", _("mixed")
    CONTESTED = "contested", _("contested")
    UNRESOLVABLE = "unresolvable", _("cannot be resolved")
    WITHDRAWN_BY_AUTHOR = "withdrawn_by_author", _("withdrawn by its author")


class Assessment(models.Model):
    """An editor's finding on a claim on one day, with its sources; never edited or deleted.

    A later one supersedes it; one made by mistake is withdrawn with a reason and stays readable.
    `assessor` is whose finding it reports, if not the magazine's own. `signed_as` is who signed
    one that came with an import. `credit_address` is the comment that proposed it,
    `story_address` the story that carries it (paths).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    claim = models.ForeignKey(OutlookClaim, on_delete=models.PROTECT, related_name="assessments")
    verdict = models.CharField(_("verdict"), max_length=20, choices=State)
    on = models.DateField(_("as of"))
    assessor = models.CharField(_("according to"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_as = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(default=timezone.now)
    credit_address = models.CharField(max_length=300, blank=True)
    story_address = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_because = models.CharField(max_length=400, blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["on", "at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="withdrawn_assessment_has_a_reason",
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_because=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.claim}: {self.get_verdict_display()}, {self.on}"

    @property
    def signature(self) -> str:
        """Who signed it; empty where that account is gone."""
        return self.signed_as or (str(self.by) if self.by else "")

    @property
    def is_withdrawn(self) -> bool:
        """It was made by mistake and counts no more."""
        return self.withdrawn_at is not None

    @property
    def credited(self) -> str:
        """The number of the comment that proposed it; empty where none did."""
        found = _COMMENT.search(self.credit_address)
        return found[1] if found else ""


class AssessmentSource(models.Model):
    """What an assessment rests on, and the copy that was kept of it then.

    `capture` is empty while the copy is being made, or where none could be made.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sources")
    order = models.PositiveSmallIntegerField(default=0)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="assessment_sources")
    capture = models.ForeignKey(
        Capture, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    url = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name = _("source of an assessment")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="assessment_has_a_source_once", fields=["assessment", "work"]
            )
        ]

    def __str__(self) -> str:
        return str(self.work)

    @property
    def name(self) -> str:
        """The title of the work, or the address by which it was given where it has none."""
        return (
            self.work.title
            or self.url
            or next((one.url for one in self.work.addresses.all()), str(self.work))
        )


class AssessmentProposal(models.Model):
    """Somebody would assess a claim so, and says where that stands; it changes nothing.

    `verdict` is empty where `verdict_words` are none of the states. `from_address` is the path of
    the comment that says so, `document` the file it came with.
    """

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    claim = models.ForeignKey(OutlookClaim, on_delete=models.CASCADE, related_name="proposals")
    order = models.PositiveSmallIntegerField(default=0)
    verdict = models.CharField(_("verdict"), max_length=20, choices=State, blank=True)
    verdict_words = models.CharField(_("verdict, in words"), max_length=200, blank=True)
    on = models.CharField(_("as of"), max_length=10, blank=True, validators=[DATE])
    assessor = models.CharField(_("according to"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    note = models.TextField(_("note"), blank=True)
    url = models.CharField(_("where it stands"), max_length=2000, blank=True)
    document = models.CharField(max_length=300, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    from_address = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    answer = models.CharField(max_length=400, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    made = models.ForeignKey(
        Assessment, null=True, on_delete=models.SET_NULL, related_name="proposed_by"
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("proposed assessment")
        verbose_name_plural = _("proposed assessments")
        ordering = ["order", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.claim}: {self.get_verdict_display() or self.verdict_words}"
