"""Closing an account: the person is forgotten, the row stays as “former member 7”."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import transaction

from pasquino.accounts import letters, members, names, official_names, post
from pasquino.accounts.announcements import account_closed
from pasquino.accounts.mail_addresses import must_confirm
from pasquino.accounts.models import CLOSED, ApiToken, Claim, Closing, SignInLink, User

# What others keep about a person, by app and model; deleted where the app is installed.
_KEPT_BY_OTHERS = (
    ("wagtailusers", "UserProfile"),
    ("account", "EmailAddress"),
    ("mfa", "Authenticator"),
    ("usersessions", "UserSession"),
    ("socialaccount", "SocialAccount"),
)


class LastAdministrator(Exception):
    """Nobody would look after the magazine any more."""


@transaction.atomic
def close_account(*, person: User, keeps_comments: bool) -> Closing:
    """Forget who a member was, and delete or keep what they wrote; all their sessions end.

    Closing twice is closing once. Raises LastAdministrator.
    """
    administrators = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
    keys = list(administrators.order_by("pk").values_list("pk", flat=True))
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_closed:
        return Closing.objects.get(user=person)
    if keys == [person.pk]:
        raise LastAdministrator
    _say_goodbye(person)
    closing = Closing.objects.create(user=person, keeps_comments=keeps_comments)
    account_closed.send(sender=User, user=person, keeps_comments=keeps_comments)
    _forget_claims(person, closing)
    _forget(person, closing)
    return closing


def _say_goodbye(person: User) -> None:
    """Tell whose account it was, where they have shown that the address is theirs."""
    mail = "" if must_confirm(person) else EmailAddress.objects.get_primary_email(person)
    if mail:
        post.send(letters.account_closed(person.name), to=mail, counts=False)


def _forget(person: User, closing: Closing) -> None:
    """Take from the account what says who it was; another password value ends its sessions."""
    members.reserve_name(person)
    _call(person, official_names.former_member(closing.pk))
    person.origin = CLOSED
    person.email = person.zone = person.clock = ""
    person.is_active = person.is_superuser = person.is_trusted = False
    person.joined_at, person.last_login = closing.closed_at, None
    person.set_unusable_password()
    person.save(
        update_fields=[
            "name", "name_key", "name_skeleton", "slug", "origin", "email", "zone", "clock",
            "is_active", "is_superuser", "is_trusted", "joined_at", "last_login", "password",
        ]
    )  # fmt: skip
    person.groups.clear()
    person.user_permissions.clear()
    SignInLink.objects.filter(user=person).delete()
    ApiToken.objects.filter(member=person).delete()
    for app, model in _KEPT_BY_OTHERS:
        if app in apps.app_configs:
            apps.get_model(app, model)._default_manager.filter(user=person).delete()


def _forget_claims(person: User, closing: Closing) -> None:
    """Their claims keep who decided what; imported readers they were lose their names as well."""
    for claim in Claim.objects.filter(member=person, state=Claim.State.ACCEPTED):
        imported = claim.imported
        members.reserve_name(imported)
        _call(imported, f"{official_names.former_member(closing.pk)} ({imported.pk})")
        imported.save(update_fields=["name", "name_key", "name_skeleton", "slug"])
    Claim.objects.filter(member=person, state=Claim.State.PENDING).delete()
    Claim.objects.filter(member=person).update(evidence="", former_name="")


def _call(person: User, name: str) -> None:
    """A new name and a new address; nothing leads from the old one to it."""
    person.name, person.name_key, person.name_skeleton = name, names.folded(name), ""
    person.slug = User.objects.free_slug(name)
