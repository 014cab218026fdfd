"""Preserved copies of works: made once, never edited, private."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pasquino.sources.models.works import Work


class CaptureChanged(Exception):
    """A copy was about to be edited; a copy stays what it was, another one is made."""


class Capture(models.Model):
    """One copy of a work at one time; its identity is (work, time), never the address.

    `blocks` are the text's parts `[[start, end, region, kind], ...]` in code points; `reasons`
    say why the evidence is not complete. The bytes themselves are in `CaptureRecord`.
    """

    class State(models.TextChoices):
        COMPLETE = "complete", _("complete")
        PARTIAL = "partial", _("partial")
        BLOCKED = "blocked", _("blocked")
        UNREACHABLE = "unreachable", _("unreachable")
        GONE = "gone", _("gone")
        UNREADABLE = "unreadable", _("unreadable")
        STAFF_COPY = "staff_copy", _("copy made by the editors")

    class Method(models.TextChoices):
        FETCH = "fetch", _("fetched")
        UPLOAD = "upload", _("uploaded")

    HAS_TEXT: ClassVar = (State.COMPLETE, State.PARTIAL, State.STAFF_COPY)

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="captures")
    at = models.DateTimeField(default=timezone.now)
    method = models.CharField(max_length=10, choices=Method, default=Method.FETCH)
    state = models.CharField(max_length=12, choices=State)
    reasons = models.JSONField(default=list)
    url_requested = models.CharField(max_length=2000, blank=True)
    url_final = models.CharField(max_length=2000, blank=True)
    http_status = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=10, blank=True)
    content_type = models.CharField(max_length=200, blank=True)
    charset = models.CharField(max_length=40, blank=True)
    size = models.PositiveIntegerField(default=0)
    bytes_hash = models.CharField(max_length=64, blank=True)
    text_hash = models.CharField(max_length=64, blank=True)
    title = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    blocks = models.JSONField(default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    upload_reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("copy")
        verbose_name_plural = _("copies")
        constraints = [
            models.UniqueConstraint(name="capture_is_a_work_at_a_time", fields=["work", "at"]),
            models.CheckConstraint(
                name="uploaded_capture_has_a_reason",
                condition=~Q(method="upload") | ~Q(upload_reason=""),
            ),
        ]
        indexes = [models.Index(fields=["work", "-at"], name="capture_newest")]

    def __str__(self) -> str:
        return f"{self.work}, {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new copy; refuse to change one."""
        if self.pk:
            raise CaptureChanged
        super().save(*args, **kwargs)


class CaptureRecord(models.Model):
    """The bytes of a copy: a gzipped WARC 1.1 file, or an uploaded file inside one."""

    capture = models.OneToOneField(
        Capture, primary_key=True, on_delete=models.PROTECT, related_name="record"
    )
    warc = models.BinaryField()

    def __str__(self) -> str:
        return str(self.capture)


class CaptureRequest(models.Model):
    """Somebody wants a copy: what became of that, and when it is tried again."""

    class Purpose(models.TextChoices):
        PASTE = "paste", _("an address was pasted")
        PUBLISH = "publish", _("a story was published")
        LINK = "link", _("its link was checked")
        COMMENT = "comment", _("a reader cited it")
        EDITOR = "editor", _("an editor asked")

    class State(models.TextChoices):
        QUEUED = "queued", _("queued")
        FETCHING = "fetching", _("fetching")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    WAITING: ClassVar = (State.QUEUED, State.FETCHING)

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="requests")
    url = models.CharField(max_length=2000)
    purpose = models.CharField(max_length=10, choices=Purpose)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=500, blank=True)
    capture = models.ForeignKey(
        Capture, null=True, on_delete=models.PROTECT, related_name="requests"
    )

    class Meta:
        verbose_name = _("request for a copy")
        indexes = [
            models.Index(
                fields=["not_before"], name="request_waiting",
                condition=Q(state__in=["queued", "fetching"]),
            ),
            models.Index(fields=["work", "-asked_at"], name="request_of_work"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.url}: {self.state}"


class Takedown(models.Model):
    """A work or one copy of it that the public is no longer shown anything of, and why.

    Hash, date and verdict stay; the words around the quotation and the archived copy go.
    """

    class Reason(models.TextChoices):
        COPYRIGHT = "copyright", _("the owner of the rights asked")
        PRIVACY = "privacy", _("somebody's privacy")
        COURT = "court", _("a court's order")
        POLICY = "policy", _("the magazine's policy")
        MISTAKE = "mistake", _("it was kept by mistake")

    work = models.ForeignKey(Work, on_delete=models.PROTECT, related_name="takedowns")
    capture = models.ForeignKey(
        Capture, null=True, blank=True, on_delete=models.PROTECT, related_name="takedowns"
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    note = models.TextField(_("note"), help_text=_("Only editors see it."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lift_note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("takedown")
        verbose_name_plural = _("takedowns")

    def __str__(self) -> str:
        return f"{self.work}: {self.reason}"
