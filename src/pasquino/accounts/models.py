"""People with an account, and the one-time links that let them in."""

from __future__ import annotations

from datetime import datetime
from itertools import chain, count
from typing import ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    Group,
    PermissionsMixin,
)
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pasquino.accounts import names
from pasquino.accounts.records import Claim, Closing, ReservedName, TrustChange
from pasquino.delivery.prepared import Given, Prepared

__all__ = [
    "CLOSED",
    "Claim",
    "Closing",
    "LimitWindow",
    "ReservedName",
    "Role",
    "SignInLink",
    "Suspension",
    "TrustChange",
    "User",
    "UserManager",
]

CLOSED = "closed"  # an origin of its own: nobody signs in, its name is nobody else's


class Role(models.TextChoices):
    """What somebody may do; each role but reader and trusted is a group of the same name."""

    READER = "reader", _("reader")
    TRUSTED = "trusted", _("trusted reader")
    MODERATOR = "moderator", _("moderator")
    WRITER = "writer", _("writer")
    EDITOR = "editor", _("editor")
    ADMIN = "admin", _("administrator")


class UserManager(BaseUserManager["User"]):
    """Makes accounts; every way of making one goes through here."""

    def create_user(self, name: str, password: str | None = None, **fields: object) -> User:
        """A new account; without a password nobody can sign in with one.

        Raises ValidationError for an impossible name before the database sees it: PostgreSQL
        takes no NUL, even to search for.
        """
        user = User(name=name, **fields)
        (names.check if user.origin else names.check_chosen)(name)
        user.name_key = names.folded(name)
        user.slug = self.free_slug(name)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(force_insert=True)
        return user

    def create_superuser(self, name: str, password: str | None = None, **fields: object) -> User:
        """A new administrator."""
        return self.create_user(name, password, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> User:
        """The account that signs in under this name, however it is capitalised."""
        return self.get(name_key=names.folded(username or ""), origin="")

    def free_slug(self, name: str) -> str:
        """A slug for this name that nobody has, or had who left: `ada`, or `ada-2`."""
        stem = names.slug_of(name)
        taken = set(self.filter(slug__startswith=stem).values_list("slug", flat=True))
        candidates = chain([stem], (f"{stem}-{number}" for number in count(2)))
        free = (slug for slug in candidates if slug not in taken)
        return next(slug for slug in free if not ReservedName.had_slug(slug))


class User(AbstractBaseUser, PermissionsMixin):
    """A reader, writer or editor; also readers that came with an import and have no password."""

    name = models.CharField(_("name"), max_length=names.LONGEST, validators=[names.check])
    name_key = models.CharField(max_length=names.LONGEST_FOLDED, editable=False)
    name_skeleton = models.CharField(
        max_length=names.LONGEST_FOLDED + 24,
        blank=True,
        editable=False,
        help_text="What the name looks like (names.skeleton); empty for closed accounts.",
    )
    slug = models.CharField(max_length=names.LONGEST + 6, unique=True, editable=False)
    email = models.EmailField(_("email address"), blank=True)
    origin = models.CharField(
        max_length=40,
        blank=True,
        editable=False,
        help_text=(
            "The kind of import an imported reader came with, “closed” for a closed account; "
            "empty for our own accounts."
        ),
    )
    is_trusted = models.BooleanField(_("trusted"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    zone = models.CharField(
        _("time zone"), max_length=60, blank=True, help_text=_("Empty: the magazine's own.")
    )
    clock = models.CharField(
        _("clock"),
        max_length=2,
        blank=True,
        choices=[("", _("as the magazine")), ("12", _("12 hours")), ("24", _("24 hours"))],
    )

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "name"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                name="user_name_is_unique_within_its_origin",
                fields=["name_key", "origin"],
                violation_error_message=_("Somebody has this name already."),
            ),
            models.UniqueConstraint(
                name="own_accounts_do_not_look_alike",
                fields=["name_skeleton"],
                condition=Q(origin=""),
                violation_error_message=_("This name looks like one that somebody has already."),
            ),
            models.CheckConstraint(
                name="imported_reader_is_no_administrator",
                condition=Q(origin="") | Q(is_superuser=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep the comparable forms of the name in step with the name."""
        super().clean()
        self.name_key = names.folded(self.name)
        looks = "" if self.is_closed else names.skeleton(self.name)
        if self.name_skeleton.partition(names.CLASH)[0] != looks:
            self.name_skeleton = looks

    def get_absolute_url(self) -> str:
        """The reader's page."""
        return reverse("reader", args=[self.slug])

    def get_full_name(self) -> str:
        """What the desk shows."""
        return self.name

    @property
    def is_staff(self) -> bool:
        """May enter the desk."""
        return self.has_perm("wagtailadmin.access_admin")

    @property
    def is_imported(self) -> bool:
        """Came with an import; claimable by an editor's decision (claims.py)."""
        return self.origin not in ("", CLOSED)

    @property
    def is_closed(self) -> bool:
        """Its member has left (closing.py); what is left of it is “former member 7”."""
        return self.origin == CLOSED

    @property
    def roles(self) -> set[str]:
        """The names of all roles this person has."""
        held = {str(Role.READER), *(name for (name,) in _groups_of.rows(user=self.pk))}
        if self.is_trusted:
            held.add(str(Role.TRUSTED))
        if self.is_superuser:
            held = {str(role) for role in Role}
        return held


_groups_of = Prepared(
    lambda: Group.objects.filter(user=Given("user", models.BigIntegerField())).values_list("name")
)


class SignInLink(models.Model):
    """A link that signs somebody in once; only the hash of its secret is kept.

    Without a user it belongs to whoever first sets up the magazine.
    """

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="links")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("sign-in link")

    def __str__(self) -> str:
        return f"{self.user or 'first administrator'} until {self.expires_at:%Y-%m-%d %H:%M}"

    def is_usable(self, now: datetime) -> bool:
        """It was not used before, has not expired, and its person may still sign in."""
        may_sign_in = self.user is None or self.user.is_active
        return self.used_at is None and now < self.expires_at and may_sign_in


class Suspension(models.Model):
    """Somebody may not write for a while, or until it is lifted; reading stays free."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="suspensions")
    began_at = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(_("reason"))
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("suspension")
        indexes = [models.Index(fields=["user", "lifted_at"], name="suspension_of_user")]

    def __str__(self) -> str:
        return f"{self.user} from {self.began_at:%Y-%m-%d}"


class LimitWindow(models.Model):
    """How often one account, network or story was counted lately: see limits.py."""

    scope = models.CharField(max_length=30)
    key = models.CharField(max_length=64)
    began_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    locked_until = models.DateTimeField(null=True)
    lock_seconds = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="limit_window_is_one_row", fields=["scope", "key"])
        ]
        indexes = [models.Index(fields=["began_at"], name="limit_window_began")]

    def __str__(self) -> str:
        return f"{self.scope}: {self.count}"


class ApiToken(models.Model):
    """Lets a program read and write by the API in a member's name; only its hash is kept.

    Removing the row revokes it: nothing else refers to it.
    """

    class Scope(models.TextChoices):
        READ = "read", _("read: see all your comments, also those that are held; check quotations")
        COMMENT = "comment", _("comment: post comments and edit them")
        RATE = "rate", _("rate: rate comments")

    member = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(_("name"), max_length=60)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("what it may do"), default=list)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    last_used_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("API token")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} of {self.member}"

    @property
    def is_expired(self) -> bool:
        """Its time is over; it opens nothing any more."""
        return timezone.now() >= self.expires_at
