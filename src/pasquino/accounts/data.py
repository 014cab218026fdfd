"""Everything the magazine keeps about a member, as JSON; each room adds what it keeps.

A room above registers its sections when its app is ready (`register`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from pasquino.accounts.models import Claim, Suspension, TrustChange, User

Row = Mapping[str, object]
Rows = Callable[[User], Iterable[Row]]

FORM = 1  # of the document; raised when a key changes its meaning
_sections: dict[str, Rows] = {}


def register(name: str, rows: Rows) -> None:
    """Have a section in everybody's data: its key in the document, and what yields its rows."""
    _sections[name] = rows


def stream(person: User) -> Iterator[str]:
    """The document piece by piece, so that a hundred thousand comments need no memory."""
    yield f'{{\n"form": {FORM},\n"made_at": {_json(timezone.now())}'
    for name, rows in _sections.items():
        yield f",\n{_json(name)}: ["
        between = "\n"
        for row in rows(person):
            yield between + _json(row)
            between = ",\n"
        yield "\n]"
    yield "\n}\n"


def _json(value: object) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _account(person: User) -> Iterator[Row]:
    yield {
        "name": person.name,
        "address_of_page": person.get_absolute_url(),
        "mail_address": person.email,
        "roles": sorted(person.roles),
        "joined_at": person.joined_at,
        "last_sign_in": person.last_login,
        "has_password": person.has_usable_password(),
        "time_zone": person.zone,
        "clock": person.clock,
    }


def _claims(person: User) -> Iterator[Row]:
    for claim in Claim.objects.filter(member=person).select_related("imported"):
        yield {
            "reader": claim.imported.name,
            "evidence": claim.evidence,
            "takes_name": claim.wants_name,
            "asked_at": claim.asked_at,
            "state": claim.state,
            "decided_at": claim.decided_at,
            "reason": claim.reason,
        }


def _trust(person: User) -> Iterator[Row]:
    changes = TrustChange.objects.filter(person=person).order_by("at")
    yield from changes.values("is_granted", "at", "reason")


def _suspensions(person: User) -> Iterator[Row]:
    fields = ("began_at", "until", "reason", "lifted_at")
    yield from Suspension.objects.filter(user=person).order_by("began_at").values(*fields)


def _tokens(person: User) -> Iterator[Row]:
    fields = ("name", "scopes", "made_at", "expires_at", "last_used_at")
    yield from person.tokens.order_by("made_at").values(*fields)


def _of_guest(app: str, model: str, *fields: str) -> Rows:
    """What a guest's table holds about somebody; nothing where the guest is not installed."""

    def rows(person: User) -> Iterator[Row]:
        if app in apps.app_configs:
            kept = apps.get_model(app, model)._default_manager.filter(user=person)
            yield from kept.order_by("pk").values(*fields)

    return rows


register("account", _account)
register("mail_addresses", _of_guest("account", "EmailAddress", "email", "verified", "primary"))
register("second_factors", _of_guest("mfa", "Authenticator", "type", "created_at", "last_used_at"))
register(
    "sessions",
    _of_guest("usersessions", "UserSession", "ip", "user_agent", "created_at", "last_seen_at"),
)
register("api_tokens", _tokens)
register("claims", _claims)
register("trust", _trust)
register("suspensions", _suspensions)
