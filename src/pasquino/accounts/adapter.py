"""Where django-allauth asks us: whom a sign-in means, where it leads, what mail says."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.account.stages import EmailVerificationStage
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from pasquino.accounts import (
    browsers,
    letters,
    limits,
    mail_addresses,
    members,
    post,
    sealing,
    signing_in,
    told,
)
from pasquino.accounts.models import User
from pasquino.accounts.networks import kept_address, network_of
from pasquino.accounts.second_factor import is_required
from pasquino.magazine.models import Magazine

WRONG = _("The name or mail address and the password do not belong together.")


class Doors(DefaultAccountAdapter):
    """Accounts: names and addresses as we compare them, our limits, our mail."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your password."),
        "duplicate_email": _("This is your address already."),
        "invalid_password_reset": _("This link was used, or is more than an hour old."),
    }

    def clean_username(self, username: str, shallow: bool = False) -> str:
        """A possible name that nobody has, as people read names."""
        try:
            members.check_name(username)
        except members.NameTaken as refusal:
            raise ValidationError(members.refusal_words(refusal)) from refusal
        return username

    def clean_email(self, email: str) -> str:
        """The address in the form it is kept in."""
        return mail_addresses.folded(email)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Whom name (or address) and password let in; raises TooOften before hashing."""
        attempt = signing_in.begin(request, credentials["username"])
        user = authenticate(request, **credentials)
        if isinstance(user, User):
            attempt.succeeded()
            return user
        return None

    def reauthenticate(self, user: User, password: str) -> bool:  # type: ignore[override]  # allauth's takes any user
        """Whether this is the password of somebody signed in; counted as a sign-in is."""
        attempt = signing_in.begin_for(self.request, user)
        if not user.check_password(password):
            return False
        attempt.succeeded()
        return True

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """The first is asked for, the others are offered: password, passkey, codes."""
        words = {
            "reauthenticate": _("Your password"),
            "mfa_reauthenticate:webauthn": _("A passkey"),
            "mfa_reauthenticate": _("A code of your app, or a recovery code"),
        }
        ways = {way["id"]: way for way in super().get_reauthentication_methods(user)}
        return [
            ways[kind] | {"description": str(said)} for kind, said in words.items() if kind in ways
        ]

    def get_login_stages(self) -> list[str]:
        """Confirming the address, then the second factor."""
        return [
            "pasquino.accounts.adapter.ConfirmAddress",
            "allauth.mfa.stages.AuthenticateStage",
        ]

    def is_safe_url(self, url: str) -> bool:
        """Whether `next` may be followed: a path of this magazine, no other address."""
        local = url.startswith("/") and not any(ord(character) < 33 for character in url)  # noqa: PLR2004 - the space
        return local and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the member's own page."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """The same."""
        return reverse("account")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        """To their addresses, or to the door."""
        return reverse("account_email" if self.request.user.is_authenticated else "account_login")

    def can_delete_email(self, email_address: EmailAddress) -> bool:
        """A confirmed address is replaced by another confirmed one, never just dropped."""
        return not email_address.verified

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm an address, unless it became somebody else's meanwhile."""
        if mail_addresses.is_taken(email_address.email, by_other_than=email_address.user):
            self.add_message(request, messages.ERROR, message=str(told.NOT_CONFIRMED))
            return False
        return super().confirm_email(request, email_address)

    def send_confirmation_mail(
        self, request: HttpRequest, emailconfirmation: Any, signup: bool
    ) -> None:
        """Ask whether the address is theirs; its owner, if it has another, is told instead."""
        address = emailconfirmation.email_address
        if mail_addresses.is_taken(address.email, by_other_than=address.user):
            self.send_account_already_exists_mail(address.email)
        else:
            super().send_confirmation_mail(request, emailconfirmation, signup)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the letter of this kind to the worker; raises TooOften at the limit of mails."""
        context = context | {
            name: settings.BASE_URL + urlsplit(value).path
            for name, value in context.items()
            if name.endswith("_url")
        }
        letter = letters.LETTERS[template_prefix](context)
        is_asked_for = template_prefix in letters.ASKED_FOR
        if is_asked_for:
            self._count_asking()
        post.send(letter, to=email, counts=is_asked_for)

    def _count_asking(self) -> None:
        """Who fills in a form cannot have letters sent to address after address."""
        limits.take("mails_network", network_of(self.request))
        if self.request.user.is_authenticated:
            limits.take("mails_account", self.request.user.pk)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what happened, in our words; what the page says anyway is not said twice."""
        words = message or told.WORDS.get(message_template or "", "")
        if words:
            messages.add_message(request, level, str(words), extra_tags=extra_tags)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Of the reader's address, as much as we keep."""
        return kept_address(request)

    def get_http_user_agent(self, request: HttpRequest) -> str:
        """Of the browser's name, as much as we keep."""
        return browsers.in_words(request.headers.get("User-Agent", ""))


class ConfirmAddress(EmailVerificationStage):
    """Whoever signed up confirms the address before the first sign-in."""

    def handle(self) -> tuple[Any, bool]:
        """Let those through who have done so, or never had to."""
        user = self.login.user
        if isinstance(user, User) and not mail_addresses.must_confirm(user):
            return None, True
        response, goes_on = super().handle()
        return response, goes_on


class Factors(DefaultMFAAdapter):
    """Second factors: kept sealed, named after the magazine, never dropped by who needs one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "Your role needs a second factor, and this is your only one. Add another one first."
        ),
        "incorrect_code": _("This code is not right, or was used before. Wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        """A key of an app, or the seed of recovery codes, as it is kept."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The same as it was."""
        return sealing.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Editors keep one."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        has_other = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return has_other or not is_required(authenticator.user)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # type: ignore[override]  # allauth names no types; the argument is as it calls it
        """What a new passkey is called until its owner says otherwise: as the browser."""
        return browsers.in_words(context.request.headers.get("User-Agent", ""))

    def get_totp_label(self, user: User) -> str:  # type: ignore[override]  # allauth's takes any user
        """The name; apps show it under the magazine's."""
        return user.name

    def get_totp_issuer(self) -> str:
        """The magazine."""
        return self._get_site_name()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the magazine's host, whatever host was asked for."""
        host = urlsplit(settings.BASE_URL).hostname or ""
        return {"id": host, "name": self._get_site_name()}

    def _get_user_identifier(self, user: User) -> str:  # type: ignore[override]  # allauth's takes any user
        return user.name

    def _get_site_name(self) -> str:
        return (Magazine.objects.first() or Magazine()).name
