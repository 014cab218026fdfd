"""Addresses that others' code serves here: one stated rule each, beside `urls.py`."""

from __future__ import annotations

from dataclasses import dataclass

from pasquino.accounts.models import Role
from pasquino.delivery.pages import Rule


@dataclass(frozen=True)
class Guest:
    """All addresses below `prefix`, except the `open_to_all` ones, follow one rule.

    tests/house/test_routes.py tries each of them.
    """

    prefix: str
    what: str
    rule: Rule
    open_to_all: tuple[str, ...] = ()


GUESTS: tuple[Guest, ...] = (
    Guest(
        prefix="desk/",
        what="Wagtail, the editing desk",
        rule=Rule(
            ("writer", "editor", "admin"),
            "whoever has the permission to enter the desk; Wagtail asks for it at each address, "
            "and for its own permissions behind it; others are asked to sign in",
        ),
        open_to_all=(
            "desk/login/",  # leads to the magazine's own door
            "desk/logout/",
            "desk/password_reset/",  # switched off: 404
            "desk/jsi18n/",  # the words of the desk's scripts
            "desk/sprite/",  # the desk's icons
        ),
    ),
)

# django-allauth's addresses (accounts/guest_urls.py). What anybody may ask for is not public: it
# carries a form's key, so nobody keeps it.
DOOR = Rule(("anybody",), "a door of django-allauth: the same for all, kept by nobody")
OWN = Rule(tuple(Role.values), "django-allauth, for members, and what is their own alone")
_DOORS = ("login/", "logout/", "signup/", "inactive/", "confirm-email/", "password/reset/")
_OWN = ("email/", "password/change/", "password/set/", "reauthenticate/", "sessions/", "2fa/")
GUESTS += tuple(Guest(f"account/{part}", "django-allauth", DOOR) for part in _DOORS)
GUESTS += tuple(
    Guest(
        f"account/{part}",
        "django-allauth",
        OWN,
        open_to_all=("account/2fa/authenticate/", "account/2fa/webauthn/login/"),
    )
    for part in _OWN
)

STATIC = Rule(("everyone",), "style sheets, scripts and icons, the same for everyone")
