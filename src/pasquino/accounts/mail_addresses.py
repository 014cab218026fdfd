"""Mail addresses of accounts: how they are compared, whose one is, which are confirmed."""

from __future__ import annotations

import unicodedata

from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.models import EmailAddress

from pasquino.accounts.models import User


class MailTaken(Exception):
    """Another account has this mail address."""


def folded(mail: str) -> str:
    """The form in which addresses are kept and compared: NFKC and case folded (CVE-2019-19844)."""
    return unicodedata.normalize("NFKC", mail.strip()).casefold()


def owner(mail: str) -> User | None:
    """Our own account this address belongs to: a confirmed one, or one given at the start.

    A change that waits for its confirmation gives no right to the address, and readers that came
    with an import have none.
    """
    wanted = folded(mail)
    if not wanted or "\x00" in wanted:
        return None
    confirmed = EmailAddress.objects.filter(email=wanted, verified=True, user__origin="")
    found = confirmed.select_related("user").first()
    if found is not None:
        return found.user
    given = User.objects.filter(email__iexact=wanted, origin="").order_by("pk")
    return next((user for user in given if folded(user.email) == wanted), None)


def is_taken(mail: str, *, by_other_than: User | None = None) -> bool:
    """Somebody else has it."""
    found = owner(mail)
    return found is not None and found != by_other_than


def must_confirm(user: User) -> bool:
    """Whether this person signed up and has not yet shown that the address is theirs.

    Accounts that the operator made have been handed over by a link; they confirm addresses they
    add, but are not locked out meanwhile.
    """
    if user.last_login is not None:
        return False
    addresses = EmailAddress.objects.filter(user=user).values_list("verified", flat=True)
    return bool(addresses) and not any(addresses)


def confirm_given(user: User) -> None:
    """Whoever came by a link sent to the account's address has shown that it is theirs."""
    mail = folded(user.email)
    if not mail or EmailAddress.objects.filter(email=mail, verified=True).exists():
        return
    EmailAddress.objects.filter(user=user, primary=True).exclude(email=mail).update(primary=False)
    EmailAddress.objects.update_or_create(
        user=user, email=mail, defaults={"verified": True, "primary": True}
    )


def never_arrived(person: User) -> bool:
    """Signed up, and neither confirmed the address nor came in since: only a name so far."""
    return person.origin == "" and must_confirm(person)


def only_way_to_ask(person: object) -> str:
    """The confirmed address of somebody who has neither password nor factor to show who they are.

    Empty for all others: they can be asked at once, or not at all.
    """
    if not isinstance(person, User) or get_reauthentication_flows(person):
        return ""
    confirmed = EmailAddress.objects.filter(user=person, verified=True).order_by("-primary", "pk")
    return confirmed.values_list("email", flat=True).first() or ""
