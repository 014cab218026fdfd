"""The forms of the second factor: codes are limited, and each is taken once."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as theirs
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _

from pasquino.accounts import limits, signing_in
from pasquino.accounts.forms import Plain
from pasquino.accounts.limit import Limit
from pasquino.accounts.models import User

ONCE = Limit(1, 180)  # longer than a code of an app is taken
CODE = _("Code")


class Limited(Plain):
    """A code, counted before it is looked at; raises TooOften."""

    user: User
    labels = {"code": CODE}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Recovery codes go into the same field, so a keyboard of digits alone would do, too.
        self.fields["code"].widget.attrs |= {
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "maxlength": 20,
        }

    def clean_code(self) -> str:
        """The code, if it is right and nobody has used it."""
        attempt = signing_in.begin_code(self.user)
        code = str(super().clean_code())  # type: ignore[misc]  # the form this is mixed into
        try:
            limits.take("codes", f"{self.user.pk} {code.strip()}", limit=ONCE)
        except limits.TooOften as used:
            raise get_adapter().validation_error("incorrect_code") from used
        attempt.succeeded()
        return code


class Code(Limited, theirs.AuthenticateForm):
    """When signing in."""


class CodeAgain(Limited, theirs.ReauthenticateForm):
    """Before something that matters."""


class FirstCode(Limited, ActivateTOTPForm):
    """The first one of a new app, which shows that it was set up."""

    labels = {"code": _("The code your app shows")}


class NewPasskey(Plain, AddWebAuthnForm):
    """A name for a passkey, and whether it lets in alone."""

    labels = {
        "name": _("What you call it"),
        "passwordless": _("Sign in with it alone, without a password"),
    }
    hints = {
        "name": _("So that you can tell it from others: “my telephone”."),
        "passwordless": _(
            "Untick this for a security key that asks for no finger, face or PIN; it is then "
            "asked for after the password."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"passwordless": True} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = 60
