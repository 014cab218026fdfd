"""Signing in with a name or a mail address, however it is capitalised."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend
from django.db import models
from django.http import HttpRequest

from pasquino.accounts import mail_addresses, names
from pasquino.accounts.models import User
from pasquino.delivery.prepared import Given, Prepared

_member = Prepared(lambda: User.objects.filter(pk=Given("pk", models.BigIntegerField())))


class ByNameOrMail(ModelBackend):
    """Django's own, looking among our own accounts only.

    Imported readers share the table but cannot be signed in as, so `name` alone need not be
    unique (check auth.W004). One password is hashed for each attempt, whoever is meant, so that
    known and unknown accounts take the same time.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_others: object,
    ) -> User | None:
        """The account of this name or address, if the password is its own and it is open."""
        if not username or password is None:
            return None
        user = account_of(username)
        if user is None:
            User().set_password(password)
            return None
        right = user.check_password(password)
        return user if right and self.user_can_authenticate(user) else None

    def get_user(self, user_id: int) -> User | None:
        """Whose session it is, unless they may no longer sign in."""
        user = _member.first(pk=user_id)
        return user if user is not None and self.user_can_authenticate(user) else None


def account_of(login: str) -> User | None:
    """Whom a text in the field “name or mail address” means.

    Addresses go first: else somebody could take another's address as a name and shut them out.
    """
    if "\x00" in login:
        return None
    by_mail = mail_addresses.owner(login) if "@" in login else None
    by_name = User.objects.filter(name_key=names.folded(login), origin="").first()
    return by_mail or by_name
