"""What members are called and whether they are trusted: the questions and the deeds."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pasquino.accounts import names, official_names
from pasquino.accounts.announcements import account_renamed
from pasquino.accounts.models import CLOSED, Claim, ReservedName, Role, TrustChange, User


class NameTaken(Exception):
    """Somebody has this name already, however it is capitalised."""


class NameLooksTaken(NameTaken):
    """The name looks like one that somebody has, though its letters are others (UTS #39)."""


class NameReserved(NameTaken):
    """Somebody who has left was called so; nobody else shall be taken for them."""


class NameImported(NameTaken):
    """Somebody wrote under this name, or one that looks like it, where the magazine was before."""


class NameOfficial(NameTaken):
    """The name is a role's or the magazine's own; only people with a role may have it."""


class NameFormer(NameTaken):
    """Those who have left are called so."""


class NotTrustable(Exception):
    """Imported readers and closed accounts do nothing here, so nobody trusts them."""


class OwnTrust(Exception):
    """Whether somebody is trusted is for another editor to say."""


def check_name(
    name: str, *, of: User | None = None, has_role: bool = False, is_granted: bool = False
) -> None:
    """Raise what keeps a member from being called so: `of` is who it is for, if there already.

    ValidationError (a sentence) for an impossible name, or NameTaken or one of its kinds. A name
    that somebody has already and that only changes its capitals passes. Who has a role may be
    called by it; by a claim's decision (`is_granted`) somebody is called as they once were.
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
    if is_granted or (of is not None and of.name_key == names.folded(name)):
        return
    has_role = has_role or (of is not None and not of.roles <= {Role.READER, Role.TRUSTED})
    _refuse_kept(name, has_role=has_role)


def refusal_words(refusal: Exception) -> str:
    """The sentence for the refusals of `check_name`."""
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    words: dict[type[Exception], str] = {
        NameLooksTaken: _(
            "This name looks like one that somebody has already. Choose another one."
        ),
        NameReserved: _(
            "Somebody who has left was called so; the name stays theirs. Choose another one."
        ),
        NameImported: _(
            "Somebody wrote here under this name, or one that looks like it, before the magazine "
            "moved. If it was you, choose another name for now and claim what you wrote at "
            "%(address)s; with it an editor can give you the name."
        )
        % {"address": reverse("claim")},
        NameOfficial: _(
            "This name is kept for the magazine and for those who have a role in it. Choose "
            "another one."
        ),
        NameFormer: _("Those who have left are called so. Choose another name."),
    }
    return words.get(type(refusal), _("Somebody has this name already. Choose another one."))


def _refuse_kept(name: str, *, has_role: bool) -> None:
    """Raise NameImported, NameFormer or NameOfficial where a name is kept for others."""
    if _unclaimed_alike(name):
        raise NameImported
    if official_names.looks_former(name):
        raise NameFormer
    if not has_role and official_names.is_official(name):
        raise NameOfficial


def _unclaimed_alike(name: str) -> bool:
    """Whether an imported reader that nobody has claimed is called so, or looks it."""
    is_alike = Q(name_key=names.folded(name)) | Q(name_skeleton=names.skeleton(name))
    claimed = Claim.objects.filter(state=Claim.State.ACCEPTED).values("imported")
    imported = User.objects.exclude(origin__in=["", CLOSED]).exclude(pk__in=claimed)
    return imported.filter(is_alike).exists()


@transaction.atomic
def rename(*, person: User, name: str, is_granted: bool = False) -> None:
    """Call a member something else; the address of their page stays. Raises as `check_name`."""
    check_name(name, of=person, is_granted=is_granted)
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
