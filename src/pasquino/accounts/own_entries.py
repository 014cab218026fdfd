"""What this room itself offers on a member's own page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pasquino.accounts import overview
from pasquino.accounts.overview import Entry


def offer() -> None:
    """Addresses, password, second factor, sessions."""
    overview.offer(
        10,
        Entry(
            _("Mail address"),
            _("Where letters go. Only you and the people who run this magazine see it."),
            "account_email",
        ),
    )
    overview.offer(
        20,
        Entry(
            _("Password"),
            _("Choose another one; everywhere else you are signed out then."),
            "account_change_password",
        ),
    )
    overview.offer(
        30,
        Entry(
            _("Passkeys and second factor"),
            _("Sign in with a finger or a key, or have a code asked for after the password."),
            "mfa_index",
        ),
    )
    overview.offer(
        40,
        Entry(
            _("Sessions"),
            _("Where you are signed in, and how to end it elsewhere."),
            "usersessions_list",
        ),
    )
