"""Sign-ups that nobody confirmed: kept for a week, then forgotten."""

from __future__ import annotations

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from pasquino.accounts import closing
from pasquino.accounts.models import User

UNCONFIRMED_LIVES = timedelta(days=7)


def forget_unconfirmed() -> int:
    """Delete sign-ups nobody confirmed within a week: they would keep names and addresses.

    Gives how many. What a moderator did to one stays on record, so that one is closed instead.
    """
    unconfirmed = _stale_sign_ups()
    for person in unconfirmed:
        try:
            with transaction.atomic():
                person.delete()
        except ProtectedError:
            closing.close_account(person=person, keeps_comments=True)
    return len(unconfirmed)


def _stale_sign_ups() -> list[User]:
    stale = User.objects.filter(
        origin="", last_login=None, joined_at__lt=timezone.now() - UNCONFIRMED_LIVES
    )
    rows = EmailAddress.objects.filter(user__in=stale)
    confirmed = rows.filter(verified=True).values("user")
    return list(stale.filter(pk__in=rows.values("user")).exclude(pk__in=confirmed))
