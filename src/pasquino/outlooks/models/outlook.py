"""What named people expect: under which condition, by when, stated where."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pasquino.sources.models import Party, Work
from pasquino.sources.models.works import NO_DATE

DATE = RegexValidator(r"^\d{4}(-\d\d(-\d\d)?)?$", NO_DATE)
KEY = 40  # characters of the short name of a person, group or claim within its outlook


class Outlook(models.Model):
    """What somebody expects, as groups and claims; its number is its public address.

    What its source says stands in `nodes` and `claims`; what became of it in their assessments.
    `condition_in_source` and `condition_as_printed` keep two wordings of one condition ("when",
    "if"). `extra` holds what else its document said (docs/reference/outlooks.md).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    condition = models.TextField(_("condition"), blank=True)
    condition_in_source = models.CharField(
        _("the condition as the source has it"), max_length=300, blank=True
    )
    condition_as_printed = models.CharField(
        _("the condition as the story has it"), max_length=300, blank=True
    )
    condition_note = models.TextField(_("about the condition"), blank=True)
    horizon = models.CharField(
        _("by when"), max_length=200, blank=True, help_text=_("As the source says it.")
    )
    horizon_proxy = models.CharField(
        _("what the source says instead of a date"), max_length=300, blank=True
    )
    horizon_note = models.TextField(_("about the date"), blank=True)
    work = models.ForeignKey(
        Work, null=True, blank=True, on_delete=models.PROTECT, related_name="outlooks",
        verbose_name=_("stated in"),
    )  # fmt: skip
    relayed_in = models.ForeignKey(
        Work, null=True, blank=True, on_delete=models.PROTECT, related_name="relayed_outlooks",
        verbose_name=_("relayed in"),
    )  # fmt: skip
    relayed_by = models.CharField(_("relayed by"), max_length=200, blank=True)
    stated_on = models.CharField(_("stated on"), max_length=10, blank=True, validators=[DATE])
    caution = models.JSONField(default=dict, blank=True)
    advice = models.JSONField(default=list, blank=True)
    extra = models.JSONField(default=dict, blank=True)
    document = models.CharField(max_length=300, blank=True)
    local_id = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("outlook")
        verbose_name_plural = _("outlooks")
        constraints = [
            models.CheckConstraint(name="outlook_has_a_title", condition=~Q(title="")),
            models.UniqueConstraint(
                name="outlook_is_once_in_its_document",
                fields=["document", "local_id"],
                condition=~Q(document=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("outlook", args=[self.pk])

    def page_keys(self) -> list[str]:
        """What `delivery.refresh` is told when something about it changes."""
        return [f"outlook:{self.pk}", "outlooks"]


class OutlookPerson(models.Model):
    """Somebody in an outlook, under the names it prints; without a party where nobody is named.

    `key` is the short name its document uses ("A1"); `is_author` says that the outlook is theirs.
    """

    outlook = models.ForeignKey(Outlook, on_delete=models.CASCADE, related_name="people")
    key = models.CharField(max_length=KEY)
    order = models.PositiveSmallIntegerField(default=0)
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="outlook_people"
    )
    name = models.CharField(_("name"), max_length=200)
    names_as_printed = models.JSONField(_("names as printed"), default=list, blank=True)
    affiliations = models.JSONField(_("affiliations"), default=list, blank=True)
    role = models.CharField(_("role"), max_length=200, blank=True)
    is_author = models.BooleanField(_("the outlook is theirs"), default=False)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("person in an outlook")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="outlook_has_a_person_s_key_once", fields=["outlook", "key"]
            )
        ]

    def __str__(self) -> str:
        return self.name


class ReviewDate(models.Model):
    """A day by which the magazine looks at the claims again; no deadline of the source."""

    outlook = models.ForeignKey(Outlook, on_delete=models.CASCADE, related_name="review_dates")
    on = models.DateField(_("review on"))

    class Meta:
        verbose_name = _("review date")
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                name="outlook_is_reviewed_once_a_day", fields=["outlook", "on"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.outlook}: {self.on}"


class ConditionObservation(models.Model):
    """Something that happened to the outlook's condition; proposed until an editor notes it."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        NOTED = "noted", _("noted")
        DECLINED = "declined", _("declined")

    outlook = models.ForeignKey(Outlook, on_delete=models.CASCADE, related_name="observations")
    order = models.PositiveSmallIntegerField(default=0)
    on = models.CharField(_("date"), max_length=10, blank=True, validators=[DATE])
    what = models.TextField(_("what happened"))
    effect = models.CharField(_("what that means for the condition"), max_length=300, blank=True)
    work = models.ForeignKey(
        Work, null=True, blank=True, on_delete=models.PROTECT, related_name="observations",
        verbose_name=_("source"),
    )  # fmt: skip
    url = models.CharField(_("where it stands"), max_length=2000, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.PROPOSED)
    extra = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("observation of a condition")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.what


class OutlookChange(models.Model):
    """An outlook as it was before an editor put it right, or moved its review dates.

    `before` is its document.
    """

    outlook = models.ForeignKey(Outlook, on_delete=models.CASCADE, related_name="changes")
    before = models.JSONField()
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change of an outlook")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.outlook}: {self.at:%Y-%m-%d}"
