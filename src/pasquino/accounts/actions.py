"""The deeds of this room: making accounts, and links that let somebody in."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from pasquino.accounts import letters, mail_addresses, members, names, post
from pasquino.accounts.members import NameLooksTaken, NameReserved, NameTaken
from pasquino.accounts.models import Role, SignInLink, User

__all__ = [
    "FIRST_LINK_LIVES",
    "LINK_LIVES",
    "AdministratorExists",
    "LinkUnusable",
    "NameLooksTaken",
    "NameReserved",
    "NameTaken",
    "find_link",
    "imported_reader",
    "make_account",
    "make_link",
    "remove_factors",
    "use_link",
]

LINK_LIVES = timedelta(hours=1)
FIRST_LINK_LIVES = timedelta(hours=24)


class LinkUnusable(Exception):
    """The link is unknown, was used before, has expired, or its account is closed."""


class AdministratorExists(Exception):
    """The magazine is set up already; the first administrator's link does not work any more."""


@transaction.atomic
def make_account(
    *, name: str, role: str = Role.READER, email: str = "", password: str | None = None
) -> User:
    """A new account with one role.

    Raises what `members.check_name` raises, or mail_addresses.MailTaken.
    """
    members.check_name(name, has_role=role not in (Role.READER, Role.TRUSTED))
    if mail_addresses.is_taken(email):
        raise mail_addresses.MailTaken
    user = User.objects.create_user(
        name,
        password,
        email=mail_addresses.folded(email),
        is_superuser=role == Role.ADMIN,
        is_trusted=role == Role.TRUSTED,
    )
    if role in (Role.MODERATOR, Role.WRITER, Role.EDITOR):
        user.groups.add(Group.objects.get(name=role))
    return user


@transaction.atomic
def imported_reader(*, name: str, origin: str) -> User:
    """The reader of this name that came with an import, made if there is none yet.

    Raises ValidationError for an impossible name.
    """
    names.check(name)
    found = User.objects.filter(name_key=names.folded(name), origin=origin).first()
    return found or User.objects.create_user(name, origin=origin)


def make_link(user: User | None) -> str:
    """A new one-time secret that signs this person in, or the first administrator."""
    secret = secrets.token_urlsafe(24)
    lives = LINK_LIVES if user else FIRST_LINK_LIVES
    SignInLink.objects.create(digest=_digest(secret), user=user, expires_at=timezone.now() + lives)
    return secret


def find_link(secret: str) -> SignInLink:
    """The usable link with this secret; raises LinkUnusable."""
    link = SignInLink.objects.select_related("user").filter(digest=_digest(secret)).first()
    if link is None or not link.is_usable(timezone.now()):
        raise LinkUnusable
    return link


@transaction.atomic
def use_link(*, secret: str, name: str) -> User:
    """Spend a link and give the person it lets in; the first one becomes administrator as `name`.

    Raises LinkUnusable, AdministratorExists, NameTaken, or ValidationError for an impossible
    name; a refusal spends nothing.
    """
    link = find_link(secret)
    if link.user is None:
        _wait_for_other_first_links()
    spent = SignInLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now())
    if not spent:
        raise LinkUnusable
    if link.user:
        return link.user
    if User.objects.filter(is_superuser=True).exists():
        raise AdministratorExists
    return make_account(name=name, role=Role.ADMIN)


@transaction.atomic
def remove_factors(user: User) -> int:
    """Take all second factors and passkeys from somebody who lost their device; gives how many.

    They are told by mail, and signed out wherever they, or somebody else, are signed in.
    """
    removed = Authenticator.objects.filter(user=user).delete()[0]
    for session in UserSession.objects.filter(user=user):
        session.end()
    if removed and user.email:
        post.send(letters.factors_removed(), to=user.email, counts=False)
    return removed


def _wait_for_other_first_links() -> None:
    """Lock all first administrator's links: two used at once would make two administrators.

    SQLite knows no row locks and needs none, its transactions begin by locking (IMMEDIATE).
    """
    first_links = SignInLink.objects.select_for_update().filter(user=None).order_by("pk")
    list(first_links.values_list("pk", flat=True))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
