"""What editors say about people and organisations: who is one, who is not, and taking it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from django.db import transaction
from django.utils import timezone

from pasquino.accounts.models import User
from pasquino.sources import likeness
from pasquino.sources.announcements import work_changed
from pasquino.sources.models import Party, PartyDifference, Work, WorkAuthor


class AlreadyJoined(Exception):
    """One of the two leads to somebody else already."""


@dataclass(frozen=True)
class Proposal:
    """Two parties that may be one."""

    one: Party
    other: Party


Met = Callable[[], Iterable[tuple[int, int]]]


def also_met(met: Met) -> None:
    """Have a room above say who was met in which work beside its authors: (work, party)."""
    if met not in _met:
        _met.append(met)


_met: list[Met] = []


@transaction.atomic
def join(stays: Party, other: Party, *, by: User | None) -> None:
    """Have `other` be a spelling of `stays`; whoever led to `other` leads to `stays` too.

    Raises AlreadyJoined where one of them is a spelling itself, or both are one already.
    """
    both = Party.objects.select_for_update().filter(pk__in=[stays.pk, other.pk])
    found = {party.pk: party for party in both.order_by("pk")}
    if len(found) < 2 or any(party.same_as_id for party in found.values()):  # noqa: PLR2004 - two
        raise AlreadyJoined
    now = timezone.now()
    Party.objects.filter(same_as=other).update(same_as=stays)
    Party.objects.filter(pk=other.pk).update(same_as=stays, same_by=by, same_at=now)
    PartyDifference.objects.filter(**_ordered(stays, other)).delete()
    _announce(stays, other)


@transaction.atomic
def tell_apart(one: Party, other: Party, *, by: User | None) -> None:
    """Have the two never be proposed again."""
    PartyDifference.objects.get_or_create(**_ordered(one, other), defaults={"by": by})


@transaction.atomic
def part(spelling: Party) -> None:
    """Take back that this one is another's spelling; it is somebody of its own again."""
    stays = spelling.same_as
    Party.objects.filter(pk=spelling.pk).update(same_as=None, same_by=None, same_at=None)
    if stays:
        _announce(stays, spelling)


def _ordered(one: Party, other: Party) -> dict[str, Party]:
    first, second = sorted((one, other), key=lambda party: party.pk)
    return {"one": first, "other": second}


def _announce(*parties: Party) -> None:
    """The works that name them read otherwise now."""
    by_author = Work.objects.filter(author_rows__party__in=parties)
    for work in by_author.union(Work.objects.filter(publisher__in=parties)):
        work_changed.send(sender=Work, work=work)


def proposals() -> list[Proposal]:
    """The parties that may be one under two spellings, nobody having said no, oldest first."""
    parties = {p.pk: p for p in Party.objects.filter(same_as=None).order_by("pk")}
    refused = set(PartyDifference.objects.values_list("one_id", "other_id"))
    found = dict.fromkeys([*_by_name(parties), *_by_work(parties)])
    return [Proposal(parties[a], parties[b]) for a, b in found if (a, b) not in refused]


def _by_name(parties: dict[int, Party]) -> Iterator[tuple[int, int]]:
    for kind in Party.Kind:
        names = [(p.pk, p.name) for p in parties.values() if p.kind == kind]
        yield from likeness.pairs(names, organisations=kind == Party.Kind.ORGANISATION)


def _by_work(parties: dict[int, Party]) -> Iterator[tuple[int, int]]:
    """A family name alone, beside the whole name in the same work."""
    met: dict[int, set[int]] = defaultdict(set)
    authors = WorkAuthor.objects.filter(party__kind=Party.Kind.PERSON)
    people = [authors.values_list("work_id", "party_id"), *(tell() for tell in _met)]
    for work, party in chain.from_iterable(people):
        met[work].add(party)
    for together in met.values():
        for one, other in combinations(sorted(together & parties.keys()), 2):
            if likeness.may_be_family_name(parties[one].name, parties[other].name):
                yield one, other
