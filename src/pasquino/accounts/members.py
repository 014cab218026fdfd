"""What members are called and whether they are trusted: the questions and the deeds."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.accounts import names
from pasquino.accounts.announcements import account_renamed
from pasquino.accounts.models import ReservedName, TrustChange, User


class NameTaken(Exception):
    """Somebody has this name already, however it is capitalised."""


class NameLooksTaken(NameTaken):
    """The name looks like one that somebody has, though its letters are others (UTS #39)."""


class NameReserved(NameTaken):
    """Somebody who has left was called so; nobody else shall be taken for them."""


class NotTrustable(Exception):
    """Imported readers and closed accounts do nothing here, so nobody trusts them."""


class OwnTrust(Exception):
    """Whether somebody is trusted is for another editor to say."""


def check_name(name: str, *, of: User | None = None) -> None:
    """Raise what keeps a member from being called so: `of` is who it is for, if there already.

    ValidationError (a sentence) for an impossible name, NameTaken, NameLooksTaken, NameReserved.
    A name that somebody has already and that only changes its capitals passes.
    """
    if of is not None and of.name == name:
        return
    names.check_chosen(name)
    others = User.objects.filter(origin="").exclude(pk=of.pk if of else 0)
    if others.filter(name_key=names.folded(name)).exists():
        raise NameTaken
    if others.filter(name_skeleton=names.skeleton(name)).exists():
        raise NameLooksTaken
    if ReservedName.objects.filter(digest=ReservedName.digest_of_name(name)).exists():
        raise NameReserved


def refusal_words(refusal: Exception) -> str:
    """The sentence for the refusals of `check_name`."""
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    if isinstance(refusal, NameLooksTaken):
        return _("This name looks like one that somebody has already. Choose another one.")
    if isinstance(refusal, NameReserved):
        return _("Somebody who has left was called so; the name stays theirs. Choose another one.")
    return _("Somebody has this name already. Choose another one.")


@transaction.atomic
def rename(*, person: User, name: str) -> None:
    """Call a member something else; the address of their page stays. Raises as `check_name`."""
    check_name(name, of=person)
    person.name = name
    person.clean()
    person.save(update_fields=["name", "name_key", "name_skeleton"])
    account_renamed.send(sender=User, user=person)


@transaction.atomic
def set_trust(*, person: User, is_trusted: bool, by: User, reason: str) -> None:
    """Trust a reader, or no longer; recorded, but not when it was so.

    Raises NotTrustable or OwnTrust.
    """
    if person.pk == by.pk:
        raise OwnTrust
    if person.origin or not person.is_active:
        raise NotTrustable
    changed = User.objects.filter(pk=person.pk, is_trusted=not is_trusted).update(
        is_trusted=is_trusted
    )
    if changed:
        TrustChange.objects.create(person=person, is_granted=is_trusted, by=by, reason=reason)
    person.is_trusted = is_trusted


def reserve_name(person: User) -> None:
    """Let nobody have this person's name or address again; what is kept tells neither."""
    name, slug = ReservedName.digest_of_name(person.name), ReservedName.digest_of_slug(person.slug)
    for digest in {name, slug}:
        ReservedName.objects.get_or_create(digest=digest, defaults={"reserved_at": timezone.now()})


def had_slug(slug: str) -> bool:
    """Whether a closed account once had this address."""
    return ReservedName.had_slug(slug)
