"""The forms of the doors: django-allauth's with our words, rules and limits."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as theirs
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from pasquino.accounts import actions, mail_addresses
from pasquino.accounts.models import User

LONGEST_PASSWORD = 500  # characters; longer ones only cost time
MAIL = _("Mail address")
PASSWORD = _("Password")
NEW_PASSWORD = _("New password")
AGAIN = _("New password once more")
PASSWORD_HINT = _("At least 10 characters. A few words that do not belong together are best.")


class Plain:
    """Fields without placeholders; labels and hints say it, and stay when one writes."""

    fields: dict[str, forms.Field]
    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.attrs["maxlength"] = LONGEST_PASSWORD
                field.validators.append(_not_too_long)


def _user(form: theirs.UserForm) -> User:
    """Whose form it is: the view has seen to it that somebody is signed in."""
    user: User = form.user  # type: ignore[assignment]  # allauth's knows no own kind of user
    return user


def _not_too_long(password: str) -> None:
    if len(password) > LONGEST_PASSWORD:
        raise forms.ValidationError(
            _("A password has at most %(longest)d characters."),
            params={"longest": LONGEST_PASSWORD},
        )


class SignIn(Plain, theirs.LoginForm):
    """Name or mail address, and password."""

    labels = {
        "login": _("Name or mail address"),
        "password": PASSWORD,
        "remember": _("Keep me signed in on this device"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs |= {
            "autocomplete": "username webauthn",
            "autocapitalize": "none",
            "maxlength": 254,
        }

    def user_credentials(self) -> dict[str, str]:
        """Name or address in one: `backends.account_of` decides which is meant."""
        return {
            "username": self.cleaned_data["login"],
            "password": self.cleaned_data["password"],
        }


class SignUp(Plain, theirs.SignupForm):
    """Name, mail address, password. Whether the address has an account only its owner learns."""

    labels = {"username": _("Your name"), "email": MAIL, "password1": PASSWORD}
    hints = {
        "username": _("Everybody sees it with what you write. It need not be your real one."),
        "email": _("Nobody sees it. You get a letter to confirm it."),
        "password1": PASSWORD_HINT,
    }

    def validate_unique_email(self, value: str) -> str:
        """Note quietly that it is taken."""
        self.account_already_exists = mail_addresses.is_taken(value)
        return value

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Make the account; for a taken address do as much work and write to its owner."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        user, response = super().try_save(request)
        return user, response

    def save(self, request: HttpRequest) -> User:
        """The account, with its address yet to be confirmed.

        Raises NameTaken, MailTaken or ValidationError when somebody was faster.
        """
        data = self.cleaned_data
        user = actions.make_account(
            name=data["username"], email=data["email"], password=data["password1"]
        )
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
        return user


class NewMail(Plain, theirs.AddEmailForm):
    """The address somebody wants to use from now on."""

    labels = {"email": _("New mail address")}

    def clean_email(self) -> str:
        """Anything but their own; whether another account has it only that one learns."""
        value = mail_addresses.folded(self.cleaned_data["email"])
        if EmailAddress.objects.filter(
            user_id=_user(self).pk, email=value, verified=True
        ).exists():
            raise get_adapter().validation_error("duplicate_email")
        return value

    def save(self, request: HttpRequest) -> EmailAddress:
        """Put it in the place of any that waits; the one in use stays until it is confirmed."""
        user, mail = _user(self), self.cleaned_data["email"]
        waiting = EmailAddress.objects.filter(user=user, verified=False)
        waiting.exclude(email__in=[mail, mail_addresses.folded(user.email)]).delete()
        address, _is_new = EmailAddress.objects.get_or_create(user=user, email=mail)
        send_verification_email_to_address(request, address)
        return address


class ForgottenPassword(Plain, theirs.ResetPasswordForm):
    """The address a link for a new password is sent to."""

    labels = {"email": MAIL}

    def clean_email(self) -> str:
        """Find whose it is among our own open accounts; the page says nothing of it."""
        value = mail_addresses.folded(self.cleaned_data["email"])
        owner = mail_addresses.owner(value)
        self.users = [owner] if owner is not None and owner.is_active else []
        return value


class PasswordByMail(Plain, theirs.ResetPasswordKeyForm):
    """A new password, twice, for whoever came by such a link."""

    labels = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints = {"password1": PASSWORD_HINT}


class NewPassword(Plain, theirs.ChangePasswordForm):
    """A new password in place of the old one."""

    labels = {
        "oldpassword": _("Password until now"),
        "password1": NEW_PASSWORD,
        "password2": AGAIN,
    }
    hints = {"password1": PASSWORD_HINT}

    def clean_oldpassword(self) -> str:
        """The old one, counted as a sign-in is: a borrowed session must not guess it."""
        password = str(self.cleaned_data["oldpassword"])
        if not get_adapter().reauthenticate(_user(self), password):
            raise get_adapter().validation_error("enter_current_password")
        return password


class FirstPassword(Plain, theirs.SetPasswordForm):
    """A password for an account that had none."""

    labels = {"password1": NEW_PASSWORD, "password2": AGAIN}
    hints = {"password1": PASSWORD_HINT}


class PasswordAgain(Plain, theirs.ReauthenticateForm):
    """The password once more, before something that matters."""

    labels = {"password": PASSWORD}
