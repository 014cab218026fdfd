"""`pasquino user`: adds people, lists them, makes links that sign them in."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pasquino.cli import report
from pasquino.cli.refusals import Refused

if TYPE_CHECKING:
    from pasquino.accounts.models import User

ROLES = ("reader", "trusted", "moderator", "writer", "editor", "admin")  # accounts.models.Role
SHOWN = 500


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Three things that can be done."""
    deeds = parser.add_subparsers(metavar="DEED", required=True)
    adding = deeds.add_parser("add", help="make an account and a link that signs it in once")
    adding.add_argument("name", help="the name, as everybody will see it")
    adding.add_argument("--role", choices=ROLES, default="reader", help="default: reader")
    adding.add_argument("--email", default="", help="where mail for this person goes")
    adding.set_defaults(deed=_add)
    linking = deeds.add_parser("link", help="print a link that signs somebody in once")
    linking.add_argument("name")
    linking.add_argument(
        "--lost-device",
        action="store_true",
        help="first remove their second factors and passkeys, and tell them by mail",
    )
    linking.set_defaults(deed=_link)
    listing = deeds.add_parser("list", help="list all accounts and their roles")
    report.add_arguments(listing)
    listing.set_defaults(deed=_list)


def execute(options: argparse.Namespace) -> int:
    """Do what was asked in this magazine."""
    from pasquino.cli.loading import load

    load(database=True)
    return int(options.deed(options))


def _add(options: argparse.Namespace) -> int:
    from django.core.exceptions import ValidationError

    from pasquino.accounts import actions, mail_addresses, members

    try:
        user = actions.make_account(name=options.name, role=options.role, email=options.email)
    except (actions.NameTaken, ValidationError) as refusal:
        if type(refusal) is not actions.NameTaken:
            said = members.refusal_words(refusal)
            raise Refused(f"{said} It was {options.name!r}.") from refusal
        raise Refused(
            f"Somebody is called {options.name!r} already. Choose another name, or make them a "
            f"link with `pasquino user link`."
        ) from refusal
    except mail_addresses.MailTaken as taken:
        raise Refused(
            f"Another account has the mail address {options.email!r}. `pasquino user list` shows "
            "whose it is."
        ) from taken
    print(f"{user.name} is {options.role} now. This link signs in once, within an hour:")
    print(_address(user))
    return 0


def _link(options: argparse.Namespace) -> int:
    from pasquino.accounts.models import User

    try:
        user = User.objects.get_by_natural_key(options.name)
    except User.DoesNotExist as unknown:
        raise Refused(
            f"Nobody here is called {options.name!r}. `pasquino user list` shows all names; "
            "`pasquino user add` makes an account."
        ) from unknown
    if not user.is_active:
        raise Refused(f"The account of {user.name} is closed. Open it at the desk first.")
    if options.lost_device:
        from pasquino.accounts import actions

        count = actions.remove_factors(user)
        print(f"Removed {count} second factors and passkeys of {user.name}.")
    print(_address(user))
    return 0


def _list(options: argparse.Namespace) -> int:
    from pasquino.accounts.models import User

    found = User.objects.filter(origin="").prefetch_related("groups").order_by("name_key")
    rows = [_row(user) for user in found.iterator(SHOWN)]
    if options.json:
        report.print_json(rows)
    else:
        report.print_table(rows, ("what", "value", "email", "active", "joined"))
    return 0


def _row(user: User) -> dict[str, object]:
    names = {"admin"} if user.is_superuser else {group.name for group in user.groups.all()}
    names |= {"trusted"} if user.is_trusted else set()
    return {
        "id": user.slug,
        "what": user.name,
        "value": sorted(names) or ["reader"],
        "email": user.email,
        "active": user.is_active,
        "joined": user.joined_at.date().isoformat(),
    }


def _address(user: User) -> str:
    from django.urls import reverse

    from pasquino.accounts import actions
    from pasquino.cli import beginning

    return beginning.address() + reverse("sign-in-link", args=[actions.make_link(user)])
