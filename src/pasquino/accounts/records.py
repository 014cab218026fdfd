"""What was decided about people, by whom and when: trust, claims, closed accounts."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pasquino.accounts import names
from pasquino.accounts.keyed import digest


class TrustChange(models.Model):
    """An editor trusted a reader, or took it back; the newest one says how it is."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="trust_changes"
    )
    is_granted = models.BooleanField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="trust_given",
        help_text="Empty: whoever runs the magazine, on the command line.",
    )
    at = models.DateTimeField(default=timezone.now)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("change of trust")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.person}: {'trusted' if self.is_granted else 'not trusted'}"


class Claim(models.Model):
    """A member says: that imported reader was me. An editor decides, and may take it back.

    `moved` names what an accepted claim made the member's: lists of ids by kind.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("waits for an editor")
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")
        UNDONE = "undone", _("accepted, then taken back")

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="claims"
    )
    imported = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="claimed_by"
    )
    evidence = models.TextField(_("why it was you"))
    wants_name = models.BooleanField(_("take over the name"), default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="claims_decided",
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(_("reason"), blank=True)
    former_name = models.CharField(max_length=60, blank=True)
    moved = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("claim of an imported reader")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="imported_reader_is_one_member",
                fields=["imported"],
                condition=Q(state="accepted"),
            ),
            models.UniqueConstraint(
                name="member_asks_once_at_a_time",
                fields=["member", "imported"],
                condition=Q(state="pending"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} as {self.imported}: {self.state}"


class Closing(models.Model):
    """A member has left; its key is all they are called now: “former member 7”."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="closing"
    )
    closed_at = models.DateTimeField(default=timezone.now)
    keeps_comments = models.BooleanField()

    class Meta:
        verbose_name = _("closed account")

    def __str__(self) -> str:
        return f"former member {self.pk}"


class ReservedName(models.Model):
    """What nobody may be called any more, as a keyed hash: the name itself is forgotten.

    Names and addresses of closed accounts, so that nobody comes back as somebody else.
    """

    digest = models.CharField(max_length=64, unique=True)
    reserved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reserved name")

    def __str__(self) -> str:
        return self.digest[:8]

    @classmethod
    def had_slug(cls, slug: str) -> bool:
        """Whether a closed account once had this address."""
        return cls.objects.filter(digest=cls.digest_of_slug(slug)).exists()

    @staticmethod
    def digest_of_slug(slug: str) -> str:
        """What is kept of the address of a closed account."""
        return digest("reserved slug", slug)

    @staticmethod
    def digest_of_name(name: str) -> str:
        """Of what the name looks like, so that capitals and disguises are reserved with it."""
        return digest("reserved name", names.skeleton(name))
