"""How often somebody may try a password or a code: counted before anything is hashed.

Wrong attempts alone count: the count is taken before and given back after a right one, so that
many at once cannot slip through. What is counted and why: decision 0014.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest

from pasquino.accounts import limits, mail_addresses, names
from pasquino.accounts.backends import account_of
from pasquino.accounts.models import User
from pasquino.accounts.networks import kept_address, network_of

Counted = tuple[str, str]  # scope and key


@dataclass(frozen=True)
class Attempt:
    """One attempt that was let through and counted."""

    counted: tuple[Counted, ...]

    def succeeded(self) -> None:
        """It was right: it does not count."""
        with transaction.atomic():
            for scope, key in self.counted:
                limits.give_back(scope, key)


def check_network(request: HttpRequest) -> None:
    """Raise TooOften when this network has guessed too often; costs one query."""
    limits.check("sign_ins_network", network_of(request))


def begin(request: HttpRequest, login: str) -> Attempt:
    """Let one attempt at a password through; raises TooOften. Unknown accounts count alike."""
    return begin_for(request, account_of(login), login)


def begin_for(request: HttpRequest, account: User | None, login: str = "") -> Attempt:
    """The same for an account that is known already."""
    network = network_of(request)
    who = f"account {account.pk}" if account else f"nobody {_spelling(login)}"
    counted = [("sign_ins", f"{who} from {network}"), ("sign_ins_network", network)]
    if account is None or not _signed_in_from(account, kept_address(request)):
        counted.append(("sign_ins_account", who))
    return _counted(tuple(counted))


def begin_code(user: User) -> Attempt:
    """Let one attempt at a code of the second factor through; raises TooOften.

    Counted for the account from everywhere: whoever gets here has the password already.
    """
    return _counted((("sign_ins", f"code of {user.pk}"),))


def _counted(counted: tuple[Counted, ...]) -> Attempt:
    for scope, key in counted:  # first only looking: whoever is refused costs no write
        limits.check(scope, key)
    with transaction.atomic():
        for scope, key in counted:
            limits.take(scope, key)
    return Attempt(counted)


def _spelling(login: str) -> str:
    return f"{names.folded(login)} {mail_addresses.folded(login)}"[:400]


def _signed_in_from(account: User, address: str) -> bool:
    """Whether the owner has a session, or had the last one, from there.

    A guesser elsewhere cannot lock such an owner out: the limit of the account does not hold for
    them, that of account and network does.
    """
    return UserSession.objects.filter(user=account, ip=address).exists()
