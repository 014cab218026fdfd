"""What this room itself offers on a member's own page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from pasquino.accounts import overview, sweepers
from pasquino.accounts.overview import Entry
from pasquino.accounts.sweepers import Way


def offer() -> None:
    """What lets somebody in, and below it what they take along or leave."""
    _offer_the_doors()
    for order, title, sentence, route in (
        (
            70,
            _("Former names"),
            _("You wrote here before the magazine moved? Say who you were."),
            "claim",
        ),
        (75, _("API tokens"), _("Let a program read and write in your name."), "tokens"),
        (80, _("Your data"), _("Everything the magazine keeps about you, as a file."), "own-data"),
        (
            90,
            _("Close the account"),
            _("Leave, and say what becomes of what you wrote."),
            "close-account",
        ),
    ):
        overview.offer(order, Entry(title, sentence, route))


def offer_to_editors() -> None:
    """Put the pages about members into the navigation of moderation."""
    for order, title, route in ((50, _("Claims"), "claims"), (60, _("Trusted readers"), "trust")):
        sweepers.offer(order, Way(title, route, sweepers.EDITORS))


def _offer_the_doors() -> None:
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
