"""Addresses that others' code serves here: one stated rule each, beside `urls.py`."""

from __future__ import annotations

from dataclasses import dataclass

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


GUESTS = (
    Guest(
        prefix="desk/",
        what="Wagtail, the editing desk",
        rule=Rule(
            ("writer", "editor", "admin"),
            "whoever has the permission to enter the desk; Wagtail asks for it at each address, "
            "and for its own permissions behind it; others are asked to sign in",
        ),
        open_to_all=(
            "desk/login/",
            "desk/logout/",
            "desk/password_reset/",  # and what follows it: asking for a link, spending it
            "desk/jsi18n/",  # the words of the desk's scripts
            "desk/sprite/",  # the desk's icons
        ),
    ),
)

STATIC = Rule(("everyone",), "style sheets, scripts and icons, the same for everyone")
