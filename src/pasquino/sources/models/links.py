"""Whether the addresses of works still lead to what was cited."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pasquino.sources.models.captures import Capture
from pasquino.sources.models.works import WorkAddress


class LinkState(models.Model):
    """How an address stands now and when it is looked at next; one row an address."""

    class State(models.TextChoices):
        UNCHECKED = "unchecked", _("not checked yet")
        OK = "ok", _("works")
        REDIRECTED = "redirected", _("leads elsewhere now")
        CHANGED = "changed", _("the page has changed")
        REPLACED = "replaced", _("another page stands there now")
        GONE = "gone", _("gone")
        BLOCKED = "blocked", _("does not let us look")
        FAILING = "failing", _("does not answer at present")

    address = models.OneToOneField(
        WorkAddress, primary_key=True, on_delete=models.CASCADE, related_name="link"
    )
    state = models.CharField(max_length=10, choices=State, default=State.UNCHECKED)
    since = models.DateTimeField(default=timezone.now)
    checked_at = models.DateTimeField(null=True)
    next_check = models.DateTimeField(default=timezone.now)
    checks = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    first_failure = models.DateTimeField(null=True)
    leads_to = models.CharField(max_length=2000, blank=True)

    class Meta:
        verbose_name = _("state of a link")
        indexes = [models.Index(fields=["next_check"], name="link_due")]

    def __str__(self) -> str:
        return f"{self.address}: {self.state}"


class LinkCheck(models.Model):
    """One look at an address: only ever added."""

    address = models.ForeignKey(WorkAddress, on_delete=models.CASCADE, related_name="checks")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=LinkState.State)
    http_status = models.PositiveSmallIntegerField(null=True)
    said = models.CharField(max_length=500, blank=True)
    capture = models.ForeignKey(
        Capture, null=True, on_delete=models.PROTECT, related_name="link_checks"
    )

    class Meta:
        verbose_name = _("look at a link")
        indexes = [models.Index(fields=["address", "-at"], name="link_check_newest")]

    def __str__(self) -> str:
        return f"{self.address}, {self.at:%Y-%m-%d}: {self.state}"
