"""What each letter says: subject, paragraphs, and at most one link, each its own line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from pasquino.accounts import networks


@dataclass(frozen=True)
class Letter:
    """A mail before it is set; text only, the look is that of `accounts/mail/`."""

    subject: str
    paragraphs: tuple[str, ...]
    link: str = ""
    link_words: str = ""
    after: tuple[str, ...] = ()


Context = dict[str, Any]


def factors_removed() -> Letter:
    """To somebody whose second factors an operator removed."""
    return Letter(
        _("Your second factors were removed"),
        (
            _("Whoever runs this magazine removed all second factors of your account."),
            _("You are signed out everywhere. Sign in and set up new ones."),
        ),
        settings.BASE_URL + reverse("account_login"),
        _("Sign in"),
        (_("If you did not ask for this, tell an editor at once."),),
    )


def account_closed(name: str) -> Letter:
    """To somebody whose account was closed just now; the last letter they get."""
    return Letter(
        _("Your account is closed"),
        (
            _("The account “%(name)s” was closed, and nobody can open it again.") % {"name": name},
            _("This is the last letter; we have forgotten your mail address."),
        ),
        after=(_("If it was not you, tell whoever runs this magazine at once."),),
    )


def one_line(text: str) -> str:
    """A text without line breaks and control characters, fit for a header."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _confirm_sign_up(context: Context) -> Letter:
    name = context["user"].name
    return Letter(
        _("Confirm your mail address"),
        (
            _("Somebody, hopefully you, signed up as “%(name)s” with this mail address.")
            % {"name": name},
            _("Confirm it and you can write. The link works once, within an hour."),
        ),
        context["activate_url"],
        _("Confirm this address"),
        (_("If it was not you, do nothing: nothing comes of it."),),
    )


def _confirm_change(context: Context) -> Letter:
    return Letter(
        _("Confirm your new mail address"),
        (
            _("“%(name)s” wants to use this mail address from now on.")
            % {"name": context["user"].name},
            _("Until you confirm it the old one stays. The link works once, within an hour."),
        ),
        context["activate_url"],
        _("Confirm this address"),
        (_("If it was not you, do nothing: nothing comes of it."),),
    )


def _close_account(context: Context) -> Letter:
    return Letter(
        _("Close your account?"),
        (
            _("Somebody, hopefully you, asked to close the account “%(name)s”.")
            % {"name": context["user"].name},
            _("Nobody can open it again then. The link works once, within an hour."),
        ),
        context["close_url"],
        _("Close my account"),
        (_("If it was not you, do nothing: the account stays. Then end all other sessions."),),
    )


def _address_has_account(context: Context) -> Letter:
    return Letter(
        _("You have an account already"),
        (
            _("Somebody, perhaps you, wanted to use this mail address for an account."),
            _("It belongs to an account already, so nothing was changed."),
            _("Have you forgotten the password? You can choose a new one here:"),
        ),
        context["password_reset_url"],
        _("Choose a new password"),
        (_("If it was not you, do nothing."),),
    )


def _no_account(context: Context) -> Letter:
    return Letter(
        _("No account has this address"),
        (
            _("Somebody, perhaps you, wanted to choose a new password for this mail address."),
            _("No account here has this address. Perhaps you signed up with another one."),
        ),
        context["signup_url"],
        _("Sign up"),
        (_("If it was not you, do nothing."),),
    )


def _new_password(context: Context) -> Letter:
    return Letter(
        _("Choose a new password"),
        (
            _("Somebody, hopefully you, asked for a new password for “%(name)s”.")
            % {"name": context["user"].name},
            _("Choose it here. The link works once, within an hour."),
        ),
        context["password_reset_url"],
        _("Choose a new password"),
        (_("If it was not you, do nothing: your password stays."),),
    )


