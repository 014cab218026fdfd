"""Works: what stories and comments cite."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pasquino.sources.models.parties import Party

NO_DATE = _("Give the date as exactly as it is known: 2017, 2017-03 or 2017-03-07.")


class Work(models.Model):
    """An article, report, broadcast ... that is cited; its number is its public address."""

    class Kind(models.TextChoices):
        ARTICLE = "article", _("article")
        REPORT = "report", _("report")
        DATASET = "dataset", _("dataset")
        POST = "post", _("post")
        BROADCAST = "broadcast", _("broadcast")
        PRINT = "print", _("print")
        INTERVIEW = "interview", _("interview")

    class Access(models.TextChoices):
        OPEN = "open", _("open")
        METERED = "metered", _("metered")
        PAYWALLED = "paywalled", _("paywalled")
        OFFLINE = "offline", _("offline")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.ARTICLE)
    title = models.CharField(_("title"), max_length=500, blank=True)
    publisher = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="published",
        verbose_name=_("published by"),
    )  # fmt: skip
    language = models.CharField(_("language"), max_length=20, blank=True)
    published = models.CharField(
        _("published"), max_length=10, blank=True,
        validators=[RegexValidator(r"^\d{4}(-\d\d(-\d\d)?)?$", NO_DATE)],
        help_text=_("As exactly as it is known: 2017, 2017-03 or 2017-03-07."),
    )  # fmt: skip
    access = models.CharField(_("access"), max_length=10, choices=Access, default=Access.OPEN)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    opt_out = models.BooleanField(_("does not want to be copied"), default=False)
    note = models.TextField(_("note"), blank=True, help_text=_("Only editors see it."))
    is_filled = models.BooleanField(
        default=False, help_text=_("An editor has looked over what was found in the page.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    authors: models.ManyToManyField[Party, WorkAuthor] = models.ManyToManyField(
        Party, through="WorkAuthor", related_name="works", verbose_name=_("authors")
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        indexes = [models.Index(fields=["title"], name="work_title")]

    def __str__(self) -> str:
        return self.title or str(_("Source {number}")).format(number=self.pk)

    def get_absolute_url(self) -> str:
        """Its public page."""
        return reverse("source", args=[self.pk])


class WorkAuthor(models.Model):
    """One author of a work, in order."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="author_rows")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="author_rows")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="work_has_each_author_once", fields=["work", "party"])
        ]

    def __str__(self) -> str:
        return str(self.party)


class WorkAddress(models.Model):
    """A web address at which a work stands; each leads to one work.

    `key` is the SHA-256 of the address with what never matters folded away (fragment, case of
    the host, default port; `addresses.key_of`), and unique; `url` is as it was given.
    """

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="addresses")
    url = models.CharField(_("address"), max_length=2000)
    key = models.CharField(max_length=64, unique=True)
    is_canonical = models.BooleanField(default=False)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")

    def __str__(self) -> str:
        return self.url
