"""Claims of imported readers: a member asks, an editor decides, and may take it back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from pasquino.accounts import members
from pasquino.accounts.announcements import person_joined, person_parted
from pasquino.accounts.models import CLOSED, Claim, User

LONGEST_EVIDENCE = 2_000
MOST_WAITING = 5


class NotClaimable(Exception):
    """Nobody came with an import under this name, or somebody else was them."""


class TooManyClaims(Exception):
    """So many of the member's claims wait that an editor should decide these first."""


class AskedAlready(Exception):
    """The member's claim of the same reader waits for an editor."""


class DecidedAlready(Exception):
    """Another editor was faster; the claim is no longer what this decision is about."""


class OwnClaim(Exception):
    """Nobody decides whether they were somebody: another editor does."""


def claimable() -> QuerySet[User]:
    """Imported readers that are nobody's yet."""
    claimed = Claim.objects.filter(state=Claim.State.ACCEPTED).values("imported")
    return User.objects.exclude(origin__in=["", CLOSED]).exclude(pk__in=claimed)


@transaction.atomic
def ask(*, member: User, imported: User, evidence: str, wants_name: bool) -> Claim:
    """Say that an imported reader was oneself.

    Raises NotClaimable, AskedAlready or TooManyClaims.
    """
    if not claimable().filter(pk=imported.pk).exists():
        raise NotClaimable
    waiting = Claim.objects.filter(member=member, state=Claim.State.PENDING)
    if waiting.count() >= MOST_WAITING:
        raise TooManyClaims
    claim, is_new = Claim.objects.get_or_create(
        member=member,
        imported=imported,
        state=Claim.State.PENDING,
        defaults={"evidence": evidence, "wants_name": wants_name},
    )
    if not is_new:
        raise AskedAlready
    return claim


@transaction.atomic
def accept(*, claim: Claim, by: User, reason: str, with_name: bool) -> None:
    """What the imported reader wrote and rated is the member's from now on; perhaps the name too.

    Raises OwnClaim, DecidedAlready, NotClaimable, or what `members.check_name` raises.
    """
    claim = _waiting(claim, by)
    if not claimable().filter(pk=claim.imported_id).exists() or not claim.member.is_active:
        raise NotClaimable
    if with_name and claim.member.name != claim.imported.name:
        claim.former_name = claim.member.name
        members.rename(person=claim.member, name=claim.imported.name, is_granted=True)
    person_joined.send(sender=Claim, source=claim.imported, target=claim.member, moved=claim.moved)
    _decide(claim, Claim.State.ACCEPTED, by, reason)


@transaction.atomic
def decline(*, claim: Claim, by: User, reason: str) -> None:
    """Nothing changes hands. Raises OwnClaim or DecidedAlready."""
    _decide(_waiting(claim, by), Claim.State.DECLINED, by, reason)


@transaction.atomic
def undo(*, claim: Claim, by: User, reason: str) -> None:
    """Give back what an accepted claim has moved, and the name if it is free.

    Ratings that were dropped because nobody rates themselves, or twice, do not come back.
    Raises OwnClaim or DecidedAlready.
    """
    claim = _locked(claim, by)
    if claim.state != Claim.State.ACCEPTED or claim.member.is_closed:
        raise DecidedAlready
    person_parted.send(sender=Claim, source=claim.imported, target=claim.member, moved=claim.moved)
    if claim.former_name:
        _rename_back(claim)
    _decide(claim, Claim.State.UNDONE, by, reason)


def _rename_back(claim: Claim) -> None:
    """The name before, unless somebody took it meanwhile: then the member chooses another."""
    try:
        with transaction.atomic():
            members.rename(person=claim.member, name=claim.former_name, is_granted=True)
    except (members.NameTaken, ValidationError):
        return


def _waiting(claim: Claim, by: User) -> Claim:
    claim = _locked(claim, by)
    if claim.state != Claim.State.PENDING:
        raise DecidedAlready
    return claim


def _locked(claim: Claim, by: User) -> Claim:
    """The claim as it is now, and nobody else's to decide until the transaction ends."""
    if claim.member_id == by.pk:
        raise OwnClaim
    return (
        Claim.objects.select_for_update(of=("self",))
        .select_related("member", "imported")
        .get(pk=claim.pk)
    )


def _decide(claim: Claim, state: Claim.State, by: User, reason: str) -> None:
    claim.state, claim.decided_by, claim.reason = state, by, reason
    claim.decided_at = timezone.now()
    claim.save(
        update_fields=["state", "decided_by", "decided_at", "reason", "former_name", "moved"]
    )