def _notice(subject: str, what: Callable[[Context], str]) -> Callable[[Context], Letter]:
    """A letter that says what was changed, from where, and what to do if it was somebody else."""

    def letter(context: Context) -> Letter:
        network = networks.network(ip_address(context["ip"]))
        when = dateformat.format(timezone.localtime(context["timestamp"]), "j F Y, H:i T")
        return Letter(
            _(subject),
            (
                what(context),
                _("It was done on %(when)s with this browser: %(browser)s; network: %(network)s.")
                % {"when": when, "browser": context["user_agent"], "network": network},
                _("If it was you, all is well. If not, choose a new password at once:"),
            ),
            settings.BASE_URL + reverse("account_reset_password"),
            _("Choose a new password"),
            (_("Then end all other sessions, and your API tokens, and tell an editor."),),
        )

    return letter


def _changed(context: Context) -> str:
    changed = _("The mail address of your account was changed from %(old)s to %(new)s.")
    addresses = {"old": context["from_email"], "new": context["to_email"]}
    return f"{changed % addresses} {_tokens_end()}"


def _tokens_end() -> str:
    return _("All API tokens of your account were revoked.")


def _token_made(context: Context) -> str:
    return _(
        "A token for the API, “%(name)s”, was made: a program can read and write in your name."
    ) % {"name": one_line(context["token_name"])}


# What anybody can have sent to an address by filling in a form; the limit of mails holds for it.
ASKED_FOR = frozenset({"accounts/email/close_account"}) | frozenset(
    f"account/email/{name}"
    for name in (
        "email_confirmation_signup",
        "email_confirmation",
        "account_already_exists",
        "unknown_account",
        "password_reset_key",
    )
)

# By django-allauth's names; test_mail.py holds that none it sends is missing. The last are ours.
LETTERS: dict[str, Callable[[Context], Letter]] = {
    "account/email/email_confirmation_signup": _confirm_sign_up,
    "account/email/email_confirmation": _confirm_change,
    "account/email/account_already_exists": _address_has_account,
    "account/email/unknown_account": _no_account,
    "account/email/password_reset_key": _new_password,
    "account/email/email_changed": _notice(
        gettext_noop("Your mail address was changed"), _changed
    ),
    "account/email/email_deleted": _notice(
        gettext_noop("A mail address was removed"),
        lambda _context: _("A mail address was removed from your account."),
    ),
    "account/email/password_changed": _notice(
        gettext_noop("Your password was changed"),
        lambda _context: f"{_('Your password was changed.')} {_tokens_end()}",
    ),
    "account/email/password_reset": _notice(
        gettext_noop("Your password was changed"),
        lambda _context: (
            f"{_('A new password was chosen with a link sent to you by mail.')} {_tokens_end()}"
        ),
    ),
    "account/email/password_set": _notice(
        gettext_noop("A password was set"),
        lambda _context: f"{_('Your account has a password now.')} {_tokens_end()}",
    ),
    "mfa/email/totp_activated": _notice(
        gettext_noop("Codes of an app are asked for"),
        lambda _context: _("From now on, signing in to your account asks for a code of an app."),
    ),
    "mfa/email/totp_deactivated": _notice(
        gettext_noop("Codes of an app are not asked for any more"),
        lambda _context: _("Signing in to your account does not ask for a code of an app now."),
    ),
    "mfa/email/webauthn_added": _notice(
        gettext_noop("A passkey was added"),
        lambda _context: _("A passkey was added to your account."),
    ),
    "mfa/email/webauthn_removed": _notice(
        gettext_noop("A passkey was removed"),
        lambda _context: _("A passkey of your account was removed."),
    ),
    "mfa/email/recovery_codes_generated": _notice(
        gettext_noop("New recovery codes were made"),
        lambda _context: _("New recovery codes were made; the old ones do not work any more."),
    ),
    "accounts/email/close_account": _close_account,
    "accounts/email/token_made": _notice(
        gettext_noop("A token for the API was made"), _token_made
    ),
}
