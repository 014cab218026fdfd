"""People and organisations that are cited in public, by all the names they were met under."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Party(models.Model):
    """A person or an organisation that said or published something.

    Two spellings of one person are two parties until an editor says so; then one leads to the
    other by `same_as`, and nothing that pointed at either is rewritten.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=200)
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="spellings",
        verbose_name=_("same as"),
    )  # fmt: skip
    same_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    same_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("person or organisation")
        verbose_name_plural = _("people and organisations")
        constraints = [
            models.CheckConstraint(
                name="party_is_not_the_same_as_itself",
                condition=Q(same_as__isnull=True) | ~Q(same_as=F("pk")),
            )
        ]

    def __str__(self) -> str:
        return self.name


class PartyName(models.Model):
    """A name a party was met under; `key` is it folded, so that it is found however written."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=400, db_index=True)

    class Meta:
        verbose_name = _("name")
        constraints = [
            models.UniqueConstraint(name="party_has_each_name_once", fields=["party", "name"])
        ]

    def __str__(self) -> str:
        return self.name


class PartyDifference(models.Model):
    """An editor's word that two parties whose names look alike are not the same."""

    one = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="parties_differ_once", fields=["one", "other"]),
            models.CheckConstraint(
                name="parties_that_differ_are_in_order", condition=Q(one__lt=F("other"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"


class NameMask(models.Model):
    """A name that the public is no longer shown, and what stands in its place.

    The sealed originals stay; whatever leaves the magazine passes through the masks
    (*Hurbain v. Belgium*, ECtHR 57292/16: the original may stay, the online version changes).
    """

    name = models.CharField(_("name"), max_length=200)
    replacement = models.CharField(_("shown instead"), max_length=100)
    reason = models.TextField(_("reason"), help_text=_("Only editors see it."))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    lift_reason = models.TextField(blank=True)

    objects: ClassVar = models.Manager()

    class Meta:
        verbose_name = _("masked name")
        verbose_name_plural = _("masked names")

    def __str__(self) -> str:
        return self.replacement
