"""Finding people and organisations by name, and which of them may be one under two spellings."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from django.db import transaction

from pasquino.sources.likeness import names_in
from pasquino.sources.models import Party, PartyName

__all__ = [
    "LONGEST_NAME",
    "NameTooLong",
    "find",
    "folded",
    "names_in",
    "parties_for",
    "party_for",
    "resolved",
]

LONGEST_NAME = 200


class NameTooLong(ValueError):
    """A name has more than 200 characters: it is no name."""


def folded(name: str) -> str:
    """A name as it is compared: NFKC, case folded, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def find(name: str) -> Party | None:
    """The party of this name, whatever its case; the one that an editor said it is."""
    rows = PartyName.objects.filter(key=folded(name)).select_related("party__same_as")
    row = rows.order_by("party_id").first()
    return resolved(row.party) if row else None


def resolved(party: Party) -> Party:
    """The party that this one leads to; itself usually."""
    return party.same_as or party


@transaction.atomic
def party_for(name: str, kind: str = Party.Kind.PERSON) -> Party:
    """The party of this name, made if nobody of that name is known; `name` is not empty.

    Raises NameTooLong.
    """
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise NameTooLong(name)
    known = find(name)
    if known:
        return known
    party = Party.objects.create(name=name, kind=kind)
    PartyName.objects.create(party=party, name=name, key=folded(name))
    return party


def parties_for(names: Iterable[str], kind: str = Party.Kind.PERSON) -> list[Party]:
    """One party for each name that says something, in order, none twice."""
    found = [party_for(name, kind) for name in names if name.strip()]
    return list(dict.fromkeys(found))
